package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says where a guard stands in the body of a function: behind what tells
// the waiter that the function has ended, which therefore has to be deferred, and
// before all that can panic.

// place decides where the guard stands.
func (m *Model) place(c *Cure) bool {
	f := c.Func
	list := f.Body.List
	lead := 0
	for lead < len(list) {
		d, ok := list[lead].(*ast.DeferStmt)
		if !ok || m.handlerOf(f, d.Call).Stops != Never {
			break
		}
		lead++
	}
	after := -1
	for i, stmt := range list {
		d, ok := stmt.(*ast.DeferStmt)
		switch {
		case ok && i < lead && c.To != ToldNobody && !m.isBuiltin(d.Call, "recover"):
			after = i // it may look at the error
		case ok && m.tellsEnd(f, d.Call):
			if i >= lead && !m.harmlessUpTo(f, list[after+1:i]) {
				return false
			}
			after = i
		case c.To == ToldVar && c.Var.Pos() > f.Body.Pos() && contains(c.Var.Pos(), stmt):
			if !m.harmlessUpTo(f, list[after+1:i+1]) {
				return false // the handler would not see the variable
			}
			after = i
		}
	}
	if after >= 0 {
		c.After = list[after]
	}
	return m.trailing(c, after)
}

// Covers reports whether a guard that stands as the cure says is there before a
// danger comes about: one that is reached by a node.
func (m *Model) Covers(c Cure, n ast.Node) bool {
	if c.Func == nil || !contains(n.Pos(), c.Func.Body) {
		return true
	}
	if slices.ContainsFunc(c.Signals, func(s ast.Stmt) bool { return contains(n.Pos(), s) }) {
		return false // it runs when the guard has run
	}
	return c.After == nil || n.Pos() >= c.After.End()
}

// harmlessUpTo reports whether nothing in the statements can panic.
func (m *Model) harmlessUpTo(f *Func, list []ast.Stmt) bool {
	if len(list) == 0 {
		return true
	}
	for _, d := range m.dangersOf(f) {
		if n := inFunc(d); d.Level >= Likely && list[0].Pos() <= n.Pos() && n.Pos() < list[len(list)-1].End() {
			return false
		}
	}
	for _, stmt := range list {
		for n := range within(stmt) {
			if can, _ := m.canFail(f, n); can && m.deferrals[n] == nil {
				return false
			}
		}
	}
	return true
}

// tellsEnd reports whether a deferred call tells somebody that the function has ended:
// it is a Done, a close, or a literal with one of these or with a send.
func (m *Model) tellsEnd(f *Func, call *ast.CallExpr) bool {
	for in, n := range m.inDeferred(f, call) {
		switch n := n.(type) {
		case *ast.SendStmt:
			return true
		case *ast.CallExpr:
			if m.isBuiltin(n, "close") || m.joinsOfCall(in, n).Done != OfNone {
				return true
			}
		}
	}
	return false
}

// trailing finds the signals that the function ends with. One that stands
// elsewhere is not reached when the guard stops a panic, and can not be deferred.
func (m *Model) trailing(c *Cure, after int) bool {
	f := c.Func
	list := f.Body.List
	if slices.ContainsFunc(list[after+1:], m.tellsByField) {
		return false // who waits there may go on with what was to be done before
	}
	first := len(list)
	for first > after+1 && m.signalsEnd(f, list[first-1]) {
		first--
	}
	c.Signals = slices.Clone(list[first:])
	for n := range f.own() {
		stmt, ok := n.(ast.Stmt)
		if ok && m.signalsEnd(f, stmt) && !slices.Contains(c.Signals, stmt) {
			return false
		}
	}
	if len(c.Signals) == 0 {
		return true
	}
	for _, stmt := range c.Signals {
		if !m.declaredBefore(f, stmt, f.Body) || m.underLock(f, stmt) || m.failsToRelease(f, stmt) {
			return false
		}
	}
	return !f.returns || len(c.Signals) == 1 && m.isSkipped(c.Signals[0])
}

// isSkipped reports whether a return that passes by a signal is a fault, which
// deferring the signal mends.
func (m *Model) isSkipped(stmt ast.Stmt) bool {
	return slices.ContainsFunc(m.SkippedDones(), func(s Skipped) bool {
		done, ok := m.DoneToDefer(s)
		return ok && done == stmt && !s.Late
	})
}

// underLock reports whether a signal is given while a lock is held, for others to
// look at under that lock: deferred first of all, it would come when the lock is
// released. Where only the end is waited for, that is as well.
func (m *Model) underLock(f *Func, stmt ast.Stmt) bool {
	if e, ok := stmt.(*ast.ExprStmt); ok {
		if call, ok := ast.Unparen(e.X).(*ast.CallExpr); ok && m.joinsOfCall(f, call).Done != OfNone {
			return false
		}
	}
	return len(m.heldAt(f, stmt)) > 0
}

// failsToRelease reports whether a signal is a method that gives something back, and
// may panic: deferred before the guard, it would do so where nothing recovers.
func (m *Model) failsToRelease(f *Func, stmt ast.Stmt) bool {
	e, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := ast.Unparen(e.X).(*ast.CallExpr)
	if !ok || !isRelease(m.callee(call)) || m.joinsOfCall(f, call).Done != OfNone {
		return false
	}
	can, _ := m.canFail(f, call)
	return can
}

// signalsEnd reports whether a statement tells that the function has ended.
func (m *Model) signalsEnd(f *Func, stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.SendStmt:
		ch, ok := typeOf(m.info, stmt.Chan).Underlying().(*types.Chan)
		v := m.variable(stmt.Chan)
		return ok && isSignalType(ch.Elem()) && v != nil && !v.IsField()
	case *ast.ExprStmt:
		call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
		if !ok {
			return m.frees(f, stmt)
		}
		return m.isBuiltin(call, "close") || m.joinsOfCall(f, call).Done != OfNone || isRelease(m.callee(call))
	}
	return false
}

// tellsByField reports whether a statement sends a signal on a channel that a field
// has: it may be one that the function gives on every path, and not the last thing.
func (m *Model) tellsByField(stmt ast.Stmt) bool {
	send, ok := stmt.(*ast.SendStmt)
	if !ok {
		return false
	}
	ch, ok := typeOf(m.info, send.Chan).Underlying().(*types.Chan)
	v := m.variable(send.Chan)
	return ok && isSignalType(ch.Elem()) && v != nil && v.IsField()
}

// frees reports whether a statement receives what it drops at the end of the body:
// that makes room for the next one.
func (m *Model) frees(f *Func, stmt *ast.ExprStmt) bool {
	recv, ok := ast.Unparen(stmt.X).(*ast.UnaryExpr)
	list := f.Body.List
	return ok && recv.Op == token.ARROW && m.variable(recv.X) != nil && len(list) > 1 && list[len(list)-1] == stmt
}

// isRelease reports whether a method gives back what others wait for.
func isRelease(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Recv() != nil && (fn.Name() == "Done" || fn.Name() == "Release") && fn.Signature().Results().Len() == 0
}
