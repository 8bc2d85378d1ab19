package task

import (
	"fmt"
	"go/ast"
	"go/token"
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

	// Always says that the operation is reached whenever the function is called,
	// so that a call which breaks a need is bound to panic. Of another one, that
	// it is not reached may be what the call is for.
	Always bool
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

// maxDangers bounds what is kept of one function, maxTrail the way to it in a
// fact, and maxWay how far a danger is passed on as more than possible: beyond,
// it may follow an invariant.
const (
	maxDangers = 8
	maxTrail   = 3
	maxWay     = 3
)

// A danger is a Danger in this package.
type danger struct {
	Danger
	op       ast.Node   // the operation, or the call of another package that leads to it
	show     ast.Node   // what a message shows of it, nil if it is in another package
	in       *Func      // the function around it
	path     []ast.Node // the calls from the function to it, outermost first
	far      string     // what is called in another package
	whatever bool       // that panics whatever it is given
	demands  []demand   // those not met, in terms of the function that has the danger
}

// dangersOf returns what can panic when f is called, and is not stopped in f:
// the worst first. Functions that call each other are one.
func (m *Model) dangersOf(f *Func) []danger {
	if f.dangersKnown {
		return f.dangers
	}
	if f.visit != 0 { // being looked at
		f.again++
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
	return f.dangers
}

// closeCircle gives all functions of a circle what any of them has: each reaches the
// others, and itself, and of what they are called with on the way nothing is known.
func (m *Model) closeCircle(f *Func, found []danger) {
	i := slices.Index(m.visiting, f)
	circle := slices.Clone(m.visiting[i:])
	m.visiting = m.visiting[:i]
	f.dangers = found
	if len(circle) > 1 {
		var all []danger
		for _, g := range circle {
			for _, d := range g.dangers {
				all = append(all, d.unasked())
			}
		}
		all = m.best(all)
		for _, g := range circle {
			own := slices.DeleteFunc(slices.Clone(g.dangers), func(d danger) bool { return d.in != g })
			for _, d := range all {
				if d.in == g {
					d.Level = Possible // a caller knows what it passes, the first time
				}
				own = append(own, d)
			}
			g.dangers = m.best(own)
		}
	}
	for _, g := range circle {
		g.dangersKnown, g.visit = true, 0
	}
	if len(circle) == 1 {
		f.dangers = m.withOwnCalls(f)
	}
}

// withOwnCalls returns the dangers of a function with those of its calls of itself: if one
// of these passes what does not keep to a need, no caller can see to that. One that keeps
// to the same need keeps to it again and again.
func (m *Model) withOwnCalls(f *Func) []danger {
	if f.again == 0 || !slices.ContainsFunc(f.dangers, func(d danger) bool { return len(d.Needs) > 0 }) {
		return f.dangers
	}
	all := slices.Clone(f.dangers)
	unasked := func(d danger) {
		d = d.unasked()
		d.Level = min(d.Level, Possible)
		all = append(all, d)
	}
	if f.again > f.byName { // by way of a value, say: what it is called with then is not seen
		for _, d := range f.dangers {
			if len(d.Needs) > 0 {
				unasked(d)
			}
		}
		return m.best(all)
	}
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || !m.mayCall(f, call) || m.elsewhere(f, call) {
			continue
		}
		for _, d := range m.lifted(f, call, f) {
			again := slices.ContainsFunc(f.dangers, func(o danger) bool { return o.op == d.op && slices.Equal(o.Needs, d.Needs) })
			if !again && m.leavesFrame(f, n, &d) {
				unasked(d)
			}
		}
	}
	return m.best(all)
}

// mayCall reports whether a call in f is of f itself, by its name or by a value that it has.
func (m *Model) mayCall(f *Func, call *ast.CallExpr) bool {
	if fn, ok := m.callee(call).(*types.Func); ok && fn == f.Obj {
		return true
	}
	ts, _ := m.targets(f, call.Fun)
	return slices.ContainsFunc(ts, func(t target) bool { return t.fn == f })
}

// findDangers looks for what can panic in the frame of f and below.
func (m *Model) findDangers(f *Func) (found []danger) {
	told := told{of: make(map[symbol]bool)}
	take := func(n ast.Node, d danger) {
		if m.leavesFrame(f, n, &d) {
			found = append(found, d)
			told.note(d)
		}
	}
	for n := range f.own() {
		if op, ok := m.operationAt(f, n); ok && !told.says(m, f, op) {
			if d, ok := m.judge(f, op); ok {
				take(n, d)
			}
		}
		for _, d := range m.furtherDangers(f, n) {
			take(n, d)
		}
	}
	return m.best(found)
}

// told is what the dangers that are found in a function so far say. Most operations follow
// a pointer: of those that best would leave out nobody has to prove anything.
type told struct {
	there token.Pos       // where something can panic whatever a caller does
	of    map[symbol]bool // the pointers that a caller is asked for
}

func (t *told) note(d danger) {
	switch {
	case len(d.Needs) == 0 && len(d.path) == 0 && t.there == token.NoPos:
		t.there = d.op.Pos()
	case d.Kind == KindNil && len(d.Needs) == 1 && len(d.path) == 0 && len(d.demands) == 1:
		t.of[d.demands[0].at] = true
	}
}

// says reports whether an operation follows a pointer that is not nil for certain, and
// there is something before it that can panic anyway, or does for the same pointer.
func (t *told) says(m *Model, f *Func, op operation) bool {
	if op.kind != KindNil {
		return false
	}
	if len(op.demands) == 1 && op.demands[0].is == demandNonNil && t.of[op.demands[0].at] {
		return true
	}
	k := &knowledge{m: m, f: f, at: op.node}
	return t.there.IsValid() && t.there <= op.node.Pos() &&
		!slices.ContainsFunc(op.demands, func(d demand) bool { return d.is != demandNonNil || k.violates(d) })
}

// levelAt returns how sure it is that a node panics for some input.
func (m *Model) levelAt(f *Func, n ast.Node) (level Level) {
	if op, ok := m.operationAt(f, n); ok {
		if d, ok := m.judge(f, op); ok {
			level = d.Level
		}
	}
	for _, d := range m.furtherDangers(f, n) {
		level = max(level, d.Level)
	}
	return level
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
	switch n := n.(type) {
	case *ast.CallExpr:
		if d := m.deferrals[n]; d != nil {
			at = d
		}
	case *ast.RangeStmt:
		at = n.X // the statement itself has no place in the graph
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
		if len(kept) >= maxDangers-1 && len(d.Needs) > 0 {
			if d = d.unasked(); d.Level <= certainly { // too many to tell apart
				continue
			}
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

// unasked returns a danger that a caller could prevent as one of which no caller is asked.
func (d danger) unasked() danger {
	if len(d.Needs) == 0 {
		return d
	}
	d.Needs, d.demands = nil, nil
	if d.Level = min(d.Level, Likely); d.Kind.owed() {
		d.Level = Possible
	}
	return d
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
	d := danger{Danger: Danger{Kind: op.kind, Always: m.always(f, op.node, nil)}, op: op.node, show: op.show, in: f}
	if ok := m.special(f, &op); ok {
		return d, false
	}
	outside := func() bool { return m.strictly(op.kind, func() bool { return m.anyOutside(f, op.data) }) }
	var rest Level
	d.Level, rest, d.demands = m.unmet(f, op.node, op.demands, op.base, func(d demand) bool {
		return (d.is != demandNonNil || op.kind == KindNilMap) && outside()
	})
	if d.Level == 0 {
		return d, false
	}
	if op.kind != KindNilMap && !slices.ContainsFunc(d.demands, func(d demand) bool { return d.is != demandNonNil }) {
		rest = Possible // a nil pointer, whoever passes it
	}
	switch d.Needs = m.needsOf(f, d.demands); {
	case d.Needs != nil:
		d.Level = max(d.Level, rest) // for the caller to say
	case d.Level == Likely && (op.kind == KindIndex || op.kind == KindSlice) && !outside():
		sliced := []ast.Expr{slicedIn(op.node)}
		strides := slices.ContainsFunc(d.demands, func(d demand) bool { return m.takesStrides(f, d.st.a.root) })
		m.leaveToCaller(f, &d, sliced) // whether there is anything to miss
		if strides && d.Needs == nil && !m.strictly(op.kind, func() bool { return m.anyOutside(f, sliced) }) {
			d.Level = Possible
		}
	case d.Level == Likely:
		m.leaveToCaller(f, &d, op.data)
	}
	return d, true
}

// leaveToCaller makes a danger one that the caller judges, if what the caller
// passes is all that decides it.
func (m *Model) leaveToCaller(f *Func, d *danger, data []ast.Expr) {
	var params []*types.Var
	owed := d.Kind.owed() || len(d.demands) > 0 && d.demands[0].owed(d.Kind)
	outside := m.strictlyIf(owed, d.Kind, func() (outside bool) {
		outside, params = m.beyondParams(f, data)
		return outside
	})
	if outside || len(params) == 0 {
		return
	}
	d.demands = nil
	for _, v := range params {
		d.demands = append(d.demands, demand{is: demandInside, at: symbol{root: v}})
	}
	if d.Needs = m.needsOf(f, d.demands); d.Needs == nil {
		d.demands = []demand{{is: demandNever}}
		if owed {
			d.Level = Possible // no caller can be asked
		}
	}
}

// slicedIn returns what an operation indexes or slices.
func slicedIn(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.IndexExpr:
		return n.X
	case *ast.SliceExpr:
		return n.X
	}
	return nil
}
