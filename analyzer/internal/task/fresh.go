package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// This file says what is made new, and so is not nil.

// isNew reports whether x is a variable that holds a value made in this
// function, which nobody else sees yet.
func (m *Model) isNew(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || v.Parent() == m.pass.Pkg.Scope() {
		return false
	}
	root := m.rootAt(id.Pos())
	if root == nil {
		return false
	}
	exprs, all := m.assigned(root, v)
	for _, e := range exprs {
		if e != nil && !m.makesNonNil(e) {
			return false
		}
	}
	return all && len(exprs) > 0
}

// isParam reports whether v is a parameter, receiver or result.
func (m *Model) isParam(v *types.Var) bool {
	switch v.Kind() {
	case types.ParamVar, types.RecvVar, types.ResultVar:
		return true
	}
	return false
}

// makesNonNil reports whether the value of e is none that is nil.
func (m *Model) makesNonNil(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CompositeLit, *ast.FuncLit:
		return true
	case *ast.CallExpr:
		if m.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return m.makesNonNil(e.Args[0])
		}
		switch obj := m.callee(e).(type) {
		case *types.Builtin:
			return obj.Name() == "make" || obj.Name() == "new"
		case *types.Func:
			return m.returnsNonNil(obj)
		}
	case *ast.Ident:
		_, fn := m.info.ObjectOf(e).(*types.Func)
		return fn
	case *ast.SelectorExpr:
		_, fn := m.info.ObjectOf(e.Sel).(*types.Func)
		return fn
	}
	return false
}

// returnsNonNil reports whether a function of this package returns a new value
// on all paths, or one of std has a single result, as its constructors do.
func (m *Model) returnsNonNil(fn *types.Func) bool {
	if fn.Pkg() != nil && isStd(fn.Pkg().Path()) {
		return fn.Signature().Results().Len() == 1 && (strings.HasPrefix(fn.Name(), "New") || fn.Name() == "Errorf" || fn.Pkg().Path() == "context")
	}
	f := m.decls[fn]
	if f == nil || m.nonNilFuncs[f] == 1 {
		return false
	}
	if m.nonNilFuncs == nil {
		m.nonNilFuncs = make(map[*Func]int)
	}
	if known := m.nonNilFuncs[f]; known != 0 {
		return known == 2
	}
	m.nonNilFuncs[f] = 1
	exprs, all := m.results(f)
	for _, e := range exprs {
		if !all || !m.makesNonNil(e) && !m.alwaysNew(f, e) {
			return false
		}
	}
	if all && len(exprs) > 0 {
		m.nonNilFuncs[f] = 2
	}
	return all && len(exprs) > 0
}

// alwaysNew reports whether e is a local variable that only holds new values.
func (m *Model) alwaysNew(f *Func, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || m.isParam(v) {
		return false
	}
	exprs, all := m.assigned(f, v)
	for _, e := range exprs {
		if e == nil || !m.makesNonNil(e) {
			return false
		}
	}
	return all && len(exprs) > 0
}

// onlyValue returns the one value that a local variable ever has, or nil.
func (m *Model) onlyValue(f *Func, id *ast.Ident) ast.Expr {
	v, _ := m.info.ObjectOf(id).(*types.Var)
	return m.onlyValueOf(f, v)
}

func (m *Model) onlyValueOf(f *Func, v *types.Var) ast.Expr {
	if v == nil || v.IsField() || m.isParam(v) || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	if writes := m.writesTo(f, v); len(writes) == 1 {
		if _, ok := writes[0].rhs.(*element); !ok {
			return writes[0].rhs
		}
	}
	return nil
}
