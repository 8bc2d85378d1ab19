package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file is about functions that send their outcome: how a guard sends one too.

// toldByVar is for a variable that a deferred call delivers.
func (m *Model) toldByVar(c *Cure, value ast.Expr) bool {
	v := m.variable(value)
	if v == nil || v.IsField() {
		return false
	}
	field, ok := m.errorIn(v.Type())
	if !ok || field != "" && (isPointer(v.Type()) || !m.assignable(v.Type(), field)) {
		return false
	}
	c.To, c.Var, c.Field = ToldVar, v, field
	return contains(v.Pos(), c.Func.Node)
}

// assignable reports whether the name is that of a field, and not of a method.
func (m *Model) assignable(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, name)
	if obj == nil {
		return false
	}
	_, ok := obj.(*types.Var)
	return ok
}

// toldBySend is for a function that sends its outcome. Only if each send is the
// last that it does can a panic not come after one.
func (m *Model) toldBySend(c *Cure) (found, ok bool) {
	f := c.Func
	for n := range f.own() {
		send, isSend := n.(*ast.SendStmt)
		if !isSend {
			continue
		}
		ch, isChan := typeOf(m.info, send.Chan).Underlying().(*types.Chan)
		if !isChan || isSignalType(ch.Elem()) {
			continue
		}
		field, carries := m.errorIn(ch.Elem())
		if !carries || m.variable(send.Chan) == nil || field != "" && m.sentLiteral(send.Value, field) == nil || !m.isLastSend(f, send) {
			return true, false
		}
		if c.Send != nil && m.variable(c.Send.Chan) != m.variable(send.Chan) {
			return true, false
		}
		if c.Send == nil || m.sentLiteral(send.Value, field) != nil {
			c.Send, c.Field = send, field
		}
		c.To = ToldSend
	}
	return c.Send != nil, true
}

// sentLiteral returns the composite literal of a struct with the field, by which
// the handler can make another one.
func (m *Model) sentLiteral(value ast.Expr, field string) *ast.CompositeLit {
	lit, ok := ast.Unparen(value).(*ast.CompositeLit)
	if !ok || lit.Type == nil || !m.assignable(typeOf(m.info, lit), field) {
		return nil
	}
	return lit
}

// isLastSend reports whether the function ends after a send.
func (m *Model) isLastSend(f *Func, send *ast.SendStmt) bool {
	var at ast.Stmt = send
	for {
		list := m.listAround(f, at)
		i := slices.Index(list, at)
		if i < 0 {
			return false
		}
		if i+1 < len(list) {
			ret, ok := list[i+1].(*ast.ReturnStmt)
			return ok && len(ret.Results) == 0
		}
		up := m.parent(f, at)
		if up == f.Body {
			return true
		}
		outer, ok := m.parent(f, up).(*ast.IfStmt)
		if !ok {
			return false
		}
		at = outer
		for { // else if
			above, ok := m.parent(f, at).(*ast.IfStmt)
			if !ok {
				break
			}
			at = above
		}
	}
}

// listAround returns the list that a statement is in.
func (m *Model) listAround(f *Func, stmt ast.Stmt) []ast.Stmt {
	if block, ok := m.parent(f, stmt).(*ast.BlockStmt); ok {
		return block.List
	}
	return nil
}

// handsChannelOn reports whether the function gives a channel that carries more
// than a signal to what it calls, which may send on it.
func (m *Model) handsChannelOn(f *Func) bool {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		if b, isBuiltin := m.callee(call).(*types.Builtin); isBuiltin && b.Name() != "append" {
			continue
		}
		for _, arg := range call.Args {
			ch, isChan := typeOf(m.info, arg).Underlying().(*types.Chan)
			if isChan && ch.Dir() != types.RecvOnly && !isSignalType(ch.Elem()) {
				return true
			}
		}
	}
	return false
}
