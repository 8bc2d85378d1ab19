package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file has what becomes of those that wait for a goroutine when that
// dies: whether it still says that it has ended, and whether it does so too
// early.

// A done is a call by which a goroutine says that it has ended.
type done struct {
	call     *ast.CallExpr
	on       *types.Var // the group, or nil
	deferred *ast.DeferStmt
	handed   bool // it is in a literal that somebody else may call
}

// donesIn returns the calls in f, and in the literals in it, by which it says
// that it has ended.
func (m *Model) donesIn(f *Func) (dones []done) {
	if known, ok := m.dones[f]; ok {
		return known
	}
	for n := range f.own() {
		if call, ok := n.(*ast.CallExpr); ok {
			if j := m.joinsOfCall(f, call); j.Done != OfNone {
				dones = append(dones, done{call: call, on: m.groupVar(f, ofExpr(call, j.Done)), deferred: m.deferrals[call]})
			}
		}
	}
	for _, in := range f.inner {
		call, called := m.parent(f, in.Node).(*ast.CallExpr)
		called = called && ast.Unparen(call.Fun) == in.Node
		if called && m.started[call] {
			continue
		}
		for _, d := range m.donesIn(in) {
			switch {
			case called && m.deferrals[call] != nil:
				d.deferred = m.deferrals[call]
			case !called:
				d.handed = true
			}
			dones = append(dones, d)
		}
	}
	if m.dones == nil {
		m.dones = make(map[*Func][]done)
	}
	m.dones[f] = dones
	return dones
}

// A Skipped is a call by which a goroutine says that it has ended, and which
// it does not come to when it dies.
type Skipped struct {
	Call  *ast.CallExpr
	Group string
	Join  string
	Frame *Frame
	Op    ast.Node        // what panics or ends the goroutine; nil for a plain return
	Exit  *ast.ReturnStmt // the return statement that leaves before the call
	Ends  bool            // Op ends the goroutine
	Late  bool            // the call is deferred, but after Op
	Level
}

// SkippedDones returns the calls of Done and the like that a goroutine does not
// come to when it dies, so that who waits for it waits forever.
func (m *Model) SkippedDones() (found []Skipped) {
	if !m.waits() {
		return nil
	}
	seen := make(map[*ast.CallExpr]bool)
	for _, fr := range m.Frames() {
		for v, dones := range m.byGroup(fr.Func) {
			if len(dones) == 0 || seen[dones[0].call] || !m.isWaitedFor(v) || m.declaredIn(v) == fr.Func {
				continue // of its own group, for which nobody waits yet where it dies
			}
			if s, ok := m.skipped(fr, dones); ok {
				seen[dones[0].call] = true
				found = append(found, s)
			}
		}
	}
	slices.SortFunc(found, func(a, b Skipped) int { return int(a.Call.Pos()) - int(b.Call.Pos()) })
	return found
}

// byGroup returns the calls of Done in f by what they are called on, without
// those groups that a literal may be handed on for.
func (m *Model) byGroup(f *Func) map[*types.Var][]done {
	all := make(map[*types.Var][]done)
	for _, d := range m.donesIn(f) {
		all[d.on] = append(all[d.on], d)
	}
	for v, dones := range all {
		if v == nil || slices.ContainsFunc(dones, func(d done) bool { return d.handed }) {
			delete(all, v)
		}
	}
	return all
}

// isWaitedFor reports whether anything is seen to wait for a group, or may.
func (m *Model) isWaitedFor(v *types.Var) bool {
	g := m.groupOf(v)
	return g == nil || g.has(useJoins) || g.has(useEscapes)
}

func (m *Model) skipped(fr *Frame, dones []done) (s Skipped, ok bool) {
	f := fr.Func
	var calls []ast.Node
	deferred := false
	for _, d := range dones {
		if d.deferred != nil {
			calls = append(calls, d.deferred)
			deferred = true
		} else {
			calls = append(calls, d.call)
		}
	}
	s = Skipped{Call: dones[0].call, Frame: fr, Group: m.calledOn(dones[0].call), Join: m.joinName(dones[0].on.Type()), Late: deferred}
	if s.Op = m.skipping(fr, dones, calls); s.Op != nil {
		s.Ends, s.Level = m.isEnding(s.Op), Certain
		if m.hardlyFails(f, s.Op) || !s.Ends && m.IsTested(f) || m.isServedBefore(dones[0].on) {
			s.Level = Possible // what a test gives to run is made for it, and not to panic
		}
		return s, true
	}
	if deferred || !m.endsWith(fr, dones) {
		return s, false
	}
	exit, leaves := m.leavesWithout(f, calls)
	s.Exit, s.Level = exit, Likely
	return s, leaves
}

// skipping returns what ends a goroutine before it comes to one of the calls, which
// are those of dones or the statements that defer them: rather what may well fail than
// what hardly does.
func (m *Model) skipping(fr *Frame, dones []done, calls []ast.Node) (op ast.Node) {
	f := fr.Func
	for n := range f.own() {
		ends := m.isEnding(n)
		can, _ := m.canFail(f, n)
		if !can && !ends || m.elsewhere(f, n) || !m.reachable(f, n) || m.defersAny(f, n, calls) {
			continue
		}
		if !ends && m.frameFate(f, n).then(fr.Fate) != Contained {
			continue
		}
		if slices.ContainsFunc(dones, func(d done) bool { return contains(n.Pos(), d.call) }) || !m.reaches(f, n, calls, ends) {
			continue
		}
		if !m.hardlyFails(f, n) {
			return n
		}
		if op == nil {
			op = n
		}
	}
	return op
}

// endsWith reports whether a function that a go statement starts is meant to
// end with its one call of Done: that is a statement of its body.
func (m *Model) endsWith(fr *Frame, dones []done) bool {
	g, ok := fr.Task.At.(*ast.GoStmt)
	if !ok || !fr.Top || ast.Unparen(g.Call.Fun) != fr.Func.Node || len(dones) != 1 {
		return false
	}
	return m.parent(fr.Func, m.statementAround(fr.Func, dones[0].call)) == fr.Func.Body
}

// isEnding reports whether a node is a call that ends the goroutine.
func (m *Model) isEnding(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	return ok && m.endOf(call) == EndGoexit && m.deferrals[call] == nil && !m.started[call]
}

// calledOn returns what the method of a call is called on, as it is written.
func (m *Model) calledOn(call *ast.CallExpr) string {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return types.ExprString(sel.X)
	}
	return ""
}

// reaches reports whether a path from n comes to one of the nodes. What ends
// the goroutine comes to none: for it the other ways from its if statement do.
func (m *Model) reaches(f *Func, n ast.Node, nodes []ast.Node, ends bool) (found bool) {
	s := &search{m: m, f: f, leave: func(*ast.ReturnStmt) {}}
	s.visit = func(n ast.Node) bool {
		found = found || slices.ContainsFunc(nodes, func(to ast.Node) bool { return contains(to.Pos(), n) && to.End() <= n.End() })
		return !found
	}
	if ends {
		return slices.ContainsFunc(nodes, func(to ast.Node) bool { return to.Pos() > n.Pos() })
	}
	s.from(n, nil)
	return found
}

// leavesWithout reports whether a return statement of f is reached without any
// of the nodes before it.
func (m *Model) leavesWithout(f *Func, nodes []ast.Node) (exit *ast.ReturnStmt, leaves bool) {
	s := &search{m: m, f: f}
	s.visit = func(n ast.Node) bool {
		return !leaves && !slices.ContainsFunc(nodes, func(to ast.Node) bool { return contains(to.Pos(), n) && to.End() <= n.End() })
	}
	s.leave = func(ret *ast.ReturnStmt) {
		if ret != nil {
			exit, leaves = ret, true
		}
	}
	s.from(nil, nil)
	return exit, leaves
}

// An EarlyRelease is a deferred call that lets go on who waits for a goroutine
// before another one has stored how that ended.
type EarlyRelease struct {
	Defer   *ast.DeferStmt // what releases
	Handler *ast.DeferStmt // what is registered before, and runs after it
	Frame   *Frame
	Closes  bool // it closes the channel that the handler sends on
	Recover bool // the handler recovers
	Level
}

// EarlyReleases returns the deferred calls of goroutines that are registered
// after what stores their failure, and so run before it.
func (m *Model) EarlyReleases() (found []EarlyRelease) {
	seen := make(map[*ast.DeferStmt]bool)
	for _, fr := range m.Frames() {
		f := fr.Func
		if len(f.defers) < 2 {
			continue
		}
		for j, release := range f.defers {
			closed, ok := m.releases(f, release)
			if !ok || seen[release] {
				continue
			}
			for i := range j {
				if e, ok := m.earlyRelease(fr, i, j, closed); ok {
					seen[release] = true
					found = append(found, e)
					break
				}
			}
		}
	}
	return found
}

// releases reports whether a deferred call does nothing but to let go on who
// waits, and the channel that it closes, if it does that.
func (m *Model) releases(f *Func, d *ast.DeferStmt) (closed *types.Var, ok bool) {
	call := d.Call
	if lit, isLit := ast.Unparen(call.Fun).(*ast.FuncLit); isLit {
		if len(lit.Body.List) != 1 {
			return nil, false
		}
		stmt, isExpr := lit.Body.List[0].(*ast.ExprStmt)
		if !isExpr {
			return nil, false
		}
		if call, ok = ast.Unparen(stmt.X).(*ast.CallExpr); !ok {
			return nil, false
		}
		f = m.funcs[lit]
	}
	if m.isBuiltin(call, "close") && len(call.Args) == 1 {
		v := m.variable(call.Args[0])
		return v, v != nil
	}
	return nil, m.joinsOfCall(f, call).Done != OfNone
}

func (m *Model) earlyRelease(fr *Frame, i, j int, closed *types.Var) (e EarlyRelease, ok bool) {
	f := fr.Func
	handler, release := f.defers[i], f.defers[j]
	if !m.registeredTogether(f, i, j) {
		return e, false
	}
	h := m.handlerOf(f, handler.Call)
	e = EarlyRelease{Defer: release, Handler: handler, Frame: fr, Recover: h.Stops != Never, Level: Certain}
	lit, isLit := ast.Unparen(handler.Call.Fun).(*ast.FuncLit)
	if closed != nil && isLit && m.literalSends(lit, closed) {
		e.Closes = true
		return e, true
	}
	stores := m.storing(f, handler)
	switch {
	case stores == storesNothing || stores == storesUnknown || m.onlyCloses(f, handler):
		return e, false
	case closed != nil && stores == storesResult && !fr.Top:
		return e, false // its caller gets it when all that is deferred has run, whoever waits
	case closed != nil && m.onlyEnds(f, closed):
		return e, false // whoever waits looks at nothing then
	case closed != nil && m.storesOnlyOn(f, handler):
		return e, false // the channel that is closed is another signal than what it sends
	case !e.Recover && !m.storesFailure(f, handler):
		return e, false
	}
	return e, true
}

// onlyEnds reports whether all that the closing of a local channel does is to end selects
// that do nothing when it is closed.
func (m *Model) onlyEnds(f *Func, ch *types.Var) bool {
	if !contains(ch.Pos(), f.Root.Node) || m.isParam(ch) {
		return false
	}
	ends := 0
	for _, id := range m.usesIn(f.Root, ch) {
		in := m.frameOf(f.Root, id)
		switch up := m.parent(in, id).(type) {
		case *ast.CallExpr:
			if !m.isBuiltin(up, "close") {
				return false
			}
		case *ast.UnaryExpr:
			if !m.endsSelect(in, m.parent(in, up)) {
				return false
			}
			ends++
		case *ast.AssignStmt:
		default:
			return false
		}
	}
	return ends > 0
}

// endsSelect reports whether a receive is a case of a select of a literal that does nothing
// more then.
func (m *Model) endsSelect(f *Func, receive ast.Node) bool {
	clause, ok := m.parent(f, receive).(*ast.CommClause)
	if !ok || f.Obj != nil {
		return false
	}
	if len(clause.Body) > 0 {
		ret, ok := clause.Body[0].(*ast.ReturnStmt)
		return ok && len(ret.Results) == 0
	}
	sel := m.parent(f, m.parent(f, clause))
	return f.Body.List[len(f.Body.List)-1] == sel
}

// registeredTogether reports whether the i'th and the j'th deferred call are
// both registered on some path.
func (m *Model) registeredTogether(f *Func, i, j int) bool {
	for _, path := range m.registeredAt(f, f.defers[j]) {
		if i < len(path) && path[i] != Never {
			return true
		}
	}
	return false
}

// literalSends reports whether a literal sends on a channel.
func (m *Model) literalSends(lit *ast.FuncLit, ch *types.Var) (found bool) {
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		if send, ok := n.(*ast.SendStmt); ok && m.variable(send.Chan) == ch {
			found = true
		}
		return !found
	})
	return found
}
