package taskrecover

import (
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// ineffective returns the fixes for a recover that cannot stop a panic: it is put
// where it can.
func (x *fixer) ineffective(t task.Trouble) []edit.Fix {
	f := t.Frame.Func
	d := f.DeferOf(t.Node)
	crash := report.PolicyOf(x.Pass) == report.Crash
	switch {
	case t.Way == task.WayDirect && crash:
		return x.remove(d)
	case crash || t.Soft || x.Model.Holds(t.Op):
	case t.Way == task.WayDirect:
		return x.replaceDirect(t, d)
	case !x.Model.MayStop(t):
	case t.Helper != nil && d != nil && (t.Way == task.WayDeep || t.Way == task.WayNestedDefer):
		return x.deferHelper(f, d, t.Node)
	case t.Helper != nil && d == nil && t.Way == task.WayNotDeferred:
		return x.deferCall(t)
	case t.Way == task.WayNotCalled && d != nil:
		s := x.Begin(d.Pos())
		s.Insert(d.End(), "()")
		return s.Fixes(edit.Safe, "Call what it returns: that recovers")
	case t.Way == task.WayArgument && d != nil:
		return x.recoverInHandler(f, d, t.Node)
	case t.Way == task.WayLate && d == t.Node:
		return x.moveUp(t, d)
	}
	return nil
}

// replaceDirect puts a guard in the place of "defer recover()".
func (x *fixer) replaceDirect(t task.Trouble, d *ast.DeferStmt) []edit.Fix {
	c, ok := x.Model.CureOf(t.Frame.Task)
	if !ok || d == nil || d != t.Node || c.Func != t.Frame.Func || x.Model.BodyOf(d) != c.Func.Body {
		return nil
	}
	s := x.Begin(d.Pos())
	text, effect := x.GuardText(s, c, c.Func.Body.Lbrace+1, "")
	x.move(s, c, d, text)
	return s.Fixes(edit.Behaviour, effect)
}

// move puts a text in the place of a statement of the body if that is where a guard
// belongs, else where it does.
func (x *fixer) move(s *edit.Set, c task.Cure, stmt ast.Stmt, text string) {
	if x.Model.IsEarly(c.Func, stmt) && len(c.Signals) == 0 && (c.After == nil || c.After.End() <= stmt.Pos()) {
		s.Swap(c.Func.Body, stmt, text)
		return
	}
	if c.After == stmt {
		s.Fail()
	}
	above, _, behind := s.Cut(c.Func.Body, stmt)
	x.put(s, c, above+text+behind)
}

// deferHelper defers the helper that a deferred literal calls.
func (x *fixer) deferHelper(f *task.Func, d *ast.DeferStmt, n ast.Node) []edit.Fix {
	lit, isLit := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	call, stmt := x.Model.CallAt(n)
	if !isLit || call == nil || x.Model.BodyOf(stmt) != lit.Body || !x.Model.IsEarly(f, d) || !x.Model.IsStableCall(f, call) {
		return nil
	}
	s := x.Begin(d.Pos())
	text := "defer " + s.Text(call)
	title := "Defer " + s.Text(call) + " itself: only then it recovers"
	if len(lit.Body.List) == 1 {
		s.Keep(d, call)
		s.ReplaceNode(d, text)
		return s.Fixes(edit.Safe, title)
	}
	above, _, behind := s.Cut(lit.Body, stmt)
	s.After(f.Body, d, above+text+behind)
	return s.Fixes(edit.Behaviour, title)
}

// deferCall defers a helper that is called, where a guard belongs.
func (x *fixer) deferCall(t task.Trouble) []edit.Fix {
	call, stmt := x.Model.CallAt(t.Node)
	f := t.Frame.Func
	if call == nil || stmt == nil || x.Model.BodyOf(stmt) != f.Body {
		return nil
	}
	s := x.Begin(stmt.Pos())
	title := "Defer " + s.Text(call) + ": only then it recovers"
	if x.Model.IsEarly(f, stmt) {
		s.Insert(stmt.Pos(), "defer ")
		return s.Fixes(edit.Safe, title)
	}
	c, ok := x.Model.CureOf(t.Frame.Task)
	if !ok || c.Func != f || !x.Model.MovesUp(f, stmt) {
		return nil
	}
	x.move(s, c, stmt, "defer "+s.Text(stmt))
	return s.Fixes(edit.Behaviour, title)
}

// recoverInHandler makes a handler of a deferred call that has recover among its
// arguments.
func (x *fixer) recoverInHandler(f *task.Func, d *ast.DeferStmt, n ast.Node) []edit.Fix {
	if !x.Model.IsEarly(f, d) || x.Model.Above(n) != ast.Node(d.Call) {
		return nil
	}
	for _, arg := range d.Call.Args {
		if ast.Unparen(arg) != n && !x.Model.IsStable(f, arg) {
			return nil
		}
	}
	s := x.Begin(d.Pos())
	r := remedy.ValueName(s.Text(d))
	call := s.Between(d.Call.Pos(), n.Pos()) + r + s.Between(n.End(), d.Call.End())
	s.Swap(x.Model.BodyOf(d), d, remedy.Handler(remedy.IfRecovered(r, call)))
	return s.Fixes(edit.Behaviour, "Recover in a deferred func: only there it stops a panic")
}

// moveUp moves a guard that is deferred after what panics.
func (x *fixer) moveUp(t task.Trouble, d *ast.DeferStmt) []edit.Fix {
	c, ok := x.Model.CureOf(t.Frame.Task)
	if !ok || c.Func != t.Frame.Func || !x.Model.MovesUp(c.Func, d) || !x.Model.IsPure(c.Func, d) || !x.Model.TellsPanic(c.Func, d) || c.Func.DefersBefore(d) {
		return nil
	}
	s := x.Begin(d.Pos())
	x.move(s, c, d, s.Unindented(d))
	return s.Fixes(edit.Behaviour, "Defer it first: then it recovers what panics here")
}
