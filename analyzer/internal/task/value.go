package task

import (
	"go/ast"
	"go/types"
)

// A target is a function that an expression may denote. With neither field
// set it is the nil function.
type target struct {
	fn  *Func       // its body, where this package has it
	obj *types.Func // its object, where it is declared
}

// maxHops bounds how far a function value is followed through variables and
// results: further than anybody writes, and an end for cyclic assignments.
const maxHops = 4

// targets returns the functions that e, an expression in f, may denote, and
// whether these are all.
func (m *Model) targets(f *Func, e ast.Expr) (ts []target, all bool) {
	return m.follow(f, e, maxHops)
}

func (m *Model) follow(f *Func, e ast.Expr, hops int) (ts []target, all bool) {
	if hops == 0 {
		return nil, false
	}
	switch e := ast.Unparen(e).(type) {
	case nil:
		return []target{{}}, true // the zero value
	case *ast.FuncLit:
		return []target{{fn: m.funcs[e]}}, true
	case *ast.Ident:
		return m.followObject(f, m.info.ObjectOf(e), hops)
	case *ast.SelectorExpr:
		sel := m.info.Selections[e]
		if sel == nil {
			return m.followObject(f, m.info.ObjectOf(e.Sel), hops)
		}
		if sel.Kind() == types.FieldVal {
			return m.followObject(f, sel.Obj(), hops)
		}
		return m.followMethod(f, e, sel, hops)
	case *ast.IndexExpr: // an instance of a generic function
		if _, ok := typeOf(m.info, e.X).(*types.Signature); ok {
			return m.follow(f, e.X, hops)
		}
	case *ast.IndexListExpr:
		return m.follow(f, e.X, hops)
	case *ast.CallExpr:
		if m.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return m.follow(f, e.Args[0], hops) // a conversion
		}
		return m.followResult(f, e, hops)
	}
	return nil, false
}

func (m *Model) followObject(f *Func, obj types.Object, hops int) ([]target, bool) {
	switch obj := obj.(type) {
	case *types.Func:
		obj = obj.Origin()
		return []target{{m.decls[obj], obj}}, true
	case *types.Nil:
		return []target{{}}, true
	case *types.Var:
		exprs, all := m.assigned(f, obj.Origin())
		ts, more := m.followAll(f, exprs, hops)
		return ts, all && more
	}
	return nil, false
}

func (m *Model) followAll(f *Func, exprs []ast.Expr, hops int) (ts []target, all bool) {
	all = true
	for _, e := range exprs {
		if e == unknownExpr {
			all = false
			continue
		}
		more, ok := m.follow(f, e, hops-1)
		ts = append(ts, more...)
		all = all && ok
	}
	return ts, all
}

// followMethod resolves x.m. A method of an interface is resolved where every
// value that x can hold is seen, or where the interface is this package's own.
func (m *Model) followMethod(f *Func, e *ast.SelectorExpr, sel *types.Selection, hops int) ([]target, bool) {
	method := sel.Obj().(*types.Func)
	recv := method.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return m.followObject(f, method, hops)
	}
	if sel.Kind() == types.MethodVal && types.IsInterface(sel.Recv()) {
		if ts := m.heldMethods(f, e.X, method, hops); ts != nil {
			return ts, true
		}
	}
	named, ok := types.Unalias(recv.Type()).(*types.Named)
	if !ok || named.Obj().Pkg() != m.pass.Pkg || named.Obj().Exported() {
		return nil, false
	}
	ts := m.implementations(named, method)
	return ts, len(ts) > 0 && named.TypeParams().Len() == 0
}

// heldMethods returns the method of each value assigned to the variable x, or
// nil if some value is not seen.
func (m *Model) heldMethods(f *Func, x ast.Expr, method *types.Func, hops int) (ts []target) {
	held, all := m.heldTypes(f, x, hops)
	if !all {
		return nil
	}
	for _, t := range held {
		fn := m.method(t, method)
		if fn == nil {
			return nil
		}
		ts = append(ts, target{m.decls[fn], fn})
	}
	return ts
}

// implementations returns the method in each type of the package that
// implements the interface. Of a generic interface, these are not all.
func (m *Model) implementations(named *types.Named, method *types.Func) (ts []target) {
	iface, ok := named.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	scope := m.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) || m.inTest(tn.Pos()) {
			continue
		}
		t := alike(tn.Type(), named)
		if t == nil {
			continue
		}
		if ptr := types.NewPointer(t); types.Implements(ptr, iface) {
			if fn := m.method(ptr, method); fn != nil {
				ts = append(ts, target{m.decls[fn], fn})
			}
		}
	}
	return ts
}

// alike returns t, or for a generic interface the instance of t with the same
// type parameters: executor[R] implements Executor[R]. It is nil if there is
// no such instance.
func alike(t types.Type, iface *types.Named) types.Type {
	if iface.TypeParams().Len() == 0 {
		return t
	}
	n, ok := t.(*types.Named)
	if !ok || n.TypeParams().Len() != iface.TypeParams().Len() {
		return nil
	}
	var args []types.Type
	for p := range iface.TypeParams().TypeParams() {
		args = append(args, p)
	}
	inst, err := types.Instantiate(nil, n, args, true)
	if err != nil {
		return nil
	}
	return inst
}

// method returns the method of t that stands for the interface's method.
func (m *Model) method(t types.Type, method *types.Func) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, method.Pkg(), method.Name())
	fn, ok := obj.(*types.Func)
	if !ok || types.IsInterface(fn.Signature().Recv().Type()) {
		return nil
	}
	return fn.Origin()
}

// followResult resolves a call that returns a function of this package.
func (m *Model) followResult(f *Func, call *ast.CallExpr, hops int) (ts []target, all bool) {
	makers, all := m.follow(f, call.Fun, hops-1)
	for _, maker := range makers {
		if maker.fn == nil {
			all = false
			continue
		}
		for _, e := range maker.fn.results() {
			more, ok := m.follow(maker.fn, e, hops-1)
			ts = append(ts, more...)
			all = all && ok
		}
	}
	return ts, all && len(ts) > 0
}

// results returns the expressions that a function with one result returns.
func (f *Func) results() (exprs []ast.Expr) {
	if f.Type.Results.NumFields() != 1 {
		return nil
	}
	for n := range f.own() {
		if ret, ok := n.(*ast.ReturnStmt); ok {
			if len(ret.Results) != 1 {
				return nil // a named result: its assignments are not followed
			}
			exprs = append(exprs, ret.Results[0])
		}
	}
	return exprs
}
