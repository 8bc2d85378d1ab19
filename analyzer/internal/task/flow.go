package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// maxHops bounds how far a function is followed through variables, literals
// and results: further than anybody writes, and an end for cyclic assignments.
const maxHops = 4

// maxSteps bounds the steps of one search: variables that are assigned to each
// other many times multiply at every hop.
const maxSteps = 10_000

// runsOf returns how a declared function runs its func parameters.
func (m *Model) runsOf(f *Func) (runs []Run) {
	i := 0
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			if v, ok := m.info.Defs[name].(*types.Var); ok && carriesFunc(v.Type()) {
				m.steps = 0
				for _, r := range m.flowsOfVar(f, v, maxHops) {
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

// carriesFunc reports whether t is a func, or a slice of funcs. It looks no
// deeper: a slice type may be its own element.
func carriesFunc(t types.Type) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		t = slice.Elem()
	}
	return isFunc(t)
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
func (m *Model) flowsOfVar(f *Func, v *types.Var, hops int) (runs []Run) {
	if hops == 0 || f == nil {
		return nil
	}
	for _, id := range m.usesOf(f, v) {
		runs = append(runs, m.flows(m.frameOf(f, id), id, hops)...)
	}
	return runs
}

// usesOf returns the uses of v in the root of f, in source order.
func (m *Model) usesOf(f *Func, v *types.Var) []*ast.Ident {
	root := f.Root
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
func (m *Model) flows(f *Func, e ast.Expr, hops int) (runs []Run) {
	if m.steps++; hops == 0 || m.steps > maxSteps {
		return nil
	}
	switch up := m.parent(f, e).(type) {
	case *ast.CallExpr:
		if ast.Unparen(up.Fun) == e {
			return m.flowsOfCall(f, up, Run{Place: OnCaller, Fate: Crashes}, hops)
		}
		for j, arg := range up.Args {
			if ast.Unparen(arg) == e {
				return m.flowsOfArg(f, up, j, hops)
			}
		}
	case *ast.AssignStmt:
		for i, rhs := range up.Rhs {
			if ast.Unparen(rhs) == e && len(up.Lhs) == len(up.Rhs) {
				return m.flowsOfLocal(f, up.Lhs[i], hops)
			}
		}
	case *ast.ValueSpec:
		for i, value := range up.Values {
			if ast.Unparen(value) == e && len(up.Names) == len(up.Values) {
				return m.flowsOfLocal(f, up.Names[i], hops)
			}
		}
	case *ast.RangeStmt:
		if ast.Unparen(up.X) == e && up.Value != nil {
			return m.flowsOfLocal(f, up.Value, hops)
		}
	case *ast.IndexExpr:
		if ast.Unparen(up.X) == e {
			return m.flows(f, up, hops-1)
		}
	case *ast.ReturnStmt:
		if f.Outer == nil {
			return []Run{{Place: OnResult, Fate: Crashes}}
		}
	}
	return nil // it escapes
}

func (m *Model) flowsOfLocal(f *Func, lhs ast.Expr, hops int) []Run {
	v := m.variable(lhs)
	if v == nil || v.IsField() || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	return m.flowsOfVar(f, v, hops-1)
}

// flowsOfCall returns how a function is run that the call runs as r says.
func (m *Model) flowsOfCall(f *Func, call *ast.CallExpr, r Run, hops int) []Run {
	switch r.Place {
	case OnGoroutine:
		return []Run{r}
	case OnResult:
		var runs []Run
		for _, res := range m.flows(f, call, hops-1) {
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
		return m.flowsInFrame(f, Run{Place: r.Place, Fate: r.Fate.then(m.frameFate(f, up))}, hops)
	}
	return m.flowsInFrame(f, Run{Place: r.Place, Fate: r.Fate.then(m.frameFate(f, call))}, hops)
}

// flowsInFrame returns how a function is run that the frame f runs as r says:
// as often and as well guarded as f itself is run.
func (m *Model) flowsInFrame(f *Func, r Run, hops int) (runs []Run) {
	if f.Outer == nil {
		return []Run{r}
	}
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return nil
	}
	for _, outer := range m.flows(f.Outer, lit, hops-1) {
		run := Run{Place: r.Place, Fate: r.Fate.then(outer.Fate)}
		if outer.Place == OnGoroutine || outer.Place == OnResult {
			run.Place = outer.Place
		}
		runs = append(runs, run)
	}
	return runs
}

// flowsOfArg returns how the j'th argument of the call is run.
func (m *Model) flowsOfArg(f *Func, call *ast.CallExpr, j int, hops int) (runs []Run) {
	if m.info.Types[call.Fun].IsType() {
		return m.flows(f, call, hops-1) // a conversion
	}
	for _, r := range m.paramRuns(f, call, j) {
		runs = append(runs, m.flowsOfCall(f, call, r, hops)...)
	}
	ts, _ := m.targets(f, call.Fun)
	for _, t := range ts {
		if t.fn != nil && t.obj == nil {
			if v := m.param(t.fn, j); v != nil {
				runs = append(runs, m.flowsOfVar(t.fn, v, hops-1)...)
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
	for _, r := range m.runs(fn) {
		if r.Param == j {
			runs = append(runs, r)
		}
	}
	return runs
}

// runs returns how fn runs its parameters. For a method of an interface these
// are the runs of what implements it, where that is seen.
func (m *Model) runs(fn *types.Func) []Run { return m.summary(fn).Runs }

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
