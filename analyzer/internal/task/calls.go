package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
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
	return m.unlessOther(f, call, append(found, m.argDangers(f, call)...))
}

// unlessOther lowers the panics of a call for what a switch has no case for: that there is
// such may be against an invariant, as it may where the switch itself panics.
func (m *Model) unlessOther(f *Func, call *ast.CallExpr, found []danger) []danger {
	explicit := func(d danger) bool { return d.Kind == KindPanic && d.Level > Possible }
	if !slices.ContainsFunc(found, explicit) {
		return found
	}
	if !m.isInDefault(f, call) {
		return found
	}
	for i, d := range found {
		if explicit(d) {
			found[i].Level = Possible
		}
	}
	return found
}

// isInDefault reports whether n is in the default of a switch, and no other branch of it.
func (m *Model) isInDefault(f *Func, n ast.Node) bool {
	for up := m.parent(f, n); up != nil && up != f.Node; up = m.parent(f, up) {
		switch up := up.(type) {
		case *ast.CaseClause:
			return up.List == nil
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.CommClause:
			return false
		}
	}
	return false
}

// funcDangers returns what can panic in a declared function.
func (m *Model) funcDangers(f *Func, call *ast.CallExpr, fn *types.Func) (found []danger) {
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return m.valueDangers(f, call)
	}
	if g := m.decls[fn]; g != nil {
		return m.lifted(f, call, g)
	}
	return m.farDangers(f, call, fn, false)
}

// above returns the danger as the function sees it that reaches it by a call.
func (d danger) above(call ast.Node) danger {
	d.path = append([]ast.Node{call}, d.path...)
	way := len(d.path) + len(d.Hops)
	if d.Kind == KindMust {
		way-- // the call of Must is what can panic, to its reader
	}
	if d.whatever {
		way++ // what is called there is one more
	}
	if way > maxWay {
		d.Level = Possible
	}
	return d
}

// lifted returns the dangers of g that a call in f does not prevent.
func (m *Model) lifted(f *Func, call *ast.CallExpr, g *Func) (found []danger) {
	if f == g && g.visit != 0 {
		g.byName++
	}
	for _, d := range m.dangersOf(g) {
		d, ok := m.lift(f, call, call, d)
		if ok {
			found = append(found, d.above(call))
		}
	}
	return found
}

// lift judges the needs of a danger by what a call passes, at a place in f. What the
// caller of f can still make of it counts.
func (m *Model) lift(f *Func, at ast.Node, call *ast.CallExpr, d danger) (danger, bool) {
	d, rest, ok := m.passOn(f, at, call, d)
	if d.Needs != nil {
		d.Level = max(d.Level, rest) // for the next caller to say
	}
	return d, ok
}

// passOn is lift for a call that nobody is asked beyond: of a goroutine. rest is the level
// that a caller of f could make of it.
func (m *Model) passOn(f *Func, at ast.Node, call *ast.CallExpr, d danger) (_ danger, rest Level, ok bool) {
	if len(d.Needs) == 0 || m.without(ruleContracts) {
		return d, d.Level, true
	}
	demands := make([]demand, len(d.Needs))
	for i, need := range d.Needs {
		demands[i] = m.demandOf(f, call, need)
	}
	base, kind := d.Level, d.Kind
	level, rest, open := m.unmet(f, at, demands, base, func(d demand) bool {
		switch {
		case d.e == nil, !m.givenByWhatFails(f, call), kind == KindAssert && m.converts(call, d.e):
			return false
		case d.e == unknownExpr && d.owed(kind):
			return kind != KindAssert && m.leavesModule(at)
		}
		return m.strictlyIf(d.owed(kind), kind, func() bool { return m.outsidePassed(f, d, kind) })
	})
	if level == 0 {
		return d, 0, false
	}
	// A call that breaks a need panics where the operation is reached. If other
	// conditions lead to it, that these do not hold may be what the call is for.
	if level > base && (base == Possible || !d.Always) {
		level = Possible
	}
	d.Always = d.Always && m.always(f, at, nil)
	d.Level, d.demands = level, open
	switch d.Needs = m.needsOf(f, open); {
	case d.Needs != nil:
	case d.Kind == KindMust && level == Certain, open[0].owed(d.Kind) && level == Likely:
		m.leaveToCaller(f, &d, m.passedFor(call, open[0]))
	}
	return d, rest, true
}

// passedFor returns what a call passes for a demand: of Must(g(x)), what g is given, and
// of a list that is to come from inside, what is in it too.
func (m *Model) passedFor(call *ast.CallExpr, d demand) []ast.Expr {
	if d.e != nil && d.e != unknownExpr {
		if t := typeOf(m.info, d.e); d.is == demandInside && isSliceType(t) && !isBytes(t) { // what bytes say, is not how many there are
			return []ast.Expr{d.e, &element{of: d.e}}
		}
		return []ast.Expr{d.e}
	}
	if len(call.Args) == 1 {
		if inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr); ok {
			return inner.Args
		}
	}
	return call.Args
}

// converts reports whether a call passes e, of a type that is known, for a
// parameter of an interface type.
func (m *Model) converts(call *ast.CallExpr, e ast.Expr) bool {
	sig, ok := typeOf(m.info, call.Fun).Underlying().(*types.Signature)
	i := slices.Index(call.Args, e)
	return ok && i >= 0 && i < sig.Params().Len() && types.IsInterface(sig.Params().At(i).Type()) && !types.IsInterface(typeOf(m.info, e))
}

// givenByWhatFails reports whether a call is none of the form f(g()), with a g that
// returns an error, or one whose g may fail in practice.
func (m *Model) givenByWhatFails(f *Func, call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return true
	}
	inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr)
	if !ok {
		return true
	}
	t := typeOf(m.info, inner)
	_, several := t.(*types.Tuple)
	return !several && !isErrorType(t) || m.canFailInPractice(f, inner)
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
// or the table has them. started says that it is the function of a goroutine,
// which knows what it is there for, and not one that is called on the way: what
// that does deeper in its package may follow an invariant, and so may what it
// indexes, asserts or divides by that its callers have no say in.
func (m *Model) farDangers(f *Func, call *ast.CallExpr, fn *types.Func, started bool) (found []danger) {
	found = m.contractDangers(f, call, fn)
	if m.harmless(fn) {
		return found
	}
	s := m.summary(fn)
	if m.without(ruleFacts) {
		s = new(Summary)
	}
	far := farName(fn)
	own := fn.Pkg() == m.pass.Pkg || fn.Pkg() != nil && sameModule(fn.Pkg().Path(), m.pass.Pkg.Path())
	if outer := m.sought.owner; !own {
		m.sought.owner = pathOf(fn)
		defer func() { m.sought.owner = outer }()
	}
	for _, D := range s.Dangers {
		d := danger{Danger: D, op: call, in: f, far: far, whatever: len(D.Needs) == 0}
		d.Needs = slices.Clone(D.Needs)
		lost := d.Kind == KindPanic && d.Level < Certain // what it asks of its callers is not kept
		deep := len(d.Needs) == 0 && (len(d.Hops) > 1 || d.Kind.ofData() || lost) && !started
		if own && deep || !own && (len(d.Needs) == 0 || len(d.Hops) > 0 || d.Kind != KindPanic && d.Kind != KindMust) {
			d.Level = Possible // the insides of another package, and no demand of its own
		}
		if len(d.Needs) == 0 && len(d.Hops) == 0 && !started && m.isWrittenOut(f, call, 0) {
			d.Level = Possible // somebody has tried it
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

// isWrittenOut reports whether all that a call is given is written in the source: nothing
// that is known only when the program runs decides what it does.
func (m *Model) isWrittenOut(f *Func, call *ast.CallExpr, depth int) bool {
	return len(call.Args) > 0 && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !m.isWritten(f, e, depth) })
}

func (m *Model) isWritten(f *Func, e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if tv := m.info.Types[e]; tv.Value != nil || tv.IsNil() || tv.IsType() {
		return true
	}
	if depth > maxHops {
		return false
	}
	switch e := e.(type) {
	case *ast.FuncLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND && m.isWritten(f, e.X, depth+1)
	case *ast.CompositeLit:
		return !slices.ContainsFunc(e.Elts, func(elt ast.Expr) bool {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			return !m.isWritten(f, elt, depth+1)
		})
	case *ast.CallExpr: // what is made of it
		fn, ok := m.callee(e).(*types.Func)
		return ok && strings.HasPrefix(fn.Name(), "New") && m.isWrittenOut(f, e, depth+1)
	case *ast.Ident, *ast.SelectorExpr:
		if id := named(e); id != nil {
			if _, isFunc := m.info.ObjectOf(id).(*types.Func); isFunc {
				return true
			}
		}
		v := m.variable(e)
		if v == nil {
			return false
		}
		def := m.definedBy(f, v)
		return def != nil && def != unknownExpr && m.isWritten(f, def, depth+1)
	}
	return false
}

func pathOf(fn *types.Func) string {
	if fn.Pkg() == nil {
		return ""
	}
	return fn.Pkg().Path()
}

// farName names a function of another package as its users do.
func farName(fn *types.Func) string {
	if recv := library.ReceiverName(fn); recv != "" {
		return recv + "." + fn.Name()
	}
	if fn.Pkg() == nil {
		return fn.Name()
	}
	return fn.Pkg().Name() + "." + fn.Name()
}

// harmless reports whether a function is known not to panic when it is called correctly.
func (m *Model) harmless(fn *types.Func) bool {
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
		if slices.Contains([]string{"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com", "golang.org"}, parts[0]) {
			n = 3
		}
	}
	return path.Join(parts[:min(n, len(parts))]...)
}
