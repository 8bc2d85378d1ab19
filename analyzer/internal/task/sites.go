package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// findSites notes in h what looks in the deferred function f as if it stopped
// the panic of the function that deferred f, and does not.
func (m *Model) findSites(f *Func, h *handling) {
	var fails besides
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		if way := m.misplaced(f, call); way != WayNone {
			h.sites = append(h.sites, Site{Node: call, Call: call.Fun, Way: way})
			continue
		}
		m.nestedSites(f, call, h, &fails)
	}
}

// misplaced returns why a call that is spelled recover, in the frame of the
// deferred function f, recovers nothing.
func (m *Model) misplaced(f *Func, call *ast.CallExpr) Way {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != "recover" || len(call.Args) > 0 {
		return WayNone
	}
	if !m.isBuiltin(call, "recover") {
		if m.handlerOf(f, call).Stops != Never {
			return WayNone
		}
		return WayShadowed
	}
	switch m.parent(f, call).(type) {
	case *ast.GoStmt:
		return WayNone
	case *ast.DeferStmt:
		if m.reachable(f, call) {
			return WayNone
		}
	}
	switch {
	case !m.reachable(f, call):
		return WayUnreachable
	case !m.feasible(f, call):
		return WaySwitchedOff
	case m.inRangeFunc(f, call):
		return WayRangeFunc
	}
	return WayNone
}

// feasible reports whether no condition around n is a constant that excludes it.
func (m *Model) feasible(f *Func, n ast.Node) bool {
	w := &walker{m: m, f: f}
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		if branch, ok := p.(*ast.IfStmt); ok {
			cond := w.eval(branch.Cond)
			if contains(n.Pos(), branch.Body) && cond == constFalse || branch.Else != nil && contains(n.Pos(), branch.Else) && cond == constTrue {
				return false
			}
		}
	}
	return true
}

// nestedSites notes the calls in a deferred function of what would recover if
// it were deferred itself.
func (m *Model) nestedSites(f *Func, call *ast.CallExpr, h *handling, fails *besides) {
	way := WayDeep
	switch m.parent(f, call).(type) {
	case *ast.GoStmt:
		h.sites = append(h.sites, m.startedSites(f, call)...)
		return
	case *ast.DeferStmt:
		way = WayNestedDefer
	}
	ts, all := m.targets(f, call.Fun)
	if !all || !slices.ContainsFunc(ts, m.guardLike) {
		m.indirectSites(f, call, h)
		return
	}
	inner := m.joinHandlers(ts, all)
	switch {
	case !inner.Known, inner.Ends:
	case inner.Stops != Never && inner.Raises != Always:
		if way == WayNestedDefer && m.failsBeside(f, call, fails) {
			return // it guards the deferred function itself
		}
		h.sites = append(h.sites, m.helperSite(f, call, way, !inner.Pure))
	case inner.Why != WayNone && inner.Pure && len(ts) == 1:
		if lit := ts[0]; lit.obj == nil && lit.fn != nil {
			h.sites = append(h.sites, m.handlingOf(lit.fn).sites...)
			return
		}
		h.sites = append(h.sites, m.helperSite(f, call, way, false))
	default:
		m.indirectSites(f, call, h)
	}
}

// guardLike reports whether a function can be meant for deferring. It is a
// quick test that keeps the model from judging whatever a handler calls.
func (m *Model) guardLike(t target) bool {
	switch {
	case t.fn != nil:
		return m.mayHandle(t.fn)
	case t.obj != nil:
		d := m.targetHandler(t)
		return d.Stops != Never || d.Why != WayNone
	}
	return false
}

// besides is what is known of the nodes of a function that can fail: one of them,
// or that none can but a call, which was not looked at.
type besides struct {
	node ast.Node
	but  *ast.CallExpr
}

// failsBeside reports whether f does anything that can fail but the call. It is
// asked of each deferred call, of which there may be many.
func (m *Model) failsBeside(f *Func, call *ast.CallExpr, known *besides) bool {
	switch {
	case known.node != nil && known.node != call:
		return true
	case known.but == call:
		return false
	case known.but != nil:
		if m.failsAt(f, known.but) {
			known.node = known.but
		}
		return known.node != nil
	}
	for n := range f.own() {
		if n != call && m.failsAt(f, n) {
			known.node = n
			return true
		}
	}
	known.but = call
	return false
}

// failsAt reports whether a node of f can fail there.
func (m *Model) failsAt(f *Func, n ast.Node) bool {
	if m.elsewhere(f, n) {
		return false
	}
	can, _ := m.canFail(f, n)
	return can && !m.isHelperCall(f, n)
}

func (m *Model) isHelperCall(f *Func, n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	ts, _ := m.targets(f, call.Fun)
	if !slices.ContainsFunc(ts, m.guardLike) {
		return false
	}
	h := m.handlerOf(f, call)
	return h.Known && h.Pure && (h.Stops != Never || h.Why != WayNone)
}

// helperSite points at the recover inside a literal that is called, or at the
// call of a named helper.
func (m *Model) helperSite(f *Func, call *ast.CallExpr, way Way, soft bool) Site {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		inner := m.handlingOf(m.funcs[lit])
		return Site{Node: inner.recover, Call: inner.recoverFun(), Way: way}
	}
	return Site{Node: call, Call: call.Fun, Helper: m.callee(call), Way: way, Soft: soft}
}

// recoverFun returns what the recover that works is spelled.
func (h *handling) recoverFun() ast.Expr {
	switch n := h.recover.(type) {
	case *ast.CallExpr:
		return n.Fun
	case *ast.DeferStmt:
		return n.Call.Fun
	}
	return nil
}

// indirectSites notes the arguments of a call that contain a recover and are
// run by another function: once.Do(func() { recover() }).
func (m *Model) indirectSites(f *Func, call *ast.CallExpr, h *handling) {
	for j, arg := range call.Args {
		if inner, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
			m.indirectSites(f, inner, h) // reflect.ValueOf(f)
			continue
		}
		if !isFunc(typeOf(m.info, arg)) {
			continue
		}
		ts, all := m.targets(f, arg)
		inner := m.joinHandlers(ts, all)
		if !inner.Known || inner.Stops == Never || !m.runsPlainly(f, call, j) {
			continue
		}
		site := Site{Node: call, Call: call.Fun, Way: WayIndirect}
		if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			in := m.handlingOf(m.funcs[lit])
			site.Node, site.Call = in.recover, in.recoverFun()
		}
		h.sites = append(h.sites, site)
	}
}

// runsPlainly reports whether a call runs its j'th argument, if it does, by a
// plain call: std never defers what it is given.
func (m *Model) runsPlainly(f *Func, call *ast.CallExpr, j int) bool {
	runs := m.paramRuns(f, call, j)
	for _, r := range runs {
		if r.Place != OnCaller {
			return false
		}
	}
	if len(runs) > 0 {
		return true
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && isStd(fn.Pkg().Path())
}
