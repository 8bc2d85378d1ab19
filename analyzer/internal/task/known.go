package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// What is known at a place in the code, from the conditions that lead to it
// and the assignments before it.
type knowledge struct {
	m      *Model
	f      *Func
	at     ast.Node
	late   bool // what is known was so before a function literal ran that the place is in
	facts  []fact
	unlike []unlikeness
	nonNil map[symbol]bool // true if it is so for certain, false if a call may have changed it
	seen   map[symbol]bool // whose bounds are taken down
	found  []foundAt
	loops  []ast.Node // around the place, made on first demand
}

// A fact is an inequality; a weak one holds unless a call, or another
// goroutine, has changed a field in between.
type fact struct {
	atMost
	weak bool
}

// An unlikeness says that the symbol is not c.
type unlikeness struct {
	symbol
	c    int64
	weak bool
}

// maxFacts and maxBefore bound what is looked at for one proof.
const (
	maxFacts  = 128
	maxBefore = 64
	maxLevels = 100
)

// knownAt returns what is known where n, in the frame f, is executed.
func (m *Model) knownAt(f *Func, n ast.Node) *knowledge {
	k := &knowledge{m: m, f: f, at: n, nonNil: make(map[symbol]bool), seen: make(map[symbol]bool)}
	child := n
	levels := 0
	for up := m.parent(f, child); up != nil && len(k.facts) < maxFacts && levels < maxLevels; up = m.parent(f, child) {
		k.above(up, child)
		child = up
		levels++
	}
	return k
}

// above learns from a node what holds at its child.
func (k *knowledge) above(up, child ast.Node) {
	switch up := up.(type) {
	case *ast.IfStmt:
		if k.m.without(ruleConditions) {
			break
		}
		if child == up.Body {
			k.learn(up.Cond, true)
		} else if child == up.Else {
			k.learn(up.Cond, false)
		}
		k.initial(up.Init, child)
	case *ast.ForStmt:
		if child == up.Body || child == up.Post {
			k.learn(up.Cond, true)
		}
		k.initial(up.Init, child)
	case *ast.RangeStmt:
		if child == up.Body && !k.m.without(ruleRanges) {
			k.ranged(up)
		}
	case *ast.BlockStmt:
		k.before(up.List, child)
	case *ast.CaseClause:
		k.before(up.Body, child)
		k.inCase(up, child)
	case *ast.CommClause:
		k.before(up.Body, child)
	case *ast.SwitchStmt:
		k.initial(up.Init, child)
	case *ast.BinaryExpr:
		if ast.Unparen(up.Y) == child && !k.m.without(ruleShortCut) {
			switch up.Op {
			case token.LAND:
				k.learn(up.X, true)
			case token.LOR:
				k.learn(up.X, false)
			}
		}
	case *ast.FuncLit:
		call, ok := k.m.parent(k.f, up).(*ast.CallExpr)
		if !ok || ast.Unparen(call.Fun) != up || k.m.started[call] || k.m.deferrals[call] != nil {
			k.late = true
		}
	}
}

func (k *knowledge) initial(init ast.Stmt, child ast.Node) {
	if init != nil && init != child {
		k.after(init)
	}
}

// before learns from the statements in front of child in a list.
func (k *knowledge) before(list []ast.Stmt, child ast.Node) {
	i := 0
	for i < len(list) && list[i] != child {
		i++
	}
	if i == len(list) {
		return
	}
	for j := i - 1; j >= 0 && j >= i-maxBefore; j-- {
		k.after(list[j])
	}
}

// after learns what holds when the statement has been executed.
func (k *knowledge) after(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.IfStmt:
		k.afterIf(s)
	case *ast.AssignStmt:
		k.assigned(s)
	case *ast.DeclStmt:
		if decl, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range decl.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					k.declared(v)
				}
			}
		}
	case *ast.SwitchStmt:
		for _, c := range s.Body.List {
			if c := c.(*ast.CaseClause); len(c.List) > 0 && k.m.leaves(c.Body) {
				for _, e := range c.List {
					k.learnCase(s, e, false)
				}
			}
		}
	case *ast.ForStmt:
		if s.Cond != nil && !breaks(s.Body) {
			k.learn(s.Cond, false)
		}
	case *ast.LabeledStmt:
		k.after(s.Stmt)
	}
}

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
				k.mended(s, assign)
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
			}
		}
	}
	return made
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

// inCase learns what leads to a case of a switch.
func (k *knowledge) inCase(c *ast.CaseClause, child ast.Node) {
	if k.m.without(ruleCases) {
		return
	}
	for _, e := range c.List {
		if e == child {
			return // a condition itself
		}
	}
	body := k.m.parent(k.f, c)
	s, ok := k.m.parent(k.f, body).(*ast.SwitchStmt)
	if !ok {
		return
	}
	if len(c.List) == 1 {
		k.learnCase(s, c.List[0], true)
	}
	for _, other := range s.Body.List {
		if other == c && len(c.List) > 0 {
			return // the cases behind it are not tested yet
		}
		for _, e := range other.(*ast.CaseClause).List {
			k.learnCase(s, e, false)
		}
	}
}

func (k *knowledge) learnCase(s *ast.SwitchStmt, e ast.Expr, truth bool) {
	if s.Tag == nil {
		k.learn(e, truth)
		return
	}
	k.learnFrom(&ast.BinaryExpr{X: s.Tag, Op: token.EQL, Y: e, OpPos: e.Pos()}, truth, e.End())
}

// ranged learns the bounds of the variables of a range statement.
func (k *knowledge) ranged(s *ast.RangeStmt) {
	k.rangedOver(s)
	key, ok := s.Key.(*ast.Ident)
	if !ok || key.Name == "_" {
		return
	}
	v, ok := k.m.symbolOf(key)
	if !ok {
		return
	}
	var end linear
	switch t := typeOf(k.m.info, s.X).Underlying().(type) {
	case *types.Slice, *types.Array, *types.Pointer:
		end = k.m.lengthOf(s.X)
	case *types.Basic:
		if t.Info()&types.IsString != 0 {
			end = k.m.lengthOf(s.X)
		} else {
			end = k.m.linearOf(s.X)
		}
	default:
		return
	}
	i := linear{symbol: v}
	if holds, _ := k.holds(end.symbol, s.Pos()); !holds {
		return // it is ranged over as it was before the loop
	}
	k.add(lessEqual(number(0), i), s.X.End())
	k.add(lessEqual(i.plus(1), end), s.X.End())
}

// rangedOver learns that what a loop ranges over is neither empty nor nil in its
// body.
func (k *knowledge) rangedOver(s *ast.RangeStmt) {
	x, ok := k.m.keyOf(s.X)
	if holds, _ := k.holds(x, s.Pos()); !ok || !holds {
		return
	}
	switch typeOf(k.m.info, s.X).Underlying().(type) {
	case *types.Map:
		k.setNonNil(x, s.X.End())
	case *types.Slice, *types.Basic:
		if _, _, number := intSize(typeOf(k.m.info, s.X)); !number {
			k.add(lessEqual(linear{c: 1}, k.m.lengthOf(s.X)), s.X.End())
		}
	}
}

// learn takes down that the condition has the value.
func (k *knowledge) learn(cond ast.Expr, truth bool) {
	if cond != nil {
		k.learnFrom(cond, truth, cond.End())
	}
}

func (k *knowledge) learnFrom(cond ast.Expr, truth bool, from token.Pos) {
	if v := k.m.info.Types[cond].Value; v != nil && v.Kind() == constant.Bool {
		if constant.BoolVal(v) != truth { // the place is never reached
			k.facts = append(k.facts, fact{atMost: lessEqual(number(1), number(0))})
		}
		return
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			k.learnFrom(e.X, !truth, from)
		}
	case *ast.BinaryExpr:
		switch {
		case e.Op == token.LAND && truth, e.Op == token.LOR && !truth:
			k.learnFrom(e.X, truth, from)
			k.learnFrom(e.Y, truth, from)
		default:
			k.compared(e, truth, from)
		}
	case *ast.Ident:
		if def := k.m.onlyValue(k.f, e); def != nil {
			k.learnFrom(def, truth, def.End())
		}
	case *ast.CallExpr:
		if truth {
			k.prefixed(e, from)
		}
	}
}

// compared learns from a comparison.
func (k *knowledge) compared(e *ast.BinaryExpr, truth bool, from token.Pos) {
	equal := (e.Op == token.EQL) == truth
	if e.Op == token.EQL || e.Op == token.NEQ {
		for _, x := range [][2]ast.Expr{{e.X, e.Y}, {e.Y, e.X}} {
			if !k.m.info.Types[x[1]].IsNil() {
				continue
			}
			if s, ok := k.m.keyOf(x[0]); ok {
				if equal {
					k.errorIsNil(s, from)
				} else {
					k.setNonNil(s, from)
				}
			}
			return
		}
		if isText(typeOf(k.m.info, e.X)) {
			k.comparedText(e, equal, from)
			return
		}
		if !equal {
			x, y := k.m.linearOf(e.X), k.m.linearOf(e.Y)
			if x.isZero() {
				x, y = y, x
			}
			if y.isZero() {
				k.bounds(x.symbol)
				if holds, weak := k.holds(x.symbol, from); holds {
					k.unlike = append(k.unlike, unlikeness{x.symbol, y.c - x.c, weak})
				}
			}
			return
		}
	}
	for _, st := range k.m.comparison(e, truth) {
		k.add(st, from)
	}
}

func (k *knowledge) comparedText(e *ast.BinaryExpr, equal bool, from token.Pos) {
	x, y := k.m.lengthOf(e.X), k.m.lengthOf(e.Y)
	switch {
	case equal:
		k.add(lessEqual(x, y), from)
		k.add(lessEqual(y, x), from)
	case y == number(0):
		k.add(lessEqual(number(1), x), from)
	case x == number(0):
		k.add(lessEqual(number(1), y), from)
	}
}

// prefixed learns from strings.HasPrefix(s, "x") and its like that s is no
// shorter than what it contains.
func (k *knowledge) prefixed(call *ast.CallExpr, from token.Pos) {
	fn, ok := k.m.callee(call).(*types.Func)
	if !ok || len(call.Args) != 2 || fn.Pkg() == nil || fn.Pkg().Path() != "strings" && fn.Pkg().Path() != "bytes" {
		return
	}
	switch fn.Name() {
	case "HasPrefix", "HasSuffix", "Contains", "Equal":
		k.add(lessEqual(k.m.lengthOf(call.Args[1]), k.m.lengthOf(call.Args[0])), from)
	}
}

// comparison returns the inequalities that a comparison of integers says.
func (m *Model) comparison(e *ast.BinaryExpr, truth bool) []atMost {
	if _, _, ok := intSize(typeOf(m.info, e.X)); !ok {
		return nil
	}
	x, y := m.linearOf(e.X), m.linearOf(e.Y)
	op := e.Op
	if !truth {
		op = negated[op]
	}
	switch op {
	case token.LSS:
		return []atMost{lessEqual(x.plus(1), y)}
	case token.LEQ:
		return []atMost{lessEqual(x, y)}
	case token.GTR:
		return []atMost{lessEqual(y.plus(1), x)}
	case token.GEQ:
		return []atMost{lessEqual(y, x)}
	case token.EQL:
		return []atMost{lessEqual(x, y), lessEqual(y, x)}
	}
	return nil
}

var negated = map[token.Token]token.Token{
	token.LSS: token.GEQ, token.LEQ: token.GTR, token.GTR: token.LEQ,
	token.GEQ: token.LSS, token.EQL: token.NEQ, token.NEQ: token.EQL,
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// add takes down an inequality that held at from, if it still does.
func (k *knowledge) add(st atMost, from token.Pos) {
	k.bounds(st.a)
	k.bounds(st.b)
	okA, weakA := k.holds(st.a, from)
	okB, weakB := k.holds(st.b, from)
	if okA && okB || okB && k.keptBy(st, true, from) || okA && k.keptBy(st, false, from) {
		k.facts = append(k.facts, fact{st, weakA || weakB})
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
		if slices.ContainsFunc(k.loopsAround(), func(loop ast.Node) bool { return contains(w.in, loop) }) {
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
		if k.bounds(then.a); !k.reaches(then, false) {
			return false
		}
	}
	return true
}

func (k *knowledge) setNonNil(s symbol, from token.Pos) {
	if holds, weak := k.holds(s, from); holds {
		k.nonNil[s] = k.nonNil[s] || !weak
	}
}

// proves reports whether the inequality follows, and whether it does without
// the weak facts.
func (k *knowledge) proves(st atMost) (proven, strong bool) {
	k.bounds(st.a)
	k.bounds(st.b)
	for range 2 {
		k.derive()
		k.sharpen()
	}
	if k.reaches(st, false) {
		return true, true
	}
	return k.reaches(st, true), false
}

// sharpen turns "not c" into an inequality where c is the bound: a length that
// is not 0 is at least 1.
func (k *knowledge) sharpen() {
	for _, u := range k.unlike {
		low, high := linear{symbol: u.symbol}, number(u.c)
		if k.reaches(lessEqual(high, low), u.weak) {
			k.facts = append(k.facts, fact{lessEqual(high.plus(1), low), u.weak})
		}
		if k.reaches(lessEqual(low, high), u.weak) {
			k.facts = append(k.facts, fact{lessEqual(low.plus(1), high), u.weak})
		}
	}
}

// reaches looks for the shortest way from b to a over the inequalities.
func (k *knowledge) reaches(st atMost, weak bool) bool {
	dist := map[symbol]int64{st.b: 0}
	if st.a == st.b && st.c >= 0 {
		return true
	}
	for range len(k.facts) + 1 {
		changed := false
		for _, f := range k.facts {
			if f.weak && !weak {
				continue
			}
			d, ok := dist[f.b]
			if !ok {
				continue
			}
			if old, ok := dist[f.a]; !ok || d+f.c < old {
				dist[f.a], changed = d+f.c, true
			}
		}
		if d, ok := dist[st.a]; ok && d <= st.c {
			return true
		}
		if !changed {
			return false
		}
	}
	return true // the conditions contradict each other: the place is never reached
}
