package task

import (
	"go/ast"
	"go/token"
	"slices"
)

// This file says what holds behind an if statement that leaves, or that mends
// what it tests.

// afterIf learns from an if statement whose branch leaves, or one that mends
// what it tests: "if n > max { n = max }", "if m == nil { m = make(...) }".
func (k *knowledge) afterIf(s *ast.IfStmt) {
	switch {
	case k.m.leaves(s.Body.List) && !k.m.without(ruleLeaving):
		k.learn(s.Cond, false)
		if s.Else != nil {
			if other, ok := s.Else.(*ast.IfStmt); ok {
				k.afterIf(other)
			}
		}
	case s.Else != nil:
		if block, ok := s.Else.(*ast.BlockStmt); ok && k.m.leaves(block.List) {
			k.learn(s.Cond, true)
		}
	default:
		if v, ok := k.m.testedForNil(s.Cond); ok && !k.m.without(ruleMended) && k.m.endsNonNil(s.Body.List, v) {
			k.setNonNil(v, s.End())
		}
		for _, stmt := range s.Body.List {
			if assign, ok := stmt.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 && assign.Tok == token.ASSIGN {
				if !k.m.isWrittenBehind(assign, s.Body) {
					k.mended(s, assign)
				}
			}
		}
	}
}

// testedForNil returns what a condition of the form "x == nil" tests.
func (m *Model) testedForNil(cond ast.Expr) (symbol, bool) {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || e.Op != token.EQL || !m.info.Types[e.Y].IsNil() {
		return symbol{}, false
	}
	return m.keyOf(e.X)
}

// endsNonNil reports whether a variable that was nil is not when the statements
// have been executed: it is given a new value, or looked up and then tested
// again.
func (m *Model) endsNonNil(list []ast.Stmt, v symbol) (made bool) {
	for _, stmt := range list {
		switch s := stmt.(type) {
		case *ast.AssignStmt:
			for i, lhs := range s.Lhs {
				if x, ok := m.keyOf(lhs); ok && x == v {
					made = len(s.Lhs) == len(s.Rhs) && m.makesNonNil(s.Rhs[i])
				}
			}
		case *ast.IfStmt:
			if x, ok := m.testedForNil(s.Cond); ok && x == v && s.Else == nil {
				made = m.endsNonNil(s.Body.List, v)
			} else {
				made = made && !m.writes(s, v)
			}
		default:
			made = made && !m.writes(s, v)
		}
	}
	return made
}

// writes reports whether a statement, or one in it, gives a variable or field another value.
func (m *Model) writes(n ast.Node, v symbol) (found bool) {
	is := func(e ast.Expr) bool {
		x, ok := m.symbolOf(e)
		return ok && x.root == v.root
	}
	for n := range everything(n) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.ContainsFunc(n.Lhs, is)
		case *ast.IncDecStmt:
			found = found || is(n.X)
		case *ast.RangeStmt:
			found = found || n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
	}
	return found
}

// isWrittenBehind reports whether something else in a block is given to what an assignment
// in it assigns to, behind that.
func (m *Model) isWrittenBehind(assign *ast.AssignStmt, block *ast.BlockStmt) bool {
	v, ok := m.symbolOf(assign.Lhs[0])
	return ok && slices.ContainsFunc(block.List, func(s ast.Stmt) bool { return s.Pos() > assign.Pos() && m.writes(s, v) })
}

// standsFor reports whether a test other than "v == nil" may stand for it, such
// as the ok of a look-up. Of a plain variable it has to be of one statement.
func (k *knowledge) standsFor(cond ast.Expr, v symbol) bool {
	if v.root == nil || v.path != "" {
		return true
	}
	for _, w := range k.m.writesTo(k.f, v.root) {
		if w.stmt == nil {
			continue
		}
		for n := range within(cond) {
			id, ok := n.(*ast.Ident)
			if !ok {
				continue
			}
			for _, lhs := range w.stmt.Lhs {
				if x, ok := k.m.symbolOf(lhs); ok && x.root == k.m.info.Uses[id] {
					return true
				}
			}
		}
	}
	return false
}

func (k *knowledge) mended(s *ast.IfStmt, assign *ast.AssignStmt) {
	v, ok := k.m.keyOf(assign.Lhs[0])
	if !ok || k.m.without(ruleMended) {
		return
	}
	cond, isBinary := ast.Unparen(s.Cond).(*ast.BinaryExpr)
	if k.m.makesNonNil(assign.Rhs[0]) {
		tested := false
		if isBinary {
			x, _ := k.m.keyOf(cond.X)
			tested = x == v && cond.Op == token.EQL && k.m.info.Types[cond.Y].IsNil()
		}
		if holds, weak := k.holds(v, s.End()); holds && (tested || k.standsFor(s.Cond, v)) {
			k.nonNil[v] = k.nonNil[v] || tested && !weak
		}
		if isBinary {
			v.len = true
			k.replaced(s, cond, v, k.m.lengthOf(assign.Rhs[0]))
		}
		return
	}
	if !isBinary {
		return
	}
	value := k.m.linearOf(assign.Rhs[0])
	if c, ok := k.m.constOf(cond.Y); ok && cond.Op == token.EQL && value.isZero() && value.c != c {
		if x, _ := k.m.keyOf(cond.X); x == v {
			k.compared(cond, false, s.End()) // it is not c in either case
		}
		return
	}
	k.replaced(s, cond, v, value)
}

// replaced learns that a condition is false behind an if statement that, where it is true,
// gives a number or a length a value for which it is false, too.
func (k *knowledge) replaced(s *ast.IfStmt, cond *ast.BinaryExpr, v symbol, value linear) {
	for _, st := range k.m.comparison(cond, false) {
		if st.a == v {
			st.a, st.c = value.symbol, st.c-value.c
		} else if st.b == v {
			st.b, st.c = value.symbol, st.c+value.c
		}
		if st.a == st.b && st.c >= 0 {
			k.learnFrom(cond, false, s.End())
			return
		}
	}
}

// keptBy reports whether an inequality holds for all that is assigned to one of
// its variables after from, too: "if n > max { n = max }; if n < 0 { n = 0 }".
func (k *knowledge) keptBy(st atMost, first bool, from token.Pos) bool {
	v := st.a
	if !first {
		v = st.b
	}
	if v.root == nil || v.path != "" || v.len || k.late || k.m.isPlain(v.root) && !k.m.isParam(v.root) {
		return false
	}
	for _, w := range k.m.writesTo(k.f, v.root) {
		if slices.ContainsFunc(k.loopsAround(), func(loop ast.Node) bool { return contains(w.in, loop) && !repeats(loop, from) }) {
			return false
		}
		if w.pos <= from || w.pos > k.at.Pos() {
			continue
		}
		if w.rhs == nil || w.stmt == nil || k.m.frameAt(k.f, w.in) != k.m.frameAt(k.f, k.at.Pos()) {
			return false
		}
		value, then := k.m.linearOf(w.rhs), st
		if first {
			then.a, then.c = value.symbol, st.c-value.c
		} else {
			then.b, then.c = value.symbol, st.c+value.c
		}
		if k.bounds(then.a); !k.facts.reaches(then, false) {
			return false
		}
	}
	return true
}
