package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
)

// This file says which expressions have the same value wherever they are evaluated:
// those can be put into a func literal that runs later.

// Settled reports whether an expression has the same value at any time: it is
// made of constants, and of variables that are assigned to once, where they are
// declared. before is where it is used first.
func (m *Model) Settled(f *Func, e ast.Expr) bool {
	if m.info.Types[e].Value != nil {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		obj := m.info.ObjectOf(e)
		if _, isVar := obj.(*types.Var); !isVar {
			return true // nil, a function, a type
		}
		v := obj.(*types.Var)
		return f != nil && !v.IsField() && v.Parent() != m.pass.Pkg.Scope() && v.Pkg() == m.pass.Pkg && m.assignedOnce(f, v)
	case *ast.SelectorExpr:
		if m.info.Selections[e] == nil {
			_, isFunc := m.info.Uses[e.Sel].(*types.Func)
			return isFunc
		}
	}
	return false
}

// assignedOnce reports whether a local variable is given a value only where it is
// declared, once for each time that the function runs, or its loop does.
func (m *Model) assignedOnce(f *Func, v *types.Var) bool {
	once := true
	again := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && m.info.Uses[id] == v {
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

// loopVars reports whether each iteration has its own variables in the file of f.
func (m *Model) loopVars(f *Func) bool {
	v := m.info.FileVersions[f.File]
	return v == "" || version.Compare(v, "go1.22") >= 0
}

// Visible reports whether the start of a function can use what an expression uses.
func (m *Model) Visible(f *Func, e ast.Expr) bool { return m.stableOutside(f, e) }

// stableOutside reports whether all variables in an expression are from around
// the function, or its parameters: a handler at its start can use them.
func (m *Model) stableOutside(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		switch n := n.(type) {
		case *ast.Ident:
			if v, ok := m.info.Uses[n].(*types.Var); ok && !v.IsField() && contains(v.Pos(), f.Body) {
				return false
			}
		case *ast.CallExpr, *ast.FuncLit:
			return false
		}
	}
	return true
}

// seenAtStart reports whether a statement uses nothing that the body declares.
func (m *Model) seenAtStart(f *Func, stmt ast.Stmt) bool {
	for n := range within(stmt) {
		if id, ok := n.(*ast.Ident); ok {
			if v, isVar := m.info.Uses[id].(*types.Var); isVar && !v.IsField() && contains(v.Pos(), f.Body) {
				return false
			}
		}
	}
	return true
}
