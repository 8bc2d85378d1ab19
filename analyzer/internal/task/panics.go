package task

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A Kind is a kind of operation that can panic: a row for each run-time panic
// that the spec has and the compiler compiles, and for what cannot be seen.
// Reflection, unsafe, cgo and the fatal errors of the run-time system, which
// nothing can recover, are outside.
type Kind uint8

const (
	KindNone     Kind = iota
	KindPanic         // panic(x) (spec, "Handling panics")
	KindMust          // a call of a function that panics where its callee fails
	KindContract      // a call that does not meet what the function demands
	KindIndex         // x[i] out of range (spec, "Index expressions")
	KindSlice         // x[i:j] out of range (spec, "Slice expressions")
	KindArray         // a slice that is shorter than the array it is converted to
	KindDivide        // an integer division by zero (spec, "Integer operators")
	KindAssert        // x.(T) of another type (spec, "Type assertions")
	KindNilMap        // an assignment to an element of a nil map
	KindSend          // a send on a closed channel
	KindClose         // a close of a closed or nil channel
	KindMake          // make with a negative or too large size
	KindShift         // a shift by a negative count
	KindNil           // a nil pointer dereference
	KindMethod        // a method value of a nil interface
	KindCompare       // a comparison of interfaces that hold what has no comparison
	KindKey           // a map key of an interface type that has no comparison
	KindUnseen        // a call of code that cannot be seen
	KindYield         // a loop body that is called when its loop has ended
	KindRepanic       // panic with what was recovered: on purpose
)

// ofData reports whether it depends on the data alone: what indexes, asserts or divides
// by it may rely on an invariant, other than a send on a channel that is closed there.
func (k Kind) ofData() bool {
	switch k {
	case KindIndex, KindSlice, KindArray, KindDivide, KindAssert, KindMake, KindShift:
		return true
	}
	return false
}

// kinds has what a message says of each kind: of the operation's own text, %s,
// and where that cannot be shown.
var kinds = [...]struct{ says, short string }{
	KindPanic:    {"%s", "an explicit panic"},
	KindMust:     {"%s panics if that fails", "a call that panics where another fails"},
	KindContract: {"%s panics for some arguments, and these are not tested", "a call that panics for some arguments"},
	KindIndex:    {"%s may be out of range", "an index out of range"},
	KindSlice:    {"%s may be out of range", "a slice out of range"},
	KindArray:    {"%s panics if the slice is shorter", "a slice too short for its array"},
	KindDivide:   {"%s may divide by zero", "a division by zero"},
	KindAssert:   {"%s panics for any other type", "a type assertion"},
	KindNilMap:   {"%s may be an assignment to a nil map", "an assignment to a nil map"},
	KindSend:     {"%s may be closed when this sends on it", "a send on a closed channel"},
	KindClose:    {"%s may be closed twice", "a channel that is closed twice"},
	KindMake:     {"the size in %s may be negative", "make with a negative size"},
	KindShift:    {"the count in %s may be negative", "a shift by a negative count"},
	KindNil:      {"%s may dereference a nil pointer", "a nil pointer"},
	KindMethod:   {"%s may be a nil interface", "a nil interface"},
	KindCompare:  {"%s may compare what has no comparison", "a comparison of interfaces"},
	KindKey:      {"%s may have a key without comparison", "a map key without comparison"},
	KindUnseen:   {"%s is code that cannot be seen here", "code that cannot be seen"},
	KindYield:    {"%s may be called when the loop has ended", "a loop body that is called late"},
	KindRepanic:  {"%s panics again", "a panic that is raised again"},
}

// Short names the kind where its source is not shown.
func (k Kind) Short() string { return kinds[k].short }

// Says is what a message says of the operation, with %s for its source.
func (k Kind) Says() string { return kinds[k].says }

// An operation is what can panic at a node unless all its demands are met.
type operation struct {
	kind    Kind
	node    ast.Node
	show    ast.Node // what a message shows of it
	demands []demand
	base    Level // how sure it is if they are not met, and what decides it comes from outside
	data    []ast.Expr
}

// A demand is a condition for an operation not to panic.
type demand struct {
	is demandKind
	// within says that st is more than has to hold: a slice may be sliced up to its
	// capacity, of which nothing is known.
	within bool
	st     atMost   // for less
	x      linear   // for nonZero
	e      ast.Expr // for nonNil, isNil and constant
	at     symbol   // e where it has a symbol
}

type demandKind uint8

const (
	demandLess     demandKind = iota + 1 // st holds
	demandNonZero                        // x is not 0
	demandNonNil                         // e is not nil
	demandNil                            // e is nil
	demandConstant                       // e is a constant: it was tried
	demandInside                         // e does not come from outside
	demandSeen                           // e is a function whose body is seen: what can panic in it is counted
	demandNever                          // cannot be met
)

func (m *Model) less(x, y linear) demand { return demand{is: demandLess, st: lessEqual(x, y)} }

func (m *Model) notNil(e ast.Expr) demand {
	s, _ := m.keyOf(e)
	return demand{is: demandNonNil, e: e, at: s}
}

// operationAt returns what can panic at the node by itself, calls of functions
// left out.
func (m *Model) operationAt(f *Func, n ast.Node) (op operation, ok bool) {
	op, ok = m.operationOf(f, n)
	return op, ok && (op.kind != m.known.offKind || op.kind == KindNone)
}

func (m *Model) operationOf(f *Func, n ast.Node) (op operation, ok bool) {
	op.node, op.show = n, n
	switch n := n.(type) {
	case *ast.IndexExpr:
		return m.indexOperation(f, n)
	case *ast.SliceExpr:
		return m.sliceOperation(n), true
	case *ast.StarExpr:
		if m.isValue(n) {
			op.kind, op.demands = KindNil, []demand{m.notNil(n.X)}
			return op, true
		}
	case *ast.SelectorExpr:
		return m.selectOperation(f, n)
	case *ast.RangeStmt:
		if _, ok := typeOf(m.info, n.X).Underlying().(*types.Pointer); ok && n.Value != nil {
			op.kind, op.node, op.show, op.demands = KindNil, n.X, n.X, []demand{m.notNil(n.X)}
			return op, true
		}
	case *ast.SendStmt:
		op.kind, op.show, op.base, op.demands = KindSend, n.Chan, Likely, []demand{{is: demandNever}}
		return op, true
	case *ast.TypeAssertExpr:
		if n.Type != nil && !m.commaOK(f, n) && !m.provenType(f, n) {
			op.kind, op.base, op.data, op.demands = KindAssert, Likely, []ast.Expr{n.X}, []demand{{is: demandNever}}
			return op, true
		}
	case *ast.BinaryExpr:
		return m.binaryOperation(n)
	case *ast.AssignStmt:
		switch n.Tok {
		case token.QUO_ASSIGN, token.REM_ASSIGN:
			return m.division(n, n.Lhs[0], n.Rhs[0])
		case token.SHL_ASSIGN, token.SHR_ASSIGN:
			return m.shift(n, n.Rhs[0])
		}
	case *ast.CallExpr:
		return m.builtinOperation(f, n)
	}
	return op, false
}

func (m *Model) indexOperation(f *Func, n *ast.IndexExpr) (op operation, ok bool) {
	op = operation{kind: KindIndex, node: n, show: n, base: Likely, data: []ast.Expr{n.X}}
	if !m.isValue(n) {
		return op, false
	}
	t := typeOf(m.info, n.X).Underlying()
	switch t := t.(type) {
	case *types.Signature:
		return op, false
	case *types.Map:
		switch {
		case m.isAssigned(f, n):
			op.kind, op.data, op.demands = KindNilMap, []ast.Expr{n.X}, []demand{m.notNil(n.X)}
		case hasInterface(t.Key(), 0) && !m.comparable(n.Index):
			op.kind, op.base, op.demands = KindKey, Possible, []demand{{is: demandNever}}
		default:
			return op, false
		}
		return op, true
	case *types.Pointer:
		op.demands = append(op.demands, m.notNil(n.X))
	}
	i, length := m.linearOf(n.Index), m.lengthOf(n.X)
	if i.isZero() && length.isZero() {
		return op, len(op.demands) > 0 // the compiler has tested it
	}
	if !i.isZero() && !i.len {
		op.data = []ast.Expr{n.Index} // what decides it, and not the length
	}
	op.demands = append(op.demands, m.less(number(0), i), m.less(i.plus(1), length))
	return op, true
}

func (m *Model) sliceOperation(n *ast.SliceExpr) operation {
	op := operation{kind: KindSlice, node: n, show: n, base: Likely, data: []ast.Expr{n.X}}
	last, constant := number(0), true
	for _, e := range []ast.Expr{n.Low, n.High, n.Max} {
		if e == nil {
			continue
		}
		x := m.linearOf(e)
		if !x.isZero() && !x.len && constant {
			op.data, constant = nil, false // what decides it is the index
		}
		if !x.isZero() && !x.len {
			op.data = append(op.data, e)
		}
		op.demands = append(op.demands, m.less(last, x))
		last = x
	}
	if _, ok := typeOf(m.info, n.X).Underlying().(*types.Pointer); ok {
		op.demands = append(op.demands, m.notNil(n.X))
	}
	if last != number(0) {
		d := m.less(last, m.lengthOf(n.X))
		_, d.within = typeOf(m.info, n.X).Underlying().(*types.Slice)
		op.demands = append(op.demands, d)
	}
	return op
}

func (m *Model) selectOperation(f *Func, n *ast.SelectorExpr) (op operation, ok bool) {
	op.node, op.show = n, n
	sel := m.info.Selections[n]
	if sel == nil {
		return op, false
	}
	_, pointer := typeOf(m.info, n.X).Underlying().(*types.Pointer)
	switch sel.Kind() {
	case types.FieldVal:
		if sel.Indirect() {
			op.kind = KindNil
			if pointer {
				op.demands = append(op.demands, m.notNil(n.X))
			}
			if len(sel.Index()) > 1 { // through an embedded pointer
				op.demands = append(op.demands, demand{is: demandNever})
			}
			return op, true
		}
	case types.MethodVal:
		recv := sel.Obj().(*types.Func).Signature().Recv().Type()
		if types.IsInterface(recv) {
			if call, ok := m.parent(f, n).(*ast.CallExpr); !ok || ast.Unparen(call.Fun) != n {
				op.kind, op.demands = KindMethod, []demand{m.notNil(n.X)}
				return op, true
			}
			return op, false // the call is unseen anyway
		}
		if _, byPointer := recv.(*types.Pointer); pointer && !byPointer {
			op.kind, op.demands = KindNil, []demand{m.notNil(n.X)} // copies what it points at
			return op, true
		}
	}
	return op, false
}

func (m *Model) binaryOperation(n *ast.BinaryExpr) (op operation, ok bool) {
	switch n.Op {
	case token.QUO, token.REM:
		return m.division(n, n.X, n.Y)
	case token.SHL, token.SHR:
		return m.shift(n, n.Y)
	case token.EQL, token.NEQ:
		if m.comparesDynamically(n) && !m.comparable(n.X) && !m.comparable(n.Y) {
			return operation{kind: KindCompare, node: n, show: n, demands: []demand{{is: demandNever}}}, true
		}
	}
	return op, false
}

func (m *Model) division(n ast.Node, x, y ast.Expr) (op operation, ok bool) {
	if !m.divides(x, y) {
		return op, false
	}
	return operation{
		kind: KindDivide, node: n, show: n, base: Likely, data: []ast.Expr{m.decisive(y)},
		demands: []demand{{is: demandNonZero, x: m.linearOf(m.unconverted(y))}},
	}, true
}

// decisive returns what decides a number: of a length, what it is the length of.
func (m *Model) decisive(e ast.Expr) ast.Expr {
	e = m.unconverted(e)
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && m.isBuiltin(call, "len") && len(call.Args) == 1 {
		return call.Args[0]
	}
	return e
}

// unconverted returns what e converts to an integer type that is no smaller:
// it is zero if and only if e is.
func (m *Model) unconverted(e ast.Expr) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !m.info.Types[call.Fun].IsType() || len(call.Args) != 1 {
		return e
	}
	from, _, ok1 := intSize(typeOf(m.info, call.Args[0]))
	to, _, ok2 := intSize(typeOf(m.info, call))
	if !ok1 || !ok2 || from > to && to < 63 {
		return e
	}
	return m.unconverted(call.Args[0])
}

func (m *Model) shift(n ast.Node, y ast.Expr) (op operation, ok bool) {
	if _, unsigned, ok := intSize(typeOf(m.info, y)); !ok || unsigned || m.info.Types[y].Value != nil {
		return op, false
	}
	return operation{
		kind: KindShift, node: n, show: n, base: Possible, data: []ast.Expr{y},
		demands: []demand{m.less(number(0), m.linearOf(y))},
	}, true
}

// builtinOperation returns what can panic in a conversion or a call of a
// builtin function; panic itself is not one of them.
func (m *Model) builtinOperation(f *Func, call *ast.CallExpr) (op operation, ok bool) {
	op = operation{node: call, show: call}
	if m.info.Types[call.Fun].IsType() {
		if len(call.Args) != 1 {
			return op, false
		}
		n, isArray := arrayLen(typeOf(m.info, call))
		if _, slice := typeOf(m.info, call.Args[0]).Underlying().(*types.Slice); !slice || !isArray {
			return op, false
		}
		op.kind, op.base, op.data = KindArray, Likely, call.Args
		op.demands = []demand{m.less(number(n), m.lengthOf(call.Args[0]))}
		return op, true
	}
	b, isBuiltin := m.callee(call).(*types.Builtin)
	if !isBuiltin {
		return op, false
	}
	switch b.Name() {
	case "close":
		op.kind, op.base, op.show, op.demands = KindClose, Likely, call.Args[0], []demand{{is: demandNever}}
		return op, true
	case "make":
		last := number(0)
		op.kind, op.base = KindMake, Possible
		for _, size := range call.Args[1:] {
			x := m.linearOf(size)
			if x.isZero() && last.isZero() {
				last = x
				continue
			}
			op.data = append(op.data, size)
			op.demands = append(op.demands, m.less(last, x))
			last = x
		}
		return op, len(op.demands) > 0
	}
	return op, false
}

// hasInterface reports whether values of the type have a part whose type is
// only known when the program runs.
func hasInterface(t types.Type, depth int) bool {
	if depth > maxHops {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Array:
		return hasInterface(u.Elem(), depth+1)
	case *types.Struct:
		for v := range u.Fields() {
			if hasInterface(v.Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

// comparable reports whether the value of e has a comparison for certain: it is
// of a type that has, a constant, nil, or a variable of a package, such as
// io.EOF: those hold errors that are compared everywhere.
func (m *Model) comparable(e ast.Expr) bool {
	tv := m.info.Types[e]
	if tv.Value != nil || tv.IsNil() {
		return true
	}
	if t := typeOf(m.info, e); !hasInterface(t, 0) && types.Comparable(t) {
		return true
	}
	v := m.variable(e)
	return v != nil && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// provenType reports whether x.(T) stands in the case for T of a switch on the
// type of x.
func (m *Model) provenType(f *Func, n *ast.TypeAssertExpr) bool {
	s, ok := m.symbolOf(n.X)
	if !ok {
		return false
	}
	for up := m.parent(f, n); up != nil && up != f.Node; up = m.parent(f, up) {
		c, ok := up.(*ast.CaseClause)
		if !ok || len(c.List) != 1 || !types.Identical(typeOf(m.info, c.List[0]), typeOf(m.info, n)) {
			continue
		}
		sw, ok := m.parent(f, m.parent(f, c)).(*ast.TypeSwitchStmt)
		if !ok {
			continue
		}
		for e := range within(sw.Assign) {
			if a, ok := e.(*ast.TypeAssertExpr); ok {
				k := &knowledge{m: m, f: f, at: n}
				if x, ok := m.symbolOf(a.X); ok && x == s {
					holds, _ := k.holds(s, sw.Assign.End())
					return holds
				}
			}
		}
	}
	return false
}
