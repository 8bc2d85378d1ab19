package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says what an edit has to know of a deferred call that is meant to stop a
// panic.

// DeferOf returns the defer statement of a function that a node is in, or nil.
func (f *Func) DeferOf(n ast.Node) *ast.DeferStmt {
	for _, d := range f.defers {
		if contains(n.Pos(), d) {
			return d
		}
	}
	return nil
}

// DefersBefore reports whether f defers anything before a defer statement.
func (f *Func) DefersBefore(d *ast.DeferStmt) bool { return len(f.defers) > 0 && f.defers[0] != d }

// IsPure reports whether a deferred call of f does nothing when there was no panic.
func (m *Model) IsPure(f *Func, d *ast.DeferStmt) bool { return m.handlerOf(f, d.Call).Pure }

// TellsPanic reports whether a deferred call of f does something with the value of a
// panic: one that drops it is meant for what it stands before, and no more.
func (m *Model) TellsPanic(f *Func, d *ast.DeferStmt) bool {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return m.handlerOf(f, d.Call).Value == Used
	}
	for n := range m.funcs[lit].own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || !m.isBuiltin(call, "recover") {
			continue
		}
		r, _ := m.RecoveryAt(call)
		if r.Value == nil {
			return true // who knows
		}
		v, _ := m.info.Defs[r.Value].(*types.Var)
		for _, id := range m.usesIn(f.Root, v) {
			if cmp, isCmp := m.Above(id).(*ast.BinaryExpr); !isCmp || !m.info.Types[cmp.Y].IsNil() {
				return true
			}
		}
	}
	return false
}

// CallAt returns the call that a node is, or that it defers, with its statement.
func (m *Model) CallAt(n ast.Node) (*ast.CallExpr, ast.Stmt) {
	switch n := n.(type) {
	case *ast.DeferStmt:
		return n.Call, n
	case *ast.CallExpr:
		switch up := m.Above(n).(type) {
		case *ast.ExprStmt:
			return n, up
		case *ast.DeferStmt:
			return n, up
		}
	}
	return nil, nil
}

// MayStop reports whether a recover, once it stops the panic, leaves nobody in the
// belief that all went well: nobody waits for more than the end, or it is given where
// the failure goes.
func (m *Model) MayStop(t Trouble) bool {
	f := t.Frame.Func
	d := f.DeferOf(t.Node)
	call, _ := m.CallAt(t.Node)
	if call != nil && slices.ContainsFunc(call.Args, isAddress) || d != nil && m.storing(f, d) >= storesResult {
		return true
	}
	if !t.Frame.Top {
		return f.Type.Results.NumFields() == 0
	}
	c, ok := m.CureOf(t.Frame.Task)
	return ok && c.To == ToldNobody
}

// isAddress reports whether an expression is the address of a variable.
func isAddress(e ast.Expr) bool {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok && u.Op == token.AND && identOf(u.X) != nil
}
