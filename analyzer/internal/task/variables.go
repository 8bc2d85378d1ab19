package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// This file has what a walk knows of variables: the conditions that it has tested, and
// the numbers that count.

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
	return recall(&c.m.unchanged, variableIn{c.f, v}, func() bool {
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
	})
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
