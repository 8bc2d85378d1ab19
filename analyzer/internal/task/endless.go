package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file has the contexts that never end: what leaves a function because one has
// ended is on no path, whatever the code asks.

// isEndless reports whether a context in f never ends: it is the background, or has
// nothing more than a value beyond one that is, in each place that it comes from.
func (m *Model) isEndless(f *Func, ctx ast.Expr, hops int) bool {
	if hops < 0 || f == nil {
		return false
	}
	if call, ok := ast.Unparen(ctx).(*ast.CallExpr); ok {
		return m.makesEndless(f, call, hops)
	}
	v := m.variable(ctx)
	if v == nil || !isContext(v.Type()) || v.IsField() || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return false
	}
	if hops == maxHops { // the paths ask again and again
		return recall(&m.endless, variableIn{f, v}, func() bool { return m.holdsEndless(f, v, hops-1) })
	}
	return m.holdsEndless(f, v, hops-1)
}

// holdsEndless reports whether a local variable only holds contexts that never end.
func (m *Model) holdsEndless(f *Func, v *types.Var, hops int) bool {
	if m.isParam(v) {
		return len(m.writesTo(f, v)) == 0 && m.isGivenEndless(f, v, hops)
	}
	exprs, all := m.assigned(f, v)
	return all && len(exprs) > 0 && !slices.ContainsFunc(exprs, func(e ast.Expr) bool {
		return e == nil || e == unknownExpr || !m.isEndless(m.frameAt(f, positionOf(e)), e, hops)
	})
}

// makesEndless reports whether a call of package context returns one that never ends.
func (m *Model) makesEndless(f *Func, call *ast.CallExpr, hops int) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || pathOf(fn) != "context" || fn.Signature().Recv() != nil {
		return false
	}
	switch fn.Name() {
	case "Background", "TODO", "WithoutCancel":
		return true
	case "WithValue":
		return len(call.Args) > 0 && m.isEndless(f, call.Args[0], hops-1)
	}
	return false
}

// isGivenEndless reports whether all who call the function around f that v is a
// parameter of are seen, and give it what never ends.
func (m *Model) isGivenEndless(f *Func, v *types.Var, hops int) bool {
	g := m.takerOf(f, v)
	return g != nil && g.Obj != nil && !m.isOfInterface(g.Obj) && m.allGive(f, v, func(in *Func, arg ast.Expr) bool {
		return m.isEndless(in, arg, hops)
	})
}

// isOfInterface reports whether a method may be called through an interface, by
// callers who are not seen to call it.
func (m *Model) isOfInterface(fn *types.Func) bool {
	if fn.Signature().Recv() == nil {
		return false
	}
	if fn.Exported() {
		return true
	}
	for _, iface := range m.interfaces() {
		for method := range iface.Methods() {
			if method.Name() == fn.Name() {
				return true
			}
		}
	}
	return false
}

// asksEndless reports whether a call asks a context that never ends why it has: the
// answer is nil.
func (m *Model) asksEndless(f *Func, call *ast.CallExpr) bool {
	if !m.saysEnd(call) {
		return false
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && m.info.Selections[sel] != nil {
		return m.isEndless(f, sel.X, maxHops)
	}
	return len(call.Args) == 1 && m.isEndless(f, call.Args[0], maxHops)
}

// acquiresEndless reports whether a call is one that only gives up when its context
// ends, as that of a semaphore, and has a context that never does.
func (m *Model) acquiresEndless(f *Func, call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return false
	}
	entry := m.known.entry(fn.Origin())
	return entry != nil && entry.Refuses && m.neverRefuses(f, call)
}

// awaitsEndless reports whether the communication of a select case waits for the end
// of a context that never ends: the case is never taken.
func (m *Model) awaitsEndless(f *Func, comm ast.Stmt) bool {
	if comm == nil {
		return false
	}
	ctx := m.contextIn(comm)
	return ctx != nil && m.isEndless(f, ctx, maxHops)
}

// contextIn returns the context from whose channel Done the communication of a case
// receives, or nil.
func (m *Model) contextIn(comm ast.Stmt) ast.Expr {
	for n := range within(comm) {
		recv, ok := n.(*ast.UnaryExpr)
		if !ok || recv.Op != token.ARROW {
			continue
		}
		call, ok := ast.Unparen(recv.X).(*ast.CallExpr)
		if !ok {
			return nil
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" && isContext(typeOf(m.info, sel.X)) {
			return sel.X
		}
		return nil
	}
	return nil
}
