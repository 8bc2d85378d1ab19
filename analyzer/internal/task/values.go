package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// This file judges calls of functions that are values: variables, arguments,
// iterators.

// valueDangers returns what can panic in a function that is a value: of what
// it can be, where all of that is seen.
func (m *Model) valueDangers(f *Func, call *ast.CallExpr) (found []danger) {
	ts, all := m.targets(f, call.Fun)
	for _, t := range ts {
		switch {
		case t.fn != nil:
			found = append(found, m.chosen(call, len(ts), t.fn.Obj, m.lifted(f, call, t.fn))...)
		case t.made && m.makesGuarded(t.obj):
		case t.made || t.obj == nil:
			all = false
		default:
			found = append(found, m.chosen(call, len(ts), t.obj, m.farDangers(f, call, t.obj, false))...)
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

// chosen lowers what one of n implementations of a method is bound to do whenever it
// is called: a type that says so is one whose owner knows not to call it. So does it what
// one does that a caller passes: which it is, the caller knows. Functions that are values
// are there to be called. What stands in for others in tests is called there.
func (m *Model) chosen(call *ast.CallExpr, n int, fn *types.Func, found []danger) []danger {
	_, method := m.callee(call).(*types.Func)
	standIn := method && fn != nil && isStandIn(library.ReceiverName(fn))
	of := m.variable(receiverOf(call))
	passed := of != nil && of.Kind() == types.ParamVar
	for i, d := range found {
		if standIn || method && n > 1 && (passed || d.Kind == KindPanic && d.Always) {
			found[i].Level = Possible
		}
	}
	return found
}

// isStandIn reports whether a type is by its name one that stands in for others in tests.
func isStandIn(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "mock") || strings.HasPrefix(name, "fake") || strings.HasPrefix(name, "stub")
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
		// What is in a list or a channel that is passed is judged nowhere.
		return m.calledDirectly(f, v) && (isFunc(v.Type()) || m.listsArgs(f, v))
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
	g := m.takerOf(f, v)
	if g == nil || g.Obj == nil || isOpen(g.Obj) {
		return false
	}
	uses := m.usesOf(g.Obj)
	for _, u := range uses {
		if u.in == nil {
			return false
		}
		fun := m.expression(u)
		if call, ok := m.parent(u.in, fun).(*ast.CallExpr); !ok || ast.Unparen(call.Fun) != fun {
			return false
		}
	}
	return len(uses) > 0
}

// listsArgs reports whether v is the variadic parameter of a function, and none of its calls
// passes a slice for it.
func (m *Model) listsArgs(f *Func, v *types.Var) bool {
	g := m.takerOf(f, v)
	sig := g.Obj.Signature()
	return sig.Variadic() && sig.Params().At(sig.Params().Len()-1) == v && !slices.ContainsFunc(m.usesOf(g.Obj), func(u use) bool {
		call, ok := m.parent(u.in, m.expression(u)).(*ast.CallExpr)
		return !ok || call.Ellipsis.IsValid()
	})
}

// allGive reports whether all who call the function around f that v is a parameter of
// are seen, and is says so of what each of them gives for it. What a test gives is no
// more than a try: usesOf leaves that out.
func (m *Model) allGive(f *Func, v *types.Var, is func(in *Func, arg ast.Expr) bool) bool {
	if !m.calledDirectly(f, v) {
		return false
	}
	g := m.takerOf(f, v)
	return !slices.ContainsFunc(m.usesOf(g.Obj), func(u use) bool {
		call, ok := m.parent(u.in, m.expression(u)).(*ast.CallExpr)
		if !ok {
			return true
		}
		arg, _ := m.argument(call, m.paramIndex(g, v))
		return arg == nil || !is(m.frameOf(u.in, call), arg)
	})
}

// takerOf returns the function around f that v is a parameter of, or nil.
func (m *Model) takerOf(f *Func, v *types.Var) *Func {
	for ; f != nil && m.paramIndex(f, v) == NoParam; f = f.Outer {
	}
	return f
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
