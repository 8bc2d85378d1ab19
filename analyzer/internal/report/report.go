// Package report turns what a check found into diagnostics. It applies the
// flags that every check has and the directives in the source, and merges the
// findings that have one cause.
package report

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
)

// A Finding is one report of a check before flags and directives are applied.
type Finding struct {
	Pos, End   token.Pos
	Category   string
	Confidence Confidence
	// Message is one sentence, without the tail that names the check.
	Message string
	Related []analysis.RelatedInformation
	// Also is the other places that the finding stands for.
	Also []Place
	// Group is the cause. Of several findings with one group the first that no
	// directive silences is reported, with the number of the others, those in
	// test files apart; a nil group is a cause of its own.
	Group any
	// Crashes marks a finding about a panic that ends the process all the same: it
	// is raised again, or the handler exits.
	Crashes bool
	// Fixes returns what would cure the finding, the best first. It is asked only if
	// the finding is reported and more than possible, and may be nil.
	Fixes func() []edit.Fix
	// NotInTests marks a finding that is silent in test files unless they are
	// asked for.
	NotInTests bool
}

// A Place is a range of source.
type Place struct{ Pos, End token.Pos }

// A Mark is a place where a check found something, whether reported or not:
// what a directive there silences.
type Mark struct {
	Line     Line
	Category string
}

// Result is the result of a check: everything that it found, at any confidence.
type Result struct {
	Check      string
	Categories []string
	Marks      []Mark
}

// Report sends the findings of a check to the driver and returns its result.
func (c *Check) Report(pass *analysis.Pass, findings []Finding) *Result {
	res := &Result{Check: c.Name, Categories: c.Categories}
	src := newSource(pass)
	slices.SortStableFunc(findings, func(a, b Finding) int { return src.compare(a.Pos, b.Pos) })
	var open []Finding
	for _, f := range src.policy.adjust(findings) {
		if src.generated(f.Pos) {
			continue
		}
		line := src.line(f.Pos)
		res.Marks = append(res.Marks, Mark{line, f.Category})
		switch {
		case !c.reports(f.Category, f.Confidence):
		case f.NotInTests && !c.tests && src.test(f.Pos):
		case !c.OfDirectives && src.silenced(line, c.Name, f.Category):
		default:
			if f.Confidence == Possible {
				f.Fixes = nil // it may be wrong, and so might they
			}
			if f.Group != nil && src.test(f.Pos) {
				f.Group = inTests{f.Group}
			}
			open = append(open, f)
		}
	}
	var made []analysis.TextEdit // by the first fixes so far
	for _, f := range merge(open) {
		d := c.diagnostic(f)
		d.SuggestedFixes, made = c.fixes(f, made)
		pass.Report(d)
	}
	return res
}

// inTests is the group of the findings in test files that have one cause. They
// are counted apart, so that a package and the package as its tests see it
// have the same reports on the files of both.
type inTests struct{ group any }

// merge joins the findings of one group into the one that is most sure, the
// first of several: the message says what that one is sure of.
func merge(findings []Finding) (merged []Finding) {
	first := make(map[any]int)
	for _, f := range findings {
		i, ok := first[f.Group]
		if f.Group == nil || !ok {
			first[f.Group] = len(merged)
			merged = append(merged, f)
			continue
		}
		kept, other := merged[i], f
		if other.Confidence > kept.Confidence {
			kept, other = other, kept
		}
		kept.Also = slices.Concat(kept.Also, []Place{{other.Pos, other.End}}, other.Also)
		kept.Fixes = both(kept.Fixes, other.Fixes)
		merged[i] = kept
	}
	for i, f := range merged {
		if n := len(f.Also); n > 0 {
			merged[i].Message += more(n)
		}
		for _, p := range f.Also {
			merged[i].Related = append(merged[i].Related, analysis.RelatedInformation{Pos: p.Pos, End: p.End, Message: "and here"})
		}
	}
	return merged
}

// both returns the fixes of a finding that stands for another one too. Each mends
// both, so that nothing is left for a second run. Where there is none for the place
// that is reported, one for another place would seem to mend what it does not.
func both(fixes, others func() []edit.Fix) func() []edit.Fix {
	if fixes == nil || others == nil {
		return fixes
	}
	return func() []edit.Fix {
		all, more := fixes(), others()
		for i := range min(len(all), len(more)) {
			all[i] = all[i].With(more[i])
		}
		return all
	}
}

// more says that a message stands for n more places.
func more(n int) string {
	if n == 1 {
		return " (and in 1 more place)"
	}
	return fmt.Sprintf(" (and in %d more places)", n)
}

// fixes returns the fixes of a finding that the driver gets. A driver that applies
// the first ones all at once gets none that contradicts an earlier one: the next
// run has it.
func (c *Check) fixes(f Finding, made []analysis.TextEdit) ([]analysis.SuggestedFix, []analysis.TextEdit) {
	if f.Fixes == nil || c.choice == nil {
		return nil, made
	}
	chosen := c.choice.Of(f.Fixes())
	if len(chosen) > 0 && !c.choice.Offered() {
		if edit.Overlap(made, chosen[0].Edits) {
			return nil, made
		}
		made = append(made, chosen[0].Edits...)
	}
	var fixes []analysis.SuggestedFix
	for _, fix := range chosen {
		fixes = append(fixes, fix.Suggested())
	}
	return fixes, made
}

func (c *Check) diagnostic(f Finding) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos:      f.Pos,
		End:      f.End,
		Category: f.Category,
		Message:  fmt.Sprintf("%s [%s/%s %s]", f.Message, c.Name, f.Category, f.Confidence),
		URL:      URL(c.Name, f.Category),
		Related:  f.Related,
	}
}

// URL returns where a category is documented: its section in the
// documentation of the check.
func URL(check, category string) string {
	url := "https://pkg.go.dev/github.com/taskcheck/taskcheck/analyzer/" + check
	if category == "" {
		return url
	}
	return url + "#hdr-Category_" + strings.ReplaceAll(category, "-", "_")
}
