package taskresult

import (
	"fmt"
	"go/ast"
	"go/token"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// ignoredFixes look at the error that is received. In a test it may be the one that
// is expected.
func (f *fixer) ignoredFixes(u task.Unlooked) []edit.Fix {
	r, ok := f.Model.ReceiptOf(u)
	if !ok || f.Model.IsTested(r.In) {
		return nil
	}
	e := remedy.Error{What: "the error from " + u.Name, Later: "recvErr"}
	if len(u.Name) > maxSource {
		e.What = "the error that is received"
	}
	switch {
	case r.Loop != nil:
		return f.ignoredInLoop(r, e)
	case r.Case != nil:
		return f.ignoredInCase(r, e)
	case r.Var == nil && r.Field == "":
		s, ok := f.Model.SpotOf(r.In, r.Recv)
		if _, alone := s.Stmt.(*ast.ExprStmt); !ok || !alone {
			return nil
		}
		return f.Checked(s, e)
	}
	return f.ignoredField(r, e)
}

// ignoredField looks at the field of a value that was received.
func (f *fixer) ignoredField(r task.Receipt, e remedy.Error) []edit.Fix {
	mk, o := f.Maker, f.Model.OutletAt(r.In, r.Stmt)
	if o.Last != nil || r.Var == nil {
		return nil
	}
	set := mk.Begin(r.Stmt.Pos())
	err := r.Var.Name + "." + r.Field
	set.After(r.Block, r.Stmt, remedy.IfError(err, mk.Handle(set, o, r.Stmt.End(), err, e)))
	return remedy.Finish(set, o, e)
}

// ignoredInCase looks at the error in the case of a select statement.
func (f *fixer) ignoredInCase(r task.Receipt, e remedy.Error) []edit.Fix {
	mk, o := f.Maker, f.Model.OutletAt(r.In, r.Recv)
	if o.Last != nil {
		return nil
	}
	set := mk.Begin(r.Case.Pos())
	if set.Failed() {
		return nil
	}
	err := received(set, r, r.Case, r.Recv.Pos())
	set.FirstIn(r.Case, remedy.IfError(err, mk.Handle(set, o, r.Case.Colon, err, e)))
	return remedy.Finish(set, o, e)
}

// ignoredInLoop logs the errors that a loop receives, or joins them and returns
// them behind it: to leave the loop would be to leave who sends.
func (f *fixer) ignoredInLoop(r task.Receipt, e remedy.Error) []edit.Fix {
	mk := f.Maker
	set := mk.Begin(r.Loop.Pos())
	if set.Failed() {
		return nil
	}
	err := received(set, r, r.Loop, r.Loop.Range)
	o := f.Model.OutletAt(r.In, r.Loop.X)
	if o.Kind == task.OutletLog {
		set.First(r.Loop.Body, remedy.IfError(err, mk.Handle(set, o, r.Loop.Body.Lbrace, err, e)))
		return remedy.Finish(set, o, e)
	}
	if o.Kind != task.OutletReturn || o.Last != nil || !set.Go("go1.20") {
		return nil
	}
	failed := edit.Fresh(r.In.Root.Node, "", "failed", "errs")
	set.Before(r.Block, r.Loop, "var "+failed+" error")
	set.First(r.Loop.Body, fmt.Sprintf("%s = %s.Join(%[1]s, %[3]s)", failed, set.Package("errors", r.Loop.Pos()), err))
	set.After(r.Block, r.Loop, remedy.IfError(failed, mk.Handle(set, o, r.Loop.Pos(), failed, e)))
	return remedy.Finish(set, o, e)
}

// received returns what has the error of what is received, which gets a name if it has
// none, and that is used nowhere in a node.
func received(set *edit.Set, r task.Receipt, in ast.Node, at token.Pos) (err string) {
	if r.Var != nil {
		err = r.Var.Name
	} else {
		err = "err"
		if r.Field != "" {
			err = edit.Fresh(in, "", "r", "result")
		}
		set.Insert(at, err+" := ")
	}
	if r.Field != "" {
		err += "." + r.Field
	}
	return err
}
