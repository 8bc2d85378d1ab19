// Package report turns what a check found into diagnostics: it applies the
// flags that every check has, and the directives in the source.
package report

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// Confidence says how sure a finding is.
type Confidence uint8

// The confidences, least first, so that they compare with <.
const (
	Possible Confidence = iota + 1
	Likely
	Certain
)

func (c Confidence) String() string {
	return [...]string{"unknown", "possible", "likely", "certain"}[c]
}

// A Finding is one report of a check before flags and directives are applied.
type Finding struct {
	Pos, End   token.Pos
	Category   string
	Confidence Confidence
	Message    string // one sentence, without the tail
	Related    []analysis.RelatedInformation
}

// Diagnostic returns the finding as a diagnostic of the check of that name.
func (f Finding) Diagnostic(check string) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos: f.Pos, End: f.End, Category: f.Category,
		Message: fmt.Sprintf("%s [%s/%s %s]", f.Message, check, f.Category, f.Confidence),
		URL:     "https://pkg.go.dev/github.com/taskcheck/taskcheck/analyzer/" + check + "#hdr-Category_" + f.Category,
		Related: f.Related,
	}
}
