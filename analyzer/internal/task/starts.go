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

// IsOwnStart reports whether a task is what its goroutine is started with, and nothing
// else. What is handed on to be called may be called by whoever goes on with something
// else then, and not on a goroutine at all.
func (m *Model) IsOwnStart(t *Task) bool {
	call, ok := t.At.(*ast.CallExpr)
	if !ok {
		return t.GoCall() != nil
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil {
		return false
	}
	if g := m.decls[fn]; g != nil {
		direct := len(m.startsIn(g, 0)) > 0
		for j := range call.Args {
			direct = direct && !slices.ContainsFunc(m.flowsOfArg(t.In, call, j), func(r Run) bool { return r.Place != OnGoroutine })
		}
		return direct
	}
	return isStd(fn.Pkg().Path()) || m.known.entry(fn.Origin()) != nil || m.isOfGroup(fn)
}

// isOfGroup reports whether a function is a method of what is waited for: a group starts
// what it is given.
func (m *Model) isOfGroup(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && m.isGroup(recv.Type())
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
