package task

import (
	"go/ast"
	"go/token"
	"go/types"
)

// node applies a node of a block to the state, and returns the states that it
// can lead to: none where it never comes to its end.
func (c *counter) node(n ast.Node, s countState) []countState {
	if c.inCase(n) {
		return []countState{s}
	}
	states := []countState{s}
	each := func(step func(countState) []countState) {
		var after []countState
		for _, t := range states {
			after = append(after, step(t)...)
		}
		states = after
	}
	for _, n := range c.m.stepsOf(n) {
		switch n := n.(type) {
		case *ast.DeferStmt:
			for i, d := range c.f.defers {
				if d == n && i < 64 {
					each(func(t countState) []countState { t.defers |= 1 << i; return []countState{t} })
				}
			}
		case *ast.UnaryExpr:
			each(func(t countState) []countState { return c.receiveAt(n, t) })
		case *ast.SendStmt:
			each(func(t countState) []countState { return c.sendAt(n, t) })
		case *ast.CallExpr:
			if c.m.deferrals[n] == nil {
				each(func(t countState) []countState { return c.callAt(n, t) })
			}
		case *ast.AssignStmt, *ast.IncDecStmt, *ast.ValueSpec:
			each(func(t countState) []countState { return []countState{c.assign(n, t)} })
		}
	}
	return states
}

// stepsOf returns what a walk looks at in a node. Walks for many channels, in many states,
// come by it.
func (m *Model) stepsOf(n ast.Node) []ast.Node {
	return recall(&m.steps, n, func() (steps []ast.Node) {
		for n := range operandsFirst(n) {
			switch n := n.(type) {
			case *ast.DeferStmt, *ast.SendStmt, *ast.CallExpr, *ast.AssignStmt, *ast.IncDecStmt, *ast.ValueSpec:
				steps = append(steps, n)
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					steps = append(steps, n)
				}
			}
		}
		return steps
	})
}

// operandsFirst yields n and all nodes below it but the insides of literals, in
// the order in which they are evaluated.
func operandsFirst(n ast.Node) func(func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		var stack []ast.Node
		alive := true
		ast.Inspect(n, func(n ast.Node) bool {
			if n == nil {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				alive = alive && yield(top)
				return true
			}
			if lit, ok := n.(*ast.FuncLit); ok {
				alive = alive && yield(lit)
				return false
			}
			stack = append(stack, n)
			return true
		})
	}
}

// inCase reports whether n is the communication of a select case: the graph
// lists these before the select, for what their operands do.
func (c *counter) inCase(n ast.Node) bool {
	clause, ok := c.m.parent(c.f, n).(*ast.CommClause)
	return ok && clause.Comm == n
}

func (c *counter) receiveAt(n *ast.UnaryExpr, s countState) []countState {
	if t, _ := c.v.at(n); t == touchReceive {
		if !c.receive(&s) {
			return nil
		}
	} else if c.released(n.X) {
		return nil // those that send are done by then
	}
	return []countState{s}
}

func (c *counter) sendAt(n *ast.SendStmt, s countState) []countState {
	if t, _ := c.v.at(n); t == touchSend {
		c.send(&s, n, false)
	} else if f := c.v.handed[n]; f != nil {
		s.tasks = s.tasks.and(c.m.served(f))
		c.note(n)
	}
	return []countState{s}
}

func (c *counter) callAt(call *ast.CallExpr, s countState) []countState {
	if call == c.origin {
		c.leave(call, s)
		s.made, s.effect = true, effect{tasks: c.start}
		return []countState{s}
	}
	return c.call(call, s)
}

// call applies what a call does: to what it calls, and to the functions that it
// is given.
func (c *counter) call(call *ast.CallExpr, s countState) []countState {
	if t, _ := c.v.at(call); t == touchClose {
		s.own.closes = true
		return []countState{s}
	}
	if c.joins(call) {
		return nil
	}
	async := c.m.started[call]
	states := c.apply(s, call, c.called(call), async)
	for j, arg := range call.Args {
		if !isFunc(typeOf(c.m.info, arg)) {
			continue
		}
		for _, t := range c.touching(arg) {
			var after []countState
			for _, s := range states {
				after = append(after, c.given(call, j, t, s, async)...)
			}
			states = after
		}
	}
	return states
}

// A callee is a function that does something to the channel, with its view.
type callee struct {
	f *Func
	v *view
}

// touching returns the functions that e can denote and that touch the channel.
func (c *counter) touching(e ast.Expr) (found []callee) {
	ts, _ := c.m.targets(c.f, e)
	for _, t := range ts {
		if t.fn != nil && t.obj == nil && t.fn.Root == c.v.root && c.v.inside(c.m, t.fn) {
			found = append(found, callee{t.fn, c.v})
		}
	}
	return found
}

// called returns what a call calls, if that touches the channel: a literal of
// the declaration, or a function that is given the channel.
func (c *counter) called(call *ast.CallExpr) (found []callee) {
	found = c.touching(call.Fun)
	if len(found) > 0 {
		return found
	}
	var seeds []seed
	ts, _ := c.m.targets(c.f, call.Fun)
	for _, t := range ts {
		if t.fn == nil || t.obj == nil {
			continue
		}
		seeds = nil
		for j, arg := range call.Args {
			if field, ok := c.holding(arg); ok {
				if p := c.m.paramOf(t.fn, j); p != nil {
					seeds = append(seeds, seed{p, field})
				}
			}
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			if field, ok := c.holding(sel.X); ok && field != nil && t.fn.Obj.Signature().Recv() != nil {
				seeds = append(seeds, seed{t.fn.Obj.Signature().Recv(), field})
			}
		}
		if len(seeds) > 0 {
			found = append(found, callee{t.fn, c.m.viewFrom(t.fn, seeds)})
		}
	}
	return found
}

// holding reports whether e is the channel, or holds it in the field.
func (c *counter) holding(e ast.Expr) (field *types.Var, ok bool) {
	e = ast.Unparen(e)
	if addr, isAddr := e.(*ast.UnaryExpr); isAddr && addr.Op == token.AND {
		e = ast.Unparen(addr.X)
	}
	if _, ok := c.v.uses[e]; ok {
		return nil, true
	}
	if id, isID := e.(*ast.Ident); isID {
		if obj := c.m.variable(id); obj != nil {
			field, ok = c.v.vars[obj]
			return field, ok
		}
	}
	return nil, false
}

// apply applies what the functions do that one call may be of.
func (c *counter) apply(s countState, call *ast.CallExpr, fs []callee, async bool) (states []countState) {
	if len(fs) == 0 {
		return []countState{s}
	}
	for _, f := range fs {
		e := c.m.effectsOf(effectKey{f.f, c.panicking}, f.v)
		if e.first != nil {
			c.note(e.first)
		}
		if async {
			states = append(states, c.starts(s, f, call, e))
			continue
		}
		if len(e.exits) > 6 {
			s.own.vague = true
			return []countState{s}
		}
		for _, x := range e.exits {
			if t, ok := c.after(s, x); ok {
				states = append(states, t)
			}
		}
	}
	return states
}

// starts applies that a goroutine is started.
func (c *counter) starts(s countState, f callee, call *ast.CallExpr, e *effects) countState {
	c.tasks = append(c.tasks, starting{f, call})
	least := add(s.tasks.least, e.least())
	s.tasks = s.tasks.and(e.peak.own).and(e.peak.tasks)
	s.tasks.least = least
	return s
}

// least returns how many sends without another way out come on every path.
func (e *effects) least() int8 {
	if len(e.exits) == 0 {
		return e.peak.own.hard // it never ends
	}
	least := int8(many)
	for _, x := range e.exits {
		least = min(least, add(x.own.hard, x.tasks.least))
	}
	return least
}

// after applies what a call did, and reports whether it can come to its end.
func (c *counter) after(s countState, x effect) (countState, bool) {
	s.tasks = s.tasks.and(x.tasks)
	recvs := x.own.recvs
	x.own.recvs = 0
	s.own = s.own.and(x.own)
	for range recvs {
		if !c.receive(&s) {
			return s, x.own.vague
		}
	}
	return s, true
}

// given applies that a function is given to a call.
func (c *counter) given(call *ast.CallExpr, j int, f callee, s countState, async bool) []countState {
	runs := c.m.flowsOfArg(c.f, call, j)
	if len(runs) == 0 {
		s.own.vague = true
		return []countState{s}
	}
	if len(runs) > 1 && c.m.runsOnce(f.f) {
		return c.givenOnce(call, f, s, runs, async)
	}
	states := []countState{s}
	for _, r := range runs {
		var after []countState
		for _, s := range states {
			after = append(after, c.givenRun(call, f, s, r, async)...)
		}
		states = after
	}
	return states
}

// givenRun applies that a function which is given to a call is run there once.
func (c *counter) givenRun(call *ast.CallExpr, f callee, s countState, r Run, async bool) []countState {
	switch r.Place {
	case OnGoroutine:
		return c.apply(s, call, []callee{f}, true)
	case OnCaller, OnDefer:
		return c.apply(s, call, []callee{f}, async)
	}
	s.own.vague = true
	return []countState{s}
}
