package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
)

// This file says which expressions have the same value wherever they are evaluated:
// those can be put into a func literal that runs later.

// IsStable reports whether an expression in f has the same value at any time: it is
// made of constants, functions, addresses, and variables that have one value.
func (m *Model) IsStable(f *Func, e ast.Expr) bool {
	e = ast.Unparen(e)
	if tv := m.info.Types[e]; tv.Value != nil || tv.IsNil() || tv.IsType() {
		return true
	}
	switch e := e.(type) {
	case *ast.Ident:
		v, isVar := m.info.ObjectOf(e).(*types.Var)
		return !isVar || m.isSetOnce(f, v)
	case *ast.SelectorExpr:
		fn, isFunc := m.info.Uses[e.Sel].(*types.Func)
		return isFunc && (m.info.Selections[e] == nil || m.isStableReceiver(f, e.X, fn))
	case *ast.UnaryExpr:
		return e.Op == token.AND && m.isPlace(f, e.X)
	}
	return false
}

// IsStableCall reports whether a call in f calls the same function with the same
// arguments whenever it is evaluated.
func (m *Model) IsStableCall(f *Func, call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if !m.IsStable(f, arg) {
			return false
		}
	}
	return m.IsStable(f, call.Fun)
}

// isStableReceiver reports whether what a method is called on is the same at any
// time: a pointer, a variable whose address it takes, or a copy.
func (m *Model) isStableReceiver(f *Func, x ast.Expr, method *types.Func) bool {
	if recv := method.Signature().Recv(); recv != nil && isPointer(recv.Type()) && !isPointer(typeOf(m.info, x)) {
		return m.isPlace(f, x)
	}
	return m.IsStable(f, x)
}

// isPlace reports whether an expression denotes the same variable, of whatever value,
// at any time.
func (m *Model) isPlace(f *Func, e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		_, isVar := m.info.ObjectOf(e).(*types.Var)
		return isVar
	case *ast.SelectorExpr:
		switch v, isVar := m.info.Uses[e.Sel].(*types.Var); {
		case !isVar:
			return false
		case !v.IsField():
			return true // of a package
		case isPointer(typeOf(m.info, e.X)):
			return m.IsStable(f, e.X)
		}
		return m.isPlace(f, e.X)
	}
	return false
}

// isSetOnce reports whether a local variable, and what it is made of, is given a value
// only where it is declared, once for each time that the function runs, or its loop.
func (m *Model) isSetOnce(f *Func, v *types.Var) bool {
	if f == nil || v.IsField() || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return false
	}
	once := true
	again := func(e ast.Expr) {
		if id := m.wholeOf(e); id != nil && m.info.Uses[id] == v {
			once = false
		}
	}
	ast.Inspect(f.Root.Node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				again(lhs)
			}
		case *ast.IncDecStmt:
			again(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				again(n.X)
			}
		case *ast.SliceExpr:
			again(n) // of an array
		case *ast.CallExpr:
			m.implicitWrite(n, func(x ast.Expr, _ write) { again(x) })
		case *ast.RangeStmt:
			again(n.Key)
			again(n.Value)
			if contains(v.Pos(), n) && v.Pos() < n.Body.Pos() && !m.loopVars(f) {
				once = false
			}
		}
		return once
	})
	return once
}

// wholeOf returns the variable that an expression denotes, or a field or an element of
// without a pointer between them; or nil.
func (m *Model) wholeOf(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			if s := m.info.Selections[x]; s == nil || s.Indirect() {
				return nil
			}
			e = x.X
		case *ast.IndexExpr:
			if e = x.X; !isArray(typeOf(m.info, e)) {
				return nil
			}
		case *ast.SliceExpr:
			if e = x.X; !isArray(typeOf(m.info, e)) {
				return nil
			}
		default:
			return nil
		}
	}
}

func isArray(t types.Type) bool {
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// loopVars reports whether each iteration has its own variables in the file of f.
func (m *Model) loopVars(f *Func) bool {
	v := m.info.FileVersions[f.File]
	return v == "" || version.Compare(v, "go1.22") >= 0
}

// Visible reports whether a handler at the start of a function can use an expression:
// all variables in it are from around the function, or its parameters.
func (m *Model) Visible(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		switch n.(type) {
		case *ast.CallExpr, *ast.FuncLit:
			return false
		}
	}
	return m.declaredBefore(f, e, f.Body)
}
