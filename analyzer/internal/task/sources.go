package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
)

// This file says where data comes from. What comes from outside is what the
// author of the code cannot have known: what is read, decoded, received or
// given by a caller who is not seen, and what other modules return. What the
// module computes by itself may follow an invariant that is not seen here.

// maxSources bounds how far data is followed to where it comes from, and
// maxSought to how many expressions: where all functions of a package call each
// other, it may come from each of them.
const (
	maxSources = 20
	maxSought  = 1000
)

// sought is what a search for what comes from outside has come by. The map is
// kept for the next one.
type sought struct {
	search int              // which it is
	in     map[ast.Expr]int // the last search that came by it
	n      int              // of this one
	strict bool             // see strictly
	typed  bool             // it is for the type that an interface holds
	parts  int              // of how many slices or maps it is for an element
	owner  string           // the package of another module that panics: its module knows what it returned
	from   *Func            // the function that it began in
}

func (s *sought) begin(f *Func) {
	if s.in == nil {
		s.in = make(map[ast.Expr]int)
	}
	s.search++
	s.n = 0
	s.from = f
	s.parts = 0
}

// outsideElement is outside for an element of e.
func (m *Model) outsideElement(f *Func, e ast.Expr, depth int) bool {
	m.sought.parts++
	found := m.outside(f, e, depth+1)
	m.sought.parts--
	return found
}

// comesBy reports whether a search goes on at e: not if it was there before, for
// the rest decides then.
func (s *sought) comesBy(e ast.Expr) bool {
	if s.in[e] == s.search || s.n >= maxSought {
		return false
	}
	s.in[e] = s.search
	s.n++
	return true
}

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
	if depth == 0 {
		m.sought.begin(f)
	}
	if el, ok := e.(*element); ok {
		if _, ok := typeOf(m.info, el.of).Underlying().(*types.Chan); ok {
			return m.outsideReceived(f, el.of, depth)
		}
		return m.outsideElement(f, el.of, depth)
	}
	e = ast.Unparen(e)
	if m.info.Types[e].Value != nil || !m.sought.comesBy(e) {
		return false
	}
	switch e := e.(type) {
	case *ast.Ident:
		v, ok := m.info.ObjectOf(e).(*types.Var)
		if ok && m.sought.parts > 0 && m.isFilled(f, v) {
			return true
		}
		if ok && m.sought.strict {
			if w, ok := m.reaching(f, v, e); ok {
				return m.outsideWrites(f, v, []write{w}, depth)
			}
			if v.Kind() == types.ParamVar && m.isDecodedLater(f, v, e) {
				return m.outsideParam(f, v, depth)
			}
		}
		if ok && depth == 0 && m.asked == nil && m.complete && m.sought.owner == "" { // as for each operation on it
			return recall(&m.fromOutside[m.strictness()], variableIn{f, v}, func() bool { return m.outsideVar(f, v, depth) })
		}
		return ok && m.outsideVar(f, v, depth)
	case *ast.SelectorExpr:
		return m.outsideField(f, e, depth)
	case *ast.CallExpr:
		return m.outsideCall(f, e, depth)
	case *ast.IndexExpr:
		_, _, number := intSize(typeOf(m.info, e)) // of what is not there it is 0
		return m.outsideElement(f, e.X, depth) || isMap(typeOf(m.info, e.X)) && !number && m.outside(f, e.Index, depth+1)
	case *ast.SliceExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.StarExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.TypeAssertExpr:
		return m.outside(f, e.X, depth+1)
	case *ast.CompositeLit:
		if _, isStruct := typeOf(m.info, e).Underlying().(*types.Struct); m.sought.strict && m.sought.parts == 0 && !isStruct {
			return false // so many as are written
		}
		return slices.ContainsFunc(e.Elts, func(elt ast.Expr) bool {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			if m.sought.typed && !isAny(typeOf(m.info, elt)) && holdsAny(typeOf(m.info, e)) {
				return false // the author knows what it is
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

// holdsAny reports whether the elements of a slice or map are of any type.
func holdsAny(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return isAny(t.Elem())
	case *types.Map:
		return isAny(t.Elem())
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
		return isProgramArgs(v)
	case v.Kind() == types.RecvVar:
		return m.decoded(m.writesTo(f, v))
	case v.Kind() == types.ParamVar:
		return m.decoded(m.writesTo(f, v)) || m.outsideParam(f, v, depth)
	case v.Parent() == v.Pkg().Scope():
		writes := m.fieldWritesTo(v)
		unset := !slices.ContainsFunc(writes, func(w write) bool { return !w.zero })
		return v.Exported() && unset && !m.sought.strict || m.outsideWrites(f, v, writes, depth) // who else sets it, if nobody does here
	}
	if _, ok := v.Type().Underlying().(*types.Chan); ok && m.outsideSent(v, depth) {
		return true
	}
	return m.outsideWrites(f, v, m.writesTo(f, v), depth)
}

// reaching returns the write to a local variable whose value it has at e, if there are
// several, and the last one before e is on all ways to it.
func (m *Model) reaching(f *Func, v *types.Var, e ast.Expr) (last write, ok bool) {
	if v.IsField() || m.isPlain(v) && !m.isParam(v) {
		return last, false
	}
	writes := m.writesTo(f, v)
	if len(writes) < 2 || len(writes) > maxFacts { // it is asked for at each use
		return last, false
	}
	for _, w := range writes {
		switch {
		case w.through:
		case w.stmt == nil && !w.zero, m.frameAt(f, w.in) != f:
			return last, false // by a func, or where its address is
		case w.in < e.Pos() && w.stmt != nil:
			last, ok = w, true
		case w.in > e.Pos() && slices.ContainsFunc(m.loopsIn(f, e), func(l ast.Node) bool { return contains(w.in, l) && !(ok && contains(last.in, l)) }):
			return last, false // of the round before
		}
	}
	if !ok || last.pos > e.Pos() {
		return last, false
	}
	block := m.parent(f, last.stmt)
	return last, block != nil && contains(e.Pos(), block)
}

// isDecodedLater reports whether a variable is decoded into, and only behind e.
func (m *Model) isDecodedLater(f *Func, v *types.Var, e ast.Expr) bool {
	later := false
	for _, w := range m.writesTo(f, v) {
		if !w.decoded {
			continue
		}
		if w.pos < e.Pos() || slices.ContainsFunc(m.loopsIn(f, e), func(l ast.Node) bool { return contains(w.pos, l) }) {
			return false
		}
		later = true
	}
	return later
}

func (m *Model) decoded(writes []write) bool {
	return slices.ContainsFunc(writes, func(w write) bool { return w.decoded })
}

func (m *Model) outsideWrites(f *Func, v *types.Var, writes []write, depth int) bool {
	for _, w := range writes {
		in := m.frameAt(f, w.in)
		switch {
		case w.step != 0, w.zero, w.through && m.isWhole(v):
		case w.decoded:
			return true
		case w.stmt != nil && w.rhs == nil && len(w.stmt.Rhs) == 1 && len(w.stmt.Lhs) > 1:
			if !m.isCount(w.stmt.Rhs[0], v) && m.outside(in, w.stmt.Rhs[0], depth+1) {
				return true
			}
		case w.rhs != nil && m.outsideGiven(in, v.Type(), w.rhs, depth):
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
	foreign := v.Pkg() != m.pass.Pkg
	if m.sought.strict && foreign && v.Pkg().Path() == "net" && types.TypeString(v.Type(), nil) == "net.IP" {
		return false // it has one of two lengths
	}
	// An any of another module's holds what was put there; who makes a value of it here sees to it.
	seen := foreign && (m.sought.typed && types.IsInterface(v.Type()) || m.sought.strict && len(m.packageVars()[v.Origin()]) > 0)
	if v.Exported() && !seen && !isNeverDecoded(typeOf(m.info, e.X), v) && m.outside(f, e.X, depth+1) {
		return true
	}
	return m.outsideStored(f, v, depth)
}

// isNeverDecoded reports whether the tag of a field of a struct says that JSON leaves it out.
func isNeverDecoded(t types.Type, v *types.Var) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if st.Field(i) == v {
			return reflect.StructTag(st.Tag(i)).Get("json") == "-"
		}
	}
	return false
}

// outsideStored reports whether this package stores in a field what comes from outside.
func (m *Model) outsideStored(f *Func, v *types.Var, depth int) bool {
	if _, _, number := intSize(v.Type()); v.Pkg() != m.pass.Pkg || number && !v.Exported() && !m.settled(v, m.fieldWritesTo(v)) {
		return false // a number that changes is the state of an object
	}
	for _, rhs := range m.packageVars()[v.Origin()] {
		if rhs == nil || rhs == unknownExpr {
			continue
		}
		pos := rhs.Pos()
		if el, ok := rhs.(*element); ok {
			pos = el.of.Pos()
		}
		if m.outsideGiven(m.frameAt(f, pos), v.Type(), rhs, depth) {
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
	of, ok := v.Type().Underlying().(*types.Chan)
	return ok && slices.ContainsFunc(m.sendsTo(v), func(s sending) bool { return m.outsideGiven(s.in, of.Elem(), s.value, depth) })
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
		return len(call.Args) == 1 && !isUnsafe(typeOf(m.info, call.Args[0])) && m.outside(f, call.Args[0], depth+1)
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
			_, element := ast.Unparen(call.Args[0]).(*ast.IndexExpr)
			return (!element || call.Ellipsis.IsValid()) && m.outside(f, call.Args[0], depth+1) || call.Ellipsis.IsValid() && m.outside(f, call.Args[len(call.Args)-1], depth+1)
		}
		return args()
	case *types.Func:
		path := pathOf(obj)
		_, _, number := intSize(typeOf(m.info, call))
		switch {
		case m.decls[obj] != nil:
			if saysValidates(obj.Name()) {
				return false
			}
			return m.outsideResults(m.decls[obj], depth) || m.handsBack(m.decls[obj]) && args()
		case path == "regexp" && m.sought.strict && m.sought.parts > 0:
			return false // what matched, the author of the expression knows
		case m.sought.strict && m.hasKnownForm(call, obj):
			return false
		case readsNumber(obj): // what the bytes say
			return slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.outsideElement(f, e, depth+1) })
		case computes[path]:
			return (!number || path != "strings" && path != "bytes" && path != "sort" && path != "slices") && args()
		case reads[path]:
			return !(number && m.sought.strict) && !m.readsKnown(f, call, obj)
		case path == "", isStd(path), m.sought.owner != "" && sameModule(path, m.sought.owner):
			return false
		case m.sought.strict && onlyComputes(obj):
			return !sameModule(path, m.pass.Pkg.Path()) && args()
		case sameModule(path, m.pass.Pkg.Path()): // what it makes of what it is given
			return !m.sought.strict && slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.outside(f, e, depth+1) })
		}
		if m.sought.strict && m.isBuilt(f, call, depth) {
			return false
		}
		made := slices.ContainsFunc([]string{"New", "Marshal", "Encode", "Mmap"}, func(p string) bool { return strings.HasPrefix(obj.Name(), p) })
		return !m.sought.strict || !number && !made
	}
	return false
}

// isUnsafe reports whether a type is unsafe.Pointer: what is read by one is laid out by the
// kernel or by C, and not by whoever sends bytes.
func isUnsafe(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}

// onlyComputes reports whether a function is none of those that read or parse, by what it
// returns: one result, and neither an error nor an ok beside it.
func onlyComputes(fn *types.Func) bool {
	sig := fn.Signature()
	return sig.Results().Len() == 1 && sig.Recv() == nil && sig.Params().Len() > 0
}

// handsBack reports whether all that a function does is to return what it is given,
// or an exported field of that, and no error.
func (m *Model) handsBack(g *Func) bool {
	if len(g.Body.List) != 1 {
		return false
	}
	ret, ok := g.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 || slices.ContainsFunc(ret.Results[1:], func(e ast.Expr) bool { return !m.info.Types[e].IsNil() }) {
		return false
	}
	e := ast.Unparen(ret.Results[0])
	if sel, ok := e.(*ast.SelectorExpr); ok && !sel.Sel.IsExported() {
		return false
	}
	s, ok := m.symbolOf(e)
	return ok && m.isParam(s.root)
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
			if i > 0 && i == g.errorResult(m) {
				continue // the error beside a result, whatever its own type is
			}
			if s, ok := m.symbolOf(e); ok && (m.isTested(g, ret, []subject{{symbol: s, part: true}}) || m.isPadded(g, s)) {
				continue // what it returns, it has seen to
			}
			if m.outside(g, e, depth+2) {
				return true
			}
		}
	}
	return false
}

// isPadded reports whether constants are appended to a list until it is as long as it has
// to be.
func (m *Model) isPadded(f *Func, s symbol) bool {
	return s.path == "" && slices.ContainsFunc(m.writesTo(f, s.root), func(w write) bool {
		call, ok := w.rhs.(*ast.CallExpr)
		return ok && m.isBuiltin(call, "append") && len(call.Args) == 2 && m.info.Types[call.Args[1]].Value != nil && len(m.loopsIn(f, call)) > 0
	})
}

// isFilled reports whether a local slice is given to a call that reads into it what comes
// from outside: its elements do.
func (m *Model) isFilled(f *Func, v *types.Var) bool {
	if v.IsField() || v.Pkg() != m.pass.Pkg || !isSliceType(v.Type()) && !isArray(v.Type()) {
		return false
	}
	return recall(&m.filled, variableIn{f.Root, v}, func() bool {
		return slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool {
			var e ast.Expr = id
			in := m.frameOf(f.Root, id)
			if part, ok := m.parent(in, e).(*ast.SliceExpr); ok && part.X == e {
				e = part
			}
			call, ok := m.parent(in, e).(*ast.CallExpr)
			if !ok || !slices.Contains(call.Args, e) {
				return false
			}
			fn, ok := m.callee(call).(*types.Func)
			return ok && fillers[fn.Name()] && !strings.HasSuffix(pathOf(fn), "/rand")
		})
	})
}

// fillers are the names of functions that read into a slice that they are given.
var fillers = map[string]bool{"Read": true, "ReadFull": true, "ReadAtLeast": true, "ReadAt": true, "ReadFrom": true, "ReadFromUDP": true}

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
