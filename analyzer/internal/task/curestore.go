package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// This file is about functions that put their outcome where somebody reads it when
// they have ended: how a guard stores its error there, and where it must not be
// stopped at all, for what was not done would be taken for a result.

// toldByStore is for a function that puts its error where the waiter reads it.
// What it puts elsewhere, and is waited for, would be taken for a result.
func (m *Model) toldByStore(c *Cure) bool {
	f := c.Func
	results := false
	for n := range f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			continue
		}
		for i, lhs := range assign.Lhs {
			if !m.isOutside(f, lhs) {
				continue
			}
			results = results || m.isLocalOfCaller(f, lhs)
			if !m.isErrorStored(assign, i) {
				continue
			}
			if !isErrorType(typeOf(m.info, lhs)) || m.locksIn(f) || !m.Visible(f, lhs) {
				return false
			}
			if !m.readElsewhere(f, lhs) || m.isSharedByLoop(c.Task, lhs) || m.isStoredBeside(f, assign, lhs) {
				return false
			}
			if c.Store != nil && types.ExprString(c.Store) != types.ExprString(lhs) {
				return false
			}
			c.To, c.Store = ToldStore, lhs
		}
	}
	if c.Store == nil && (m.tells(f, m.isOfFunc) || m.tellsOwner(f)) && m.sharesWork(f) {
		return false
	}
	if c.Store != nil {
		return m.TellsEnd(f) || m.isAwaited(c.Task) // else nobody knows when to look
	}
	return !results || !m.TellsEnd(f)
}

// isSharedByLoop reports whether the task is started in a loop, and what is stored is a
// variable from outside of it: each of them would overwrite the error of another.
func (m *Model) isSharedByLoop(t *Task, lhs ast.Expr) bool {
	v := m.variable(lhs)
	if _, isIdent := ast.Unparen(lhs).(*ast.Ident); !isIdent || v == nil || t.In == nil {
		return false
	}
	return slices.ContainsFunc(m.loopsIn(t.In, t.At), func(loop ast.Node) bool { return !contains(v.Pos(), loop) })
}

// isStoredBeside reports whether the function, where it stores its error in a field,
// stores something else in the same variable: that belongs to it, as a status does.
func (m *Model) isStoredBeside(f *Func, assign *ast.AssignStmt, lhs ast.Expr) bool {
	base := m.baseOf(lhs)
	if _, isField := ast.Unparen(lhs).(*ast.SelectorExpr); !isField || base == nil {
		return false
	}
	return slices.ContainsFunc(m.listAround(f, assign), func(stmt ast.Stmt) bool {
		other, ok := stmt.(*ast.AssignStmt)
		return ok && other != assign && slices.ContainsFunc(other.Lhs, func(lhs ast.Expr) bool { return m.baseOf(lhs) == base })
	})
}

// sharesWork reports whether the function gives to what it calls something of its
// caller's that can be changed there: the work that was to be done, perhaps.
func (m *Model) sharesWork(f *Func) bool {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || m.deferrals[call] != nil || m.info.Types[call.Fun].IsType() || m.joinsOfCall(f, call) != (Joins{}) {
			continue
		}
		if _, isBuiltin := m.callee(call).(*types.Builtin); isBuiltin {
			continue
		}
		args := slices.Clone(call.Args)
		if sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr); isSel && m.info.Selections[sel] != nil {
			args = append(args, sel.X)
		}
		if slices.ContainsFunc(args, func(arg ast.Expr) bool { return m.isShared(f, arg) }) {
			return true
		}
	}
	return false
}

// isShared reports whether an expression is of a variable of the caller, by whose
// value something else can be changed; the receiver of a method is no such variable.
func (m *Model) isShared(f *Func, arg ast.Expr) bool {
	if !m.isOfCaller(f, m.baseOf(arg)) {
		return false
	}
	switch types.TypeString(typeOf(m.info, arg), nil) {
	case "context.Context", "error", "*testing.T", "*sync.WaitGroup":
		return false
	}
	switch typeOf(m.info, arg).Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface:
		return true
	}
	return false
}

// isOfCaller reports whether a variable is one that the caller of f has, and not the
// receiver of a method.
func (m *Model) isOfCaller(f *Func, v *types.Var) bool {
	return m.isOfFunc(v) && !contains(v.Pos(), f.Body) && !(f.Root.Obj != nil && f.Root.Obj.Signature().Recv() == v)
}

// tellsOwner reports whether a function tells by a group in what its caller has that it
// has ended: who has that goes on with what was done to it.
func (m *Model) tellsOwner(f *Func) bool {
	return slices.ContainsFunc(m.donesIn(f), func(d done) bool {
		in := m.frameOf(f, d.call)
		v := m.baseOf(ofExpr(d.call, m.joinsOfCall(in, d.call).Done))
		return m.isOfCaller(f, v) && isPointer(v.Type())
	})
}

// readElsewhere reports whether what an assignment in f stores is read outside of f:
// behind it, if it is a local variable of the function around it.
func (m *Model) readElsewhere(f *Func, lhs ast.Expr) bool {
	v := m.variable(lhs)
	if v == nil {
		v = m.baseOf(lhs)
	}
	if v == nil {
		return false
	}
	for _, id := range m.identsOf(v) {
		if contains(id.Pos(), f.Node) || !v.IsField() && id.Pos() < f.Node.Pos() {
			continue
		}
		if root := m.rootAt(id.Pos()); root != nil && !m.isTarget(root, id) {
			return true
		}
	}
	return false
}

// isTarget reports whether an identifier is what is assigned to, or its last part.
func (m *Model) isTarget(root *Func, id *ast.Ident) bool {
	var e ast.Expr = id
	if sel, ok := m.parent(root, id).(*ast.SelectorExpr); ok && sel.Sel == id {
		e = sel
	}
	assign, ok := m.parent(root, e).(*ast.AssignStmt)
	return ok && slices.ContainsFunc(assign.Lhs, func(lhs ast.Expr) bool { return ast.Unparen(lhs) == e })
}

// isLocalOfCaller reports whether an expression denotes a variable, or an element
// of one, of the function that the literal f is written in.
func (m *Model) isLocalOfCaller(f *Func, lhs ast.Expr) bool {
	v := m.baseOf(lhs)
	if v == nil || f.Outer == nil || !contains(v.Pos(), f.Outer.Node) {
		return false
	}
	_, isField := ast.Unparen(lhs).(*ast.SelectorExpr)
	return !isField
}

// TellsEnd reports whether a function itself tells somebody that it has ended.
func (m *Model) TellsEnd(f *Func) bool {
	return m.tells(f, func(*types.Var) bool { return true })
}

// tells reports whether a function tells by a group or channel, of those that are
// asked for, that it has ended. A literal in it may tell for it.
func (m *Model) tells(f *Func, by func(*types.Var) bool) (found bool) {
	if slices.ContainsFunc(m.donesIn(f), func(d done) bool { return by(d.on) }) {
		return true
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || by(m.variable(n.Chan))
		case *ast.CallExpr:
			found = found || m.isBuiltin(n, "close") && by(m.variable(n.Args[0]))
		}
		return !found
	})
	return found
}

// isOfFunc reports whether a variable is one of a function: who waits for it there goes
// on with what was done.
func (m *Model) isOfFunc(v *types.Var) bool {
	return v != nil && !v.IsField() && v.Parent() != m.pass.Pkg.Scope()
}
