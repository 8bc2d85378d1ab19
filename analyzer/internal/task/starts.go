package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file says by what a task is started, as an edit of that place has to know it.

// Entry returns what denotes the function that the task runs, or nil.
func (t *Task) Entry() ast.Expr { return t.entry }

// GoCall returns the call of the go statement that starts the task, or nil.
func (t *Task) GoCall() *ast.CallExpr {
	if g, ok := t.At.(*ast.GoStmt); ok {
		return g.Call
	}
	return nil
}

// StartedAt returns the tasks that are started at a place.
func (m *Model) StartedAt(at ast.Node) (found []*Task) {
	for _, t := range m.Tasks() {
		if t.At == at {
			found = append(found, t)
		}
	}
	return found
}

// IsStarted reports whether a literal is itself what a task is started with, where
// it is written.
func (m *Model) IsStarted(f *Func) bool {
	return slices.ContainsFunc(m.Tasks(), func(t *Task) bool { return t.Func == f && t.entry != nil && ast.Unparen(t.entry) == f.Node })
}

// OnlyStarted reports whether all that is ever done with a declared function of
// this package is to start it by go statements.
func (m *Model) OnlyStarted(f *Func) bool {
	if f.Obj == nil || f.Obj.Exported() || m.inTest(f.Node.Pos()) {
		return false
	}
	used := false
	for id, obj := range m.info.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Name() != f.Obj.Name() {
			continue
		}
		if fn.Origin() != f.Obj {
			if types.IsInterface(receiverType(fn)) {
				return false // it may be called through it
			}
			continue
		}
		used = true
		root := m.rootAt(id.Pos())
		if root == nil || !m.startsIdent(root, id) {
			return false
		}
	}
	return used
}

// startsIdent reports whether an identifier is that of the function in a go statement.
func (m *Model) startsIdent(root *Func, id *ast.Ident) bool {
	up := m.parent(root, id)
	if sel, ok := up.(*ast.SelectorExpr); ok && sel.Sel == id {
		up = m.parent(root, sel)
	}
	call, ok := up.(*ast.CallExpr)
	return ok && m.started[call] && contains(id.Pos(), call.Fun)
}

// IsQuiet reports whether an expression is of a func type whose values need no
// looking at.
func (m *Model) IsQuiet(e ast.Expr) bool { return m.isQuiet(e) }
