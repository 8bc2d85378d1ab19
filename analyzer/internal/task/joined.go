package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A starting is a goroutine that touches the channel, with the call that
// starts it.
type starting struct {
	callee
	call *ast.CallExpr
}

// released reports whether a receive from e comes after the sends of a
// goroutine that was started: it closes e, or sends on it, when it is done.
func (c *counter) released(e ast.Expr) bool {
	obj := c.m.variable(e)
	if obj == nil {
		return false
	}
	for _, t := range c.tasks {
		if c.m.endsSending(t, obj) {
			return true
		}
	}
	return false
}

// joins reports whether a call waits for a goroutine that was started: that
// has told by then that it is done, or has ended.
func (c *counter) joins(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !strings.HasPrefix(sel.Sel.Name, "Wait") && !strings.HasPrefix(sel.Sel.Name, "Join") {
		return false
	}
	obj := c.m.variable(sel.X)
	if obj == nil {
		return false
	}
	for _, t := range c.tasks {
		if starter, ok := ast.Unparen(t.call.Fun).(*ast.SelectorExpr); ok && c.m.variable(starter.X) == obj {
			return true
		}
		if c.m.endsSending(t, obj) {
			return true
		}
	}
	return false
}

// endsSending reports whether a goroutine does something to the variable after
// which it sends nothing more on the channel.
func (m *Model) endsSending(t starting, obj *types.Var) bool {
	objs := []*types.Var{obj}
	for j, arg := range t.call.Args {
		arg = ast.Unparen(arg)
		if addr, ok := arg.(*ast.UnaryExpr); ok && addr.Op == token.AND {
			arg = addr.X
		}
		if m.variable(arg) != obj {
			continue
		}
		if t.f.Obj != nil {
			objs = append(objs, m.paramOf(t.f, j))
		} else {
			objs = append(objs, m.param(t.f, j))
		}
	}
	for n := range everything(t.f.Body) {
		for _, obj := range objs {
			if obj != nil && m.signals(n, obj) && !m.sendsAfter(t.callee, n) {
				return true
			}
		}
	}
	return false
}

// signals reports whether n closes the variable, sends on it, calls a method
// of it, or gives it to a function that may.
func (m *Model) signals(n ast.Node, obj *types.Var) bool {
	switch n := n.(type) {
	case *ast.SendStmt:
		return m.variable(n.Chan) == obj
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && m.variable(sel.X) == obj {
			return true
		}
		for _, arg := range n.Args {
			if m.variable(arg) == obj {
				return true
			}
		}
	}
	return false
}

// sendsAfter reports whether the function can come from n to a use of the
// channel.
func (m *Model) sendsAfter(t callee, n ast.Node) bool {
	f := m.frameOf(t.f, n)
	if f != t.f {
		return false // in a deferred literal, at the end
	}
	for p := n; p != nil && p != f.Node; p = m.parent(f, p) {
		if _, ok := p.(*ast.DeferStmt); ok {
			return false
		}
	}
	g := m.graphOf(f)
	at, ok := g.places[n]
	if !ok {
		return false
	}
	later := make(map[int32]bool)
	var visit func(i int32)
	visit = func(i int32) {
		for _, succ := range g.cfg.Blocks[i].Succs {
			if !later[succ.Index] {
				later[succ.Index] = true
				visit(succ.Index)
			}
		}
	}
	visit(at.block)
	for e := range t.v.uses {
		p, ok := g.places[e]
		if ok && (later[p.block] || p.block == at.block && e.Pos() > n.End()) {
			return true
		}
	}
	return false
}

// served returns what becomes of a channel in a field of a value that is sent
// to another goroutine, a request: the functions of the package that use the
// field send on it.
func (m *Model) served(field *types.Var) (c counts) {
	if field.Exported() && m.ownerExported(field) {
		return counts{vague: true}
	}
	for _, u := range m.fieldUses(field) {
		sel, ok := m.parent(u.in, u.id).(*ast.SelectorExpr)
		if !ok {
			continue // the key of a literal
		}
		switch up := m.parent(u.in, sel).(type) {
		case *ast.SendStmt:
			if ast.Unparen(up.Chan) != sel {
				return counts{vague: true}
			}
			if clause, ok := m.parent(u.in, up).(*ast.CommClause); ok && len(m.parent(u.in, clause).(*ast.BlockStmt).List) > 1 {
				c.soft = 1
			} else {
				c.hard = 1
			}
		case *ast.UnaryExpr, *ast.RangeStmt, *ast.BinaryExpr:
			// Received from where it was made, as far as is known.
		case *ast.CallExpr:
			if m.isBuiltin(up, "close") {
				c.closes = true
			} else {
				return counts{vague: true}
			}
		default:
			return counts{vague: true}
		}
	}
	if c.soft > 0 && c.hard > 0 {
		c.hard = 0
	}
	c.least = c.hard
	return c
}

// ownerExported reports whether the struct type of a field is exported.
func (m *Model) ownerExported(field *types.Var) bool {
	scope := m.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !tn.Exported() {
			continue
		}
		if st, ok := tn.Type().Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f == field {
					return true
				}
			}
		}
	}
	return false
}

// fieldUses returns the uses of a field that holds a channel, in the files
// that every variant of the package has.
func (m *Model) fieldUses(field *types.Var) []use {
	if m.chanFields == nil {
		m.chanFields = make(map[*types.Var][]use)
		for id, obj := range m.info.Uses {
			v, ok := obj.(*types.Var)
			if !ok || !v.IsField() || v.Pkg() != m.pass.Pkg || m.inTest(id.Pos()) {
				continue
			}
			if _, ok := v.Type().Underlying().(*types.Chan); !ok {
				continue
			}
			if root := m.rootAt(id.Pos()); root != nil {
				v = v.Origin()
				m.chanFields[v] = append(m.chanFields[v], use{id, m.frameOf(root, id)})
			}
		}
		for _, uses := range m.chanFields {
			sortUses(uses)
		}
	}
	return m.chanFields[field]
}
