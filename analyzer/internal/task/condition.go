package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// A tristate is the value of a condition, as far as it is known.
type tristate uint8

const (
	notConst tristate = iota
	constFalse
	constTrue
)

func triOf(b bool) tristate {
	if b {
		return constTrue
	}
	return constFalse
}

func (t tristate) not() tristate {
	switch t {
	case constTrue:
		return constFalse
	case constFalse:
		return constTrue
	}
	return notConst
}

// eval returns the value of a condition: of a constant, and of a comparison
// of the recovered value with nil.
func (w *walker) eval(cond ast.Expr) tristate {
	if v := w.m.info.Types[cond].Value; v != nil && v.Kind() == constant.Bool {
		return triOf(constant.BoolVal(v))
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.Ident:
		if v := w.m.variable(e); v != nil && w.m.isEndFlag(w.f, v) {
			return triOf(!w.panicking)
		}
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return w.eval(e.X).not()
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND:
			return both(w.eval(e.X), w.eval(e.Y))
		case token.LOR:
			return both(w.eval(e.X).not(), w.eval(e.Y).not()).not()
		case token.EQL, token.NEQ:
			if w.isRecovered(e.X) && w.isNil(e.Y) || w.isRecovered(e.Y) && w.isNil(e.X) {
				return triOf(w.panicking == (e.Op == token.NEQ))
			}
		}
	}
	return notConst
}

// isEndFlag reports whether v says that a function came to an end: it is
// false, and set to true only where nothing follows that can panic. When there
// is a panic it is false still.
func (m *Model) isEndFlag(f *Func, v *types.Var) bool {
	if b, ok := v.Type().(*types.Basic); !ok || b.Kind() != types.Bool {
		return false
	}
	exprs, all := m.assigned(f, v)
	if !all || v.IsField() || v.Parent() == v.Pkg().Scope() {
		return false
	}
	sets := 0
	for _, e := range exprs {
		switch {
		case e == nil:
		case m.info.Types[e].Value == nil || m.info.Types[e].Value.Kind() != constant.Bool:
			return false
		case constant.BoolVal(m.info.Types[e].Value):
			if !m.endsAfter(f, e) {
				return false
			}
			sets++
		}
	}
	return sets > 0
}

// endsAfter reports whether the function of the assignment of e ends behind
// it, by its end or by a return that computes nothing that can panic.
func (m *Model) endsAfter(f *Func, e ast.Expr) bool {
	stmt, ok := m.parent(f, e).(*ast.AssignStmt)
	if !ok {
		return false
	}
	frame := m.frameOf(f, stmt)
	block, ok := m.parent(f, stmt).(*ast.BlockStmt)
	if !ok {
		return false
	}
	next := slices.Index(block.List, ast.Stmt(stmt)) + 1
	if next == len(block.List) {
		return block == frame.Body
	}
	ret, ok := block.List[next].(*ast.ReturnStmt)
	if !ok {
		return false
	}
	for n := range within(ret) {
		if can, _ := m.canFail(frame, n); can {
			return false
		}
	}
	return true
}

func both(a, b tristate) tristate {
	switch {
	case a == constFalse || b == constFalse:
		return constFalse
	case a == constTrue && b == constTrue:
		return constTrue
	}
	return notConst
}

func (w *walker) isNil(e ast.Expr) bool { return w.m.info.Types[e].IsNil() }
