package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says how a goroutine that sends in vain can be let go: by room for
// all that is sent, or by the end of a context.

// Slots is how many values goroutines send on a channel: a number, and the length
// of an expression, or the number that it is.
type Slots struct {
	Make *ast.CallExpr // that is to have the room
	N    int
	Of   ast.Expr // nil if the number says it all
	Len  bool     // it is the length of Of
}

// SlotsOf returns how many values are sent on the channel of a leak, if it is known
// where the channel is made.
func (m *Model) SlotsOf(l Leak) (s Slots, ok bool) {
	if l.Channel.In == nil {
		return s, false // it is in a field
	}
	ch := m.maker(l.Channel)
	if ch == nil || ch.Made || !m.isBuiltin(ch.At, "make") || l.Endless && len(m.counted(ch).tasks) == 0 {
		return s, false
	}
	c := m.counted(ch)
	peak := c.out.peak
	if c.over || peak.own.hard+peak.own.soft > 0 || peak.own.vague || peak.tasks.vague || c.startsBelow() {
		return s, false
	}
	s.Make = ch.At
	var calls []*ast.CallExpr
	for _, t := range c.tasks {
		if slices.Contains(calls, t.call) {
			continue
		}
		calls = append(calls, t.call)
		e := m.effectsOf(effectKey{f: t.f}, t.v).peak
		if sends, _ := m.sendsInstead(t.f); sends || e.tasks.hard > 0 || e.own.hard >= many || e.own.soft > 0 || !contains(t.call.Pos(), ch.In.Node) || m.frameOf(ch.In, t.call) != ch.In || t.sendsElsewhere() {
			return s, false
		}
		if !m.countStart(&s, ch, t.call, int(e.own.hard)) {
			return s, false
		}
	}
	return s, s.N > 0 || s.Of != nil
}

// sendsElsewhere reports whether a function sends on another channel, too: who receives
// from both may rely on which comes first.
func (t callee) sendsElsewhere() bool {
	for n := range t.f.own() {
		if send, ok := n.(*ast.SendStmt); ok {
			if touched, _ := t.v.at(send); touched != touchSend {
				return true
			}
		}
	}
	return false
}

// startsBelow reports whether a function that the one of the walk calls starts what sends,
// too.
func (c *counter) startsBelow() bool {
	for n := range c.f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || c.m.started[call] {
			continue
		}
		for _, t := range c.called(call) {
			if e := c.m.effectsOf(effectKey{f: t.f}, t.v).peak; e.tasks.hard+e.tasks.soft > 0 {
				return true
			}
		}
	}
	return false
}

// sendsInstead reports whether a deferred call of f sends something on a condition: that
// may be just where the function itself has not sent, which is not two values. What is
// sent when it has recovered the walk knows to be so, as on any path that a panic takes.
func (m *Model) sendsInstead(f *Func) (sends, recovered bool) {
	for _, d := range f.defers {
		branch, recovers := false, false
		for in, n := range m.inDeferred(f, d.Call) {
			switch n := n.(type) {
			case *ast.CallExpr:
				recovers = recovers || m.isBuiltin(n, "recover")
			case *ast.SendStmt:
				branch = branch || m.inBranch(in, n)
			}
		}
		if branch {
			return true, recovers
		}
	}
	return false, false
}

// inBranch reports whether a node of f is in an if statement.
func (m *Model) inBranch(f *Func, n ast.Node) bool {
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		if _, ok := p.(*ast.IfStmt); ok {
			return true
		}
	}
	return false
}

// sendsInstead reports whether a goroutine of the walk does so without having recovered.
func (c *counter) sendsInstead() bool {
	return slices.ContainsFunc(c.tasks, func(t starting) bool {
		sends, recovered := c.m.sendsInstead(t.f)
		return sends && !recovered
	})
}

// maker returns the channel as the function of this package has it that makes it.
func (m *Model) maker(ch *Channel) *Channel {
	if !ch.Made {
		return ch
	}
	fn, ok := m.callee(ch.At).(*types.Func)
	if !ok || m.decls[fn] == nil {
		return nil
	}
	var found *Channel
	for _, other := range m.Channels() {
		if other.In == m.decls[fn] && other.view.returned && !other.Made {
			if found != nil {
				return nil
			}
			found = other
		}
	}
	return found
}

// countStart adds what a goroutine sends n times as often as it is started.
func (m *Model) countStart(s *Slots, ch *Channel, call *ast.CallExpr, n int) bool {
	var loop ast.Stmt
	for p := m.parent(ch.In, call); p != nil && p != ch.In.Node; p = m.parent(ch.In, p) {
		switch p := p.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if contains(ch.At.Pos(), p) {
				break // each turn has a channel of its own
			}
			if loop != nil {
				return false
			}
			loop = p.(ast.Stmt)
		case *ast.LabeledStmt:
			return false
		}
	}
	if loop == nil {
		s.N += n
		return true
	}
	of, length := m.turnsOf(loop)
	if of == nil || n != 1 || s.Of != nil || !m.IsStable(ch.In, of) || !m.declaredBefore(ch.In, of, ch.At) {
		return false
	}
	s.Of, s.Len = of, length
	return true
}

// turnsOf returns what says how many turns a loop has: its length, or itself.
func (m *Model) turnsOf(loop ast.Stmt) (of ast.Expr, length bool) {
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		switch t := typeOf(m.info, loop.X).Underlying().(type) {
		case *types.Slice, *types.Array:
			return loop.X, true
		case *types.Basic:
			if t.Info()&types.IsInteger != 0 && t.Kind() == types.Int {
				return loop.X, false
			}
		}
	case *ast.ForStmt:
		init, isInit := loop.Init.(*ast.AssignStmt)
		cond, isCond := loop.Cond.(*ast.BinaryExpr)
		post, isPost := loop.Post.(*ast.IncDecStmt)
		if !isInit || !isCond || !isPost || cond.Op != token.LSS || post.Tok != token.INC || len(init.Rhs) != 1 {
			return nil, false
		}
		v := m.variable(init.Lhs[0])
		if from, ok := m.constOf(init.Rhs[0]); !ok || from != 0 || v == nil || m.variable(cond.X) != v || m.variable(post.X) != v {
			return nil, false
		}
		if call, ok := ast.Unparen(cond.Y).(*ast.CallExpr); ok && m.isBuiltin(call, "len") {
			switch typeOf(m.info, call.Args[0]).Underlying().(type) {
			case *types.Slice, *types.Array:
				return call.Args[0], true
			}
			return nil, false
		}
		if b, ok := typeOf(m.info, cond.Y).Underlying().(*types.Basic); ok && b.Kind() == types.Int {
			return cond.Y, false
		}
	}
	return nil, false
}

// An Escape is a context by whose end a goroutine can be let go that sends, and
// what the goroutine then does.
type Escape struct {
	Send    *ast.SendStmt
	In      *Func
	Block   *ast.BlockStmt // that has the send; nil in a case clause
	Context *types.Var
	Returns bool // more would follow than the end
}

// EscapeOf returns the context that has ended wherever the receiver of a leak
// leaves.
func (m *Model) EscapeOf(l Leak) (e Escape, ok bool) {
	e.Send, ok = l.Send.(*ast.SendStmt)
	if !ok || l.Channel.In == nil || !contains(e.Send.Pos(), l.Channel.In.Node) {
		return e, false
	}
	ch := l.Channel
	e.In = m.frameOf(ch.In, e.Send)
	if e.In == ch.In || len(ch.view.touched(touchSend)) != 1 {
		return e, false
	}
	switch up := m.parent(e.In, e.Send).(type) {
	case *ast.BlockStmt:
		e.Block = up
	case *ast.CaseClause:
	case *ast.CommClause:
		if up.Comm == e.Send {
			return e, false
		}
	default:
		return e, false
	}
	if e.Context = m.endedContext(ch.In); e.Context == nil {
		for _, leave := range m.counted(ch).leaves {
			v := m.endingCase(ch.In, leave.at)
			if v == nil || e.Context != nil && e.Context != v {
				return e, false
			}
			e.Context = v
		}
	}
	if e.Context == nil || !m.isSettledBy(ch.In, e.Context, e.In) {
		return e, false
	}
	if len(e.In.Body.List) > 0 && e.In.Body.List[len(e.In.Body.List)-1] != ast.Stmt(e.Send) {
		e.Returns = true
	}
	return e, !e.Returns || e.In.Type.Results.NumFields() == 0 && m.endingAt(e.In, e.Send) != LeavesUndone
}

// isSettledBy reports whether a variable of f is not assigned any more where a
// literal begins.
func (m *Model) isSettledBy(f *Func, v *types.Var, lit *Func) bool {
	return !slices.ContainsFunc(m.replacements(f, v), func(e ast.Expr) bool { return e.Pos() > lit.Node.Pos() })
}

// replacements returns the assignments of a variable as a whole, its declaration
// among them.
func (m *Model) replacements(f *Func, v *types.Var) (exprs []ast.Expr) {
	for _, id := range m.usesIn(f.Root, v) {
		if assign, ok := m.parent(f, id).(*ast.AssignStmt); ok {
			for _, lhs := range assign.Lhs {
				if ast.Unparen(lhs) == id {
					exprs = append(exprs, lhs)
				}
			}
		}
	}
	return exprs
}

// endedContext returns the context that a function makes and ends whenever it
// leaves: it defers the cancel function.
func (m *Model) endedContext(f *Func) *types.Var {
	for _, d := range f.defers {
		cancel := m.variable(d.Call.Fun)
		if cancel == nil || !isCancel(cancel) {
			continue
		}
		for n := range f.own() {
			assign, ok := n.(*ast.AssignStmt)
			if ok && len(assign.Lhs) == 2 && m.variable(assign.Lhs[1]) == cancel && m.parent(f, assign) == m.parent(f, d) {
				return m.variable(assign.Lhs[0])
			}
		}
	}
	return nil
}

// endingCase returns the context by whose end a case of a select is taken, in which
// a node is, or which it is.
func (m *Model) endingCase(f *Func, n ast.Node) *types.Var {
	for ; n != nil && n != f.Node; n = m.parent(f, n) {
		clause, ok := n.(*ast.CommClause)
		if !ok {
			continue
		}
		stmt, ok := clause.Comm.(*ast.ExprStmt)
		if !ok {
			return nil
		}
		recv, ok := ast.Unparen(stmt.X).(*ast.UnaryExpr)
		if !ok {
			return nil
		}
		call, ok := ast.Unparen(recv.X).(*ast.CallExpr)
		if !ok {
			return nil
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if v := m.variable(sel.X); ok && v != nil && sel.Sel.Name == "Done" && isContext(v.Type()) && !v.IsField() {
			return v
		}
		return nil
	}
	return nil
}
