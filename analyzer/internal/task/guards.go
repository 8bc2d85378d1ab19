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
	Must  bool     // Op is bound to panic when it is reached
}

// Ineffective returns the guards of a frame that do not guard, if anything in
// the frame can fail and is not guarded otherwise.
func (m *Model) Ineffective(fr *Frame) (troubles []Trouble) {
	if fr.Fate == Contained || fr.deferred {
		return nil
	}
	f := fr.Func
	sites := m.frameSites(f)
	except := make(map[ast.Node]bool)
	for _, s := range sites {
		except[s.Node] = true
	}
	if op, _ := m.unstopped(f, except); op != nil {
		for _, s := range sites {
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
	if h.Stops == Never || !h.Known {
		return t, false
	}
	if h.Calm == Always {
		t.Way = WayCalm
		t.Node = m.raiseNode(f, d)
		before, _ := m.unwind(f, m.registeredAt(f, d))
		return t, before != Contained
	}
	op, must, grade := m.unguardedBy(f, i)
	if op == nil {
		return t, false
	}
	t.Op, t.Must = op, must
	switch {
	case grade == Never && !m.precedes(op, d):
		return t, false
	case grade == Never:
		t.Way = WayLate
	case h.Raises != Never && h.Meant:
		t.Way, t.Node = WayRaises, m.raiseNode(f, d)
	case h.Raises != Never:
		t.Way, t.Node = WayPanics, m.raiseNode(f, d)
	default:
		t.Way = WaySometimes
	}
	return t, true
}

// precedes reports whether the operation stands before the statement, where a
// reader takes it to be covered; not in another deferred call.
func (m *Model) precedes(op ast.Node, d *ast.DeferStmt) bool { return op.Pos() < d.Pos() }

// raiseNode returns where a handler of this package panics.
func (m *Model) raiseNode(f *Func, d *ast.DeferStmt) ast.Node {
	ts, _ := m.targets(f, d.Call.Fun)
	for _, t := range ts {
		if t.fn != nil {
			if h := m.handlingOf(t.fn); h.raise != nil {
				return h.raise
			}
		}
	}
	return d
}

// unguardedBy returns an operation whose panic is not stopped for sure, how
// often the i'th defer is registered there, and whether it is bound to panic.
// One that is bound to is preferred.
func (m *Model) unguardedBy(f *Func, i int) (op ast.Node, must bool, grade Grade) {
	for n := range f.own() {
		can, certain := m.canFail(f, n)
		if !can || m.isSpawn(f, n) || !m.reachable(f, n) || op != nil && !certain {
			continue
		}
		if at := m.registeredAt(f, n); at != nil {
			if fate, _ := m.unwind(f, at); fate != Contained && n != f.defers[i].Call {
				op, must, grade = n, certain, at[i]
			}
		}
		if must {
			break
		}
	}
	return op, must, grade
}

// frameSites returns what looks in the frame of a task as if it stopped a
// panic, and is called or deferred in a way in which it cannot.
func (m *Model) frameSites(f *Func) (sites []Site) {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		switch up := m.parent(f, call).(type) {
		case *ast.GoStmt:
		case *ast.DeferStmt:
			sites = append(sites, m.deferredSites(f, up)...)
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
		at.Way = WayDirect
		return []Site{at}
	case !h.Known || h.Stops != Never || h.Raises != Never:
		return nil
	}
	if ts, all := m.targets(f, call.Fun); all && len(ts) == 1 && ts[0].fn != nil {
		if sites := m.handlingOf(ts[0].fn).sites; len(sites) > 0 {
			return m.blame(sites, ts[0])
		}
	} else if h.Why != WayNone {
		at.Way = h.Why
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

// blame returns the sites inside a deferred function. A declared one is only
// blamed if it is meant to be deferred: it does nothing else.
func (m *Model) blame(sites []Site, t target) []Site {
	if t.obj != nil && !m.handlingOf(t.fn).Pure {
		return nil
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
	if !all || len(ts) == 0 {
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
	if h.Why == WayNestedDefer {
		s.Way = WayInner
	}
	return s, true
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
// frame then has a use. An exported function may be deferred by an importer.
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
	return m.deferred[f] || f.Obj != nil && f.Obj.Exported()
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
}

// Swallows returns the guards of the frame of a task that throw the value of
// a panic away.
func (m *Model) Swallows(fr *Frame) (found []Swallow) {
	if !fr.Top {
		return nil
	}
	f := fr.Func
	var seen []*ast.DeferStmt
	for n := range f.own() {
		can, _ := m.canFail(f, n)
		if !can || m.isSpawn(f, n) || !m.reachable(f, n) {
			continue
		}
		_, stop := m.unwind(f, m.registeredAt(f, n))
		if stop == nil || slices.Contains(seen, stop) {
			continue
		}
		seen = append(seen, stop)
		if h := m.handlerOf(f, stop.Call); h.Value == Dropped || h.Value == Unclear {
			found = append(found, m.swallow(fr, stop, h))
		}
	}
	return found
}

func (m *Model) swallow(fr *Frame, stop *ast.DeferStmt, h Handler) Swallow {
	s := Swallow{Node: stop, Call: stop.Call.Fun, Helper: m.named(stop.Call), Frame: fr, Sure: h.Value == Dropped}
	ts, _ := m.targets(fr.Func, stop.Call.Fun)
	if len(ts) == 1 && ts[0].fn != nil {
		if in := m.handlingOf(ts[0].fn); in.recover != nil {
			s.Node, s.Call, s.Helper = in.recover, in.recoverFun(), nil
		}
	}
	return s
}
