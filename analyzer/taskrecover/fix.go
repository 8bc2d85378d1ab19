package taskrecover

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A fixer makes the fixes of the findings of a package.
type fixer struct {
	remedy.Guards
	pass *analysis.Pass
	m    *task.Model
}

// unrecovered returns the fixes for a goroutine that can panic: a guard where it
// starts, and the alternatives to that.
func (x *fixer) unrecovered(u task.Unrecovered) (fixes []edit.Fix) {
	started := x.m.StartedAt(u.At)
	if len(started) == 0 {
		return nil
	}
	for _, n := range append(u.Path[:len(u.Path):len(u.Path)], u.Op) {
		if x.m.Holds(n) {
			return nil // the lock would stay locked
		}
	}
	add := func(fix edit.Fix, ok bool) {
		if ok {
			fixes = append(fixes, fix)
		}
	}
	t := started[0]
	c, ok := x.m.CureOf(t)
	for _, n := range append(u.Path[:len(u.Path):len(u.Path)], u.Op) {
		ok = ok && (t != u.Task || x.m.Covers(c, n))
	}
	switch lit, isLit := ast.Unparen(t.Entry()).(*ast.FuncLit); {
	case !ok || t.Entry() == nil:
		return nil
	case isLit:
		add(x.startBy(c, lit))
		add(x.guard(c))
	case len(started) == 1 && c.Func != nil && x.m.OnlyStarted(c.Func):
		add(x.guard(c))
		add(x.wrap(c))
	case c.Func != nil && c.Func.Obj == nil && x.m.IsStarted(c.Func):
		add(x.guard(c)) // the literal is what is started elsewhere, too
	default:
		add(x.wrap(c))
	}
	if len(started) == 1 && c.Func != nil && c.To == task.ToldNobody && len(u.Path)+1 > 0 {
		add(x.guardItems(c, u))
	}
	return fixes
}

// guard puts a guard into the function of the goroutine.
func (x *fixer) guard(c task.Cure) (edit.Fix, bool) {
	s := edit.Of(x.pass, c.Func.Body.Lbrace).Begin()
	if s.Failed() {
		return edit.Fix{}, false
	}
	text, effect := x.GuardText(s, c, c.Func.Body.Lbrace+1, "")
	x.put(s, c, text)
	return s.Fix(edit.Behaviour, effect)
}

// put inserts a guard into the function, behind the signals that go before it. What
// signals at the end is deferred, last first, as it ran first.
func (x *fixer) put(s *edit.Set, c task.Cure, text string) {
	body := c.Func.Body
	before := ""
	for i := len(c.Signals) - 1; i >= 0; i-- {
		before += deferred(s, body, c.Signals[i]) + "\n"
	}
	if text == "" {
		if before == "" {
			return
		}
		before = before[:len(before)-1]
	}
	if c.After != nil {
		s.After(body, c.After, before+text)
	} else {
		s.First(body, before+text)
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

// wrap makes a literal of the function that the goroutine is started with, which
// guards it and calls it.
func (x *fixer) wrap(c task.Cure) (edit.Fix, bool) {
	s := edit.Of(x.pass, c.Task.At.Pos()).Begin()
	if s.Failed() || x.m.IsQuiet(c.Task.Entry()) || c.To != task.ToldNobody && c.To != task.ToldResult || c.Func != nil && x.m.TellsEnd(c.Func) {
		return edit.Fix{}, false
	}
	if call := c.Task.GoCall(); call != nil {
		return x.wrapGo(s, c, call)
	}
	return x.wrapArg(s, c)
}

// wrapGo is for a go statement. What may have another value when the goroutine
// runs is an argument of the literal: it is still evaluated by the go statement.
func (x *fixer) wrapGo(s *edit.Set, c task.Cure, call *ast.CallExpr) (edit.Fix, bool) {
	g := c.Task.At
	w := remedy.Wrapping{Maker: x.Maker, Set: s, In: c.Task.In, At: g.Pos(), Used: s.Text(g)}
	if h := x.Starter(); h != nil && len(call.Args) == 0 {
		s.Replace(g.Pos(), g.End(), x.Called(s, h, g.Pos())+"("+w.Function(call.Fun)+")")
		if len(w.Params) > 0 || w.Results(call) > 0 {
			s.Fail()
		}
		return s.Fix(edit.Behaviour, "Start it with "+remedy.Name(h.Func)+": it recovers a panic, and the goroutine ends")
	}
	text, effect := x.GuardText(s, c, g.Pos(), "")
	w.Go(call, text, "")
	return s.Fix(edit.Behaviour, "Start a func literal: "+lower(effect))
}

// wrapArg is for a function that is given to what starts it.
func (x *fixer) wrapArg(s *edit.Set, c task.Cure) (edit.Fix, bool) {
	entry := c.Task.Entry()
	call, isCall := c.Task.At.(*ast.CallExpr)
	sig, isFunc := x.TypeOf(entry).Underlying().(*types.Signature)
	if !isCall || !isFunc || entry.Pos() < call.Lparen || sig.Variadic() {
		return edit.Fix{}, false
	}
	w := remedy.Wrapping{Maker: x.Maker, Set: s, In: c.Task.In, At: entry.Pos(), Used: s.Text(entry)}
	results, named := w.ResultTypes(sig, c)
	text, effect := x.GuardText(s, c, entry.Pos(), named)
	w.Used += text + " " + results
	args := w.OwnParams(sig)
	params := w.List(w.Params)
	w.Params = nil
	inner := w.Function(entry) + "(" + args + ")"
	if sig.Results().Len() > 0 {
		inner = "return " + inner
	}
	if len(w.Params) > 0 {
		return edit.Fix{}, false // it may be another function by then
	}
	s.ReplaceNode(entry, "func("+params+") "+results+"{\n\t"+edit.Indented(text)+"\n\t"+edit.Indented(inner)+"\n}")
	return s.Fix(edit.Behaviour, effect)
}

// lower returns a phrase that goes on in a sentence.
func lower(phrase string) string {
	return strings.ToLower(phrase[:min(1, len(phrase))]) + phrase[min(1, len(phrase)):]
}

// guardItems puts a guard around each item of an endless loop, so that a panic does
// not end the loop.
func (x *fixer) guardItems(c task.Cure, u task.Unrecovered) (edit.Fix, bool) {
	at := u.Op
	if len(u.Path) > 0 {
		at = u.Path[0]
	}
	l, ok := x.m.LoopAround(c.Func, at)
	if !ok {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, at.Pos()).Begin()
	open, list := token.NoPos, []ast.Stmt(nil)
	if l.Case != nil {
		open, list = l.Case.Colon, l.Case.Body
	} else {
		open, list = l.Body.Lbrace, l.Body.List
	}
	text, _ := x.GuardText(s, c, open+1, "")
	s.Wrap(open, list, "func() {\n\t"+edit.Indented(text), "}()")
	return s.Fix(edit.Behaviour, "Recover for each item of the loop: the panic is logged, the loop goes on")
}

// startBy starts a literal by the helper that does that, in the place of a go
// statement.
func (x *fixer) startBy(c task.Cure, lit *ast.FuncLit) (edit.Fix, bool) {
	g, call, h := c.Task.At, c.Task.GoCall(), x.Starter()
	if h == nil || call == nil || c.To != task.ToldNobody || len(call.Args) > 0 || c.Task.In != nil && c.Task.In.Root.Obj == h.Func {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, g.Pos()).Begin()
	x.put(s, c, "")
	s.Replace(g.Pos(), lit.Pos(), x.Called(s, h, g.Pos())+"(")
	s.Replace(lit.End(), g.End(), ")")
	return s.Fix(edit.Behaviour, "Start it with "+remedy.Name(h.Func)+": it recovers a panic, and the goroutine ends")
}
