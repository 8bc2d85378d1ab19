package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// canFail reports whether the node by itself, without what is below it, is an
// operation that can panic, and whether it is bound to. It errs on the side of
// "can": it decides whether a guard has anything to do at all.
func (m *Model) canFail(f *Func, n ast.Node) (can, must bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		return m.callFails(f, n)
	case *ast.IndexExpr:
		return m.indexFails(f, n)
	case *ast.SliceExpr, *ast.StarExpr:
		return m.isValue(n.(ast.Expr)), false
	case *ast.SelectorExpr:
		return m.derefs(n), false
	case *ast.SendStmt:
		return true, false // the channel may be closed
	case *ast.TypeAssertExpr:
		return n.Type != nil && !m.commaOK(f, n), false
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			return m.comparesDynamically(n), false
		}
		return (n.Op == token.QUO || n.Op == token.REM) && m.divides(n.X, n.Y), false
	case *ast.AssignStmt:
		return (n.Tok == token.QUO_ASSIGN || n.Tok == token.REM_ASSIGN) && m.divides(n.Lhs[0], n.Rhs[0]), false
	}
	return false, false
}

// isValue tells *p the operation from *T the type.
func (m *Model) isValue(e ast.Expr) bool { return m.info.Types[e].IsValue() }

// derefs reports whether a selection follows a pointer that may be nil.
func (m *Model) derefs(e *ast.SelectorExpr) bool {
	sel := m.info.Selections[e]
	return sel != nil && sel.Kind() == types.FieldVal && sel.Indirect()
}

// comparesDynamically reports whether two interfaces are compared, whose
// values may be of a type that has no comparison.
func (m *Model) comparesDynamically(e *ast.BinaryExpr) bool {
	for _, x := range []ast.Expr{e.X, e.Y} {
		if m.info.Types[x].IsNil() || !types.IsInterface(typeOf(m.info, x)) {
			return false
		}
	}
	return true
}

// divides reports whether x/y is a division of integers by what may be zero.
func (m *Model) divides(x, y ast.Expr) bool {
	b, ok := typeOf(m.info, x).Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0 && m.info.Types[y].Value == nil
}

func (m *Model) commaOK(f *Func, e ast.Expr) bool {
	switch up := m.parent(f, e).(type) {
	case *ast.AssignStmt:
		return len(up.Lhs) == 2 && len(up.Rhs) == 1
	case *ast.ValueSpec:
		return len(up.Names) == 2 && len(up.Values) == 1
	}
	return false
}

func (m *Model) indexFails(f *Func, n *ast.IndexExpr) (can, must bool) {
	switch t := typeOf(m.info, n.X).Underlying().(type) {
	case *types.Map:
		if m.isAssigned(f, n) {
			return true, m.isNilMap(f, n.X)
		}
		return types.IsInterface(t.Key()), false // reading a nil map is no fault
	case *types.Array:
		return m.info.Types[n.Index].Value == nil, false
	case *types.Signature:
		return false, false // an instance of a generic function
	case *types.Basic, *types.Slice, *types.Pointer, *types.Interface:
		return m.isValue(n) && t != nil, false
	}
	return false, false
}

// isAssigned reports whether the statement around e assigns to it.
func (m *Model) isAssigned(f *Func, e ast.Expr) bool {
	switch up := m.parent(f, e).(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(up.Lhs, func(lhs ast.Expr) bool { return ast.Unparen(lhs) == e })
	case *ast.IncDecStmt:
		return true
	}
	return false
}

// isNilMap reports whether x is a local variable that is never given a map.
func (m *Model) isNilMap(f *Func, x ast.Expr) bool {
	v := m.variable(x)
	if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() {
		return false
	}
	exprs, all := m.assigned(f, v)
	for _, e := range exprs {
		if e != nil {
			return false
		}
	}
	return all && len(exprs) > 0
}

// quiet are the packages of std whose functions do not panic when they are
// called as everybody calls them, and the calls that only wait or signal.
var quiet = map[string]bool{
	"context": true, "errors": true, "fmt": true, "log": true, "log/slog": true,
	"sync": true, "sync/atomic": true, "time": true,
}

func (m *Model) callFails(f *Func, call *ast.CallExpr) (can, must bool) {
	if m.info.Types[call.Fun].IsType() {
		return false, false
	}
	switch obj := m.callee(call).(type) {
	case *types.Builtin:
		switch obj.Name() {
		case "panic":
			return true, true
		case "close":
			return true, false // of a channel that is nil, or closed already
		case "make":
			return slices.ContainsFunc(call.Args[1:], func(size ast.Expr) bool { return m.info.Types[size].Value == nil }), false
		}
		return false, false
	case *types.Func:
		switch {
		case obj.Pkg() == nil:
			return true, false // error.Error: any code
		case m.known.safeCall(obj):
			return m.callsArg(f, call), false
		case m.summary(obj).Ends == EndPanic:
			return true, true
		case quiet[obj.Pkg().Path()]:
			return m.callsArg(f, call), false
		}
	case *types.Var:
		if isCancel(obj) {
			return false, false
		}
	}
	ts, all := m.targets(f, call.Fun)
	if !all {
		return !m.isQuiet(call.Fun), false
	}
	for _, t := range ts {
		if t.fn == nil || m.funcFails(t.fn) {
			return true, false
		}
	}
	return false, false
}

// callsArg reports whether an argument of a quiet call is a function that can
// fail: wg.Go(work), once.Do(load).
func (m *Model) callsArg(f *Func, call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if !isFunc(typeOf(m.info, arg)) {
			continue
		}
		ts, all := m.targets(f, arg)
		for _, t := range ts {
			if t.fn == nil || m.funcFails(t.fn) {
				return true
			}
		}
		if !all {
			return true
		}
	}
	return false
}

// funcFails reports whether anything that f does on its own goroutine can
// panic and is not stopped in f itself.
func (m *Model) funcFails(f *Func) bool {
	if fails, ok := m.mayFail[f]; ok {
		return fails // false for a recursive call: it fails if the rest does
	}
	m.mayFail[f] = false
	for n := range f.own() {
		if can, _ := m.canFail(f, n); can && m.escapes(f, n, nil) {
			m.mayFail[f] = true
			break
		}
	}
	return m.mayFail[f]
}

// escapes reports whether a panic of the operation leaves f, and the operation
// is no part of the sites and no guard.
func (m *Model) escapes(f *Func, n ast.Node, sites []Site) bool {
	return !m.elsewhere(f, n) && !m.isHelperCall(f, n) && !m.isPartOf(f, n, sites) &&
		m.reachable(f, n) && m.frameFate(f, n) != Contained
}

// unstopped returns an operation of f that can panic and whose panic leaves f,
// left out what is in the sites, and whether it is bound to panic. Of several
// it is the first of those that there is most to say of.
func (m *Model) unstopped(f *Func, sites []Site) (op ast.Node, must bool) {
	best := 0
	for n := range f.own() {
		can, certain := m.canFail(f, n)
		if weight := m.weight(n, certain); can && weight > best && m.escapes(f, n, sites) {
			op, must, best = n, certain, weight
		}
	}
	return op, must
}

// weight says how much an operation is worth as evidence: one that is bound to
// panic more than a call, and that more than a pointer that may be nil.
func (m *Model) weight(n ast.Node, certain bool) int {
	_, call := n.(*ast.CallExpr)
	switch {
	case certain:
		return 4
	case m.deferrals[n] != nil:
		return 1
	case call:
		return 3
	}
	return 2
}

// isPartOf reports whether n belongs to one of the sites: to the call, or to
// the branch that a recover which returns nil never takes.
func (m *Model) isPartOf(f *Func, n ast.Node, sites []Site) bool {
	for _, s := range sites {
		if contains(n.Pos(), s.Node) {
			return true
		}
		if branch := m.branchOf(f, s); branch != nil && contains(n.Pos(), branch.Body) {
			return true
		}
	}
	return false
}

// branchOf returns the if statement of "if r := recover(); r != nil" where the
// recover is not deferred.
func (m *Model) branchOf(f *Func, s Site) *ast.IfStmt {
	if s.Way != WayNotDeferred || s.Helper != nil {
		return nil
	}
	for up := m.parent(f, s.Node); up != nil && up != f.Node; up = m.parent(f, up) {
		if branch, ok := up.(*ast.IfStmt); ok {
			cond, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
			if ok && cond.Op == token.NEQ && m.info.Types[cond.Y].IsNil() && !contains(s.Node.Pos(), branch.Body) {
				return branch
			}
			return nil
		}
	}
	return nil
}

// elsewhere reports whether n is the call of a go statement, which does not run
// here, or a deferred call that recovers: it is there for the other calls.
func (m *Model) elsewhere(f *Func, n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	if m.deferrals[call] != nil {
		return m.handlerOf(f, call).Stops != Never
	}
	return m.started[call]
}
