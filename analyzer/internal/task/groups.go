package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A group is a variable or field that is given goroutines, or what is like
// them, for somebody to wait for.
type group struct {
	v    *types.Var
	in   *Func // the function that declares it; nil for a parameter, a field and a package variable
	uses []groupUse
}

// A groupUse is one occurrence of a group.
type groupUse struct {
	kind useKind
	node ast.Node      // the call, or what stands for the use
	call *ast.CallExpr // nil if it is none
	in   *Func         // the innermost function around it
	on   ast.Expr      // the group, as it is written
}

type useKind uint8

const (
	usePlain  useKind = iota
	useAdds           // it is given a goroutine to wait for
	useStarts         // it is given a function, which it starts
	useDone           // one of its goroutines has ended
	useJoins          // it is waited for
	useWithin         // something is done with what it holds
	useEscapes
)

// waits reports whether the package has anything to do with waiting for
// goroutines. Most packages have not, and then nothing is looked for.
func (m *Model) waits() bool { return m.joining || m.startsAny() }

// A joinCall is a call that has to do with waiting.
type joinCall struct {
	f     *Func
	call  *ast.CallExpr
	joins Joins
	on    ast.Expr // the group that it starts something on, or that it waits for
	start bool     // it starts a function on it
}

// joinCalls returns the calls of the package that have to do with waiting, in
// source order.
func (m *Model) joinCalls() []joinCall {
	if m.calls != nil || !m.waits() {
		return m.calls
	}
	m.calls = []joinCall{}
	for _, f := range m.all {
		for n := range f.own() {
			call, ok := n.(*ast.CallExpr)
			if !ok || m.info.Types[call.Fun].IsType() {
				continue
			}
			c := joinCall{f: f, call: call, joins: m.joinsOfCall(f, call)}
			if on := m.startsOn(f, call); on != nil {
				c.on, c.start = on, true
			} else if c.joins == (Joins{}) {
				continue
			} else {
				c.on = ofExpr(call, max(c.joins.Of, c.joins.Adds, c.joins.Done))
			}
			m.calls = append(m.calls, c)
		}
	}
	return m.calls
}

// allGroups returns the groups that the package gives goroutines, in the order
// in which it does.
func (m *Model) allGroups() []*group {
	if m.found != nil {
		return m.found
	}
	m.found = []*group{}
	seen := make(map[*types.Var]*group)
	m.groupByVar = seen
	for _, c := range m.joinCalls() {
		if !c.start && c.joins.Adds == OfNone && c.joins.Done == OfNone {
			continue
		}
		v := m.groupVar(c.f, c.on)
		if v == nil || seen[v] != nil || m.inTest(c.call.Pos()) && !m.inTest(v.Pos()) {
			continue
		}
		g := &group{v: v, in: m.declaredIn(v)}
		seen[v] = g
		m.found = append(m.found, g)
		m.findUses(g)
	}
	return m.found
}

// groupVar returns the variable or field that an expression in f denotes: of
// x.y.g the field g, or the embedded field by which a method is promoted if x
// is not f's own.
func (m *Model) groupVar(f *Func, on ast.Expr) *types.Var {
	switch e := ast.Unparen(on).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return m.groupVar(f, e.X)
		}
	case *ast.StarExpr:
		return m.groupVar(f, e.X)
	case *ast.Ident, *ast.SelectorExpr:
		return m.variable(e)
	}
	return nil
}

// declaredIn returns the function whose own variable v is, or nil.
func (m *Model) declaredIn(v *types.Var) *Func {
	if v.IsField() || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	f := m.rootAt(v.Pos())
	for f != nil {
		i := slices.IndexFunc(f.inner, func(in *Func) bool { return contains(v.Pos(), in.Node) })
		if i < 0 {
			break
		}
		f = f.inner[i]
	}
	if f == nil || !contains(v.Pos(), f.Body) {
		return nil // a parameter
	}
	return f
}

// findUses fills in the uses of a group: of a local variable those in its
// function, else those in the files that every variant of the package has.
func (m *Model) findUses(g *group) {
	if g.in != nil {
		for _, id := range m.usesIn(g.in.Root, g.v) {
			g.add(m.useOf(m.frameOf(g.in, id), id, maxHops), id)
		}
		return
	}
	test := m.inTest(g.v.Pos())
	for _, id := range m.identsOf(g.v) {
		root := m.rootAt(id.Pos())
		if root == nil || !test && m.inTest(id.Pos()) {
			continue
		}
		f := m.frameOf(root, id)
		var e ast.Expr = id
		if sel, ok := m.parent(f, id).(*ast.SelectorExpr); ok && sel.Sel == id {
			e = sel
		}
		g.add(m.useOf(f, e, maxHops), e)
	}
}

func (g *group) add(u groupUse, on ast.Expr) {
	u.on = on
	g.uses = append(g.uses, u)
}

// identsOf returns the occurrences of a variable or field in the whole package, in
// source order.
func (m *Model) identsOf(v *types.Var) []*ast.Ident {
	if m.idents == nil { // for all at once: there may be very many that are asked for
		m.idents = make(map[*types.Var][]*ast.Ident)
		for id, obj := range m.info.Uses {
			if obj, ok := obj.(*types.Var); ok {
				m.idents[obj.Origin()] = append(m.idents[obj.Origin()], id)
			}
		}
		for _, ids := range m.idents {
			slices.SortFunc(ids, func(a, b *ast.Ident) int { return int(a.Pos()) - int(b.Pos()) })
		}
	}
	return m.idents[v]
}

// useOf returns what is done with a group where the expression e, in f,
// denotes it.
func (m *Model) useOf(f *Func, e ast.Expr, hops int) groupUse {
	switch up := m.parent(f, e).(type) {
	case *ast.UnaryExpr:
		if up.Op == token.AND {
			return m.useOf(f, up, hops)
		}
	case *ast.StarExpr:
		return m.useOf(f, up, hops)
	case *ast.SelectorExpr:
		return m.useOfSelection(f, up, hops)
	case *ast.CallExpr:
		for i, arg := range up.Args {
			if ast.Unparen(arg) == e {
				return groupUse{kind: m.useOfArg(f, up, i, hops), node: up, call: up, in: f}
			}
		}
	case *ast.BinaryExpr, *ast.ExprStmt:
		return groupUse{kind: usePlain, node: e, in: f}
	case *ast.AssignStmt:
		if slices.ContainsFunc(up.Lhs, func(lhs ast.Expr) bool { return ast.Unparen(lhs) == e }) || isBlank(up.Lhs) {
			return groupUse{kind: usePlain, node: e, in: f}
		}
	}
	return groupUse{kind: useEscapes, node: e, in: f}
}

// useOfSelection returns what is done with a group whose field or method is
// selected.
func (m *Model) useOfSelection(f *Func, sel *ast.SelectorExpr, hops int) groupUse {
	fn, ok := m.info.Uses[sel.Sel].(*types.Func)
	if !ok {
		if outer, ok := m.parent(f, sel).(*ast.SelectorExpr); ok {
			if call, ok := m.parent(f, outer).(*ast.CallExpr); ok && ast.Unparen(call.Fun) == outer {
				return groupUse{kind: m.useOfPart(sel, call), node: call, call: call, in: f}
			}
		}
		if m.handsPartOn(f, sel) {
			return groupUse{kind: useWithin, node: sel, in: f}
		}
		return groupUse{kind: usePlain, node: sel, in: f}
	}
	j := m.joinsOfFunc(f, sel, fn)
	call, called := m.parent(f, sel).(*ast.CallExpr)
	called = called && ast.Unparen(call.Fun) == sel
	var node ast.Node = sel
	if called {
		node = call
	} else {
		call = nil
	}
	use := groupUse{kind: usePlain, node: node, call: call, in: f}
	switch {
	case j.Tells != Unwaiting && j.Of == OfReceiver:
		use.kind = useJoins
	case called && m.startsOn(f, call) != nil:
		use.kind = useStarts
	case j.Adds == OfReceiver:
		use.kind = useAdds
	case j.Done == OfReceiver:
		use.kind = useDone
	case called && m.handsGroupOn(f, call, sel):
		use.kind = useEscapes
	}
	return use
}

// handsGroupOn reports whether a method that neither starts nor waits returns what
// may be the group itself, and that goes elsewhere: q := p.WithErrors().
func (m *Model) handsGroupOn(f *Func, call *ast.CallExpr, sel *ast.SelectorExpr) bool {
	t := typeOf(m.info, call)
	if _, ok := t.Underlying().(*types.Pointer); !ok && !types.IsInterface(t) || isErrorType(t) {
		return false
	}
	switch up := m.parent(f, call).(type) {
	case *ast.ExprStmt:
		return false
	case *ast.AssignStmt:
		v := m.variable(sel.X)
		return v == nil || !slices.ContainsFunc(up.Lhs, func(lhs ast.Expr) bool { return m.variable(lhs) == v })
	case *ast.SelectorExpr:
		if outer, ok := m.parent(f, up).(*ast.CallExpr); ok && ast.Unparen(outer.Fun) == up {
			return m.handsGroupOn(f, outer, sel) || m.joinsOfCall(f, outer) == (Joins{})
		}
	}
	return true
}

// useOfArg returns what a function does with a group that is its i'th argument.
func (m *Model) useOfArg(f *Func, call *ast.CallExpr, i, hops int) useKind {
	if m.info.Types[call.Fun].IsType() {
		return useEscapes
	}
	j := m.joinsOfCall(f, call)
	switch of := OfParam(i); {
	case j.Tells != Unwaiting && j.Of == of:
		return useJoins
	case j.Adds == of:
		return useAdds
	case j.Done == of:
		return useDone
	}
	ts, all := m.targets(f, call.Fun)
	if !all || len(ts) != 1 || ts[0].fn == nil || hops == 0 {
		return useEscapes
	}
	v := m.param(ts[0].fn, i)
	if v == nil {
		return useEscapes
	}
	kind := usePlain
	for _, id := range m.usesIn(ts[0].fn.Root, v) {
		kind = max(kind, m.useOf(m.frameOf(ts[0].fn, id), id, hops-1).kind)
	}
	return kind
}

// anchor returns the node of the frame f that a node of f, or of a literal in
// it, belongs to: the literal, for what is in one.
func (m *Model) anchor(f, in *Func, n ast.Node) ast.Node {
	for in != nil && in != f {
		n, in = in.Node, in.Outer
	}
	return n
}

// has reports whether a use of the kind is among those of the group.
func (g *group) has(kind useKind) bool {
	return slices.ContainsFunc(g.uses, func(u groupUse) bool { return u.kind == kind })
}

// tasksOf returns the functions that a group is given to run, and whether
// these are all of them.
func (m *Model) tasksOf(v *types.Var) (ts []*Task, all bool) {
	ts = m.tasksByGroup()[v]
	ts = ts[:len(ts):len(ts)]
	for _, field := range m.storedIn(v) {
		ts = append(ts, m.tasksByGroup()[field]...)
	}
	return ts, !slices.ContainsFunc(ts, func(t *Task) bool { return t.Func == nil })
}

// storedIn returns the fields of this package that a local group is stored in when a
// struct is made: what is started on these it waits for.
func (m *Model) storedIn(v *types.Var) []*types.Var {
	return recall(&m.stores, v, func() (fields []*types.Var) {
		f := m.declaredIn(v)
		if f == nil {
			return nil
		}
		for _, id := range m.usesIn(f.Root, v) {
			e := ast.Expr(id)
			in := m.frameOf(f.Root, id)
			if addr, ok := m.parent(in, id).(*ast.UnaryExpr); ok && addr.Op == token.AND {
				e = addr
			}
			kv, ok := m.parent(in, e).(*ast.KeyValueExpr)
			if !ok || kv.Value != e {
				continue
			}
			if field := m.variable(kv.Key); field != nil && field.IsField() && field.Pkg() == m.pass.Pkg {
				fields = append(fields, field.Origin())
			}
		}
		return fields
	})
}

// tasksByGroup returns the tasks of each group of the package, in source order.
// There may be as many groups as tasks: these are looked through once for all.
func (m *Model) tasksByGroup() map[*types.Var][]*Task {
	if m.given != nil {
		return m.given
	}
	given := make(map[*types.Var][]*Task)
	for _, t := range m.Tasks() {
		for _, v := range m.groupsOf(t) {
			given[v] = append(given[v], t)
		}
	}
	if m.complete {
		m.given = given
	}
	return given
}

// groupsOf returns the groups that wait for a task: the one that it is started
// on, or those that a go statement's function says it is done with.
func (m *Model) groupsOf(t *Task) (vs []*types.Var) {
	switch at := t.At.(type) {
	case *ast.CallExpr:
		if on := m.startsOn(t.In, at); on != nil {
			if v := m.groupVar(t.In, on); v != nil {
				return []*types.Var{v}
			}
		}
	case *ast.GoStmt:
		if t.Func == nil {
			return nil
		}
		for _, d := range m.donesIn(t.Func) {
			if d.on != nil && !slices.Contains(vs, d.on) {
				vs = append(vs, d.on)
			}
		}
	}
	return vs
}

// isDoneIn reports whether f, or a literal in it, says that one of the
// goroutines of the group has ended.
func (m *Model) isDoneIn(f *Func, v *types.Var) bool {
	for _, d := range m.donesIn(f) {
		if d.on == v {
			return true
		}
	}
	return false
}
