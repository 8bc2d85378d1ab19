package task

import (
	"go/ast"
	"go/token"
	"go/types"
)

// This file says what comparisons say.

// compared learns from a comparison.
func (k *knowledge) compared(e *ast.BinaryExpr, truth bool, from token.Pos) {
	equal := (e.Op == token.EQL) == truth
	if e.Op == token.EQL || e.Op == token.NEQ {
		for _, x := range [][2]ast.Expr{{e.X, e.Y}, {e.Y, e.X}} {
			if !k.m.info.Types[x[1]].IsNil() {
				continue
			}
			if s, ok := k.m.keyOf(x[0]); ok {
				if equal {
					k.errorIsNil(s, from)
				} else {
					k.setNonNil(s, from)
				}
			}
			return
		}
		if isText(typeOf(k.m.info, e.X)) {
			k.comparedText(e, equal, from)
			return
		}
		if !equal {
			x, y := k.m.linearOf(e.X), k.m.linearOf(e.Y)
			if x.isZero() {
				x, y = y, x
			}
			if !x.isZero() && !y.isZero() {
				k.bounds(x.symbol)
				k.bounds(y.symbol)
				okX, weakX := k.holds(x.symbol, from)
				if okY, weakY := k.holds(y.symbol, from); okX && okY {
					k.differ = append(k.differ, fact{lessEqual(x, y), weakX || weakY})
				}
			}
			if y.isZero() {
				k.bounds(x.symbol)
				if holds, weak := k.holds(x.symbol, from); holds {
					k.unlike = append(k.unlike, unlikeness{x.symbol, y.c - x.c, weak})
				}
			}
			return
		}
	}
	for _, st := range k.m.comparison(e, truth) {
		k.add(st, from)
	}
}

func (k *knowledge) comparedText(e *ast.BinaryExpr, equal bool, from token.Pos) {
	x, y := k.m.lengthOf(e.X), k.m.lengthOf(e.Y)
	switch {
	case equal:
		k.add(lessEqual(x, y), from)
		k.add(lessEqual(y, x), from)
	case y == number(0):
		k.add(lessEqual(number(1), x), from)
	case x == number(0):
		k.add(lessEqual(number(1), y), from)
	}
}

// prefixed learns from strings.HasPrefix(s, "x") and its like that s is no
// shorter than what it contains.
func (k *knowledge) prefixed(call *ast.CallExpr, from token.Pos) {
	fn, ok := k.m.callee(call).(*types.Func)
	if !ok || len(call.Args) != 2 || fn.Pkg() == nil || fn.Pkg().Path() != "strings" && fn.Pkg().Path() != "bytes" {
		return
	}
	switch fn.Name() {
	case "HasPrefix", "HasSuffix", "Contains", "Equal":
		k.add(lessEqual(k.m.lengthOf(call.Args[1]), k.m.lengthOf(call.Args[0])), from)
	}
}

// comparison returns the inequalities that a comparison of integers says.
func (m *Model) comparison(e *ast.BinaryExpr, truth bool) []atMost {
	if _, _, ok := intSize(typeOf(m.info, e.X)); !ok {
		return nil
	}
	x, y := m.linearOf(e.X), m.linearOf(e.Y)
	op := e.Op
	if !truth {
		op = negated[op]
	}
	switch op {
	case token.LSS:
		return []atMost{lessEqual(x.plus(1), y)}
	case token.LEQ:
		return []atMost{lessEqual(x, y)}
	case token.GTR:
		return []atMost{lessEqual(y.plus(1), x)}
	case token.GEQ:
		return []atMost{lessEqual(y, x)}
	case token.EQL:
		return []atMost{lessEqual(x, y), lessEqual(y, x)}
	}
	return nil
}

var negated = map[token.Token]token.Token{
	token.LSS: token.GEQ, token.LEQ: token.GTR, token.GTR: token.LEQ,
	token.GEQ: token.LSS, token.EQL: token.NEQ, token.NEQ: token.EQL,
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
