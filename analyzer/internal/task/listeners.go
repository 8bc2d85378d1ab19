package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// This file has the goroutines that only end when they are told to, or when there is
// nothing more to do for them.

// servesOwn reports whether a call is given a listener that the package has made itself,
// and nothing else to fail with: that of a socket gives up when it is closed, and what the
// call returns is that it was.
func (m *Model) servesOwn(f *Func, call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || !strings.HasPrefix(fn.Name(), "Serve") || m.decls[fn] != nil {
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return m.isOwnListener(f, arg, maxHops) })
}

// isOwnListener reports whether an expression is a listener that a call of package net
// has made, or another one around it.
func (m *Model) isOwnListener(f *Func, e ast.Expr, hops int) bool {
	if e == nil || e == unknownExpr || hops == 0 {
		return false
	}
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		fn, ok := m.callee(call).(*types.Func)
		if !ok {
			return false
		}
		if path := pathOf(fn); strings.HasPrefix(fn.Name(), "Listen") && (path == "net" || path == "crypto/tls") {
			return true
		}
		return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
			return isListener(typeOf(m.info, arg)) && m.isOwnListener(f, arg, hops-1)
		})
	}
	v := m.variable(e)
	if v == nil || !isListener(v.Type()) || v.Pkg() != m.pass.Pkg {
		return false
	}
	if !v.IsField() && v.Parent() != v.Pkg().Scope() {
		return !m.isParam(v) && m.isOwnListener(f, m.definition(f, v), hops-1)
	}
	writes := m.fieldWritesTo(v)
	return !v.Exported() && len(writes) > 0 && !slices.ContainsFunc(writes, func(w write) bool {
		if w.zero {
			return false
		}
		root, from := m.rootAt(w.in), w.rhs
		if (from == nil || from == unknownExpr) && w.stmt != nil && len(w.stmt.Rhs) == 1 {
			from = w.stmt.Rhs[0]
		}
		return root == nil || !(from != nil && m.info.Types[from].IsNil()) && !m.isOwnListener(root, from, hops-1)
	})
}

// isListener reports whether a type is that of listeners, or one of package net.
func isListener(t types.Type) bool {
	name := strings.TrimPrefix(types.TypeString(t, nil), "*")
	return strings.HasPrefix(name, "net.") && strings.HasSuffix(name, "Listener")
}

// throwsAway reports whether a call is given io.Discard to write to: who does not want
// the data does not want to know either that there is no more of it.
func (m *Model) throwsAway(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		v := m.variable(arg)
		return v != nil && v.Pkg() != nil && v.Name() == "Discard" && (v.Pkg().Path() == "io" || v.Pkg().Path() == "io/ioutil")
	})
}
