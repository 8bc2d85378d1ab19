package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file has the paths that end goroutines before they leave them.

// endsThem reports whether f fails at a return statement, and has ended before it, in
// the same block, what each goroutine of a group works with: its context, or the pipe or
// channel that it reads. They go on no more than that, and the failure is told; of those
// that have something to tell themselves, nobody learns it.
func (m *Model) endsThem(f *Func, g *group, ret *ast.ReturnStmt) bool {
	tasks, all := m.tasksOf(g.v)
	if !all || len(tasks) == 0 || m.joinTells(g.v.Type()) || !m.returnsFailing(f, ret) {
		return false
	}
	ended := m.endedBefore(f, ret)
	return len(ended) > 0 && !slices.ContainsFunc(tasks, func(t *Task) bool {
		return t.Func == nil || !slices.ContainsFunc(ended, func(v *types.Var) bool { return m.mentions(t.Func.Body, v) })
	})
}

// endedBefore returns the variables that are ended in the block of a statement before
// it: closed, or cancelled.
func (m *Model) endedBefore(f *Func, stmt ast.Stmt) (ended []*types.Var) {
	for _, before := range m.listAround(f, stmt) {
		if before.Pos() >= stmt.Pos() {
			break
		}
		s, ok := before.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && m.isEnder(call) {
			ended = append(ended, m.endedBy(f, call)...)
		}
	}
	return ended
}

// endedBy returns the variables that a call ends: the context, where it is what cancels
// it.
func (m *Model) endedBy(f *Func, call *ast.CallExpr) []*types.Var {
	if v := m.calledVar(call); v != nil {
		return []*types.Var{v}
	}
	if m.isBuiltin(call, "close") {
		if v := m.variable(call.Args[0]); v != nil {
			return []*types.Var{v}
		}
		return nil
	}
	cancel, ok := m.callee(call).(*types.Var)
	if !ok {
		return nil
	}
	var ended []*types.Var
	for _, w := range m.writesTo(f, cancel) {
		if w.stmt != nil && len(w.stmt.Lhs) == 2 {
			if v := m.variable(w.stmt.Lhs[0]); v != nil {
				ended = append(ended, v)
			}
		}
	}
	return ended
}
