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
	if require := mk.requires(set, o, s.Expr.Pos(), true); require != "" {
		set.Insert(s.Expr.Pos(), "func() { "+require)
		set.Insert(s.Expr.End(), ") }()")
		return Finish(set, o, e)
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

// Started returns the fix that makes a literal of what a go statement starts, which
// handles its error.
func (mk Maker) Started(in *task.Func, call *ast.CallExpr, o task.Outlet, e Error) []edit.Fix {
	set := mk.Begin(call.Pos())
	if set.Failed() || set.Lines(call) {
		return nil
	}
	w := Wrapping{Maker: mk, Set: set, In: in, At: call.Pos(), Used: set.Text(call)}
	w.Go(call, "", mk.Handle(set, o, call.Pos(), "err", e))
	return Finish(set, o, e)
}
