package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says where data comes from. What comes from outside of a function
// is what its author cannot have known: a parameter, a value received, decoded
// or looked up, the result of a call. What the function, or the package in its
// own fields, computes by itself may follow an invariant that is not seen.

// maxSources bounds how far data is followed to where it comes from.
const maxSources = 5

func (m *Model) anyOutside(f *Func, data []ast.Expr) bool {
	return slices.ContainsFunc(data, func(e ast.Expr) bool { return m.outside(f, e, 0) })
}

// outside reports whether the value of e, an expression in f, comes from
// outside.
func (m *Model) outside(f *Func, e ast.Expr, depth int) bool {
	if m.without(ruleOutside) || e == nil || depth > maxSources {
		return false
	}
	if e == unknownExpr {
		return true
	}
	if el, ok := e.(*element); ok {
		return m.outside(f, el.of, depth+1)
	}
	e = ast.Unparen(e)
	if m.info.Types[e].Value != nil {
		return false
	}
	switch e := e.(type) {
	case *ast.Ident:
		return m.outsideVar(f, e, depth)
	case *ast.SelectorExpr:
		return m.outsideField(f, e, depth)
	case *ast.CallExpr:
		return m.outsideCall(f, e, depth)
	case *ast.IndexExpr:
		if _, ok := typeOf(m.info, e.X).Underlying().(*types.Map); ok {
			return m.outside(f, e.X, depth+1) || m.outside(f, e.Index, depth+1)
		}
		return m.outside(f, e.X, depth+1)
	case *ast.SliceExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.StarExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.TypeAssertExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.UnaryExpr:
		return e.Op == token.ARROW || m.outside(f, e.X, depth+1)
	case *ast.BinaryExpr:
		return m.outside(f, e.X, depth+1) || m.outside(f, e.Y, depth+1)
	}
	return false
}

func (m *Model) outsideVar(f *Func, id *ast.Ident, depth int) bool {
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok {
		return false
	}
	if m.isParam(v) && v.Kind() != types.ResultVar {
		return v.Kind() == types.ParamVar
	}
	if v.Pkg() != m.pass.Pkg {
		return true
	}
	if v.Parent() == v.Pkg().Scope() {
		return m.outsideWrites(f, v, m.fieldWritesTo(v), depth)
	}
	return m.outsideWrites(f, v, m.writesTo(f, v), depth)
}

func (m *Model) outsideWrites(f *Func, v *types.Var, writes []write, depth int) bool {
	for _, w := range writes {
		switch {
		case w.step != 0, w.zero:
		case w.stmt != nil && w.rhs == nil && len(w.stmt.Rhs) == 1 && len(w.stmt.Lhs) > 1:
			if m.outside(f, w.stmt.Rhs[0], depth+1) {
				return true
			}
		case w.rhs != nil && m.outside(m.frameAt(f, w.in), w.rhs, depth+1):
			return true
		}
	}
	return false
}

// frameAt returns the root around pos, f if there is none.
func (m *Model) frameAt(f *Func, pos token.Pos) *Func {
	if f != nil && contains(pos, f.Root.Node) {
		return f
	}
	if root := m.rootAt(pos); root != nil {
		return root
	}
	return f
}

// outsideField reports whether the value of a field comes from outside: one
// that others set, or that this package sets to what comes from outside.
func (m *Model) outsideField(f *Func, e *ast.SelectorExpr, depth int) bool {
	v, ok := m.info.Uses[e.Sel].(*types.Var)
	if !ok {
		return false
	}
	if !v.IsField() {
		return v.Pkg() != m.pass.Pkg || m.outsideVar(f, e.Sel, depth)
	}
	if v.Pkg() != m.pass.Pkg {
		return true
	}
	exprs := m.packageVars()[v.Origin()]
	if v.Exported() && (len(exprs) == 0 || m.outside(f, e.X, depth+1)) {
		return true
	}
	for _, rhs := range exprs {
		if rhs == nil || rhs == unknownExpr {
			continue
		}
		pos := rhs.Pos()
		if el, ok := rhs.(*element); ok {
			pos = el.of.Pos()
		}
		if m.outside(m.frameAt(f, pos), rhs, depth+1) {
			return true
		}
	}
	return false
}

// outsideCall reports whether the result of a call comes from outside: of one
// that only computes, if what it is given does.
func (m *Model) outsideCall(f *Func, call *ast.CallExpr, depth int) bool {
	if m.info.Types[call.Fun].IsType() {
		return len(call.Args) == 1 && m.outside(f, call.Args[0], depth+1)
	}
	args := func() bool {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && m.info.Selections[sel] != nil && m.outside(f, sel.X, depth+1) {
			return true
		}
		return slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.outside(f, e, depth+1) })
	}
	switch obj := m.callee(call).(type) {
	case *types.Builtin:
		return obj.Name() != "make" && obj.Name() != "new" && args()
	case *types.Func:
		if obj.Pkg() != nil && computes[obj.Pkg().Path()] {
			return args()
		}
		if g := m.decls[obj]; g != nil && g.Type.Results.NumFields() == 1 {
			exprs, all := g.results()
			if all {
				return slices.ContainsFunc(exprs, func(e ast.Expr) bool { return m.outside(g, e, depth+2) })
			}
		}
	}
	return true
}

// computes are the packages of std that only compute with what they are given.
var computes = map[string]bool{
	"bytes": true, "cmp": true, "errors": true, "fmt": true, "maps": true, "math": true, "math/bits": true, "path": true,
	"path/filepath": true, "slices": true, "sort": true, "strconv": true, "strings": true, "sync/atomic": true, "unicode": true, "unicode/utf8": true,
}

// special judges what the arithmetic cannot: channels, assertions and the
// callbacks of sort. It reports whether an operation is known not to panic, and
// lowers the base of one that follows a well-known idiom.
func (m *Model) special(f *Func, op *operation) (harmless bool) {
	if m.isOrdering(f) {
		op.base = Possible
	}
	switch op.kind {
	case KindSend:
		send := op.node.(*ast.SendStmt)
		return m.judgeChan(f, op, send, send.Chan)
	case KindClose:
		call := op.node.(*ast.CallExpr)
		return m.judgeChan(f, op, call, call.Args[0])
	case KindAssert:
		if m.holdsOneType(f, op.node.(*ast.TypeAssertExpr).X) {
			op.base = Possible
		}
	}
	return false
}

// isOrdering reports whether f orders the elements of a slice, or is a method
// of a heap: what it is given are indices of the slice.
func (m *Model) isOrdering(f *Func) bool {
	if f.Obj != nil {
		switch f.Obj.Name() {
		case "Less", "Swap", "Push", "Pop":
			return f.Obj.Signature().Recv() != nil
		}
		return false
	}
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return false
	}
	call, ok := m.parent(f, lit).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && (fn.Pkg().Path() == "sort" || fn.Pkg().Path() == "slices")
}

// holdsOneType reports whether x is what a container of std returns that holds
// values of one type by its use: sync.Pool, sync.Map, list, heap, atomic.Value.
func (m *Model) holdsOneType(f *Func, x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		fn, ok := m.callee(x).(*types.Func)
		if !ok || fn.Pkg() == nil {
			return false
		}
		switch fn.Pkg().Path() {
		case "sync", "sync/atomic", "container/list", "container/heap", "container/ring":
			return true
		}
		return fn.Pkg().Path() == "context" && fn.Name() == "Value"
	case *ast.SelectorExpr:
		v := m.variable(x)
		return v != nil && v.IsField() && v.Name() == "Value" && v.Pkg() != nil && isStd(v.Pkg().Path())
	case *ast.Ident:
		v, ok := m.info.ObjectOf(x).(*types.Var)
		if !ok || v.IsField() || v.Pkg() != m.pass.Pkg {
			return false
		}
		if m.isParam(v) { // of a callback of sync.Map.Range
			lit, ok := f.Node.(*ast.FuncLit)
			if !ok || !contains(v.Pos(), f.Type) {
				return false
			}
			call, ok := m.parent(f, lit).(*ast.CallExpr)
			return ok && m.holdsOneType(f, call)
		}
		for _, w := range m.writesTo(f, v) {
			e := w.rhs
			if e == nil && w.stmt != nil && len(w.stmt.Rhs) == 1 {
				e = w.stmt.Rhs[0]
			}
			if e != nil && m.holdsOneType(f, e) {
				return true
			}
		}
	}
	return false
}

// judgeChan judges a send on, or a close of, a channel by the places that
// close it. It panics for sure enough if another close comes before it, and
// never if none does.
func (m *Model) judgeChan(f *Func, op *operation, at ast.Node, ch ast.Expr) (harmless bool) {
	op.base = Possible
	v := m.variable(ch)
	if m.without(ruleChannels) || v == nil || v.Pkg() != m.pass.Pkg {
		return false
	}
	local := !v.IsField() && v.Parent() != v.Pkg().Scope() && !m.isParam(v)
	if op.kind == KindClose && !(local && m.onlyNonNil(f, v)) && !m.madeOnce(v) {
		return false
	}
	strong := local && m.staysHere(f, v)
	for _, c := range m.closesOf(v) {
		if c.call == at {
			if len(m.loopsIn(f, at)) > 0 && op.kind == KindClose && !m.madeInLoop(f, at, v) {
				strong = false
			}
			continue
		}
		if c.in == f && c.deferred && op.kind == KindSend {
			continue // at the end of the same function
		}
		if c.in == f && c.call.Pos() > at.Pos() && !m.sharesLoop(f, at, c.call) {
			continue
		}
		strong = false
		if c.in.Root == f.Root && c.call.Pos() < at.Pos() && !c.deferred && local && m.comesFirst(f, c, at) {
			op.base, op.data = Likely, []ast.Expr{unknownExpr}
		}
	}
	return strong
}

// A closing is a call of close.
type closing struct {
	call     *ast.CallExpr
	in       *Func
	deferred bool
}

// closesOf returns the places of the package that close a channel variable.
func (m *Model) closesOf(v *types.Var) []closing {
	if m.closes == nil {
		m.closes = make(map[*types.Var][]closing)
		for _, f := range m.all {
			for n := range f.own() {
				call, ok := n.(*ast.CallExpr)
				if !ok || !m.isBuiltin(call, "close") || len(call.Args) != 1 {
					continue
				}
				if v := m.variable(call.Args[0]); v != nil {
					m.closes[v] = append(m.closes[v], closing{call, f, m.deferrals[call] != nil})
				}
			}
		}
	}
	return m.closes[v.Origin()]
}

// comesFirst reports whether a close has happened, on a path that goes on,
// before at is executed.
func (m *Model) comesFirst(f *Func, c closing, at ast.Node) bool {
	if m.started[c.call] || c.in != f && !contains(at.Pos(), c.in.Node) {
		return false
	}
	child := ast.Node(c.call)
	for up := m.parent(c.in, child); up != nil; up = m.parent(c.in, child) {
		if contains(at.Pos(), up) {
			block, ok := up.(*ast.BlockStmt)
			return ok && block != nil
		}
		if block, ok := up.(*ast.BlockStmt); ok && m.leaves(block.List) {
			return false
		}
		if m.leaves(clauseBody(up)) {
			return false
		}
		child = up
	}
	return false
}

// clauseBody returns the statements of a clause of a switch or select.
func clauseBody(n ast.Node) []ast.Stmt {
	switch c := n.(type) {
	case *ast.CaseClause:
		return c.Body
	case *ast.CommClause:
		return c.Body
	}
	return nil
}

// staysHere reports whether a local channel is only made, sent on, received
// from, closed and measured: nobody else can close it.
func (m *Model) staysHere(f *Func, v *types.Var) bool {
	for _, id := range m.usesIn(f.Root, v) {
		switch up := m.parent(f, id).(type) {
		case *ast.SendStmt:
			if ast.Unparen(up.Value) == id {
				return false
			}
		case *ast.UnaryExpr:
			if up.Op != token.ARROW {
				return false
			}
		case *ast.RangeStmt, *ast.BinaryExpr:
		case *ast.CallExpr:
			if _, ok := m.callee(up).(*types.Builtin); !ok && !m.onlyReceives(up, id) {
				return false
			}
		case *ast.AssignStmt:
			if slices.ContainsFunc(up.Rhs, func(e ast.Expr) bool { return ast.Unparen(e) == id }) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// onlyReceives reports whether a call gets the channel to receive from.
func (m *Model) onlyReceives(call *ast.CallExpr, id *ast.Ident) bool {
	sig, ok := typeOf(m.info, call.Fun).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for i, arg := range call.Args {
		if ast.Unparen(arg) == id && i < sig.Params().Len() {
			ch, ok := sig.Params().At(i).Type().Underlying().(*types.Chan)
			return ok && ch.Dir() == types.RecvOnly
		}
	}
	return false
}

func (m *Model) loopsIn(f *Func, at ast.Node) (loops []ast.Node) {
	for up := m.parent(f, at); up != nil && up != f.Node; up = m.parent(f, up) {
		switch up.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loops = append(loops, up)
		}
	}
	return loops
}

func (m *Model) madeInLoop(f *Func, at ast.Node, v *types.Var) bool {
	return slices.ContainsFunc(m.loopsIn(f, at), func(l ast.Node) bool { return contains(v.Pos(), l) })
}

func (m *Model) sharesLoop(f *Func, a, b ast.Node) bool {
	return slices.ContainsFunc(m.loopsIn(f, a), func(l ast.Node) bool { return contains(b.Pos(), l) })
}

// madeOnce reports whether a field is only given new channels.
func (m *Model) madeOnce(v *types.Var) bool {
	if !v.IsField() || v.Exported() {
		return false
	}
	return m.fieldMade(v)
}
