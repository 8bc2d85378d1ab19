package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file has the goroutines whose error nobody needs: what fails is seen at another
// end, or it was asked to end.

// servesPeer reports whether a call gets one end of a pair that is made by one call, as
// by net.Pipe, and f uses the other one: there it sees when this end fails.
func (m *Model) servesPeer(f *Func, call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		v := m.variable(arg)
		if v == nil || v.IsField() || !contains(v.Pos(), f.Root.Node) {
			return false
		}
		return slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
			return w.stmt != nil && len(w.stmt.Rhs) == 1 && len(w.stmt.Lhs) > 1 && slices.ContainsFunc(w.stmt.Lhs, func(lhs ast.Expr) bool {
				other := m.variable(lhs)
				return other != nil && other != v && types.Identical(other.Type(), v.Type()) && m.isWorkedWith(f, other, call)
			})
		})
	})
}

// isWorkedWith reports whether a variable is used, outside of a call, for more than to
// close it.
func (m *Model) isWorkedWith(f *Func, v *types.Var, call *ast.CallExpr) bool {
	return slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool {
		if contains(id.Pos(), call) {
			return false
		}
		switch up := m.parent(m.frameOf(f.Root, id), id).(type) {
		case *ast.SelectorExpr:
			return up.Sel.Name != "Close"
		case *ast.CallExpr:
			return true
		}
		return false
	})
}

// awaitsEnd reports whether a loop of a test does nothing with what it receives, and
// only waits for the end that the test has asked for: before it, or, of the object that
// has made the channel, at the same time.
func (m *Model) awaitsEnd(f *Func, loop *ast.RangeStmt) bool {
	if loop.Key != nil || len(loop.Body.List) > 0 || !m.IsTested(f) {
		return false
	}
	if block, ok := m.parent(f, loop).(*ast.BlockStmt); ok {
		list := slices.DeleteFunc(slices.Clone(block.List), func(s ast.Stmt) bool { _, later := s.(*ast.DeferStmt); return later })
		if m.isEnded(list, loop) {
			return true
		}
	}
	made, ok := ast.Unparen(loop.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	maker := m.calledVar(made)
	if maker == nil {
		return false
	}
	return slices.ContainsFunc(m.usesIn(f.Root, maker), func(id *ast.Ident) bool {
		in := m.frameOf(f.Root, id)
		sel, _ := m.parent(in, id).(*ast.SelectorExpr)
		if sel == nil {
			return false
		}
		call, ok := m.parent(in, sel).(*ast.CallExpr)
		return ok && ast.Unparen(call.Fun) == sel && m.isEnder(call) && m.deferrals[call] == nil
	})
}

// calledVar returns the variable that a call calls a method of, or nil.
func (m *Model) calledVar(call *ast.CallExpr) *types.Var {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || m.info.Selections[sel] == nil {
		return nil
	}
	return m.variable(sel.X)
}

// saysItsEnd reports whether a function tells others itself that it has ended, or what it
// has come to: it counts itself out of a group, closes a channel or sends on one. A test
// that goes on by that takes it for done, and its error is the one trace of a failure.
// What nobody waits for serves the test, which sees at its own end that it does not.
func (m *Model) saysItsEnd(f *Func) bool {
	if len(m.donesIn(f)) > 0 {
		return true
	}
	for n := range f.own() {
		switch n := n.(type) {
		case *ast.SendStmt:
			return true
		case *ast.CallExpr:
			if m.isBuiltin(n, "close") {
				return true
			}
		}
	}
	return false
}

// isServedBefore reports whether the function of a group accepts connections between the
// start of its goroutines and where it waits for them: it serves them, and where one has
// died it does not come to wait.
func (m *Model) isServedBefore(v *types.Var) bool {
	g := m.groupOf(v)
	if g == nil || g.in == nil || !m.IsTested(g.in) {
		return false
	}
	starts := g.starts(m)
	for _, u := range g.uses {
		if u.kind != useJoins || u.in != g.in || len(starts) == 0 {
			continue
		}
		for n := range g.in.own() {
			call, ok := n.(*ast.CallExpr)
			if !ok || call.Pos() < starts[0].node.End() || call.Pos() > u.node.Pos() {
				continue
			}
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Accept" && isListener(typeOf(m.info, sel.X)) {
				return true
			}
		}
	}
	return false
}
