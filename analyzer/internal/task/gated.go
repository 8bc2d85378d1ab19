package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// This file has the functions that wait only if a parameter says so.

// isToldNotToWait reports whether all waits of the function of this package that is
// called are in branches for a parameter which the call gives another constant.
func (m *Model) isToldNotToWait(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || m.decls[fn] == nil || !slices.ContainsFunc(call.Args, m.isConstBool) {
		return false
	}
	h := m.decls[fn]
	waits, receives := m.mayWaitIn(h) // functions that call each other tell each other
	return !receives && len(waits) > 0 && !slices.ContainsFunc(waits, func(w waiting) bool { return !m.isSwitchedOff(h, w.call, call) })
}

func (m *Model) isConstBool(e ast.Expr) bool {
	v := m.info.Types[e].Value
	return v != nil && v.Kind() == constant.Bool
}

// isSwitchedOff reports whether a node of h is in the branch of an if statement that is
// not taken by what a call gives for a parameter.
func (m *Model) isSwitchedOff(h *Func, n ast.Node, call *ast.CallExpr) bool {
	for p := m.parent(h, n); p != nil && p != h.Node; p = m.parent(h, p) {
		branch, ok := p.(*ast.IfStmt)
		if !ok {
			continue
		}
		then := contains(n.Pos(), branch.Body)
		if !then && (branch.Else == nil || !contains(n.Pos(), branch.Else)) {
			continue
		}
		cond := ast.Unparen(branch.Cond)
		if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
			cond, then = ast.Unparen(not.X), !then
		}
		v := m.variable(cond)
		if v == nil || m.paramIndex(h, v) < 0 || len(m.writesTo(h, v)) > 0 {
			continue
		}
		arg, _ := m.argument(call, m.paramIndex(h, v))
		if arg != nil && m.isConstBool(arg) && constant.BoolVal(m.info.Types[arg].Value) != then {
			return true
		}
	}
	return false
}
