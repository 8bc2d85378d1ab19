package task

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
)

// This file has what functions count: goroutines that a group waits for, by what
// is started on it or said of it, and whether a start can be declined.

// maxCounter is how many statements a function may have that is taken for a
// wrapper around the counter of a group.
const maxCounter = 3

// countsOf adds to j what f counts: a goroutine more or less to be waited for.
func (m *Model) countsOf(f *Func, j *Joins) {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || m.started[call] {
			continue
		}
		of := m.joinsOfCall(f, call)
		if of.Done != OfNone && len(f.Body.List) <= maxCounter {
			j.Done = max(j.Done, m.countedOf(f, ofExpr(call, of.Done)))
		}
		if of.Adds != OfNone {
			j.Adds = max(j.Adds, m.countedOf(f, ofExpr(call, of.Adds)))
		} else if on := m.startsOn(f, call); on != nil {
			j.Adds = max(j.Adds, m.countedOf(f, on))
		}
	}
	if j.Adds == OfReceiver || j.Adds >= ofParam && m.waitsFor(f, int(j.Adds-ofParam)) {
		j.Adds = OfNone // what starts more than it is given is no group
	}
}

// waitsFor reports whether f does more with its i'th parameter than to start
// something on it: it, or a func in it, waits for it, or hands it on.
func (m *Model) waitsFor(f *Func, i int) bool {
	v := m.param(f, i)
	return v == nil || slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool {
		return m.useOf(m.frameOf(f, id), id, 0).kind >= useJoins
	})
}

// countedOf returns what a group is to the callers of f that f counts up or
// down: a parameter itself, or what its receiver has.
func (m *Model) countedOf(f *Func, on ast.Expr) Of {
	of := m.ofOf(f, on)
	if _, whole := ast.Unparen(on).(*ast.Ident); of == OfItself || of >= ofParam && !whole {
		return OfNone
	}
	return of
}

// startsOn returns the receiver of a call that starts a function which its
// receiver waits for, or nil.
func (m *Model) startsOn(f *Func, call *ast.CallExpr) ast.Expr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok || m.summary(fn).Joins.tells() || !slices.ContainsFunc(m.summary(fn).Runs, func(r Run) bool { return r.Place == OnGoroutine && r.Param != Receiver }) {
		return nil
	}
	if !m.isGroup(typeOf(m.info, sel.X)) {
		return nil
	}
	return sel.X
}

// isGroup reports whether a type has a method that waits for what it was given.
func (m *Model) isGroup(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	key := types.Unalias(t)
	if n, ok := key.(*types.Named); ok {
		key = n.Origin()
	}
	if is, ok := m.groups[key]; ok {
		return is
	}
	m.groups[key] = false
	is := slices.ContainsFunc(m.members(t), func(c member) bool {
		return c.joins.Of == OfReceiver && c.joins.Tells != Unwaiting && !c.some && (c.joins.Failing || c.joins.Tells == TellsNone || c.joins.Raises)
	})
	if m.complete {
		m.groups[key] = is
	} else {
		delete(m.groups, key)
	}
	return is
}

// refuses reports whether the last result of f says whether it started a
// function that it was given: false or an error where it did not.
func (m *Model) refuses(f *Func) bool {
	results := f.Obj.Signature().Results()
	if results.Len() != 1 {
		return false
	}
	runs := m.local[f.Obj].Runs
	starts := slices.ContainsFunc(runs, func(r Run) bool { return r.Place == OnGoroutine })
	if !starts || slices.ContainsFunc(runs, func(r Run) bool { return r.Place == OnCaller || r.Place == OnDefer }) {
		return false
	}
	t := results.At(0).Type()
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
		return m.returnsConst(f, false) && m.returnsConst(f, true) || m.returnsRefusal(f)
	}
	if _, receives := m.waitsIn(f); receives {
		return false // the error may be that of the function
	}
	return types.IsInterface(t) && isErrorType(t) && m.returnsFailure(f)
}

// returnsRefusal reports whether f returns what another function answers that
// it gives its parameter to.
func (m *Model) returnsRefusal(f *Func) bool {
	exprs, _ := m.results(f)
	return slices.ContainsFunc(exprs, func(e ast.Expr) bool {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		return ok && m.joinsOfCall(f, call).Refuses
	})
}

// returnsConst reports whether f has a return statement with the constant.
func (m *Model) returnsConst(f *Func, b bool) bool {
	exprs, _ := m.results(f)
	return slices.ContainsFunc(exprs, func(e ast.Expr) bool {
		v := m.info.Types[e].Value
		return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v) == b
	})
}

// returnsFailure reports whether f returns something that is not nil.
func (m *Model) returnsFailure(f *Func) bool {
	for n := range f.own() {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) == 1 && !m.info.Types[ret.Results[0]].IsNil() {
			return true
		}
	}
	return false
}

// A member is a method of a type that has to do with waiting.
type member struct {
	name  string
	joins Joins
	some  bool // it waits for what its arguments say, and not for all
}

// members returns the methods of a type, and of pointers to it, that have to
// do with waiting and that this package can call.
func (m *Model) members(t types.Type) (all []member) {
	for _, fn := range recall(&m.methods, t, func() []*types.Func { return m.callable(t) }) {
		if j := m.summary(fn).Joins; j != (Joins{}) {
			all = append(all, member{fn.Name(), j, m.known.fn(fn) == nil && waitsForSome(fn)})
		}
	}
	return all
}

// callable returns the methods of a type, and of pointers to it, that this package can call.
func (m *Model) callable(t types.Type) (fns []*types.Func) {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	for method := range types.NewMethodSet(t).Methods() {
		if fn, ok := method.Obj().(*types.Func); ok && (fn.Exported() || fn.Pkg() == m.pass.Pkg) {
			fns = append(fns, fn)
		}
	}
	return fns
}

// waitsForSome reports whether a method takes what says what it waits for, as a
// func or a name: more than how long it waits.
func waitsForSome(fn *types.Func) bool {
	for p := range fn.Signature().Params().Variables() {
		if b, ok := p.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsNumeric != 0 {
			continue
		}
		if !isContext(p.Type()) {
			return true
		}
	}
	return false
}
