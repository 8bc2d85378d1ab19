package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// This file is the arithmetic of the proofs: what an index, a length or a
// divisor is, as a symbol and a constant, and what follows from inequalities
// between two of them (difference bounds). A sum that overflows is not
// considered: nothing that has a length is near there.

// A symbol stands for a number that is not known: the value of a variable or
// of a field reached from it, its length, or that of an expression. The zero
// symbol is the number 0.
type symbol struct {
	root *types.Var
	path string   // the fields from the root: ".Lines"
	len  bool     // its length
	node ast.Expr // an expression that is not looked into, by itself
}

func (s symbol) isZero() bool { return s == symbol{} }

// A linear is a symbol and a constant.
type linear struct {
	symbol
	c int64
}

func number(c int64) linear { return linear{c: c} }

func (l linear) plus(c int64) linear { l.c += c; return l }

// An atMost says that a <= b + c.
type atMost struct {
	a, b symbol
	c    int64
}

// lessEqual returns the statement x <= y.
func lessEqual(x, y linear) atMost { return atMost{x.symbol, y.symbol, y.c - x.c} }

// not returns the opposite of a statement: a > b + c is b <= a - c - 1.
func (s atMost) not() atMost { return atMost{s.b, s.a, -s.c - 1} }

// constOf returns the value of a constant integer expression.
func (m *Model) constOf(e ast.Expr) (int64, bool) {
	v := m.info.Types[e].Value
	if v == nil {
		return 0, false
	}
	if v = constant.ToInt(v); v.Kind() != constant.Int {
		return 0, false
	}
	c, exact := constant.Int64Val(v)
	return c, exact && -farthest < c && c < farthest
}

// farthest is what a number of a proof may be: sums of a few hundred do not wrap.
const farthest = 1 << 52

// linearOf returns the number that an integer expression denotes.
func (m *Model) linearOf(e ast.Expr) linear {
	e = ast.Unparen(e)
	if c, ok := m.constOf(e); ok {
		return number(c)
	}
	switch e := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if s, ok := m.symbolOf(e); ok {
			return linear{symbol: s}
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.ADD:
			if wraps(typeOf(m.info, e), false) {
				break
			}
			if c, ok := m.constOf(e.Y); ok {
				return m.linearOf(e.X).plus(c)
			}
			if c, ok := m.constOf(e.X); ok {
				return m.linearOf(e.Y).plus(c)
			}
		case token.SUB:
			if c, ok := m.constOf(e.Y); ok && !wraps(typeOf(m.info, e), true) {
				return m.linearOf(e.X).plus(-c)
			}
		}
	case *ast.CallExpr:
		switch {
		case len(e.Args) == 1 && m.isBuiltin(e, "len"):
			return m.lengthOf(e.Args[0])
		case len(e.Args) == 1 && m.info.Types[e.Fun].IsType() && (widens(typeOf(m.info, e.Args[0]), typeOf(m.info, e)) || m.keepsLength(e)):
			return m.linearOf(e.Args[0])
		}
	}
	return m.opaque(e)
}

// wraps reports whether numbers of a type come to wrap around where there are as many as a
// list may have: those of a few bits, and of unsigned ones that get less, those below zero.
func wraps(t types.Type, less bool) bool {
	bits, unsigned, ok := intSize(t)
	return ok && (bits <= 16 || unsigned && less)
}

// keepsLength reports whether a conversion is of a length to an integer type
// that has all lengths: int, or one of 64 bits.
func (m *Model) keepsLength(conv *ast.CallExpr) bool {
	call, ok := ast.Unparen(conv.Args[0]).(*ast.CallExpr)
	bits, _, isInt := intSize(typeOf(m.info, conv))
	return ok && isInt && bits >= 63 && (m.isBuiltin(call, "len") || m.isBuiltin(call, "cap"))
}

// lengthOf returns the length of a slice, string, array, map or channel.
func (m *Model) lengthOf(e ast.Expr) linear {
	e = ast.Unparen(e)
	if v := m.info.Types[e].Value; v != nil && v.Kind() == constant.String {
		return number(int64(len(constant.StringVal(v))))
	}
	if n, ok := arrayLen(typeOf(m.info, e)); ok {
		return number(n)
	}
	switch x := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if s, ok := m.symbolOf(x); ok {
			s.len = true
			return linear{symbol: s}
		}
	case *ast.CompositeLit:
		if n, ok := litLen(x); ok {
			return number(n)
		}
	case *ast.CallExpr:
		switch {
		case m.info.Types[x.Fun].IsType() && len(x.Args) == 1 && sameLength(typeOf(m.info, x.Args[0]), typeOf(m.info, x)):
			return m.lengthOf(x.Args[0])
		case m.isBuiltin(x, "make") && len(x.Args) > 1 && isSliceType(typeOf(m.info, x)): // a map or channel is empty
			return m.linearOf(x.Args[1])
		}
	case *ast.SliceExpr:
		if l, ok := m.slicedLength(x); ok {
			return l
		}
	case *ast.StarExpr:
		return m.lengthOf(x.X) // of a pointer to an array; others have no symbol
	}
	l := m.opaque(e)
	l.len = true
	return l
}

// slicedLength returns the length of x[lo:hi] where one symbol says it.
func (m *Model) slicedLength(x *ast.SliceExpr) (linear, bool) {
	lo := number(0)
	if x.Low != nil {
		lo = m.linearOf(x.Low)
	}
	hi := m.lengthOf(x.X)
	if x.High != nil {
		hi = m.linearOf(x.High)
	}
	switch {
	case lo.isZero():
		return hi.plus(-lo.c), true
	case lo.symbol == hi.symbol:
		return number(hi.c - lo.c), true
	}
	return linear{}, false
}

// symbolOf returns the symbol of a variable, or of a field reached from one.
func (m *Model) symbolOf(e ast.Expr) (symbol, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := m.info.ObjectOf(e).(*types.Var); ok {
			return symbol{root: v}, true
		}
	case *ast.SelectorExpr:
		if v, ok := m.info.Uses[e.Sel].(*types.Var); ok {
			if !v.IsField() {
				return symbol{root: v}, true // of another package
			}
			if s, ok := m.symbolOf(e.X); ok {
				s.path += "." + e.Sel.Name
				return s, true
			}
		}
	case *ast.StarExpr:
		return m.symbolOf(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return m.symbolOf(e.X)
		}
	}
	return symbol{}, false
}

// arrayLen returns the length of an array, or of what a pointer to one points at.
func arrayLen(t types.Type) (int64, bool) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if a, ok := t.Underlying().(*types.Array); ok {
		return a.Len(), true
	}
	return 0, false
}

// litLen returns the length of a slice literal without keys.
func litLen(lit *ast.CompositeLit) (int64, bool) {
	for _, elt := range lit.Elts {
		if _, ok := elt.(*ast.KeyValueExpr); ok {
			return 0, false
		}
	}
	return int64(len(lit.Elts)), true
}

// sameLength reports whether a conversion keeps the length: between strings
// and byte slices, and between types with one underlying type.
func sameLength(from, to types.Type) bool {
	return isBytes(from) && isBytes(to) || types.Identical(from.Underlying(), to.Underlying())
}

func isBytes(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

// intSize returns the bits of an integer type, of the smallest platform for
// those that differ, and whether it is unsigned.
func intSize(t types.Type) (bits int, unsigned, ok bool) {
	b, isBasic := t.Underlying().(*types.Basic)
	if !isBasic || b.Info()&types.IsInteger == 0 {
		return 0, false, false
	}
	unsigned = b.Info()&types.IsUnsigned != 0
	switch b.Kind() {
	case types.Int8, types.Uint8:
		return 8, unsigned, true
	case types.Int16, types.Uint16:
		return 16, unsigned, true
	case types.Int32, types.Uint32:
		return 32, unsigned, true
	case types.Int, types.Uint, types.Uintptr, types.UntypedInt, types.UntypedRune:
		return 63, unsigned, true // 64 on what services run on, but unsigned does not fit
	}
	return 64, unsigned, true
}

// widens reports whether a conversion between integer types keeps every value.
func widens(from, to types.Type) bool {
	fb, fu, ok1 := intSize(from)
	tb, tu, ok2 := intSize(to)
	switch {
	case !ok1 || !ok2:
		return false
	case fu == tu:
		return fb <= tb || fb == 64 && tb == 63 && !fu // int(int64)
	case fu:
		return fb < tb
	}
	return false
}
