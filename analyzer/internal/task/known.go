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
	facts  inequalities
	unlike []unlikeness
	differ []fact          // of which the two sides are not equal
	nonNil map[symbol]bool // true if it is so for certain, false if a call may have changed it
	seen   map[symbol]bool // whose bounds are taken down
	order  []symbol        // in which they were
	found  []foundAt
	loops  []ast.Node // around the place, made on first demand
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
	for up := m.parent(f, child); up != nil && len(k.facts.all) < maxFacts && levels < maxLevels; up = m.parent(f, child) {
		k.above(up, child)
		child = up
		levels++
	}
	if m.goesTo(f) {
		k.weaken()
	}
	return k
}

// weaken makes all that is known hold as a rule: a goto may lead here by another way.
func (k *knowledge) weaken() {
	k.facts.weaken()
	for i := range k.unlike {
		k.unlike[i].weak = true
	}
	for i := range k.differ {
		k.differ[i].weak = true
	}
	for s := range k.nonNil {
		k.nonNil[s] = false
	}
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
	i := k.m.indexIn(list, child)
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
		if len(s.Lhs) == 1 && len(s.Rhs) == 1 { // of several, the order is not said
			k.indexedIn(s.Lhs[0])
			k.indexedIn(s.Rhs[0])
		}
		k.assigned(s)
	case *ast.ExprStmt:
		k.indexedIn(s.X)
	case *ast.DeclStmt:
		if decl, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range decl.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					k.declared(v)
				}
			}
		}
	case *ast.SwitchStmt:
		k.afterSwitch(s)
	case *ast.ForStmt:
		if s.Cond != nil && !breaks(s.Body) {
			k.learnFrom(s.Cond, false, s.End()) // what the body changes, the condition has seen
		}
	case *ast.LabeledStmt:
		k.after(s.Stmt)
	}
}

// afterSwitch learns that no case is true which leaves the switch for good. That of one
// behind another which does not leave is not tested, if the other is true, unless both are
// of constants.
func (k *knowledge) afterSwitch(s *ast.SwitchStmt) {
	constants := s.Tag != nil
	for _, c := range s.Body.List {
		for _, e := range c.(*ast.CaseClause).List {
			constants = constants && k.m.info.Types[e].Value != nil
		}
	}
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		switch {
		case len(c.List) == 0: // it is the last that is tried
		case k.m.leaves(c.Body) && !breaksOut(c.Body):
			for _, e := range c.List {
				k.learnCase(s, e, false)
			}
		case !constants:
			return
		}
	}
}

// indexedIn learns from all that is indexed whenever e is evaluated.
func (k *knowledge) indexedIn(e ast.Expr) {
	if k.m.without(ruleConditions) {
		return
	}
	for _, e := range recall(&k.m.indexings, e, func() []ast.Expr { return indexings(e) }) {
		k.indexed(e)
	}
}

// indexings returns what is indexed or sliced whenever e is evaluated.
func indexings(e ast.Expr) (found []ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				found = append(found, indexings(n.X)...)
				return false
			}
		case *ast.IndexExpr, *ast.SliceExpr:
			found = append(found, n.(ast.Expr))
		}
		return true
	})
	return found
}

// indexed learns that what was indexed, or sliced from a constant, is that long: it has not
// panicked. It says so of before the statement, which may change it.
func (k *knowledge) indexed(e ast.Expr) {
	var x, at ast.Expr
	least := int64(1)
	switch e := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		x, at = e.X, e.Index
	case *ast.SliceExpr:
		if x, at, least = e.X, e.Low, 0; e.High != nil {
			return
		}
	}
	if x == nil || at == nil {
		return
	}
	if _, isList := k.m.symbolOf(x); !isList || !isSliceType(typeOf(k.m.info, x)) && !isText(typeOf(k.m.info, x)) {
		return
	}
	i := k.m.linearOf(at)
	if _, number := k.m.constOf(at); !number && i.root == nil {
		return
	}
	k.add(lessEqual(number(0), i), e.Pos())
	k.add(lessEqual(i.plus(least), k.m.lengthOf(x)), e.Pos())
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
	if i := slices.Index(s.Body.List, ast.Stmt(c)); i > 0 && fallsThrough(s.Body.List[i-1]) {
		return // it may be another one that is true
	}
	if len(c.List) == 1 {
		k.learnCase(s, c.List[0], true)
	} else if s.Tag != nil {
		k.oneOf(s.Tag, c.List)
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

// oneOf learns that a number is one of several constants.
func (k *knowledge) oneOf(x ast.Expr, list []ast.Expr) {
	var values []int64
	for _, e := range list {
		c, ok := k.m.constOf(e)
		if !ok {
			return
		}
		values = append(values, c)
	}
	if len(values) > 0 {
		k.add(lessEqual(number(slices.Min(values)), k.m.linearOf(x)), list[len(list)-1].End())
		k.add(lessEqual(k.m.linearOf(x), number(slices.Max(values))), list[len(list)-1].End())
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
	holds, weak := k.holds(end.symbol, s.Pos()-1)
	if !holds {
		return // it is ranged over as it was before the loop
	}
	k.add(lessEqual(number(0), i), s.X.End())
	k.addIf(lessEqual(i.plus(1), end), s.X.End(), weak)
}

// rangedOver learns that what a loop ranges over is neither empty nor nil in its
// body.
func (k *knowledge) rangedOver(s *ast.RangeStmt) {
	x, ok := k.m.keyOf(s.X)
	holds, weak := k.holds(x, s.Pos()-1)
	if !ok || !holds {
		return
	}
	switch typeOf(k.m.info, s.X).Underlying().(type) {
	case *types.Map:
		k.nonNil[x] = k.nonNil[x] || !weak
	case *types.Slice, *types.Basic:
		if _, _, number := intSize(typeOf(k.m.info, s.X)); !number {
			k.addIf(lessEqual(linear{c: 1}, k.m.lengthOf(s.X)), s.X.End(), weak)
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
			k.facts.add(fact{atMost: lessEqual(number(1), number(0))})
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
			if before := e.X.End(); before < from && k.m.mayChange(e.Y) { // it may change what was tested
				k.learnFrom(e.X, truth, before)
			} else {
				k.learnFrom(e.X, truth, from)
			}
			k.learnFrom(e.Y, truth, from)
		default:
			k.compared(e, truth, from)
		}
	case *ast.Ident:
		if def := k.m.onlyValue(k.f, e); def != nil {
			k.learnFrom(def, truth, def.End())
		} else if truth {
			k.looked(e, from)
		}
	case *ast.CallExpr:
		if truth {
			k.prefixed(e, from)
		}
	}
}

// mayChange reports whether an expression calls what may change a variable or field.
func (m *Model) mayChange(e ast.Expr) (may bool) {
	for n := range everything(e) {
		call, ok := n.(*ast.CallExpr)
		if !ok || m.info.Types[call.Fun].IsType() {
			continue
		}
		switch obj := m.callee(call).(type) {
		case *types.Builtin:
		case *types.Func:
			may = may || !isStd(pathOf(obj))
		default:
			may = true
		}
	}
	return may
}

// add takes down an inequality that held at from, if it still does.
func (k *knowledge) add(st atMost, from token.Pos) { k.addIf(st, from, false) }

// addIf is add for an inequality that may be weak for another reason.
func (k *knowledge) addIf(st atMost, from token.Pos, weak bool) {
	k.bounds(st.a)
	k.bounds(st.b)
	okA, weakA := k.holds(st.a, from)
	okB, weakB := k.holds(st.b, from)
	switch {
	case okA && okB || okB && k.keptBy(st, true, from) || okA && k.keptBy(st, false, from):
		k.facts.add(fact{st, weak || weakA || weakB})
	case okA && st.b.len:
		if c, at, ok := k.cutOff(st.b, from); ok {
			st.c += c
			k.addIf(st, at, weak)
		}
	}
}

// cutOff returns how much the next assignment behind from takes off the front of a local
// slice or text, as x = x[4:] does, and where it ends.
func (k *knowledge) cutOff(s symbol, from token.Pos) (c int64, at token.Pos, ok bool) {
	if s.root == nil || s.path != "" {
		return 0, 0, false
	}
	var next write
	for _, w := range k.m.writesTo(k.f, s.root) {
		if w.pos > from && w.pos <= k.at.Pos() && (next.pos == token.NoPos || w.pos < next.pos) {
			next = w
		}
	}
	part, isPart := ast.Unparen(next.rhs).(*ast.SliceExpr)
	if !isPart || part.High != nil || part.Low == nil || next.through || k.m.frameAt(k.f, next.in) != k.m.frameAt(k.f, k.at.Pos()) {
		return 0, 0, false
	}
	of, isOf := k.m.symbolOf(part.X)
	c, constant := k.m.constOf(part.Low)
	again := slices.ContainsFunc(k.m.loopsIn(k.f, next.stmt), func(l ast.Node) bool { return !repeats(l, from) })
	return c, next.pos, isOf && constant && of.root == s.root && of.path == "" && !again
}

func (k *knowledge) setNonNil(s symbol, from token.Pos) {
	if holds, weak := k.holds(s, from); holds {
		k.nonNil[s] = k.nonNil[s] || !weak
	}
}

// impossible reports whether the conditions contradict each other, so that the
// place is never reached, in this build at least; and whether they do whatever
// calls in between change.
func (k *knowledge) impossible() (contradiction, strong bool) {
	return k.proves(lessEqual(number(1), number(0)))
}

// proves reports whether the inequality follows, and whether it does without
// the weak facts.
func (k *knowledge) proves(st atMost) (proven, strong bool) {
	k.bounds(st.a)
	k.bounds(st.b)
	for range 2 {
		k.derive()
		k.sharpen()
		k.sharpenDifferences()
	}
	if k.facts.reaches(st, false) {
		return true, true
	}
	return k.facts.reaches(st, true), false
}

// sharpenDifferences turns x != y into x < y where x <= y is known.
func (k *knowledge) sharpenDifferences() {
	for _, d := range k.differ {
		for _, st := range []atMost{d.atMost, {d.b, d.a, -d.c}} {
			if k.facts.reaches(st, d.weak) {
				k.facts.add(fact{atMost{st.a, st.b, st.c - 1}, d.weak})
			}
		}
	}
}

// sharpen turns "not c" into an inequality where c is the bound: a length that
// is not 0 is at least 1.
func (k *knowledge) sharpen() {
	looked := make(map[unlikeness]int) // after how many facts
	for _, u := range k.unlike {
		if n, ok := looked[u]; ok && n == len(k.facts.all) {
			continue // it was said before, and nothing was learnt since
		}
		low, high := linear{symbol: u.symbol}, number(u.c)
		if k.facts.reaches(lessEqual(high, low), u.weak) {
			k.facts.add(fact{lessEqual(high.plus(1), low), u.weak})
		}
		if k.facts.reaches(lessEqual(low, high), u.weak) {
			k.facts.add(fact{lessEqual(low.plus(1), high), u.weak})
		}
		looked[u] = len(k.facts.all)
	}
}
