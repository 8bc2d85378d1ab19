package taskresult

import (
	"fmt"
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// ignoredFixes look at the error that is received. In a test it may be the one that
// is expected.
func (f *fixer) ignoredFixes(u task.Unlooked) []edit.Fix {
	r, ok := f.m.ReceiptOf(u)
	if !ok || f.m.IsTested(r.In) {
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
		s, ok := f.m.SpotOf(r.In, r.Recv)
		if _, alone := s.Stmt.(*ast.ExprStmt); !ok || !alone {
			return nil
		}
		return f.maker().Checked(s, e)
	}
	return f.ignoredField(r, e)
}

// ignoredField looks at the field of a value that was received.
func (f *fixer) ignoredField(r task.Receipt, e remedy.Error) []edit.Fix {
	mk, o := f.maker(), f.m.OutletAt(r.In, r.Stmt)
	if o.Last != nil || r.Var == nil {
		return nil
	}
	set := mk.Begin(r.Stmt.Pos())
	err := r.Var.Name + "." + r.Field
	set.After(r.Block, r.Stmt, "if "+err+" != nil {\n\t"+edit.Indented(mk.Handle(set, o, r.Stmt.End(), err, e))+"\n}")
	return remedy.Finish(set, o, e)
}

// ignoredInCase looks at the error in the case of a select statement.
func (f *fixer) ignoredInCase(r task.Receipt, e remedy.Error) []edit.Fix {
	mk, o := f.maker(), f.m.OutletAt(r.In, r.Recv)
	if o.Last != nil {
		return nil
	}
	set := mk.Begin(r.Case.Pos())
	if set.Failed() {
		return nil
	}
	err := "err"
	switch {
	case r.Var != nil:
		err = r.Var.Name
	case r.Field == "":
		set.Insert(r.Recv.Pos(), "err := ")
	default:
		err = edit.Fresh(r.Case, "", "r", "result")
		set.Insert(r.Recv.Pos(), err+" := ")
	}
	if r.Field != "" {
		err += "." + r.Field
	}
	set.FirstIn(r.Case, "if "+err+" != nil {\n\t"+edit.Indented(mk.Handle(set, o, r.Case.Colon, err, e))+"\n}")
	return remedy.Finish(set, o, e)
}

// ignoredInLoop logs the errors that a loop receives, or joins them and returns
// them behind it: to leave the loop would be to leave who sends.
func (f *fixer) ignoredInLoop(r task.Receipt, e remedy.Error) []edit.Fix {
	mk := f.maker()
	set := mk.Begin(r.Loop.Pos())
	if set.Failed() {
		return nil
	}
	err := "err"
	switch {
	case r.Var != nil:
		err = r.Var.Name
	case r.Field == "":
		set.Insert(r.Loop.Range, "err := ")
	default:
		err = edit.Fresh(r.Loop, "", "r", "result")
		set.Insert(r.Loop.Range, err+" := ")
	}
	if r.Field != "" {
		err += "." + r.Field
	}
	o := f.m.OutletAfter(r.In, r.Loop)
	if o.Kind == task.OutletLog {
		set.First(r.Loop.Body, "if "+err+" != nil {\n\t"+edit.Indented(mk.Handle(set, o, r.Loop.Body.Lbrace, err, e))+"\n}")
		return remedy.Finish(set, o, e)
	}
	if o.Kind != task.OutletReturn || o.Last != nil || !set.Go("go1.20") {
		return nil
	}
	failed := edit.Fresh(r.In.Root.Node, "", "failed", "errs")
	set.Before(r.Block, r.Loop, "var "+failed+" error")
	set.First(r.Loop.Body, fmt.Sprintf("%s = %s.Join(%[1]s, %[3]s)", failed, set.Package("errors", r.Loop.Pos()), err))
	set.After(r.Block, r.Loop, "if "+failed+" != nil {\n\t"+edit.Indented(mk.Handle(set, o, r.Loop.Pos(), failed, e))+"\n}")
	return remedy.Finish(set, o, e)
}
