package taskjoin

import (
	"go/ast"
	"reflect"

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
	earlyRelease = "early-release"
	falseSuccess = "false-success"
	neverWaited  = "never-waited"
	overwritten  = "overwritten"
	refused      = "refused"
	skippedDone  = "skipped-done"
	unchecked    = "unchecked"
)

// New returns a new taskjoin analyzer, which asks the given model. Its result
// is a *report.Result.
func New(model *analysis.Analyzer) *analysis.Analyzer {
	check := &report.Check{
		Name:       "taskjoin",
		Categories: []string{earlyRelease, falseSuccess, neverWaited, overwritten, refused, skippedDone, unchecked},
	}
	return check.Analyzer(doc, model, func(pass *analysis.Pass) []report.Finding {
		mk := remedy.New(pass, pass.ResultOf[model].(*task.Model))
		return (&finder{remedy.Guards{Maker: mk}}).find()
	})
}

// A finder turns what the model knows of a package into findings.
type finder struct{ remedy.Guards }

func (f *finder) find() (findings []report.Finding) {
	for _, l := range f.Model.Unchecked() {
		finding := f.finding(l.Call, unchecked, l.Level, uncheckedMessage(l))
		finding.NotInTests = l.Quiet
		finding.Related = started(l.Tasks)
		finding.Fixes = func() []edit.Fix { return f.uncheckedFixes(l) }
		findings = append(findings, finding)
	}
	for _, o := range f.Model.Overwritten() {
		finding := f.finding(o.Call, overwritten, o.Level, overwrittenMessage(o))
		finding.Related = f.places(o.By, "it is overwritten here", o.Exit, "a path leaves here without reading it")
		finding.Fixes = func() []edit.Fix { return f.overwrittenFixes(o) }
		findings = append(findings, finding)
	}
	for _, u := range f.Model.Unwaited() {
		finding := f.finding(u.Call, neverWaited, u.Level, neverWaitedMessage(u))
		if u.Exit != nil {
			finding.Related = f.places(u.Exit, "a path leaves here without waiting")
		}
		findings = append(findings, finding)
	}
	for _, l := range f.Model.Refused() {
		finding := f.finding(l.Call, refused, l.Level, refusedMessage(l))
		finding.Fixes = func() []edit.Fix { return f.refusedFixes(l) }
		findings = append(findings, finding)
	}
	for _, s := range f.Model.FalseSuccesses() {
		finding := f.finding(s.Node, falseSuccess, s.Level, falseSuccessMessage(s))
		finding.Related = started([]*task.Task{s.Frame.Task})
		finding.Fixes = func() []edit.Fix { return f.falseSuccessFixes(s) }
		findings = append(findings, finding)
	}
	for _, s := range f.Model.SkippedDones() {
		finding := f.finding(s.Call, skippedDone, s.Level, skippedDoneMessage(s))
		finding.Related = f.places(s.Op, "this is what can end it early")
		if s.Exit != nil {
			finding.Related = f.places(s.Exit, "a path leaves here")
		}
		finding.Fixes = func() []edit.Fix { return f.skippedDoneFixes(s) }
		findings = append(findings, finding)
	}
	for _, e := range f.Model.EarlyReleases() {
		finding := f.finding(e.Defer, earlyRelease, e.Level, earlyReleaseMessage(e))
		finding.Related = f.places(e.Handler, "this runs after it")
		finding.Fixes = func() []edit.Fix { return f.earlyReleaseFixes(e) }
		findings = append(findings, finding)
	}
	return findings
}

func (f *finder) finding(n ast.Node, category string, b task.Level, message string) report.Finding {
	pos, end := report.Narrow(f.Pass.Fset, n)
	return report.Finding{Pos: pos, End: end, Category: category, Confidence: report.Confidence(max(b, task.Possible)), Message: message}
}

// places returns the related places of nodes, each followed by its text; a nil
// node has none.
func (f *finder) places(nodes ...any) (related []analysis.RelatedInformation) {
	for i := 0; i < len(nodes); i += 2 {
		if n, ok := nodes[i].(ast.Node); ok && n != nil && !reflect.ValueOf(n).IsNil() {
			pos, end := report.Narrow(f.Pass.Fset, n)
			related = append(related, analysis.RelatedInformation{Pos: pos, End: end, Message: nodes[i+1].(string)})
		}
	}
	return related
}

// started returns where goroutines are started.
func started(tasks []*task.Task) (related []analysis.RelatedInformation) {
	for _, t := range tasks {
		related = append(related, analysis.RelatedInformation{Pos: t.Pos(), End: t.End(), Message: "a goroutine is started here"})
	}
	return related
}
