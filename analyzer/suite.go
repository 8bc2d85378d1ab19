package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/inspect"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskignore"
	"github.com/taskcheck/taskcheck/analyzer/taskjoin"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
	"github.com/taskcheck/taskcheck/analyzer/taskresult"
)

// A Suite is one model and the checks that share it. Two suites share nothing:
// the flags of one are not seen by the other.
type Suite struct {
	// Model is taskmodel, the only analyzer with facts. It reports nothing.
	Model *analysis.Analyzer
	// Checks are the checks that report, in alphabetical order.
	Checks []*analysis.Analyzer
	// Inspect is taskinspect, which tells what the model learnt when its flag
	// asks for it. It is no check, and only the command runs it.
	Inspect *analysis.Analyzer
}

// New returns a suite of its own: the one list of checks.
func New() *Suite {
	model := task.NewAnalyzer()
	joins := taskjoin.New(model)
	recovers := taskrecover.New(model)
	results := taskresult.New(model)
	return &Suite{
		Model: model,
		Checks: []*analysis.Analyzer{
			taskignore.New(model, joins, recovers, results),
			joins,
			recovers,
			results,
		},
		Inspect: inspect.New(model),
	}
}

// OfferFixes makes the checks offer all fixes of a finding, for a driver that shows
// them to somebody who chooses, as an editor does. Without it there is one at
// most, that may be applied unread, as drivers do whose -fix takes the first.
func (s *Suite) OfferFixes() { edit.ChoiceOf(s.Model).Offer() }

// PreviewFixes makes the checks give the first fix of each finding, of whatever
// class, for a driver that shows what it would change and changes nothing.
func (s *Suite) PreviewFixes() { edit.ChoiceOf(s.Model).Preview() }

// Analyzers returns the checks and the model, which is among them so that its
// flags exist in every driver.
func (s *Suite) Analyzers() []*analysis.Analyzer {
	return append(s.Checks[:len(s.Checks):len(s.Checks)], s.Model)
}
