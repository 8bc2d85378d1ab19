package remedy

import (
	"go/ast"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// InLiteral returns the fix that puts the call of a defer or go statement into a
// literal, which handles the error.
func (mk Maker) InLiteral(s task.Spot, o task.Outlet, e Error) []edit.Fix {
	set := mk.Begin(s.Stmt.Pos())
	if set.Failed() || set.Lines(s.Expr) || s.Values != 1 {
		return nil
	}
	name := mk.nameFor(o, e)
	do := mk.Handle(set, o, s.Stmt.Pos(), name, e)
	if set.Failed() {
		return nil
	}
	set.Insert(s.Expr.Pos(), "func() {\n\tif "+name+" := ")
	set.Insert(s.Expr.End(), "; "+name+" != nil {\n\t\t"+edit.Indented(edit.Indented(do))+"\n\t}\n}()")
	if s.Block != nil {
		set.Within(s.Block)
	}
	return Finish(set, o, e)
}

// IsAlone reports whether a statement is a call and nothing else.
func IsAlone(s task.Spot) bool {
	_, ok := s.Stmt.(*ast.ExprStmt)
	return ok
}
