package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says whether anybody relies on a goroutine going on: what it does for
// others is not done any more when a guard has stopped its panic, and where nobody
// learns of that the crash has become a hang, or lost work.

// IsFailure reports whether a panic is how a function tells that something has failed,
// such as that a file cannot be read. That may be stopped where the goroutine starts, and
// told by other means. An index, an assertion or an argument that is wrong is a fault at
// that place: a test of the data cures it, also where the same is called with nothing
// that recovers.
func (u Unrecovered) IsFailure() bool {
	return u.Level == Certain && (u.Kind == KindPanic || u.Kind == KindMust)
}

// IsReliedOn reports whether somebody waits for what the goroutine of a cure has still
// to do when the panic comes about. A guard that only logs is right for the others:
// those whose end is the end of the matter.
func (m *Model) IsReliedOn(c Cure, u Unrecovered) bool {
	f := c.Func
	if f == nil {
		return true // what it owes to others is not seen
	}
	return m.serves(c) || m.isAwaited(c.Task) || m.tells(f, m.isOfFunc) || m.tellsOwner(f) || m.leavesHalfDone(f, u)
}

// isAwaited reports whether a task is started by a group of the function around it: who
// waits for that takes the end for success.
func (m *Model) isAwaited(t *Task) bool {
	call, ok := t.At.(*ast.CallExpr)
	if !ok || t.In == nil {
		return false
	}
	on := ofExpr(call, m.joinsOfCall(t.In, call).Adds)
	return on != nil && m.isOfFunc(m.variable(on))
}

// serves reports whether the goroutine is one that others give work to, or that gives
// them something: it has a loop that does not end by itself, it receives, it sends.
func (m *Model) serves(c Cure) bool {
	return m.anyBelow(c, m.servesBy)
}

// maxBelow bounds how many functions are looked at for what a goroutine does: in more, it
// does everything.
const maxBelow = 200

// anyBelow reports whether is says so of a node of what runs on the goroutine of a cure.
// What is deferred is left out, and so are its signals, which a fix defers.
func (m *Model) anyBelow(c Cure, is func(fr Frame, n ast.Node) bool) (found bool) {
	seen := make(map[*Func]bool)
	var visit func(fr Frame)
	visit = func(fr Frame) {
		if found || fr.Func == nil || seen[fr.Func] || fr.deferred {
			return
		}
		if seen[fr.Func] = true; len(seen) > maxBelow {
			found = true
			return
		}
		for n := range fr.Func.own() {
			if fr.Top && slices.ContainsFunc(c.Signals, func(s ast.Stmt) bool { return contains(n.Pos(), s) }) {
				continue
			}
			if found = found || is(fr, n); found {
				return
			}
			if call, ok := n.(*ast.CallExpr); ok && !m.started[call] {
				m.visitCall(fr, call, visit)
			}
		}
	}
	visit(Frame{Func: c.Func, Task: c.Task, Top: true, Fate: c.Task.Fate})
	return found
}

// servesBy reports whether a node of what runs on a goroutine shows that others wait
// for it. The end of a context that somewhere below is waited for, among others, says
// nothing: at the top it is what the goroutine is there for.
func (m *Model) servesBy(fr Frame, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ForStmt:
		return fr.Top && (n.Cond == nil || n.Post == nil)
	case *ast.RangeStmt:
		switch typeOf(m.info, n.X).Underlying().(type) {
		case *types.Chan, *types.Signature:
			return true
		}
	case *ast.SendStmt:
		return true
	case *ast.UnaryExpr:
		return n.Op == token.ARROW && (fr.Top || !m.isEnd(n.X))
	case *ast.CallExpr:
		if m.deferrals[n] != nil {
			return false
		}
		return m.isBuiltin(n, "close") || m.isQuiet(n.Fun) // cancel()
	}
	return false
}

// leavesHalfDone reports whether one of the functions that a panic ends changes what
// others see: the rest of that may be missing then.
func (m *Model) leavesHalfDone(f *Func, u Unrecovered) bool {
	ends := []*Func{f}
	for _, n := range append(u.Path[:len(u.Path):len(u.Path)], u.Op) {
		if root := m.rootAt(n.Pos()); root != nil {
			ends = append(ends, m.frameOf(root, n))
		}
	}
	return slices.ContainsFunc(ends, func(f *Func) bool {
		for n := range f.own() {
			if m.altersOthers(f, n) {
				return true
			}
		}
		return false
	})
}

// altersOthers reports whether a node of f changes what is not its own.
func (m *Model) altersOthers(f *Func, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return slices.ContainsFunc(n.Lhs, func(lhs ast.Expr) bool { return m.isOutside(f, lhs) })
	case *ast.IncDecStmt:
		return m.isOutside(f, n.X)
	case *ast.CallExpr:
		if m.isBuiltin(n, "delete") || m.isBuiltin(n, "clear") {
			return m.isOutside(f, n.Args[0])
		}
		fn, ok := m.callee(n).(*types.Func)
		return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic" && m.deferrals[n] == nil
	}
	return false
}

// AnswersOthers reports whether a goroutine takes work from a channel that carries what
// somebody is answered by: who waits for that does not learn of an error of the whole.
func (m *Model) AnswersOthers(c Cure) bool {
	return m.anyBelow(c, func(fr Frame, n ast.Node) bool { return m.takesWork(fr.Func, n) })
}

// IsUnheard reports whether nobody looks at the error that a group gets of a goroutine: a
// panic that became that error would be gone. Where the error is lost for certain, that
// is mended as well.
func (m *Model) IsUnheard(c Cure) bool {
	call, ok := c.Task.At.(*ast.CallExpr)
	if !ok || c.To != ToldResult {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && m.unheardGroups()[m.groupVar(c.Task.In, sel.X)]
}

// unheardGroups returns the groups with a wait whose error nobody looks at, and that is
// meant so or no more than possibly a fault.
func (m *Model) unheardGroups() map[*types.Var]bool {
	if m.unheard != nil {
		return m.unheard
	}
	m.unheard = make(map[*types.Var]bool)
	note := func(in *Func, wait *ast.CallExpr) {
		if sel, ok := ast.Unparen(wait.Fun).(*ast.SelectorExpr); ok {
			if v := m.groupVar(in, sel.X); v != nil {
				m.unheard[v] = true
			}
		}
	}
	for _, w := range m.Unchecked() {
		if w.Level == Possible {
			note(w.In, w.Call)
		}
	}
	for _, j := range m.joinCalls() {
		if assign, ok := m.Above(j.call).(*ast.AssignStmt); ok && isBlank(assign.Lhs) {
			note(j.f, j.call)
		}
	}
	return m.unheard
}

// LeavesOpen reports whether the function of a goroutine lets something go by a
// statement that the panic skips: it would stay as it is for the rest of the program.
func (m *Model) LeavesOpen(c Cure, u Unrecovered) bool {
	at := u.Op
	if len(u.Path) > 0 {
		at = u.Path[0]
	}
	if c.Func == nil || at == nil || !contains(at.Pos(), c.Func.Body) {
		return false
	}
	for n := range c.Func.own() {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok || stmt.Pos() < at.End() || slices.Contains(c.Signals, ast.Stmt(stmt)) {
			continue
		}
		call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
		if !ok || !m.isEnder(call) {
			continue
		}
		if fn, isFunc := m.callee(call).(*types.Func); isFunc && fn.Signature().Recv() != nil {
			return true
		}
	}
	return false
}

// takesWork reports whether a node of f receives, in a loop, what has a reply.
func (m *Model) takesWork(f *Func, n ast.Node) bool {
	var from ast.Expr
	switch n := n.(type) {
	case *ast.UnaryExpr:
		if n.Op == token.ARROW && len(m.loopsIn(f, n)) > 0 {
			from = n.X
		}
	case *ast.RangeStmt:
		from = n.X
	}
	if from == nil {
		return false
	}
	ch, ok := typeOf(m.info, from).Underlying().(*types.Chan)
	return ok && hasReply(ch.Elem())
}

// IsItemLost reports whether somebody misses an item of an endless loop that is not
// worked on to its end: the work changes what others see, tells them something, or has
// the means to.
func (m *Model) IsItemLost(c Cure, l EndlessLoop, u Unrecovered) bool {
	if m.tells(c.Func, m.isOfFunc) || m.leavesHalfDone(c.Func, u) || l.Case != nil && !m.isOnlyWork(c.Func, l.Case) {
		return true
	}
	unit := ast.Node(l.Body)
	if l.Case != nil {
		unit = l.Case
	}
	lost := false
	visit := func(fr Frame) { lost = lost || fr.Func != nil && !fr.deferred && m.tellsIn(fr.Func, fr.Func.Body) }
	lost = m.tellsIn(c.Func, unit)
	for n := range within(unit) {
		if call, ok := n.(*ast.CallExpr); ok && !m.started[call] {
			m.visitCall(Frame{Func: c.Func, Task: c.Task, Top: true}, call, visit)
		}
	}
	return lost || m.carriesReply(c.Func, l)
}

// isOnlyWork reports whether all other cases of a select statement leave it, or do
// nothing: a guard around one of several kinds of work would leave the others without.
func (m *Model) isOnlyWork(f *Func, clause *ast.CommClause) bool {
	body, ok := m.parent(f, clause).(*ast.BlockStmt)
	return ok && !slices.ContainsFunc(body.List, func(stmt ast.Stmt) bool {
		other, ok := stmt.(*ast.CommClause)
		if !ok || other == clause || len(other.Body) == 0 {
			return false
		}
		_, leaves := other.Body[len(other.Body)-1].(*ast.ReturnStmt)
		return !leaves
	})
}

// tellsIn reports whether a part of f sends, closes or cancels something.
func (m *Model) tellsIn(f *Func, part ast.Node) bool {
	for n := range within(part) {
		switch n := n.(type) {
		case *ast.SendStmt:
			return true
		case *ast.CallExpr:
			if m.isBuiltin(n, "close") || m.isQuiet(n.Fun) || m.joinsOfCall(f, n).Done != OfNone {
				return true
			}
		}
	}
	return false
}

// carriesReply reports whether the items of a loop have what somebody is answered by:
// a channel, or a func.
func (m *Model) carriesReply(f *Func, l EndlessLoop) (carries bool) {
	check := func(ch ast.Expr) {
		if t, ok := typeOf(m.info, ch).Underlying().(*types.Chan); ok {
			carries = carries || hasReply(t.Elem())
		}
	}
	if l.Case != nil && l.Case.Comm != nil {
		for n := range within(l.Case.Comm) {
			if recv, ok := n.(*ast.UnaryExpr); ok && recv.Op == token.ARROW {
				check(recv.X)
			}
		}
		return carries
	}
	if loop, ok := m.parent(f, l.Body).(*ast.RangeStmt); ok {
		check(loop.X)
	}
	for n := range within(l.Body) {
		if recv, ok := n.(*ast.UnaryExpr); ok && recv.Op == token.ARROW {
			check(recv.X)
		}
	}
	return carries
}

// hasReply reports whether a type is one of a channel or func, or has a field of one: an
// interface may hold such a type.
func hasReply(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Chan, *types.Signature, *types.Interface:
		return true
	case *types.Struct:
		for field := range u.Fields() {
			switch field.Type().Underlying().(type) {
			case *types.Chan, *types.Signature:
				return true
			}
		}
	}
	return false
}
