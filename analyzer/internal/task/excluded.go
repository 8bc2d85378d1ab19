package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file finds what two places are held apart by: conditions of which one says no
// where the other says yes.

// A comparison says of a variable or field how it compares with a constant.
type comparison struct {
	v  *types.Var
	op token.Token
	c  int64
}

// holds reports whether the comparison is true of n.
func (c comparison) holds(n int64) bool {
	switch c.op {
	case token.EQL:
		return n == c.c
	case token.NEQ:
		return n != c.c
	case token.LSS:
		return n < c.c
	case token.LEQ:
		return n <= c.c
	case token.GTR:
		return n > c.c
	}
	return n >= c.c
}

// excludes reports whether no number is as two comparisons of the same variable say. If
// there is one, there is one at the constants or right beside them.
func (c comparison) excludes(o comparison) bool {
	return c.v == o.v && !slices.ContainsFunc([]int64{c.c - 1, c.c, c.c + 1, o.c - 1, o.c, o.c + 1}, func(n int64) bool { return c.holds(n) && o.holds(n) })
}

// comparisonOf returns what a condition says of a variable or field: a flag is 1 or not.
func (m *Model) comparisonOf(c condition) (is comparison, ok bool) {
	e := ast.Unparen(c.e)
	if not, isNot := e.(*ast.UnaryExpr); isNot && not.Op == token.NOT {
		e, c.truth = ast.Unparen(not.X), !c.truth
	}
	if cmp, isCmp := e.(*ast.BinaryExpr); isCmp && negated[cmp.Op] != token.ILLEGAL {
		n, isConst := m.constOf(cmp.Y)
		is, ok = comparison{m.variable(cmp.X), cmp.Op, n}, isConst
	} else if !isCmp {
		is, ok = comparison{m.variable(e), token.EQL, 1}, true
	}
	if !c.truth {
		is.op = negated[is.op]
	}
	return is, ok && !c.other && is.v != nil
}

// heldApart reports whether the conditions that lead to two places, the nearest of the
// one and any of the other, exclude each other.
func (m *Model) heldApart(f *Func, n ast.Node, g *Func, other ast.Node) bool {
	near := m.conditionsTo(f, n)
	if len(near) == 0 {
		return false
	}
	return slices.ContainsFunc(near[0].conjuncts(), func(c condition) bool {
		is, ok := m.comparisonOf(c)
		return ok && slices.ContainsFunc(m.conditionsTo(g, other), func(c condition) bool {
			return slices.ContainsFunc(c.conjuncts(), func(c condition) bool {
				o, ok := m.comparisonOf(c)
				return ok && is.excludes(o)
			})
		})
	})
}
