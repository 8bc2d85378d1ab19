package task

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A view is how the code of one declaration refers to one channel: which
// variables hold it, and what is done with it there.
type view struct {
	root *Func
	vars map[*types.Var]*types.Var // the variables that hold it, with the field that it is in, or nil
	uses map[ast.Expr]touch        // the expressions that are the channel

	returned bool // it is a result of the declaration, or part of one
	by       *ast.ReturnStmt
	held     bool // by a value that has it in a field, when it is returned
	escapes  bool // it gets to where it is not followed
	handed   map[*ast.SendStmt]*types.Var
	declined bool // it is assigned to the blank identifier

	effects map[effectKey]*effects // what the functions of the declaration do to it
}

// A touch is something that is done to a channel.
type touch uint8

const (
	touchNone touch = iota // it is compared, measured, passed on
	touchSend
	touchReceive
	touchRange
	touchClose
)

// A seed is a parameter by which a function gets a channel, and the field of
// it that the channel is in, or nil.
type seed struct{ param, field *types.Var }

type viewKey struct {
	f    *Func
	seed seed
}

// viewFrom returns how the declaration f uses a channel that it is given.
func (m *Model) viewFrom(f *Func, seeds []seed) *view {
	k := viewKey{f, seeds[0]}
	if v := m.views[k]; v != nil && len(seeds) == 1 {
		return v
	}
	v := &view{root: f.Root, vars: make(map[*types.Var]*types.Var), uses: make(map[ast.Expr]touch)}
	if m.views == nil {
		m.views = make(map[viewKey]*view)
	}
	if len(seeds) == 1 {
		m.views[k] = v
	}
	for _, s := range seeds {
		if exprs, _ := m.assigned(f, s.param); len(exprs) > 1 {
			v.escapes = true // it may hold another one by then
		}
		m.follows(v, s.param, s.field)
	}
	return v
}

// holds adds a variable that holds the channel, in its field if that is not nil.
func (m *Model) holds(v *view, f *Func, obj *types.Var, field *types.Var, value ast.Expr) {
	if old, ok := v.vars[obj]; ok {
		v.escapes = v.escapes || old != field
		return
	}
	if obj.IsField() || obj.Pkg() != m.pass.Pkg || obj.Parent() == obj.Pkg().Scope() {
		v.escapes = true
		return
	}
	exprs, all := m.assigned(f, obj)
	for _, e := range exprs {
		if e != nil && e != value && e != unknownExpr && !m.info.Types[e].IsNil() {
			v.escapes = true // it holds several channels in turn
		}
	}
	if !all {
		v.escapes = true
	}
	m.follows(v, obj, field)
}

func (m *Model) follows(v *view, obj, field *types.Var) {
	v.vars[obj] = field
	for _, id := range m.usesIn(v.root, obj) {
		m.seenVar(v, m.frameOf(v.root, id), id, field)
	}
}

// seenVar notes a use of a variable that holds the channel.
func (m *Model) seenVar(v *view, f *Func, id *ast.Ident, field *types.Var) {
	if field == nil {
		m.seen(v, f, id, nil, 0)
		return
	}
	sel, ok := m.parent(f, id).(*ast.SelectorExpr)
	switch {
	case !ok:
		m.seen(v, f, id, field, 0)
	case m.variable(sel) == field:
		m.seen(v, f, sel, nil, 0)
	case m.info.Selections[sel] != nil && m.info.Selections[sel].Kind() == types.FieldVal:
	default:
		call, ok := m.parent(f, sel).(*ast.CallExpr)
		if !ok || ast.Unparen(call.Fun) != sel {
			v.escapes = true // a method value
		} else {
			m.handsOn(v, f, call, Receiver, field)
		}
	}
}

// seen notes what becomes of an expression that is the channel, or that holds
// it in a field.
func (m *Model) seen(v *view, f *Func, e ast.Expr, field *types.Var, result int) {
	if field == nil {
		v.uses[e] = touchNone
	}
	switch up := m.parent(f, e).(type) {
	case *ast.UnaryExpr:
		switch {
		case up.Op == token.ARROW:
			v.uses[e] = touchReceive
		case up.Op == token.AND && field != nil:
			m.seen(v, f, up, field, 0)
		default:
			v.escapes = true
		}
	case *ast.StarExpr:
		m.seen(v, f, up, field, 0)
	case *ast.SendStmt:
		switch {
		case ast.Unparen(up.Chan) == e:
			v.uses[e] = touchSend
		case field != nil:
			if v.handed == nil {
				v.handed = make(map[*ast.SendStmt]*types.Var)
			}
			v.handed[up] = field
		default:
			v.escapes = true
		}
	case *ast.RangeStmt:
		v.uses[e] = touchRange
	case *ast.CallExpr:
		m.seenInCall(v, f, up, e, field)
	case *ast.BinaryExpr, *ast.ExprStmt, *ast.CaseClause, *ast.GoStmt, *ast.DeferStmt:
	case *ast.AssignStmt:
		m.seenAssigned(v, f, up, e, field, result)
	case *ast.ValueSpec:
		for i, value := range up.Values {
			if ast.Unparen(value) == e {
				m.assignedTo(v, f, up.Names[i+result], field, value)
			}
		}
	case *ast.KeyValueExpr:
		m.seenInLiteral(v, f, up, up.Key, field)
	case *ast.CompositeLit:
		m.seenInLiteral(v, f, e, nil, field)
	case *ast.ReturnStmt:
		if f.Outer == nil && v.root == f {
			v.escapes = v.escapes || v.by == up // two of the results
			v.returned, v.held, v.by = true, v.held || field != nil, up
		} else {
			v.escapes = true
		}
	default:
		v.escapes = true
	}
}

func (m *Model) seenInCall(v *view, f *Func, call *ast.CallExpr, e ast.Expr, field *types.Var) {
	if ast.Unparen(call.Fun) == e {
		v.escapes = true
		return
	}
	if m.info.Types[call.Fun].IsType() {
		m.seen(v, f, call, field, 0)
		return
	}
	if b, ok := m.callee(call).(*types.Builtin); ok {
		switch b.Name() {
		case "close":
			v.uses[e] = touchClose
		case "len", "cap":
		default:
			v.escapes = true
		}
		return
	}
	for j, arg := range call.Args {
		if ast.Unparen(arg) == e {
			m.handsOn(v, f, call, j, field)
		}
	}
}

// handsOn notes that a call gets the channel as its j'th argument. What a
// declared function does with it is seen where the call is.
func (m *Model) handsOn(v *view, f *Func, call *ast.CallExpr, j int, field *types.Var) {
	ts, all := m.targets(f, call.Fun)
	if !all || len(ts) == 0 {
		v.escapes = true
		return
	}
	for _, t := range ts {
		switch {
		case t.fn == nil:
			v.escapes = true
		case t.obj == nil && t.fn.Root == v.root:
			if p := m.param(t.fn, j); p != nil {
				if _, ok := v.vars[p]; !ok {
					m.follows(v, p, field)
				}
			}
		case t.obj == nil:
			v.escapes = true
		default:
			p := m.paramOf(t.fn, j)
			if p == nil || t.fn.Obj.Signature().Variadic() && j >= t.fn.Obj.Signature().Params().Len()-1 {
				v.escapes = v.escapes || p != nil && p.Name() != "_"
				continue
			}
			if t.fn != v.root {
				inner := m.viewFrom(t.fn, []seed{{p, field}})
				v.escapes = v.escapes || inner.escapes || inner.returned
			}
		}
	}
}

// paramOf returns the j'th parameter or the receiver of a declared function.
func (m *Model) paramOf(f *Func, j int) *types.Var {
	sig := f.Obj.Signature()
	switch {
	case j == Receiver:
		return sig.Recv()
	case j < sig.Params().Len():
		return sig.Params().At(j)
	}
	return nil
}

func (m *Model) seenAssigned(v *view, f *Func, assign *ast.AssignStmt, e ast.Expr, field *types.Var, result int) {
	for i, rhs := range assign.Rhs {
		if ast.Unparen(rhs) == e && i+result < len(assign.Lhs) {
			m.assignedTo(v, f, assign.Lhs[i+result], field, rhs)
		}
	}
}

// assignedTo notes that the channel is assigned to lhs.
func (m *Model) assignedTo(v *view, f *Func, lhs ast.Expr, field *types.Var, value ast.Expr) {
	switch lhs := ast.Unparen(lhs).(type) {
	case *ast.Ident:
		if lhs.Name == "_" {
			v.declined = true
			return
		}
		if obj := m.variable(lhs); obj != nil {
			m.holds(v, f, obj, field, value)
			if f.Outer == nil && contains(obj.Pos(), f.Type) && f.Type.Results != nil && contains(obj.Pos(), f.Type.Results) {
				v.returned, v.held = true, v.held || field != nil
			}
			return
		}
	case *ast.SelectorExpr:
		x, ok := ast.Unparen(lhs.X).(*ast.Ident)
		if obj := m.variable(lhs); ok && field == nil && obj != nil && obj.IsField() {
			if holder := m.variable(x); holder != nil && contains(holder.Pos(), f.Root.Node) && !m.isParamOf(f.Root, holder) {
				m.holdsIn(v, f, holder, obj)
				return
			}
		}
	}
	v.escapes = true
}

// holdsIn notes that a field of a local variable is assigned the channel.
func (m *Model) holdsIn(v *view, f *Func, holder, field *types.Var) {
	if old, ok := v.vars[holder]; ok {
		v.escapes = v.escapes || old != field
		return
	}
	if exprs, all := m.assigned(f, holder); !all || len(exprs) != 1 || exprs[0] != nil && !isFresh(exprs[0]) {
		v.escapes = true
		return
	}
	m.follows(v, holder, field)
}

// isFresh reports whether e makes a new struct: nobody else can have it.
func isFresh(e ast.Expr) bool {
	e = ast.Unparen(e)
	if addr, ok := e.(*ast.UnaryExpr); ok && addr.Op == token.AND {
		e = ast.Unparen(addr.X)
	}
	if call, ok := e.(*ast.CallExpr); ok {
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "new"
	}
	_, ok := e.(*ast.CompositeLit)
	return ok
}

func (m *Model) isParamOf(root *Func, v *types.Var) bool {
	if root.Obj == nil {
		return contains(v.Pos(), root.Type)
	}
	return contains(v.Pos(), root.Type) || root.Obj.Signature().Recv() == v
}

// seenInLiteral notes that the channel is an element of a composite literal.
func (m *Model) seenInLiteral(v *view, f *Func, elt ast.Node, key ast.Expr, field *types.Var) {
	lit, ok := m.parent(f, elt).(*ast.CompositeLit)
	if key == nil {
		lit, ok = m.parent(f, elt).(*ast.CompositeLit)
	}
	if !ok || field != nil {
		v.escapes = true
		return
	}
	st, ok := typeOf(m.info, lit).Underlying().(*types.Struct)
	if !ok {
		v.escapes = true
		return
	}
	var in *types.Var
	if key != nil {
		in = m.variable(key)
	} else if i := slices.IndexFunc(lit.Elts, func(e ast.Expr) bool { return e == elt || ast.Unparen(e) == elt }); i >= 0 && i < st.NumFields() {
		in = st.Field(i).Origin()
	}
	if in == nil {
		v.escapes = true
		return
	}
	m.seen(v, f, lit, in, 0)
}

// at returns what the expression or statement n does to the channel by itself,
// and the expression that is the channel in it.
func (v *view) at(n ast.Node) (touch, ast.Expr) {
	var e ast.Expr
	switch n := n.(type) {
	case *ast.UnaryExpr:
		e = n.X
	case *ast.SendStmt:
		e = n.Chan
	case *ast.CallExpr:
		if len(n.Args) == 1 {
			e = n.Args[0]
		}
	case *ast.RangeStmt:
		e = n.X
	}
	if e == nil {
		return touchNone, nil
	}
	e = ast.Unparen(e)
	return v.uses[e], e
}

// touched returns the uses of one kind, in source order.
func (v *view) touched(t touch) (uses []ast.Expr) {
	for e, u := range v.uses {
		if u == t {
			uses = append(uses, e)
		}
	}
	slices.SortFunc(uses, func(a, b ast.Expr) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return uses
}

// inside reports whether the literal f, of the declaration of the view, has
// anything to do with the channel.
func (v *view) inside(m *Model, f *Func) bool {
	for n := range everything(f.Body) {
		if id, ok := n.(*ast.Ident); ok {
			if obj, ok := m.info.Uses[id].(*types.Var); ok {
				if _, ok := v.vars[obj]; ok {
					return true
				}
			}
		}
	}
	return false
}

// everything yields n and all nodes below it.
func everything(n ast.Node) func(func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		alive := true
		ast.Inspect(n, func(n ast.Node) bool {
			if n == nil || !alive {
				return false
			}
			alive = yield(n)
			return alive
		})
	}
}
