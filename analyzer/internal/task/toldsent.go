package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file has the errors that are told of by who sends them: that the receiver does
// not look at them loses nothing.

// isToldBySender reports whether each error that a send statement sends is given to a
// call beside it as well: it is logged. Of what a callback is given, those who call it
// say so.
func (m *Model) isToldBySender(f *Func, send *ast.SendStmt) bool {
	v := m.variable(send.Value)
	if v == nil || !isError(v.Type()) {
		return false
	}
	for g := f; g != nil; g = g.Outer {
		if i := m.paramIndex(g, v); i != NoParam {
			return g.Obj == nil && g.Outer != nil && len(m.writesTo(g, v)) == 0 && m.tellCallers(g, i)
		}
	}
	return m.isToldBeside(f, send, v)
}

// tellCallers reports whether a literal is given to a function of this package that
// tells of each error which it calls the literal with, as the i'th argument.
func (m *Model) tellCallers(lit *Func, i int) bool {
	call, ok := m.parent(lit.Outer, lit.Node).(*ast.CallExpr)
	if !ok {
		return false
	}
	j := slices.IndexFunc(call.Args, func(e ast.Expr) bool { return ast.Unparen(e) == lit.Node })
	fn, ok := m.callee(call).(*types.Func)
	if !ok || j < 0 || m.decls[fn] == nil {
		return false
	}
	h := m.decls[fn]
	p := m.param(h, j)
	if p == nil {
		return false
	}
	uses := m.usesIn(h.Root, p)
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(id *ast.Ident) bool {
		in := m.frameOf(h, id)
		call, ok := m.parent(in, id).(*ast.CallExpr)
		return !ok || ast.Unparen(call.Fun) != id || i >= len(call.Args) || !m.tellsArg(in, call, call.Args[i])
	})
}

// tellsArg reports whether an argument of a call statement is no error, or one that is
// told of beside it.
func (m *Model) tellsArg(f *Func, call *ast.CallExpr, arg ast.Expr) bool {
	if m.info.Types[arg].IsNil() {
		return true
	}
	v := m.variable(arg)
	stmt, ok := m.parent(f, call).(*ast.ExprStmt)
	return ok && v != nil && m.isToldBeside(f, stmt, v)
}

// isToldBeside reports whether a statement beside the one given, or in the branch of one
// for the error, is a call with the error in it.
func (m *Model) isToldBeside(f *Func, stmt ast.Stmt, err *types.Var) bool {
	block, ok := m.parent(f, stmt).(*ast.BlockStmt)
	if !ok {
		return false
	}
	tells := func(s ast.Stmt) bool { return s != stmt && m.isCallWith(s, err) }
	return slices.ContainsFunc(block.List, func(s ast.Stmt) bool {
		branch, ok := s.(*ast.IfStmt)
		if !ok || contains(stmt.Pos(), branch) {
			return tells(s)
		}
		cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
		return ok && cmp.Op == token.NEQ && m.info.Types[cmp.Y].IsNil() && m.variable(cmp.X) == err && slices.ContainsFunc(branch.Body.List, tells)
	})
}

// isCallWith reports whether a statement is a call whose arguments read a variable.
func (m *Model) isCallWith(s ast.Stmt, v *types.Var) bool {
	expr, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	for n := range within(expr) {
		if id, ok := n.(*ast.Ident); ok && m.info.Uses[id] == v {
			return true
		}
	}
	return false
}
