package task

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// This file goes along the paths of a function and counts what is sent on one
// channel and received from it. Loops are run: a collection is taken to have
// size elements, and a number of which nothing is known to be as large, so that
// what is found on a path is what a run does that takes it.

// size is how many elements a collection has: more than any room that is meant
// for one or two, and few enough to count.
const size = 3

// many stands for more sends than anybody receives: those of an endless loop.
const many = 12

// maxStates bounds the states of one walk, and maxWalks those of all walks over
// one function, for a function may make many channels. Beyond nothing is said.
const (
	maxStates = 6000
	maxWalks  = 60000
)

// counts says what is done to a channel.
type counts struct {
	hard  int8 // sends that wait until there is a receiver, or room
	soft  int8 // sends that have another way out
	recvs int8
	least int8 // of the hard sends of goroutines, those that come on every path

	closes bool
	drains bool // all that is sent is received
	vague  bool // something is done that is not seen
}

func add(a, b int8) int8 { return min(a+b, many) }

func (c counts) and(d counts) counts {
	return counts{
		hard: add(c.hard, d.hard), soft: add(c.soft, d.soft), recvs: add(c.recvs, d.recvs), least: add(c.least, d.least),
		closes: c.closes || d.closes, drains: c.drains || d.drains, vague: c.vague || d.vague,
	}
}

// atMost returns what holds of either.
func (c counts) atMost(d counts) counts {
	return counts{
		hard: max(c.hard, d.hard), soft: max(c.soft, d.soft), recvs: max(c.recvs, d.recvs), least: max(c.least, d.least),
		closes: c.closes || d.closes, drains: c.drains || d.drains, vague: c.vague || d.vague,
	}
}

// An effect is what a function does to a channel: on its own goroutine, and on
// those that it starts.
type effect struct{ own, tasks counts }

// effects is what a function does to a channel on its paths.
type effects struct {
	exits []effect // at its ends, each once
	peak  effect   // at most, wherever it is
	first ast.Node // the first send that has no way out, on another goroutine or its own
}

// A leave is an end of a function at which goroutines are left that send.
type leave struct {
	at    ast.Node // the return statement, or the select case that led to the end
	count int8     // sends that nobody receives
	none  bool     // nothing was received on the way
	guess bool     // there may have been enough receives
	extra bool     // they are sends of some paths only: on others there is room for all
}

// countState is where a walk is and what was done by then.
type countState struct {
	effect
	block, next   int32
	made          bool
	guess         bool // a loop that receives was left, nobody knows after how many turns
	defers        uint64
	known, isTrue uint32
	ints          [6]int8
	turns         [4]int8         // of the loops over collections
	by            *ast.CommClause // the last case of a select that was taken and that is not of the channel
}

const unknownInt = -100

// A counter walks a function for one channel.
type counter struct {
	m *Model
	f *Func
	v *view

	panicking bool // it is run, deferred, by a panic

	origin ast.Node // what makes the channel; nil where it comes from a caller
	start  counts   // what the goroutines do that the origin starts
	room   int8

	conds map[string]int
	ints  map[*types.Var]int
	turns map[ast.Stmt]int

	seen   map[countState]bool
	work   []countState
	out    effects
	leaves []leave
	over   bool       // there were too many states
	tasks  []starting // the goroutines that were started on some path so far
}

// An effectKey is a function, and whether it is run, deferred, by a panic.
type effectKey struct {
	f         *Func
	panicking bool
}

// effectsOf returns what a function does to the channel of the view.
func (m *Model) effectsOf(k effectKey, v *view) *effects {
	if v.effects == nil {
		v.effects = make(map[effectKey]*effects)
	}
	if e := v.effects[k]; e != nil {
		return e
	}
	v.effects[k] = &effects{peak: effect{own: counts{vague: true}}, exits: []effect{{own: counts{vague: true}}}} // for a recursive call
	c := &counter{m: m, f: k.f, v: v, panicking: k.panicking}
	c.run()
	v.effects[k] = &c.out
	return &c.out
}

func (c *counter) run() {
	c.seen = make(map[countState]bool)
	if c.m.spent == nil {
		c.m.spent = make(map[*Func]int)
	}
	c.findVariables()
	g := c.m.graphOf(c.f)
	if len(g.cfg.Blocks) == 0 {
		return
	}
	s := countState{made: c.origin == nil}
	for i := range s.ints {
		s.ints[i] = unknownInt
	}
	c.push(s)
	for len(c.work) > 0 && !c.over {
		s := c.work[len(c.work)-1]
		c.work = c.work[:len(c.work)-1]
		c.block(g.cfg.Blocks[s.block], s)
	}
}

func (c *counter) push(s countState) {
	if c.seen[s] {
		return
	}
	if len(c.seen) >= maxStates || c.m.spent[c.f] >= maxWalks {
		c.over = true
		c.out.peak.own.vague = true
		return
	}
	c.m.spent[c.f]++
	c.seen[s] = true
	c.work = append(c.work, s)
	c.out.peak.own = c.out.peak.own.atMost(s.own)
	c.out.peak.tasks = c.out.peak.tasks.atMost(s.tasks)
}

// block goes on in a block with the node at which the state is.
func (c *counter) block(b *cfg.Block, s countState) {
	if s.next == 0 {
		switch b.Kind {
		case cfg.KindSelectCaseBody:
			if !c.takeCase(b, &s) {
				return
			}
		case cfg.KindSelectAfterCase:
			if c.isLastCase(b.Stmt) {
				return // a select without a default takes one of its cases
			}
		case cfg.KindRangeLoop:
			c.rangeLoop(b, s)
			return
		case cfg.KindForBody, cfg.KindRangeBody:
			c.restart(b.Stmt, &s)
		}
	}
	for int(s.next) < len(b.Nodes) {
		n := b.Nodes[s.next]
		s.next++
		if ret, ok := n.(*ast.ReturnStmt); ok {
			for _, t := range c.node(n, s) {
				c.exit(ret, t)
			}
			return
		}
		states := c.node(n, s)
		if len(states) != 1 {
			for _, t := range states {
				c.push(t)
			}
			return
		}
		s = states[0]
	}
	c.branch(b, s)
}

func (c *counter) branch(b *cfg.Block, s countState) {
	s.next = 0
	switch len(b.Succs) {
	case 1:
		s.block = b.Succs[0].Index
		c.push(s)
	case 2:
		var cond ast.Expr
		if b.Kind != cfg.KindSelectCaseBody && len(b.Nodes) > 0 {
			cond, _ = b.Nodes[len(b.Nodes)-1].(ast.Expr)
		}
		if k := b.Succs[0].Kind; k == cfg.KindSelectCaseBody || k == cfg.KindSwitchCaseBody {
			cond = nil
		}
		takes := c.typeCase(b.Succs[0].Stmt)
		for i, succ := range b.Succs {
			if t, ok := c.assume(cond, i == 0, s); ok && takes[i] {
				t.block = succ.Index
				if _, both := c.assume(cond, i != 0, s); both && b.Kind == cfg.KindForLoop && i == 1 {
					t.guess = t.guess || c.receivesIn(b.Stmt)
				}
				c.push(t)
			}
		}
	}
}

// isLastCase reports whether the statement is the last case of a select that
// has no default.
func (c *counter) isLastCase(stmt ast.Stmt) bool {
	clause, ok := stmt.(*ast.CommClause)
	if !ok {
		return false
	}
	body, ok := c.m.parent(c.f, clause).(*ast.BlockStmt)
	if !ok {
		return false
	}
	last := ast.Stmt(nil)
	for _, s := range body.List {
		if s.(*ast.CommClause).Comm == nil {
			return false
		}
		last = s
	}
	return last == stmt
}

// takeCase applies the communication of a case and reports whether it can
// happen.
func (c *counter) takeCase(b *cfg.Block, s *countState) bool {
	clause, ok := b.Stmt.(*ast.CommClause)
	if !ok || clause.Comm == nil {
		return true
	}
	if c.isOff(clause.Comm, s) || c.m.awaitsEndless(c.f, clause.Comm) {
		return false
	}
	touched := false
	for n := range within(clause.Comm) {
		switch t, _ := c.v.at(n); {
		case t == touchReceive:
			touched = true
			if !c.receive(s) {
				return false
			}
		case t == touchSend:
			touched = true
			c.send(s, n, len(c.selectOf(clause).List) > 1)
		default:
			if send, ok := n.(*ast.SendStmt); ok && c.v.handed[send] != nil {
				s.tasks = s.tasks.and(c.m.served(c.v.handed[send]))
				c.note(send)
			} else if recv, ok := n.(*ast.UnaryExpr); ok && recv.Op == token.ARROW && c.released(recv.X) {
				return false
			}
		}
	}
	if !touched && c.origin != nil {
		s.by = clause
	}
	return true
}

func (c *counter) selectOf(clause *ast.CommClause) *ast.BlockStmt {
	body, _ := c.m.parent(c.f, clause).(*ast.BlockStmt)
	return body
}

// rangeLoop takes the edges out of the head of a range loop that can be taken.
func (c *counter) rangeLoop(b *cfg.Block, s countState) {
	loop, ok := b.Stmt.(*ast.RangeStmt)
	if !ok || len(b.Succs) != 2 {
		c.branch(b, s)
		return
	}
	body, done := s, s
	body.block, done.block = b.Succs[0].Index, b.Succs[1].Index
	c.forgets(&body, loop.Key)
	c.forgets(&body, loop.Value)
	if t, _ := c.v.at(loop); t == touchRange {
		if c.receive(&body) {
			c.push(body)
		}
		if c.drained(&done) {
			c.push(done)
		}
		return
	}
	n, turn := c.count(loop, s)
	if turn < 0 || n == unknownInt {
		c.push(body)
		done.guess = done.guess || c.receivesIn(loop)
		if _, isChan := typeOf(c.m.info, loop.X).Underlying().(*types.Chan); !isChan || !c.released(loop.X) {
			c.push(done)
		}
		return
	}
	if s.turns[turn] < n {
		body.turns[turn]++
		if id, ok := loop.Key.(*ast.Ident); ok && loop.Key != nil {
			c.set(&body, id, s.turns[turn])
		}
		c.push(body)
		return
	}
	done.turns[turn] = 0
	c.push(done)
}

// restart has the loops within another one begin anew in its next turn: the last time
// they may have been left before their end.
func (c *counter) restart(outer ast.Stmt, s *countState) {
	for loop, turn := range c.turns {
		if loop != outer && contains(loop.Pos(), outer) {
			s.turns[turn] = 0
		}
	}
}

// count returns how often a loop over a collection is run, and where its turns
// are kept.
func (c *counter) count(loop *ast.RangeStmt, s countState) (n int8, turn int) {
	turn, ok := c.turns[loop]
	if !ok {
		if len(c.turns) >= len(s.turns) {
			return unknownInt, -1
		}
		turn = len(c.turns)
		c.turns[loop] = turn
	}
	switch t := typeOf(c.m.info, loop.X).Underlying().(type) {
	case *types.Slice, *types.Map, *types.Pointer:
		return size, turn
	case *types.Array:
		return int8(min(t.Len(), many-1)), turn
	case *types.Basic:
		if t.Info()&types.IsString != 0 {
			return size, turn
		}
		return c.eval(loop.X, s, 0), turn
	}
	return unknownInt, -1
}

// receivesIn reports whether a loop receives from the channel.
func (c *counter) receivesIn(loop ast.Node) bool {
	for e, t := range c.v.uses {
		if t != touchSend && t != touchClose && contains(e.Pos(), loop) {
			return true
		}
	}
	return false
}

// available returns how many values there are to be received.
func (s *countState) available() int8 {
	return s.own.hard + s.own.soft + s.tasks.hard + s.tasks.soft - s.own.recvs - s.tasks.recvs
}

// receive notes a receive and reports whether it can happen.
func (c *counter) receive(s *countState) bool {
	if c.origin != nil {
		if !s.made {
			return false
		}
		if s.available() <= 0 {
			return s.tasks.closes || s.own.closes || s.tasks.vague || s.own.vague
		}
	}
	s.own.recvs = add(s.own.recvs, 1)
	return true
}

// drained notes that a range over the channel has come to its end, and reports
// whether it can.
func (c *counter) drained(s *countState) bool {
	if c.origin != nil && (!s.tasks.closes && !s.own.closes && !s.tasks.vague || s.available() > 0) {
		return false
	}
	s.own.drains = s.own.drains || c.origin == nil
	return true
}

func (c *counter) send(s *countState, n ast.Node, soft bool) {
	if soft {
		s.own.soft = add(s.own.soft, 1)
		return
	}
	s.own.hard = add(s.own.hard, 1)
	c.note(n)
}

func (c *counter) note(n ast.Node) {
	if c.out.first == nil {
		c.out.first = n
	}
}

// exit notes the end of a path, with the deferred calls run.
func (c *counter) exit(ret *ast.ReturnStmt, s countState) {
	states := []countState{s}
	for i := len(c.f.defers) - 1; i >= 0; i-- {
		if i >= 64 || s.defers&(1<<i) == 0 {
			continue
		}
		var after []countState
		for _, t := range states {
			after = append(after, c.call(c.f.defers[i].Call, t)...)
		}
		states = after
	}
	for _, t := range states {
		c.out.peak.own = c.out.peak.own.atMost(t.own)
		c.out.peak.tasks = c.out.peak.tasks.atMost(t.tasks)
		c.leave(ret, t)
		known := false
		for _, e := range c.out.exits {
			known = known || e == t.effect
		}
		if !known {
			c.out.exits = append(c.out.exits, t.effect)
		}
	}
}

// leave notes that the function ends, or makes another channel, in the state.
func (c *counter) leave(at ast.Node, s countState) {
	if c.origin == nil || !s.made || s.tasks.hard == 0 {
		return
	}
	if s.own.drains || s.tasks.drains || s.own.vague || s.tasks.vague || s.own.closes {
		return
	}
	left := s.tasks.hard + s.own.hard - c.room - s.own.recvs - s.tasks.recvs
	if left <= 0 {
		return
	}
	if s.tasks.hard >= many {
		left = many
	}
	extra := s.tasks.least+s.own.hard-c.room-s.own.recvs-s.tasks.recvs <= 0
	if ret, ok := at.(*ast.ReturnStmt); s.by != nil && (!ok || ret.Return == c.f.Body.End()-1) {
		at = s.by
	}
	for i, l := range c.leaves {
		if l.at == at {
			c.leaves[i].count = max(l.count, left)
			c.leaves[i].guess, c.leaves[i].extra = l.guess && s.guess, l.extra && extra
			return
		}
	}
	c.leaves = append(c.leaves, leave{at: at, count: left, none: s.own.recvs == 0, guess: s.guess, extra: extra})
}
