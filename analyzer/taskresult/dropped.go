package taskresult

import (
	"fmt"
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// droppedErrorFixes start a literal in the place of the function, which logs its
// error. Where taskrecover reports that the function can panic too, the literal has a
// guard: taskrecover has no fix for a goroutine that drops its results, but would have
// one for the literal. What a server returns when it is closed is no error to log.
func (f *fixer) droppedErrorFixes(d task.Drop) []edit.Fix {
	o := f.Model.OutletOfStarted(d.In)
	if _, isLit := ast.Unparen(d.Call.Fun).(*ast.FuncLit); isLit || o.Kind != task.OutletLog || f.Model.TellsItself(d.Call) || f.Model.MayBeClosed(d.Call) {
		return nil
	}
	mk := f.Maker
	set := mk.Begin(d.Call.Pos())
	if set.Failed() || set.Lines(d.Call) {
		return nil
	}
	guard, effect := "", ""
	if u, ok := f.Model.PanicsAt(d.Call); ok && u.IsFailure() && f.choice.Reports("taskrecover", "unrecovered", int(u.Level)) && report.PolicyOf(f.Pass) != report.Crash {
		if f.Starter() != nil || !f.Model.MayWrap(u) {
			return nil
		}
		guard, _ = f.GuardText(set, task.Cure{Task: u.Task, To: task.ToldNobody, Result: -1}, d.Call.Pos(), "")
		effect = " and its panic"
	}
	e := remedy.Error{Cause: remedy.CauseOf(d.Call)}
	w := remedy.Wrapping{Maker: mk, Set: set, In: d.In, At: d.Call.Pos(), Used: set.Text(d.Call)}
	w.Go(d.Call, guard, mk.Handle(set, o, d.Call.Pos(), "err", e))
	return set.Fixes(edit.Behaviour, fmt.Sprintf("Log the error of %s%s: the goroutine ends, and somebody can see why", name(d.Call.Fun), effect))
}
