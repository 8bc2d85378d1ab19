package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"
)

// This file tries to prove demands, and states those that are not proven as what
// a caller has to see to.

// unmet returns the demands that are not proven at n, and the level that this
// makes, 0 if there are none. A demand that is only met as long as no call
// changes a field is not met, and no more than possible. rest is the level that a
// caller can still make of it: base, or less if the code tests what decides it.
func (m *Model) unmet(f *Func, n ast.Node, demands []demand, base Level, outside func(demand) bool) (level, rest Level, open []demand) {
	rest = base
	if !slices.ContainsFunc(demands, func(d demand) bool { return !m.metAnywhere(f, d) }) {
		return 0, rest, nil
	}
	k := m.knownAt(f, n)
	if _, never := k.impossible(); never {
		return 0, rest, nil
	}
	thought := sync.OnceValue(func() bool { return m.thoughtOf(f, n, demands) })
	for _, d := range demands {
		thought := thought
		if m.isOfBytes(f, d) { // whoever sends it decides: each side has to be seen to
			thought = func() bool { return m.thoughtOf(f, n, []demand{d}) }
		}
		met, strong := k.meets(d)
		switch {
		case met && strong:
			continue
		case met:
			level = max(level, Possible)
			open = append(open, demand{is: demandNever})
			continue
		case !d.within && k.violates(d):
			level = max(level, Certain)
		case base > Possible && m.isWrittenHere(f, d) && k.justMisses(f, d):
			level = max(level, base)
		case base > Possible && d.is == demandConstant && (m.isPrinted(f, d.e, 0) || m.isCalmError(f, d.e)), base > Possible && thought():
			level, rest = max(level, Possible), Possible
		case base > Possible && k.justMisses(f, d):
			level = max(level, base)
		case base > Possible && m.worksOn(f, demands):
			level, rest = max(level, Possible), Possible
		case base > Possible && outside(d):
			level = max(level, base)
		default:
			level = max(level, Possible)
		}
		open = append(open, d)
	}
	return level, rest, open
}

// metAnywhere reports whether a demand is met wherever it is made in f: no condition has to
// be looked for.
func (m *Model) metAnywhere(f *Func, d demand) bool {
	if d.is != demandNonNil {
		return false
	}
	met, strong := (&knowledge{m: m, f: f}).isNonNil(d)
	return met && strong
}

// justMisses reports whether an index is known to be no more than one beyond
// the ends of a slice: the loop or the test around it is off by one, or it is
// what strings.Index returns and was not tested.
func (k *knowledge) justMisses(f *Func, d demand) bool {
	if d.is != demandLess || d.within {
		return false
	}
	near := d.st
	switch {
	case d.st.a.isZero() && !d.st.b.isZero() && !d.st.b.len && d.st.c == 0: // it may be -1
		if k.m.worksOn(f, []demand{d}) {
			return false // and is given another value then
		}
		near.c = 1
	case d.st.b.len && !d.st.a.isZero() && (d.st.c == -1 || d.st.c == -2):
		near.c = 0
	default:
		return false
	}
	_, strong := k.proves(near)
	return strong
}

// isWrittenHere reports whether an index is of a list that f writes out: whatever else was
// tested, its author knows how long it is.
func (m *Model) isWrittenHere(f *Func, d demand) bool {
	v := d.st.b.root
	if d.is != demandLess || !d.st.b.len || v == nil || v.IsField() || d.st.b.path != "" {
		return false
	}
	return m.literalOf(m.definedBy(f, v)) != nil
}

// takesStrides reports whether a variable counts by more than one: what it goes through
// comes in so many, as a rule.
func (m *Model) takesStrides(f *Func, v *types.Var) bool {
	return v != nil && !v.IsField() && slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
		stride, ok := w.stmt, w.stmt != nil && w.stmt.Tok == token.ADD_ASSIGN
		return ok && len(stride.Rhs) == 1 && m.info.Types[stride.Rhs[0]].Value != nil && m.info.Types[stride.Rhs[0]].Value.ExactString() != "1"
	})
}

// meets reports whether a demand is proven, and whether it is whatever calls do.
func (k *knowledge) meets(d demand) (met, strong bool) {
	switch d.is {
	case demandLess:
		if met, strong = k.proves(d.st); !strong && d.within {
			if room, certain := k.withinCapacity(d.st); room {
				return true, certain
			}
		}
		return met, strong
	case demandNonZero:
		if d.x.isZero() {
			return d.x.c != 0, true
		}
		return k.nonZero(d.x)
	case demandNonNil:
		return k.isNonNil(d)
	case demandNil:
		return d.e != nil && k.m.info.Types[d.e].IsNil(), true
	case demandConstant:
		if d.e == nil {
			return false, false
		}
		return k.m.info.Types[d.e].Value != nil, true
	case demandSeen:
		return d.e != nil && k.m.allSeen(k.f, d.e), true
	}
	return false, false // nothing is known of what is demanded to come from inside
}

// withinCapacity reports whether a test of its capacity says that a slice has
// room for a bound, and whether it does whatever calls do.
func (k *knowledge) withinCapacity(st atMost) (met, strong bool) {
	for _, f := range k.facts.all {
		o, ok := k.m.opaqueOf(f.b)
		if !ok {
			continue
		}
		call, ok := ast.Unparen(o.e).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !k.m.isBuiltin(call, "cap") || k.m.lengthOf(call.Args[0]).symbol != st.b {
			continue
		}
		if met, strong = k.proves(atMost{st.a, f.b, st.c}); met {
			return met, strong
		}
	}
	return false, false
}

func (k *knowledge) nonZero(x linear) (met, strong bool) {
	for _, st := range []atMost{lessEqual(number(1), x), lessEqual(x, number(-1))} {
		if met, strong = k.proves(st); met {
			return met, strong
		}
	}
	for _, u := range k.unlike {
		if u.symbol == x.symbol && u.c == -x.c {
			return true, !u.weak
		}
	}
	return false, false
}

func (k *knowledge) isNonNil(d demand) (met, strong bool) {
	if d.e != nil && k.m.makesNonNil(d.e) {
		return true, true
	}
	if d.at == (symbol{}) {
		return false, false
	}
	if strong, ok := k.nonNil[d.at]; ok {
		return true, strong
	}
	if d.at.root == nil {
		return false, false
	}
	if d.at.path == "" {
		return k.m.onlyNonNil(k.f, d.at.root), true
	}
	if k.m.madeInLiteral(k.f, d.at) {
		return true, !k.m.isHandedOn(k.f, d.at.root, k.at)
	}
	fields := fieldsOf(d.at)
	return len(fields) > 0 && k.m.fieldMade(fields[len(fields)-1]), false
}

// madeInLiteral reports whether a field of a local struct is given a value that
// is not nil by the literal that the struct is made with, and by nothing else.
func (m *Model) madeInLiteral(f *Func, s symbol) bool {
	if m.isPlain(s.root) {
		return false
	}
	writes := m.writesTo(f, s.root)
	if len(writes) != 1 || writes[0].rhs == nil {
		return false
	}
	lit := m.literalOf(writes[0].rhs)
	if lit == nil {
		return false
	}
	value := m.fieldIn(lit, s.path)
	for _, field := range fieldsOf(s) {
		for _, w := range m.fieldWritesTo(field) {
			if contains(w.in, f.Root.Node) && !w.through {
				return false
			}
		}
	}
	return value != nil && m.makesNonNil(value)
}

// onlyNonNil reports whether a local variable is only given values that are
// not nil. A value, not a pointer, is none either.
func (m *Model) onlyNonNil(f *Func, v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Signature, *types.Chan, *types.Slice, *types.Interface:
	default:
		return true
	}
	if v.IsField() || v.Pkg() != m.pass.Pkg || m.isParam(v) {
		return false
	}
	writes := m.writesTo(f, v)
	if v.Parent() == v.Pkg().Scope() {
		if v.Exported() {
			return false
		}
		writes = m.fieldWritesTo(v)
	}
	given := 0
	for _, w := range writes {
		if w.through {
			continue
		}
		if w.rhs == nil || !m.makesNonNil(w.rhs) {
			return false
		}
		given++
	}
	return given > 0
}

// fieldMade reports whether some code of the package gives the field a value
// that is not nil: the constructor, as a rule.
func (m *Model) fieldMade(v *types.Var) bool {
	if v.Pkg() != m.pass.Pkg {
		return false
	}
	exprs := m.packageVars()[v.Origin()]
	return slices.ContainsFunc(exprs, func(e ast.Expr) bool { return e != nil && e != unknownExpr && m.makesNonNil(e) })
}

// violates reports whether it is proven that a demand is not met.
func (k *knowledge) violates(d demand) bool {
	switch d.is {
	case demandLess:
		if d.st.a == d.st.b {
			return d.st.c < 0
		}
		_, strong := k.proves(d.st.not())
		return strong
	case demandNonZero:
		if d.x.isZero() {
			return d.x.c == 0
		}
		_, low := k.proves(lessEqual(number(0), d.x))
		_, high := k.proves(lessEqual(d.x, number(0)))
		return low && high
	case demandNonNil:
		if d.at.root == nil || d.at.path != "" || k.m.isPlain(d.at.root) {
			return d.e != nil && k.m.info.Types[d.e].IsNil()
		}
		return k.m.onlyNil(k.f, d.at.root)
	}
	return false
}

// isPlain reports whether nothing can be said of the values of a variable.
func (m *Model) isPlain(v *types.Var) bool {
	return v.IsField() || v.Pkg() != m.pass.Pkg || m.isParam(v) || v.Parent() == v.Pkg().Scope()
}

// onlyNil reports whether a local variable is declared and never given a value.
func (m *Model) onlyNil(f *Func, v *types.Var) bool {
	writes := m.writesTo(f, v)
	return len(writes) == 1 && writes[0].zero
}

// needsOf returns the demands as needs of the caller of f, or nil if no caller
// can see to all of them.
func (m *Model) needsOf(f *Func, demands []demand) (needs []Need) {
	for _, d := range demands {
		need := Need{Is: uint8(d.is)}
		var ok bool
		switch d.is {
		case demandLess:
			var okB bool
			need.A, ok = m.termOf(f, d.st.a)
			need.B, okB = m.termOf(f, d.st.b)
			need.C = d.st.c
			ok = ok && okB && (need.A.Param != NoParam || need.B.Param != NoParam) // no caller changes a constant
		case demandNonZero:
			need.A, ok = m.termOf(f, d.x.symbol)
			need.C = d.x.c
			ok = ok && need.A.Param != NoParam
		case demandNonNil, demandNil, demandConstant, demandInside, demandSeen:
			if d.is == demandInside && d.at.root != nil && d.at.path == "" && m.isParam(d.at.root) && m.paramIndex(f, d.at.root) != NoParam {
				need.A, ok = Term{Param: m.paramIndex(f, d.at.root)}, true // even if it is then cut
				break
			}
			need.A, ok = m.termOf(f, d.at)
			ok = ok && d.at != symbol{}
		}
		if !ok {
			return nil
		}
		needs = append(needs, need)
	}
	return needs
}

// termOf returns a symbol as a term of the parameters of f.
func (m *Model) termOf(f *Func, s symbol) (Term, bool) {
	if s.isZero() {
		return Term{Param: NoParam}, true
	}
	if s.root == nil {
		return Term{}, false
	}
	i := m.paramIndex(f, s.root)
	if i == NoParam || len(m.writesTo(f, s.root)) > 0 {
		return Term{}, false
	}
	if strings.Count(s.path, ".") > maxTrail {
		return Term{}, false
	}
	for _, field := range fieldsOf(s) {
		if s.path != "" && slices.ContainsFunc(m.fieldWritesTo(field), func(w write) bool { return contains(w.in, f.Root.Node) }) {
			return Term{}, false
		}
	}
	return Term{Param: i, Path: s.path, Len: s.len}, true
}

// paramIndex returns the index of a parameter of f, Receiver, or NoParam.
func (m *Model) paramIndex(f *Func, v *types.Var) int {
	if decl, ok := f.Node.(*ast.FuncDecl); ok && decl.Recv != nil {
		for id := range names(decl.Recv) {
			if m.info.Defs[id] == v {
				return Receiver
			}
		}
	}
	i := 0
	for _, field := range f.Type.Params.List {
		for _, id := range field.Names {
			if m.info.Defs[id] == v {
				return i
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return NoParam
}
