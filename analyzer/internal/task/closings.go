package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file judges sends and closes by the places that close the channel.

// judgeChan judges a send on, or a close of, a channel by the places that
// close it. It panics for sure enough if another close comes before it, and
// never if none does.
func (m *Model) judgeChan(f *Func, op *operation, at ast.Node, ch ast.Expr) (harmless bool) {
	op.base = Possible
	v := m.variable(ch)
	if m.without(ruleChannels) || v == nil || v.Pkg() != m.pass.Pkg {
		return false
	}
	local := !v.IsField() && v.Parent() != v.Pkg().Scope() && !m.isParam(v)
	if op.kind == KindClose && !(local && m.onlyNonNil(f, v)) && !m.madeOnce(v) {
		return false
	}
	strong := local && m.staysHere(f, v) && m.onlyNonNil(f, v) && m.runsAsOften(f, v) && !m.goesTo(f)
	if op.kind == KindClose && m.inOnce(f) {
		all := !slices.ContainsFunc(m.closesOf(v), func(c closing) bool { return !m.inOnce(c.in) })
		return strong || all && v.IsField() // however often it is asked for
	}
	for _, c := range m.closesOf(v) {
		if local && c.in == f && m.isMadeAgain(c, v) {
			continue
		}
		if c.call == at {
			if len(m.loopsIn(f, at)) > 0 && op.kind == KindClose && !m.madeInLoop(f, at, v) {
				strong = false
			}
			continue
		}
		if c.in == f && c.deferred && op.kind == KindSend {
			continue // at the end of the same function
		}
		if c.in == f && c.call.Pos() > at.Pos() && (!m.sharesLoop(f, at, c.call) || m.madeInLoop(f, at, v)) {
			continue
		}
		strong = false
		if c.in.Root == f.Root && c.call.Pos() < at.Pos() && !c.deferred && local && m.comesFirst(f, c, at) && !(c.in == f && m.heldApart(f, at, f, c.call)) {
			op.base, op.data = Likely, []ast.Expr{unknownExpr}
		}
	}
	return strong
}

// isMadeAgain reports whether the next that happens to a channel that is closed is that its
// variable gets another one.
func (m *Model) isMadeAgain(c closing, v *types.Var) bool {
	stmt, ok := m.parent(c.in, c.call).(*ast.ExprStmt)
	if !ok || c.deferred {
		return false
	}
	list := m.listAround(c.in, stmt)
	i := m.indexIn(list, stmt)
	if i < 0 || i+1 >= len(list) {
		return false
	}
	next, ok := list[i+1].(*ast.AssignStmt)
	return ok && len(next.Lhs) == 1 && len(next.Rhs) == 1 && m.variable(next.Lhs[0]) == v && m.makesNonNil(next.Rhs[0])
}

// runsAsOften reports whether f is run once for each time that a variable of a function around
// it is made: it is a literal that is called where it stands, in no loop.
func (m *Model) runsAsOften(f *Func, v *types.Var) bool {
	for ; f != nil && !contains(v.Pos(), f.Node); f = f.Outer {
		if f.Outer == nil {
			return false
		}
		call, ok := m.parent(f.Outer, f.Node).(*ast.CallExpr)
		if !ok || ast.Unparen(call.Fun) != f.Node || len(m.loopsIn(f.Outer, call)) > 0 && !m.madeInLoop(f.Outer, call, v) {
			return false
		}
	}
	return true
}

// inOnce reports whether f is what a sync.Once runs.
func (m *Model) inOnce(f *Func) bool {
	call := m.givenTo(f)
	if call == nil {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && pathOf(fn) == "sync" && (fn.Name() == "Do" || strings.HasPrefix(fn.Name(), "Once"))
}

// A closing is a call of close.
type closing struct {
	call     *ast.CallExpr
	in       *Func
	deferred bool
}

// closesOf returns the places of the package that close a channel variable.
func (m *Model) closesOf(v *types.Var) []closing {
	if m.closes == nil {
		m.closes = make(map[*types.Var][]closing)
		for _, f := range m.all {
			for n := range f.own() {
				call, ok := n.(*ast.CallExpr)
				if !ok || !m.isBuiltin(call, "close") || len(call.Args) != 1 {
					continue
				}
				if v := m.variable(call.Args[0]); v != nil {
					m.closes[v] = append(m.closes[v], closing{call, f, m.deferrals[call] != nil})
				}
			}
		}
	}
	return m.closes[v.Origin()]
}

// comesFirst reports whether a close has happened, on a path that goes on,
// before at is executed.
func (m *Model) comesFirst(f *Func, c closing, at ast.Node) bool {
	if m.started[c.call] || c.in != f && !contains(at.Pos(), c.in.Node) {
		return false
	}
	child := ast.Node(c.call)
	for up := m.parent(c.in, child); up != nil; up = m.parent(c.in, child) {
		if contains(at.Pos(), up) {
			_, ok := up.(*ast.BlockStmt)
			switch child.(type) {
			case *ast.CaseClause, *ast.CommClause:
				return false // in another case
			}
			return ok
		}
		if block, ok := up.(*ast.BlockStmt); ok && m.leaves(block.List) {
			return false
		}
		if m.leaves(clauseBody(up)) {
			return false
		}
		child = up
	}
	return false
}

// clauseBody returns the statements of a clause of a switch or select.
func clauseBody(n ast.Node) []ast.Stmt {
	switch c := n.(type) {
	case *ast.CaseClause:
		return c.Body
	case *ast.CommClause:
		return c.Body
	}
	return nil
}

// staysHere reports whether a local channel is only made, sent on, received
// from, closed and measured: nobody else can close it.
func (m *Model) staysHere(f *Func, v *types.Var) bool {
	for _, id := range m.usesIn(f.Root, v) {
		switch up := m.parent(f, id).(type) {
		case *ast.SendStmt:
			if ast.Unparen(up.Value) == id {
				return false
			}
		case *ast.UnaryExpr:
			if up.Op != token.ARROW {
				return false
			}
		case *ast.RangeStmt, *ast.BinaryExpr:
		case *ast.CallExpr:
			if _, ok := m.callee(up).(*types.Builtin); !ok && !m.onlyReceives(up, id) {
				return false
			}
		case *ast.AssignStmt:
			if slices.ContainsFunc(up.Rhs, func(e ast.Expr) bool { return ast.Unparen(e) == id }) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// onlyReceives reports whether a call gets the channel to receive from.
func (m *Model) onlyReceives(call *ast.CallExpr, id *ast.Ident) bool {
	sig, ok := typeOf(m.info, call.Fun).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for i, arg := range call.Args {
		if ast.Unparen(arg) == id && i < sig.Params().Len() {
			ch, ok := sig.Params().At(i).Type().Underlying().(*types.Chan)
			return ok && ch.Dir() == types.RecvOnly
		}
	}
	return false
}

// loopsIn returns the loops of f around a node, the innermost first.
func (m *Model) loopsIn(f *Func, at ast.Node) (loops []ast.Node) {
	for up := m.parent(f, at); up != nil && up != f.Node; up = m.parent(f, up) {
		switch up.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loops = append(loops, up)
		}
	}
	return loops
}

func (m *Model) madeInLoop(f *Func, at ast.Node, v *types.Var) bool {
	return slices.ContainsFunc(m.loopsIn(f, at), func(l ast.Node) bool { return contains(v.Pos(), l) })
}

func (m *Model) sharesLoop(f *Func, a, b ast.Node) bool {
	return slices.ContainsFunc(m.loopsIn(f, a), func(l ast.Node) bool { return contains(b.Pos(), l) })
}

// madeOnce reports whether a field is only given new channels.
func (m *Model) madeOnce(v *types.Var) bool {
	if !v.IsField() || v.Exported() {
		return false
	}
	return m.fieldMade(v)
}
