package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Trouble is a recover, or what stands for one, that does not stop a panic
// on the goroutine of a task.
type Trouble struct {
	Site
	Frame *Frame
	Op    ast.Node // the operation whose panic it does not stop, if one is known
	Must  bool     // Op, or for WayPanics the handler, is bound to panic
}

// Ineffective returns the guards of a frame that do not guard, if anything in
// the frame can fail and is not guarded otherwise.
func (m *Model) Ineffective(fr *Frame) (troubles []Trouble) {
	if fr.Fate == Contained || fr.deferred {
		return nil
	}
	f := fr.Func
	sites := m.frameSites(f)
	var op ast.Node
	if len(sites) > 0 {
		op, _ = m.unstopped(f, sites)
	}
	if op != nil {
		for _, s := range sites {
			if fr.below && s.Way == WayNotDeferred && s.Helper == nil {
				continue // said of the deferred call above: it is too deep
			}
			troubles = append(troubles, Trouble{Site: s, Frame: fr, Op: op})
		}
	}
	for i, d := range f.defers {
		if t, ok := m.weakness(fr, i, d); ok {
			troubles = append(troubles, t)
		}
	}
	return troubles
}

// weakness returns what is wrong with a deferred call that does recover.
func (m *Model) weakness(fr *Frame, i int, d *ast.DeferStmt) (Trouble, bool) {
	f := fr.Func
	h := m.handlerOf(f, d.Call)
	t := Trouble{Site: Site{Node: d, Call: d.Call.Fun, Helper: m.named(d.Call)}, Frame: fr}
	if h.Stops == Never || !h.Known || m.inHandler(f, d, endOfHandler) != d {
		return t, false // no recover
	}
	if h.Calm == Always {
		t.Way = WayCalm
		t.Node = m.inHandler(f, d, raiseOf)
		return t, m.frameFate(f, d) != Contained
	}
	op, must, grade := m.unguardedBy(f, i)
	if op == nil {
		return t, false
	}
	t.Op, t.Must = op, must
	switch {
	case grade == Never && m.deferrals[op] != nil:
		t.Way = WayBehind
	case grade == Never:
		t.Way = WayLate
	case h.Raises != Never && h.Meant:
		t.Way, t.Node = WayRaises, m.inHandler(f, d, raiseOf)
		if _, ok := t.Node.(*ast.TypeAssertExpr); ok {
			t.Way = WayAsserts
		}
	case h.Raises != Never:
		t.Way, t.Node, t.Must = WayPanics, m.inHandler(f, d, raiseOf), h.Raises == Always
	case h.Stops == Sometimes:
		t.Way, t.Node = WaySometimes, m.inHandler(f, d, recoverOf)
	case grade == Sometimes:
		t.Way = WaySometimes
	default:
		return t, false // something else lets the panic through
	}
	return t, true
}

// inHandler returns a node of the handler that is deferred, or the defer
// statement where the handler is another package's.
func (m *Model) inHandler(f *Func, d *ast.DeferStmt, node func(*handling) ast.Node) ast.Node {
	ts, _ := m.targets(f, d.Call.Fun)
	for _, t := range ts {
		if t.fn != nil {
			if n := node(m.handlingOf(t.fn)); n != nil {
				return n
			}
		}
	}
	return d
}

func endOfHandler(h *handling) ast.Node {
	if h.Ends {
		return h.recover
	}
	return nil
}
func recoverOf(h *handling) ast.Node { return h.recover }
func raiseOf(h *handling) ast.Node   { return h.raise }

// unguardedBy returns an operation that a reader takes to be covered by the
// i'th defer and whose panic is not stopped for sure, whether it is bound to
// panic, and how often the defer is registered there. One that is bound to is
// preferred.
func (m *Model) unguardedBy(f *Func, i int) (op ast.Node, must bool, grade Grade) {
	d := f.defers[i]
	for n := range f.own() {
		can, certain := m.canFail(f, n)
		if !can || op != nil && !certain || n == d.Call || m.elsewhere(f, n) || m.frameFate(f, n) == Contained {
			continue
		}
		at := m.oftenAt(f, n)
		if at == nil {
			continue // never reached
		}
		g := at[i]
		if g == Never && (n.Pos() > d.Pos() || m.isSignalOp(f, n)) {
			continue // in a deferred call behind it, say
		}
		if op, must, grade = n, certain, g; must {
			break
		}
	}
	return op, must, grade
}

// isSignalOp reports whether n is a part of a deferred signal, as in "defer
// s.wg.Done()" and "defer close(s.done)", which belongs before the guard.
func (m *Model) isSignalOp(f *Func, n ast.Node) bool {
	for up := n; up != nil && up != f.Node; up = m.parent(f, up) {
		if d, ok := up.(*ast.DeferStmt); ok {
			return m.isSignal(d.Call) || m.tellsEnd(f, d.Call)
		}
	}
	return false
}

// frameSites returns what looks in the frame of a task as if it stopped a
// panic, and is called or deferred in a way in which it cannot.
func (m *Model) frameSites(f *Func) (sites []Site) {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		switch {
		case m.started[call]:
			sites = append(sites, m.startedSites(f, call)...)
		case m.deferrals[call] != nil:
			sites = append(sites, m.deferredSites(f, m.deferrals[call])...)
		default:
			if s, ok := m.calledSite(f, call); ok {
				sites = append(sites, s)
			}
		}
	}
	return sites
}

// deferredSites returns why a deferred call is no guard, if it looks like one.
func (m *Model) deferredSites(f *Func, d *ast.DeferStmt) []Site {
	call := d.Call
	at := Site{Node: d, Call: call.Fun, Helper: m.named(call)}
	if way := m.misplaced(f, call); way != WayNone {
		at.Way = way
		return []Site{at}
	}
	h := m.handlerOf(f, call)
	switch {
	case h.Why == WayDirect:
		if m.isDeferred(f) {
			return nil // f may be a helper, in which it works
		}
		at.Way = WayDirect
		return []Site{at}
	case !h.Known || h.Stops != Never:
		return nil
	}
	if ts, all := m.targets(f, call.Fun); all && len(ts) == 1 && ts[0].fn != nil {
		if sites := m.handlingOf(ts[0].fn).sites; len(sites) > 0 {
			return m.blame(sites, ts[0])
		}
	} else if h.Why != WayNone {
		at.Way = WayHelperWrong
		return []Site{at}
	}
	if m.returnedBy(f, call).Stops != Never {
		at.Way = WayNotCalled
		return []Site{at}
	}
	var indirect handling
	m.indirectSites(f, call, &indirect)
	if maker, ok := ast.Unparen(call.Fun).(*ast.CallExpr); ok {
		m.indirectSites(f, maker, &indirect)
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if maker, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok {
			m.indirectSites(f, maker, &indirect) // reflect.ValueOf(f).Call(nil)
		}
	}
	return indirect.sites
}

// blame returns the sites inside a deferred function. In a declared one that
// does more than to recover, the recover may be there for another use of it.
func (m *Model) blame(sites []Site, t target) []Site {
	sites = slices.Clone(sites)
	for i := range sites {
		sites[i].Soft = sites[i].Soft || t.obj != nil && !m.handlingOf(t.fn).Pure
	}
	return sites
}

// calledSite returns why a call that is not deferred recovers nothing, if it
// looks as if it should.
func (m *Model) calledSite(f *Func, call *ast.CallExpr) (Site, bool) {
	s := Site{Node: call, Call: call.Fun, Way: WayNotDeferred, Helper: m.named(call)}
	if m.isBuiltin(call, "recover") {
		if m.inDeferArgs(f, call) {
			s.Way = WayArgument
			return s, true
		}
		return s, !m.isDeferred(f)
	}
	ts, all := m.targets(f, call.Fun)
	if !all || !slices.ContainsFunc(ts, m.guardLike) {
		return s, false
	}
	h := m.joinHandlers(ts, all)
	if !h.Known || !h.Pure || h.Raises == Always || h.Stops == Never && h.Why == WayNone {
		return s, false
	}
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		in := m.handlingOf(m.funcs[lit])
		if h.Stops != Never {
			s.Node, s.Call = in.recover, in.recoverFun()
			return s, true
		}
		s = in.sites[0]
	}
	switch {
	case h.Why == WayNestedDefer:
		s.Way = WayInner
	case h.Why != WayNone && s.Helper != nil:
		s.Way = WayHelperWrong
	}
	return s, true
}

// startedSites returns a recover, or a helper, that is started on a goroutine
// of its own, where no panic but its own can be seen.
func (m *Model) startedSites(f *Func, call *ast.CallExpr) []Site {
	ts, all := m.targets(f, call.Fun)
	h := m.joinHandlers(ts, all)
	if !h.Known || !h.Pure || h.Stops == Never || h.Raises == Always {
		return nil
	}
	return []Site{m.helperSite(f, call, WayStarted, false)}
}

// inDeferArgs reports whether the call is evaluated when a defer statement of
// the frame is executed.
func (m *Model) inDeferArgs(f *Func, call *ast.CallExpr) bool {
	for p := m.parent(f, call); p != nil && p != f.Node; p = m.parent(f, p) {
		if _, ok := p.(*ast.DeferStmt); ok {
			return true
		}
	}
	return false
}

// isDeferred reports whether f may be deferred somewhere: a recover in its
// frame then has a use. An exported function that does nothing else is there
// for importers to defer.
func (m *Model) isDeferred(f *Func) bool {
	if m.deferred == nil {
		m.deferred = make(map[*Func]bool)
		for _, g := range m.all {
			for _, d := range g.defers {
				ts, _ := m.targets(g, d.Call.Fun)
				for _, t := range ts {
					if t.fn != nil {
						m.deferred[t.fn] = true
					}
				}
			}
		}
	}
	return m.deferred[f] || f.Obj != nil && f.Obj.Exported() && m.handlingOf(f).Pure
}

// named returns the declared function that a call calls, or nil.
func (m *Model) named(call *ast.CallExpr) types.Object {
	if fn, ok := m.callee(call).(*types.Func); ok {
		return fn
	}
	return nil
}

// A Swallow is a guard of a task that stops a panic and throws its value away.
type Swallow struct {
	Node   ast.Node // the recover, or the deferred call of a helper elsewhere
	Call   ast.Expr
	Helper types.Object // the helper, if it is in another package
	Frame  *Frame
	Sure   bool // nothing else that the handler does can record the panic
	Ends   bool // it is no recover: the call ends the goroutine
	Exits  bool // or the process
}

// Swallows returns the guards of the frame of a task that throw the value of
// a panic away.
func (m *Model) Swallows(fr *Frame) (found []Swallow) {
	f := fr.Func
	inPlace := f.Obj == nil && !fr.deferred && !fr.below // around the body of a loop, say
	if len(f.defers) == 0 || !fr.Top && !inPlace {
		return nil
	}
	var seen []*ast.DeferStmt
	for n := range f.own() {
		can, _ := m.canFail(f, n)
		if !can || m.elsewhere(f, n) || !m.reachable(f, n) {
			continue
		}
		_, stop := m.fateAt(f, n)
		if stop == nil || slices.Contains(seen, stop) {
			continue
		}
		seen = append(seen, stop)
		if h := m.handlerOf(f, stop.Call); (h.Value == Dropped || h.Value == Unclear) && !m.claims(stop) && !m.claimed(stop) {
			found = append(found, m.swallow(fr, stop, h))
		}
	}
	return found
}

func (m *Model) swallow(fr *Frame, stop *ast.DeferStmt, h Handler) Swallow {
	s := Swallow{Node: stop, Call: stop.Call.Fun, Helper: m.named(stop.Call), Frame: fr}
	s.Sure = h.Value == Dropped && !m.toldElsewhere(fr.Func, stop)
	ts, _ := m.targets(fr.Func, stop.Call.Fun)
	if len(ts) == 1 && ts[0].fn != nil {
		if in := m.handlingOf(ts[0].fn); in.recover != nil {
			s.Node, s.Call, s.Helper, s.Ends, s.Exits = in.recover, in.recoverFun(), nil, in.Ends, in.exits
		}
	}
	return s
}

// toldElsewhere reports whether another deferred call of the frame does
// something that may tell of the panic, such as to send a result, or recovers it, tells of
// it and panics again.
func (m *Model) toldElsewhere(f *Func, stop *ast.DeferStmt) bool {
	return slices.ContainsFunc(f.defers, func(d *ast.DeferStmt) bool {
		if d == stop {
			return false
		}
		if h := m.handlerOf(f, d.Call); h.Known && h.Raises != Never && h.Calm == Never && h.Value == Used {
			return true
		}
		lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
		return ok && m.notable(lit.Body, nil)
	})
}
