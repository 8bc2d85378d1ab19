package task

import (
	"go/ast"
	"go/types"
	"iter"
	"slices"
)

// This file follows functions through the methods of interfaces: an interface
// of this package does to them what the types of the package do that implement
// it.

// An abstract is a method of an interface of this package that takes functions.
type abstract struct {
	fn    *types.Func
	impls []target
	open  bool // there may be other implementations
}

// interfaces yields the interfaces that the package declares, in the files that
// every variant of it has.
func (m *Model) interfaces() iter.Seq2[*types.Named, *types.Interface] {
	return func(yield func(*types.Named, *types.Interface) bool) {
		scope := m.pass.Pkg.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || m.inTest(tn.Pos()) {
				continue
			}
			named, ok := tn.Type().(*types.Named)
			if !ok {
				continue
			}
			if iface, ok := named.Underlying().(*types.Interface); ok && !yield(named, iface) {
				return
			}
		}
	}
}

// findAbstracts returns the methods of the interfaces of the package that take
// functions and that the package itself implements.
func (m *Model) findAbstracts() (all []abstract) {
	for named, iface := range m.interfaces() {
		for fn := range iface.ExplicitMethods() {
			if !takesFunc(fn) {
				continue
			}
			if impls := m.implementations(named, fn); len(impls) > 0 {
				open := named.Obj().Exported() && !sealed(iface) || named.TypeParams().Len() > 0
				all = append(all, abstract{fn: fn, impls: impls, open: open})
			}
		}
	}
	return all
}

// sealed reports whether only this package can implement the interface.
func sealed(iface *types.Interface) bool {
	for fn := range iface.Methods() {
		if !fn.Exported() {
			return true
		}
	}
	return false
}

func takesFunc(fn *types.Func) bool {
	for v := range fn.Signature().Params().Variables() {
		if carriesFunc(v.Type()) {
			return true
		}
	}
	return false
}

// runsOfAbstract returns how the implementations of a method run its
// parameters. Where there may be others, no promise to stop a panic holds, and
// nothing does that the known ones disagree on.
func (m *Model) runsOfAbstract(a abstract) []Run {
	runs := slices.Clone(m.summary(a.impls[0].obj).Runs)
	for _, impl := range a.impls[1:] {
		more := m.summary(impl.obj).Runs
		if a.open && !slices.Equal(runs, more) {
			return nil
		}
		runs = sortRuns(append(runs, more...))
	}
	if a.open {
		for i := range runs {
			if runs[i].Fate == Contained {
				runs[i].Fate = Depends
			}
		}
	}
	return sortRuns(runs)
}

// runsOfCallee returns how the function that call calls runs its parameters:
// for a method of an interface, all that the interface can hold here.
func (m *Model) runsOfCallee(f *Func, call *ast.CallExpr, fn *types.Func) (runs []Run) {
	if recv := fn.Signature().Recv(); recv == nil || !types.IsInterface(recv.Type()) {
		return m.summary(fn).Runs
	}
	ts, all := m.targets(f, call.Fun)
	if !all || m.known.said.of(fn) != nil {
		return m.summary(fn).Runs
	}
	for _, t := range ts {
		if t.obj != nil {
			runs = append(runs, m.summary(t.obj).Runs...)
		}
	}
	return sortRuns(runs)
}

// heldTypes returns the types of the values that e, an expression of an
// interface type, can hold, and whether these are all.
func (m *Model) heldTypes(f *Func, e ast.Expr, seen trail) (ts []types.Type, all bool) {
	if e == unknownExpr {
		return nil, false
	}
	if e == nil || m.info.Types[e].IsNil() {
		return nil, true // a nil interface: calling it panics in the caller's frame
	}
	if t := typeOf(m.info, e); !types.IsInterface(t) {
		return []types.Type{t}, true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if m.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return m.heldTypes(f, e.Args[0], seen)
		}
		return m.returnedTypes(f, e, seen)
	case *ast.Ident, *ast.SelectorExpr:
		v := m.variable(e)
		if v == nil {
			return nil, false
		}
		if !seen.first(v) {
			return nil, true
		}
		exprs, all := m.assigned(f, v)
		more, ok := m.heldByAll(f, exprs, seen)
		return more, all && ok
	}
	return nil, false
}

// returnedTypes returns the types of the values that a call of a function of
// this package can return.
func (m *Model) returnedTypes(f *Func, call *ast.CallExpr, seen trail) (ts []types.Type, all bool) {
	makers, all := m.targets(f, call.Fun)
	for _, maker := range makers {
		if maker.fn == nil {
			return nil, false
		}
		if !seen.first(maker.fn) {
			continue
		}
		exprs, seenAll := m.results(maker.fn)
		more, ok := m.heldByAll(maker.fn, exprs, seen)
		ts = append(ts, more...)
		all = all && ok && seenAll
	}
	return ts, all
}

func (m *Model) heldByAll(f *Func, exprs []ast.Expr, seen trail) (ts []types.Type, all bool) {
	all = true
	for _, e := range exprs {
		more, ok := m.heldTypes(f, e, seen)
		ts = append(ts, more...)
		all = all && ok
	}
	return ts, all
}
