package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
)

// callDangers returns what can panic in what a call calls, and in the
// functions that it is given and runs before it returns.
func (m *Model) callDangers(f *Func, call *ast.CallExpr) (found []danger) {
	if m.info.Types[call.Fun].IsType() || m.elsewhere(f, call) {
		return nil // not called, started, or the deferred call that stops the others
	}
	switch obj := m.callee(call).(type) {
	case *types.Builtin:
		if obj.Name() == "panic" {
			return m.explicit(f, call)
		}
		return nil
	case *types.Func:
		if m.known.safeCall(obj) {
			break // it may still call an argument
		}
		switch m.endOf(call) {
		case EndPanic:
			return m.explicit(f, call)
		case EndExit, EndGoexit:
			return nil
		}
		found = m.funcDangers(f, call, obj)
	case *types.Var:
		if !isCancel(obj) && !m.isQuiet(call.Fun) {
			found = m.valueDangers(f, call)
		}
	default:
		if !m.isQuiet(call.Fun) {
			found = m.valueDangers(f, call)
		}
	}
	return append(found, m.argDangers(f, call)...)
}

// funcDangers returns what can panic in a declared function.
func (m *Model) funcDangers(f *Func, call *ast.CallExpr, fn *types.Func) (found []danger) {
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return m.valueDangers(f, call)
	}
	if g := m.decls[fn]; g != nil {
		return m.lifted(f, call, g)
	}
	return m.farDangers(f, call, fn)
}

// valueDangers returns what can panic in a function that is a value: of what
// it can be, where all of that is seen.
func (m *Model) valueDangers(f *Func, call *ast.CallExpr) (found []danger) {
	ts, all := m.targets(f, call.Fun)
	for _, t := range ts {
		switch {
		case t.fn != nil:
			found = append(found, m.lifted(f, call, t.fn)...)
		case t.made && m.makesGuarded(t.obj):
		case t.made || t.obj == nil:
			all = false
		default:
			found = append(found, m.farDangers(f, call, t.obj)...)
		}
	}
	if (!all || len(ts) == 0) && !m.callersKnow(f, call.Fun, 0) {
		d := m.unseen(f, call, call.Fun)
		if s, ok := m.symbolOf(call.Fun); ok {
			d.demands = []demand{{is: demandSeen, e: call.Fun, at: s}}
			d.Needs = m.needsOf(f, d.demands) // of a parameter, the caller knows
		}
		found = append(found, d)
	}
	return found
}

// iteratorDangers returns what can panic in the function that a loop ranges
// over, and in its calls of the body when the loop has ended.
func (m *Model) iteratorDangers(f *Func, s *ast.RangeStmt) (found []danger) {
	ts, all := m.targets(f, s.X)
	for _, t := range ts {
		switch {
		case t.fn != nil:
			found = append(found, m.dangersOfIterator(f, s, t.fn)...)
		case t.made && t.obj != nil && isStd(pathOf(t.obj)):
		default:
			all = false
		}
	}
	if !all || len(ts) == 0 {
		found = append(found, danger{Danger: Danger{Kind: KindUnseen, Level: Possible}, op: s.X, show: s.X, in: f})
	}
	return found
}

func (m *Model) dangersOfIterator(f *Func, s *ast.RangeStmt, g *Func) (found []danger) {
	for _, d := range m.dangersOfValue(f, s.X, s.X, g) {
		if d.Kind != KindUnseen || d.in != g { // it calls the body, which is here
			found = append(found, d.above(s.X))
		}
	}
	for n := range g.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		if v := m.variable(call.Fun); v == nil || m.paramIndex(g, v) == NoParam {
			continue
		}
		if !m.stopsWhenDone(g, call) {
			found = append(found, danger{Danger: Danger{Kind: KindYield, Level: Possible}, op: call, show: call.Fun, in: g, path: []ast.Node{s.X}})
		}
	}
	return found
}

// stopsWhenDone reports whether an iterator returns if the body says so, as in
// "if !yield(x) { return }", or calls it last.
func (m *Model) stopsWhenDone(g *Func, call *ast.CallExpr) bool {
	not, ok := m.parent(g, call).(*ast.UnaryExpr)
	if !ok {
		switch up := m.parent(g, call).(type) {
		case *ast.ReturnStmt:
			return true
		case *ast.ExprStmt:
			return len(g.Body.List) > 0 && g.Body.List[len(g.Body.List)-1] == up
		}
		return false
	}
	branch, ok := m.parent(g, not).(*ast.IfStmt)
	if !ok || len(branch.Body.List) == 0 {
		return false
	}
	_, returns := branch.Body.List[len(branch.Body.List)-1].(*ast.ReturnStmt)
	return returns
}

// callersKnow reports whether a function value comes from the callers of
// functions of this package that nobody else calls: what it does is judged where
// they pass it.
func (m *Model) callersKnow(f *Func, e ast.Expr, depth int) bool {
	if depth > maxHops || e == nil {
		return false
	}
	if el, ok := e.(*element); ok {
		return m.callersKnow(f, el.of, depth+1)
	}
	v := m.variable(e)
	if v == nil || v.Pkg() != m.pass.Pkg {
		_, lit := ast.Unparen(e).(*ast.FuncLit)
		return lit && depth > 0
	}
	if v.Kind() == types.ParamVar {
		return m.calledDirectly(f, v)
	}
	var exprs []ast.Expr
	switch {
	case v.IsField():
		if v.Exported() {
			return false
		}
		exprs = m.packageVars()[v.Origin()]
	case v.Parent() == v.Pkg().Scope():
		return false
	default:
		for _, w := range m.writesTo(f, v) {
			exprs = append(exprs, w.rhs)
		}
	}
	for _, rhs := range exprs {
		if rhs == nil || rhs == unknownExpr || !m.callersKnow(m.frameAt(f, positionOf(rhs)), rhs, depth+1) {
			return false
		}
	}
	return len(exprs) > 0
}

func positionOf(e ast.Expr) token.Pos {
	if el, ok := e.(*element); ok {
		return el.of.Pos()
	}
	return e.Pos()
}

// calledDirectly reports whether v is a parameter of a declared function around
// f that only this package calls, and never uses as a value.
func (m *Model) calledDirectly(f *Func, v *types.Var) bool {
	for g := f; g != nil; g = g.Outer {
		if m.paramIndex(g, v) == NoParam {
			continue
		}
		if g.Obj == nil || m.isOpen(g.Obj) {
			return false
		}
		uses := m.usesOf(g.Obj)
		for _, u := range uses {
			if u.in == nil {
				return false
			}
			var fun ast.Expr = u.id
			if sel, ok := m.parent(u.in, u.id).(*ast.SelectorExpr); ok && sel.Sel == u.id {
				fun = sel
			}
			if call, ok := m.parent(u.in, fun).(*ast.CallExpr); !ok || ast.Unparen(call.Fun) != fun {
				return false
			}
		}
		return len(uses) > 0
	}
	return false
}

// makesGuarded reports whether what the function returns stops the panics of
// the functions that it was made of.
func (m *Model) makesGuarded(maker *types.Func) bool {
	return slices.ContainsFunc(m.summary(maker).Runs, func(r Run) bool { return r.Place == OnResult && r.Fate == Contained })
}

// allSeen reports whether all functions that e may be are of this package, or
// known not to panic.
func (m *Model) allSeen(f *Func, e ast.Expr) bool {
	ts, all := m.targets(f, e)
	for _, t := range ts {
		if t.fn == nil && (t.obj == nil || t.made && !m.makesGuarded(t.obj) || !t.made && !m.summary(t.obj).Complete) {
			return false
		}
	}
	return all && len(ts) > 0
}

func (m *Model) unseen(f *Func, call *ast.CallExpr, show ast.Node) danger {
	return danger{Danger: Danger{Kind: KindUnseen, Level: Possible}, op: call, show: show, in: f}
}

// argDangers returns what can panic in the functions among the arguments.
func (m *Model) argDangers(f *Func, call *ast.CallExpr) (found []danger) {
	for j, arg := range call.Args {
		if !isFunc(typeOf(m.info, arg)) {
			continue
		}
		runs := m.paramRuns(f, call, j)
		fate := Crashes
		if len(runs) > 0 {
			i := slices.IndexFunc(runs, func(r Run) bool { return r.Place == OnCaller || r.Place == OnDefer })
			if i < 0 || runs[i].Fate == Contained {
				continue
			}
			fate = runs[i].Fate
		}
		ts, _ := m.targets(f, arg)
		for _, t := range ts {
			if t.fn == nil {
				continue // the call is unseen, or what another package does with its own
			}
			for _, d := range m.dangersOfValue(f, call, arg, t.fn) {
				if len(runs) == 0 || fate == Depends {
					d.Level = Possible // if it is called at all
				}
				found = append(found, d.above(call))
			}
		}
	}
	return found
}

// dangersOfValue returns the dangers of g where it is used as the value e, at a
// place in f: its receiver is known, and nothing of its arguments.
func (m *Model) dangersOfValue(f *Func, at ast.Node, e ast.Expr, g *Func) (found []danger) {
	for _, d := range m.dangersOf(g) {
		if d, ok := m.lift(f, at, &ast.CallExpr{Fun: e}, d); ok {
			found = append(found, d)
		}
	}
	return found
}

// above returns the danger as the function sees it that reaches it by a call.
func (d danger) above(call ast.Node) danger {
	d.path = append([]ast.Node{call}, d.path...)
	if len(d.path)+len(d.Hops) > maxTrail && d.Level == Likely {
		d.Level = Possible // what is passed on so far may follow an invariant
	}
	return d
}

// lifted returns the dangers of g that a call in f does not prevent.
func (m *Model) lifted(f *Func, call *ast.CallExpr, g *Func) (found []danger) {
	for _, d := range m.dangersOf(g) {
		d, ok := m.lift(f, call, call, d)
		if ok {
			found = append(found, d.above(call))
		}
	}
	return found
}

// lift judges the needs of a danger by what a call passes, at a place in f.
func (m *Model) lift(f *Func, at ast.Node, call *ast.CallExpr, d danger) (danger, bool) {
	if len(d.Needs) == 0 || m.without(ruleContracts) {
		return d, true
	}
	demands := make([]demand, len(d.Needs))
	for i, need := range d.Needs {
		demands[i] = m.demandOf(f, call, need)
	}
	base := d.Level
	level, open := m.unmet(f, at, demands, base, func(d demand) bool {
		return d.e != nil && m.outside(f, d.e, 0) && m.givenByWhatFails(f, call)
	})
	if level == 0 {
		return d, false
	}
	if level == Certain && base == Possible {
		level = Possible
	}
	d.Level, d.demands = level, open
	if d.Needs = m.needsOf(f, open); d.Needs != nil {
		d.Level = max(level, base) // for the next caller to say
	}
	return d, true
}

// givenByWhatFails reports whether a call is none of the form f(g()), or one
// whose g may fail in practice.
func (m *Model) givenByWhatFails(f *Func, call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return true
	}
	inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	if !ok {
		return true
	}
	_, several := typeOf(m.info, inner).(*types.Tuple)
	return !several || m.canFailInPractice(f, inner)
}

// demandOf returns a need of what a call calls as a demand in the caller.
func (m *Model) demandOf(f *Func, call *ast.CallExpr, need Need) demand {
	d := demand{is: demandKind(need.Is)}
	a, e := m.valueOfTerm(f, call, need.A)
	b, other := m.valueOfTerm(f, call, need.B)
	d.e = e
	if d.e == nil {
		d.e = other
	}
	switch d.is {
	case demandLess:
		d.st = lessEqual(a.plus(-need.C), b)
	case demandNonZero:
		d.x = a.plus(need.C)
	default:
		if e == nil {
			return demand{is: demandNever}
		}
		if need.A.Path == "" {
			d.at, _ = m.keyOf(e)
		} else {
			d.at = a.symbol
			if d.is == demandNonNil && a.node == nil {
				d.e = nil
			}
		}
	}
	return d
}

// keyOf returns the symbol of an expression, looked into or not.
func (m *Model) keyOf(e ast.Expr) (symbol, bool) {
	if s, ok := m.symbolOf(e); ok {
		return s, true
	}
	s := m.opaque(e).symbol
	return s, s.node == nil
}

// valueOfTerm returns the number that a term is for a call, and the argument
// that it comes from.
func (m *Model) valueOfTerm(f *Func, call *ast.CallExpr, t Term) (linear, ast.Expr) {
	if t.Param == NoParam {
		return number(0), nil
	}
	e, n := m.argument(call, t.Param)
	if e == nil {
		if n >= 0 && t.Len && t.Path == "" {
			return number(int64(n)), nil // so many variadic arguments
		}
		return linear{symbol: symbol{node: call.Fun, len: t.Len}}, unknownExpr
	}
	if t.Path != "" {
		if lit := m.literalOf(e); lit != nil {
			if value := m.fieldIn(lit, t.Path); value != nil {
				return m.number(value, t.Len), value
			}
		}
		s, ok := m.symbolOf(e)
		if !ok {
			return linear{symbol: symbol{node: e, path: t.Path, len: t.Len}}, e
		}
		s.path += t.Path
		s.len = t.Len
		return linear{symbol: s}, e
	}
	return m.number(e, t.Len), e
}

func (m *Model) number(e ast.Expr, length bool) linear {
	if length {
		return m.lengthOf(e)
	}
	return m.linearOf(e)
}

// literalOf returns the struct literal that e, or what it points at, is.
func (m *Model) literalOf(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// fieldIn returns what a struct literal gives the field on a path of one.
func (m *Model) fieldIn(lit *ast.CompositeLit, path string) ast.Expr {
	name := strings.TrimPrefix(path, ".")
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == name {
				return kv.Value
			}
		}
	}
	return nil
}

// argument returns the expression that a call passes for a parameter, or how
// many it passes for a variadic one, or -1.
func (m *Model) argument(call *ast.CallExpr, param int) (e ast.Expr, n int) {
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if param == Receiver {
		if isSel && m.info.Selections[sel] != nil {
			return sel.X, -1
		}
		return nil, -1
	}
	if isSel {
		if s := m.info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr {
			return nil, -1
		}
	}
	sig, ok := typeOf(m.info, call.Fun).Underlying().(*types.Signature)
	if !ok || len(call.Args) == 1 && sig.Params().Len() > 1 {
		return nil, -1 // f(g()) with several results
	}
	if sig.Variadic() && param == sig.Params().Len()-1 && !call.Ellipsis.IsValid() {
		return nil, max(0, len(call.Args)-param)
	}
	if param < len(call.Args) {
		return call.Args[param], -1
	}
	return nil, -1
}

// farDangers returns the dangers of a function of another package, as its fact
// or the table has them.
func (m *Model) farDangers(f *Func, call *ast.CallExpr, fn *types.Func) (found []danger) {
	found = m.contractDangers(f, call, fn)
	if m.harmless(f, call, fn) {
		return found
	}
	s := m.summary(fn)
	if m.without(ruleFacts) {
		s = new(Summary)
	}
	far := m.farName(fn)
	own := fn.Pkg() == m.pass.Pkg || fn.Pkg() != nil && sameModule(fn.Pkg().Path(), m.pass.Pkg.Path())
	for _, D := range s.Dangers {
		d := danger{Danger: D, op: call, in: f, far: far}
		d.Needs = slices.Clone(D.Needs)
		if !own && (len(d.Needs) == 0 || len(d.Hops) > 0 || d.Kind != KindPanic && d.Kind != KindMust) {
			d.Level = Possible // the insides of another module, and no demand of its own
		}
		if d, ok := m.lift(f, call, call, d); ok {
			found = append(found, d)
		}
	}
	if !s.Complete {
		found = append(found, m.unseen(f, call, call.Fun))
	}
	return found
}

func pathOf(fn *types.Func) string {
	if fn.Pkg() == nil {
		return ""
	}
	return fn.Pkg().Path()
}

func (m *Model) farName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if n, ok := types.Unalias(t).(*types.Named); ok {
			return n.Obj().Name() + "." + fn.Name()
		}
		return fn.Name()
	}
	if fn.Pkg() == nil {
		return fn.Name()
	}
	return fn.Pkg().Name() + "." + fn.Name()
}

// harmless reports whether a function is known not to panic in this call.
func (m *Model) harmless(f *Func, call *ast.CallExpr, fn *types.Func) bool {
	return m.known.harmless(fn.Origin()) || m.known.safeCall(fn)
}

// sameModule reports whether two packages are, by their import paths, of one
// repository. Not every driver says which module a package is of, and the
// findings must not depend on the driver.
func sameModule(a, b string) bool { return repository(a) == repository(b) }

func repository(p string) string {
	parts := strings.Split(p, "/")
	n := 1
	if strings.Contains(parts[0], ".") {
		n = 2
		if slices.Contains([]string{"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com"}, parts[0]) {
			n = 3
		}
	}
	return path.Join(parts[:min(n, len(parts))]...)
}

// explicit returns the danger of a call that is bound to panic.
func (m *Model) explicit(f *Func, call *ast.CallExpr) []danger {
	d := danger{Danger: Danger{Kind: KindPanic, Level: Certain}, op: call, show: call, in: f}
	if len(call.Args) > 0 && f.recovers && m.raisesAgain(f, call) {
		d.Kind, d.Level = KindRepanic, Possible
		return []danger{d}
	}
	if never, _ := m.knownAt(f, call).proves(lessEqual(number(1), number(0))); never {
		return nil
	}
	if must := m.mustDemands(f); must != nil {
		d.Kind, d.demands = KindMust, must
		d.Needs = m.needsOf(f, must)
		return []danger{d}
	}
	conditions := m.conditionsTo(f, call)
	if len(conditions) == 0 {
		if m.claimsInvariant(call) {
			d.Level = Possible
		}
		return []danger{d}
	}
	for _, c := range conditions {
		if need, ok := m.contract(f, c); ok {
			d.Level, d.demands = m.unmet(f, call, []demand{need}, Likely, func(demand) bool { return true })
			if d.Level == 0 {
				return nil
			}
			d.Level = min(d.Level, Likely)
			if m.claimsInvariant(call) || m.readsReceiver(f, c.e) {
				d.Level = Possible
			}
			d.Needs = m.needsOf(f, d.demands)
			return []danger{d}
		}
	}
	d.Level = m.sureness(f, call, conditions)
	if d.demands = m.decidedBy(f, conditions); d.demands != nil {
		d.Needs = m.needsOf(f, d.demands)
		d.Level = min(d.Level, Likely) // it is for the caller to see to it
	}
	return []danger{d}
}

// decidedBy returns the parameters of f that the nearest condition is made of,
// as demands: a caller decides them, and knows what it passes.
func (m *Model) decidedBy(f *Func, conditions []condition) (demands []demand) {
	if f.Obj == nil {
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
	if m.claimsInvariant(call) || slices.ContainsFunc(conditions, func(c condition) bool { return c.other }) {
		return Possible
	}
	near := conditions[0]
	for n := range within(near.e) {
		e, ok := n.(ast.Expr)
		if ok && m.info.Types[e].IsValue() && isError(typeOf(m.info, e)) {
			if m.canBeError(f, e) {
				return Certain
			}
			return Possible
		}
	}
	if m.outside(f, near.e, 0) && !m.readsReceiver(f, near.e) {
		return Certain
	}
	return Possible
}

// readsReceiver reports whether a condition is about the object whose method f
// is: its state may be known to be right.
func (m *Model) readsReceiver(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := m.info.Uses[id].(*types.Var); ok && v.Kind() == types.RecvVar {
				return true
			}
		}
	}
	return false
}

// invariant are the words with which authors say that a panic is never reached.
var invariant = []string{
	"bug", "impossible", "unreachable", "not reached", "never", "should", "can't happen", "cannot happen", "unexpected",
	"unknown", "unhandled", "internal", "assert", "invariant", "inconsistent", "corrupt", "logic error", "programming",
}

// claimsInvariant reports whether the text of a panic says that it is never
// reached.
func (m *Model) claimsInvariant(call *ast.CallExpr) bool {
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

// canBeError reports whether an error is one that comes about: it was returned
// by a call that depends on the world outside or on what it was given, and not
// by one that only fails in theory, such as to write to a buffer.
func (m *Model) canBeError(f *Func, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return m.outside(f, e, 0)
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok {
		return false
	}
	if m.isParam(v) {
		return v.Kind() == types.ParamVar
	}
	var last ast.Expr
	for _, w := range m.writesTo(f, v) {
		if w.in < e.Pos() && w.stmt != nil {
			last = w.stmt.Rhs[len(w.stmt.Rhs)-1]
		}
	}
	call, ok := ast.Unparen(last).(*ast.CallExpr)
	if !ok {
		return last != nil && m.outside(f, last, 0)
	}
	return m.canFailInPractice(f, call)
}

// canFailInPractice reports whether a call that returns an error may do so.
func (m *Model) canFailInPractice(f *Func, call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return true
	}
	for _, prefix := range []string{"Marshal", "Encode", "Append"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return false
		}
	}
	if fn.Pkg() == nil || !isStd(fn.Pkg().Path()) {
		return true
	}
	first, _, _ := strings.Cut(fn.Pkg().Path(), "/")
	switch first {
	case "bytes", "strings", "crypto", "hash", "encoding":
		if first == "crypto" && !strings.HasPrefix(fn.Name(), "Parse") && !strings.HasPrefix(fn.Name(), "Load") || strings.HasPrefix(fn.Name(), "Write") {
			return false
		}
	}
	return slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.info.Types[e].Value == nil }) || len(call.Args) == 0
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
// arguments are constants, which somebody has tried.
func (m *Model) mustDemands(f *Func) (demands []demand) {
	if f.Obj == nil || !strings.HasPrefix(strings.ToLower(f.Obj.Name()), "must") {
		return nil
	}
	for v := range f.Obj.Signature().Params().Variables() {
		demands = append(demands, demand{is: demandConstant, at: symbol{root: v}})
	}
	return demands
}

// A condition leads to a place if it is true, or false.
type condition struct {
	e     ast.Expr
	truth bool
	other bool // it is the default of a switch
}

// conditionsTo returns the conditions that lead to n in its frame, the nearest
// first.
func (m *Model) conditionsTo(f *Func, n ast.Node) (all []condition) {
	child := n
	for up := m.parent(f, child); up != nil && up != f.Node; up = m.parent(f, child) {
		switch up := up.(type) {
		case *ast.IfStmt:
			if child == up.Body || child == up.Else {
				all = append(all, condition{e: up.Cond, truth: child == up.Body})
			}
		case *ast.BlockStmt:
			all = append(all, m.passed(up.List, child)...)
		case *ast.CaseClause:
			all = append(all, m.passed(up.Body, child)...)
			all = append(all, m.caseCondition(f, up)...)
		case *ast.CommClause:
			all = append(all, m.passed(up.Body, child)...)
			all = append(all, condition{e: ast.NewIdent("_"), other: true})
		}
		child = up
	}
	return all
}

// passed returns the conditions of the if statements before child that leave.
func (m *Model) passed(list []ast.Stmt, child ast.Node) (all []condition) {
	i := slices.IndexFunc(list, func(s ast.Stmt) bool { return s == child })
	for j := i - 1; j >= 0 && j >= i-maxBefore; j-- {
		if s, ok := list[j].(*ast.IfStmt); ok && s.Else == nil && m.leaves(s.Body.List) {
			all = append(all, condition{e: s.Cond})
		}
	}
	return all
}

func (m *Model) caseCondition(f *Func, c *ast.CaseClause) []condition {
	switch s := m.parent(f, m.parent(f, c)).(type) {
	case *ast.SwitchStmt:
		if len(c.List) == 0 {
			if s.Tag == nil {
				return []condition{{e: ast.NewIdent("_"), other: true}}
			}
			named, isNamed := types.Unalias(typeOf(m.info, s.Tag)).(*types.Named)
			return []condition{{e: s.Tag, other: isNamed && named != nil}}
		}
		if s.Tag == nil {
			return []condition{{e: c.List[0], truth: true}}
		}
		return []condition{{e: &ast.BinaryExpr{X: s.Tag, Op: token.EQL, Y: c.List[0], OpPos: c.Pos()}, truth: true}}
	case *ast.TypeSwitchStmt:
		return []condition{{e: ast.NewIdent("_"), other: true}}
	}
	return nil
}

// contract returns what a caller has to see to for the condition not to come
// about, if parameters alone decide it.
func (m *Model) contract(f *Func, c condition) (demand, bool) {
	e, ok := ast.Unparen(c.e).(*ast.BinaryExpr)
	if !ok || c.other {
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

func (m *Model) isContract(f *Func, d demand) bool {
	return f.Obj != nil && m.needsOf(f, []demand{d}) != nil
}
