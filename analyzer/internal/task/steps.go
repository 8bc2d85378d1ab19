package task

import (
	"go/ast"
	"go/constant"
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
	for n := range operandsFirst(n) {
		switch n := n.(type) {
		case *ast.DeferStmt:
			for i, d := range c.f.defers {
				if d == n && i < 64 {
					each(func(t countState) []countState { t.defers |= 1 << i; return []countState{t} })
				}
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				each(func(t countState) []countState { return c.receiveAt(n, t) })
			}
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

// findVariables finds what the walk keeps track of: conditions that are tested
// more than once, and the variables that count.
func (c *counter) findVariables() {
	c.conds = make(map[string]int)
	c.ints = make(map[*types.Var]int)
	c.turns = make(map[ast.Stmt]int)
	times := make(map[string]int)
	c.findSwitched()
	for n := range c.f.own() {
		if assign, ok := n.(*ast.AssignStmt); ok && len(assign.Lhs) == len(assign.Rhs) {
			for i, rhs := range assign.Rhs {
				if key, _, ok := c.condition(assign.Lhs[i]); ok && c.isTruth(rhs) {
					times[key] = 1 // a flag: one test is enough
				}
			}
		}
	}
	for _, b := range c.m.graphOf(c.f).cfg.Blocks {
		if len(b.Succs) != 2 || len(b.Nodes) == 0 {
			continue
		}
		cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr)
		if !ok {
			continue
		}
		if key, _, ok := c.condition(cond); ok {
			if times[key]++; times[key] == 2 {
				c.track(key)
			}
		}
		for n := range within(cond) {
			if id, ok := n.(*ast.Ident); ok {
				c.findInt(id)
			}
		}
	}
}

// maxConds is how many conditions the states have room for.
const maxConds = 16

// track keeps the value of a condition in the states.
func (c *counter) track(key string) {
	if _, ok := c.conds[key]; !ok && len(c.conds) < maxConds {
		c.conds[key] = len(c.conds)
	}
}

// isTruth reports whether e is true or false.
func (c *counter) isTruth(e ast.Expr) bool {
	v := c.m.info.Types[e].Value
	return v != nil && v.Kind() == constant.Bool
}

// findInt notes a local variable that a condition compares.
func (c *counter) findInt(id *ast.Ident) {
	v, ok := c.m.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || len(c.ints) >= len(countState{}.ints) || !contains(v.Pos(), c.f.Body) {
		return
	}
	if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return
	}
	if _, ok := c.ints[v]; !ok && c.onlyHere(v) {
		c.ints[v] = len(c.ints)
	}
}

// onlyHere reports whether nothing but the function itself changes a variable.
func (c *counter) onlyHere(v *types.Var) bool {
	for _, id := range c.m.usesIn(c.f.Root, v) {
		switch up := c.m.parent(c.f, id).(type) {
		case *ast.UnaryExpr:
			if up.Op == token.AND {
				return false
			}
		case *ast.AssignStmt, *ast.IncDecStmt:
			if c.m.frameOf(c.f, id) != c.f {
				return false
			}
		}
	}
	return true
}

// condition returns what stands for a condition in the states, whether it is
// the negation of that, and whether it is tracked at all.
func (c *counter) condition(cond ast.Expr) (key string, not, ok bool) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return types.ExprString(e), false, c.isStable(e)
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			key, not, ok = c.condition(e.X)
			return key, !not, ok
		}
	case *ast.BinaryExpr:
		if !c.isStable(e.X) || !c.isStable(e.Y) {
			return "", false, false
		}
		key = types.ExprString(e.X) + "==" + types.ExprString(e.Y)
		switch e.Op {
		case token.EQL:
			return key, false, true
		case token.NEQ:
			return key, true, true
		}
		return types.ExprString(e), false, true
	}
	return "", false, false
}

// isStable reports whether the value of e changes only where that is seen.
func (c *counter) isStable(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return c.isStable(e.X)
	case *ast.Ident:
		v, ok := c.m.info.Uses[e].(*types.Var)
		if !ok {
			return true
		}
		return v.Parent() != nil && v.Parent() != v.Pkg().Scope() && c.onlyHere(v)
	case *ast.CallExpr:
		return c.m.isBuiltin(e, "len") && c.isStable(e.Args[0])
	}
	return false
}

// assume returns the state in which the condition has the value, and whether
// it can have it.
func (c *counter) assume(cond ast.Expr, value bool, s countState) (countState, bool) {
	if cond == nil {
		return s, true
	}
	if v := c.m.info.Types[cond].Value; v != nil && v.Kind() == constant.Bool {
		return s, constant.BoolVal(v) == value
	}
	if cmp, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok {
		if is, ok := c.comparesChannel(cmp, s); ok {
			return s, is == value
		}
		if c.m.info.Types[cmp.Y].IsNil() && c.isRecovered(cmp.X) {
			return s, (c.panicking == (cmp.Op == token.NEQ)) == value
		}
		x, y := c.eval(cmp.X, s, 0), c.eval(cmp.Y, s, 0)
		if x != unknownInt && y != unknownInt && c.counts(cmp) {
			return s, compare(cmp.Op, x, y) == value
		}
	}
	key, not, ok := c.condition(cond)
	i, tracked := c.conds[key]
	if !ok || !tracked {
		return s, true
	}
	bit := uint32(1) << i
	if s.known&bit != 0 {
		return s, (s.isTrue&bit != 0) != not == value
	}
	s.known |= bit
	if value != not {
		s.isTrue |= bit
	}
	return s, true
}

// comparesChannel returns the value of a comparison of the channel with nil.
func (c *counter) comparesChannel(cmp *ast.BinaryExpr, s countState) (is, ok bool) {
	if _, holds := c.v.uses[ast.Unparen(cmp.X)]; !holds || !c.m.info.Types[cmp.Y].IsNil() || c.origin == nil {
		return false, false
	}
	return s.made == (cmp.Op == token.NEQ), true
}

// counts reports whether a comparison is one of a variable that is tracked: of
// others the value is made up, and may be any.
func (c *counter) counts(cmp *ast.BinaryExpr) bool {
	for n := range within(cmp) {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := c.m.info.Uses[id].(*types.Var); ok {
				if _, ok := c.ints[v]; ok {
					return true
				}
			}
		}
	}
	return false
}

func compare(op token.Token, x, y int8) bool {
	switch op {
	case token.LSS:
		return x < y
	case token.LEQ:
		return x <= y
	case token.GTR:
		return x > y
	case token.GEQ:
		return x >= y
	case token.EQL:
		return x == y
	}
	return x != y
}

// eval returns the value of an integer, or unknownInt. What does not change is
// taken to be size.
func (c *counter) eval(e ast.Expr, s countState, depth int) int8 {
	t := c.m.info.Types[e]
	if t.Value != nil {
		if n, ok := constant.Int64Val(constant.ToInt(t.Value)); ok && t.Value.Kind() == constant.Int {
			return int8(max(min(n, many-1), -many))
		}
		return unknownInt
	}
	if b, ok := typeOf(c.m.info, e).Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 || depth > maxHops {
		return unknownInt
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.evalVar(e, s, depth)
	case *ast.SelectorExpr:
		return size
	case *ast.CallExpr:
		if c.m.info.Types[e.Fun].IsType() {
			return c.eval(e.Args[0], s, depth)
		}
		if c.m.isBuiltin(e, "len") {
			if v := c.m.variable(e.Args[0]); v != nil && !v.IsField() && c.grows(v) {
				return unknownInt
			}
			return size
		}
		if c.m.isBuiltin(e, "cap") {
			return unknownInt
		}
		return size
	case *ast.BinaryExpr:
		x, y := c.eval(e.X, s, depth+1), c.eval(e.Y, s, depth+1)
		if x == unknownInt || y == unknownInt {
			return unknownInt
		}
		switch e.Op {
		case token.ADD:
			return clamp(int(x) + int(y))
		case token.SUB:
			return clamp(int(x) - int(y))
		case token.MUL:
			return clamp(int(x) * int(y))
		case token.QUO:
			if y != 0 {
				return x / y
			}
		}
	}
	return unknownInt
}

func clamp(n int) int8 { return int8(max(min(n, many-1), -many)) }

// grows reports whether a collection is assigned to after it was made.
func (c *counter) grows(v *types.Var) bool {
	exprs, _ := c.m.assigned(c.f, v)
	return len(exprs) > 1
}

func (c *counter) evalVar(id *ast.Ident, s countState, depth int) int8 {
	v := c.m.variable(id)
	if v == nil {
		return unknownInt
	}
	if i, ok := c.ints[v]; ok {
		return s.ints[i]
	}
	exprs, all := c.m.assigned(c.f, v)
	if len(exprs) != 1 {
		return unknownInt
	}
	if !all || exprs[0] == unknownExpr || exprs[0] == nil {
		return size
	}
	if _, ok := exprs[0].(*element); ok {
		return unknownInt
	}
	if n := c.eval(exprs[0], s, depth+1); n != unknownInt {
		return n
	}
	return size
}

// assign applies an assignment to what is tracked.
func (c *counter) assign(n ast.Node, s countState) countState {
	switch n := n.(type) {
	case *ast.IncDecStmt:
		by := int8(1)
		if n.Tok == token.DEC {
			by = -1
		}
		c.change(&s, n.X, by)
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			switch {
			case len(n.Lhs) == len(n.Rhs) && c.offKey(lhs) != "":
				c.forgets(&s, lhs)
				c.switches(&s, lhs, n.Rhs[i])
			case len(n.Lhs) == len(n.Rhs) && c.isTruth(n.Rhs[i]):
				c.forgets(&s, lhs)
				if t, ok := c.assume(lhs, constant.BoolVal(c.m.info.Types[n.Rhs[i]].Value), s); ok {
					s = t
				}
			case n.Tok == token.ADD_ASSIGN:
				c.change(&s, lhs, c.eval(n.Rhs[0], s, 0))
			case len(n.Lhs) != len(n.Rhs) || n.Tok != token.ASSIGN && n.Tok != token.DEFINE:
				c.set(&s, lhs, unknownInt)
			default:
				c.set(&s, lhs, c.eval(n.Rhs[i], s, 0))
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			switch {
			case len(n.Values) == 0:
				c.set(&s, name, 0)
				c.switches(&s, name, nil)
			case len(n.Values) == len(n.Names):
				c.set(&s, name, c.eval(n.Values[i], s, 0))
			}
		}
	}
	return s
}

func (c *counter) change(s *countState, lhs ast.Expr, by int8) {
	old := unknownInt
	if v := c.m.variable(lhs); v != nil {
		if i, ok := c.ints[v]; ok {
			old = int(s.ints[i])
		}
	}
	if old == unknownInt || by == unknownInt {
		c.set(s, lhs, unknownInt)
		return
	}
	c.set(s, lhs, clamp(old+int(by)))
}

// set notes that lhs has a new value.
func (c *counter) set(s *countState, lhs ast.Expr, value int8) {
	c.forgets(s, lhs)
	id, ok := ast.Unparen(lhs).(*ast.Ident)
	if !ok {
		return
	}
	if v := c.m.variable(id); v != nil {
		if i, ok := c.ints[v]; ok {
			s.ints[i] = value
		}
	}
}

// forgets drops what was assumed of conditions on lhs.
func (c *counter) forgets(s *countState, lhs ast.Expr) {
	if lhs == nil || len(c.conds) == 0 {
		return
	}
	name := types.ExprString(lhs)
	for key, i := range c.conds {
		if mentions(key, name) {
			s.known &^= 1 << i
			s.isTrue &^= 1 << i
		}
	}
}

// mentions reports whether an expression, as text, contains a name.
func mentions(expr, name string) bool {
	for i := 0; i+len(name) <= len(expr); i++ {
		if expr[i:i+len(name)] != name {
			continue
		}
		before := i == 0 || !isWord(expr[i-1])
		end := i + len(name)
		if before && (end == len(expr) || !isWord(expr[end])) {
			return true
		}
	}
	return false
}

func isWord(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= 0x80
}
