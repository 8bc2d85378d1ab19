package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file judges calls that are bound to panic: whether they are reached, and
// whether a caller can see to it that they are not.

// explicit returns the danger of a call that is bound to panic.
func (m *Model) explicit(f *Func, call *ast.CallExpr) []danger {
	d := danger{Danger: Danger{Kind: KindPanic, Level: Certain, Always: m.always(f, call, nil)}, op: call, show: call, in: f}
	if len(call.Args) > 0 && f.recovers && m.raisesAgain(f, call) {
		d.Kind, d.Level = KindRepanic, Possible
		return []danger{d}
	}
	contradiction, never := m.knownAt(f, call).impossible()
	if never {
		return nil
	}
	if contradiction {
		d.Level = Possible
		return []danger{d}
	}
	if must := m.mustDemands(f); must != nil {
		d.Kind, d.demands = KindMust, must
		d.Needs = m.needsOf(f, must)
		return []danger{d}
	}
	conditions := m.conditionsTo(f, call)
	if len(conditions) == 0 {
		if m.claimsInvariant(call) || m.handlesErrors(f) {
			d.Level = Possible
		}
		return []danger{d}
	}
	sure := m.sureness(f, call, conditions)
	if found, ok := m.contracted(f, call, d, conditions, sure); ok {
		return found
	}
	d.Level = sure
	if d.demands = m.decidedBy(f, conditions); d.demands != nil {
		d.Needs = m.needsOf(f, d.demands)
		d.Level = min(d.Level, Likely) // it is for the caller to see to it
	}
	return []danger{d}
}

// contracted returns the danger of a call that panics where parameters alone break one of
// the conditions, none if they cannot, and whether there is such a condition.
func (m *Model) contracted(f *Func, call *ast.CallExpr, d danger, conditions []condition, sure Level) ([]danger, bool) {
	for i, c := range conditions {
		for _, part := range c.conjuncts() {
			need, ok := m.contract(f, part)
			if !ok {
				continue
			}
			d.Level, _, d.demands = m.unmet(f, call, []demand{need}, Likely, func(demand) bool { return true })
			if d.Level == 0 {
				return nil, true
			}
			d.Level = min(d.Level, Likely)
			if m.claimsInvariant(call) || m.readsReceiver(f, c.e) || m.isOfEnum(c.e) {
				d.Level = Possible
			}
			if i > 0 || part != c {
				d.Level = min(d.Level, sure) // another condition decides, too
			}
			d.Needs, d.Always = m.needsOf(f, d.demands), len(conditions) == 1 && part == c && m.always(f, call, c.e)
			return []danger{d}, true
		}
	}
	return nil, false
}

// conjuncts returns the conditions that all have to hold for one to have its value.
func (c condition) conjuncts() []condition {
	e, ok := ast.Unparen(c.e).(*ast.BinaryExpr)
	if !ok || c.other || e.Op != token.LAND && c.truth || e.Op != token.LOR && !c.truth {
		return []condition{c}
	}
	return append(condition{e: e.X, truth: c.truth}.conjuncts(), condition{e: e.Y, truth: c.truth}.conjuncts()...)
}

// handlesErrors reports whether f is a func literal that is given an error and nothing else:
// that it panics with it, was chosen.
func (m *Model) handlesErrors(f *Func) bool {
	if f.Obj != nil || len(f.Type.Params.List) != 1 {
		return false
	}
	param := f.Type.Params.List[0]
	return len(param.Names) == 1 && isError(typeOf(m.info, param.Type))
}

// decidedBy returns the parameters of f that the nearest condition is made of,
// as demands: a caller decides them, and knows what it passes.
func (m *Model) decidedBy(f *Func, conditions []condition) (demands []demand) {
	if f.Obj == nil || m.setsWhatItReads(f, conditions[0].e) {
		return nil
	}
	for n := range within(conditions[0].e) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		v, ok := m.info.Uses[id].(*types.Var)
		switch {
		case !ok || v.IsField():
		case m.paramIndex(f, v) >= 0 && len(m.writesTo(f, v)) == 0:
			demands = append(demands, demand{is: demandInside, e: id, at: symbol{root: v}})
		default:
			return nil // something else decides, too
		}
	}
	return demands
}

// sureness says how sure it is that a panic behind conditions is reached: the
// failure of a call comes to pass, and so does what comes from outside. That a
// switch has no case for a value, or the state of an object, may be an
// invariant; and it is one where the panic says so.
func (m *Model) sureness(f *Func, call *ast.CallExpr, conditions []condition) Level {
	if m.claimsInvariant(call) || m.asserts(f) || slices.ContainsFunc(conditions, func(c condition) bool { return c.other }) {
		return Possible
	}
	for m.hasNoError(conditions[0]) { // that is the usual way
		if conditions = conditions[1:]; len(conditions) == 0 {
			return Certain
		}
	}
	near := conditions[0]
	if m.isOfEnum(near.e) {
		return Possible
	}
	for n := range within(near.e) {
		e, ok := n.(ast.Expr)
		if ok && m.info.Types[e].IsValue() && isError(typeOf(m.info, e)) {
			if m.canBeError(f, e) {
				return Certain
			}
			return Possible
		}
	}
	if m.comesFromOutside(f, conditions) && !m.readsReceiver(f, near.e) && !m.isAnswer(f, near) {
		return Certain
	}
	return Possible
}

// hasNoError reports whether a condition is that there is no error.
func (m *Model) hasNoError(c condition) bool {
	e, ok := ast.Unparen(c.e).(*ast.BinaryExpr)
	return ok && !c.other && m.info.Types[e.Y].IsNil() && isError(typeOf(m.info, e.X)) &&
		(e.Op == token.NEQ && !c.truth || e.Op == token.EQL && c.truth)
}

// comesFromOutside reports whether what the nearest condition is about does, or is of
// the parameters alone, which a caller is asked for, or is what an error says.
func (m *Model) comesFromOutside(f *Func, conditions []condition) bool {
	near := conditions[0].e
	return m.isOfError(f, near) && m.outside(f, near, 0) || m.strictly(KindPanic, func() bool {
		outside, params := m.beyondParams(f, []ast.Expr{near})
		return outside || len(params) > 0 && m.decidedBy(f, conditions) != nil
	})
}

// isOfError reports whether e reads a variable that an error was asserted to be.
func (m *Model) isOfError(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		v, _ := m.info.Uses[id].(*types.Var)
		if a, ok := m.definedBy(f, v).(*ast.TypeAssertExpr); ok && isError(typeOf(m.info, a.X)) {
			return true
		}
	}
	return false
}

// isAnswer reports whether a condition is what a function of this module, or a
// lookup, answered: that the answer is no may be an invariant. What goes on behind
// "if !ok { return }" does so for the usual answer.
func (m *Model) isAnswer(f *Func, c condition) bool {
	e := ast.Unparen(c.e)
	if not, ok := e.(*ast.UnaryExpr); ok {
		if !c.truth {
			return false
		}
		e = ast.Unparen(not.X)
	}
	if nilTest, ok := e.(*ast.BinaryExpr); ok && m.info.Types[nilTest.Y].IsNil() {
		e = ast.Unparen(nilTest.X)
	}
	if id, ok := e.(*ast.Ident); ok {
		v, _ := m.info.ObjectOf(id).(*types.Var)
		if v != nil && slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
			return w.stmt != nil && len(w.stmt.Lhs) == 2 && len(w.stmt.Rhs) == 1 && isLookup(w.stmt.Rhs[0])
		}) {
			return true
		}
		if def := m.definedBy(f, v); def != nil {
			e = ast.Unparen(def)
		}
	}
	switch e := e.(type) {
	case *ast.IndexExpr:
		return true
	case *ast.CallExpr:
		fn, ok := m.callee(e).(*types.Func)
		return !ok || !computes[pathOf(fn)]
	}
	return false
}

func isLookup(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.IndexExpr)
	return ok
}

// isOfEnum reports whether a condition compares a number of a type of its own with one of
// the constants of that type: that it is one of these may be an invariant.
func (m *Model) isOfEnum(cond ast.Expr) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || e.Op != token.EQL && e.Op != token.NEQ {
		return false
	}
	for _, side := range []ast.Expr{e.X, e.Y} {
		named, isNamed := types.Unalias(typeOf(m.info, side)).(*types.Named)
		c := m.constantOf(side)
		if _, _, number := intSize(typeOf(m.info, side)); isNamed && number && c != nil && c.Pkg() == named.Obj().Pkg() {
			return true
		}
	}
	return false
}

// constantOf returns the declared constant that e denotes, or nil.
func (m *Model) constantOf(e ast.Expr) *types.Const {
	id := named(e)
	if id == nil {
		return nil
	}
	c, _ := m.info.ObjectOf(id).(*types.Const)
	return c
}

// asserts reports whether a function is one that asserts invariants, by its name.
func (m *Model) asserts(f *Func) bool {
	return f.Obj != nil && strings.Contains(strings.ToLower(f.Obj.Name()), "assert")
}

// readsReceiver reports whether a condition is about the object whose method f
// is: its state may be known to be right.
func (m *Model) readsReceiver(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		if id, ok := n.(*ast.Ident); ok {
			v, ok := m.info.Uses[id].(*types.Var)
			if ok && v.Kind() == types.RecvVar {
				return true
			}
			if def, isIndex := m.definedBy(f, v).(*ast.IndexExpr); ok && isIndex && m.readsReceiver(f, def.X) {
				return true
			}
		}
	}
	return false
}

// invariant are the words with which authors say that a panic is never reached.
var invariant = []string{
	"bug", "impossib", "catastroph", "unreachable", "not reached", "never", "should", "can't happen", "cannot happen", "unexpected",
	"unknown", "unhandled", "internal", "assert", "invariant", "inconsisten", "corrupt", "logic error", "programming", "must ", "mismatch",
	"unsupported", "not supported", "implement", "expected", "illegal", "overflow", "underflow", "already", "found", "twice",
}

// claimsInvariant reports whether the text of a panic, or the comment right before it,
// says that it is never reached.
func (m *Model) claimsInvariant(call *ast.CallExpr) bool {
	comment := strings.ToLower(m.commentBefore(call))
	if slices.ContainsFunc(neverReached, func(w string) bool { return strings.Contains(comment, w) }) {
		return true
	}
	for n := range within(call) {
		lit, ok := n.(ast.Expr)
		if !ok || m.info.Types[lit].Value == nil || !isText(typeOf(m.info, lit)) {
			continue
		}
		text := strings.ToLower(m.info.Types[lit].Value.ExactString())
		if slices.ContainsFunc(invariant, func(w string) bool { return strings.Contains(text, w) }) {
			return true
		}
	}
	return false
}

// neverReached are the words by which a comment says that a panic is never reached.
var neverReached = []string{"never", "impossib", "unreachable", "not reached", "can't happen", "cannot happen", "should not", "shouldn't", "won't", "invariant"}

// commentBefore returns the comment that ends on the line before n.
func (m *Model) commentBefore(n ast.Node) string {
	i := slices.IndexFunc(m.pass.Files, func(file *ast.File) bool { return contains(n.Pos(), file) })
	if i < 0 {
		return ""
	}
	groups := m.pass.Files[i].Comments
	at, _ := slices.BinarySearchFunc(groups, n.Pos(), func(g *ast.CommentGroup, pos token.Pos) int { return int(g.Pos() - pos) })
	if at == 0 {
		return ""
	}
	before := groups[at-1]
	if m.pass.Fset.Position(before.End()).Line != m.pass.Fset.Position(n.Pos()).Line-1 {
		return ""
	}
	return before.Text()
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// raisesAgain reports whether a call of panic in a function that recovers
// panics with what was recovered.
func (m *Model) raisesAgain(f *Func, call *ast.CallExpr) bool {
	w := &walker{m: m, f: f, working: m.working(f)}
	w.recovered = m.recoveredVars(f, w.working)
	w.findDerived()
	return w.usesRecovered(call)
}

// mustDemands returns what a function named Must demands, or nil: that its
// arguments are constants, which somebody has tried. Nobody can pass a constant for what
// is read or asked: of that it demands nothing, unless the error of it is passed too.
func (m *Model) mustDemands(f *Func) (demands []demand) {
	if f.Obj == nil || !strings.HasPrefix(strings.ToLower(f.Obj.Name()), "must") {
		return nil
	}
	asks, failed := false, false
	for v := range f.Obj.Signature().Params().Variables() {
		switch v.Type().Underlying().(type) {
		case *types.Interface, *types.Pointer:
			failed = failed || isErrorType(v.Type())
			asks = true
		}
		demands = append(demands, demand{is: demandConstant, at: symbol{root: v}})
	}
	if asks && !failed {
		return nil
	}
	return demands
}

// contract returns what a caller has to see to for the condition not to come
// about, if parameters alone decide it.
func (m *Model) contract(f *Func, c condition) (demand, bool) {
	e, ok := ast.Unparen(c.e).(*ast.BinaryExpr)
	if !ok || c.other || m.setsWhatItReads(f, e) {
		return demand{}, false
	}
	if e.Op == token.EQL || e.Op == token.NEQ {
		equal := (e.Op == token.EQL) == c.truth
		if m.info.Types[e.Y].IsNil() {
			s, _ := m.keyOf(e.X)
			d := demand{is: demandNonNil, e: e.X, at: s}
			if !equal {
				d.is = demandNil
			}
			return d, m.isContract(f, d)
		}
		if _, _, isInt := intSize(typeOf(m.info, e.X)); isInt && equal {
			if y := m.linearOf(e.Y); y.isZero() {
				d := demand{is: demandNonZero, x: m.linearOf(e.X).plus(-y.c)}
				return d, m.isContract(f, d)
			}
		}
	}
	for _, st := range m.comparison(e, !c.truth) {
		d := demand{is: demandLess, st: st}
		if m.isContract(f, d) {
			return d, true
		}
	}
	return demand{}, false
}

// setsWhatItReads reports whether f gives a field that e reads its value before: no
// caller decides it then.
func (m *Model) setsWhatItReads(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		v, ok := m.info.Uses[sel.Sel].(*types.Var)
		if ok && v.IsField() && slices.ContainsFunc(m.fieldWritesTo(v.Origin()), func(w write) bool { return m.frameAt(f, w.in) == f && w.pos < e.Pos() }) {
			return true
		}
	}
	return false
}

func (m *Model) isContract(f *Func, d demand) bool {
	return f.Obj != nil && m.needsOf(f, []demand{d}) != nil
}
