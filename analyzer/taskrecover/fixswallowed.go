package taskrecover

import (
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// swallowed returns the fixes for a handler that drops the value of a panic.
func (x *fixer) swallowed(w task.Swallow) []edit.Fix {
	call, isCall := w.Node.(*ast.CallExpr)
	if w.Helper != nil || w.Ends || !isCall {
		return nil
	}
	r, known := x.Model.RecoveryAt(call)
	if !known {
		return nil
	}
	d := w.Frame.Func.DeferOf(call)
	if report.PolicyOf(x.Pass) == report.Crash {
		return x.propagate(d, r)
	}
	if c, ok := x.Model.CureOf(w.Frame.Task); ok && c.Func == w.Frame.Func {
		return x.tell(c, d, r)
	}
	return nil
}

// tell tells of a panic whose value is dropped.
func (x *fixer) tell(c task.Cure, d *ast.DeferStmt, r task.Recovery) []edit.Fix {
	if c.After != nil && d != nil && c.After.Pos() > d.Pos() && c.To != task.ToldNobody {
		return nil
	}
	s := x.Begin(r.Call.Pos())
	if isWhole(d, r) {
		text, effect := x.GuardText(s, c, c.Func.Body.Lbrace+1, "")
		s.Keep(d)
		s.Swap(x.Model.BodyOf(d), d, text)
		return s.Fixes(edit.Behaviour, effect)
	}
	if c.To != task.ToldNobody || len(x.Known()) > 0 || r.Alone == nil && r.Body == r.Lit.Body {
		return nil
	}
	logger := s.Logger(r.Call.Pos())
	if !logger.IsHeard() {
		return nil
	}
	value := remedy.ValueName(logger.Panic("", ""))
	if r.Value != nil {
		value = r.Value.Name
	}
	log := logger.Panic("panic in "+x.Where(c), value)
	switch {
	case r.Alone != nil:
		s.Swap(x.Model.BodyOf(r.Alone), r.Alone, remedy.IfRecovered(value, log))
	default:
		if r.Branch != nil {
			s.ReplaceNode(r.Branch.Cond, value+" := recover(); "+value+" != nil")
		}
		s.First(r.Body, log)
	}
	return s.Fixes(edit.Behaviour, "Log the panic")
}

// isWhole reports whether a recover is all that a deferred literal does.
func isWhole(d *ast.DeferStmt, r task.Recovery) bool {
	return d != nil && r.Alone != nil && ast.Unparen(d.Call.Fun) == r.Lit && len(r.Body.List) == 1
}

// propagate lets a panic go on that is stopped in a package that does not want
// that.
func (x *fixer) propagate(d *ast.DeferStmt, r task.Recovery) []edit.Fix {
	if isWhole(d, r) {
		return x.remove(d)
	}
	if r.Value == nil || r.Last != nil || r.Body == r.Lit.Body || len(r.Body.List) == 0 {
		return nil
	}
	s := x.Begin(r.Call.Pos())
	s.After(r.Body, r.Body.List[len(r.Body.List)-1], "panic("+r.Value.Name+")")
	return s.Fixes(edit.Behaviour, "Panic again: the process ends, as the package says")
}

// remove takes out a recover that a package which wants the process to end has.
func (x *fixer) remove(d *ast.DeferStmt) []edit.Fix {
	if d == nil {
		return nil
	}
	body := x.Model.BodyOf(d)
	if body == nil {
		return nil
	}
	s := x.Begin(d.Pos())
	s.Keep(d)
	if above, _, behind := s.Cut(body, d); above+behind != "" {
		return nil // it says why
	}
	return s.Fixes(edit.Behaviour, "Remove the recover: a panic ends the process, as the package says")
}
