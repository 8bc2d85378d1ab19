package taskjoin

import (
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// uncheckedFixes look at the error of a wait, and hand it on.
func (f *finder) uncheckedFixes(l task.DroppedWait) []edit.Fix {
	s, ok := f.Model.SpotOf(l.In, l.Call)
	if !ok {
		return nil
	}
	if f.Model.IsEndAskedFor(s) || f.Model.AlwaysFails(l.Call) {
		return nil // it fails because of that, or however it ends
	}
	mk, e := f.Maker, errorOf(l.Call)
	e.Needed = f.Model.ReadsResults(l)
	call, isCall := s.Expr.(*ast.CallExpr)
	switch {
	case l.How == task.Statement:
		return mk.Checked(s, e)
	case l.How == task.Tested:
		return f.fillTest(s, e)
	case l.How == task.Deferred && isCall && f.Model.IsStableCall(s.In, call):
		return mk.InLiteral(s, f.Model.OutletOfDeferred(s.In), e)
	case l.How == task.Started && s.Expr == l.Call:
		return mk.Started(s.In, l.Call, f.Model.OutletOfStarted(s.In), e)
	}
	return nil
}

// errorOf names the error of a call.
func errorOf(call *ast.CallExpr) remedy.Error {
	return remedy.Error{What: joinOf(call) + "'s error", Cause: remedy.CauseOf(call), Later: "waitErr"}
}

// fillTest handles the error in an if statement that has nothing in it.
func (f *finder) fillTest(s task.Spot, e remedy.Error) []edit.Fix {
	branch, name, ok := f.Model.EmptyTest(s)
	if !ok {
		return nil
	}
	mk, o := f.Maker, f.Model.OutletAt(s.In, branch.Cond)
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
	s, ok := f.Model.AssignedAt(o.In, o.Call)
	if !ok {
		return nil
	}
	mk, e := f.Maker, errorOf(o.Call)
	out := f.Model.OutletAt(o.In, o.Call)
	if out.Last != nil || f.Model.IsEndAskedFor(s) {
		return nil
	}
	set := mk.Begin(s.Stmt.Pos())
	do := mk.Handle(set, out, s.Stmt.End(), o.Name, e)
	set.After(s.Block, s.Stmt, remedy.IfError(o.Name, do))
	return remedy.Finish(set, out, e)
}

// refusedFixes look at the answer of what may decline.
func (f *finder) refusedFixes(l task.DroppedWait) []edit.Fix {
	s, ok := f.Model.SpotOf(l.In, l.Call)
	if _, alone := s.Stmt.(*ast.ExprStmt); !ok || !alone {
		return nil
	}
	e := errorOf(l.Call)
	e.Needed = !l.Func
	return f.Checked(s, e)
}
