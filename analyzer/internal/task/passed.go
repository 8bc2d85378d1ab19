package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// This file follows what comes from outside through parameters.

// outsideParam reports whether a parameter comes from outside: of an exported
// function it does, of another one if a caller passes what does.
func (m *Model) outsideParam(f *Func, v *types.Var, depth int) bool {
	for g := f; g != nil; g = g.Outer {
		i := m.paramIndex(g, v)
		if i == NoParam {
			continue
		}
		if m.asked != nil && g.Obj != nil && g == m.asked.f {
			m.asked.params = append(m.asked.params, v)
			return false
		}
		switch {
		case m.sought.strict && g == m.sought.from && g.Obj != nil:
			return true // the caller is asked
		case g.Obj == nil:
			return m.outsideCallback(g, v, i, depth)
		case isOpen(g.Obj) && m.isInternal():
			return false // the module owes it to itself
		case isOpen(g.Obj):
			return !m.sought.strict || m.startsSearched(g)
		}
		return m.outsideCallers(g, i, depth)
	}
	return f == nil
}

// An asking is a search for what comes from outside that does not look at the
// parameters of f, but notes them.
type asking struct {
	f      *Func
	params []*types.Var
}

// beyondParams reports whether any of the data comes from outside of f whatever
// f is called with, and the parameters that decide it otherwise.
func (m *Model) beyondParams(f *Func, data []ast.Expr) (outside bool, params []*types.Var) {
	m.asked = &asking{f: f}
	outside = m.anyOutside(f, data)
	params, m.asked = m.asked.params, nil
	return outside, params
}

// isOpen reports whether others than this package call a function: it is
// exported, and so is the type that it is a method of.
func isOpen(fn *types.Func) bool {
	return fn.Exported() && (fn.Signature().Recv() == nil || ast.IsExported(library.ReceiverName(fn)))
}

// startsSearched reports whether a strict search began in g, or in a literal of g that is
// not given to something that runs it there: in a goroutine, or what is called or deferred.
func (m *Model) startsSearched(g *Func) bool {
	if g.Root != m.sought.from.Root {
		return false
	}
	for f := m.sought.from; f != g && f.Outer != nil; f = f.Outer {
		lit, isLit := f.Node.(*ast.FuncLit)
		call, isArg := m.parent(f.Outer, f.Node).(*ast.CallExpr)
		if isLit && isArg && ast.Unparen(call.Fun) != lit && m.runsHere(f.Outer, call, lit) {
			return false
		}
	}
	return true
}

// isInternal reports whether only the module itself can import this package: it is
// below a folder named internal (go command, "Internal packages").
func (m *Model) isInternal() bool {
	return slices.Contains(strings.Split(m.pass.Pkg.Path(), "/"), "internal")
}

// outsideCallers reports whether a caller in the package passes what comes from
// outside.
func (m *Model) outsideCallers(g *Func, param, depth int) bool {
	uses := m.usesOf(g.Obj)
	if len(uses) == 0 && g.Obj.Signature().Recv() == nil {
		return !m.sought.strict || m.startsSearched(g) // nobody is seen who calls it
	}
	return m.outsideUses(uses, param, depth)
}

// outsideCallback reports whether the parameter of a literal comes from
// outside: from the calls of the literal, or from another module that calls it.
// A container that takes any value gives back what was put into it.
func (m *Model) outsideCallback(g *Func, v *types.Var, param, depth int) bool {
	lit, ok := g.Node.(*ast.FuncLit)
	if !ok {
		return false
	}
	if g.Outer == nil { // of a variable of the package
		for v := range m.packageVars() {
			if exprs, _ := m.assigned(g, v); slices.Contains(exprs, ast.Expr(lit)) {
				return slices.ContainsFunc(m.usesOf(v), func(u use) bool { return m.outsideUse(u, param, depth, true) })
			}
		}
		return false
	}
	call, ok := m.parent(g.Outer, lit).(*ast.CallExpr)
	if !ok {
		return m.outsideKept(g, lit, param, depth)
	}
	if ast.Unparen(call.Fun) == lit {
		e, _ := m.argument(call, param)
		return e != nil && m.outside(g.Outer, e, depth+1)
	}
	fn, ok := m.callee(call).(*types.Func)
	if ok && m.decls[fn] != nil {
		return m.outsideHandedOn(m.decls[fn], call, lit, param, depth)
	}
	if !ok || fn.Pkg() == nil || sameModule(fn.Pkg().Path(), m.pass.Pkg.Path()) {
		return false
	}
	_, _, number := intSize(v.Type())
	return !number && !types.IsInterface(v.Type()) && !computes[fn.Pkg().Path()]
}

// outsideHandedOn is outsideCallback for a literal that a call hands to a
// function of this package: by the calls of the parameter there.
func (m *Model) outsideHandedOn(h *Func, call *ast.CallExpr, lit *ast.FuncLit, param, depth int) bool {
	j := slices.IndexFunc(call.Args, func(e ast.Expr) bool { return ast.Unparen(e) == lit })
	v := m.param(h, j)
	return v != nil && m.outsideCallsOf(h, m.usesIn(h.Root, v), param, depth)
}

// outsideKept is outsideCallback for a literal that is kept in a variable.
func (m *Model) outsideKept(g *Func, lit *ast.FuncLit, param, depth int) bool {
	var to ast.Expr
	switch up := m.parent(g.Outer, lit).(type) {
	case *ast.AssignStmt:
		if len(up.Lhs) == 1 {
			to = up.Lhs[0]
		}
	case *ast.ValueSpec:
		if len(up.Names) == 1 {
			to = up.Names[0]
		}
	case *ast.KeyValueExpr:
		to = up.Key
	}
	if to == nil {
		return false
	}
	v := m.variable(to)
	if v == nil {
		return false
	}
	if !v.IsField() && v.Parent() != m.pass.Pkg.Scope() {
		return m.outsideCallsOf(g.Outer, m.usesIn(g.Root, v), param, depth)
	}
	return m.outsideUses(m.usesOf(v), param, depth)
}

func (m *Model) outsideCallsOf(f *Func, ids []*ast.Ident, param, depth int) bool {
	return slices.ContainsFunc(ids, func(id *ast.Ident) bool {
		in := m.frameOf(f, id)
		call, ok := m.parent(in, id).(*ast.CallExpr)
		return ok && ast.Unparen(call.Fun) == id && m.outsideArgument(in, call, param, depth)
	})
}

// outsideUses reports whether a call of a function or variable, among its uses,
// passes what comes from outside.
func (m *Model) outsideUses(uses []use, param, depth int) bool {
	return slices.ContainsFunc(uses, func(u use) bool { return m.outsideUse(u, param, depth, false) })
}

// outsideUse is outsideUses for one use. With asked the search goes on as if it had begun
// there: for a func in a variable of the package, whose callers nobody asks by themselves.
func (m *Model) outsideUse(u use, param, depth int, asked bool) bool {
	if u.in == nil {
		return false
	}
	fun := m.expression(u)
	call, ok := m.parent(u.in, fun).(*ast.CallExpr)
	if !ok || ast.Unparen(call.Fun) != fun {
		return false
	}
	if asked {
		from := m.sought.from
		m.sought.from = u.in
		defer func() { m.sought.from = from }()
	}
	return m.outsideArgument(u.in, call, param, depth)
}

func (m *Model) outsideArgument(f *Func, call *ast.CallExpr, param, depth int) bool {
	e, _ := m.argument(call, param)
	if e == nil {
		return false
	}
	if m.sought.typed && m.converts(call, e) {
		return false
	}
	if _, starts := m.parent(f, call).(*ast.GoStmt); starts { // what is given to f, is given where the goroutine starts
		from := m.sought.from
		m.sought.from = f
		defer func() { m.sought.from = from }()
	}
	return !m.testsArgument(f, call, e) && m.outside(f, e, depth+1)
}

// testsArgument reports whether the argument e of a call is tested before it,
// or, if it is a field, has been seen to. Searches come by a call again and
// again.
func (m *Model) testsArgument(f *Func, call *ast.CallExpr, e ast.Expr) bool {
	return recall(&m.argsTested, e, func() bool {
		s, ok := m.symbolOf(e)
		if !ok {
			return false
		}
		if def := m.onlyValueOf(f, s.root); s.path == "" && def != nil { // a copy of a field
			if of, ok := m.symbolOf(def); ok && of.path != "" {
				s = of
			}
		}
		about := []subject{{symbol: s}}
		if _, _, number := intSize(typeOf(m.info, e)); number && m.info.Types[e].Value == nil && m.isCompared(e, maxHops) {
			return true // nothing is proven from it here, whatever it says
		}
		return m.isTested(f, call, about) || s.path != "" && m.seenTo(f, call, about[0], about)
	})
}
