package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"

	"golang.org/x/tools/go/types/typeutil"
)

// A Func is a function with a body in the package: a declaration or a literal.
type Func struct {
	Node ast.Node    // *ast.FuncDecl or *ast.FuncLit
	Obj  *types.Func // nil for a literal
	Type *ast.FuncType
	Body *ast.BlockStmt
	File *ast.File

	// Outer is the function that a literal is written in, and Root the
	// declaration, or the outermost literal of a package variable.
	Outer, Root *Func

	inner    []*Func
	defers   []*ast.DeferStmt // of the function itself, in source order
	recovers bool             // some call below it is spelled recover
	panics   bool             // some call of its own is spelled panic
	returns  bool             // it has a return statement of its own
	receives bool             // it, or a literal in it, receives from a channel

	graph   *graph
	handler *handling

	dangers      []danger // what can panic, made on first demand
	dangersKnown bool
	visit        int // when it was come by, while it is looked at
	again        int // how often it was come by then
	byName       int // by calls of its own that name it
	// Of a root only, made on first demand.
	parents map[ast.Node]ast.Node
	vars    map[*types.Var][]ast.Expr // what is assigned to each variable
	uses    map[*types.Var][]*ast.Ident
	writes  map[*types.Var][]write
	calls   []token.Pos
}

// buildIndex lists the functions of the package with what one walk can see.
func (m *Model) buildIndex() {
	m.funcs = make(map[ast.Node]*Func)
	m.decls = make(map[*types.Func]*Func)
	m.started = make(map[ast.Node]bool)
	m.deferrals = make(map[ast.Node]*ast.DeferStmt)
	for _, file := range m.pass.Files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Body == nil {
					continue // implemented elsewhere: nothing to see
				}
				f := m.addFunc(decl, decl.Type, decl.Body, nil, file)
				if obj, ok := m.info.Defs[decl.Name].(*types.Func); ok {
					f.Obj = obj
					m.decls[obj] = f
				}
				m.indexBody(f)
			case *ast.GenDecl:
				m.indexNode(decl, nil, file)
			}
		}
	}
}

func markReceives(f *Func) {
	for ; f != nil; f = f.Outer {
		f.receives = true
	}
}

func (m *Model) addFunc(node ast.Node, typ *ast.FuncType, body *ast.BlockStmt, outer *Func, file *ast.File) *Func {
	f := &Func{Node: node, Type: typ, Body: body, File: file, Outer: outer}
	f.Root = f
	if outer != nil {
		f.Root = outer.Root
		outer.inner = append(outer.inner, f)
	}
	m.funcs[node] = f
	m.all = append(m.all, f)
	return f
}

func (m *Model) indexBody(f *Func) { m.indexNode(f.Body, f, f.File) }

// indexNode indexes what is below n, which belongs to f (nil at package level).
func (m *Model) indexNode(n ast.Node, f *Func, file *ast.File) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			m.indexBody(m.addFunc(n, n.Type, n.Body, f, file))
			return false
		case *ast.DeferStmt:
			f.defers = append(f.defers, n)
			m.deferrals[n.Call] = n
		case *ast.GoStmt:
			m.started[n.Call] = true
		case *ast.ReturnStmt:
			f.returns = true
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				markReceives(f)
			}
		case *ast.RangeStmt:
			if _, ok := typeOf(m.info, n.X).Underlying().(*types.Chan); ok {
				markReceives(f)
			}
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && f != nil {
				switch id.Name {
				case "recover":
					for o := f; o != nil; o = o.Outer {
						o.recovers = true
					}
				case "panic":
					f.panics = true
				}
			}
		}
		return true
	})
}

// own yields the nodes of the frame of f: all below its body but what belongs
// to nested literals. The literals themselves are yielded.
func (f *Func) own() iter.Seq[ast.Node] {
	return within(f.Body)
}

// within yields n and all nodes below it but the insides of literals.
func within(n ast.Node) iter.Seq[ast.Node] {
	return func(yield func(ast.Node) bool) {
		alive := true
		ast.Inspect(n, func(n ast.Node) bool {
			if n == nil || !alive {
				return false
			}
			if alive = yield(n); !alive {
				return false
			}
			_, lit := n.(*ast.FuncLit)
			return !lit
		})
	}
}

// parent returns the node above n, parentheses left out, in the function f.
func (m *Model) parent(f *Func, n ast.Node) ast.Node {
	root := f.Root
	if root.parents == nil {
		root.parents = make(map[ast.Node]ast.Node)
		var stack []ast.Node
		ast.Inspect(root.Node, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			if len(stack) > 0 {
				root.parents[n] = stack[len(stack)-1]
			}
			stack = append(stack, n)
			return true
		})
	}
	p := root.parents[n]
	for {
		paren, ok := p.(*ast.ParenExpr)
		if !ok {
			return p
		}
		p = root.parents[paren]
	}
}

// frameOf returns the innermost function around n in the root of f.
func (m *Model) frameOf(f *Func, n ast.Node) *Func {
	for p := m.parent(f, n); p != nil; p = m.parent(f, p) {
		if fn := m.funcs[p]; fn != nil {
			return fn
		}
	}
	return f.Root
}

// callee returns the function, builtin or variable that call calls, or nil.
func (m *Model) callee(call *ast.CallExpr) types.Object {
	obj := typeutil.Callee(m.info, call)
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return obj
}

func (m *Model) isBuiltin(call *ast.CallExpr, name string) bool {
	b, ok := m.callee(call).(*types.Builtin)
	return ok && b.Name() == name
}

// assigned returns what is assigned to the variable v: the expressions, and
// whether these are all. A nil expression stands for the zero value.
func (m *Model) assigned(f *Func, v *types.Var) (exprs []ast.Expr, all bool) {
	if v.Pkg() != m.pass.Pkg {
		return nil, false
	}
	if v.IsField() || v.Parent() == v.Pkg().Scope() {
		if v.Exported() {
			return nil, false // an importer may assign to it
		}
		exprs, all = m.packageVars()[v.Origin()]
		return exprs, all
	}
	if f == nil {
		return nil, false
	}
	root := f.Root
	if root.vars == nil {
		root.vars = make(map[*types.Var][]ast.Expr)
		m.collectAssigned(root.Node, root.vars)
	}
	exprs, ok := root.vars[v]
	return exprs, ok
}

// packageVars returns what is assigned to each variable of the package, in
// the files that every variant of the package has.
func (m *Model) packageVars() map[*types.Var][]ast.Expr {
	if m.vars == nil {
		m.vars = make(map[*types.Var][]ast.Expr)
		for _, file := range m.pass.Files {
			if !m.isTest(file) {
				m.collectAssigned(file, m.vars)
			}
		}
	}
	return m.vars
}

// collectAssigned adds to vars what is assigned below n. A variable that gets
// a value in a way that is not followed (a parameter, a multi-value
// assignment, by its address) gets an expression that nothing resolves.
func (m *Model) collectAssigned(n ast.Node, vars map[*types.Var][]ast.Expr) {
	add := func(lhs ast.Expr, rhs ast.Expr) {
		if v := m.variable(lhs); v != nil {
			vars[v] = append(vars[v], rhs)
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if len(n.Lhs) == len(n.Rhs) {
					add(lhs, n.Rhs[i])
				} else {
					add(lhs, unknownExpr)
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				switch {
				case len(n.Values) == 0:
					add(name, nil)
				case len(n.Values) == len(n.Names):
					add(name, n.Values[i])
				default:
					add(name, unknownExpr)
				}
			}
		case *ast.RangeStmt:
			if n.Key != nil {
				add(n.Key, unknownExpr)
			}
			if n.Value != nil {
				add(n.Value, &element{of: n.X})
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X, unknownExpr)
			}
		case *ast.CompositeLit:
			m.collectFields(n, vars)
		case *ast.FuncType:
			for _, list := range []*ast.FieldList{n.Params, n.Results} {
				for id := range names(list) {
					add(id, unknownExpr)
				}
			}
		}
		return true
	})
}

// collectFields adds to vars each field that a struct literal sets.
func (m *Model) collectFields(lit *ast.CompositeLit, vars map[*types.Var][]ast.Expr) {
	st, ok := typeOf(m.info, lit).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if v := m.variable(kv.Key); v != nil {
				vars[v] = append(vars[v], kv.Value)
			}
		} else if i < st.NumFields() {
			v := st.Field(i).Origin()
			vars[v] = append(vars[v], elt)
		}
	}
}

// named returns the identifier that names what e is, the last one of a
// selector, or nil.
func named(e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}

// variable returns the variable or field that e names, or nil.
func (m *Model) variable(e ast.Expr) *types.Var {
	id := named(e)
	if id == nil {
		return nil
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok {
		return nil
	}
	return v.Origin()
}

// typeOf returns the type of e, or the invalid type.
func typeOf(info *types.Info, e ast.Expr) types.Type {
	if t := info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// unknownExpr stands for a value that is not followed.
var unknownExpr ast.Expr = &ast.BadExpr{}

// names yields the names of a field list, which may be nil.
func names(list *ast.FieldList) iter.Seq[*ast.Ident] {
	return func(yield func(*ast.Ident) bool) {
		if list == nil {
			return
		}
		for _, field := range list.List {
			for _, id := range field.Names {
				if !yield(id) {
					return
				}
			}
		}
	}
}

// Name returns the name of the declaration that f is, or is written in, or "".
func (f *Func) Name() string {
	if f == nil || f.Root.Obj == nil {
		return ""
	}
	return f.Root.Obj.Name()
}
