package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file knows numbers that are read out of bytes: whoever has sent these decides what
// they are, on both sides.

// isOfBytes reports whether a demand is about a number that is read out of bytes.
func (m *Model) isOfBytes(f *Func, d demand) bool {
	return d.is == demandLess && slices.ContainsFunc([]symbol{d.st.a, d.st.b}, func(s symbol) bool {
		return s.root != nil && !s.len && s.path == "" && m.isVarOfBytes(f, s.root, 0)
	})
}

// isVarOfBytes reports whether all that a local variable is given is read out of bytes.
func (m *Model) isVarOfBytes(f *Func, v *types.Var, depth int) bool {
	if v.IsField() || v.Pkg() != m.pass.Pkg || m.isParam(v) || v.Parent() == v.Pkg().Scope() {
		return false
	}
	writes := m.writesTo(f, v)
	return len(writes) > 0 && !slices.ContainsFunc(writes, func(w write) bool {
		if w.step != 0 {
			return false // "n -= 4", say
		}
		if w.stmt == nil || len(w.stmt.Rhs) != 1 {
			return !m.readsBytes(f, w.rhs, 0, depth)
		}
		i := slices.IndexFunc(w.stmt.Lhs, func(lhs ast.Expr) bool { return m.variable(lhs) == v })
		return i < 0 || !m.readsBytes(f, w.stmt.Rhs[0], i, depth)
	})
}

// readsBytes reports whether the i'th value of e is read out of bytes: by encoding/binary,
// by shifts, or by a function of this package that does so.
func (m *Model) readsBytes(f *Func, e ast.Expr, i, depth int) bool {
	if e == nil || e == unknownExpr || depth > maxHops {
		return false
	}
	switch e := m.withoutConversion(e).(type) {
	case *ast.Ident:
		v := m.variable(e)
		return v != nil && m.isVarOfBytes(f, v, depth+1)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.ADD, token.SUB:
			if m.info.Types[e.Y].Value != nil {
				return m.readsBytes(f, e.X, 0, depth)
			}
		case token.OR:
			return m.readsBytes(f, e.X, 0, depth) || m.readsBytes(f, e.Y, 0, depth)
		case token.SHL:
			_, element := m.withoutConversion(e.X).(*ast.IndexExpr)
			return element
		}
	case *ast.CallExpr:
		fn, ok := m.callee(e).(*types.Func)
		if !ok || m.decls[fn] == nil {
			return ok && readsNumber(fn)
		}
		g := m.decls[fn]
		for n := range g.own() {
			if ret, ok := n.(*ast.ReturnStmt); ok && i < len(ret.Results) && m.readsBytes(g, ret.Results[i], 0, depth+1) {
				return true
			}
		}
	}
	return false
}

// readsNumber reports whether a function of std returns a number that it reads out of bytes.
func readsNumber(fn *types.Func) bool {
	return pathOf(fn) == "encoding/binary" && (strings.HasPrefix(fn.Name(), "Uint") || strings.HasSuffix(fn.Name(), "arint"))
}

// isNatural reports whether all that a local variable is ever given is not negative by what
// it is made of: bytes, say, that are shifted to where they belong.
func (m *Model) isNatural(f *Func, v *types.Var) bool {
	if _, _, number := intSize(v.Type()); !number || v.IsField() || v.Pkg() != m.pass.Pkg || m.isParam(v) || v.Parent() == v.Pkg().Scope() || m.without(ruleDerived) {
		return false
	}
	return recall(&m.naturals, variableIn{f.Root, v}, func() bool {
		writes := m.writesTo(f, v)
		return len(writes) > 0 && !slices.ContainsFunc(writes, func(w write) bool {
			if w.step > 0 && !wraps(v.Type(), false) {
				return false
			}
			return w.through || w.step != 0 || !w.zero && (w.rhs == nil || w.rhs == unknownExpr || !m.neverNegative(w.rhs, 0))
		})
	})
}

func (m *Model) neverNegative(e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if c, ok := m.constOf(e); ok {
		return c >= 0
	}
	if _, unsigned, ok := intSize(typeOf(m.info, e)); !ok || depth > maxLevels {
		return false
	} else if unsigned {
		return true
	}
	switch e := e.(type) {
	case *ast.CallExpr:
		if m.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
			return widens(typeOf(m.info, e.Args[0]), typeOf(m.info, e)) && m.neverNegative(e.Args[0], depth+1)
		}
		return m.isBuiltin(e, "len") || m.isBuiltin(e, "cap") || m.isBuiltin(e, "copy")
	case *ast.BinaryExpr:
		switch e.Op {
		case token.OR:
			return m.neverNegative(e.X, depth+1) && m.neverNegative(e.Y, depth+1)
		case token.AND:
			return m.neverNegative(e.X, depth+1) || m.neverNegative(e.Y, depth+1)
		case token.SHL: // of a byte or two
			bits, _, _ := intSize(typeOf(m.info, e))
			from, unsigned, ok := intSize(typeOf(m.info, m.withoutConversion(e.X)))
			by, constant := m.constOf(e.Y)
			return m.neverNegative(e.X, depth+1) && ok && unsigned && constant && by >= 0 && by < int64(bits) && int64(from)+by < int64(bits)
		}
	}
	return false
}
