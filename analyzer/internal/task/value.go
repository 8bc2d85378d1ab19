package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// A target is a function that an expression may denote. With neither field
// set it is the nil function.
type target struct {
	fn   *Func       // its body, where this package has it
	obj  *types.Func // its object, where it is declared
	made bool        // it is what obj, of another package, returns
}

// held is the functions that an expression may denote, and whether these are
// all.
type held struct {
	ts  []target
	all bool
}

// A trail is what a search for the values of an expression has come by: the
// variables, and the functions whose results it looked at. Each is followed
// once, for a second time adds nothing: cyclic assignments have an end, and
// variables that are assigned to each other many times cost no more than once.
type trail map[any]bool

// first reports whether the search comes by x for the first time.
func (t trail) first(x any) bool {
	if t[x] {
		return false
	}
	t[x] = true
	return true
}

// targets returns the functions that e, an expression in f, may denote, and
// whether these are all.
func (m *Model) targets(f *Func, e ast.Expr) (ts []target, all bool) {
	var key any = e
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		key = m.info.ObjectOf(id) // all uses of a variable are alike
	}
	h, ok := m.held[key]
	if !ok {
		m.held[key] = held{} // not known to one who comes by it on the way
		h.ts, h.all = m.follow(f, e, make(trail))
		m.held[key] = h
	}
	return h.ts, h.all
}

func (m *Model) follow(f *Func, e ast.Expr, seen trail) (ts []target, all bool) {
	switch e := ast.Unparen(e).(type) {
	case nil:
		return []target{{}}, true // the zero value
	case *ast.FuncLit:
		return []target{{fn: m.funcs[e]}}, true
	case *ast.Ident:
		return m.followObject(f, m.info.ObjectOf(e), seen)
	case *ast.SelectorExpr:
		sel := m.info.Selections[e]
		if sel == nil {
			return m.followObject(f, m.info.ObjectOf(e.Sel), seen)
		}
		if sel.Kind() == types.FieldVal {
			return m.followObject(f, sel.Obj(), seen)
		}
		return m.followMethod(f, e, sel, seen)
	case *ast.IndexExpr:
		if _, ok := typeOf(m.info, e.X).(*types.Signature); ok {
			return m.follow(f, e.X, seen) // an instance of a generic function
		}
		return m.followElements(f, e.X, seen), false
	case *element:
		return m.followElements(f, e.of, seen), false
	case *ast.IndexListExpr:
		return m.follow(f, e.X, seen)
	case *ast.CallExpr:
		if m.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return m.follow(f, e.Args[0], seen) // a conversion
		}
		return m.followResult(f, e, seen)
	}
	return nil, false
}

// An element stands for any element of a slice or map, in the place of an
// expression.
type element struct {
	ast.BadExpr
	of ast.Expr
}

// followElements returns the functions that a slice or map is made with. There
// may be others: what is put into it later is not followed.
func (m *Model) followElements(f *Func, of ast.Expr, seen trail) (ts []target) {
	switch of := ast.Unparen(of).(type) {
	case *ast.CompositeLit:
		for _, elt := range of.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			more, _ := m.follow(f, elt, seen)
			ts = append(ts, more...)
		}
	case *ast.Ident:
		v := m.variable(of)
		if v == nil || !seen.first(v) {
			return nil
		}
		exprs, _ := m.assigned(f, v)
		for _, e := range exprs {
			ts = append(ts, m.followElements(f, e, seen)...)
		}
	}
	return ts
}

func (m *Model) followObject(f *Func, obj types.Object, seen trail) ([]target, bool) {
	switch obj := obj.(type) {
	case *types.Func:
		obj = obj.Origin()
		return []target{{fn: m.decls[obj], obj: obj}}, true
	case *types.Nil:
		return []target{{}}, true
	case *types.Var:
		if !seen.first(obj.Origin()) {
			return nil, true
		}
		exprs, all := m.assigned(f, obj.Origin())
		ts, more := m.followAll(f, exprs, seen)
		return ts, all && more
	}
	return nil, false
}

func (m *Model) followAll(f *Func, exprs []ast.Expr, seen trail) (ts []target, all bool) {
	all = true
	for _, e := range exprs {
		if e == unknownExpr {
			all = false
			continue
		}
		more, ok := m.follow(f, e, seen)
		ts = append(ts, more...)
		all = all && ok
	}
	return ts, all
}

// followMethod resolves x.m. A method of an interface is resolved where every
// value that x can hold is seen, or where the interface is this package's own.
func (m *Model) followMethod(f *Func, e *ast.SelectorExpr, sel *types.Selection, seen trail) ([]target, bool) {
	method := sel.Obj().(*types.Func)
	recv := method.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return m.followObject(f, method, seen)
	}
	if sel.Kind() == types.MethodVal && types.IsInterface(sel.Recv()) {
		if ts := m.heldMethods(f, e.X, method); ts != nil {
			return ts, true
		}
	}
	if m.known.said.guards(method) {
		return []target{{obj: method}}, true
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
func (m *Model) heldMethods(f *Func, x ast.Expr, method *types.Func) (ts []target) {
	held, all := m.heldTypes(f, x, make(trail))
	if !all {
		return nil
	}
	for _, t := range held {
		fn := m.method(t, method)
		if fn == nil {
			return nil
		}
		ts = append(ts, target{fn: m.decls[fn], obj: fn})
	}
	return ts
}

// implementations returns the method in each type of the package that
// implements the interface. Of a generic interface, these are not all.
func (m *Model) implementations(named *types.Named, method *types.Func) (ts []target) {
	for _, t := range m.implementing(named) {
		if fn := m.method(t, method); fn != nil {
			ts = append(ts, target{fn: m.decls[fn], obj: fn})
		}
	}
	return ts
}

// implementing returns the types of the package, as pointers, that implement
// the interface.
func (m *Model) implementing(named *types.Named) []types.Type {
	iface, ok := named.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	if all, ok := m.impls[named]; ok {
		return all
	}
	var all []types.Type
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
			all = append(all, ptr)
		}
	}
	m.impls[named] = all
	return all
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

// followResult resolves a call that returns a function.
func (m *Model) followResult(f *Func, call *ast.CallExpr, seen trail) (ts []target, all bool) {
	// Not along the trail: what it came by before may make something here.
	makers, all := m.targets(f, call.Fun)
	for _, maker := range makers {
		if maker.fn == nil {
			if maker.obj == nil || maker.made {
				all = false
				continue
			}
			ts = append(ts, target{obj: maker.obj, made: true})
			continue
		}
		if !seen.first(maker.fn) {
			continue
		}
		exprs, ok := m.results(maker.fn)
		all = all && ok
		for _, e := range exprs {
			more, ok := m.follow(maker.fn, e, seen)
			ts = append(ts, more...)
			all = all && ok
		}
	}
	return ts, all
}

// mayReturnOther reports whether what a function defers may give it another result than its
// return statements: it sets the one that has a name, or it recovers. What another module
// defers there may, and std does not.
func (m *Model) mayReturnOther(f *Func) bool {
	return slices.ContainsFunc(f.defers, func(d *ast.DeferStmt) bool {
		if _, lit := ast.Unparen(d.Call.Fun).(*ast.FuncLit); lit {
			return f.recovers || len(f.Type.Results.List[0].Names) > 0
		}
		switch obj := m.callee(d.Call).(type) {
		case *types.Builtin:
			return obj.Name() == "recover"
		case *types.Func:
			if g := m.decls[obj]; g != nil {
				return g.recovers
			}
			return !isStd(pathOf(obj))
		case *types.Var:
			return !isCancel(obj)
		}
		return true
	})
}

// results returns the expressions that a function with one result returns, and
// whether these are all.
func (m *Model) results(f *Func) (exprs []ast.Expr, all bool) {
	if f.Type.Results.NumFields() != 1 || m.mayReturnOther(f) {
		return nil, false
	}
	for n := range f.own() {
		if ret, ok := n.(*ast.ReturnStmt); ok {
			if len(ret.Results) != 1 {
				return nil, false // a named result: its assignments are not followed
			}
			exprs = append(exprs, ret.Results[0])
		}
	}
	return exprs, true
}
