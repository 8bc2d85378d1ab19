package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Leak is a result channel on which a goroutine waits in vain to send.
type Leak struct {
	Channel *Channel
	At      ast.Node // where the receiver leaves, or for an unread one the channel
	Send    ast.Node // nil where another package sends
	Count   int      // values that nobody receives; more than any number if it is Endless
	Endless bool
	Unread  bool // nothing receives from the channel anywhere
	Hangs   bool // some goroutine waits forever
	None    bool // nothing is received before
	Room    int
	Sure    Level
}

// Leaks returns the result channels that are never received from, or that a
// receiver leaves with sends to come.
func (m *Model) Leaks() (leaks []Leak) {
	for _, ch := range m.Channels() {
		if ch.view.escapes || ch.view.returned || m.testedIn(ch.In) || m.isStatement(ch) {
			continue
		}
		c := m.counted(ch)
		peak := c.out.peak
		if c.over || peak.own.vague || peak.tasks.vague || c.start.vague || peak.tasks.hard+peak.tasks.soft == 0 {
			continue
		}
		leak := Leak{Channel: ch, Send: c.out.first, Room: int(c.room), Sure: ch.sureness(peak)}
		if c.isUnread(peak) {
			leak.Unread, leak.At, leak.Hangs = true, ch.At, len(c.leaves) > 0
			if ch.view.declined && !leak.Hangs || isSignalType(ch.Elem) && !leak.Hangs {
				continue
			}
			leaks = append(leaks, leak)
			continue
		}
		for _, l := range c.leaves {
			if m.isMain(ch.In) {
				break
			}
			leak.Sure = ch.sureness(peak)
			if l.guess || c.room > 0 && c.tellsFailures() || m.inTest(l.at.Pos()) || m.givesStatus(l.at) || m.endsProgram(ch.In, l.at) || m.isRun(ch.In) || m.isRefusal(ch.In, c, l.at) || m.needsTwoFailures(ch.In, l) || m.isReceivedLater(ch) || c.drainsAtEnd() {
				leak.Sure = Possible
			}
			leak.At, leak.Count, leak.Endless, leak.None, leak.Hangs = l.at, int(l.count), l.count >= many, l.none, true
			leaks = append(leaks, leak)
		}
	}
	if !m.startsAny() {
		return leaks
	}
	return append(leaks, m.fieldLeaks(leaks)...)
}

// tellsFailures reports whether all that the goroutines of the walk send is sent where
// something has failed: with room for one, it takes several failures at once to leak.
func (c *counter) tellsFailures() bool {
	failures := 0
	for _, t := range c.tasks {
		before := failures
		for n := range t.f.own() {
			send, ok := n.(*ast.SendStmt)
			if !ok {
				continue
			}
			if touched, _ := t.v.at(send); touched != touchSend {
				continue // on another channel
			}
			if c.m.failedCall(t.f, send) == nil {
				return false
			}
			failures++
		}
		if failures == before {
			return false // it is sent deeper
		}
	}
	return failures > 0
}

// sureness says how much of the life of the channel was seen.
func (ch *Channel) sureness(peak effect) Level {
	switch {
	case isSignalType(ch.Elem):
		return Possible
	case peak.own.hard+peak.own.soft > 0:
		return Possible // who makes it sends too: it holds what goroutines share
	case peak.tasks.hard >= many && ch.walk.room > 1:
		return Possible // as many as there is work
	case ch.walk.sendsInstead():
		return Possible // it may be just what was not sent before
	case ch.roomAt != nil && ch.walk.room == size && peak.tasks.hard >= size*size:
		return Possible // what a loop in a loop sends may be the parts of what it has room for
	case ch.Made || len(ch.view.handed) > 0:
		return Likely
	}
	return Certain
}

// isUnread reports whether nothing receives from the channel.
func (c *counter) isUnread(peak effect) bool {
	if peak.own.recvs > 0 || peak.tasks.recvs > 0 || peak.own.drains || peak.tasks.drains {
		return false
	}
	for _, t := range c.v.uses {
		if t == touchReceive || t == touchRange {
			return false
		}
	}
	return !c.handsToReceiver()
}

// handsToReceiver reports whether the channel is given to a function that receives from it:
// behind a join, where all is sent, the walk does not come by it.
func (c *counter) handsToReceiver() bool {
	return slices.ContainsFunc(c.v.touched(touchNone), func(e ast.Expr) bool {
		f := c.m.frameOf(c.v.root, e)
		call, ok := c.m.parent(f, e).(*ast.CallExpr)
		return ok && slices.ContainsFunc(c.called(call), func(to callee) bool {
			peak := c.m.effectsOf(effectKey{f: to.f}, to.v).peak
			return peak.own.recvs+peak.tasks.recvs > 0 || peak.own.drains || peak.tasks.drains
		})
	})
}

// drainsAtEnd reports whether a deferred func receives what is left, on some of its paths:
// the conditions there may be those by which a goroutine was started.
func (c *counter) drainsAtEnd() bool {
	return slices.ContainsFunc(c.f.defers, func(d *ast.DeferStmt) bool {
		return slices.ContainsFunc(c.called(d.Call), func(to callee) bool {
			peak := c.m.effectsOf(effectKey{f: to.f}, to.v).peak
			return peak.own.drains || peak.tasks.drains
		})
	})
}

// isStatement reports whether what returns the channel is a statement: that
// it is dropped is said there.
func (m *Model) isStatement(ch *Channel) bool {
	n := m.parent(ch.In, ch.At)
	return n != nil && droppedCall(n) == ch.At
}

// isReceivedLater reports whether a func that receives from the channel goes elsewhere:
// it is returned, for others to call.
func (m *Model) isReceivedLater(ch *Channel) bool {
	return slices.ContainsFunc(slices.Concat(ch.view.touched(touchReceive), ch.view.touched(touchRange)), func(e ast.Expr) bool {
		for in := m.frameOf(ch.view.root, e); in != nil && in.Outer != nil && in != ch.In; in = in.Outer {
			switch up := m.parent(in.Outer, in.Node).(type) {
			case *ast.ReturnStmt, *ast.KeyValueExpr, *ast.CompositeLit:
				return true
			case *ast.AssignStmt:
				if v := m.variable(up.Lhs[0]); len(up.Lhs) == 1 && v != nil && m.givesBack(ch.In, v) {
					return true
				}
			}
		}
		return false
	})
}

// givesBack reports whether a variable is a result of f, or what a return statement gives.
func (m *Model) givesBack(f *Func, v *types.Var) bool {
	if m.isResultOf(f, v) {
		return true
	}
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if ok && slices.ContainsFunc(ret.Results, func(e ast.Expr) bool { return m.variable(e) == v }) {
			return true
		}
	}
	return false
}
