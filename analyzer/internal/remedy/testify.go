package remedy

import (
	"go/ast"
	"go/token"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// requires returns how the call begins by which the file has a test fail with an error,
// up to the error, where that is by testify: who writes so has no other way in the same
// file. Where the test has to go on, or there is no way, it is "".
func (mk Maker) requires(s *edit.Set, o task.Outlet, at token.Pos, deferred bool) string {
	if s.Failed() {
		return ""
	}
	var pkgs []string
	switch o.Kind {
	case task.OutletFatal:
		pkgs = []string{"require"}
		if o.Ending == task.LeavesNothing {
			pkgs = append(pkgs, "assert")
		}
	case task.OutletError:
		pkgs = []string{"assert"}
		if deferred { // nothing is left out by then
			pkgs = []string{"require", "assert"}
		}
	}
	for _, pkg := range pkgs {
		if name, ok := s.ImportedAs("/testify/"+pkg, at); ok {
			return name + ".NoError(" + mk.test(s, o, at) + ", "
		}
	}
	return ""
}

// isAlone reports whether the expression of a spot is all of its statement.
func isAlone(s task.Spot) bool {
	stmt, ok := s.Stmt.(*ast.ExprStmt)
	return ok && ast.Unparen(stmt.X) == s.Expr
}
