package task

import (
	"go/ast"
	"slices"
)

// This file says what can be moved to where it runs in time.

// CanSwap reports whether what releases the waiter can be deferred before the
// handler, and returns the block that has both: nothing between them has to come
// first.
func (m *Model) CanSwap(e EarlyRelease) (body *ast.BlockStmt, ok bool) {
	f := e.Frame.Func
	body, ok = m.parent(f, e.Defer).(*ast.BlockStmt)
	if !ok || m.parent(f, e.Handler) != body {
		return nil, false
	}
	from, to := slices.Index(body.List, ast.Stmt(e.Handler)), slices.Index(body.List, ast.Stmt(e.Defer))
	if from < 0 || to < from || !m.declaredBefore(f, e.Defer, e.Handler) {
		return nil, false
	}
	for _, stmt := range body.List[from+1 : to] {
		for n := range within(stmt) {
			if call, isCall := n.(*ast.CallExpr); isCall && m.joinsOfCall(f, call).Adds != OfNone {
				return nil, false // it counts up what is to be counted down
			}
		}
	}
	return body, true
}

// declaredBefore reports whether all that a statement uses of its function is declared
// before another one.
func (m *Model) declaredBefore(f *Func, stmt, before ast.Node) bool {
	known := true
	ast.Inspect(stmt, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if obj := m.info.Uses[id]; obj != nil && contains(obj.Pos(), f.Body) && obj.Pos() >= before.Pos() && !contains(obj.Pos(), stmt) {
			known = false
		}
		return known
	})
	return known
}

// DoneToDefer returns the statement by which a goroutine says that it has ended, if
// that can be deferred as well: the goroutine ends right behind it.
func (m *Model) DoneToDefer(s Skipped) (stmt ast.Stmt, ok bool) {
	f := s.Frame.Func
	dones := m.byGroup(f)[m.groupVar(f, ofExpr(s.Call, m.joinsOfCall(f, s.Call).Done))]
	if len(dones) != 1 || len(f.Body.List) == 0 {
		return nil, false // one for each way out: which one is too many?
	}
	d := dones[0]
	var n ast.Node = d.call
	if d.deferred != nil {
		n = d.deferred
	}
	stmt = m.statementAround(f, n)
	if stmt == nil || m.parent(f, stmt) != f.Body || !m.declaredBefore(f, stmt, f.Body.List[0]) {
		return nil, false
	}
	if d.deferred == nil && f.Body.List[len(f.Body.List)-1] != stmt || d.deferred != nil && d.deferred.Call != d.call {
		return nil, false // what follows is not waited for
	}
	return stmt, true
}

// ReleasesAfter reports whether a function defers after a handler, so that it runs
// before, what lets go on who waits.
func (m *Model) ReleasesAfter(f *Func, handler *ast.DeferStmt) bool {
	return slices.ContainsFunc(f.defers, func(d *ast.DeferStmt) bool {
		_, releases := m.releases(f, d)
		return d.Pos() > handler.Pos() && releases
	})
}

// Above returns the node that a node in a function is directly in, parentheses
// left out, or nil.
func (m *Model) Above(n ast.Node) ast.Node {
	root := m.rootAt(n.Pos())
	if root == nil {
		return nil
	}
	return m.parent(root, n)
}

// BodyOf returns the body that a statement is one of, or nil.
func (m *Model) BodyOf(stmt ast.Stmt) *ast.BlockStmt {
	body, _ := m.Above(stmt).(*ast.BlockStmt)
	return body
}

// IsEarly reports whether a statement is one of the body of f and nothing that can
// panic comes before it, but what is deferred.
func (m *Model) IsEarly(f *Func, stmt ast.Stmt) bool {
	i := slices.Index(f.Body.List, stmt)
	return i >= 0 && m.harmlessUpTo(f, f.Body.List[:i])
}

// MovesUp reports whether a statement of the body of f uses nothing that the body
// declares.
func (m *Model) MovesUp(f *Func, stmt ast.Stmt) bool {
	return slices.Contains(f.Body.List, stmt) && m.declaredBefore(f, stmt, f.Body)
}
