package task

import (
	"go/ast"
	"go/token"
	"go/types"
)

// This file has the channels that a function switches off: it assigns nil to the
// variable that a select statement receives from, so that the case is not taken until
// the variable has another one.

// offKey returns what stands for the condition that a local variable holds no channel,
// or "" if it is none for channels or others may change it.
func (c *counter) offKey(e ast.Expr) string {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || !isChan(typeOf(c.m.info, e)) {
		return ""
	}
	v := c.m.variable(id)
	if v == nil || v.Parent() == nil || v.Parent() == v.Pkg().Scope() || !contains(v.Pos(), c.f.Node) || !c.onlyHere(v) {
		return ""
	}
	return types.ExprString(id) + "==nil"
}

// findSwitched finds the channels that the function switches off.
func (c *counter) findSwitched() {
	for n := range c.f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			continue
		}
		for i, lhs := range assign.Lhs {
			if key := c.offKey(lhs); key != "" && c.m.info.Types[assign.Rhs[i]].IsNil() {
				c.track(key)
			}
		}
	}
}

// switches notes that a channel is switched off, or on again; it has no value yet where
// rhs is nil.
func (c *counter) switches(s *countState, lhs, rhs ast.Expr) {
	i, ok := c.conds[c.offKey(lhs)]
	if !ok {
		return
	}
	bit := uint32(1) << i
	s.known &^= bit
	s.isTrue &^= bit
	made, _ := rhs.(*ast.CallExpr)
	switch {
	case rhs == nil || c.m.info.Types[rhs].IsNil():
		s.isTrue |= bit
	case made == nil || !c.m.isBuiltin(made, "make"):
		return // who knows whether it has one
	}
	s.known |= bit
}

// isOff reports whether the communication of a case is a receive from a channel that
// is switched off.
func (c *counter) isOff(comm ast.Stmt, s *countState) bool {
	for n := range within(comm) {
		recv, ok := n.(*ast.UnaryExpr)
		if !ok || recv.Op != token.ARROW {
			continue
		}
		if i, ok := c.conds[c.offKey(recv.X)]; ok {
			bit := uint32(1) << i
			return s.known&bit != 0 && s.isTrue&bit != 0
		}
	}
	return false
}
