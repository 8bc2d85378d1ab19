package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Belief says how sure the model is of a fault.
type Belief uint8

const (
	Maybe Belief = iota
	Probably
	Surely
)

// An Unwaited is a group that is given a goroutine, and that a path leaves
// without waiting for.
type Unwaited struct {
	Call  *ast.CallExpr // what starts the goroutine
	Group string        // as it is written
	In    *Func
	Never bool            // nobody waits for it on any path
	Exit  *ast.ReturnStmt // where the path leaves; nil at the end of the function
	Tasks []*Task
	Join  string // the method that waits
	Belief
}

// Unwaited returns the groups that are not waited for on some path.
func (m *Model) Unwaited() (found []Unwaited) {
	for _, g := range m.allGroups() {
		if u, ok := m.unwaited(g); ok {
			found = append(found, u)
		}
	}
	return found
}

func (m *Model) unwaited(g *group) (u Unwaited, ok bool) {
	starts := g.starts(m)
	if len(starts) == 0 || g.has(useEscapes) && g.in == nil || m.cannotFail(g) {
		return u, false
	}
	first := starts[0]
	u = Unwaited{Call: first.call, Group: m.nameOf(first), In: first.in, Belief: Surely, Join: m.joinName(g.v.Type())}
	u.Tasks, _ = m.tasksOf(g.v)
	frame := g.in
	if frame == nil {
		if g.v.Exported() || g.v.Embedded() || !g.v.IsField() && g.v.Parent() != m.pass.Pkg.Scope() {
			return u, false // a parameter, or a field that others can use
		}
		u.Belief = Probably
		if !g.has(useJoins) {
			u.Never = true
			return u, true
		}
		if frame = m.onlyIn(g); frame == nil {
			return u, false
		}
	}
	if !g.has(useJoins) && !g.has(useEscapes) {
		u.Never = true
		return u, true
	}
	for _, s := range starts {
		if exit, leaves := m.leavesUnwaited(frame, g, s); leaves {
			u.Call, u.In, u.Group, u.Exit = s.call, s.in, m.nameOf(s), exit
			return u, true
		}
	}
	return u, false
}

// starts returns the uses that start a goroutine of the group. Where the
// goroutines count themselves out, these are what counts: an Add without one
// starts nothing.
func (g *group) starts(m *Model) (starts []groupUse) {
	for _, u := range g.uses {
		if u.kind == useStarts {
			starts = append(starts, u)
		}
		if u.kind == useDone {
			if s, ok := m.startAround(u); ok {
				starts = append(starts, s)
			}
		}
	}
	if len(starts) > 0 || g.has(useDone) {
		return starts
	}
	for _, u := range g.uses {
		if u.kind == useAdds && u.call != nil {
			starts = append(starts, u)
		}
	}
	return starts
}

// startAround returns the go statement that runs the function of a use on
// another goroutine.
func (m *Model) startAround(u groupUse) (groupUse, bool) {
	if u.call != nil && m.started[u.call] {
		return groupUse{useStarts, u.call, u.call, u.in}, true
	}
	for f := u.in; f != nil && f.Outer != nil; f = f.Outer {
		if call, ok := m.parent(f.Outer, f.Node).(*ast.CallExpr); ok && m.started[call] {
			return groupUse{useStarts, call, call, f.Outer}, true
		}
	}
	return u, false
}

// nameOf returns how the group is written where a goroutine is started.
func (m *Model) nameOf(u groupUse) string {
	if sel, ok := ast.Unparen(u.call.Fun).(*ast.SelectorExpr); ok && u.kind == useStarts && m.startsOn(u.in, u.call) != nil || ok && u.kind == useAdds {
		return types.ExprString(sel.X)
	}
	return ""
}

// joinName returns the name of the method that waits for a group.
func (m *Model) joinName(t types.Type) string {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	ms := types.NewMethodSet(t)
	if !types.IsInterface(t) {
		ms = types.NewMethodSet(types.NewPointer(t))
	}
	name := ""
	for i := range ms.Len() {
		if fn, ok := ms.At(i).Obj().(*types.Func); ok {
			if j := m.summary(fn).Joins; j.Of == OfReceiver && j.Tells != Unwaiting && (name == "" || j.Failing || fn.Name() == "Wait") {
				name = fn.Name()
			}
		}
	}
	return name
}

// onlyIn returns the function that has all uses of a field that start or wait.
func (m *Model) onlyIn(g *group) (frame *Func) {
	for _, u := range g.uses {
		if u.kind == usePlain || u.kind == useWithin {
			continue
		}
		if frame != nil && frame != u.in.Root {
			return nil
		}
		frame = u.in.Root
	}
	return frame
}

// leavesUnwaited reports whether a path behind a start leaves the frame
// without coming by anything that waits for the group or hands it on.
func (m *Model) leavesUnwaited(frame *Func, g *group, start groupUse) (exit *ast.ReturnStmt, leaves bool) {
	var stops []ast.Node
	for _, u := range g.uses {
		if u.kind == useJoins || u.kind == useEscapes {
			stops = append(stops, m.anchor(frame, u.in, u.node))
		}
	}
	from := m.anchor(frame, start.in, start.node)
	if !m.reachable(frame, from) || m.defersAny(frame, from, stops) {
		return nil, false
	}
	ret, isReturn := m.statementAround(frame, from).(*ast.ReturnStmt)
	if isReturn {
		return ret, !slices.ContainsFunc(stops, func(stop ast.Node) bool { return contains(stop.Pos(), ret) })
	}
	known := m.conditionsAt(frame, from)
	if start.in == frame {
		m.succeeded(frame, start.call, known)
	}
	s := &search{m: m, f: frame}
	s.visit = func(n ast.Node) bool {
		return !leaves && !slices.ContainsFunc(stops, func(stop ast.Node) bool { return contains(stop.Pos(), n) && stop.End() <= n.End() })
	}
	s.leave = func(ret *ast.ReturnStmt) { exit, leaves = ret, true }
	s.from(from, known)
	return exit, leaves
}

// statementAround returns the innermost statement around a node of f.
func (m *Model) statementAround(f *Func, n ast.Node) ast.Stmt {
	for ; n != nil && n != f.Node; n = m.parent(f, n) {
		if stmt, ok := n.(ast.Stmt); ok {
			return stmt
		}
	}
	return nil
}

// defersAny reports whether one of the nodes is in a call that is deferred, on
// some path, when n is executed.
func (m *Model) defersAny(f *Func, n ast.Node, nodes []ast.Node) bool {
	if len(f.defers) == 0 {
		return false
	}
	at := m.oftenAt(f, n)
	for i, d := range f.defers {
		if i < len(at) && at[i] != Never && slices.ContainsFunc(nodes, func(n ast.Node) bool { return contains(n.Pos(), d) }) {
			return true
		}
	}
	return false
}

// cannotFail reports whether all functions that a group is given are seen, and
// none can panic or return an error.
func (m *Model) cannotFail(g *group) bool {
	if g.has(useEscapes) {
		return false
	}
	tasks, all := m.tasksOf(g.v)
	if !all || len(tasks) == 0 {
		return false
	}
	return !slices.ContainsFunc(tasks, func(t *Task) bool {
		return t.Func == nil || m.funcFails(t.Func) || m.returnsError(t.Func)
	})
}

// returnsError reports whether a function can return an error that is not nil.
func (m *Model) returnsError(f *Func) bool {
	res := f.errorResult(m)
	if res < 0 {
		return false
	}
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			continue
		}
		switch {
		case len(ret.Results) == 0:
			return true // a named result
		case len(ret.Results) != f.Type.Results.NumFields():
			return true // return f()
		case !m.info.Types[ret.Results[res]].IsNil():
			return true
		}
	}
	return false
}

// errorResult returns the index of the last result of f if that is an error,
// else -1.
func (f *Func) errorResult(m *Model) int {
	n := f.Type.Results.NumFields()
	if n == 0 {
		return -1
	}
	list := f.Type.Results.List
	if !isError(typeOf(m.info, list[len(list)-1].Type)) {
		return -1
	}
	return n - 1
}
