package task

import (
	"go/ast"
	"go/types"
)

// A Receipt is where a value is received whose error nobody looks at, as an edit
// has to know it.
type Receipt struct {
	In   *Func
	Recv ast.Expr        // the receive; nil for a loop
	Loop *ast.RangeStmt  // that ranges over the channel
	Case *ast.CommClause // whose communication it is
	Var  *ast.Ident      // that has the value, or nil
	// Field is where the error is in the value; "" if it is the value.
	Field string
	// Stmt is the statement that receives, and Block what has it, or the loop; nil in a
	// case clause.
	Stmt  ast.Stmt
	Block *ast.BlockStmt
}

// ReceiptOf returns where the value is received.
func (m *Model) ReceiptOf(u Unlooked) (r Receipt, ok bool) {
	root := m.rootAt(u.At.Pos())
	if _, isExpr := u.At.(ast.Expr); root == nil || !isExpr {
		return r, false
	}
	r.In = m.frameOf(root, u.At)
	if r.Field, ok = m.errorFieldOf(u); !ok {
		return r, false
	}
	e, _ := u.At.(ast.Expr)
	if id, isVar := e.(*ast.Ident); isVar && !u.Loop {
		r.Var = id
	}
	switch up := m.parent(r.In, u.At).(type) {
	case *ast.RangeStmt:
		r.Loop, r.Stmt = up, up
		switch outer := m.parent(r.In, up).(type) {
		case *ast.BlockStmt:
			r.Block = outer
		case *ast.CaseClause, *ast.CommClause:
		default:
			return r, false
		}
		return r, r.Var != nil || u.Loop
	case *ast.AssignStmt:
		if r.Var == nil || len(up.Rhs) != 1 || len(up.Lhs) > 2 {
			return r, false
		}
		r.Stmt = up
		r.Recv, _ = ast.Unparen(up.Rhs[0]).(*ast.UnaryExpr)
	case *ast.ExprStmt:
		r.Stmt, r.Recv = up, e
	default:
		return r, false
	}
	if recv, isRecv := r.Recv.(*ast.UnaryExpr); !isRecv || recv == nil {
		return r, false
	}
	switch up := m.parent(r.In, r.Stmt).(type) {
	case *ast.BlockStmt:
		r.Block = up
	case *ast.CaseClause:
	case *ast.CommClause:
		if up.Comm == r.Stmt {
			r.Case = up
		}
	default:
		return r, false
	}
	return r, true
}

// errorFieldOf returns where the error is in what is received.
func (m *Model) errorFieldOf(u Unlooked) (field string, ok bool) {
	t := typeOf(m.info, u.At.(ast.Expr))
	if ch, isChan := t.Underlying().(*types.Chan); isChan {
		t = ch.Elem() // of a loop
	}
	return m.errorIn(t)
}

// SenderTask returns the task whose function is that of a loss.
func (m *Model) SenderTask(l Loss) *Task {
	for _, t := range m.Tasks() {
		if t.Func == l.in && l.in != nil {
			return t
		}
	}
	return nil
}

// ClosesAfter reports whether no deferred call that closes the channel runs before
// the guard of a loss.
func (m *Model) ClosesAfter(l Loss) bool {
	for _, d := range l.in.defers {
		if d.Pos() <= l.Stop.Pos() {
			continue
		}
		for _, n := range m.inDeferred(l.in, d.Call) {
			if call, ok := n.(*ast.CallExpr); ok && m.isBuiltin(call, "close") {
				return false
			}
		}
	}
	return true
}
