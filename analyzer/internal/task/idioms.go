package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file knows the idioms that the arithmetic does not.

// special judges what the arithmetic cannot: channels, assertions and the
// callbacks of sort. It reports whether an operation is known not to panic, and
// lowers the base of one that follows a well-known idiom.
func (m *Model) special(f *Func, op *operation) (harmless bool) {
	if m.isOrdering(f) || op.kind != KindNilMap && m.ofReceiver(op.data) || op.kind == KindIndex && m.isEnum(op.node) {
		op.base = Possible
	}
	if index, ok := op.node.(*ast.IndexExpr); ok && op.kind == KindIndex && (m.ofHeader(f, index.X) || m.isHint(f, index) || m.sizedByDesign(f, index.X)) {
		op.base = Possible
	}
	if s, ok := op.node.(*ast.SliceExpr); ok && m.fromPool(f, s.X) {
		op.base = Possible // of the size that the pool is for
	}
	if x := slicedIn(op.node); x != nil && m.isIdentifier(x) {
		op.base = Possible
	}
	switch {
	case op.kind == KindDivide && m.isSetting(op.data[0]):
		op.base = Possible
	case op.kind == KindNilMap && m.maybeMade(f, op.data[0]):
		op.data = []ast.Expr{unknownExpr}
	}
	switch op.kind {
	case KindSend:
		send := op.node.(*ast.SendStmt)
		return m.judgeChan(f, op, send, send.Chan)
	case KindClose:
		call := op.node.(*ast.CallExpr)
		return m.judgeChan(f, op, call, call.Args[0])
	case KindAssert:
		assert := op.node.(*ast.TypeAssertExpr)
		x, t := assert.X, typeOf(m.info, assert.X)
		if m.returnsOnly(x, typeOf(m.info, assert)) {
			return true
		}
		if m.holdsOneType(f, x) || m.isOwnType(assert) || m.areChecked(f, assert) || m.isOwnField(x) || m.isListed(f, x) || !isError(t) && hasMethods(t) || isAny(typeOf(m.info, assert)) {
			op.base = Possible // one of few types, which are all known, or any but nil
		}
	}
	return false
}

// returnsOnly reports whether e is a call of a function of this package whose result is of
// one type, wherever it returns: a deferred func could make it another one, and what is of
// an interface type may be nil.
func (m *Model) returnsOnly(e ast.Expr, t types.Type) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || types.IsInterface(t) {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	g := m.decls[fn]
	if !ok || g == nil || len(g.defers) > 0 || g.Type.Results.NumFields() != 1 {
		return false
	}
	exprs, all := m.results(g)
	return all && len(exprs) > 0 && !slices.ContainsFunc(exprs, func(e ast.Expr) bool {
		return e == nil || e == unknownExpr || !types.Identical(typeOf(m.info, e), t)
	})
}

// isOwnType reports whether the type that an assertion asks for is one of this module, and
// what it asks is an any, or others cannot name it: what holds a value of it got that here,
// and gives it back.
func (m *Model) isOwnType(x *ast.TypeAssertExpr) bool {
	t := typeOf(m.info, x)
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !sameModule(named.Obj().Pkg().Path(), m.pass.Pkg.Path()) {
		return false
	}
	return isAny(typeOf(m.info, x.X)) || named.Obj().Pkg() == m.pass.Pkg && !named.Obj().Exported()
}

// isOwnField reports whether e is a field of a type of this package, which is not
// decoded into it: what it holds is for the package to know.
func (m *Model) isOwnField(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := m.info.Uses[sel.Sel].(*types.Var)
	return ok && v.IsField() && v.Pkg() == m.pass.Pkg && !m.decoded(m.fieldWritesTo(v)) && len(m.fieldWritesTo(v))+len(m.packageVars()[v.Origin()]) > 0
}

// isListed reports whether e is one of the variadic arguments of a function, as
// the keys and values of a log: what they are, is agreed with all its callers.
func (m *Model) isListed(f *Func, e ast.Expr) bool {
	v := m.variable(e)
	if list := m.listOf(f, e); list != nil {
		v = list
	}
	params := f.Root.Type.Params.List
	if v == nil || len(params) == 0 {
		return false
	}
	last := params[len(params)-1]
	_, variadic := last.Type.(*ast.Ellipsis)
	return variadic && len(last.Names) == 1 && m.info.Defs[last.Names[0]] == v
}

// listOf returns the variable that e is an element of, or one that ranges over its
// elements; or nil.
func (m *Model) listOf(f *Func, e ast.Expr) *types.Var {
	if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		return m.variable(index.X)
	}
	v := m.variable(e)
	if v == nil || v.IsField() {
		return nil
	}
	if writes := m.writesTo(f, v); len(writes) == 1 {
		if of, ok := writes[0].rhs.(*element); ok {
			return m.variable(of.of)
		}
	}
	return nil
}

// areChecked reports whether f has asked the elements of the list that x asserts one of
// for their type before, in a way that does not panic.
func (m *Model) areChecked(f *Func, x *ast.TypeAssertExpr) bool {
	list := m.listOf(f, x.X)
	if list == nil {
		return false
	}
	asked := recall(&m.okAsserts, f, func() (asked []*ast.TypeAssertExpr) {
		for n := range f.own() {
			if o, ok := n.(*ast.TypeAssertExpr); ok && o.Type != nil {
				if to, ok := m.parent(f, o).(*ast.AssignStmt); ok && len(to.Lhs) == 2 {
					asked = append(asked, o)
				}
			}
		}
		return asked
	})
	return slices.ContainsFunc(asked[:min(len(asked), maxFacts)], func(o *ast.TypeAssertExpr) bool {
		return o.Pos() < x.Pos() && types.Identical(typeOf(m.info, o.Type), typeOf(m.info, x.Type)) && m.listOf(f, o.X) == list
	})
}

func hasMethods(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.NumMethods() > 0
}

// fromPool reports whether a slice comes from a sync.Pool.
func (m *Model) fromPool(f *Func, e ast.Expr) bool {
	s, ok := m.symbolOf(e)
	if !ok || s.path != "" {
		return false
	}
	def := m.definedBy(f, s.root)
	if def == nil || def == unknownExpr {
		return false
	}
	for n := range within(def) {
		if a, ok := n.(*ast.TypeAssertExpr); ok && m.holdsOneType(f, a.X) {
			return true
		}
	}
	return false
}

// ofHeader reports whether e is a value of a header or of a form that is ranged
// over: those that are there are not empty.
func (m *Model) ofHeader(f *Func, e ast.Expr) bool {
	s, ok := m.symbolOf(e)
	if !ok || s.path != "" {
		return false
	}
	return slices.ContainsFunc(m.writesTo(f, s.root), func(w write) bool {
		el, ok := w.rhs.(*element)
		if !ok {
			return false
		}
		switch types.TypeString(typeOf(m.info, el.of), nil) {
		case "net/http.Header", "net/url.Values", "net/textproto.MIMEHeader":
			return true
		}
		return false
	})
}

// isHint reports whether an index is there for the compiler only, which needs
// no further bounds checks behind it: "_ = b[7]".
func (m *Model) isHint(f *Func, n *ast.IndexExpr) bool {
	s, ok := m.parent(f, n).(*ast.AssignStmt)
	return ok && len(s.Lhs) == 1 && types.ExprString(s.Lhs[0]) == "_"
}

// sizedByDesign reports whether e is an array that was not made here: it has
// room for all that indexes it, as a rule.
func (m *Model) sizedByDesign(f *Func, e ast.Expr) bool {
	if _, ok := arrayLen(typeOf(m.info, e)); !ok {
		return false
	}
	s, ok := m.symbolOf(e)
	if !ok || s.path != "" || m.isPlain(s.root) {
		return true
	}
	return slices.ContainsFunc(m.writesTo(f, s.root), func(w write) bool {
		if w.zero || w.through || w.rhs == nil && w.stmt == nil {
			return false
		}
		call, isCall := w.rhs.(*ast.CallExpr)
		return m.literalOf(w.rhs) == nil && !(isCall && m.isBuiltin(call, "new"))
	})
}

// isSetting reports whether e is a duration in a field: a setting, which is
// tested where it is read, as a rule.
func (m *Model) isSetting(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && m.info.Selections[sel] != nil && types.TypeString(typeOf(m.info, e), nil) == "time.Duration"
}

// maybeMade reports whether a local map is declared without a value and made
// later, on some paths.
func (m *Model) maybeMade(f *Func, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || m.isPlain(v) {
		return false
	}
	zero, made := false, false
	for _, w := range m.writesTo(f, v) {
		zero = zero || w.zero
		if w.rhs == nil || !m.makesNonNil(w.rhs) {
			continue
		}
		if w.stmt != nil && w.pos < e.Pos() && contains(e.Pos(), m.givenIn(m.frameAt(f, w.in), v, w.stmt)) {
			return false // what comes after it in its block, a goroutine too, has it
		}
		made = true
	}
	return zero && made && !m.isGivenByCases(f, v)
}

// isGivenByCases reports whether a variable is given a value in each branch of a chain of
// at least two conditions that has no else: that there is no other case, its author knows.
func (m *Model) isGivenByCases(f *Func, v *types.Var) bool {
	return slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
		if w.stmt == nil || m.frameAt(f, w.in) != f {
			return false
		}
		choice, ok := m.parent(f, m.parent(f, w.stmt)).(*ast.IfStmt)
		cases := 0
		for ; ok; choice, ok = choice.Else.(*ast.IfStmt) {
			if !slices.ContainsFunc(choice.Body.List, func(s ast.Stmt) bool { return m.mayAssign(s, v) }) {
				return false
			}
			if cases++; choice.Else == nil {
				return cases > 1
			}
		}
		return false
	})
}

// mayAssign reports whether a statement, or one in it, assigns to a variable.
func (m *Model) mayAssign(s ast.Stmt, v *types.Var) bool {
	for n := range within(s) {
		if s, ok := n.(ast.Stmt); ok && m.assigns(s, v) {
			return true
		}
	}
	return false
}

// givenIn returns the block in which a variable has a value after a statement that
// gives it one: that around an if statement whose other branch gives it one, too.
func (m *Model) givenIn(f *Func, v *types.Var, stmt ast.Stmt) ast.Node {
	block := m.parent(f, stmt)
	for {
		choice, ok := m.parent(f, block).(*ast.IfStmt)
		if !ok || choice.Else == nil || block == choice.Init {
			return block
		}
		other := choice.Else
		if block == other {
			other = choice.Body
		}
		if body, ok := other.(*ast.BlockStmt); !ok || !slices.ContainsFunc(body.List, func(s ast.Stmt) bool { return m.assigns(s, v) }) {
			return block
		}
		if block = m.parent(f, choice); block == nil {
			return choice
		}
	}
}

// assigns reports whether a statement assigns to a variable.
func (m *Model) assigns(s ast.Stmt, v *types.Var) bool {
	assign, ok := s.(*ast.AssignStmt)
	return ok && slices.ContainsFunc(assign.Lhs, func(lhs ast.Expr) bool { return m.variable(lhs) == v })
}

// ofReceiver reports whether what decides an operation is read from the object
// whose method it is in: its state follows an invariant, as a rule.
func (m *Model) ofReceiver(data []ast.Expr) bool {
	return slices.ContainsFunc(data, func(e ast.Expr) bool {
		s, ok := m.symbolOf(m.decisive(e))
		return ok && s.path != "" && s.root.Kind() == types.RecvVar
	})
}

// isEnum reports whether the index is of a named type: one of its constants, as
// a rule.
func (m *Model) isEnum(n ast.Node) bool {
	index, ok := n.(*ast.IndexExpr)
	if !ok {
		return false
	}
	_, named := types.Unalias(typeOf(m.info, index.Index)).(*types.Named)
	return named
}

// isOrdering reports whether f orders the elements of a slice, or is a method
// of a heap: what it is given are indices of the slice.
func (m *Model) isOrdering(f *Func) bool {
	if f.Obj != nil {
		switch f.Obj.Name() {
		case "Less", "Swap", "Push", "Pop":
			return f.Obj.Signature().Recv() != nil
		}
		return false
	}
	call := m.givenTo(f)
	if call == nil {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && (pathOf(fn) == "sort" || pathOf(fn) == "slices")
}

// givenTo returns the call that a function literal is an argument of, or calls,
// or nil.
func (m *Model) givenTo(f *Func) *ast.CallExpr {
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return nil
	}
	call, _ := m.parent(f, lit).(*ast.CallExpr)
	return call
}

// holdsOneType reports whether x is what a container of std returns that holds
// values of one type by its use: sync.Pool, sync.Map, list, heap, atomic.Value.
func (m *Model) holdsOneType(f *Func, x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		fn, ok := m.callee(x).(*types.Func)
		if !ok || fn.Pkg() == nil {
			return false
		}
		switch fn.Pkg().Path() {
		case "sync", "sync/atomic", "container/list", "container/heap", "container/ring":
			return true
		}
		if fn.Name() == "Sys" && reads[fn.Pkg().Path()] {
			return true // of a file or a process: the one of the system
		}
		return m.decls[fn] == nil && !reads[fn.Pkg().Path()] // a container, as a rule
	case *ast.SelectorExpr:
		v := m.variable(x)
		return v != nil && v.IsField() && v.Name() == "Value" && v.Pkg() != nil && isStd(v.Pkg().Path())
	case *ast.Ident:
		v, ok := m.info.ObjectOf(x).(*types.Var)
		if !ok || v.IsField() || v.Pkg() != m.pass.Pkg {
			return false
		}
		if m.isParam(v) { // of a callback of sync.Map.Range
			call := m.givenTo(f)
			return call != nil && contains(v.Pos(), f.Type) && m.holdsOneType(f, call)
		}
		return m.isOfContainer(f, v)
	}
	return false
}

// isOfContainer reports whether a local variable is given what such a container returns.
// Variables that are given each other are not asked for twice.
func (m *Model) isOfContainer(f *Func, v *types.Var) bool {
	if is, ok := m.contained[variableIn{f, v}]; ok {
		return is
	}
	if m.contained == nil {
		m.contained = make(map[variableIn]bool)
	}
	m.contained[variableIn{f, v}] = false
	is := slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
		e := w.rhs
		if e == nil && w.stmt != nil && len(w.stmt.Rhs) == 1 {
			e = w.stmt.Rhs[0]
		}
		return e != nil && m.holdsOneType(f, e)
	})
	m.contained[variableIn{f, v}] = is
	return is
}
