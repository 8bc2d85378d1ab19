package taskrecover

import (
	"go/ast"
	"go/types"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// wrap makes a literal of the function that the goroutine is started with, which
// guards it and calls it.
func (x *fixer) wrap(c task.Cure) []edit.Fix {
	if x.Model.IsQuiet(c.Task.Entry()) || c.To != task.ToldNobody && c.To != task.ToldResult || c.Func != nil && x.Model.TellsEnd(c.Func) {
		return nil
	}
	if call := c.Task.GoCall(); call != nil {
		return x.wrapGo(c, call)
	}
	return x.wrapArg(c)
}

// wrapGo is for a go statement. What may have another value when the goroutine
// runs is an argument of the literal: it is still evaluated by the go statement.
func (x *fixer) wrapGo(c task.Cure, call *ast.CallExpr) []edit.Fix {
	g := c.Task.At
	s := x.Begin(g.Pos())
	w := remedy.Wrapping{Maker: x.Maker, Set: s, In: c.Task.In, At: g.Pos(), Used: s.Text(g)}
	if h := x.Starter(); h != nil && len(call.Args) == 0 {
		s.ReplaceNode(g, x.StartedBy(s, h, g.Pos())+w.Function(call.Fun)+")")
		if len(w.Params) > 0 || w.Results(call) > 0 {
			s.Fail()
		}
		return s.Fixes(edit.Behaviour, startsBy(h))
	}
	text, effect := x.GuardText(s, c, g.Pos(), "")
	w.Go(call, text, "")
	return s.Fixes(edit.Behaviour, "Start a func literal: "+remedy.LowerFirst(effect))
}

// wrapArg is for a function that is given to what starts it.
func (x *fixer) wrapArg(c task.Cure) []edit.Fix {
	entry := c.Task.Entry()
	call, isCall := c.Task.At.(*ast.CallExpr)
	sig, isFunc := x.TypeOf(entry).Underlying().(*types.Signature)
	if !isCall || !isFunc || entry.Pos() < call.Lparen || sig.Variadic() {
		return nil
	}
	s := x.Begin(entry.Pos())
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
		return nil // it may be another function by then
	}
	s.ReplaceNode(entry, "func("+params+") "+results+"{\n\t"+edit.Indented(text)+"\n\t"+edit.Indented(inner)+"\n}")
	return s.Fixes(edit.Behaviour, effect)
}

// startBy starts a literal by the helper that does that, in the place of a go
// statement.
func (x *fixer) startBy(c task.Cure, lit *ast.FuncLit) []edit.Fix {
	g, call, h := c.Task.At, c.Task.GoCall(), x.Starter()
	if h == nil || call == nil || c.To != task.ToldNobody || len(call.Args) > 0 || c.Task.In != nil && c.Task.In.Root.Obj == h.Func {
		return nil
	}
	s := x.Begin(g.Pos())
	x.put(s, c, "")
	s.Replace(g.Pos(), lit.Pos(), x.StartedBy(s, h, g.Pos()))
	s.Replace(lit.End(), g.End(), ")")
	return s.Fixes(edit.Behaviour, startsBy(h))
}

func startsBy(h *task.Helper) string {
	return "Start it with " + remedy.Name(h.Func) + ": it recovers a panic, and the goroutine ends"
}
