package task

import (
	"go/ast"
	"slices"
)

// This file says which paths a deferred function takes when there was a panic, and
// which when there was none.

// isRecovered reports whether e is what a recover returned.
func (c *counter) isRecovered(e ast.Expr) bool {
	e = ast.Unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		v := c.m.variable(id)
		if v == nil || !c.f.recovers {
			return false
		}
		exprs, _ := c.m.assigned(c.f, v)
		if len(exprs) != 1 || exprs[0] == nil {
			return false
		}
		e = ast.Unparen(exprs[0])
	}
	call, ok := e.(*ast.CallExpr)
	return ok && c.m.isBuiltin(call, "recover")
}

// typeCase reports whether a case can be taken, and whether it can be passed by: of a
// type switch over what was recovered, that of nil says that there was no panic.
func (c *counter) typeCase(stmt ast.Stmt) (takes [2]bool) {
	takes = [2]bool{true, true}
	clause, ok := stmt.(*ast.CaseClause)
	if !ok {
		return takes
	}
	over, ok := c.m.parent(c.f, c.m.parent(c.f, clause)).(*ast.TypeSwitchStmt)
	if !ok || !c.isRecovered(switchedOf(over)) {
		return takes
	}
	isNil := slices.ContainsFunc(clause.List, func(e ast.Expr) bool { return c.m.info.Types[e].IsNil() })
	if !c.panicking {
		return [2]bool{isNil, !isNil}
	}
	takes[0] = !isNil || len(clause.List) > 1
	return takes
}

// switchedOf returns what a type switch looks at.
func switchedOf(over *ast.TypeSwitchStmt) (x ast.Expr) {
	for n := range within(over.Assign) {
		if assert, ok := n.(*ast.TypeAssertExpr); ok && assert.Type == nil {
			x = assert.X
		}
	}
	return x
}
