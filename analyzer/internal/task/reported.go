package task

import (
	"go/ast"
	"go/types"
)

// This file finds handlers that report another variable than what they recovered.

// reportsOther reports whether a handler tests what it recovered, and then
// gives another variable to what reports it.
func (m *Model) reportsOther(f *Func, s *FalseSuccess) bool {
	lit, ok := ast.Unparen(s.Stop.Call.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	in := m.funcs[lit]
	working := m.working(in)
	for n := range in.own() {
		branch, ok := n.(*ast.IfStmt)
		if !ok {
			continue
		}
		r := m.recoveredIn(in, branch, working)
		if r == nil || m.mentions(branch.Body, r) || branch.Else != nil {
			continue
		}
		if other := m.reported(in, branch.Body); other != nil {
			s.How, s.Name, s.Level = ByOther, other.Name(), Certain
			return true
		}
	}
	return false
}

// recoveredIn returns the variable of "if r := recover(); r != nil", or of the
// same in two statements.
func (m *Model) recoveredIn(in *Func, branch *ast.IfStmt, working map[ast.Node]bool) types.Object {
	cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
	if !ok || cmp.Op.String() != "!=" || !m.info.Types[cmp.Y].IsNil() {
		return nil
	}
	id, ok := ast.Unparen(cmp.X).(*ast.Ident)
	if !ok {
		return nil
	}
	obj := m.info.ObjectOf(id)
	if m.recoveredVars(in, working)[obj] && contains(obj.Pos(), in.Body) {
		return obj
	}
	return nil
}

// reported returns the variable of an error or of any type, from around the
// handler, that a call in it reports, if nothing there gives it a value and
// the stack is not reported instead.
func (m *Model) reported(in *Func, body *ast.BlockStmt) (other types.Object) {
	for n := range within(body) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if v := m.variable(lhs); v != nil && v == other {
					return nil
				}
			}
		case *ast.CallExpr:
			if fn, ok := m.callee(n).(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "runtime/debug" {
				return nil
			}
			for _, arg := range n.Args {
				id, ok := ast.Unparen(arg).(*ast.Ident)
				if !ok {
					continue
				}
				v, ok := m.info.Uses[id].(*types.Var)
				if ok && !contains(v.Pos(), in.Body) && (isErrorType(v.Type()) || isAny(v.Type())) {
					other = v
				}
			}
		}
	}
	return other
}

func isAny(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}
