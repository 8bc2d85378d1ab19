package taskrecover

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A fixer makes the fixes of the findings of a package.
type fixer struct{ remedy.Guards }

// unrecovered returns the fixes for a goroutine that can panic: a guard where it
// starts, and the alternatives to that. What is no failure is better tested for, and a
// panic that is written where the goroutine runs is meant to end the process.
func (x *fixer) unrecovered(u task.Unrecovered) (fixes []edit.Fix) {
	if !u.IsFailure() || len(u.Path) == 0 {
		return nil
	}
	started := x.Model.StartedAt(u.At)
	if len(started) == 0 {
		return nil
	}
	t := started[0]
	if u.At == u.Task.At {
		t = u.Task // a call may start others beside it
	}
	if t.Entry() == nil || u.At != u.Task.At && x.Model.IsGuarded(u.At) || x.Model.RunsGiven(u, t) || !x.Model.IsOwnStart(t) {
		return nil
	}
	c, ok := x.Model.CureOf(t)
	for _, n := range append(u.Path[:len(u.Path):len(u.Path)], u.Op) {
		if x.Model.Holds(n) {
			return nil // the lock would stay locked
		}
		ok = ok && (t != u.Task || x.Model.Covers(c, n))
	}
	if !ok {
		return nil
	}
	if x.Model.IsUnheard(c) || x.Model.LeavesOpen(c, u) || c.To != task.ToldNobody && x.Model.AnswersOthers(c) {
		return nil
	}
	if c.To == task.ToldNobody && x.Model.IsReliedOn(c, u) {
		if len(started) == 1 && c.Func != nil {
			return x.guardItems(c, u)
		}
		return nil
	}
	switch lit, isLit := ast.Unparen(t.Entry()).(*ast.FuncLit); {
	case isLit:
		fixes = append(x.startBy(c, lit), x.guard(c)...)
	case len(started) == 1 && c.Func != nil && x.Model.OnlyStarted(c.Func):
		fixes = append(x.guard(c), x.wrap(c)...)
	case c.Func != nil && c.Func.Obj == nil && x.Model.IsStarted(c.Func) && happensIn(u, c.Func):
		fixes = x.guard(c) // the literal is what is started elsewhere, too
	default:
		fixes = x.wrap(c)
	}
	return fixes
}

// happensIn reports whether the panic comes out of a function. A field that holds a
// literal may hold what cannot be seen as well, and a guard in the literal does not
// stop the panic of that.
func happensIn(u task.Unrecovered, f *task.Func) bool {
	n := u.Op
	if len(u.Path) > 0 {
		n = u.Path[0]
	}
	return n != nil && f.Body.Pos() <= n.Pos() && n.Pos() < f.Body.End()
}

// guard puts a guard into the function of the goroutine.
func (x *fixer) guard(c task.Cure) []edit.Fix {
	body := c.Func.Body
	s := x.Begin(body.Lbrace)
	text, effect := x.GuardText(s, c, body.Lbrace+1, "")
	x.put(s, c, text)
	return s.Fixes(edit.Behaviour, effect)
}

// put inserts a guard into the function, behind the signals that go before it. What
// signals at the end is deferred, last first, as it ran first.
func (x *fixer) put(s *edit.Set, c task.Cure, text string) {
	body := c.Func.Body
	var all []string
	for i := len(c.Signals) - 1; i >= 0; i-- {
		all = append(all, deferred(s, body, c.Signals[i]))
	}
	if c.After == nil && len(all) == 1 && text != "" {
		s.First(body, all[0]) // as the fix of a Done that may be skipped has it too
		s.Second(body, text)
		return
	}
	if text != "" {
		all = append(all, text)
	}
	switch text := strings.Join(all, "\n"); {
	case text == "":
	case c.After != nil:
		s.After(body, c.After, text)
	default:
		s.First(body, text)
	}
}

// deferred cuts a statement out of its body and returns it deferred.
func deferred(s *edit.Set, body *ast.BlockStmt, stmt ast.Stmt) string {
	above, text, behind := s.Cut(body, stmt)
	call := false
	if e, isExpr := stmt.(*ast.ExprStmt); isExpr {
		_, call = ast.Unparen(e.X).(*ast.CallExpr)
	}
	if !call { // a send, a receive
		text = "func() { " + text + " }()"
	}
	return above + "defer " + text + behind
}

// guardItems puts a guard around each item of an endless loop, so that a panic does
// not end the loop.
func (x *fixer) guardItems(c task.Cure, u task.Unrecovered) []edit.Fix {
	at := u.Op
	if len(u.Path) > 0 {
		at = u.Path[0]
	}
	l, ok := x.Model.LoopAround(c.Func, at)
	if !ok || x.Model.IsItemLost(c, l, u) {
		return nil
	}
	s := x.Begin(at.Pos())
	open, list := token.NoPos, []ast.Stmt(nil)
	if l.Case != nil {
		open, list = l.Case.Colon, l.Case.Body
	} else {
		open, list = l.Body.Lbrace, l.Body.List
	}
	text, _ := x.GuardText(s, c, open+1, "")
	s.Wrap(open, list, "func() {\n\t"+edit.Indented(text), "}()")
	return s.Fixes(edit.Behaviour, "Recover for each item of the loop: the panic is logged, the loop goes on")
}
