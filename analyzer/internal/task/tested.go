package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file knows what the author of the code has thought of. A test of a value
// that the arithmetic cannot use (it calls something, or compares with another
// variable) may be just the one that is needed, and so may one of the same field
// in another function: what is not proven behind it is possible, not likely.

// A subject is what a demand is about. One that is only a part of a number, as
// n is of n*size, is tested by any comparison.
type subject struct {
	symbol
	part bool
	nil  bool // it is what must not be nil
}

// thoughtOf reports whether what decides the demands is the state of an object,
// or is tested in a way that the proofs do not understand, or comes from a call
// that has seen the rest.
func (m *Model) thoughtOf(f *Func, n ast.Node, demands []demand) bool {
	if m.without(ruleConditions) {
		return false
	}
	var about []subject
	for _, d := range demands {
		subjects, args := m.subjectsOf(f, d)
		if about = append(about, subjects...); args && m.countsArgs() {
			return true
		}
	}
	if len(about) == 0 {
		return false
	}
	if m.isTested(f, n, about) {
		return true
	}
	return slices.ContainsFunc(about, func(s subject) bool {
		if s.path == "" {
			return m.isMatch(f, s.root, n) || m.filledHere(f, s.root) || m.countedFor(f, s.root, about) || m.countedArgs(f, s.root) || s.nil && m.madeLikewise(f, s.root, n)
		}
		fields := fieldsOf(s.symbol)
		if len(fields) == 0 {
			return false
		}
		v := fields[len(fields)-1].Origin()
		_, _, number := intSize(v.Type()) // what a message has is tested by each for itself
		return (number || !v.Exported()) && m.testedFields()[v] || m.isState(v) || m.counts(f, v, n)
	})
}

// isTested reports whether a condition before n is about one of the subjects,
// and says more than the arithmetic learns from it.
func (m *Model) isTested(f *Func, n ast.Node, about []subject) bool {
	return slices.ContainsFunc(m.testsBefore(f, n), func(c ast.Expr) bool { return m.isTestOf(f, c, about, 0) })
}

// filledHere reports whether a local variable is a slice that is filled here: how
// long it is then, the code around it has seen to.
func (m *Model) filledHere(f *Func, v *types.Var) bool {
	return slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
		call, ok := w.rhs.(*ast.CallExpr)
		return ok && (m.isBuiltin(call, "append") || m.isBuiltin(call, "make") && len(call.Args) > 1 && m.info.Types[call.Args[1]].Value == nil)
	})
}

// worksOn reports whether a number that the demands are about is given several
// values, as a counter is, and what is clamped to its bounds.
func (m *Model) worksOn(f *Func, demands []demand) bool {
	for _, d := range demands {
		about, _ := m.subjectsOf(f, d)
		for _, s := range about {
			if _, _, number := intSize(s.root.Type()); s.path != "" || !number || m.isPlain(s.root) {
				continue
			}
			given := 0
			for _, w := range m.writesTo(f, s.root) {
				if _, ranged := w.rhs.(*element); !w.zero && !w.decoded && !ranged {
					given++
				}
			}
			if given > 1 {
				return true
			}
		}
	}
	return false
}

// isMatch reports whether a variable is what a regular expression found, and that
// it found anything is tested: how long it is, is then known.
func (m *Model) isMatch(f *Func, v *types.Var, n ast.Node) bool {
	call, ok := m.definedBy(f, v).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok || pathOf(fn) != "regexp" {
		return false
	}
	return slices.ContainsFunc(m.testsBefore(f, n), func(c ast.Expr) bool { return m.isAbout(f, c, []subject{{symbol: symbol{root: v}}}, 0) })
}

// counts reports whether a field is counted up before n.
func (m *Model) counts(f *Func, v *types.Var, n ast.Node) bool {
	return slices.ContainsFunc(m.fieldWritesTo(v), func(w write) bool {
		return w.step > 0 && contains(w.in, f.Root.Node) && w.pos < n.Pos()
	})
}

// madeLikewise reports whether a map is made under a condition that is also one
// for n.
func (m *Model) madeLikewise(f *Func, v *types.Var, n ast.Node) bool {
	leads := m.conditionsTo(f, n)
	return slices.ContainsFunc(m.writesTo(f, v), func(w write) bool {
		if w.stmt == nil || w.through {
			return false
		}
		return slices.ContainsFunc(m.conditionsTo(m.frameAt(f, w.in), w.stmt), func(c condition) bool {
			return slices.ContainsFunc(leads, func(o condition) bool {
				return !c.other && c.truth == o.truth && types.ExprString(c.e) == types.ExprString(o.e)
			})
		})
	})
}

// isState reports whether a field is one that only this package changes, while
// the object lives.
func (m *Model) isState(v *types.Var) bool {
	return v.Pkg() == m.pass.Pkg && !v.Exported() && !m.settled(v, m.fieldWritesTo(v))
}

// subjectsOf returns what a demand is about, and whether that is the list of the
// arguments of the program.
func (m *Model) subjectsOf(f *Func, d demand) (about []subject, args bool) {
	add := func(s symbol) {
		s.len = false
		if !s.isZero() && s.root != nil {
			about = append(about, subject{symbol: s, nil: d.is == demandNonNil})
			if sliced, ok := m.onlyValueOf(f, s.root).(*ast.SliceExpr); ok && s.path == "" { // a part of another one
				if o, ok := m.symbolOf(sliced.X); ok {
					about = append(about, subject{symbol: o, part: true})
				}
			}
			if def := m.onlyValueOf(f, s.root); s.path == "" && def != nil && def != unknownExpr { // a copy of a field
				if o, ok := m.symbolOf(m.decisive(def)); ok {
					about = append(about, subject{symbol: o})
				}
			}
		} else if o, ok := m.opaqueOf(s); ok {
			args = args || m.isArgs(o.e)
			call, conversion := o.e.(*ast.CallExpr)
			conversion = conversion && m.info.Types[call.Fun].IsType()
			for _, v := range o.vars {
				v.len = false
				if v.root != nil {
					about = append(about, subject{symbol: v, part: !conversion})
				}
			}
		}
	}
	switch d.is {
	case demandLess:
		add(d.st.a)
		add(d.st.b)
	case demandNonZero:
		add(d.x.symbol)
	default:
		add(d.at)
	}
	if d.e != nil && d.e != unknownExpr {
		if s, ok := m.symbolOf(m.decisive(d.e)); ok {
			add(s)
		}
	}
	return about, args
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
	i := slices.IndexFunc(list, func(s ast.Stmt) bool { return s == child })
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
			return ok && slices.ContainsFunc(about, func(a subject) bool { return a.nil && a.symbol == s })
		}
		if m.isPlainFor(e.X, about) && m.isPlainFor(e.Y, about) {
			return false
		}
		return m.isAbout(f, e.X, about, depth) || m.isAbout(f, e.Y, about, depth)
	case *ast.Ident:
		if m.besideSubject(f, e, about) {
			return true
		}
		v, _ := m.info.ObjectOf(e).(*types.Var)
		if v != nil && m.isParam(v) {
			return true // who passes such a flag knows what else to pass
		}
		def := m.definedBy(f, v)
		return def != nil && m.isTestOf(f, def, about, depth+1)
	case *ast.SelectorExpr:
		return false // a switch of its own
	}
	return m.isAbout(f, cond, about, depth)
}

// definedBy returns the only value that a local variable is given, alone or
// beside others.
func (m *Model) definedBy(f *Func, v *types.Var) ast.Expr {
	if def := m.onlyValueOf(f, v); def != nil {
		return def
	}
	if v == nil || v.IsField() || v.Pkg() != m.pass.Pkg || m.isParam(v) {
		return nil
	}
	if writes := m.writesTo(f, v); len(writes) == 1 && writes[0].stmt != nil && len(writes[0].stmt.Rhs) == 1 {
		return writes[0].stmt.Rhs[0]
	}
	return nil
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
// a duration, 0 is the one value that anybody tests for.
func (m *Model) isPlainFor(e ast.Expr, about []subject) bool {
	if m.info.Types[e].Value != nil {
		return true
	}
	if types.TypeString(typeOf(m.info, e), nil) == "time.Duration" {
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
	return s.isZero() || slices.Contains(about, subject{symbol: s})
}

// isAbout reports whether an expression, or what its variables are only given,
// reads one of the symbols: not only another field of it.
func (m *Model) isAbout(f *Func, e ast.Expr, about []subject, depth int) (found bool) {
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
			if def := m.definedBy(f, v); !found && def != nil && depth < maxHops {
				found = m.isAbout(f, def, about, depth+1)
			}
		}
		return !found
	})
	return found
}

// sameField reports whether a symbol is a field, of whatever value.
func (m *Model) sameField(s symbol, v *types.Var) bool {
	if s.root == nil || s.path == "" {
		return false
	}
	fields := fieldsOf(s)
	return len(fields) > 0 && fields[len(fields)-1].Origin() == v.Origin()
}

// countedFor reports whether a variable is what a call returned that was given
// another one of the subjects, or what that was made from: r.Read(buf) counts
// what is in buf, and alloc(len(data)) makes room for data.
func (m *Model) countedFor(f *Func, v *types.Var, about []subject) bool {
	for _, w := range m.writesTo(f, v) {
		e := w.rhs
		if w.stmt != nil && len(w.stmt.Rhs) == 1 {
			e = w.stmt.Rhs[0]
		}
		if e == nil || e == unknownExpr {
			continue
		}
		e = m.unconverted(e)
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok || m.info.Types[call.Fun].IsType() {
			continue
		}
		if fn, ok := m.callee(call).(*types.Func); !ok || computes[pathOf(fn)] {
			continue
		}
		for _, arg := range call.Args {
			if m.literalOf(arg) != nil && isSliceType(typeOf(m.info, arg)) {
				return true // one result for each
			}
			for _, s := range about {
				if s.root == v {
					continue
				}
				from := []subject{s, {symbol: symbol{root: s.root}}}
				if call, ok := m.definedBy(f, s.root).(*ast.CallExpr); ok && s.path == "" {
					if o, ok := m.symbolOf(receiverOf(call)); ok {
						from = append(from, subject{symbol: o})
					}
				}
				if m.isAbout(f, arg, from, 0) {
					return true
				}
			}
		}
	}
	return false
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
	return v != nil && v.Pkg() != nil && v.Pkg().Path() == "os" && v.Name() == "Args"
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
			case *ast.CallExpr:
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

func (m *Model) noteField(f *Func, e ast.Expr) {
	e = m.decisive(e)
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		v, _ := m.info.ObjectOf(id).(*types.Var)
		m.argsCounted = m.argsCounted || m.isArgs(m.definedBy(f, v))
	}
	m.argsCounted = m.argsCounted || m.isArgs(e)
	if s, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		if v, ok := m.info.Uses[s.Sel].(*types.Var); ok && v.IsField() {
			m.tested[v.Origin()] = true
		}
	}
}

func saysValidates(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"valid", "verify", "sanit", "normaliz"}, func(w string) bool { return strings.Contains(name, w) })
}

func isSliceType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// receiverOf returns what a method is called on, or the function itself.
func receiverOf(call *ast.CallExpr) ast.Expr {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return sel.X
	}
	return call.Fun
}
