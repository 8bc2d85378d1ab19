package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file says what follows for the results of operators and calls.

// lengthBounds takes down what is known of the length of an expression.
func (k *knowledge) lengthBounds(x linear, e ast.Expr) {
	switch e := e.(type) {
	case *ast.CallExpr:
		if k.m.isBuiltin(e, "append") && len(e.Args) > 0 {
			base := k.m.lengthOf(e.Args[0])
			n := int64(len(e.Args) - 1)
			if e.Ellipsis.IsValid() {
				n = 0
			}
			k.add(lessEqual(base.plus(n), x), e.End())
			return
		}
		fn, ok := k.m.callee(e).(*types.Func)
		if !ok || fn.Pkg() == nil || k.m.without(ruleResults) {
			return
		}
		switch fn.Pkg().Path() + "." + fn.Name() {
		case "strings.Split", "bytes.Split", "strings.SplitAfter":
			if v := k.m.info.Types[e.Args[1]].Value; v != nil && v.ExactString() != `""` {
				k.facts.add(fact{atMost: lessEqual(number(1), x)})
			}
		case "strings.SplitN", "strings.SplitAfterN":
			if n, ok := k.m.constOf(e.Args[2]); ok && n != 0 {
				k.facts.add(fact{atMost: lessEqual(number(1), x)})
			}
		case "strings.Trim", "strings.TrimSpace", "strings.TrimLeft", "strings.TrimRight", "strings.TrimPrefix", "strings.TrimSuffix", "strings.TrimFunc",
			"bytes.Trim", "bytes.TrimSpace", "bytes.TrimLeft", "bytes.TrimRight", "bytes.TrimPrefix", "bytes.TrimSuffix", "bytes.TrimFunc":
			k.add(lessEqual(x, k.m.lengthOf(e.Args[0])), e.End())
		case "path.Join", "path/filepath.Join":
			if len(e.Args) > 1 && !e.Ellipsis.IsValid() { // of a clean path and a name, as a rule
				k.addIf(lessEqual(k.m.lengthOf(e.Args[0]).plus(1), x), e.End(), true)
			}
		case "slices.Clone", "bytes.Clone", "strings.Clone":
			of := k.m.lengthOf(e.Args[0])
			k.add(lessEqual(of, x), e.End())
			k.add(lessEqual(x, of), e.End())
		}
	case *ast.IndexExpr:
		if k.m.isOfFields(k.f, e.X) { // unless somebody sets one by another name of the list
			k.facts.add(fact{lessEqual(number(1), x), true})
		}
	case *ast.SliceExpr:
		if e.High == nil { // x[lo:] where neither is a constant
			of := k.m.lengthOf(e.X)
			k.add(lessEqual(x, of), e.End())
		}
	}
}

// isOfFields reports whether a list is what a text was split into around white space: none of
// its elements is empty.
func (m *Model) isOfFields(f *Func, list ast.Expr) bool {
	e := ast.Unparen(list)
	if v := m.variable(e); v != nil {
		e = m.onlyValueOf(f, v)
	}
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && (pathOf(fn) == "strings" || pathOf(fn) == "bytes") && fn.Name() == "Fields"
}

// callBounds takes down what is known of the result of a call.
func (k *knowledge) callBounds(x linear, e ast.Expr) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || k.m.without(ruleResults) {
		return
	}
	if b, ok := k.m.callee(call).(*types.Builtin); ok {
		k.builtinBounds(x, b.Name(), call)
		return
	}
	fn, ok := k.m.callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil {
		return
	}
	if low, ok := k.m.leastResult(fn); ok {
		k.facts.add(fact{atMost: lessEqual(number(low), x)})
	}
	if len(call.Args) == 0 {
		return
	}
	switch fn.Pkg().Path() {
	case "strings", "bytes":
		if strings.HasPrefix(fn.Name(), "Index") || strings.HasPrefix(fn.Name(), "LastIndex") {
			k.searched(x, fn.Name(), call)
		}
	case "encoding/binary":
		if fn.Name() == "PutUvarint" || fn.Name() == "PutVarint" { // it panics otherwise
			k.facts.add(fact{atMost: lessEqual(number(1), x)})
			k.add(lessEqual(x, k.m.lengthOf(call.Args[0])), call.End())
		}
	case "sort":
		if fn.Name() == "Search" {
			k.facts.add(fact{atMost: lessEqual(number(0), x)})
			k.add(lessEqual(x, k.m.linearOf(call.Args[0])), call.End())
		}
	case "math/rand", "math/rand/v2":
		if strings.Contains(fn.Name(), "nt") || strings.HasSuffix(fn.Name(), "N") {
			k.facts.add(fact{atMost: lessEqual(number(0), x)})
			k.add(lessEqual(x.plus(1), k.m.linearOf(call.Args[0])), call.End())
		}
	}
}

// searched takes down what a search in a text or in bytes says of the index that it found,
// as long as that is what was searched.
func (k *knowledge) searched(x linear, name string, call *ast.CallExpr) {
	of := k.m.lengthOf(call.Args[0])
	least := int64(1) // what is found has a length
	if len(call.Args) > 1 && (name == "Index" || name == "LastIndex") {
		part := k.m.lengthOf(call.Args[1])
		if least = 0; part.isZero() {
			least = part.c
		}
	}
	k.facts.add(fact{atMost: lessEqual(number(-1), x)})
	k.add(lessEqual(x, of.plus(-min(least, 1))), call.End())
	if holds, weak := k.holds(of.symbol, call.End()); holds && !weak {
		k.found = append(k.found, foundAt{x.symbol, of.plus(-least)})
	}
}

// A foundAt says that an index, if it is not -1, is at most last.
type foundAt struct {
	symbol
	last linear
}

func (k *knowledge) builtinBounds(x linear, name string, call *ast.CallExpr) {
	for _, arg := range call.Args {
		switch name {
		case "min":
			k.add(lessEqual(x, k.m.linearOf(arg)), call.End())
		case "max":
			k.add(lessEqual(k.m.linearOf(arg), x), call.End())
		case "copy":
			k.facts.add(fact{atMost: lessEqual(number(0), x)})
			k.add(lessEqual(x, k.m.lengthOf(arg)), call.End())
		case "cap": // of what it is now
			n := k.m.lengthOf(arg)
			k.bounds(n.symbol)
			k.facts.add(fact{atMost: lessEqual(n, x)})
		}
	}
}

// derive adds what follows for sums, quotients and masks from what is known of
// their parts.
func (k *knowledge) derive() {
	if k.m.without(ruleDerived) {
		return
	}
	for _, fo := range k.found {
		if k.facts.reaches(lessEqual(number(0), linear{symbol: fo.symbol}), true) {
			k.facts.add(fact{atMost: lessEqual(linear{symbol: fo.symbol}, fo.last)})
		}
	}
	for i := 0; i < len(k.order); i++ { // it grows
		s := k.order[i]
		o, ok := k.m.opaqueOf(s)
		if !ok || s.len {
			continue
		}
		switch e := ast.Unparen(o.e).(type) {
		case *ast.BinaryExpr:
			k.deriveFrom(linear{symbol: s}, e)
		case *ast.CallExpr:
			k.deriveExtreme(linear{symbol: s}, e)
		}
	}
}

// deriveExtreme adds what holds of all arguments of min or max.
func (k *knowledge) deriveExtreme(s linear, call *ast.CallExpr) {
	if !k.m.isBuiltin(call, "min") && !k.m.isBuiltin(call, "max") {
		return
	}
	all := func(holds func(linear) bool) bool {
		return !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !holds(k.m.linearOf(e)) })
	}
	for _, low := range []int64{0, 1} {
		if all(func(x linear) bool { return k.facts.reaches(lessEqual(number(low), x), false) }) {
			k.facts.add(fact{atMost: lessEqual(number(low), s)})
		}
	}
	for _, bound := range k.order {
		if high := (linear{symbol: bound}); bound.len && all(func(x linear) bool { return k.facts.reaches(lessEqual(x, high), false) }) {
			k.facts.add(fact{atMost: lessEqual(s, high)})
		}
	}
	if k.m.isBuiltin(call, "max") {
		for _, arg := range call.Args {
			if c, ok := k.m.constOf(arg); ok && all(func(x linear) bool { return k.facts.reaches(lessEqual(x, number(c)), false) }) {
				k.facts.add(fact{atMost: lessEqual(s, number(c))})
			}
		}
	}
}

func (k *knowledge) deriveFrom(s linear, e *ast.BinaryExpr) {
	x, y := k.m.linearOf(e.X), k.m.linearOf(e.Y)
	k.bounds(x.symbol)
	k.bounds(y.symbol)
	for _, part := range []ast.Expr{e.X, e.Y} {
		if inner, ok := ast.Unparen(part).(*ast.BinaryExpr); ok && (e.Op == token.OR || e.Op == token.SHL) {
			k.deriveFrom(k.m.linearOf(part), inner) // "int(b[0])<<8 | int(b[1])", from inside
		}
	}
	say := func(a, b linear) { k.facts.add(fact{atMost: lessEqual(a, b)}) }
	natural := func(l linear) bool { return k.facts.reaches(lessEqual(number(0), l), false) }
	switch e.Op {
	case token.ADD:
		if natural(y) {
			say(x, s)
		}
		if natural(x) {
			say(y, s)
		}
	case token.SUB:
		if natural(y) {
			say(s, x)
		}
		if k.facts.reaches(lessEqual(y, x), false) {
			say(number(0), s)
		}
		if k.facts.reaches(lessEqual(y.plus(1), x), false) {
			say(number(1), s)
		}
	case token.QUO, token.SHR:
		if natural(x) && natural(y) {
			say(number(0), s)
			say(s, x)
		}
		if c, ok := k.m.constOf(e.Y); ok && e.Op == token.QUO && c > 1 && k.facts.reaches(lessEqual(number(1), x), false) {
			say(s.plus(1), x)
		}
	case token.REM:
		if natural(x) {
			say(number(0), s)
		}
		if natural(y) {
			say(s.plus(1), y)
		}
	case token.AND:
		for _, part := range []linear{x, y} {
			if natural(part) {
				say(number(0), s)
				say(s, part)
			}
		}
	case token.MUL:
		if natural(x) && natural(y) {
			say(number(0), s)
		}
	case token.OR:
		if natural(x) && natural(y) {
			say(number(0), s)
			say(x, s)
			say(y, s)
		}
	case token.SHL:
		bits, unsigned, ok := intSize(typeOf(k.m.info, e))
		by, constant := k.m.constOf(e.Y)
		if !ok || unsigned || !constant || by < 0 || !natural(x) {
			break
		}
		for _, wide := range []int64{8, 16} { // a byte or two, shifted to where they belong
			if wide+by < int64(bits)-1 && wide+by < 52 && k.facts.reaches(lessEqual(x, number(1<<wide-1)), false) {
				say(number(0), s)
				say(s, number((1<<wide-1)<<by))
				break
			}
		}
	}
}

// leastResult returns 1 or 0 if a function of this package returns no integer
// below that.
func (m *Model) leastResult(fn *types.Func) (int64, bool) {
	f := m.decls[fn]
	if f == nil {
		return 0, false
	}
	if low, ok := m.least[f]; ok {
		return low, low >= 0
	}
	if m.least == nil {
		m.least = make(map[*Func]int64)
	}
	m.least[f] = -1 // of a recursive function, nothing is known
	exprs, all := m.results(f)
	if !all || len(exprs) == 0 {
		return 0, false
	}
	low := int64(1)
	for _, e := range exprs {
		if _, _, ok := intSize(typeOf(m.info, e)); !ok {
			return 0, false
		}
		k := m.knownAt(f, e)
		for low >= 0 {
			if met, strong := k.proves(lessEqual(number(low), m.linearOf(e))); met && strong {
				break
			}
			low--
		}
	}
	m.least[f] = low
	return low, low >= 0
}
