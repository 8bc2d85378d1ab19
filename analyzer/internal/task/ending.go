package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file has the paths that end goroutines before they leave them.

// endsThem reports whether f fails at a return statement, and has ended before it, in
// the same block, what each goroutine of a group works with: its context, or the pipe or
// channel that it reads. They go on no more than that, and the failure is told; of those
// that have something to tell themselves, nobody learns it.
func (m *Model) endsThem(f *Func, g *group, ret *ast.ReturnStmt) bool {
	tasks, all := m.tasksOf(g.v)
	if !all || len(tasks) == 0 || m.joinTells(g.v.Type()) || !m.returnsFailing(f, ret) {
		return false
	}
	ended := m.endedBefore(f, ret)
	return len(ended) > 0 && !slices.ContainsFunc(tasks, func(t *Task) bool {
		return t.Func == nil || !slices.ContainsFunc(ended, func(v *types.Var) bool { return m.mentions(t.Func.Body, v) })
	})
}

// endedBefore returns the variables that are ended in the block of a statement before
// it: closed, or cancelled.
func (m *Model) endedBefore(f *Func, stmt ast.Stmt) (ended []*types.Var) {
	for _, before := range m.listAround(f, stmt) {
		if before.Pos() >= stmt.Pos() {
			break
		}
		s, ok := before.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && m.isEnder(call) {
			ended = append(ended, m.endedBy(f, call)...)
		}
	}
	return ended
}

// endedBy returns the variables that a call ends: the context, where it is what cancels
// it.
func (m *Model) endedBy(f *Func, call *ast.CallExpr) []*types.Var {
	if v := m.calledVar(call); v != nil {
		return []*types.Var{v}
	}
	if m.isBuiltin(call, "close") {
		if v := m.variable(call.Args[0]); v != nil {
			return []*types.Var{v}
		}
		return nil
	}
	cancel, ok := m.callee(call).(*types.Var)
	if !ok {
		return nil
	}
	var ended []*types.Var
	for _, w := range m.writesTo(f, cancel) {
		if w.stmt != nil && len(w.stmt.Lhs) == 2 {
			if v := m.variable(w.stmt.Lhs[0]); v != nil {
				ended = append(ended, v)
			}
		}
	}
	return ended
}

// isMissed reports whether anybody misses it when a path leaves a group unwaited for at
// an exit of f. Where that gives an error itself, a failure is told, and a group that
// tells of none is missed only if one of its goroutines waits for others, or works with
// what f has made and leaves as it is. A test that has failed misses nothing, and neither
// does a program that ends by the error.
func (m *Model) isMissed(g *group, u Unwaited, f *Func, exit *ast.ReturnStmt) bool {
	if exit != nil && m.isHardlyLeft(f, exit) {
		return false
	}
	if exit == nil || !m.givesFailure(f, exit) {
		return true
	}
	if m.IsTested(f) || !u.Self && m.endsProgram(f, exit) {
		return false
	}
	tasks, _ := m.tasksOf(g.v)
	return u.Self || m.joinSays(g.v.Type(), u.Join) || slices.ContainsFunc(tasks, func(t *Task) bool {
		return t.Func != nil && (m.meetsOthers(t.Func) || m.hasOwnOf(f, t, g.v))
	})
}

// joinSays reports whether the method by which a group is waited for returns an error, by
// its type: that it is always nil, who calls it need not know.
func (m *Model) joinSays(t types.Type, join string) bool {
	return slices.ContainsFunc(m.callable(t), func(fn *types.Func) bool {
		tells, _ := tellsOf(fn.Signature())
		return fn.Name() == join && tells != TellsNone
	})
}

// hasOwnOf reports whether a goroutine has a variable of f that a call has made, other
// than the group, and that can be open or go on: no number that was computed.
func (m *Model) hasOwnOf(f *Func, t *Task, group *types.Var) (has bool) {
	ast.Inspect(t.At, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || has {
			return !has
		}
		v := m.variable(id)
		if v == nil || v == group || v.IsField() || !contains(v.Pos(), f.Body) || contains(v.Pos(), t.At) {
			return true
		}
		call, ok := m.definition(f, v).(*ast.CallExpr)
		has = ok && !m.isBuiltin(call, "make") && m.canGoOn(v.Type())
		return !has
	})
	return has
}

// canGoOn reports whether a value is one that others can see the use of, or that has an
// end: an interface, a func or channel, or one with a method that ends it.
func (m *Model) canGoOn(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Interface, *types.Signature, *types.Chan:
		return true
	}
	return slices.ContainsFunc(m.callable(t), func(fn *types.Func) bool { return isEnding(fn.Name()) })
}

// givesFailure reports whether a return statement gives an error that is not nil, by its
// name where the results have some.
func (m *Model) givesFailure(f *Func, ret *ast.ReturnStmt) bool {
	if len(ret.Results) > 0 {
		return m.returnsFailing(f, ret)
	}
	var last *types.Var
	for id := range names(f.Type.Results) {
		last, _ = m.info.Defs[id].(*types.Var)
	}
	return last != nil && isErrorType(last.Type()) && m.isTestedFor(f, ret, last)
}

// meetsOthers reports whether a function sends, receives or selects by itself: whom it
// meets there may have left. One that selects goes on when its context has ended.
func (m *Model) meetsOthers(f *Func) bool {
	for n := range f.own() {
		switch n := n.(type) {
		case *ast.SendStmt:
			if !m.yieldsToContext(f, n) {
				return true
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !m.yieldsToContext(f, n) {
				return true
			}
		case *ast.SelectStmt:
			if len(n.Body.List) == 0 {
				return true
			}
		case *ast.RangeStmt:
			if _, ok := typeOf(m.info, n.X).Underlying().(*types.Chan); ok {
				return true
			}
		}
	}
	return false
}

// yieldsToContext reports whether a send or receive is in a case of a select statement that
// has one, this or another, for the end of a context.
func (m *Model) yieldsToContext(f *Func, n ast.Node) bool {
	for up := m.parent(f, n); up != nil && up != f.Node; up = m.parent(f, up) {
		sel, ok := up.(*ast.SelectStmt)
		if !ok {
			continue
		}
		return slices.ContainsFunc(sel.Body.List, func(s ast.Stmt) bool {
			comm := s.(*ast.CommClause).Comm
			return comm != nil && m.contextIn(comm) != nil
		}) && m.isComm(f, n)
	}
	return false
}

// isComm reports whether a send or receive is the communication of a case.
func (m *Model) isComm(f *Func, n ast.Node) bool {
	stmt := m.statementAround(f, n)
	clause, ok := m.parent(f, stmt).(*ast.CommClause)
	return ok && clause.Comm == stmt
}
