package taskresult

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"

	_ "embed"
)

//go:embed doc.go
var doc string

const (
	abandoned      = "abandoned"
	droppedChannel = "dropped-channel"
	droppedError   = "dropped-error"
	ignoredError   = "ignored-error"
	lostResult     = "lost-result"
	unread         = "unread"
)

var categories = []string{abandoned, droppedChannel, droppedError, ignoredError, lostResult, unread}

// New returns a new taskresult analyzer, which asks the given model. Its
// result is a *report.Result.
func New(model *analysis.Analyzer) *analysis.Analyzer {
	check := &report.Check{Name: "taskresult", Categories: categories}
	return check.Analyzer(doc, model, func(pass *analysis.Pass) []report.Finding {
		m := pass.ResultOf[model].(*task.Model)
		return find(pass, &fixer{remedy.Guards{Maker: remedy.New(pass, m)}, edit.ChoiceOf(model)})
	})
}

// A fixer makes the fixes of the findings of a package.
type fixer struct {
	remedy.Guards
	choice *edit.Choice // knows what the other checks report
}

// An ignored is the cause of the findings on errors of one channel: of several receives
// in a row that drop what they get, the first is reported.
type ignored struct{ channel *task.Channel }

// find returns what is to be said of the results of goroutines.
func find(pass *analysis.Pass, fix *fixer) (findings []report.Finding) {
	m := fix.Model
	for _, d := range m.DroppedErrors() {
		found := finding(pass, droppedError, d.Call, d.Sure, droppedErrorMessage(d), errorAt(pass, d)...)
		found.Fixes = func() []edit.Fix { return fix.droppedErrorFixes(d) }
		findings = append(findings, found)
	}
	for _, d := range m.DroppedResults() {
		findings = append(findings, finding(pass, droppedChannel, d.Call, d.Sure, droppedChannelMessage(d)))
	}
	for _, l := range m.Leaks() {
		findings = append(findings, leakFinding(fix, l))
	}
	for _, u := range m.Unlooked() {
		found := finding(pass, ignoredError, u.At, u.Sure, unlookedMessage(u))
		if u.Channel != nil {
			found.Group = ignored{u.Channel}
		}
		found.Fixes = func() []edit.Fix { return fix.ignoredFixes(u) }
		findings = append(findings, found)
	}
	for _, l := range m.Losses() {
		at := l.Start.Fun.(ast.Node)
		if l.Stop != nil {
			at = l.Guard.Node
		}
		found := finding(pass, lostResult, at, l.Sure, lossMessage(l),
			related(pass, l.Op, "a panic here is stopped"), related(pass, l.Send, "this is then not sent"))
		found.Fixes = func() []edit.Fix { return fix.lossFixes(l) }
		findings = append(findings, found)
	}
	return findings
}

func finding(pass *analysis.Pass, category string, at ast.Node, sure task.Level, message string, places ...analysis.RelatedInformation) report.Finding {
	pos, end := report.Narrow(pass.Fset, at)
	return report.Finding{
		Pos: pos, End: end,
		Category:   category,
		Confidence: report.Confidence(max(sure, task.Possible)),
		Message:    message,
		Related:    places,
	}
}

// leakFinding reports where a receiver leaves. Of several places at which it
// leaves one channel, the first is reported.
func leakFinding(fix *fixer, l task.Leak) report.Finding {
	pass := fix.Pass
	var places []analysis.RelatedInformation
	if l.Send != nil {
		places = append(places, related(pass, l.Send, "the goroutine sends here"))
	}
	if l.Unread {
		return finding(pass, unread, l.At, l.Sure, unreadMessage(l), places...)
	}
	places = append(places, related(pass, l.Channel.At, "the channel is made here"))
	_, roomy := fix.Model.SlotsOf(l)
	f := finding(pass, abandoned, l.At, l.Sure, abandonedMessage(l, roomy), places...)
	f.Group = l.Channel
	f.Fixes = func() []edit.Fix { return fix.abandonedFixes(l) }
	return f
}

func errorAt(pass *analysis.Pass, d task.Drop) []analysis.RelatedInformation {
	if d.Errors == nil {
		return nil
	}
	return []analysis.RelatedInformation{related(pass, d.Errors, "the error is returned here")}
}

func related(pass *analysis.Pass, n ast.Node, message string) analysis.RelatedInformation {
	pos, end := report.Narrow(pass.Fset, n)
	return analysis.RelatedInformation{Pos: pos, End: end, Message: message}
}
