package task

import (
	"go/ast"
	"go/types"
	"strings"
)

// This file says what the functions of a module owe each other, and where a search for
// what comes from outside is strict for that.

// owed reports whether the functions of a module owe each other that it does not come
// about: see strictly.
func (k Kind) owed() bool {
	return k == KindIndex || k == KindSlice || k == KindArray || k == KindAssert || k == KindNilMap || k == KindPanic
}

// owed is Kind.owed for one demand: what a function of a library demands of lengths is
// what indexing by them would, and of a number that it is not negative, what a count
// always is.
func (d demand) owed(k Kind) bool {
	notNegative := d.st == lessEqual(number(0), linear{symbol: d.st.b})
	return k.owed() || k == KindContract && d.is == demandLess && (d.st.a.len || d.st.b.len || notNegative)
}

// strictly makes the searches of find strict if a danger is of a kind that takes
// it. The size of a number is seldom seen to by anybody: zero is what a setting is
// when it is not set. But how long a list is, which type an any has, and whether a
// map is there, is as a rule what the functions of a module owe each other: there,
// what a caller gives is evidence only where it starts the goroutine itself, and
// elsewhere only what other modules return and what is read or decoded.
func (m *Model) strictly(k Kind, find func() bool) bool { return m.strictlyIf(k.owed(), k, find) }

func (m *Model) strictlyIf(strict bool, k Kind, find func() bool) bool {
	outer := m.sought
	m.sought.strict, m.sought.typed = strict, k == KindAssert
	found := find()
	m.sought.strict, m.sought.typed = outer.strict, outer.typed
	return found
}

// strictness is an index for what is remembered of each kind of search.
func (m *Model) strictness() int {
	switch {
	case !m.sought.strict:
		return 0
	case !m.sought.typed:
		return 1
	}
	return 2
}

// outsideGiven is outside for what a variable of type to is given. What is made an
// interface of has a type that is known there.
func (m *Model) outsideGiven(f *Func, to types.Type, e ast.Expr, depth int) bool {
	if m.sought.typed && types.IsInterface(to) && m.info.Types[e].IsValue() && !types.IsInterface(typeOf(m.info, e)) {
		return false
	}
	return m.outside(f, e, depth+1)
}

// isWhole reports whether a search is for a slice or map and not for what is in it: what
// is put into one changes neither its length nor that it is there.
func (m *Model) isWhole(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Slice, *types.Map:
		return m.sought.strict && m.sought.parts == 0
	}
	return false
}

// isCount reports whether v is a number that another module returns beside other
// results: how much was read or written, as a rule, of what it was given.
func (m *Model) isCount(e ast.Expr, v *types.Var) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if _, _, number := intSize(v.Type()); !ok || !number || !m.sought.strict {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && m.decls[fn] == nil && !computes[pathOf(fn)]
}

// outsidePassed is outside for what a call passes. A callee that wants it to come from
// inside may mean what is in it, unless it is to be there at all.
func (m *Model) outsidePassed(f *Func, d demand, k Kind) bool {
	if d.is == demandInside && d.e != unknownExpr {
		switch typeOf(m.info, d.e).Underlying().(type) {
		case *types.Map:
			if k != KindNilMap {
				return m.outside(f, &element{of: d.e}, 0)
			}
		case *types.Slice:
			if !isBytes(typeOf(m.info, d.e)) { // what bytes say, is not how many there are
				return m.outside(f, &element{of: d.e}, 0)
			}
		}
	}
	return m.outside(f, d.e, 0) || m.outsidePassedField(f, d)
}

// outsidePassedField is outsidePassed for a field of what a call passes, or one that the
// field is in, which is stored as a whole.
func (m *Model) outsidePassedField(f *Func, d demand) bool {
	passed, ok := m.symbolOf(d.e)
	if !ok {
		return false
	}
	for _, s := range []symbol{d.at, d.x.symbol, d.st.a, d.st.b} {
		if s.root != passed.root || len(s.path) <= len(passed.path) {
			continue
		}
		of := strings.Count(passed.path, ".")
		for i, fields := len(fieldsOf(s))-1, fieldsOf(s); i >= of; i-- {
			if m.sought.begin(f); m.outsideStored(f, fields[i].Origin(), 0) {
				return true
			}
			if !fields[i].Exported() {
				break
			}
		}
	}
	return false
}

// leavesModule reports whether a call is of another module, that does not only compute
// with what it is given: what that passes to a function comes from outside.
func (m *Model) leavesModule(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && !sameModule(pathOf(fn), m.pass.Pkg.Path()) && !computes[pathOf(fn)]
}
