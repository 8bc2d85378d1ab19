package taskjoin

import (
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// uncheckedFixes look at the error of a wait, and hand it on.
func (f *finder) uncheckedFixes(l task.DroppedWait) []edit.Fix {
	s, ok := f.m.SpotOf(l.In, l.Call)
	if !ok {
		return nil
	}
	mk, e := f.maker(), errorOf(l.Call)
	switch {
	case l.How == task.Statement:
		return mk.Checked(s, e)
	case l.How == task.Tested:
		return f.fillTest(s, e)
	case l.How == task.Deferred && f.isStable(s):
		return mk.InLiteral(s, f.m.OutletOfDeferred(s.In), e)
	case l.How == task.Started && s.Expr == l.Call:
		return mk.Started(s.In, l.Call, f.m.OutletOfStarted(s.In), e)
	}
	return nil
}

func (f *finder) maker() remedy.Maker { return remedy.Maker{Pass: f.pass, Model: f.m} }

// errorOf names the error of a call.
func errorOf(call *ast.CallExpr) remedy.Error {
	return remedy.Error{What: joinOf(call) + "'s error", Cause: remedy.CauseOf(call), Later: "waitErr"}
}

// isStable reports whether what is called, and what that is given, is the same
// when a literal calls it later.
func (f *finder) isStable(s task.Spot) bool {
	call, ok := s.Expr.(*ast.CallExpr)
	if !ok || !f.m.IsStable(s.In, call.Fun) {
		return false
	}
	for _, arg := range call.Args {
		if !f.m.IsStable(s.In, arg) {
			return false
		}
	}
	return true
}

// fillTest handles the error in an if statement that has nothing in it.
func (f *finder) fillTest(s task.Spot, e remedy.Error) []edit.Fix {
	branch, name, ok := f.m.EmptyTest(s)
	if !ok {
		return nil
	}
	mk, o := f.maker(), f.m.OutletAt(s.In, branch.Cond)
	if o.Last != nil {
		return nil
	}
	set := mk.Begin(branch.Pos())
	if set.Failed() {
		return nil
	}
	if name == "" {
		name = "err"
		set.Insert(branch.Cond.Pos(), "err := "+set.Text(s.Expr)+"; ")
		set.ReplaceNode(s.Expr, "err")
	}
	set.First(branch.Body, mk.Handle(set, o, branch.Body.Lbrace, name, e))
	return remedy.Finish(set, o, e)
}

// overwrittenFixes look at an error before it is overwritten.
func (f *finder) overwrittenFixes(o task.Overwritten) []edit.Fix {
	s, ok := f.m.AssignedAt(o.In, o.Call)
	if !ok {
		return nil
	}
	mk, e := f.maker(), errorOf(o.Call)
	out := f.m.OutletAt(o.In, o.Call)
	if out.Last != nil {
		return nil
	}
	set := mk.Begin(s.Stmt.Pos())
	do := mk.Handle(set, out, s.Stmt.End(), o.Name, e)
	set.After(s.Block, s.Stmt, "if "+o.Name+" != nil {\n\t"+edit.Indented(do)+"\n}")
	return remedy.Finish(set, out, e)
}

// refusedFixes look at the answer of what may decline.
func (f *finder) refusedFixes(l task.DroppedWait) []edit.Fix {
	s, ok := f.m.SpotOf(l.In, l.Call)
	if _, alone := s.Stmt.(*ast.ExprStmt); !ok || !alone {
		return nil
	}
	e := errorOf(l.Call)
	e.Needed = !l.Func
	return f.maker().Checked(s, e)
}
