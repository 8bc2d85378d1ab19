package task

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A Level says how sure a fault is. Of what can panic it depends on where the
// data comes from; of a group or channel, on how much of its life was seen.
type Level uint8

const (
	Possible Level = iota + 1
	Likely
	Certain
)

// A Danger is an operation that can panic, as a caller of the function that
// leads to it sees it.
type Danger struct {
	Kind  Kind
	Level Level
	Needs []Need // what a caller has to meet for it not to panic; none if no caller can
	File  string // base name
	Line  int
	Hops  []string // the functions on the way from the one that has it, itself left out
}

// String gives the danger in the words that the tests of the model expect.
func (d Danger) String() string {
	var needs []string
	for _, n := range d.Needs {
		needs = append(needs, n.String())
	}
	return fmt.Sprintf("panics(%s,%s%s)", strings.ReplaceAll(d.Kind.Short(), " ", "-"), d.Level, strings.Join(append([]string{""}, needs...), ","))
}

func (l Level) String() string { return [...]string{"", "possible", "likely", "certain"}[l] }

// String gives the need as a condition on the parameters p0, p1, ...
func (n Need) String() string {
	switch demandKind(n.Is) {
	case demandLess:
		return fmt.Sprintf("%v<=%v%+d", n.A, n.B, n.C)
	case demandNonZero:
		return fmt.Sprintf("%v%+d!=0", n.A, n.C)
	case demandNonNil:
		return n.A.String() + "!=nil"
	case demandNil:
		return n.A.String() + "=nil"
	case demandConstant:
		return "const(" + n.A.String() + ")"
	case demandSeen:
		return "seen(" + n.A.String() + ")"
	}
	return "inside(" + n.A.String() + ")"
}

func (t Term) String() string {
	var s string
	switch t.Param {
	case NoParam:
		return "0"
	case Receiver:
		s = "recv"
	default:
		s = fmt.Sprintf("p%d", t.Param)
	}
	if s += t.Path; t.Len {
		return "len(" + s + ")"
	}
	return s
}

// A Need is a condition on what a function is called with.
type Need struct {
	Is   uint8 // a demandKind
	A, B Term  // A <= B + C; of the others A
	C    int64
}

// A Term is a number, or a value: a parameter, a field reached from it, or a
// length of either. The number 0 has the parameter NoParam.
type Term struct {
	Param int
	Path  string
	Len   bool
}

// NoParam stands for no parameter: the term is the number 0.
const NoParam = -2

// maxDangers bounds what is kept of one function, maxTrail the way to it.
const (
	maxDangers = 8
	maxTrail   = 3
)

// A danger is a Danger in this package.
type danger struct {
	Danger
	op      ast.Node   // the operation, or the call of another package that leads to it
	show    ast.Node   // what a message shows of it, nil if it is in another package
	in      *Func      // the function around it
	path    []ast.Node // the calls from the function to it, outermost first
	far     string     // what is called in another package
	unseen  bool       // it is a call of code that cannot be seen, or worse than nothing else
	demands []demand   // those not met, in terms of the function that has the danger
}

// dangersOf returns what can panic when f is called, and is not stopped in f:
// the worst first. Functions that call each other are one.
func (m *Model) dangersOf(f *Func) []danger {
	if f.dangersKnown {
		return f.dangers
	}
	if f.visit != 0 { // being looked at
		m.lowest = min(m.lowest, f.visit)
		return nil
	}
	m.visits++
	f.visit = m.visits
	m.visiting = append(m.visiting, f)
	outer := m.lowest
	m.lowest = f.visit
	found := m.findDangers(f)
	if m.lowest < f.visit {
		f.dangers = found // in a circle that is not complete
	} else {
		m.closeCircle(f, found)
	}
	m.lowest = min(outer, m.lowest)
	return found
}

// closeCircle gives all functions of a circle what any of them has.
func (m *Model) closeCircle(f *Func, found []danger) {
	i := slices.Index(m.visiting, f)
	circle := slices.Clone(m.visiting[i:])
	m.visiting = m.visiting[:i]
	f.dangers = found
	if len(circle) > 1 {
		var all []danger
		for _, g := range circle {
			for _, d := range g.dangers {
				if d.in != g && len(d.Needs) > 0 { // of what it is called with on the way, nothing is known
					d.Needs, d.demands = nil, nil
				}
				all = append(all, d)
			}
		}
		all = m.best(all)
		for _, g := range circle {
			g.dangers = all
		}
	}
	for _, g := range circle {
		g.dangersKnown, g.visit = true, 0
	}
}

// findDangers looks for what can panic in the frame of f and below.
func (m *Model) findDangers(f *Func) (found []danger) {
	for n := range f.own() {
		if op, ok := m.operationAt(f, n); ok {
			if d, ok := m.judge(f, op); ok && m.leavesFrame(f, n, &d) {
				found = append(found, d)
			}
		}
		for _, d := range m.furtherDangers(f, n) {
			if m.leavesFrame(f, n, &d) {
				found = append(found, d)
			}
		}
	}
	return m.best(found)
}

// furtherDangers returns what can panic at a node beside its operation: in what
// it calls, or for the key of a map.
func (m *Model) furtherDangers(f *Func, n ast.Node) []danger {
	switch n := n.(type) {
	case *ast.CallExpr:
		return m.callDangers(f, n)
	case *ast.RangeStmt:
		if _, ok := typeOf(m.info, n.X).Underlying().(*types.Signature); ok {
			return m.iteratorDangers(f, n)
		}
	case *ast.IndexExpr:
		if t, ok := typeOf(m.info, n.X).Underlying().(*types.Map); ok && m.isAssigned(f, n) && m.known.offKind != KindKey && hasInterface(t.Key(), 0) && !m.comparable(n.Index) {
			return []danger{{Danger: Danger{Kind: KindKey, Level: Possible}, op: n, show: n, in: f}}
		}
	}
	return nil
}

// leavesFrame reports whether a panic at n leaves f. One that a deferred call
// may stop, or not, is no more than possible.
func (m *Model) leavesFrame(f *Func, n ast.Node, d *danger) bool {
	at := n
	if call, ok := n.(*ast.CallExpr); ok && m.deferrals[call] != nil {
		at = m.deferrals[call]
	}
	if m.without(ruleGuards) {
		return true
	}
	switch m.frameFate(f, at) {
	case Contained:
		return false
	case Depends, FateUnknown:
		d.Level = Possible
	}
	return true
}

// best returns the dangers that matter: of those that no caller can prevent
// the one that is most sure and nearest, and those that a caller can.
func (m *Model) best(all []danger) []danger {
	if len(all) < 2 {
		return all
	}
	slices.SortStableFunc(all, compareDangers)
	var kept []danger
	var certainly Level // the level that is there whatever a caller does
	for _, d := range all {
		if d.Level <= certainly || len(kept) == maxDangers && d.Level == Possible {
			continue
		}
		if len(kept) == maxDangers-1 && len(d.Needs) > 0 {
			d.Needs, d.demands = nil, nil // too many to tell apart
			d.Level = min(d.Level, Likely)
		}
		if len(d.Needs) == 0 {
			certainly = max(certainly, d.Level)
		} else if slices.ContainsFunc(kept, func(o danger) bool { return o.Level >= d.Level && slices.Equal(o.Needs, d.Needs) }) {
			continue
		}
		kept = append(kept, d)
	}
	return kept
}

func compareDangers(a, b danger) int {
	switch {
	case a.Level != b.Level:
		return int(b.Level) - int(a.Level)
	case len(a.Needs) == 0 && len(b.Needs) > 0:
		return -1
	case len(a.Needs) > 0 && len(b.Needs) == 0:
		return 1
	case weightOf(a) != weightOf(b):
		return weightOf(b) - weightOf(a)
	case len(a.path) != len(b.path):
		return len(a.path) - len(b.path)
	}
	return int(a.op.Pos() - b.op.Pos())
}

// weightOf says how much a kind tells a reader, among equally sure ones.
func weightOf(d danger) int {
	switch d.Kind {
	case KindPanic, KindMust:
		return 3
	case KindUnseen, KindNil, KindCompare, KindKey:
		return 1
	}
	return 2
}

// judge tries to prove that an operation does not panic. What is left is a
// danger, of a level that depends on where what decides it comes from.
func (m *Model) judge(f *Func, op operation) (danger, bool) {
	d := danger{Danger: Danger{Kind: op.kind}, op: op.node, show: op.show, in: f}
	if ok := m.special(f, &op); ok {
		return d, false
	}
	d.Level, d.demands = m.unmet(f, op.node, op.demands, op.base, func(d demand) bool {
		return (d.is != demandNonNil || op.kind == KindNilMap) && m.anyOutside(f, op.data)
	})
	if d.Level == 0 {
		return d, false
	}
	switch d.Needs = m.needsOf(f, d.demands); {
	case d.Needs != nil:
		d.Level = max(d.Level, op.base) // for the caller to say
	case d.Level == Likely:
		m.leaveToCaller(f, &d, op.data)
	}
	return d, true
}

// leaveToCaller makes a danger one that the caller judges, if what the caller
// passes is all that decides it.
func (m *Model) leaveToCaller(f *Func, d *danger, data []ast.Expr) {
	outside, params := m.beyondParams(f, data)
	if outside || len(params) == 0 {
		return
	}
	d.demands = nil
	for _, v := range params {
		d.demands = append(d.demands, demand{is: demandInside, at: symbol{root: v}})
	}
	if d.Needs = m.needsOf(f, d.demands); d.Needs == nil {
		d.demands = []demand{{is: demandNever}}
	}
}

// unmet returns the demands that are not proven at n, and the level that this
// makes, 0 if there are none. A demand that is only met as long as no call
// changes a field is not met, and no more than possible.
func (m *Model) unmet(f *Func, n ast.Node, demands []demand, base Level, outside func(demand) bool) (level Level, open []demand) {
	var k *knowledge
	for _, d := range demands {
		if k == nil {
			k = m.knownAt(f, n)
		}
		met, strong := k.meets(d)
		switch {
		case met && strong:
			continue
		case met:
			level = max(level, Possible)
			open = append(open, demand{is: demandNever})
			continue
		case k.violates(d):
			level = max(level, Certain)
		case base > Possible && (outside(d) || k.justMisses(f, d)):
			level = max(level, base)
		default:
			level = max(level, Possible)
		}
		open = append(open, d)
	}
	return level, open
}

// justMisses reports whether an index is known to be no more than one beyond
// the ends of a slice: the loop or the test around it is off by one, or it is
// what strings.Index returns and was not tested.
func (k *knowledge) justMisses(f *Func, d demand) bool {
	if d.is != demandLess {
		return false
	}
	near := d.st
	switch {
	case d.st.a.isZero() && !d.st.b.isZero() && !d.st.b.len && d.st.c == 0: // it may be -1
		near.c = 1
	case d.st.b.len && !d.st.a.isZero() && (d.st.c == -1 || d.st.c == -2):
		near.c = 0
	default:
		return false
	}
	_, strong := k.proves(near)
	return strong
}

// meets reports whether a demand is proven, and whether it is whatever calls do.
func (k *knowledge) meets(d demand) (met, strong bool) {
	switch d.is {
	case demandLess:
		return k.proves(d.st)
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
		return true, true
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
			if contains(w.in, f.Root.Node) {
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
			ok = ok && okB
		case demandNonZero:
			need.A, ok = m.termOf(f, d.x.symbol)
			need.C = d.x.c
		case demandNonNil, demandNil, demandConstant, demandInside, demandSeen:
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
