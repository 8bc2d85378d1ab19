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
	held := make(map[string]bool)
	for o := range f.own() {
		call, ok := o.(*ast.CallExpr)
		if !ok {
			continue
		}
		name := m.lockName(call)
		switch {
		case name == "":
		case m.deferrals[call] != nil:
			delete(held, name[1:])
		case call.Pos() >= n.Pos():
		case name[0] == '+':
			held[name[1:]] = true
		default:
			delete(held, name[1:])
		}
	}
	for _, d := range f.defers { // defer func() { mu.Unlock() }()
		if lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit); ok {
			for o := range m.funcs[lit].own() {
				if call, ok := o.(*ast.CallExpr); ok && m.lockName(call) != "" {
					delete(held, m.lockName(call)[1:])
				}
			}
		}
	}
	return len(held) > 0
}

// locksIn reports whether the function locks anything.
func (m *Model) locksIn(f *Func) bool {
	for n := range f.own() {
		if call, ok := n.(*ast.CallExpr); ok && (m.lockName(call) != "" || m.isOnce(call)) {
			return true
		}
	}
	return false
}

func (m *Model) isOnce(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && fn.Name() == "Do"
}

// lockName returns what a call of a method of sync locks or unlocks, with "+" or
// "-" before it, or "".
func (m *Model) lockName(call *ast.CallExpr) string {
	fn, ok := m.callee(call).(*types.Func)
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !isSel || fn.Pkg() == nil || fn.Pkg().Path() != "sync" {
		return ""
	}
	switch fn.Name() {
	case "Lock", "RLock":
		return "+" + types.ExprString(sel.X)
	case "Unlock", "RUnlock":
		return "-" + types.ExprString(sel.X)
	}
	return ""
}
