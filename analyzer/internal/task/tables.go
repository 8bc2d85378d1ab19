package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// This file knows the tables of a package: variables that hold nothing but constants, and
// that nobody changes. Whoever wrote them has tried what is in them.

// tableOf returns the constants that the elements of e are, at whatever depth, or nil
// if it is no table.
func (m *Model) tableOf(e ast.Expr) []ast.Expr {
	e = ast.Unparen(e)
	if index, ok := e.(*ast.IndexExpr); ok {
		return m.tableOf(index.X) // those of all its parts
	}
	id := named(e)
	if id == nil {
		return nil
	}
	v, ok := m.info.Uses[id].(*types.Var)
	if !ok || !isTable(v) || v.Pkg() != m.pass.Pkg || v.Exported() {
		return nil
	}
	return recall(&m.tables, v, func() []ast.Expr {
		values := m.packageVars()[v]
		if len(values) != 1 || slices.ContainsFunc(m.usesOf(v), func(u use) bool { return u.in == nil || !m.onlyReads(u.in, m.expression(u)) }) {
			return nil
		}
		return m.constantsIn(values[0])
	})
}

// isTable reports whether a variable is one of a package that has elements.
func isTable(v *types.Var) bool {
	if v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return false
	}
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Array:
		return true
	}
	return false
}

// onlyReads reports whether f only reads elements of e: it changes none, and hands the
// whole to nobody.
func (m *Model) onlyReads(f *Func, e ast.Expr) bool {
	switch up := m.parent(f, e).(type) {
	case *ast.ParenExpr:
		return m.onlyReads(f, up)
	case *ast.RangeStmt:
		return up.X == e && (up.Value == nil || isBlank([]ast.Expr{up.Value}) || isConstantType(typeOf(m.info, up.Value)))
	case *ast.CallExpr:
		return m.isBuiltin(up, "len")
	case *ast.IndexExpr:
		if up.X != e {
			return false
		}
		t := typeOf(m.info, up)
		if both, ok := t.(*types.Tuple); ok { // with an ok
			t = both.At(0).Type()
		}
		if !isConstantType(t) {
			return m.onlyReads(f, up)
		}
		return !m.isAssigned(f, up) && !m.isAddressed(f, up)
	}
	return false
}

func (m *Model) isAddressed(f *Func, e ast.Expr) bool {
	up, ok := m.parent(f, e).(*ast.UnaryExpr)
	return ok && up.Op == token.AND
}

// isConstantType reports whether there are constants of a type.
func isConstantType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// constantsIn returns the constants that a literal is made of, or nil if there is
// anything else in it.
func (m *Model) constantsIn(e ast.Expr) (found []ast.Expr) {
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		if m.info.Types[elt].Value != nil {
			found = append(found, elt)
			continue
		}
		inner := m.constantsIn(elt)
		if inner == nil {
			return nil
		}
		found = append(found, inner...)
	}
	return found
}

// isFromTable reports whether e is an element of a table, or a variable that is only given
// such.
func (m *Model) isFromTable(f *Func, e ast.Expr) bool {
	e = ast.Unparen(e)
	if index, ok := e.(*ast.IndexExpr); ok {
		return m.tableOf(index.X) != nil
	}
	v := m.variable(e)
	if v == nil || v.IsField() || m.isParam(v) || v.Pkg() != m.pass.Pkg || v.Parent() == v.Pkg().Scope() {
		return false
	}
	writes := m.writesTo(f, v)
	return len(writes) > 0 && !slices.ContainsFunc(writes, func(w write) bool {
		of := w.rhs
		if el, ok := of.(*element); ok {
			return m.tableOf(el.of) == nil
		}
		return of == nil || of == unknownExpr || !m.isFromTable(f, of)
	})
}

// looked learns the bounds of a number that was looked up in a table, if it was there.
func (k *knowledge) looked(ok *ast.Ident, from token.Pos) {
	v, _ := k.m.info.Uses[ok].(*types.Var)
	if v == nil || v.IsField() || v.Pkg() != k.m.pass.Pkg {
		return
	}
	writes := k.m.writesTo(k.f, v)
	if len(writes) != 1 || writes[0].stmt == nil || len(writes[0].stmt.Lhs) != 2 || len(writes[0].stmt.Rhs) != 1 {
		return
	}
	index, isIndex := ast.Unparen(writes[0].stmt.Rhs[0]).(*ast.IndexExpr)
	got, known := k.m.symbolOf(writes[0].stmt.Lhs[0])
	if !isIndex || !known || len(k.m.writesTo(k.f, got.root)) != 1 {
		return
	}
	if _, _, number := intSize(got.root.Type()); !number {
		return
	}
	var values []int64
	for _, e := range k.m.tableOf(index.X) {
		c, exact := constant.Int64Val(constant.ToInt(k.m.info.Types[e].Value))
		if !exact {
			return
		}
		values = append(values, c)
	}
	if len(values) == 0 {
		return
	}
	if low := slices.Min(values); low > -farthest {
		k.add(lessEqual(number(min(low, farthest)), linear{symbol: got}), from)
	}
	if high := slices.Max(values); high < farthest {
		k.add(lessEqual(linear{symbol: got}, number(max(high, -farthest))), from)
	}
}
