package taskrecover

import (
	"go/ast"
	"go/types"

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
	unrecovered = "unrecovered"
	ineffective = "ineffective"
	swallowed   = "swallowed"
)

// New returns a new taskrecover analyzer, which asks the given model. Its
// result is a *report.Result.
func New(model *analysis.Analyzer) *analysis.Analyzer {
	check := &report.Check{Name: "taskrecover", Categories: []string{unrecovered, ineffective, swallowed}}
	a := check.Analyzer(doc, model, func(pass *analysis.Pass) []report.Finding {
		return find(pass, pass.ResultOf[model].(*task.Model))
	})
	check.RegisterTests(a)
	return a
}

// find returns what is to be said of the frames on other goroutines, each
// place once however many goroutines come by it. Of a goroutine whose recover
// does not work, that is what is said, and not that it can panic.
func find(pass *analysis.Pass, m *task.Model) (findings []report.Finding) {
	type place struct {
		node ast.Node
		way  task.Way
	}
	seen := make(map[place]bool)
	fix := &fixer{remedy.Guards{Maker: remedy.New(pass, m)}}
	claimed := make(map[*task.Func]report.Confidence)
	for _, frame := range m.Frames() {
		for _, t := range m.Ineffective(frame) {
			sure := confidence(t)
			if t.Way == task.WayRaises {
				sure = report.Certain // its author wants the process to end
			}
			claimed[frame.Func] = max(claimed[frame.Func], sure)
			if p := (place{t.Node, t.Way}); !seen[p] {
				seen[p] = true
				findings = append(findings, ineffectiveFinding(fix, t))
			}
		}
		for _, s := range m.Swallows(frame) {
			if p := (place{node: s.Node}); !seen[p] {
				seen[p] = true
				findings = append(findings, swallowedFinding(fix, s))
			}
		}
	}
	for _, u := range m.Unrecovered() {
		if f := unrecoveredFinding(fix, u); claimed[u.Task.Func] < f.Confidence {
			findings = append(findings, f)
		}
	}
	return findings
}

func ineffectiveFinding(x *fixer, t task.Trouble) report.Finding {
	pass := x.Pass
	pos, end := report.Narrow(pass.Fset, t.Node)
	f := report.Finding{
		Pos: pos, End: end,
		Category:   ineffective,
		Confidence: confidence(t),
		Message:    why(t),
		Related:    []analysis.RelatedInformation{startedAt(t.Frame.Task)},
		Crashes:    t.Way == task.WayRaises,
		NotInTests: true,
		Fixes:      func() []edit.Fix { return x.ineffective(t) },
	}
	if t.Helper != nil && !t.Way.Local() {
		f.Group = cause{t.Helper, t.Way}
	}
	if t.Op != nil {
		pos, end := report.Narrow(pass.Fset, t.Op)
		f.Related = append(f.Related, analysis.RelatedInformation{Pos: pos, End: end, Message: "a panic here is not stopped"})
	}
	return f
}

// A cause is a helper that is used wrongly in one way, wherever that is.
type cause struct {
	helper types.Object
	way    task.Way
}

// confidence says how sure it is that the guard does not guard. One that
// panics again, stands on some paths only or is switched off may be meant so.
func confidence(t task.Trouble) report.Confidence {
	switch t.Way {
	case task.WaySwitchedOff, task.WayBehind, task.WaySometimes, task.WayAsserts, task.WayRaises:
		return report.Possible
	case task.WayLate, task.WayPanics:
		if !t.Must {
			return report.Possible
		}
	}
	if t.Soft {
		return report.Likely
	}
	return report.Certain
}

func swallowedFinding(x *fixer, s task.Swallow) report.Finding {
	pos, end := report.Narrow(x.Pass.Fset, s.Node)
	f := report.Finding{
		Pos: pos, End: end,
		Category:   swallowed,
		Confidence: report.Certain,
		Message:    swallowedMessage(s),
		Related:    []analysis.RelatedInformation{startedAt(s.Frame.Task)},
		Crashes:    s.Exits,
		NotInTests: true,
		Fixes:      func() []edit.Fix { return x.swallowed(s) },
	}
	if !s.Sure {
		f.Confidence = report.Possible
	}
	if s.Helper != nil {
		f.Group = cause{helper: s.Helper}
	}
	return f
}

func startedAt(t *task.Task) analysis.RelatedInformation {
	return analysis.RelatedInformation{Pos: t.Pos(), End: t.End(), Message: "the goroutine is started here"}
}
