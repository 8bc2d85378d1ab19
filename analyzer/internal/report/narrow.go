package report

import (
	"go/ast"
	"go/token"
)

// Narrow returns the range to point at for a node: on one line, and never a whole
// function literal. It is the node itself, its first word, or what is called.
func Narrow(fset *token.FileSet, n ast.Node) (pos, end token.Pos) {
	word := func(w string) (token.Pos, token.Pos) { return n.Pos(), n.Pos() + token.Pos(len(w)) }
	short := fset.Position(n.Pos()).Line == fset.Position(n.End()).Line && !hasLiteral(n)
	switch n := n.(type) {
	case *ast.ReturnStmt:
		if isBrace(fset, n) {
			return word("}")
		}
		return word("return")
	case *ast.CommClause:
		return word("case")
	case *ast.FuncLit:
		return word("func")
	}
	if short {
		return n.Pos(), n.End()
	}
	switch n := n.(type) {
	case *ast.DeferStmt:
		return word("defer")
	case *ast.SendStmt:
		return n.Chan.Pos(), n.Arrow + token.Pos(len("<-"))
	case *ast.CallExpr:
		return narrowCall(fset, n)
	}
	return n.Pos(), n.Pos() + 1
}

// narrowCall returns what is called, without the arguments.
func narrowCall(fset *token.FileSet, call *ast.CallExpr) (pos, end token.Pos) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit, *ast.CallExpr: // func() {}(), f()()
		return Narrow(fset, fun)
	case *ast.SelectorExpr:
		if hasLiteral(fun) || fset.Position(fun.Pos()).Line != fset.Position(fun.End()).Line {
			return fun.Sel.Pos(), fun.Sel.End()
		}
	}
	return call.Pos(), call.Fun.End()
}

// isBrace reports whether a return statement is the end of a function, which
// the control-flow graph has in the place of one: there is nothing but a brace. A word
// would be on one line.
func isBrace(fset *token.FileSet, n *ast.ReturnStmt) bool {
	file := fset.File(n.Return)
	if len(n.Results) > 0 || file == nil {
		return false
	}
	last := n.End() - 1
	return int(last)-file.Base() >= file.Size() || file.Line(last) != file.Line(n.Return)
}

// hasLiteral reports whether a function literal is part of n.
func hasLiteral(n ast.Node) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		_, lit := n.(*ast.FuncLit)
		found = found || lit
		return !found
	})
	return found
}
