package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/docs"
	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
)

// Confidence says how sure a finding is.
type Confidence uint8

// The confidences, least first, so that they compare with <.
const (
	Possible Confidence = iota + 1
	Likely
	Certain
)

var confidences = []string{"", "possible", "likely", "certain"}

func (c Confidence) String() string { return confidences[c] }

// Set implements flag.Value.
func (c *Confidence) Set(s string) error {
	i := slices.Index(confidences, s)
	if i < 1 {
		return fmt.Errorf("no confidence is named %q (have certain, likely, possible)", s)
	}
	*c = Confidence(i)
	return nil
}

// A Check is a check with the flags that all checks have.
type Check struct {
	Name       string
	Categories []string
	// OfDirectives marks the check of the directives themselves: none silences
	// what is said of it.
	OfDirectives bool

	choice     *edit.Choice // which fixes the driver gets; nil: none
	confidence Confidence
	off        []string
	tests      bool
}

// Analyzer returns the analyzer of the check, which asks the given model and is
// documented by the source text of a doc.go. Its result is a *Result. The flag of
// the model says which fixes the driver gets. The result
// of the model has to be a sync.Locker: it is locked while find asks it.
func (c *Check) Analyzer(doc string, model *analysis.Analyzer, find func(*analysis.Pass) []Finding) *analysis.Analyzer {
	c.choice = edit.ChoiceOf(model)
	c.choice.Reported(c.Name, func(category string, sure int) bool { return c.reports(category, Confidence(sure)) })
	a := &analysis.Analyzer{
		Name:       c.Name,
		Doc:        docs.Analyzer(doc, c.Name),
		URL:        URL(c.Name, ""),
		Requires:   []*analysis.Analyzer{model},
		ResultType: reflect.TypeFor[*Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			lock := pass.ResultOf[model].(sync.Locker)
			lock.Lock()
			defer lock.Unlock()
			return c.Report(pass, find(pass)), nil
		},
	}
	c.Register(a)
	return a
}

// reports reports whether findings of a category that are as sure are reported.
func (c *Check) reports(category string, sure Confidence) bool {
	return sure >= c.confidence && !slices.Contains(c.off, category)
}

// Register adds the flags of the check to its analyzer.
func (c *Check) Register(a *analysis.Analyzer) {
	c.confidence = Likely
	a.Flags.Var(&c.confidence, "confidence", "the least `confidence` that is reported: certain, likely or possible")
	a.Flags.Var((*categories)(c), "off", "comma-separated `categories` that are not reported (of "+strings.Join(c.Categories, ", ")+")")
}

// RegisterTests adds the flag of a check that is silent in test files.
func (c *Check) RegisterTests(a *analysis.Analyzer) {
	a.Flags.BoolVar(&c.tests, "tests", false, "report in _test.go files too")
}

// categories is the flag "off" of a check.
type categories Check

func (c *categories) String() string { return strings.Join(c.off, ",") }

// Set implements flag.Value.
func (c *categories) Set(s string) error {
	var off []string
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if !slices.Contains(c.Categories, name) {
			return fmt.Errorf("%s has no category %q (have %s)", c.Name, name, strings.Join(c.Categories, ", "))
		}
		off = append(off, name)
	}
	c.off = off
	return nil
}
