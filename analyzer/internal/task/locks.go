package task

import (
	"go/ast"
	"go/types"
)

// This file is about locks that a goroutine holds when it panics: one that stops the
// panic leaves them locked.

// Holds reports whether a lock is held at a node that no deferred call releases:
// a guard would leave it so. The node is in a function of this package.
func (m *Model) Holds(n ast.Node) bool {
	if n == nil {
		return false
	}
	root := m.rootAt(n.Pos())
	if root == nil {
		return false
	}
	f := m.frameOf(root, n)
	held := m.heldAt(f, n)
	for _, d := range f.defers {
		for _, o := range m.inDeferred(f, d.Call) { // defer func() { mu.Unlock() }()
			if call, ok := o.(*ast.CallExpr); ok {
				name, _ := m.lockName(call)
				delete(held, name)
			}
		}
	}
	return len(held) > 0
}

// heldAt returns the locks that f holds at a node, whether or not a deferred call
// releases them.
func (m *Model) heldAt(f *Func, n ast.Node) map[string]bool {
	held := make(map[string]bool)
	for o := range f.own() {
		call, ok := o.(*ast.CallExpr)
		if !ok || call.Pos() >= n.Pos() || m.deferrals[call] != nil {
			continue
		}
		switch name, locks := m.lockName(call); {
		case locks:
			held[name] = true
		default:
			delete(held, name)
		}
	}
	return held
}

// locksIn reports whether the function locks anything, or is one of those of which
// one runs.
func (m *Model) locksIn(f *Func) bool {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		fn, _ := m.callee(call).(*types.Func)
		if name, _ := m.lockName(call); name != "" || fn != nil && pathOf(fn) == "sync" && fn.Name() == "Do" {
			return true
		}
	}
	return false
}

// lockName returns what a call of a method of sync locks or unlocks, or "".
func (m *Model) lockName(call *ast.CallExpr) (name string, locks bool) {
	fn, ok := m.callee(call).(*types.Func)
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !isSel || pathOf(fn) != "sync" {
		return "", false
	}
	switch fn.Name() {
	case "Lock", "RLock":
		return types.ExprString(sel.X), true
	case "Unlock", "RUnlock":
		return types.ExprString(sel.X), false
	}
	return "", false
}
