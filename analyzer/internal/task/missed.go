package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file has the calls that may decline to run a function, and whose caller learns
// of that without their answer.

// startsNothing reports whether a call is given nil for each function that it takes:
// nothing is lost when it declines.
func (m *Model) startsNothing(call *ast.CallExpr) bool {
	none := false
	for _, arg := range call.Args {
		switch {
		case m.info.Types[arg].IsNil():
			none = true
		case isFunc(typeOf(m.info, arg)):
			return false
		}
	}
	return none
}

// missesFunc reports whether f misses a function that it gives to a call: it receives
// what only that one sends, and goes on by another case where nothing comes. A test that
// waits for it in vain fails in any case.
func (m *Model) missesFunc(f *Func, call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		lit, ok := ast.Unparen(arg).(*ast.FuncLit)
		if !ok {
			return false
		}
		for n := range m.funcs[lit].own() {
			if send, ok := n.(*ast.SendStmt); ok && m.missesFrom(f, send.Chan, lit) {
				return true
			}
		}
		return false
	})
}

// missesFrom reports whether f receives, behind a literal that alone sends on a channel
// of f, from it in a way that tells when nothing comes.
func (m *Model) missesFrom(f *Func, ch ast.Expr, lit *ast.FuncLit) bool {
	v := m.variable(ch)
	if v == nil || v.IsField() || !contains(v.Pos(), f.Node) {
		return false
	}
	misses, alone := false, true
	for _, id := range m.usesIn(f.Root, v) {
		if contains(id.Pos(), lit) {
			continue
		}
		recv, ok := m.parent(m.frameOf(f.Root, id), id).(*ast.UnaryExpr)
		if ok = ok && recv.Op == token.ARROW; !ok {
			alone = false
		}
		misses = misses || ok && m.frameOf(f.Root, id) == f && id.Pos() > lit.End() && (m.IsTested(f) || m.hasOtherCase(f, recv))
	}
	return misses && alone
}

// onlyKeeps reports whether a call is of a function of this package that keeps the func
// that it is given, for others to run when something happens: it declines where that has
// happened already, which is nothing to be told of.
func (m *Model) onlyKeeps(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || m.decls[fn] == nil {
		return false
	}
	f := m.decls[fn]
	for n := range f.own() {
		switch n := n.(type) {
		case *ast.GoStmt, *ast.SendStmt:
			return false
		case *ast.CallExpr:
			if slices.ContainsFunc(n.Args, func(arg ast.Expr) bool { return isFunc(typeOf(m.info, arg)) }) && !m.isBuiltin(n, "append") {
				return false // handed on
			}
		}
	}
	return true
}
