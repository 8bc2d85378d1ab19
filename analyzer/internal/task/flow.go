package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// maxHops bounds how far a value is followed: further than anybody writes, and
// an end for what refers to itself.
const maxHops = 4

// runsOf returns how a declared function runs its func parameters.
func (m *Model) runsOf(f *Func) (runs []Run) {
	m.forgetFlows()
	if recv := f.Obj.Signature().Recv(); recv != nil && carriesFunc(recv.Type()) {
		for _, r := range m.flowsOfVar(f, recv) {
			r.Param = Receiver
			runs = append(runs, r)
		}
	}
	i := 0
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			if v, ok := m.info.Defs[name].(*types.Var); ok && carriesFunc(v.Type()) {
				for _, r := range m.flowsOfVar(f, v) {
					r.Param = i
					runs = append(runs, r)
				}
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return sortRuns(runs)
}

func sortRuns(runs []Run) []Run {
	slices.SortFunc(runs, func(a, b Run) int {
		if a.Param != b.Param {
			return a.Param - b.Param
		}
		if a.Place != b.Place {
			return int(a.Place) - int(b.Place)
		}
		return int(a.Fate) - int(b.Fate)
	})
	return slices.Compact(runs)
}

// carriesFunc reports whether t is a func, or a slice, map or channel of them.
func carriesFunc(t types.Type) bool {
	for range maxHops { // a type may be a slice of itself
		switch u := t.Underlying().(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.Chan:
			t = u.Elem()
		default:
			return isFunc(t)
		}
	}
	return false
}

// isFunc reports whether all values of type t are funcs: it is a func type, or
// a type parameter that stands for such.
func isFunc(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return isSignature(t)
	}
	if iface.NumEmbeddeds() != 1 {
		return false
	}
	union, ok := iface.EmbeddedType(0).(*types.Union)
	return ok && union.Len() == 1 && isSignature(union.Term(0).Type())
}

func isSignature(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// flowsOfVar returns how the function that v holds is run by the uses of v.
func (m *Model) flowsOfVar(f *Func, v *types.Var) (runs []Run) {
	if f == nil {
		return nil
	}
	for _, id := range m.usesIn(f.Root, v) {
		runs = append(runs, m.flows(m.frameOf(f, id), id)...)
	}
	return sortRuns(runs)
}

// usesIn returns the uses of v in a root, in source order.
func (m *Model) usesIn(root *Func, v *types.Var) []*ast.Ident {
	if root.uses == nil {
		root.uses = make(map[*types.Var][]*ast.Ident)
		ast.Inspect(root.Node, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := m.info.Uses[id].(*types.Var); ok {
					root.uses[v] = append(root.uses[v], id)
				}
			}
			return true
		})
	}
	return root.uses[v]
}

// flows returns how the function that the expression e, in the frame f,
// denotes is run, seen from a caller of the declaration around f.
func (m *Model) flows(f *Func, e ast.Expr) []Run {
	if runs, ok := m.flowing[e]; ok {
		return runs // nil for a value that flows in a circle: the rest decides
	}
	m.flowing[e] = nil
	runs := sortRuns(m.flow(f, e))
	m.flowing[e] = runs
	return runs
}

// forgetFlows drops what was found with summaries that may have changed since.
func (m *Model) forgetFlows() {
	m.flowing = make(map[ast.Expr][]Run)
	m.contexts = make(map[*Func][]Fate)
}

func (m *Model) flow(f *Func, e ast.Expr) (runs []Run) {
	switch up := m.parent(f, e).(type) {
	case *ast.CallExpr:
		if ast.Unparen(up.Fun) == e {
			return m.flowsOfCall(f, up, Run{Place: OnCaller, Fate: Crashes})
		}
		for j, arg := range up.Args {
			if ast.Unparen(arg) == e {
				return m.flowsOfArg(f, up, j)
			}
		}
	case *ast.SelectorExpr:
		return m.flowsOfReceiver(f, up)
	case *ast.AssignStmt:
		for i, rhs := range up.Rhs {
			if ast.Unparen(rhs) == e && (len(up.Lhs) == len(up.Rhs) || len(up.Rhs) == 1) {
				return m.flowsOfVariable(f, up.Lhs[i])
			}
		}
	case *ast.SendStmt:
		if ast.Unparen(up.Value) == e {
			return m.flowsOfChan(f, up.Chan)
		}
	case *ast.KeyValueExpr:
		if ast.Unparen(up.Value) == e {
			return m.flowsOfElement(f, up, up.Key)
		}
	case *ast.CompositeLit:
		return m.flowsOfElement(f, e, nil)
	case *ast.ValueSpec:
		for i, value := range up.Values {
			if ast.Unparen(value) == e && len(up.Names) == len(up.Values) {
				return m.flowsOfLocal(f, up.Names[i])
			}
		}
	case *ast.RangeStmt:
		if ast.Unparen(up.X) == e && up.Value != nil {
			return m.flowsOfLocal(f, up.Value)
		}
	case *ast.IndexExpr:
		if ast.Unparen(up.X) == e {
			return m.flows(f, up)
		}
	case *ast.ReturnStmt:
		if f.Outer == nil {
			return []Run{{Place: OnResult, Fate: Crashes}}
		}
	}
	return nil // it escapes
}

// flowsOfVariable returns how a function is run that is assigned to lhs: a
// local variable, a field, or an element of either.
func (m *Model) flowsOfVariable(f *Func, lhs ast.Expr) []Run {
	if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
		lhs = index.X
	}
	if v := m.variable(lhs); v != nil && v.IsField() {
		return m.flowsOfField(v)
	}
	return m.flowsOfLocal(f, lhs)
}

// flowsOfElement returns how a function is run that is an element of a
// composite literal: under its key, if it has one.
func (m *Model) flowsOfElement(f *Func, elt ast.Node, key ast.Expr) []Run {
	lit, ok := m.parent(f, elt).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	st, ok := typeOf(m.info, lit).Underlying().(*types.Struct)
	switch {
	case !ok:
		return m.flows(f, lit) // of a slice or a map
	case key != nil:
		if v := m.variable(key); v != nil {
			return m.flowsOfField(v)
		}
	default:
		for i, e := range lit.Elts {
			if e == elt && i < st.NumFields() {
				return m.flowsOfField(st.Field(i))
			}
		}
	}
	return nil
}

// flowsOfReceiver returns how a function is run whose method is selected:
// called, or used as a value.
func (m *Model) flowsOfReceiver(f *Func, sel *ast.SelectorExpr) (runs []Run) {
	fn, ok := m.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return nil
	}
	call, _ := m.parent(f, sel).(*ast.CallExpr)
	for _, r := range m.summary(fn).Runs {
		switch {
		case r.Param != Receiver:
		case call != nil && ast.Unparen(call.Fun) == sel:
			runs = append(runs, m.flowsOfCall(f, call, r)...)
		case r.Place == OnCaller || r.Place == OnDefer:
			for _, outer := range m.flows(f, sel) {
				outer.Fate = r.Fate.then(outer.Fate)
				runs = append(runs, outer)
			}
		}
	}
	return runs
}

func (m *Model) flowsOfLocal(f *Func, lhs ast.Expr) []Run {
	v := m.variable(lhs)
	if v == nil || v.IsField() || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	runs := m.flowsOfVar(f, v)
	if f.Outer == nil && isResult(f, v) {
		runs = append(runs, Run{Place: OnResult, Fate: Crashes})
	}
	return runs
}

// isResult reports whether v is the named result of a function.
func isResult(f *Func, v *types.Var) bool {
	return f.Type.Results.NumFields() == 1 && contains(v.Pos(), f.Type.Results)
}

// flowsOfCall returns how a function is run that the call runs as r says.
func (m *Model) flowsOfCall(f *Func, call *ast.CallExpr, r Run) []Run {
	switch r.Place {
	case OnGoroutine:
		return []Run{r}
	case OnResult:
		var runs []Run
		for _, res := range m.flows(f, call) {
			res.Fate = r.Fate.then(res.Fate)
			runs = append(runs, res)
		}
		return runs
	}
	switch up := m.parent(f, call).(type) {
	case *ast.GoStmt:
		return []Run{{Place: OnGoroutine, Fate: r.Fate}}
	case *ast.DeferStmt:
		if r.Place == OnCaller && r.Fate == Crashes && up.Call == call {
			r.Place = OnDefer
		}
		return m.flowsAt(f, up, r)
	}
	return m.flowsAt(f, call, r)
}

// flowsAt returns how a function is run that the frame f runs at n as r says.
// What a guard there recovers and sends to who panics with it is a panic of the
// function there too.
func (m *Model) flowsAt(f *Func, n ast.Node, r Run) []Run {
	fate, stop := m.fateAt(f, n)
	runs := m.flowsInFrame(f, Run{Place: r.Place, Fate: r.Fate.then(fate)})
	if r.Fate == Contained || stop == nil {
		return runs
	}
	for _, raise := range m.raisesSent(f, stop) {
		g := m.frameOf(f, raise)
		runs = append(runs, m.flowsInFrame(g, Run{Place: OnCaller, Fate: m.frameFate(g, raise)})...)
	}
	return runs
}

// flowsInFrame returns how a function is run that the frame f runs as r says:
// as often and as well guarded as f itself is run.
func (m *Model) flowsInFrame(f *Func, r Run) (runs []Run) {
	if f.Outer == nil {
		return []Run{r}
	}
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return nil
	}
	for _, outer := range m.flows(f.Outer, lit) {
		run := Run{Place: r.Place, Fate: r.Fate.then(outer.Fate)}
		if outer.Place == OnGoroutine || outer.Place == OnResult {
			run.Place = outer.Place
		}
		runs = append(runs, run)
	}
	return runs
}

// flowsOfArg returns how the j'th argument of the call is run.
func (m *Model) flowsOfArg(f *Func, call *ast.CallExpr, j int) (runs []Run) {
	if m.info.Types[call.Fun].IsType() || j > 0 && m.isBuiltin(call, "append") {
		return m.flows(f, call)
	}
	for _, r := range m.paramRuns(f, call, j) {
		runs = append(runs, m.flowsOfCall(f, call, r)...)
	}
	ts, _ := m.targets(f, call.Fun)
	for _, t := range ts {
		if t.fn != nil && t.obj == nil {
			v := m.param(t.fn, j)
			if v == nil {
				continue
			}
			inside := m.flowsOfVar(t.fn, v)
			if t.fn.Outer != nil { // a literal of a function: that is where it runs
				runs = append(runs, inside...)
				continue
			}
			for _, r := range inside { // of a variable of the package: it runs here
				runs = append(runs, m.flowsOfCall(f, call, r)...)
			}
		}
	}
	return runs
}

// paramRuns returns how the declared function that call calls runs its j'th
// argument.
func (m *Model) paramRuns(f *Func, call *ast.CallExpr, j int) (runs []Run) {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return nil
	}
	sig := fn.Signature()
	if sig.Variadic() {
		j = min(j, sig.Params().Len()-1)
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s := m.info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr {
			j-- // the receiver comes first
		}
	}
	for _, r := range m.runsOfCallee(f, call, fn) {
		if r.Param == j {
			runs = append(runs, r)
		}
	}
	return runs
}

// param returns the j'th parameter of f.
func (m *Model) param(f *Func, j int) *types.Var {
	i := 0
	for id := range names(f.Type.Params) {
		if i == j {
			v, _ := m.info.Defs[id].(*types.Var)
			return v
		}
		i++
	}
	return nil
}
