package task

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"slices"
	"strings"
)

// This file finds the tests of a value: the conditions on the way to a place, and
// those of a field anywhere in the package.

// isTested reports whether a condition before n is about one of the subjects,
// and says more than the arithmetic learns from it.
func (m *Model) isTested(f *Func, n ast.Node, about []subject) bool {
	return slices.ContainsFunc(m.testsBefore(f, n), func(c ast.Expr) bool {
		truth, known := m.truthAt(f, c, n)
		return m.isTestOf(f, c, about, 0) && !(known && m.boundsOther(f, c, truth, about))
	})
}

// truthAt returns which value a condition has where n is reached, if that is known.
func (m *Model) truthAt(f *Func, cond ast.Expr, n ast.Node) (truth, known bool) {
	switch up := m.parent(f, cond).(type) {
	case *ast.IfStmt:
		return contains(n.Pos(), up.Body), up.Cond == cond
	case *ast.ForStmt:
		return contains(n.Pos(), up.Body), up.Cond == cond
	}
	return false, false
}

// boundsOther reports whether all that a condition says of the subjects, where it has a
// value, is a bound on the side on which they need none: that a length is not too great
// is not that it is great enough.
func (m *Model) boundsOther(f *Func, cond ast.Expr, truth bool, about []subject) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.NOT && m.boundsOther(f, e.X, !truth, about)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return (m.boundsOther(f, e.X, truth, about) || !m.isTestOf(f, e.X, about, 0)) && (m.boundsOther(f, e.Y, truth, about) || !m.isTestOf(f, e.Y, about, 0))
		}
		for i, x := range []ast.Expr{e.X, e.Y} {
			op := e.Op
			if i > 0 {
				op = mirrored[op]
			}
			if !truth {
				op = negated[op]
			}
			bound := boundBy[op]
			s := m.linearOf(x).symbol
			if bound != 0 && slices.ContainsFunc(about, func(a subject) bool { return a.symbol == s && a.need != 0 && a.need != bound }) {
				return true
			}
		}
	}
	return false
}

// boundBy says on which side a comparison bounds its left operand.
var boundBy = map[token.Token]side{token.LSS: above, token.LEQ: above, token.GTR: below, token.GEQ: below}

// mirrored are the operators of comparisons whose sides are swapped.
var mirrored = map[token.Token]token.Token{
	token.LSS: token.GTR, token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ, token.EQL: token.EQL, token.NEQ: token.NEQ,
}

// testsBefore returns the conditions that are evaluated before n and decide
// whether it is reached, those around its function literals with them.
func (m *Model) testsBefore(f *Func, n ast.Node) (tests []ast.Expr) {
	child := n
	levels := 0
	for up := m.parent(f, child); up != nil && len(tests) < maxFacts && levels < maxLevels; up = m.parent(f, child) {
		levels++
		switch up := up.(type) {
		case *ast.IfStmt:
			if child != up.Cond && child != up.Init {
				tests = append(tests, up.Cond)
			}
		case *ast.ForStmt:
			if up.Cond != nil && child != up.Cond && child != up.Init {
				tests = append(tests, up.Cond)
			}
		case *ast.BinaryExpr:
			if child == up.Y && (up.Op == token.LAND || up.Op == token.LOR) {
				tests = append(tests, up.X)
			}
		case *ast.BlockStmt:
			tests = append(tests, m.testsIn(up.List, child)...)
		case *ast.CommClause:
			tests = append(tests, m.testsIn(up.Body, child)...)
		case *ast.CaseClause:
			tests = append(tests, m.testsIn(up.Body, child)...)
			tests = append(tests, up.List...)
		case *ast.SwitchStmt:
			if up.Tag != nil && child == up.Body {
				tests = append(tests, up.Tag)
			}
		}
		child = up
	}
	return tests
}

// testsIn returns the conditions of the statements in front of child in a list
// that leave it, or change something.
func (m *Model) testsIn(list []ast.Stmt, child ast.Node) (tests []ast.Expr) {
	i := m.indexIn(list, child)
	if i < 0 {
		i = len(list)
	}
	for _, s := range list[max(0, i-maxBefore):i] {
		switch s := s.(type) {
		case *ast.IfStmt:
			if m.leaves(s.Body.List) || changes(s.Body) {
				tests = append(tests, s.Cond)
			} else {
				tests = append(tests, m.testsIn(s.Body.List, nil)...)
			}
		case *ast.ForStmt:
			if s.Cond != nil {
				tests = append(tests, s.Cond)
			}
		case *ast.SwitchStmt:
			if s.Tag != nil {
				tests = append(tests, s.Tag)
			}
			for _, c := range s.Body.List {
				tests = append(tests, c.(*ast.CaseClause).List...)
			}
		}
	}
	return tests
}

// changes reports whether a block assigns something.
func changes(body *ast.BlockStmt) bool {
	return slices.ContainsFunc(body.List, func(s ast.Stmt) bool {
		_, ok := s.(*ast.AssignStmt)
		return ok
	})
}

// isTestOf reports whether a condition is about one of the symbols and says more
// than the arithmetic learns from it.
func (m *Model) isTestOf(f *Func, cond ast.Expr, about []subject, depth int) bool {
	if depth > maxHops {
		return false
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return e.Op == token.NOT && m.isTestOf(f, e.X, about, depth)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND, token.LOR:
			return m.isTestOf(f, e.X, about, depth) || m.isTestOf(f, e.Y, about, depth)
		}
		if m.info.Types[e.X].IsNil() || m.info.Types[e.Y].IsNil() {
			s, ok := m.symbolOf(e.X)
			return ok && slices.ContainsFunc(about, func(a subject) bool { return a.nil && a.symbol == s }) || m.isAbout(f, m.verdictOf(f, e.X), about, depth) || m.couldRefuse(f, e.X, about)
		}
		if m.isPlainFor(e.X, about) && m.isPlainFor(e.Y, about) || isText(typeOf(m.info, e.X)) && (m.info.Types[e.X].Value != nil || m.info.Types[e.Y].Value != nil) {
			return false
		}
		return m.isAbout(f, e.X, about, depth) || m.isAbout(f, e.Y, about, depth)
	case *ast.Ident:
		if m.besideSubject(f, e, about) {
			return true
		}
		v, _ := m.info.ObjectOf(e).(*types.Var)
		if v != nil && v.Kind() == types.ParamVar && f.Obj != nil && !isOpen(f.Obj) {
			return true // who passes such a flag, in this package, knows what else to pass
		}
		def := m.definedBy(f, v)
		return def != nil && m.isTestOf(f, def, about, depth+1)
	case *ast.SelectorExpr:
		return false // a switch of its own
	}
	return m.isAbout(f, cond, about, depth)
}

// failed returns the call of a function that returned the error e last, if one did.
func (m *Model) failed(f *Func, e ast.Expr) (*ast.CallExpr, *types.Func) {
	v := m.variable(e)
	if v == nil || !isErrorType(v.Type()) {
		return nil, nil
	}
	call, ok := m.lastGiven(f, v, e.Pos()).(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	fn, _ := m.callee(call).(*types.Func)
	return call, fn
}

// verdictOf returns the call that returned the error e and nothing else, if it
// is one that checks: the error says whether what it was given is right.
func (m *Model) verdictOf(f *Func, e ast.Expr) ast.Expr {
	call, fn := m.failed(f, e)
	if fn == nil || fn.Signature().Results().Len() != 1 || !strings.Contains(strings.ToLower(fn.Name()), "check") && !saysValidates(fn.Name()) {
		return nil
	}
	return call
}

// couldRefuse reports whether the error e was returned by a function of this package that
// was given what a subject is a field of, reads that field, and makes errors of its own: it
// may have refused just the values that would panic.
func (m *Model) couldRefuse(f *Func, e ast.Expr, about []subject) bool {
	call, fn := m.failed(f, e)
	if fn == nil || m.decls[fn] == nil || !m.makesErrors(m.decls[fn]) {
		return false
	}
	return slices.ContainsFunc(append(slices.Clone(call.Args), receiverOf(call)), func(arg ast.Expr) bool {
		given, ok := m.symbolOf(arg)
		return ok && slices.ContainsFunc(about, func(a subject) bool {
			return a.path != given.path && a.root == given.root && strings.HasPrefix(a.path, given.path) && m.readsField(m.decls[fn], a.symbol)
		})
	})
}

// makesErrors reports whether a function, or one of this package that it calls, returns an
// error that it makes.
func (m *Model) makesErrors(g *Func) bool {
	if makes, ok := m.errorsMade[g]; ok {
		return makes
	}
	if m.errorsMade == nil {
		m.errorsMade = make(map[*Func]bool)
	}
	m.errorsMade[g] = false // where it calls itself
	for n := range g.own() {
		if m.isMadeError(n) {
			m.errorsMade[g] = true
			break
		}
	}
	return m.errorsMade[g]
}

// isMadeError reports whether a node makes an error, returns one of a package's or of a type
// that is none but errors, or calls a function of this package that does.
func (m *Model) isMadeError(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		fn, ok := m.callee(n).(*types.Func)
		if !ok {
			return false
		}
		if g := m.decls[fn]; g != nil {
			return m.makesErrors(g)
		}
		return isErrorType(typeOf(m.info, n)) && (pathOf(fn) == "errors" || pathOf(fn) == "fmt")
	case *ast.ReturnStmt:
		if len(n.Results) == 0 {
			return false
		}
		last := n.Results[len(n.Results)-1]
		t := typeOf(m.info, last)
		return isErrorType(t) && (!types.IsInterface(t) || m.literalOf(last) != nil || m.isPackageVar(last))
	}
	return false
}

// isPackageVar reports whether e is a variable of a package.
func (m *Model) isPackageVar(e ast.Expr) bool {
	v := m.variable(e)
	return v != nil && v.Kind() == types.PackageVar
}

// readsField reports whether g reads the field that a symbol ends with.
func (m *Model) readsField(g *Func, s symbol) bool {
	for n := range g.own() {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if v, ok := m.info.Uses[sel.Sel].(*types.Var); ok && m.sameField(s, v) {
				return true
			}
		}
	}
	return false
}

// besideSubject reports whether a condition is the ok of a lookup that gave a
// number that the demand is about, and that is given another value where it is
// not there.
func (m *Model) besideSubject(f *Func, ok *ast.Ident, about []subject) bool {
	v, isVar := m.info.ObjectOf(ok).(*types.Var)
	if !isVar || v.IsField() || v.Pkg() != m.pass.Pkg {
		return false
	}
	for _, w := range m.writesTo(f, v) {
		if w.stmt == nil || len(w.stmt.Lhs) != 2 {
			continue
		}
		s, known := m.symbolOf(w.stmt.Lhs[0])
		if _, _, number := intSize(typeOf(m.info, w.stmt.Lhs[0])); known && number && len(m.writesTo(f, s.root)) > 1 && slices.ContainsFunc(about, func(a subject) bool { return a.symbol == s }) {
			return true
		}
	}
	return false
}

// isPlainFor reports whether the arithmetic knows all of an operand: it is a
// constant, or one of the symbols or its length or capacity, and a constant. Of
// a duration, 0 is the one value that anybody tests for; of two texts it is not
// known how they differ.
func (m *Model) isPlainFor(e ast.Expr, about []subject) bool {
	if m.info.Types[e].Value != nil {
		return true
	}
	if t := typeOf(m.info, e); isText(t) || types.TypeString(t, nil) == "time.Duration" {
		return false
	}
	s := m.linearOf(e).symbol
	if o, ok := m.opaqueOf(s); ok {
		call, ok := ast.Unparen(o.e).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !m.isBuiltin(call, "cap") {
			return false
		}
		if s, ok = m.symbolOf(call.Args[0]); !ok {
			return false
		}
	}
	s.len = false
	return s.isZero() || slices.ContainsFunc(about, func(a subject) bool { return a.symbol == s && !a.part && !a.nil })
}

// isAbout reports whether an expression, or what its variables are only given,
// reads one of the symbols: not only another field of it.
func (m *Model) isAbout(f *Func, e ast.Expr, about []subject, depth int) (found bool) {
	if e == nil {
		return false
	}
	ast.Inspect(e, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			if v, ok := m.info.Uses[n.Sel].(*types.Var); ok && v.IsField() {
				s, ok := m.symbolOf(n)
				found = ok && slices.ContainsFunc(about, func(a subject) bool { return a.symbol == s || m.sameField(a.symbol, v) })
				return !ok
			}
			if s, ok := m.symbolOf(n.X); ok && m.info.Selections[n] != nil { // its method may look at any field
				found = slices.ContainsFunc(about, func(a subject) bool { return a.root == s.root && strings.HasPrefix(a.path, s.path) })
			}
		case *ast.Ident:
			v, ok := m.info.Uses[n].(*types.Var)
			if !ok || v.IsField() {
				return false
			}
			found = slices.ContainsFunc(about, func(a subject) bool { return a.symbol == symbol{root: v} })
			if def := cmp.Or(m.definedBy(f, v), m.givenLater(f, v)); !found && def != nil && depth < maxHops {
				found = m.isAbout(f, def, about, depth+1)
			}
		}
		return !found
	})
	return found
}

// givenLater returns the only value that a local variable is given which is declared
// without one, or nil.
func (m *Model) givenLater(f *Func, v *types.Var) (given ast.Expr) {
	if v.Pkg() != m.pass.Pkg || m.isParam(v) {
		return nil
	}
	for _, w := range m.writesTo(f, v) {
		_, ranges := w.rhs.(*element)
		switch {
		case w.zero:
		case given != nil || w.rhs == nil || w.rhs == unknownExpr || ranges:
			return nil
		default:
			given = w.rhs
		}
	}
	return given
}

// sameField reports whether a symbol is a field, of whatever value.
func (m *Model) sameField(s symbol, v *types.Var) bool {
	if s.root == nil || s.path == "" {
		return false
	}
	fields := fieldsOf(s)
	return len(fields) > 0 && fields[len(fields)-1].Origin() == v.Origin()
}

// countedArgs reports whether a variable is the list of the arguments of the
// program, and their number is tested somewhere.
func (m *Model) countedArgs(f *Func, v *types.Var) bool {
	return (v.Pkg() != nil && v.Pkg().Path() == "os" || m.isArgs(m.definedBy(f, v))) && m.countsArgs()
}

// countsArgs reports whether the number of the program's arguments is tested.
func (m *Model) countsArgs() bool {
	m.testedFields()
	return m.argsCounted
}

// isArgs reports whether e is the list of the arguments of the program, or its
// length.
func (m *Model) isArgs(e ast.Expr) bool {
	if e == nil || e == unknownExpr {
		return false
	}
	e = m.decisive(e)
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		fn, ok := m.callee(call).(*types.Func)
		return ok && pathOf(fn) == "flag" && (fn.Name() == "Args" || fn.Name() == "NArg")
	}
	v := m.variable(e)
	return v != nil && isProgramArgs(v)
}

// testedFields returns the fields whose values the package compares with
// something, or looks at where it validates its settings.
func (m *Model) testedFields() map[*types.Var]bool {
	if m.tested != nil {
		return m.tested
	}
	m.tested = make(map[*types.Var]bool)
	for _, f := range m.all {
		if m.inTest(f.Node.Pos()) {
			continue
		}
		validates := f.Obj != nil && saysValidates(f.Obj.Name())
		for n := range f.own() {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				_, compares := negated[n.Op]
				if _, loop := m.parent(f, n).(*ast.ForStmt); compares && !loop && !m.info.Types[n.X].IsNil() && !m.info.Types[n.Y].IsNil() {
					m.noteField(f, n.X)
					m.noteField(f, n.Y)
				}
			case *ast.SelectorExpr:
				if validates {
					m.noteField(f, n)
				}
			case *ast.AssignStmt:
				m.noteMended(n)
			case *ast.CallExpr:
				if validates {
					m.noteWhole(n)
				}
				if m.isBuiltin(n, "max") || m.isBuiltin(n, "min") {
					for _, arg := range n.Args {
						m.noteField(f, arg)
					}
				}
			}
		}
	}
	return m.tested
}

// noteMended notes a field that is given what a call makes of it: x.Period =
// orDefault(x.Period).
func (m *Model) noteMended(s *ast.AssignStmt) {
	if len(s.Lhs) != 1 || len(s.Rhs) != 1 {
		return
	}
	call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr)
	v := m.variable(s.Lhs[0])
	if !ok || v == nil || !v.IsField() || m.info.Types[call.Fun].IsType() {
		return
	}
	at := types.ExprString(s.Lhs[0])
	if slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return types.ExprString(arg) == at }) {
		m.tested[v.Origin()] = true
	}
}

// noteField notes the fields that e, which is compared, is computed from or a copy of:
// not those of what it is only an element of.
func (m *Model) noteField(f *Func, e ast.Expr) {
	if v := m.variable(m.decisive(e)); v != nil && !v.IsField() {
		def := m.definedBy(f, v)
		m.argsCounted = m.argsCounted || m.isArgs(def)
		if of := m.variable(def); of != nil && of.IsField() {
			m.tested[of.Origin()] = true
		}
	}
	m.argsCounted = m.argsCounted || m.isArgs(e)
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.IndexExpr:
			return false
		case *ast.SelectorExpr:
			if v, ok := m.info.Uses[n.Sel].(*types.Var); ok && v.IsField() {
				m.tested[v.Origin()] = true
				return false
			}
		}
		return true
	})
}

// noteWhole notes the fields of what a function that validates passes to another package
// as a whole: reflection looks at each.
func (m *Model) noteWhole(call *ast.CallExpr) {
	if fn, ok := m.callee(call).(*types.Func); !ok || m.decls[fn] != nil || pathOf(fn) == "fmt" {
		return
	}
	for _, arg := range call.Args {
		if v := m.variable(arg); v != nil && m.isParam(v) {
			for field := range fieldsOfStruct(v.Type()) {
				m.tested[field.Origin()] = true
			}
		}
	}
}

// fieldsOfStruct yields the fields of a struct, or of one that a pointer points at.
func fieldsOfStruct(t types.Type) iter.Seq[*types.Var] {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		return s.Fields()
	}
	return func(func(*types.Var) bool) {}
}

func saysValidates(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"valid", "verify", "sanit", "normaliz"}, func(w string) bool { return strings.Contains(name, w) })
}
