package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file infers what functions have to do with the waiting for goroutines.
// A function waits if it receives from a channel, or calls one that waits. It
// is a join if what it returns is the failure of those that it waits for: its
// receiver's, where a method of the same type starts what it is given, or that
// of a join whose result it passes on.

// maxWaits bounds how many calls there may be between a function and what it
// waits by.
const maxWaits = 4

// summarizeJoins fills in what the functions of the package have to do with
// the waiting for goroutines, those first that are called by others.
func (m *Model) summarizeJoins(decls []*Func) {
	callers, work := m.findWaits(decls)
	for range maxWaits {
		if len(work) == 0 {
			break
		}
		var next []*Func
		for _, f := range work {
			j := m.joinsOf(f)
			if s := m.local[f.Obj]; s.Joins != j {
				s.Joins = j
				next = append(next, callers[f.Obj]...)
			}
		}
		work = unique(next)
	}
	for _, f := range decls { // once more, with what is known of the other methods
		if s := m.local[f.Obj]; s.Joins.Failing && s.Joins.Of == OfReceiver {
			s.Joins = m.joinsOf(f)
		}
	}
	for _, f := range decls {
		if m.known.joins(f.Obj) { // the user says so
			s := m.local[f.Obj]
			s.Joins, m.joining = s.Joins.asSaid(f.Obj), true
		}
	}
	m.findAbstractJoins()
}

// findAbstractJoins fills in what the methods of the interfaces of the package
// have to do with waiting, where the package has types that implement them.
func (m *Model) findAbstractJoins() {
	joins := make(map[string]bool) // the names of the methods that wait
	for fn, s := range m.local {
		if s.Joins != (Joins{}) && fn.Signature().Recv() != nil {
			joins[fn.Name()] = true
		}
	}
	if len(joins) == 0 {
		return
	}
	for named, iface := range m.interfaces() {
		for fn := range iface.ExplicitMethods() {
			if joins[fn.Name()] {
				m.addAbstractJoins(named, fn)
			}
		}
	}
}

// addAbstractJoins fills in what a method of an interface has to do with
// waiting: what holds for all of its implementations here.
func (m *Model) addAbstractJoins(named *types.Named, fn *types.Func) {
	var j Joins
	for i, impl := range m.implementations(named, fn) {
		one := m.summary(impl.obj).Joins
		if i > 0 && (one.Tells != j.Tells || one.Failing != j.Failing || one.Adds != j.Adds || one.Done != j.Done) {
			return
		}
		j = one
	}
	if j == (Joins{}) {
		return
	}
	if m.local[fn] == nil {
		m.local[fn] = new(Summary)
		m.abstracts = append(m.abstracts, abstract{fn: fn})
	}
	m.local[fn].Joins = j
}

// findWaits returns the declarations that may wait by themselves, and for each
// function of the package the declarations that call it.
func (m *Model) findWaits(decls []*Func) (callers map[*types.Func][]*Func, seeds []*Func) {
	for _, f := range decls {
		if f.receives || f.panics && f.Obj.Signature().Recv() != nil || m.refuses(f) {
			seeds = append(seeds, f)
		}
	}
	callers = make(map[*types.Func][]*Func)
	for id, obj := range m.info.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Pkg() == nil {
			continue
		}
		fn = fn.Origin()
		own := fn.Pkg() == m.pass.Pkg
		if !own && m.summary(fn).Joins == (Joins{}) {
			continue
		}
		root := m.rootAt(id.Pos())
		if root == nil || root.Obj == nil {
			continue
		}
		if own {
			callers[fn] = append(callers[fn], root)
		} else {
			m.joining = true
			seeds = append(seeds, root)
		}
	}
	for _, fs := range callers {
		slices.SortFunc(fs, byPos)
	}
	return callers, unique(seeds)
}

func byPos(a, b *Func) int { return int(a.Node.Pos()) - int(b.Node.Pos()) }

// unique returns the functions in source order, without duplicates.
func unique(fs []*Func) []*Func {
	slices.SortFunc(fs, byPos)
	return slices.Compact(fs)
}

// joinsOf returns what a declaration has to do with the waiting for goroutines.
func (m *Model) joinsOf(f *Func) (j Joins) {
	sig := f.Obj.Signature()
	calls, receives := m.waitsIn(f)
	j.Refuses = m.refuses(f) && !(len(calls) > 0 && isErrorType(sig.Results().At(0).Type()))
	if receives || len(calls) > 0 {
		j.Tells, j.Result = tellsOf(sig)
	}
	for _, c := range calls {
		j.Of = max(j.Of, m.ofOf(f, c.on))
		j.Raises = j.Raises || c.joins.Raises
		if c.joins.Failing && m.passesOn(f, c.call, int(c.joins.Result)) && !m.isKilled(f, c.call, c.on) && !(isGivenData(sig) && m.ofOf(f, c.on) == OfReceiver) {
			j.Inferred = c.joins.Inferred && (j.Inferred || !j.Failing)
			j.Failing, j.Tells = true, c.joins.Tells
			j.Result = uint8(max(sig.Results().Len()-1, 0))
		}
	}
	if j.Tells != Unwaiting && !j.Failing {
		j.Failing = m.failsOf(f, &j)
	}
	if j.Tells == TellsError && m.isNilError(f, maxHops) { // it waits, whatever its type says
		j.Tells, j.Failing = TellsNone, false
	}
	j.Raises = j.Raises || m.raisesKept(f) || j.Tells != Unwaiting && m.callsRaising(f)
	if j.Tells == Unwaiting {
		j.Of = OfNone
		if m.endsLater(f) {
			j.Tells = TellsLater
		}
	}
	m.countsOf(f, &j)
	return j
}

// A waiting is a call of a function that waits.
type waiting struct {
	call  *ast.CallExpr
	on    ast.Expr // what it waits for; nil if that is its own
	joins Joins
}

// waitsIn returns the calls in f that wait on its goroutine, and whether it
// waits for a channel.
func (m *Model) waitsIn(f *Func) (calls []waiting, receives bool) {
	calls, receives = m.mayWaitIn(f)
	return slices.DeleteFunc(calls, func(w waiting) bool { return m.isToldNotToWait(w.call) }), receives
}

// mayWaitIn is waitsIn with the calls that a constant tells not to wait.
func (m *Model) mayWaitIn(f *Func) (calls []waiting, receives bool) {
	var polled []ast.Node
	for n := range f.own() {
		switch n := n.(type) {
		case *ast.SelectStmt:
			polled = append(polled, pollsOf(n)...)
		case *ast.FuncLit:
			if call, ok := m.parent(f, n).(*ast.CallExpr); ok && m.runsHere(f, call, n) {
				more, also := m.mayWaitIn(m.funcs[n])
				calls, receives = append(calls, more...), receives || also
			}
		case *ast.UnaryExpr:
			receives = receives || n.Op == token.ARROW && !slices.ContainsFunc(polled, func(p ast.Node) bool { return contains(n.Pos(), p) })
		case *ast.RangeStmt:
			_, ok := typeOf(m.info, n.X).Underlying().(*types.Chan)
			receives = receives || ok
		case *ast.CallExpr:
			if m.started[n] {
				continue
			}
			if j := m.joinsOfCall(f, n); j.Tells != Unwaiting && j.Tells != TellsLater && m.carries(n, j) {
				calls = append(calls, waiting{n, m.joinedBy(n, j), j})
			}
		}
	}
	return calls, receives
}

// pollsOf returns the communications of a select statement that does not wait
// for any of them: it has a default.
func pollsOf(sel *ast.SelectStmt) (comms []ast.Node) {
	waits := true
	for _, stmt := range sel.Body.List {
		clause := stmt.(*ast.CommClause)
		if clause.Comm == nil {
			waits = false
			continue
		}
		comms = append(comms, clause.Comm)
	}
	if waits {
		return nil
	}
	return comms
}

// runsHere reports whether a call in f runs a literal, which it calls or has
// as an argument, on the same goroutine before it returns.
func (m *Model) runsHere(f *Func, call *ast.CallExpr, lit *ast.FuncLit) bool {
	if m.started[call] {
		return false
	}
	if ast.Unparen(call.Fun) == lit {
		return true
	}
	i := slices.IndexFunc(call.Args, func(arg ast.Expr) bool { return ast.Unparen(arg) == lit })
	runs := m.paramRuns(f, call, i)
	return len(runs) > 0 && !slices.ContainsFunc(runs, func(r Run) bool { return r.Place != OnCaller && r.Place != OnDefer })
}

// carries reports whether what a call waits for makes its caller one that
// waits too: not where a function of another package only blocks for a while.
func (m *Model) carries(call *ast.CallExpr, j Joins) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && (fn.Pkg() == m.pass.Pkg || j.Failing || j.Of >= OfReceiver && j.Tells == TellsNone)
}

// joinsOfCall returns what the function that call calls has to do with waiting.
func (m *Model) joinsOfCall(f *Func, call *ast.CallExpr) Joins {
	switch obj := m.callee(call).(type) {
	case *types.Func:
		return m.joinsOfFunc(f, call.Fun, obj)
	case *types.Var:
		return m.joinsOfTargets(f, call.Fun)
	}
	return Joins{}
}

// joinsOfFunc returns what fn, which e denotes, has to do with waiting: of a
// method of an interface, what holds for all that the interface can hold.
func (m *Model) joinsOfFunc(f *Func, e ast.Expr, fn *types.Func) Joins {
	if recv := fn.Signature().Recv(); recv == nil || !types.IsInterface(recv.Type()) {
		return m.summary(fn).Joins
	}
	if j := m.summary(fn).Joins; j != (Joins{}) {
		return j
	}
	return m.joinsOfTargets(f, e)
}

func (m *Model) joinsOfTargets(f *Func, e ast.Expr) (j Joins) {
	ts, all := m.targets(f, e)
	for i, t := range ts {
		var one Joins
		if t.obj != nil && !t.made {
			one = m.summary(t.obj).Joins
		}
		if i > 0 && one != j || !all {
			return Joins{}
		}
		j = one
	}
	return j
}

// joinedBy returns the expression for what a call waits for.
func (m *Model) joinedBy(call *ast.CallExpr, j Joins) ast.Expr { return ofExpr(call, j.Of) }

// ofExpr returns the receiver or the argument of a call that of stands for.
func ofExpr(call *ast.CallExpr, of Of) ast.Expr {
	switch {
	case of == OfReceiver:
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return sel.X
		}
	case of >= ofParam:
		if i := int(of - ofParam); i < len(call.Args) {
			return call.Args[i]
		}
	}
	return nil
}

// ofOf returns what an expression in f is to the callers of f.
func (m *Model) ofOf(f *Func, on ast.Expr) Of {
	v := m.baseOf(on)
	if v == nil || f.Root.Obj == nil {
		return OfItself
	}
	sig := f.Root.Obj.Signature()
	if v == sig.Recv() {
		return OfReceiver
	}
	for i := range sig.Params().Len() {
		if v == sig.Params().At(i) {
			return OfParam(i)
		}
	}
	return OfItself
}

// baseOf returns the variable at the root of x.y.z, or nil.
func (m *Model) baseOf(e ast.Expr) *types.Var {
	for e != nil {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if m.info.Selections[x] == nil {
				return m.variable(x) // of a package
			}
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			return m.variable(x)
		default:
			return nil
		}
	}
	return nil
}
