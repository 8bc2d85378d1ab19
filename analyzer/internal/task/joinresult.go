package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file has what the inference of joins looks for in one function: whether
// the error of a call gets to the caller, where a failure is kept, and what
// the function counts.

// passesOn reports whether f returns the i'th result of a call in it, on some
// path, as it is or as a part of another value.
func (m *Model) passesOn(f *Func, call *ast.CallExpr, i int) bool {
	in := m.frameOf(f, call)
	var e ast.Node = call
	for {
		switch up := m.parent(in, e).(type) {
		case *ast.ReturnStmt:
			return in == f
		case *ast.AssignStmt:
			if len(up.Rhs) == 1 && i < len(up.Lhs) && len(up.Lhs) > 1 {
				return m.returnsVar(f, m.variable(up.Lhs[i]))
			}
			for j, rhs := range up.Rhs {
				if rhs == e && j < len(up.Lhs) {
					return m.returnsVar(f, m.variable(up.Lhs[j]))
				}
			}
			return false
		case *ast.ValueSpec:
			return i < len(up.Names) && m.returnsVar(f, m.variable(up.Names[min(i, len(up.Names)-1)]))
		case *ast.CallExpr:
			if ast.Unparen(up.Fun) == e || m.started[up] {
				return false
			}
			e = up // wrap(g.Wait())
		case *ast.SelectorExpr:
			e = up // g.Wait().ErrorOrNil()
			if outer, ok := m.parent(in, up).(*ast.CallExpr); ok && ast.Unparen(outer.Fun) == up {
				e = outer
			}
		default:
			return false
		}
	}
}

// returnsVar reports whether a return statement of f has the variable, or the
// variable is one of its results.
func (m *Model) returnsVar(f *Func, v *types.Var) bool {
	if v == nil || v.IsField() {
		return false
	}
	for id := range names(f.Type.Results) {
		if m.info.Defs[id] == v {
			return true
		}
	}
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if ok && m.mentions(ret, v) {
			return true
		}
	}
	return false
}

// mentions reports whether the variable occurs below n, literals included.
func (m *Model) mentions(n ast.Node, v types.Object) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && m.info.ObjectOf(id) == v {
			found = true
		}
		return !found
	})
	return found
}

// failsOf reports whether the error that f returns is one of the goroutines
// that it waits for, by what else there is: a method of the same type that
// starts what can fail, or a function that f itself starts and that can fail.
func (m *Model) failsOf(f *Func, j *Joins) (found bool) {
	if j.Tells != TellsError && j.Tells != TellsValue {
		return false
	}
	if slices.ContainsFunc(m.local[f.Obj].Runs, func(r Run) bool { return r.Place == OnGoroutine && m.canReturnError(f.Obj, r.Param) }) {
		j.Of = OfItself
		return true
	}
	recv := f.Obj.Signature().Recv()
	if recv == nil || isGivenData(f.Obj.Signature()) {
		return false
	}
	if j.Tells == TellsError && !m.returnsForeign(f) && !m.isNilError(f, maxHops) {
		return false // the function itself gave up
	}
	kept := m.returnedFields(f)
	for _, other := range m.methodsOf(recv.Type()) {
		s := m.summary(other)
		for _, r := range s.Runs {
			if r.Place != OnGoroutine || other == f.Obj || s.Joins.tells() || f.Obj.Exported() && !other.Exported() {
				continue
			}
			if m.canReturnError(other, r.Param) && j.Tells == TellsError || m.keeps(other, kept) || j.Tells == TellsValue && r.Fate == Contained {
				j.Of, found = OfReceiver, true
				if isTaskParam(other, r.Param) { // a group, by what it is for
					j.Inferred = false
					return true
				}
				j.Inferred = true
			}
		}
	}
	return found
}

// paramOf returns the type of the i'th parameter of fn, of one of them if it has several,
// or nil.
func paramOf(fn *types.Func, i int) types.Type {
	if i < 0 || i >= fn.Signature().Params().Len() {
		return nil
	}
	t := fn.Signature().Params().At(i).Type()
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// isTaskParam reports whether the i'th parameter of fn is a func that needs nothing to
// run, but a context: one that is given more is called back when something happens.
func isTaskParam(fn *types.Func, i int) bool {
	t := paramOf(fn, i)
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return true // a value that has the function
	}
	n := sig.Params().Len()
	return n == 0 || n == 1 && isContext(sig.Params().At(0).Type())
}

// isGivenData reports whether a function is given bytes, as Write is: if it waits for
// another goroutine, then for what becomes of these, and not for what was started.
func isGivenData(sig *types.Signature) bool {
	for i := range sig.Params().Len() {
		if s, ok := sig.Params().At(i).Type().Underlying().(*types.Slice); ok && types.Identical(s.Elem().Underlying(), types.Typ[types.Byte]) {
			return true
		}
	}
	return false
}

// returnsForeign reports whether f may return an error that it does not make
// itself: one of a field, received, or of a call that is none of a context or a
// constructor.
func (m *Model) returnsForeign(f *Func) bool {
	i := f.errorResult(m)
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if ok && (len(ret.Results) <= i || m.isForeign(f, ret.Results[i], maxHops)) {
			return true
		}
	}
	return false
}

func (m *Model) isForeign(f *Func, e ast.Expr, hops int) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return m.info.Selections[e] != nil
	case *ast.UnaryExpr:
		return true // received, or the address of something
	case *ast.CallExpr:
		fn, ok := m.callee(e).(*types.Func)
		if !ok || fn.Pkg() == m.pass.Pkg {
			return !m.isNilCall(e, maxHops)
		}
		if recv := fn.Signature().Recv(); recv != nil {
			return !isContext(recv.Type())
		}
		return slices.ContainsFunc(e.Args, func(arg ast.Expr) bool {
			return isErrorType(typeOf(m.info, arg)) && m.isForeign(f, arg, hops)
		})
	case *ast.Ident:
		v := m.variable(e)
		if v == nil || hops == 0 || v.Parent() == v.Pkg().Scope() {
			return false
		}
		exprs, _ := m.assigned(f, v)
		return slices.ContainsFunc(exprs, func(from ast.Expr) bool {
			return from == unknownExpr || from != nil && m.isForeign(f, from, hops-1)
		})
	}
	return false
}

// canReturnError reports whether the i'th parameter of fn is a func that
// returns an error.
func (m *Model) canReturnError(fn *types.Func, i int) bool {
	t := paramOf(fn, i)
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	n := sig.Results().Len()
	return n > 0 && isErrorType(sig.Results().At(n-1).Type())
}

// methodsOf returns the methods that this package declares on a type.
func (m *Model) methodsOf(t types.Type) (fns []*types.Func) {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	for fn := range named.Origin().Methods() {
		fns = append(fns, fn)
	}
	return fns
}

// returnedFields returns the fields that the return statements of f read.
func (m *Model) returnedFields(f *Func) (fields []*types.Var) {
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			continue
		}
		for n := range within(ret) {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if v := m.variable(sel); v != nil && v.IsField() {
					fields = append(fields, v)
				}
			}
		}
	}
	return fields
}

// keeps reports whether a method of this package, or a literal in it, assigns
// to one of the fields.
func (m *Model) keeps(fn *types.Func, fields []*types.Var) (found bool) {
	f := m.decls[fn]
	if f == nil || len(fields) == 0 {
		return false
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok {
			for _, lhs := range assign.Lhs {
				v := m.variable(lhs)
				found = found || v != nil && slices.Contains(fields, v)
			}
		}
		return !found
	})
	return found
}

// raisesKept reports whether f panics with what its receiver has kept.
func (m *Model) raisesKept(f *Func) bool {
	recv := f.Obj.Signature().Recv()
	if !f.panics || recv == nil {
		return false
	}
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || !m.isBuiltin(call, "panic") || len(call.Args) != 1 {
			continue
		}
		arg := ast.Unparen(call.Args[0])
		if id, ok := arg.(*ast.Ident); ok {
			if v := m.variable(id); v != nil {
				if from := m.definition(f, v); from != nil {
					arg = from
				}
			}
		}
		if inner, ok := arg.(*ast.CallExpr); ok {
			if _, isType := m.callee(inner).(*types.Func); !isType {
				continue
			}
			arg = inner.Fun
		}
		if sel, ok := arg.(*ast.SelectorExpr); ok && m.baseOf(sel) == recv && types.TypeString(typeOf(m.info, call.Args[0]), nil) != "string" {
			return true
		}
	}
	return false
}

// callsRaising reports whether f calls a function that panics with what it has
// kept of another goroutine.
func (m *Model) callsRaising(f *Func) bool {
	for n := range f.own() {
		if call, ok := n.(*ast.CallExpr); ok && !m.started[call] && m.joinsOfCall(f, call).Raises {
			return true
		}
	}
	return false
}

// endsLater reports whether f returns a context or a channel and starts a
// goroutine that waits, and then ends what is returned.
func (m *Model) endsLater(f *Func) bool {
	results := f.Obj.Signature().Results()
	if results.Len() == 0 || !isEndSignal(results.At(0).Type()) {
		return false
	}
	for _, lit := range f.inner {
		if call, ok := m.parent(f, lit.Node).(*ast.CallExpr); ok && m.started[call] {
			if calls, receives := m.waitsIn(lit); receives || len(calls) > 0 {
				return true
			}
		}
	}
	return false
}

// isEndSignal reports whether a value of type t says that something ended: a
// context, or a channel without values.
func isEndSignal(t types.Type) bool {
	if ch, ok := t.Underlying().(*types.Chan); ok {
		st, ok := ch.Elem().Underlying().(*types.Struct)
		return ok && st.NumFields() == 0
	}
	return types.TypeString(t, nil) == "context.Context"
}
