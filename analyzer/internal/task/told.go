package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file has the groups that are never told of a failure: their goroutines
// say that they have ended, and hand over no error.

// isDeclined reports whether a return statement is in the branch for an error
// that a method of the group returned.
func (m *Model) isDeclined(f *Func, g *group, ret *ast.ReturnStmt) bool {
	for p := m.parent(f, ret); p != nil && p != f.Node; p = m.parent(f, p) {
		branch, ok := p.(*ast.IfStmt)
		if !ok || !contains(ret.Pos(), branch.Body) {
			continue
		}
		cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
		if !ok || !m.info.Types[cmp.Y].IsNil() {
			continue
		}
		v := m.variable(cmp.X)
		if v == nil || !isErrorType(v.Type()) {
			continue
		}
		call, ok := m.definition(f, v).(*ast.CallExpr)
		if !ok {
			continue
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && m.groupVar(f, sel.X) == g.v {
			return true
		}
	}
	return false
}

// isToldNothing reports whether the goroutines of a group say that they have
// ended by a method that takes an error, and give it none.
func (m *Model) isToldNothing(g *group) bool {
	if g.in == nil || g.has(useEscapes) {
		return false
	}
	told, all := false, true
	var follow func(f *Func, v *types.Var, hops int)
	follow = func(f *Func, v *types.Var, hops int) {
		for _, id := range m.usesIn(f.Root, v) {
			in := m.frameOf(f, id)
			switch up := m.parent(in, id).(type) {
			case *ast.SelectorExpr:
				call, ok := m.parent(in, up).(*ast.CallExpr)
				if !ok || m.joinsOfCall(in, call).Done == OfNone {
					continue
				}
				told = true
				all = all && len(call.Args) == 1 && m.isNilAt(in, call, call.Args[0])
			case *ast.CallExpr:
				i := slices.Index(up.Args, ast.Expr(id))
				ts, seen := m.targets(in, up.Fun)
				if i < 0 || !seen || len(ts) != 1 || ts[0].fn == nil || hops == 0 {
					all = false
					continue
				}
				if p := m.param(ts[0].fn, i); p != nil {
					follow(ts[0].fn, p, hops-1)
				}
			}
		}
	}
	follow(g.in, g.v, maxHops)
	return told && all
}

// isNilAt reports whether an argument of a call is nil when it is evaluated: it
// says so, or is a variable that nothing has assigned to before the call, or
// before the defer statement that it is in.
func (m *Model) isNilAt(f *Func, call *ast.CallExpr, arg ast.Expr) bool {
	if m.info.Types[arg].IsNil() {
		return true
	}
	v := m.variable(arg)
	if v == nil || v.IsField() || !contains(v.Pos(), f.Body) || m.deferrals[call] == nil {
		return false
	}
	for id, obj := range m.info.Defs {
		if obj == v {
			spec, ok := m.parent(f, id).(*ast.ValueSpec)
			if !ok || len(spec.Values) > 0 {
				return false
			}
		}
	}
	return !slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool { return id.Pos() < call.Pos() })
}

// isOwnCheck reports whether a return statement is in the branch for what is
// wrong with a value from a channel that the function has made and filled
// itself: a check of its own work, which hardly ever fails.
func (m *Model) isOwnCheck(f *Func, ret *ast.ReturnStmt) bool {
	block, ok := m.parent(f, ret).(*ast.BlockStmt)
	if !ok {
		return false
	}
	branch, ok := m.parent(f, block).(*ast.IfStmt)
	if !ok || branch.Body != block || branch.Init != nil {
		return false
	}
	for n := range within(branch.Cond) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		if v := m.variable(id); v != nil && contains(v.Pos(), f.Body) && m.isOwnValue(f, v) {
			return true
		}
	}
	return false
}

// isOwnValue reports whether all that a variable holds is received from a
// channel that f has made and sends on.
func (m *Model) isOwnValue(f *Func, v *types.Var) bool {
	exprs, _ := m.assigned(f, v)
	own := false
	for _, e := range exprs {
		if e == nil {
			continue // its zero value
		}
		recv, ok := ast.Unparen(e).(*ast.UnaryExpr)
		if !ok || recv.Op != token.ARROW {
			return false
		}
		ch := m.variable(recv.X)
		if ch == nil || !contains(ch.Pos(), f.Body) || !m.fills(f, ch) {
			return false
		}
		own = true
	}
	return own
}

// fills reports whether f itself sends on a channel.
func (m *Model) fills(f *Func, ch *types.Var) bool {
	for n := range f.own() {
		if send, ok := n.(*ast.SendStmt); ok && m.variable(send.Chan) == ch {
			return true
		}
	}
	return false
}

// countsElsewhere reports whether the goroutine that a go statement starts tells
// another group too that it has ended, and that is waited for.
func (m *Model) countsElsewhere(s groupUse, g *group) bool {
	lit, ok := ast.Unparen(s.call.Fun).(*ast.FuncLit)
	if !ok || !m.started[s.call] {
		return false
	}
	return slices.ContainsFunc(m.donesIn(m.funcs[lit]), func(d done) bool {
		return d.on != nil && d.on != g.v && m.isWaitedFor(d.on)
	})
}
