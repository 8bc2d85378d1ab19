package task

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file follows functions that are kept in a field or sent on a channel
// and run by another function of the package: workers, queues, callbacks.

// A use is an occurrence of an object in a function of the package.
type use struct {
	id *ast.Ident
	in *Func // the innermost function around it
}

// usesOf returns the occurrences of a field, variable or function in the files
// that every variant of the package has, in source order.
func (m *Model) usesOf(obj types.Object) []use {
	if m.uses == nil {
		m.uses = make(map[types.Object][]use)
		for id, obj := range m.info.Uses {
			if m.keep(obj) && !m.inTest(id.Pos()) {
				obj = origin(obj)
				m.uses[obj] = append(m.uses[obj], use{id: id})
			}
		}
	}
	uses := m.uses[obj]
	if len(uses) > 0 && uses[0].in == nil {
		slices.SortFunc(uses, func(a, b use) int { return cmp.Compare(a.id.Pos(), b.id.Pos()) })
		for i := range uses {
			if root := m.rootAt(uses[i].id.Pos()); root != nil {
				uses[i].in = m.frameOf(root, uses[i].id)
			}
		}
	}
	return uses
}

// expression returns the expression that a use is: the identifier, or what it
// selects from and itself.
func (m *Model) expression(u use) ast.Expr {
	if sel, ok := m.parent(u.in, u.id).(*ast.SelectorExpr); ok && sel.Sel == u.id {
		return sel
	}
	return u.id
}

// keep reports whether the uses of an object are ever asked for.
func (m *Model) keep(obj types.Object) bool {
	if obj.Pkg() != m.pass.Pkg {
		return false
	}
	switch obj := obj.(type) {
	case *types.Var:
		return carriesFunc(obj.Type()) || isTable(obj)
	case *types.Func:
		return true
	}
	return false
}

func origin(obj types.Object) types.Object {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		return obj.Origin()
	}
	return obj
}

// rootAt returns the declaration, or the literal of a package variable, around
// pos, or nil.
func (m *Model) rootAt(pos token.Pos) *Func {
	if m.roots == nil {
		for _, f := range m.all {
			if f.Outer == nil {
				m.roots = append(m.roots, f)
			}
		}
		slices.SortFunc(m.roots, func(a, b *Func) int { return cmp.Compare(a.Node.Pos(), b.Node.Pos()) })
	}
	i, found := slices.BinarySearchFunc(m.roots, pos, func(f *Func, pos token.Pos) int { return cmp.Compare(f.Node.Pos(), pos) })
	if !found {
		i--
	}
	if i < 0 || !contains(pos, m.roots[i].Node) {
		return nil
	}
	return m.roots[i]
}

// flowsOfField returns how the functions are run that are kept in a field: by
// all code of the package that loads it.
func (m *Model) flowsOfField(field *types.Var) (runs []Run) {
	if field.Pkg() != m.pass.Pkg {
		return m.flowsOfLibraryField(field)
	}
	if !carriesFunc(field.Type()) || !m.startsAny() {
		return nil
	}
	for _, u := range m.usesOf(field.Origin()) {
		if u.in == nil {
			continue
		}
		if e := m.loaded(u); e != nil {
			for _, r := range m.flows(u.in, e) {
				runs = append(runs, m.onGoroutines(u.in.Root, r)...)
			}
		}
	}
	return runs
}

// flowsOfLibraryField returns how a function is run that is kept in a field of
// another package.
func (m *Model) flowsOfLibraryField(field *types.Var) []Run {
	entry := m.known.field(field)
	if entry == nil {
		return nil
	}
	return []Run{{Place: OnGoroutine, Fate: fateInLibrary(entry.Recovered, entry.Unless)}}
}

// loaded returns the expression x.f that loads the field at a use, or nil if
// the use is none: the key of a literal, or what is assigned to.
func (m *Model) loaded(u use) ast.Expr {
	sel, ok := m.parent(u.in, u.id).(*ast.SelectorExpr)
	if !ok || sel.Sel != u.id {
		return nil
	}
	if assign, ok := m.parent(u.in, sel).(*ast.AssignStmt); ok {
		for _, lhs := range assign.Lhs {
			if ast.Unparen(lhs) == sel {
				return nil
			}
		}
	}
	return sel
}

// flowsOfChan returns how the functions are run that are received from a
// channel: a field, or a local variable.
func (m *Model) flowsOfChan(f *Func, ch ast.Expr) (runs []Run) {
	v := m.variable(ch)
	if v == nil || v.Pkg() != m.pass.Pkg || !m.startsAny() {
		return nil
	}
	for _, u := range m.usesOf(v) {
		if u.in == nil || !v.IsField() && u.in.Root != f.Root {
			continue
		}
		e := m.expression(u)
		for _, r := range m.received(u.in, e) {
			if v.IsField() {
				runs = append(runs, m.onGoroutines(u.in.Root, r)...)
			} else {
				runs = append(runs, r)
			}
		}
	}
	return runs
}

// received returns how a function is run that is received from ch.
func (m *Model) received(f *Func, ch ast.Expr) []Run {
	switch up := m.parent(f, ch).(type) {
	case *ast.RangeStmt:
		if ast.Unparen(up.X) == ch && up.Key != nil {
			return m.flowsOfLocal(f, up.Key)
		}
	case *ast.UnaryExpr:
		if up.Op == token.ARROW {
			return m.flows(f, up)
		}
	}
	return nil
}

// onGoroutines returns how a function is run that the declaration g runs as r
// says, if that is on a goroutine that the package starts.
func (m *Model) onGoroutines(g *Func, r Run) (runs []Run) {
	switch r.Place {
	case OnGoroutine:
		return []Run{r}
	case OnResult:
		return nil
	}
	for _, fate := range m.contextsOf(g) {
		runs = append(runs, Run{Place: OnGoroutine, Fate: r.Fate.then(fate)})
	}
	return runs
}

// contextsOf returns the fates of a panic that leaves the declaration g, for
// each way in which the package runs it on a goroutine of its own.
func (m *Model) contextsOf(g *Func) []Fate {
	if fates, ok := m.contexts[g]; ok || g.Obj == nil {
		return fates // nil for a recursive function: the other calls decide
	}
	m.contexts[g] = nil
	var fates []Fate
	for _, u := range m.usesOf(g.Obj) {
		if u.in == nil {
			continue
		}
		e := m.expression(u)
		for _, outer := range m.flows(u.in, e) {
			for _, r := range m.onGoroutines(u.in.Root, outer) {
				fates = append(fates, r.Fate)
			}
		}
	}
	slices.Sort(fates)
	m.contexts[g] = slices.Compact(fates)
	return m.contexts[g]
}
