package task

import (
	"go/ast"
	"slices"
)

// This file has the functions that whoever is given them runs no more than once.

// runsOnce reports whether a literal cannot be run twice: a statement of its body closes
// a channel from around it, which panics the second time.
func (m *Model) runsOnce(f *Func) bool {
	return f.Outer != nil && slices.ContainsFunc(f.Body.List, func(s ast.Stmt) bool {
		call := droppedCall(s)
		if call == nil || !m.isBuiltin(call, "close") {
			return false
		}
		v := m.variable(call.Args[0])
		return v != nil && !v.IsField() && !contains(v.Pos(), f.Node)
	})
}

// givenOnce applies that a function which runs once is given to a call that may run it
// in several ways: each is a path of its own.
func (c *counter) givenOnce(call *ast.CallExpr, f callee, s countState, runs []Run, async bool) (states []countState) {
	for _, r := range runs {
		states = append(states, c.givenRun(call, f, s, r, async)...)
	}
	return states
}
