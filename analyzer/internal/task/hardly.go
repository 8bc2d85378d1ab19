package task

import (
	"go/ast"
	"slices"
)

// This file has the operations that can panic by what they are, and do not where they
// are: nobody waits in vain because of them.

// hardlyFails reports whether an operation only follows a pointer, ends a test over
// what the test itself has made, or calls a function that panics for what it is given
// alone, and is given what was made here.
func (m *Model) hardlyFails(f *Func, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr, *ast.StarExpr:
		return true
	case *ast.CallExpr:
		if !m.isEnding(n) {
			return m.failsByArgs(f, n) && !slices.ContainsFunc(m.callDangers(f, n), func(d danger) bool { return !m.isFromHere(f, d) })
		}
	}
	return m.isEnding(n) && m.isOwnInput(f, n)
}

// failsByArgs reports whether all functions that a call can be of are seen, and call
// nothing that can panic themselves.
func (m *Model) failsByArgs(f *Func, call *ast.CallExpr) bool {
	ts, all := m.targets(f, call.Fun)
	return all && len(ts) > 0 && !slices.ContainsFunc(ts, func(t target) bool {
		if t.fn == nil {
			return true
		}
		for n := range t.fn.own() {
			if inner, ok := n.(*ast.CallExpr); ok {
				if can, _ := m.canFail(t.fn, inner); can || m.isEnding(inner) {
					return true
				}
			}
		}
		return false
	})
}

// isFromHere reports whether a danger of what f calls is one only for data that comes
// from outside, and what f passes does not.
func (m *Model) isFromHere(f *Func, d danger) bool {
	return len(d.demands) > 0 && !slices.ContainsFunc(d.demands, func(d demand) bool {
		return d.is != demandInside || d.e == nil || m.outside(f, d.e, 0)
	})
}
