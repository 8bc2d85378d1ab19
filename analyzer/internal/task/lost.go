package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Loss is a guard that stops a panic of a goroutine whose result then never
// arrives.
type Loss struct {
	Stop    *ast.DeferStmt // the guard; nil where what starts the goroutine has it
	Guard   Swallow        // what to point at, for a guard
	Start   *ast.CallExpr  // the call that starts the goroutine
	Channel *Channel
	Op      ast.Node // what may panic
	Send    ast.Node // what is then not reached
	Zero    bool     // the channel is closed all the same, and the receiver gets its zero value
	in      *Func
	Leaves  bool // the receiver waits for something else too
	Sure    Level
}

// Losses returns the guards of goroutines after which a result never arrives.
func (m *Model) Losses() []Loss {
	if m.lost || !m.startsAny() {
		return m.losses
	}
	m.lost = true
	for _, ch := range m.Channels() {
		if isSignalType(ch.Elem) && ch.Made {
			continue
		}
		c := m.counted(ch)
		for _, t := range m.startings(c) {
			if l, ok := m.lossOf(ch, c, t); ok && !slices.ContainsFunc(m.losses, func(o Loss) bool { return o.Start == l.Start && o.Stop == l.Stop }) {
				m.losses = append(m.losses, l)
			}
		}
	}
	return m.losses
}

// startings returns the goroutines of a walk that touch the channel, each once.
func (m *Model) startings(c *counter) (all []starting) {
	for _, t := range c.tasks {
		if !slices.ContainsFunc(all, func(o starting) bool { return o.f == t.f }) {
			all = append(all, t)
		}
	}
	return all
}

// claimed reports whether a guard is one after which a result never arrives:
// that is said of it, and not that it swallows the panic.
func (m *Model) claimed(stop *ast.DeferStmt) bool {
	return slices.ContainsFunc(m.Losses(), func(l Loss) bool { return l.Stop == stop })
}

// lossOf judges one goroutine that sends on the channel.
func (m *Model) lossOf(ch *Channel, c *counter, t starting) (Loss, bool) {
	for _, e := range t.v.touched(touchSend) {
		if m.frameOf(t.v.root, e) != t.f {
			continue
		}
		send, ok := m.parent(t.f, e).(*ast.SendStmt)
		if !ok {
			continue
		}
		l := Loss{in: t.f, Start: t.call, Channel: ch, Send: send, Sure: Certain}
		if !m.alwaysSends(t) || !m.losesAt(&l, c, t, send) {
			continue
		}
		return l, m.noticed(&l, c)
	}
	return Loss{}, false
}

// alwaysSends reports whether the goroutine sends on all its paths: else nobody
// can count on it.
func (m *Model) alwaysSends(t starting) bool {
	for _, x := range m.effectsOf(effectKey{f: t.f}, t.v).exits {
		if x.own.hard+x.own.soft == 0 {
			return false
		}
	}
	return true
}

// losesAt reports whether a panic that is stopped can come before the send, and
// the deferred calls do not send either.
func (m *Model) losesAt(l *Loss, c *counter, t starting, send *ast.SendStmt) bool {
	best := 0
	for n := range t.f.own() {
		can, must := m.canFail(t.f, n)
		if _, isSend := n.(*ast.SendStmt); !can || isSend || m.elsewhere(t.f, n) || m.isHelperCall(t.f, n) || !m.reachable(t.f, n) {
			continue
		}
		if call, ok := n.(*ast.CallExpr); ok && m.deferrals[call] != nil {
			continue
		}
		weight := m.weight(n, must) + 1
		switch n.(type) {
		case *ast.SelectorExpr, *ast.StarExpr:
			weight = 1 // of a pointer that is hardly ever nil
		}
		if m.ofStd(t.f, n) {
			weight = 1 // used as everybody uses it, it does not panic
		}
		if weight <= best || !m.comesBefore(t.f, n, send) {
			continue
		}
		fate, stop := m.fateAt(t.f, n)
		if stop == nil && (fate == Contained || !m.startGuards(c.f, t)) || stop != nil && fate != Contained {
			continue
		}
		told, closes := m.deferredTell(t, n)
		if told {
			continue
		}
		best, l.Op, l.Stop, l.Zero = weight, n, stop, closes
	}
	if best == 0 {
		return false
	}
	if best == 1 {
		l.Sure = Possible
	}
	if l.Stop != nil {
		fr := &Frame{Func: t.f}
		l.Guard = m.swallow(fr, l.Stop, m.handlerOf(t.f, l.Stop.Call))
		if !contains(l.Guard.Node.Pos(), t.f.Node) {
			l.Guard.Node = l.Stop // in a helper, which others use too
		}
	}
	return true
}

// ofStd reports whether n calls a function of the standard library.
func (m *Model) ofStd(f *Func, n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && isStd(fn.Pkg().Path()) && !m.callsArg(f, call)
}

// comesBefore reports whether a path leads from n to the send.
func (m *Model) comesBefore(f *Func, n ast.Node, send *ast.SendStmt) bool {
	g := m.graphOf(f)
	from, ok := g.places[n]
	to, sent := g.places[send]
	if !ok || !sent {
		return false
	}
	if from.block == to.block && n.Pos() < send.End() {
		return true
	}
	seen := make(map[int32]bool)
	var visit func(i int32) bool
	visit = func(i int32) bool {
		for _, succ := range g.cfg.Blocks[i].Succs {
			if succ.Index == to.block {
				return true
			}
			if !seen[succ.Index] {
				seen[succ.Index] = true
				if visit(succ.Index) {
					return true
				}
			}
		}
		return false
	}
	return visit(from.block)
}

// startGuards reports whether what starts the goroutine stops its panics.
func (m *Model) startGuards(f *Func, t starting) bool {
	if m.started[t.call] {
		return false
	}
	for j := range t.call.Args {
		for _, r := range m.flowsOfArg(f, t.call, j) {
			if r.Place == OnGoroutine && r.Fate == Contained {
				return true
			}
		}
	}
	return false
}

// deferredTell reports whether a deferred call that runs after a panic at n
// sends on the channel, or may, and whether one closes it.
func (m *Model) deferredTell(t starting, n ast.Node) (tells, closes bool) {
	at := m.oftenAt(t.f, n)
	c := &counter{m: m, f: t.f, v: t.v, panicking: true}
	for i, d := range t.f.defers {
		if i >= len(at) || at[i] == Never {
			continue
		}
		var s countState
		for _, after := range c.call(d.Call, s) {
			tells = tells || after.own.hard+after.own.soft+after.tasks.hard+after.tasks.soft > 0 || after.own.vague
			closes = closes || after.own.closes
		}
	}
	return tells, closes
}

// noticed reports whether a receiver waits in vain, or is misled, and sets how
// sure that is.
func (m *Model) noticed(l *Loss, c *counter) bool {
	v := c.v
	if v.returned || v.escapes {
		l.Sure = min(l.Sure, Likely)
		if v.escapes {
			l.Sure = Possible
		}
		return !l.Zero || m.carriesError(l.Channel.Elem)
	}
	l.Zero = l.Zero || c.out.peak.tasks.closes
	if m.inTest(l.Op.Pos()) && (m.levelAt(l.in, l.Op) < Likely || m.isElsewhere(l.Op)) {
		l.Sure = Possible // a test that hangs when something panics says so, and nothing is known to
	}
	waits, leaves := 0, 0
	for e, use := range v.uses {
		f := m.frameOf(v.root, e)
		switch use {
		case touchRange:
			if !l.Zero {
				waits++
			}
		case touchReceive:
			recv := m.parent(f, e)
			switch {
			case l.Zero && m.commaOK(f, recv.(ast.Expr)): // it sees that there is none
			case m.hasOtherCase(f, recv):
				leaves++
			default:
				waits++
			}
		}
	}
	if waits == 0 {
		l.Leaves, l.Sure = true, min(l.Sure, Likely)
		if l.Stop == nil || m.handlerOf(l.in, l.Stop.Call).Value != Dropped {
			l.Sure = Possible // the panic is told of, and the receiver has another way to go on
		}
	}
	return waits > 0 || leaves > 0
}

// hasOtherCase reports whether a receive is a case of a select that has others.
func (m *Model) hasOtherCase(f *Func, recv ast.Node) bool {
	for p := m.parent(f, recv); p != nil && p != f.Node; p = m.parent(f, p) {
		switch p := p.(type) {
		case *ast.CommClause:
			body, ok := m.parent(f, p).(*ast.BlockStmt)
			return ok && p.Comm != nil && contains(recv.Pos(), p.Comm) && len(body.List) > 1
		case *ast.BlockStmt:
			return false
		}
	}
	return false
}
