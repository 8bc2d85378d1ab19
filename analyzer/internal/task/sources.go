package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file says where data comes from. What comes from outside is what the
// author of the code cannot have known: what is read, decoded, received or
// given by a caller who is not seen, and what other modules return. What the
// module computes by itself may follow an invariant that is not seen here.

// maxSources bounds how far data is followed to where it comes from.
const maxSources = 20

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
		if _, ok := typeOf(m.info, el.of).Underlying().(*types.Chan); ok {
			return m.outsideReceived(f, el.of, depth)
		}
		return m.outside(f, el.of, depth+1)
	}
	e = ast.Unparen(e)
	if depth == 0 {
		m.sought = make(map[ast.Expr]bool)
	}
	if m.info.Types[e].Value != nil || m.sought[e] {
		return false // it was looked at before: the rest decides
	}
	m.sought[e] = true
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := m.info.ObjectOf(e).(*types.Var)
		return ok && m.outsideVar(f, v, depth)
	case *ast.SelectorExpr:
		return m.outsideField(f, e, depth)
	case *ast.CallExpr:
		return m.outsideCall(f, e, depth)
	case *ast.IndexExpr:
		return m.outside(f, e.X, depth+1) || isMap(typeOf(m.info, e.X)) && m.outside(f, e.Index, depth+1)
	case *ast.SliceExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.StarExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.TypeAssertExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.CompositeLit:
		return slices.ContainsFunc(e.Elts, func(elt ast.Expr) bool {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			return m.outside(f, elt, depth+1)
		})
	case *ast.UnaryExpr:
		if e.Op == token.ARROW {
			return m.outsideReceived(f, e.X, depth)
		}
		return m.outside(f, e.X, depth+1)
	case *ast.BinaryExpr:
		return m.outside(f, e.X, depth+1) || m.outside(f, e.Y, depth+1)
	}
	return false
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func (m *Model) outsideVar(f *Func, v *types.Var, depth int) bool {
	switch {
	case v.Pkg() != m.pass.Pkg:
		return v.Pkg() != nil && v.Pkg().Path() == "os" && v.Name() == "Args"
	case v.Kind() == types.RecvVar:
		return m.decoded(m.writesTo(f, v))
	case v.Kind() == types.ParamVar:
		return m.decoded(m.writesTo(f, v)) || m.outsideParam(f, v, depth)
	case v.Parent() == v.Pkg().Scope():
		return m.outsideWrites(f, m.fieldWritesTo(v), depth)
	}
	if _, ok := v.Type().Underlying().(*types.Chan); ok && m.outsideSent(v, depth) {
		return true
	}
	return m.outsideWrites(f, m.writesTo(f, v), depth)
}

func (m *Model) decoded(writes []write) bool {
	return slices.ContainsFunc(writes, func(w write) bool { return w.decoded })
}

// outsideParam reports whether a parameter comes from outside: of an exported
// function it does, of another one if a caller passes what does.
func (m *Model) outsideParam(f *Func, v *types.Var, depth int) bool {
	for g := f; g != nil; g = g.Outer {
		i := m.paramIndex(g, v)
		if i == NoParam {
			continue
		}
		if m.asked != nil && g.Obj != nil && g == m.asked.f {
			m.asked.params = append(m.asked.params, v)
			return false
		}
		if g.Obj == nil {
			return m.outsideCallback(g, v, i, depth)
		}
		if m.isOpen(g.Obj) {
			return true
		}
		return m.outsideCallers(g, i, depth)
	}
	return f == nil
}

// An asking is a search for what comes from outside that does not look at the
// parameters of f, but notes them.
type asking struct {
	f      *Func
	params []*types.Var
}

// beyondParams reports whether any of the data comes from outside of f whatever
// f is called with, and the parameters that decide it otherwise.
func (m *Model) beyondParams(f *Func, data []ast.Expr) (outside bool, params []*types.Var) {
	m.asked = &asking{f: f}
	outside = m.anyOutside(f, data)
	params, m.asked = m.asked.params, nil
	return outside, params
}

// isOpen reports whether others than this package call a function: it is
// exported, and so is the type that it is a method of.
func (m *Model) isOpen(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Exported()
}

// outsideCallers reports whether a caller in the package passes what comes from
// outside.
func (m *Model) outsideCallers(g *Func, param, depth int) bool {
	uses := m.usesOf(g.Obj)
	if len(uses) == 0 && g.Obj.Signature().Recv() == nil {
		return true // nobody is seen who calls it
	}
	return m.outsideUses(uses, param, depth)
}

// outsideCallback reports whether the parameter of a literal comes from
// outside: from the calls of the literal, or from another module that calls it.
// A container that takes any value gives back what was put into it.
func (m *Model) outsideCallback(g *Func, v *types.Var, param, depth int) bool {
	lit, ok := g.Node.(*ast.FuncLit)
	if !ok {
		return false
	}
	if g.Outer == nil { // of a variable of the package
		for v := range m.packageVars() {
			if exprs, _ := m.assigned(g, v); slices.Contains(exprs, ast.Expr(lit)) {
				return m.outsideUses(m.usesOf(v), param, depth)
			}
		}
		return false
	}
	call, ok := m.parent(g.Outer, lit).(*ast.CallExpr)
	if !ok {
		return m.outsideKept(g, lit, param, depth)
	}
	if ast.Unparen(call.Fun) == lit {
		e, _ := m.argument(call, param)
		return e != nil && m.outside(g.Outer, e, depth+1)
	}
	fn, ok := m.callee(call).(*types.Func)
	if ok && m.decls[fn] != nil {
		return m.outsideHandedOn(m.decls[fn], call, lit, param, depth)
	}
	if !ok || fn.Pkg() == nil || sameModule(fn.Pkg().Path(), m.pass.Pkg.Path()) {
		return false
	}
	_, _, number := intSize(v.Type())
	return !number && !types.IsInterface(v.Type()) && !computes[fn.Pkg().Path()]
}

// outsideHandedOn is outsideCallback for a literal that a call hands to a
// function of this package: by the calls of the parameter there.
func (m *Model) outsideHandedOn(h *Func, call *ast.CallExpr, lit *ast.FuncLit, param, depth int) bool {
	j := slices.IndexFunc(call.Args, func(e ast.Expr) bool { return ast.Unparen(e) == lit })
	v := m.param(h, j)
	return v != nil && m.outsideCallsOf(h, m.usesIn(h.Root, v), param, depth)
}

// outsideKept is outsideCallback for a literal that is kept in a variable.
func (m *Model) outsideKept(g *Func, lit *ast.FuncLit, param, depth int) bool {
	var to ast.Expr
	switch up := m.parent(g.Outer, lit).(type) {
	case *ast.AssignStmt:
		if len(up.Lhs) == 1 {
			to = up.Lhs[0]
		}
	case *ast.ValueSpec:
		if len(up.Names) == 1 {
			to = up.Names[0]
		}
	case *ast.KeyValueExpr:
		to = up.Key
	}
	if to == nil {
		return false
	}
	v := m.variable(to)
	if v == nil {
		return false
	}
	if !v.IsField() && v.Parent() != m.pass.Pkg.Scope() {
		return m.outsideCallsOf(g.Outer, m.usesIn(g.Root, v), param, depth)
	}
	return m.outsideUses(m.usesOf(v), param, depth)
}

func (m *Model) outsideCallsOf(f *Func, ids []*ast.Ident, param, depth int) bool {
	return slices.ContainsFunc(ids, func(id *ast.Ident) bool {
		in := m.frameOf(f, id)
		call, ok := m.parent(in, id).(*ast.CallExpr)
		return ok && ast.Unparen(call.Fun) == id && m.outsideArgument(in, call, param, depth)
	})
}

// outsideUses reports whether a call of a function or variable, among its uses,
// passes what comes from outside.
func (m *Model) outsideUses(uses []use, param, depth int) bool {
	return slices.ContainsFunc(uses, func(u use) bool {
		if u.in == nil {
			return false
		}
		var fun ast.Expr = u.id
		if sel, ok := m.parent(u.in, u.id).(*ast.SelectorExpr); ok && sel.Sel == u.id {
			fun = sel
		}
		call, ok := m.parent(u.in, fun).(*ast.CallExpr)
		return ok && ast.Unparen(call.Fun) == fun && m.outsideArgument(u.in, call, param, depth)
	})
}

func (m *Model) outsideArgument(f *Func, call *ast.CallExpr, param, depth int) bool {
	e, _ := m.argument(call, param)
	return e != nil && m.outside(f, e, depth+1)
}

func (m *Model) outsideWrites(f *Func, writes []write, depth int) bool {
	for _, w := range writes {
		in := m.frameAt(f, w.in)
		switch {
		case w.decoded:
			return true
		case w.step != 0, w.zero:
		case w.stmt != nil && w.rhs == nil && len(w.stmt.Rhs) == 1 && len(w.stmt.Lhs) > 1:
			if m.outside(in, w.stmt.Rhs[0], depth+1) {
				return true
			}
		case w.rhs != nil && m.outside(in, w.rhs, depth+1):
			return true
		}
	}
	return false
}

// frameAt returns the innermost function around pos, f if there is none.
func (m *Model) frameAt(f *Func, pos token.Pos) *Func {
	root := m.rootAt(pos)
	if root == nil {
		return f
	}
	return root.at(pos)
}

// at returns the innermost function around pos, which is in f.
func (f *Func) at(pos token.Pos) *Func {
	for _, g := range f.inner {
		if contains(pos, g.Node) {
			return g.at(pos)
		}
	}
	return f
}

// outsideField reports whether the value of a field comes from outside: one of
// a value that does, one that is decoded by its tag, or one that this package
// sets to what comes from outside.
func (m *Model) outsideField(f *Func, e *ast.SelectorExpr, depth int) bool {
	v, ok := m.info.Uses[e.Sel].(*types.Var)
	if !ok {
		return false
	}
	if !v.IsField() {
		return m.outsideVar(f, v, depth)
	}
	if v.Exported() && m.outside(f, e.X, depth+1) {
		return true
	}
	if v.Pkg() != m.pass.Pkg {
		return false
	}
	for _, rhs := range m.packageVars()[v.Origin()] {
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
	return m.decoded(m.fieldWritesTo(v))
}

// outsideReceived reports whether what is received from a channel comes from
// outside: if a send of the package is of such, or none is seen.
func (m *Model) outsideReceived(f *Func, ch ast.Expr, depth int) bool {
	v := m.variable(ch)
	if v == nil {
		return m.outside(f, ch, depth+1)
	}
	if m.outsideSent(v, depth) {
		return true
	}
	return len(m.sendsTo(v)) == 0 && (v.Pkg() != m.pass.Pkg || m.outsideVar(f, v, depth+1))
}

// outsideSent reports whether a send on a channel variable is of what comes from
// outside.
func (m *Model) outsideSent(v *types.Var, depth int) bool {
	return slices.ContainsFunc(m.sendsTo(v), func(s sending) bool { return m.outside(s.in, s.value, depth+1) })
}

// A sending is a send statement.
type sending struct {
	value ast.Expr
	in    *Func
}

// sendsTo returns the sends of the package on a channel variable.
func (m *Model) sendsTo(v *types.Var) []sending {
	if m.sends == nil {
		m.sends = make(map[*types.Var][]sending)
		for _, f := range m.all {
			if m.inTest(f.Node.Pos()) {
				continue
			}
			for n := range f.own() {
				if send, ok := n.(*ast.SendStmt); ok {
					if v := m.variable(send.Chan); v != nil {
						m.sends[v] = append(m.sends[v], sending{send.Value, f})
					}
				}
			}
		}
	}
	return m.sends[v.Origin()]
}

// outsideCall reports whether the result of a call comes from outside: of one
// that only computes, if what it is given does; of one of this package, if what
// it returns does; of another module's.
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
		switch obj.Name() {
		case "make", "new", "len", "cap": // how much there is, is not from outside
			return false
		case "append": // how long it is, does not depend on what is appended
			return m.outside(f, call.Args[0], depth+1) || call.Ellipsis.IsValid() && m.outside(f, call.Args[len(call.Args)-1], depth+1)
		}
		return args()
	case *types.Func:
		path := pathOf(obj)
		switch {
		case m.decls[obj] != nil:
			return m.outsideResults(m.decls[obj], depth)
		case computes[path]:
			_, _, number := intSize(typeOf(m.info, call))
			return (!number || path != "strings" && path != "bytes" && path != "sort" && path != "slices") && args()
		case reads[path]:
			return !strings.HasPrefix(obj.Name(), "Peek") && !strings.HasPrefix(obj.Name(), "New")
		case path == "", isStd(path):
			return false
		case sameModule(path, m.pass.Pkg.Path()): // what it makes of what it is given
			return slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.outside(f, e, depth+1) })
		}
		return true
	}
	return false
}

// outsideResults reports whether a function of this package returns what comes
// from outside of it: not what it is given, which the caller knows.
func (m *Model) outsideResults(g *Func, depth int) bool {
	for n := range g.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			continue
		}
		for i, e := range ret.Results {
			if last := i == len(ret.Results)-1; last && i > 0 && isError(typeOf(m.info, e)) {
				continue // the error beside a result
			}
			if m.outside(g, e, depth+2) {
				return true
			}
		}
	}
	return false
}

// computes are the packages of std that only compute with what they are given.
var computes = map[string]bool{
	"bytes": true, "cmp": true, "encoding/base64": true, "encoding/binary": true, "encoding/hex": true, "errors": true, "fmt": true,
	"html": true, "iter": true, "maps": true, "math": true, "math/bits": true, "net/textproto": true, "net/url": true, "path": true,
	"path/filepath": true, "regexp": true, "slices": true, "sort": true, "strconv": true, "strings": true, "sync/atomic": true,
	"unicode": true, "unicode/utf8": true,
}

// reads are the packages of std whose functions return what comes from outside
// of the process.
var reads = map[string]bool{
	"archive/tar": true, "archive/zip": true, "bufio": true, "database/sql": true, "encoding/csv": true, "encoding/json": true,
	"encoding/xml": true, "flag": true, "io": true, "io/fs": true, "io/ioutil": true, "mime": true, "mime/multipart": true, "net": true,
	"net/http": true, "net/rpc": true, "os": true, "os/exec": true, "os/user": true,
}

// special judges what the arithmetic cannot: channels, assertions and the
// callbacks of sort. It reports whether an operation is known not to panic, and
// lowers the base of one that follows a well-known idiom.
func (m *Model) special(f *Func, op *operation) (harmless bool) {
	if m.isOrdering(f) {
		op.base = Possible
	}
	switch {
	case op.kind == KindDivide && types.TypeString(m.dividedBy(op), nil) == "time.Duration":
		op.base = Possible // a setting
	case op.kind == KindNilMap && m.maybeMade(f, op.data[0]):
		op.data = []ast.Expr{unknownExpr}
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

// dividedBy returns the type of a divisor before it was converted.
func (m *Model) dividedBy(op *operation) types.Type {
	return typeOf(m.info, m.unconverted(op.data[0]))
}

// maybeMade reports whether a local map is declared without a value and made
// later, on some paths.
func (m *Model) maybeMade(f *Func, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok || m.isPlain(v) {
		return false
	}
	zero, made := false, false
	for _, w := range m.writesTo(f, v) {
		zero = zero || w.zero
		made = made || w.rhs != nil && m.makesNonNil(w.rhs)
	}
	return zero && made
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
		return m.decls[fn] == nil && !reads[fn.Pkg().Path()] // a container, as a rule
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
	strong := local && m.staysHere(f, v) && m.onlyNonNil(f, v)
	if op.kind == KindClose && m.inOnce(f) {
		all := !slices.ContainsFunc(m.closesOf(v), func(c closing) bool { return !m.inOnce(c.in) })
		return strong || all && v.IsField() // however often it is asked for
	}
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
		if c.in == f && c.call.Pos() > at.Pos() && (!m.sharesLoop(f, at, c.call) || m.madeInLoop(f, at, v)) {
			continue
		}
		strong = false
		if c.in.Root == f.Root && c.call.Pos() < at.Pos() && !c.deferred && local && m.comesFirst(f, c, at) {
			op.base, op.data = Likely, []ast.Expr{unknownExpr}
		}
	}
	return strong
}

// inOnce reports whether f is what a sync.Once runs.
func (m *Model) inOnce(f *Func) bool {
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return false
	}
	call, ok := m.parent(f, lit).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && pathOf(fn) == "sync" && (fn.Name() == "Do" || strings.HasPrefix(fn.Name(), "Once"))
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
