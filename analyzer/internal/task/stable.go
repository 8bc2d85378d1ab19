package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// This file says whether what was true of a variable or field at one place is
// still true at another.

func itoa(i int) string { return strconv.Itoa(i) }

// A write is an assignment to a variable or a field, or anything that may be.
type write struct {
	pos  token.Pos // behind which it has happened
	in   token.Pos // where it stands
	rhs  ast.Expr  // what is assigned, if it is one expression
	stmt *ast.AssignStmt
	zero bool // it is declared without a value
	step int  // 1 if it grows, -1 if it shrinks
	init bool // of a field of a value that is being made

	through bool // it is what the variable points at, or an element
	decoded bool // by a function that reads what comes from outside into it
}

// writesTo returns the writes to a local variable, in source order.
func (m *Model) writesTo(f *Func, v *types.Var) []write {
	root := f.Root
	if root.writes == nil {
		root.writes = make(map[*types.Var][]write)
		m.findWrites(root.Node, func(v *types.Var, w write) {
			if !v.IsField() {
				root.writes[v] = append(root.writes[v], w)
			}
		})
	}
	return root.writes[v]
}

// fieldWritesTo returns the writes to a field in the files that every variant
// of the package has, composite literals left out.
func (m *Model) fieldWritesTo(v *types.Var) []write {
	if m.fieldWrites == nil {
		m.fieldWrites = make(map[*types.Var][]write)
		for _, file := range m.pass.Files {
			if !m.isTest(file) {
				m.findWrites(file, func(v *types.Var, w write) {
					if v.IsField() || v.Parent() == m.pass.Pkg.Scope() {
						m.fieldWrites[v.Origin()] = append(m.fieldWrites[v.Origin()], w)
					}
				})
			}
		}
	}
	return m.fieldWrites[v.Origin()]
}

// findWrites calls found for each write below n.
func (m *Model) findWrites(n ast.Node, found func(*types.Var, write)) {
	posts := make(map[ast.Stmt]token.Pos) // a post statement runs behind the body
	add := func(lhs ast.Expr, w write) {
		lhs = ast.Unparen(lhs)
		switch x := lhs.(type) {
		case *ast.StarExpr:
			lhs, w.through = ast.Unparen(x.X), true
		case *ast.IndexExpr:
			if _, basic := typeOf(m.info, x).Underlying().(*types.Basic); basic {
				return
			}
			lhs, w.through = ast.Unparen(x.X), true
		}
		v := m.variable(lhs)
		if v == nil {
			return
		}
		w.in = lhs.Pos()
		if sel, ok := lhs.(*ast.SelectorExpr); ok {
			w.init = m.isNew(sel.X)
		}
		found(v, w)
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			if n.Post != nil {
				posts[n.Post] = n.End()
			}
		case *ast.AssignStmt:
			m.assignWrites(n, max(posts[n], n.End()), add)
		case *ast.IncDecStmt:
			step := 1
			if n.Tok == token.DEC {
				step = -1
			}
			add(n.X, write{pos: max(posts[n], n.End()), step: step})
		case *ast.ValueSpec:
			for i, name := range n.Names {
				w := write{pos: n.End(), zero: len(n.Values) == 0}
				if len(n.Values) == len(n.Names) {
					w.rhs = n.Values[i]
				}
				add(name, w)
			}
		case *ast.RangeStmt:
			if n.Key != nil {
				w := write{pos: n.X.End()}
				if _, ok := typeOf(m.info, n.X).Underlying().(*types.Chan); ok {
					w.rhs = &element{of: n.X}
				}
				add(n.Key, w)
			}
			if n.Value != nil {
				add(n.Value, write{pos: n.X.End(), rhs: &element{of: n.X}})
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X, write{pos: n.End()})
			}
		case *ast.CallExpr:
			m.implicitWrite(n, add)
			if m.decodes(n) {
				for _, arg := range n.Args {
					if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
						arg = u.X
					} else if !isPointer(typeOf(m.info, arg)) {
						continue
					}
					add(arg, write{pos: n.End(), decoded: true})
				}
			}
		}
		return true
	})
}

// decodes reports whether a call, by its name, fills what its arguments point
// at with what comes from outside.
func (m *Model) decodes(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return false
	}
	for _, prefix := range []string{"Unmarshal", "Decode", "Scan", "Bind", "ReadJSON", "Fscan", "Sscan"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return true
		}
	}
	return false
}

func (m *Model) assignWrites(n *ast.AssignStmt, pos token.Pos, add func(ast.Expr, write)) {
	for i, lhs := range n.Lhs {
		w := write{pos: pos, stmt: n}
		if len(n.Lhs) == len(n.Rhs) {
			w.rhs = n.Rhs[i]
		}
		switch n.Tok {
		case token.ADD_ASSIGN, token.SUB_ASSIGN:
			if c, ok := m.constOf(n.Rhs[0]); ok && c != 0 {
				if w.step = 1; (c < 0) != (n.Tok == token.SUB_ASSIGN) {
					w.step = -1
				}
			} else if v := m.lengthLike(n.Rhs[0]); v && n.Tok == token.ADD_ASSIGN {
				w.step = 1
			} else {
				w.rhs = nil
			}
		case token.ASSIGN, token.DEFINE:
			if w.rhs != nil {
				w.step = m.stepOf(lhs, w.rhs)
			}
		default:
			w.rhs = nil
		}
		add(lhs, w)
	}
}

// stepOf returns how "i = i + 1" changes i.
func (m *Model) stepOf(lhs, rhs ast.Expr) int {
	l := m.linearOf(rhs)
	s, ok := m.symbolOf(lhs)
	switch {
	case !ok || l.symbol != s || l.c == 0:
		return 0
	case l.c > 0:
		return 1
	}
	return -1
}

// lengthLike reports whether e is a number that is never negative by its form.
func (m *Model) lengthLike(e ast.Expr) bool {
	if _, unsigned, ok := intSize(typeOf(m.info, e)); ok && unsigned {
		return true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && (m.isBuiltin(call, "len") || m.isBuiltin(call, "copy"))
}

// implicitWrite notes v.Method() where the method takes the address of v.
func (m *Model) implicitWrite(call *ast.CallExpr, add func(ast.Expr, write)) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	s := m.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return
	}
	recv := s.Obj().(*types.Func).Signature().Recv()
	if recv == nil {
		return
	}
	if _, ptr := recv.Type().(*types.Pointer); !ptr {
		return
	}
	if _, ptr := typeOf(m.info, sel.X).Underlying().(*types.Pointer); !ptr {
		add(sel.X, write{pos: call.End()})
	}
}

// isNew reports whether x is a variable that holds a value made in this
// function, which nobody else sees yet.
func (m *Model) isNew(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || v.Parent() == m.pass.Pkg.Scope() {
		return false
	}
	root := m.rootAt(id.Pos())
	if root == nil {
		return false
	}
	exprs, all := m.assigned(root, v)
	for _, e := range exprs {
		if e != nil && !m.makesNonNil(e) {
			return false
		}
	}
	return all && len(exprs) > 0
}

// isParam reports whether v is a parameter, receiver or result.
func (m *Model) isParam(v *types.Var) bool {
	switch v.Kind() {
	case types.ParamVar, types.RecvVar, types.ResultVar:
		return true
	}
	return false
}

// makesNonNil reports whether the value of e is none that is nil.
func (m *Model) makesNonNil(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND
	case *ast.CompositeLit, *ast.FuncLit:
		return true
	case *ast.CallExpr:
		if m.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return m.makesNonNil(e.Args[0])
		}
		switch obj := m.callee(e).(type) {
		case *types.Builtin:
			return obj.Name() == "make" || obj.Name() == "new"
		case *types.Func:
			return m.returnsNonNil(obj)
		}
	case *ast.Ident:
		_, fn := m.info.ObjectOf(e).(*types.Func)
		return fn
	case *ast.SelectorExpr:
		_, fn := m.info.ObjectOf(e.Sel).(*types.Func)
		return fn
	}
	return false
}

// returnsNonNil reports whether a function of this package returns a new value
// on all paths, or one of std has a single result, as its constructors do.
func (m *Model) returnsNonNil(fn *types.Func) bool {
	if fn.Pkg() != nil && isStd(fn.Pkg().Path()) {
		return fn.Signature().Results().Len() == 1 && (strings.HasPrefix(fn.Name(), "New") || fn.Name() == "Errorf" || fn.Pkg().Path() == "context")
	}
	f := m.decls[fn]
	if f == nil || m.nonNilFuncs[f] == 1 {
		return false
	}
	if m.nonNilFuncs == nil {
		m.nonNilFuncs = make(map[*Func]int)
	}
	if known := m.nonNilFuncs[f]; known != 0 {
		return known == 2
	}
	m.nonNilFuncs[f] = 1
	exprs, all := f.results()
	for _, e := range exprs {
		if !all || !m.makesNonNil(e) && !m.alwaysNew(f, e) {
			return false
		}
	}
	if all && len(exprs) > 0 {
		m.nonNilFuncs[f] = 2
	}
	return all && len(exprs) > 0
}

// alwaysNew reports whether e is a local variable that only holds new values.
func (m *Model) alwaysNew(f *Func, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || m.isParam(v) {
		return false
	}
	exprs, all := m.assigned(f, v)
	for _, e := range exprs {
		if e == nil || !m.makesNonNil(e) {
			return false
		}
	}
	return all && len(exprs) > 0
}

// onlyValue returns the one value that a local variable ever has, or nil.
func (m *Model) onlyValue(f *Func, id *ast.Ident) ast.Expr {
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || v.IsField() || m.isParam(v) || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	if writes := m.writesTo(f, v); len(writes) == 1 {
		if _, ok := writes[0].rhs.(*element); !ok {
			return writes[0].rhs
		}
	}
	return nil
}

// errorIsNil learns that an error is nil: what was returned with it is then,
// by the convention, no nil pointer.
func (k *knowledge) errorIsNil(s symbol, from token.Pos) {
	if s.path != "" || !types.Identical(s.root.Type(), types.Universe.Lookup("error").Type()) {
		return
	}
	var last *ast.AssignStmt
	for _, w := range k.m.writesTo(k.f, s.root) {
		if w.pos <= from && w.stmt != nil {
			last = w.stmt
		}
	}
	if last == nil || len(last.Lhs) < 2 || len(last.Rhs) != 1 {
		return
	}
	for _, lhs := range last.Lhs {
		if v, ok := k.m.symbolOf(lhs); ok && v != s {
			if holds, _ := k.holds(v, last.End()); holds {
				k.nonNil[v] = k.nonNil[v] // weak
			}
		}
	}
}

// leaves reports whether the statements end in one that leaves the list.
func (m *Model) leaves(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch s := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		return ok && m.endOf(call) != Returns
	case *ast.BlockStmt:
		return m.leaves(s.List)
	case *ast.IfStmt:
		other, ok := s.Else.(*ast.BlockStmt)
		return ok && m.leaves(s.Body.List) && m.leaves(other.List)
	}
	return false
}

// breaks reports whether a loop body may leave its loop but by the condition.
func breaks(body *ast.BlockStmt) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			found = found || n.Tok != token.CONTINUE
		}
		return !found
	})
	return found
}

// holds reports whether what was true of the symbol at from is still true
// where k is asked, and whether that is so only if no call and no other
// goroutine changes a field.
func (k *knowledge) holds(s symbol, from token.Pos) (holds, weak bool) {
	if s.isZero() || s.node != nil {
		return true, false
	}
	if s.root == nil {
		o, _ := k.m.opaqueOf(s)
		for _, v := range o.vars {
			h, w := k.holds(v, from)
			if !h || k.m.hasElements(s) && k.killed(v.root, k.m.writesTo(k.f, v.root), from, false) {
				return false, false
			}
			weak = weak || w
		}
		return true, weak
	}
	if s.root.Pkg() != k.m.pass.Pkg || s.root.Parent() == s.root.Pkg().Scope() {
		if s.root.Pkg() == k.m.pass.Pkg && k.killed(s.root, k.m.fieldWritesTo(s.root), from, s.path == "") {
			return false, false
		}
		weak = s.root.Exported() || len(k.m.fieldWritesTo(s.root)) > 1
	} else if k.killed(s.root, k.m.writesTo(k.f, s.root), from, s.path == "") {
		return false, false
	}
	if s.path == "" {
		return true, weak
	}
	shared := isPointer(s.root.Type())
	for _, field := range fieldsOf(s) {
		writes := k.m.fieldWritesTo(field)
		if k.killed(s.root, k.inRoot(writes), from, false) {
			return false, false
		}
		if shared && !k.m.settled(field, writes) && (k.late || k.callsBetween(from)) {
			weak = true
		}
		shared = shared || isPointer(field.Type())
	}
	return true, weak
}

// hasElements reports whether an expression reads elements of what it is made of.
func (m *Model) hasElements(s symbol) bool { return strings.Contains(s.path, "[") }

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// settled reports whether a field is only given a value while the struct
// around it is made.
func (m *Model) settled(field *types.Var, writes []write) bool {
	if field.Pkg() != m.pass.Pkg || field.Exported() {
		return false
	}
	for _, w := range writes {
		if !w.init {
			return false
		}
	}
	return true
}

func (k *knowledge) inRoot(writes []write) (in []write) {
	for _, w := range writes {
		if contains(w.in, k.f.Root.Node) {
			in = append(in, w)
		}
	}
	return in
}

// killed reports whether a write may come between from and the place. Of the
// variable alone, a write through it to what it points at is none.
func (k *knowledge) killed(v *types.Var, writes []write, from token.Pos, alone bool) bool {
	if k.m.without(ruleStability) {
		return false
	}
	frame := k.m.frameAt(k.f, k.at.Pos())
	for _, w := range writes {
		if w.through && alone {
			continue
		}
		if in := k.m.frameAt(k.f, w.in); in != frame && !v.IsField() && !contains(v.Pos(), in.Node) && !contains(k.at.Pos(), in.Node) {
			return true // a literal that may run at any time
		}
		if k.late && w.pos > from {
			return true
		}
		if from < w.pos && w.pos <= k.at.Pos() {
			return true
		}
		for _, loop := range k.loopsAround() {
			if !contains(w.in, loop) {
				continue
			}
			if !repeats(loop, from) || k.late && !contains(v.Pos(), loop) && !v.IsField() {
				return true
			}
		}
	}
	return false
}

// repeats reports whether what is at from is executed in each round of a loop,
// or behind it: what initializes the loop is not.
func repeats(loop ast.Node, from token.Pos) bool {
	if s, ok := loop.(*ast.ForStmt); ok && s.Init != nil && from <= s.Init.End() {
		return false
	}
	return contains(from, loop) || from == loop.End()
}

// loopsAround returns the loops around the place.
func (k *knowledge) loopsAround() []ast.Node {
	if k.loops == nil {
		k.loops = []ast.Node{}
		for up := k.m.parent(k.f, k.at); up != nil; up = k.m.parent(k.f, up) {
			switch up.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				k.loops = append(k.loops, up)
			}
		}
	}
	return k.loops
}

// callsBetween reports whether something is called between from and the place
// that may change the fields of this package: not a builtin, nor std.
func (k *knowledge) callsBetween(from token.Pos) bool {
	for _, pos := range k.m.callsIn(k.f) {
		if from < pos && pos < k.at.Pos() {
			return true
		}
	}
	for _, loop := range k.loopsAround() {
		if contains(from, loop) {
			continue
		}
		for _, pos := range k.m.callsIn(k.f) {
			if contains(pos, loop) {
				return true
			}
		}
	}
	return false
}

// callsIn returns the ends of the calls in a root that may change fields.
func (m *Model) callsIn(f *Func) []token.Pos {
	root := f.Root
	if root.calls == nil {
		root.calls = []token.Pos{}
		ast.Inspect(root.Node, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !m.info.Types[call.Fun].IsType() {
				switch obj := m.callee(call).(type) {
				case *types.Builtin:
				case *types.Func:
					if obj.Pkg() == nil || !isStd(obj.Pkg().Path()) {
						root.calls = append(root.calls, call.End())
					}
				default:
					root.calls = append(root.calls, call.End())
				}
			}
			return true
		})
	}
	return root.calls
}

// fieldsOf returns the fields on the path of a symbol.
func fieldsOf(s symbol) (fields []*types.Var) {
	t := s.root.Type()
	for name := range strings.SplitSeq(strings.TrimPrefix(s.path, "."), ".") {
		obj, _, _ := types.LookupFieldOrMethod(t, true, s.root.Pkg(), name)
		v, ok := obj.(*types.Var)
		if !ok {
			return fields
		}
		fields = append(fields, v)
		t = v.Type()
	}
	return fields
}
