package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// An Unwaited is a group that is given a goroutine, and that a path leaves
// without waiting for.
type Unwaited struct {
	Call  *ast.CallExpr // what starts the goroutine
	Group string        // as it is written
	In    *Func
	Name  string          // of the variable that holds In, if that is a literal
	Never bool            // nobody waits for it on any path
	Exit  *ast.ReturnStmt // where the path leaves; nil at the end of the function
	Tasks []*Task
	Join  string // the method that waits
	Self  bool   // what is started is what is waited for: a command
	Tells bool   // who waits learns of failures
	Level
}

// Unwaited returns the groups that are not waited for on some path, one of those that
// start the same goroutine.
func (m *Model) Unwaited() (found []Unwaited) {
	for _, g := range m.allGroups() {
		u, ok := m.unwaited(g)
		again := func(o Unwaited) bool { return o.Call == u.Call } // of two groups that start the same
		if ok && !slices.ContainsFunc(found, again) && !m.isWaitedByAnother(g.v, u.Tasks) {
			found = append(found, u)
		}
	}
	return found
}

func (m *Model) unwaited(g *group) (u Unwaited, ok bool) {
	starts := g.starts(m)
	join := m.joinName(g.v.Type())
	if len(starts) == 0 || join == "" || !m.isMade(g) || m.isBarrier(g) || g.has(useEscapes) && g.in == nil || m.cannotFail(g) {
		return u, false
	}
	first := starts[0]
	u = Unwaited{Call: first.call, Group: types.ExprString(first.on), In: first.in, Level: Certain, Join: join, Self: first.kind == useAdds && m.joinsOfCall(first.in, first.call).Adds == OfReceiver}
	u.Tasks, _ = m.tasksOf(g.v)
	u.Tells = m.joinTells(g.v.Type())
	if m.inTest(first.node.Pos()) || m.testedIn(first.in) {
		if !u.Tells {
			return u, false // the test ends, and the goroutines with it
		}
		if u.Self || len(u.Tasks) == 0 || m.isOfHarness(g) {
			u.Level = Possible // what others start or have made there may end with it, too; a command is there to be tested with
		}
	}
	if m.isInferred(g.v.Type()) || !saysWaits(join) {
		u.Level = Possible // what it is given may be run for another end, and the wait be for something else
	}
	if m.givesWholePartOn(g) || u.Self && (m.givesPartOn(g) || m.showsItself(g)) {
		u.Level = Possible // who has that can wait for it, too; the user sees how it ends
	}
	frame := g.in
	if frame == nil {
		if g.v.Exported() || g.v.Embedded() || !g.v.IsField() && g.v.Parent() != m.pass.Pkg.Scope() {
			return u, false // a parameter, or a field that others can use
		}
		u.Level = min(u.Level, Likely)
		if !g.v.IsField() {
			u.Level = Possible // a variable of the package is there for its tests, too
		}
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
		if m.countsElsewhere(s, g) || m.waitedOn[startOf{m.statementAround(s.in, s.node), g}] {
			continue
		}
		if exit, leaves := m.leavesUnwaited(frame, g, s); leaves {
			if !m.isMissed(g, u, frame, exit) {
				u.Level = Possible
			}
			u.Call, u.In, u.Group, u.Exit = s.call, s.in, types.ExprString(s.on), exit
			u.Name = m.variableOf(frame)
			return u, true
		}
	}
	return u, false
}

// variableOf returns the name of the variable that a literal is assigned to, or
// none.
func (m *Model) variableOf(f *Func) string {
	if f.Outer == nil {
		return ""
	}
	assign, ok := m.parent(f.Outer, f.Node).(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 {
		return ""
	}
	return types.ExprString(assign.Lhs[0])
}

// starts returns the uses that start a goroutine of the group. Where the
// goroutines count themselves out, these are what counts: an Add without one
// starts nothing.
func (g *group) starts(m *Model) (starts []groupUse) {
	for _, u := range g.uses {
		if u.kind == useStarts {
			starts = append(starts, u)
		}
		if u.kind == useDone && !m.isBegun(u) {
			if s, ok := m.startAround(u); ok {
				starts = append(starts, s)
			}
		}
	}
	if len(starts) > 0 || m.countsDown(g.v.Type()) {
		return starts
	}
	for _, u := range g.uses {
		if u.kind == useAdds && u.call != nil {
			starts = append(starts, u)
		}
	}
	return starts
}

// isBegun reports whether a goroutine says that it has ended before it does anything: who
// waits only waits for it to begin.
func (m *Model) isBegun(u groupUse) bool {
	if u.in.Outer == nil || len(u.in.Body.List) < 2 {
		return false
	}
	start, ok := m.parent(u.in.Outer, u.in.Node).(*ast.CallExpr)
	first, isCall := u.in.Body.List[0].(*ast.ExprStmt)
	return ok && m.started[start] && isCall && first.X == ast.Expr(u.call)
}

// countsDown reports whether a type has a method like Done: what is added to it
// has to be started by other means.
func (m *Model) countsDown(t types.Type) bool {
	return slices.ContainsFunc(m.members(t), func(c member) bool { return c.joins.Done == OfReceiver })
}

// isBarrier reports whether goroutines of a group wait for it themselves: they
// meet there, and do not end.
func (m *Model) isBarrier(g *group) bool {
	for _, u := range g.uses {
		if u.kind != useJoins {
			continue
		}
		for f := u.in; f != nil && f.Outer != nil; f = f.Outer {
			call, ok := m.parent(f.Outer, f.Node).(*ast.CallExpr)
			if ok && m.started[call] && m.isDoneIn(f, g.v) {
				return true
			}
		}
	}
	return false
}

// startAround returns the go statement that runs the function of a use on
// another goroutine.
func (m *Model) startAround(u groupUse) (groupUse, bool) {
	if u.call != nil && m.started[u.call] {
		return groupUse{useStarts, u.call, u.call, u.in, u.on}, true
	}
	for f := u.in; f != nil && f.Outer != nil; f = f.Outer {
		if call, ok := m.parent(f.Outer, f.Node).(*ast.CallExpr); ok && m.started[call] {
			return groupUse{useStarts, call, call, f.Outer, u.on}, true
		}
	}
	return u, false
}

// isMade reports whether the value of a variable or field is one that is made
// where it is assigned, and not one that others have.
func (m *Model) isMade(g *group) bool {
	exprs, all := m.assigned(g.in, g.v)
	all = all || g.in == nil // a field that is never assigned to holds its zero value
	for _, e := range exprs {
		if e == unknownExpr && g.in != nil {
			e = m.definition(g.in, g.v) // of several values, or its address is taken
		}
		if e == nil || e == unknownExpr {
			continue
		}
		if !m.info.Types[e].IsNil() && !m.makes(e) {
			return false
		}
	}
	return all
}

// makes reports whether an expression makes a value: a literal, new, or a call
// of a function that is no method of a variable.
func (m *Model) makes(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return m.makes(e.X)
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if !ok || m.info.Selections[sel] == nil || strings.HasPrefix(sel.Sel.Name, "New") {
			return true
		}
		return m.makes(sel.X) // pool.New().WithErrors()
	}
	return false
}

// isOfHarness reports whether a method of something else has made the value of a
// variable: of a test, that ends what it has made.
func (m *Model) isOfHarness(g *group) bool {
	if g.in == nil {
		return false
	}
	call, ok := m.definition(g.in, g.v).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && m.info.Selections[sel] != nil && !m.makes(sel.X)
}

// joinName returns the name of the method that waits for a group.
func (m *Model) joinName(t types.Type) (name string) {
	for _, c := range m.joinsFor(t) {
		if name == "" || c.joins.Failing || c.name == "Wait" {
			name = c.name
		}
	}
	return name
}

// saysWaits reports whether a method is there to wait for what was started, by its name.
func saysWaits(name string) bool {
	return saysVerb(name, "Wait", "Join", "Await", "Close", "Stop", "Shutdown", "Finish", "Drain", "Collect", "Result", "Run", "End", "Flush", "Done", "Sync", "Err")
}

// isInferred reports whether all that says that a type waits for what it starts is that
// its methods call back what they are given, and others return errors.
func (m *Model) isInferred(t types.Type) bool {
	joins := m.joinsFor(t)
	return len(joins) > 0 && joins[0].joins.Inferred
}

// joinsFor returns the methods of a type that wait for what it starts: those of which
// that is only inferred, if there is no other.
func (m *Model) joinsFor(t types.Type) (joins []member) {
	var inferred []member
	for _, c := range m.members(t) {
		switch {
		case c.joins.Of != OfReceiver || c.joins.Tells == Unwaiting || c.some:
		case c.joins.Inferred:
			inferred = append(inferred, c)
		default:
			joins = append(joins, c)
		}
	}
	if len(joins) == 0 {
		return inferred
	}
	return joins
}

// joinTells reports whether who waits for a group learns of failures.
func (m *Model) joinTells(t types.Type) bool {
	return slices.ContainsFunc(m.joinsFor(t), func(c member) bool { return c.joins.Failing || c.joins.Raises })
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
	for _, u := range g.uses {
		held := u.kind == useEscapes || u.kind == useJoins && u.in != frame && u.in != start.in
		if held && u.node.Pos() < start.node.Pos() {
			return nil, false // who has it, or a func that waits for it, may wait
		}
	}
	var from ast.Node = start.node
	for in := start.in; ; in = in.Outer {
		exit, leaves = m.leavesFrom(in, g, start, from)
		if !leaves || in == frame {
			return exit, leaves
		}
		from = in.Node
	}
}

// leavesFrom reports whether a path behind the node from leaves the function
// in, which the start is in.
func (m *Model) leavesFrom(in *Func, g *group, start groupUse, from ast.Node) (exit *ast.ReturnStmt, leaves bool) {
	var stops []ast.Node
	for _, u := range g.uses {
		if (u.kind == useJoins || u.kind == useEscapes) && contains(u.node.Pos(), in.Node) {
			stops = append(stops, m.anchor(in, u.in, u.node))
		}
	}
	stops = slices.DeleteFunc(stops, func(n ast.Node) bool { return n == from })
	if !m.reachable(in, from) || m.defersAny(in, from, stops) {
		return nil, false
	}
	if ret, ok := m.statementAround(in, from).(*ast.ReturnStmt); ok {
		return ret, !slices.ContainsFunc(stops, func(stop ast.Node) bool { return contains(stop.Pos(), ret) })
	}
	known := m.conditionsAt(in, from)
	if start.in == in {
		m.succeeded(in, start.call, known)
	}
	s := &search{m: m, f: in}
	s.visit = func(n ast.Node) bool {
		return !slices.ContainsFunc(stops, func(stop ast.Node) bool { return contains(stop.Pos(), n) && stop.End() <= n.End() })
	}
	s.leave = func(ret *ast.ReturnStmt) {
		if ret != nil && (m.isDeclined(in, g, ret) && m.isToldNothing(g) || m.isOwnCheck(in, ret) || m.isOwnOutput(in, g, ret) || m.endsThem(in, g, ret)) {
			return // the group returns no error, the function does not believe itself, or it ends them
		}
		if !leaves || exit == nil || ret != nil && m.depthOf(in, ret) < m.depthOf(in, exit) {
			exit, leaves = ret, true
		}
	}
	passed := s.notePassed()
	s.from(from, known)
	if !leaves && in == start.in && !s.assumed {
		m.remember(g, *passed)
	}
	return exit, leaves
}

// notePassed makes the search note the nodes that it comes by.
func (s *search) notePassed() *[]ast.Node {
	var passed []ast.Node
	visit := s.visit
	s.visit = func(n ast.Node) bool {
		goesOn := visit(n)
		if goesOn {
			passed = append(passed, n)
		}
		return goesOn
	}
	return &passed
}

// remember notes the statements that a search which found no leak came by: a start
// of the group in one of them needs no search of its own. For that would follow,
// in the same function, from the statement on, a part of the paths that this one
// has followed:
//   - This one left none out, but those behind what waits or ends: it assumed
//     nothing of a condition. That one may know of some, and leave paths out.
//   - What it stops at is the same but for the start itself, and a statement with
//     what waits is not come by.
//   - Which ways out count does not depend on the start. A return statement is not
//     noted: a start in it leaves there, whatever counts.
//   - What is deferred, or was handed on before, only makes that one find less.
func (m *Model) remember(g *group, passed []ast.Node) {
	if m.waitedOn == nil {
		m.waitedOn = make(map[startOf]bool)
	}
	for _, n := range passed {
		switch stmt := n.(type) {
		case *ast.ReturnStmt:
		case ast.Stmt:
			m.waitedOn[startOf{stmt, g}] = true
		}
	}
}

// depthOf returns how many statements there are around a node of f: what is in
// fewer is bound to fewer conditions.
func (m *Model) depthOf(f *Func, n ast.Node) (depth int) {
	for n = m.parent(f, n); n != nil && n != f.Node; n = m.parent(f, n) {
		depth++
	}
	return depth
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
		return t.Func == nil || m.funcFails(t.Func) || m.returnsError(t.Func) || m.storesErrors(t.Func)
	})
}

// isWaitedByAnother reports whether all goroutines of a group count themselves out of
// another one that is waited for, and return no error that only this one would tell.
func (m *Model) isWaitedByAnother(v *types.Var, tasks []*Task) bool {
	return len(tasks) > 0 && !slices.ContainsFunc(tasks, func(t *Task) bool {
		return t.Func == nil || m.returnsError(t.Func) || !slices.ContainsFunc(m.donesIn(t.Func), func(d done) bool {
			g := m.groupOf(d.on)
			return d.on != v && g != nil && g.has(useJoins)
		})
	})
}

// returnsError reports whether a function can return an error that is not nil.
func (m *Model) returnsError(f *Func) bool {
	return recall(&m.errors, f, func() bool { return m.findReturnsError(f) })
}

func (m *Model) findReturnsError(f *Func) bool {
	if f.errorResult(m) < 0 {
		return false
	}
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			continue
		}
		if len(ret.Results) == 0 {
			return true // a named result
		}
		last := ast.Unparen(ret.Results[len(ret.Results)-1])
		call, ok := last.(*ast.CallExpr)
		if !m.info.Types[last].IsNil() && !(ok && m.isNilCall(call, maxHops)) {
			return true
		}
	}
	return m.setsResult(f)
}

// errorResult returns the index of the last result of f if that is an error,
// else -1.
func (f *Func) errorResult(m *Model) int {
	n := f.Type.Results.NumFields()
	if n == 0 {
		return -1
	}
	list := f.Type.Results.List
	if !isErrorType(typeOf(m.info, list[len(list)-1].Type)) {
		return -1
	}
	return n - 1
}
