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
	need side // what it needs, if it is a number of itself
}

// A side is the side on which a number is bounded.
type side int8

const (
	above side = iota + 1 // it is at most something
	below
)

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
	return m.isTested(f, n, about) || slices.ContainsFunc(about, func(s subject) bool { return m.seenTo(f, n, s, about) })
}

// seenTo reports whether one of the subjects of a demand at n is seen to by other
// means than a test before n.
func (m *Model) seenTo(f *Func, n ast.Node, s subject, about []subject) bool {
	switch {
	case m.measured(f, n, s, about), m.isOldLength(f, s, about), m.isRefusedBefore(f, n, s.symbol):
		return true
	case s.path != "":
		return m.isKeptInOrder(f, n, s.symbol)
	case s.part:
		return false
	}
	return m.isIndexedBefore(f, n, s) || m.isMatch(f, s.root, n) || m.isSplitAt(f, s.root, n) || m.filledHere(f, s.root) || m.countedFor(f, s.root, about) ||
		m.countedArgs(f, s.root) || s.nil && m.madeLikewise(f, s.root, n)
}

// isKeptInOrder reports whether a field is the state of an object, is compared
// elsewhere, or is counted up before n.
func (m *Model) isKeptInOrder(f *Func, n ast.Node, s symbol) bool {
	fields := fieldsOf(s)
	if len(fields) == 0 {
		return false
	}
	v := fields[len(fields)-1].Origin()
	_, _, number := intSize(v.Type()) // what a message has is tested by each for itself
	return (number || !v.Exported()) && m.testedFields()[v] || m.isState(v) || m.counts(f, v, n) || m.isTestedWhereSet(v, 0) ||
		number && v.Pkg() != m.pass.Pkg && validatesItself(ownerOf(s, fields))
}

// isRefusedBefore reports whether a function of this package is given s, or what has it,
// before n, and measures a list of that: what it returns may say that the rest is not to be
// done.
func (m *Model) isRefusedBefore(f *Func, n ast.Node, s symbol) bool {
	for in := f; in != nil && s.root != nil; in = in.Outer {
		for _, g := range m.givings(in)[s.root] {
			rest, part := strings.CutPrefix(s.path, g.path)
			if part && g.call.Pos() < n.Pos() && m.isAlwaysBefore(in, g.call, n) && m.measures(g.to, m.paramOf(g.to, g.param), rest) {
				return true
			}
		}
	}
	return false
}

// A giving is a call that gives a variable, or a field reached from it, to a function of
// this package that returns something.
type giving struct {
	path  string
	call  *ast.CallExpr
	to    *Func
	param int
}

// givings returns the calls of f by what they give. It is asked for at each operation.
func (m *Model) givings(f *Func) map[*types.Var][]giving {
	return recall(&m.givingsIn, f, func() map[*types.Var][]giving {
		all := make(map[*types.Var][]giving)
		for o := range f.own() {
			call, ok := o.(*ast.CallExpr)
			if !ok {
				continue
			}
			fn, ok := m.callee(call).(*types.Func)
			if !ok || m.decls[fn] == nil {
				continue
			}
			if _, alone := m.parent(f, call).(*ast.ExprStmt); alone {
				continue // nothing comes of it
			}
			for i, arg := range call.Args {
				if s, ok := m.symbolOf(arg); ok {
					all[s.root] = append(all[s.root], giving{s.path, call, m.decls[fn], i})
				}
			}
		}
		return all
	})
}

// measures reports whether a function compares the length of its parameter, or of what is
// reached from it by the path, or by any.
func (m *Model) measures(g *Func, param *types.Var, path string) bool {
	measured := recall(&m.lengths, g, func() (of []symbol) {
		for n := range g.own() {
			e, ok := n.(*ast.BinaryExpr)
			if !ok || negated[e.Op] == token.ILLEGAL {
				continue
			}
			for _, side := range []ast.Expr{e.X, e.Y} {
				if call, ok := ast.Unparen(side).(*ast.CallExpr); ok && m.isBuiltin(call, "len") {
					if s, ok := m.symbolOf(call.Args[0]); ok {
						of = append(of, s)
					}
				}
			}
		}
		return of
	})
	return slices.ContainsFunc(measured, func(s symbol) bool { return s.root == param && (path == "" || s.path == path) })
}

// ownerOf returns the type that the last of the fields of a symbol is one of.
func ownerOf(s symbol, fields []*types.Var) types.Type {
	if len(fields) > 1 {
		return fields[len(fields)-2].Type()
	}
	return s.root.Type()
}

// validatesItself reports whether a type of another package has a method that validates it:
// what it looks at is not seen here.
func validatesItself(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	for fn := range named.Methods() {
		if saysValidates(fn.Name()) {
			return true
		}
	}
	return false
}

// isTestedWhereSet reports whether a field, which this package alone sets, is only given
// constants and what is compared with something before.
func (m *Model) isTestedWhereSet(v *types.Var, hops int) bool {
	return recall(&m.setCompared, hopsTo{v, hops}, func() bool {
		exprs := m.packageVars()[v]
		return !v.Exported() && v.Pkg() == m.pass.Pkg && len(exprs) > 0 && !m.decoded(m.fieldWritesTo(v)) && !slices.ContainsFunc(exprs, func(e ast.Expr) bool {
			return e == nil || e == unknownExpr || !m.isCompared(e, hops)
		})
	})
}

// isCompared reports whether an expression is a constant, or a condition before it is about
// the variable that it is, in a way that the arithmetic may understand where it stands, or
// any in the package about the field; of a sum or product, about each of its parts. What a
// variable is given, a caller may have compared.
func (m *Model) isCompared(e ast.Expr, hops int) bool {
	if m.info.Types[e].Value != nil {
		return true
	}
	e = m.withoutConversion(e)
	if parts, ok := e.(*ast.BinaryExpr); ok {
		return m.isCompared(parts.X, hops) && m.isCompared(parts.Y, hops)
	}
	v := m.variable(e)
	switch {
	case v == nil:
		return false
	case v.IsField():
		return m.testedFields()[v.Origin()] || hops < maxHops && m.isTestedWhereSet(v.Origin(), hops+1)
	}
	root := m.rootAt(e.Pos())
	return root != nil && (hops < maxHops && m.isPassedCompared(root, v, hops+1) ||
		slices.ContainsFunc(m.testsBefore(m.frameOf(root, e), e), func(cond ast.Expr) bool { return m.mentions(cond, v) }))
}

// isPassedCompared reports whether a variable is a parameter of a function that only this
// package calls, and each call passes a constant or what is compared before it.
func (m *Model) isPassedCompared(f *Func, v *types.Var, hops int) bool {
	i := m.paramIndex(f, v)
	if i < 0 || f.Obj == nil || isOpen(f.Obj) || len(m.writesTo(f, v)) > 0 {
		return false
	}
	return recall(&m.passedCompared, hopsTo{v, hops}, func() bool {
		uses := m.usesOf(f.Obj)
		return len(uses) > 0 && !slices.ContainsFunc(uses, func(u use) bool {
			if u.in == nil {
				return true
			}
			fun := m.expression(u)
			call, ok := m.parent(u.in, fun).(*ast.CallExpr)
			if !ok || ast.Unparen(call.Fun) != fun {
				return true
			}
			arg, _ := m.argument(call, i)
			return arg == nil || !m.isCompared(arg, hops)
		})
	})
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

// isOldLength reports whether a number is how long another of the subjects was before it
// got more: what is between the two, the author has put there.
func (m *Model) isOldLength(f *Func, s subject, about []subject) bool {
	call, ok := m.onlyValueOf(f, s.root).(*ast.CallExpr)
	if !ok || s.path != "" || !m.isBuiltin(call, "len") {
		return false
	}
	of, ok := m.symbolOf(call.Args[0])
	return ok && len(m.writesTo(f, of.root)) > 1 && slices.ContainsFunc(about, func(o subject) bool { return o.symbol == of })
}

// isIndexedBefore reports whether a slice is one that has been indexed before n under
// another name: that would have panicked, if nobody had seen to its length.
func (m *Model) isIndexedBefore(f *Func, n ast.Node, s subject) bool {
	if s.path != "" || !isSliceType(s.root.Type()) {
		return false
	}
	return slices.ContainsFunc(m.writesTo(f, s.root), func(w write) bool {
		if w.rhs == nil || w.rhs == unknownExpr {
			return false
		}
		other, ok := m.symbolOf(w.rhs)
		return ok && other.path != "" && m.indexes(f, other, n)
	})
}

// indexes reports whether f reads an element, at a constant, of what a symbol denotes
// before n.
func (m *Model) indexes(f *Func, s symbol, n ast.Node) bool {
	first := recall(&m.firstIndexed, f, func() map[symbol]token.Pos {
		at := make(map[symbol]token.Pos)
		for o := range f.own() {
			index, ok := o.(*ast.IndexExpr)
			if !ok || m.info.Types[index.Index].Value == nil {
				continue
			}
			if of, ok := m.symbolOf(index.X); ok && at[of] == token.NoPos {
				at[of] = index.Pos()
			}
		}
		return at
	})
	pos, ok := first[s]
	return ok && pos < n.Pos()
}

// isSplitAt reports whether a variable is what a text was split into, at something that a
// condition before n looks for in a text.
func (m *Model) isSplitAt(f *Func, v *types.Var, n ast.Node) bool {
	call, ok := m.lastGiven(f, v, n.Pos()).(*ast.CallExpr)
	if !ok || !m.isOfStrings(call, "Split") || len(call.Args) < 2 || m.info.Types[call.Args[1]].Value == nil {
		return false
	}
	at := m.info.Types[call.Args[1]].Value.ExactString()
	return slices.ContainsFunc(m.testsBefore(f, n), func(cond ast.Expr) bool {
		found := false
		for n := range within(cond) {
			look, ok := n.(*ast.CallExpr)
			found = found || ok && (m.isOfStrings(look, "Contains") || m.isOfStrings(look, "Count") || m.isOfStrings(look, "Index")) &&
				len(look.Args) > 1 && m.info.Types[look.Args[1]].Value != nil && m.info.Types[look.Args[1]].Value.ExactString() == at
		}
		return found
	})
}

// isOfStrings reports whether a call is of a function of strings whose name begins so.
func (m *Model) isOfStrings(call *ast.CallExpr, prefix string) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && pathOf(fn) == "strings" && strings.HasPrefix(fn.Name(), prefix)
}

// measured reports whether another subject counts through a slice that was made as long as
// s allows.
func (m *Model) measured(f *Func, n ast.Node, s subject, about []subject) bool {
	for up := m.parent(f, n); up != nil; up = m.parent(f, up) {
		loop, ok := up.(*ast.RangeStmt)
		if !ok || loop.Key == nil {
			continue
		}
		key := m.variable(loop.Key)
		if key == nil || !slices.ContainsFunc(about, func(o subject) bool { return o.root == key && o.path == "" }) {
			continue
		}
		made, ok := m.definedBy(f, m.variable(loop.X)).(*ast.CallExpr)
		if ok && m.isBuiltin(made, "make") && len(made.Args) > 1 && m.isAbout(f, made.Args[1], []subject{s}, 0) {
			return true
		}
	}
	return false
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
		conditions := m.conditionsTo(m.frameAt(f, w.in), w.stmt)
		return len(conditions) > 0 && slices.ContainsFunc(leads, func(o condition) bool {
			c := conditions[0]
			return !c.other && c.truth == o.truth && types.ExprString(c.e) == types.ExprString(o.e)
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
	sided := m.isOfBytes(f, d)
	add := func(s symbol, need side) {
		if s.len || !sided {
			need = 0
		}
		s.len = false
		if !s.isZero() && s.root != nil {
			about = append(about, subject{symbol: s, nil: d.is == demandNonNil, need: need})
			if sliced, ok := m.onlyValueOf(f, s.root).(*ast.SliceExpr); ok && s.path == "" { // a part of another one
				if o, ok := m.symbolOf(sliced.X); ok {
					about = append(about, subject{symbol: o, part: true})
				}
			}
			if def := m.onlyValueOf(f, s.root); s.path == "" && def != nil && def != unknownExpr { // a copy of a field
				if o, ok := m.symbolOf(m.decisive(def)); ok {
					about = append(about, subject{symbol: o})
				}
				about = append(about, m.computedFrom(f, def)...)
			}
		} else if o, ok := m.opaqueOf(s); ok {
			args = args || m.isArgs(o.e)
			call, conversion := o.e.(*ast.CallExpr)
			conversion = conversion && m.info.Types[call.Fun].IsType()
			for _, v := range m.readBy(o) {
				about = append(about, subject{symbol: v, part: !conversion})
			}
		}
	}
	switch d.is {
	case demandLess:
		add(d.st.a, above)
		add(d.st.b, below)
	case demandNonZero:
		add(d.x.symbol, 0)
	default:
		add(d.at, 0)
	}
	if d.e != nil && d.e != unknownExpr {
		if s, ok := m.symbolOf(m.decisive(d.e)); ok {
			add(s, 0)
		}
	}
	return about, args
}

// computedFrom returns what a number is computed from by a function of this package, and
// that is given several values, as what is clamped to its bounds is.
func (m *Model) computedFrom(f *Func, e ast.Expr) (from []subject) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if _, _, number := intSize(typeOf(m.info, e)); !ok || !number {
		return nil
	}
	if fn, ok := m.callee(call).(*types.Func); !ok || m.decls[fn] == nil {
		return nil
	}
	for _, arg := range call.Args {
		s, ok := m.symbolOf(m.decisive(arg))
		if ok && s.path == "" && s.root.Parent() != m.pass.Pkg.Scope() && !m.isSetOnce(f, s.root) {
			from = append(from, subject{symbol: s, part: true})
		}
	}
	return from
}

// readBy returns the variables and fields that an expression is computed from.
func (m *Model) readBy(o opaque) (read []symbol) {
	for _, v := range o.vars {
		v.len = false
		read = append(read, v)
	}
	if len(o.vars) > 0 {
		return read
	}
	ast.Inspect(o.e, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if _, element := n.(*ast.IndexExpr); !ok || element {
			return !element // what it is an element of, says nothing of it
		}
		s, ok := m.symbolOf(e)
		if ok {
			read = append(read, s)
		}
		return !ok
	})
	return read
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
