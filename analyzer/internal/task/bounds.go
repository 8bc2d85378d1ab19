package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// This file says what is known of a number or a length by itself, and what an
// assignment says of what it assigns.

// canonical returns a text that is the same for two expressions that compute
// the same from the same variables, and the variables.
func (m *Model) canonical(e ast.Expr) (text string, vars []symbol, ok bool) {
	var b strings.Builder
	var write func(e ast.Expr) bool
	write = func(e ast.Expr) bool {
		e = ast.Unparen(e)
		if v := m.info.Types[e].Value; v != nil {
			b.WriteString(v.ExactString())
			return true
		}
		switch e := e.(type) {
		case *ast.Ident, *ast.SelectorExpr:
			s, ok := m.symbolOf(e)
			if ok {
				vars = append(vars, s)
				b.WriteString(s.root.Name() + "@" + itoa(int(s.root.Pos())) + s.path)
			}
			return ok
		case *ast.BinaryExpr:
			b.WriteByte('(')
			okX := write(e.X)
			b.WriteString(e.Op.String())
			okY := write(e.Y)
			b.WriteByte(')')
			return okX && okY
		case *ast.IndexExpr:
			okX := write(e.X)
			b.WriteByte('[')
			okI := write(e.Index)
			b.WriteByte(']')
			return okX && okI
		case *ast.CallExpr:
			if len(e.Args) == 1 && (m.isBuiltin(e, "len") || m.isBuiltin(e, "cap") || m.info.Types[e.Fun].IsType()) {
				b.WriteString(types.ExprString(e.Fun) + "(")
				ok := write(e.Args[0])
				b.WriteByte(')')
				return ok
			}
		}
		return false
	}
	ok = write(e)
	return b.String(), vars, ok
}

// opaque returns the symbol of an expression that is no variable.
func (m *Model) opaque(e ast.Expr) linear {
	return recall(&m.symbols, e, func() linear { return m.findOpaque(e) })
}

func (m *Model) findOpaque(e ast.Expr) linear {
	text, vars, ok := m.canonical(e)
	if !ok || len(vars) == 0 {
		return linear{symbol: symbol{node: e}}
	}
	s := symbol{path: "=" + text}
	if m.opaques == nil {
		m.opaques = make(map[string]opaque)
	}
	if _, ok := m.opaques[text]; !ok {
		m.opaques[text] = opaque{e, vars}
	}
	return linear{symbol: s}
}

// An opaque is the expression behind a symbol, and what it is computed from.
type opaque struct {
	e    ast.Expr
	vars []symbol
}

func (m *Model) opaqueOf(s symbol) (opaque, bool) {
	if s.node != nil {
		return opaque{e: s.node}, true
	}
	text, ok := strings.CutPrefix(s.path, "=")
	if !ok || s.root != nil {
		return opaque{}, false
	}
	return m.opaques[text], true
}

// bounds takes down what holds of a symbol wherever it is: a length is not
// negative, a byte is at most 255, a counter that only grows is at least what
// it started with.
func (k *knowledge) bounds(s symbol) {
	if s.isZero() {
		return
	}
	if _, ok := k.seen[s]; ok {
		return
	}
	k.seen[s] = true
	k.order = append(k.order, s)
	x := linear{symbol: s}
	if s.len {
		k.facts.add(fact{atMost: lessEqual(number(0), x)})
		if s.root != nil && s.path == "" && isProgramArgs(s.root) { // "starting with the program name", unless somebody sets them
			k.facts.add(fact{lessEqual(number(1), x), true})
		}
		if made := k.m.madeForGood(s); made != nil {
			if n := k.m.lengthOf(made); n.isZero() { // before it is made, nobody uses it
				k.facts.add(fact{lessEqual(n, x), true})
			}
		}
		if o, ok := k.m.opaqueOf(s); ok {
			k.lengthBounds(x, o.e)
		}
		return
	}
	t := k.typeOfSymbol(s)
	if t == nil {
		return
	}
	if bits, unsigned, ok := intSize(t); ok && unsigned {
		k.facts.add(fact{atMost: lessEqual(number(0), x)})
		if bits <= 32 && !k.m.without(ruleBytes) {
			k.facts.add(fact{atMost: lessEqual(x, number(1<<bits-1))})
		}
	}
	if s.root != nil && s.path == "" {
		k.grown(x)
		if k.m.isNatural(k.f, s.root) {
			k.facts.add(fact{atMost: lessEqual(number(0), x)})
		}
	}
	if o, ok := k.m.opaqueOf(s); ok {
		k.callBounds(x, o.e)
	}
}

// madeForGood returns the only value that a list of the package is ever given, or nil.
func (m *Model) madeForGood(s symbol) ast.Expr {
	if s.root == nil || s.path != "" || s.root.Pkg() != m.pass.Pkg || s.root.Parent() != m.pass.Pkg.Scope() || s.root.Exported() || !isSliceType(s.root.Type()) {
		return nil
	}
	var made ast.Expr
	for _, value := range m.packageVars()[s.root] {
		if value != nil && made != nil || value == unknownExpr {
			return nil
		}
		made = value
	}
	return made
}

// isProgramArgs reports whether a variable is os.Args.
func isProgramArgs(v *types.Var) bool {
	return v.Pkg() != nil && v.Pkg().Path() == "os" && v.Name() == "Args"
}

func (k *knowledge) typeOfSymbol(s symbol) types.Type {
	if o, ok := k.m.opaqueOf(s); ok {
		return k.m.info.TypeOf(o.e)
	}
	if s.path == "" {
		return s.root.Type()
	}
	if fields := fieldsOf(s); len(fields) > 0 {
		return fields[len(fields)-1].Type()
	}
	return nil
}

// grown takes down the bound of a variable that only grows, or only shrinks.
func (k *knowledge) grown(x linear) {
	v := x.root
	if v.IsField() || v.Pkg() != k.m.pass.Pkg || v.Parent() == v.Pkg().Scope() || k.m.isParam(v) || wraps(v.Type(), false) || k.m.without(ruleGrowth) {
		return
	}
	writes := k.m.writesTo(k.f, v)
	var first []write
	up, down := true, true
	for _, w := range writes {
		switch {
		case w.step > 0:
			down = false
		case w.step < 0:
			up = false
		case w.rhs == nil && !w.zero:
			return // in a way that is not followed
		default:
			first = append(first, w)
		}
	}
	if len(first) == 0 {
		return
	}
	low, constant := int64(0), true
	for i, w := range first {
		value := number(0)
		if !w.zero {
			value = k.m.linearOf(w.rhs)
			if value.root == v {
				return
			}
		}
		if !value.isZero() {
			constant = false
			if len(first) > 1 {
				return
			}
			k.bounds(value.symbol)
			holds, weak := k.holds(value.symbol, w.pos)
			if holds && up {
				k.facts.add(fact{lessEqual(value, x), weak})
			}
			if holds && down {
				k.facts.add(fact{lessEqual(x, value), weak})
			}
			continue
		}
		if i == 0 || up && value.c < low || !up && value.c > low {
			low = value.c
		}
	}
	if !constant {
		return
	}
	if up {
		k.facts.add(fact{atMost: lessEqual(number(low), x)})
	}
	if down && !(up && len(first) > 1) {
		k.facts.add(fact{atMost: lessEqual(x, number(low))})
	}
}

// assigned learns from an assignment that has been executed.
func (k *knowledge) assigned(s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		return
	}
	if len(s.Lhs) == len(s.Rhs) {
		for i, lhs := range s.Lhs {
			k.gets(lhs, s.Rhs[i], s.End())
		}
		return
	}
	call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr)
	if !ok || len(s.Lhs) < 2 || len(call.Args) == 0 {
		return
	}
	fn, ok := k.m.callee(call).(*types.Func)
	if ok && isTransfer(fn.Name()) && isBytes(typeOf(k.m.info, call.Args[0])) {
		if n, ok := k.m.symbolOf(s.Lhs[0]); ok && n.root.Name() != "_" { // the contract of io.Reader
			k.add(lessEqual(number(0), linear{symbol: n}), s.End())
			k.add(lessEqual(linear{symbol: n}, k.m.lengthOf(call.Args[0])), s.End())
		}
	}
}

// isTransfer reports whether a function of that name returns how many bytes of
// a slice it has filled or taken, as io.Reader and net.PacketConn demand.
func isTransfer(name string) bool {
	return strings.HasPrefix(name, "Read") || strings.HasPrefix(name, "Recv") || strings.HasPrefix(name, "Write")
}

func (k *knowledge) declared(spec *ast.ValueSpec) {
	if len(spec.Names) == len(spec.Values) {
		for i, name := range spec.Names {
			k.gets(name, spec.Values[i], spec.End())
		}
	}
}

// gets learns that lhs was given the value of rhs.
func (k *knowledge) gets(lhs, rhs ast.Expr, from token.Pos) {
	s, ok := k.m.symbolOf(lhs)
	if !ok || k.m.without(ruleAssignments) || s.root.Name() == "_" {
		return
	}
	if k.m.makesNonNil(rhs) {
		k.setNonNil(s, from)
	}
	t := typeOf(k.m.info, lhs)
	if _, _, ok := intSize(t); ok {
		k.same(linear{symbol: s}, k.m.linearOf(rhs), from)
		return
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Basic:
	default:
		return
	}
	length := s
	length.len = true
	if app, ok := ast.Unparen(rhs).(*ast.CallExpr); ok && k.m.isBuiltin(app, "append") && len(app.Args) > 1 && !app.Ellipsis.IsValid() {
		if base := k.m.lengthOf(app.Args[0]); base.symbol == length {
			k.add(lessEqual(number(int64(len(app.Args)-1)), linear{symbol: length}), from)
			return
		}
	}
	k.same(linear{symbol: length}, k.m.lengthOf(rhs), from)
}

// same adds that two numbers are equal, unless the new one is made of the old.
func (k *knowledge) same(x, y linear, from token.Pos) {
	if y.root != nil && y.root == x.root && y.path == x.path {
		return
	}
	if o, ok := k.m.opaqueOf(y.symbol); ok {
		for _, v := range o.vars {
			if v.root == x.root {
				return
			}
		}
	}
	k.add(lessEqual(x, y), from)
	k.add(lessEqual(y, x), from)
}
