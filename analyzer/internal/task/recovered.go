package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// valueOf returns what becomes of the value that f recovers, and the recover.
// Where there are several, the one that is best used decides.
func (m *Model) valueOf(f *Func, working map[ast.Node]bool) (v Value, at ast.Node) {
	for n := range f.own() {
		if !working[n] {
			continue
		}
		if val := m.valueOfRecover(f, n); at == nil || val > v {
			v, at = val, n
		}
	}
	return v, at
}

func (m *Model) valueOfRecover(f *Func, n ast.Node) Value {
	if _, ok := n.(*ast.DeferStmt); ok {
		return m.droppedIn(f, n)
	}
	switch up := m.parent(f, n).(type) {
	case *ast.ExprStmt:
		return m.droppedIn(f, up)
	case *ast.AssignStmt:
		if len(up.Lhs) == 1 {
			return m.valueAssigned(f, up, up.Lhs[0])
		}
	case *ast.BinaryExpr:
		return m.valueCompared(f, up)
	case *ast.ValueSpec:
		if len(up.Names) == 1 {
			return m.valueAssigned(f, up, up.Names[0])
		}
	}
	return Used
}

// valueAssigned judges v := recover() by the uses of v.
func (m *Model) valueAssigned(f *Func, assign ast.Node, lhs ast.Expr) Value {
	id, ok := lhs.(*ast.Ident)
	if !ok {
		return Used // a field, an element
	}
	if id.Name == "_" {
		return Declined
	}
	obj := m.info.ObjectOf(id)
	if obj == nil || !contains(obj.Pos(), f.Body) {
		return Used // a variable that outlives the handler
	}
	v := Dropped
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if use, ok := n.(*ast.Ident); ok && m.info.Uses[use] == obj {
			v = max(v, m.valueUsed(f, use))
		}
		return v != Used
	})
	if v == Dropped {
		return m.droppedIn(f, assign)
	}
	return v
}

func (m *Model) valueUsed(f *Func, use *ast.Ident) Value {
	switch up := m.parent(f, use).(type) {
	case *ast.BinaryExpr:
		return m.valueCompared(f, up)
	case *ast.AssignStmt:
		if len(up.Lhs) == 1 && len(up.Rhs) == 1 {
			if id, ok := up.Lhs[0].(*ast.Ident); ok && id.Name == "_" {
				return Declined
			}
			if ast.Unparen(up.Lhs[0]) == use {
				return Dropped // assigned, not used
			}
		}
	}
	return Used
}

// valueCompared judges a comparison of the value with nil by what is done
// where it is not nil.
func (m *Model) valueCompared(f *Func, cmp *ast.BinaryExpr) Value {
	if !m.info.Types[cmp.X].IsNil() && !m.info.Types[cmp.Y].IsNil() {
		return Used // with a sentinel, say
	}
	branch, ok := m.parent(f, cmp).(*ast.IfStmt)
	if !ok || ast.Unparen(branch.Cond) != cmp {
		return Used // part of a larger decision
	}
	if cmp.Op == token.NEQ {
		if doesAnything(branch.Body) || branch.Else != nil && m.notable(branch.Else, nil) {
			return Used
		}
		return m.droppedIn(f, branch)
	}
	if m.notable(branch.Body, nil) {
		return Used // it complains when there was no panic: one is expected
	}
	if branch.Else != nil && m.notable(branch.Else, nil) || m.notable(f.Body, branch) {
		return Used
	}
	return Dropped
}

// doesAnything reports whether a block that is only entered for a panic does
// anything: even to close a channel is then to tell of it.
func doesAnything(body *ast.BlockStmt) bool {
	return slices.ContainsFunc(body.List, func(stmt ast.Stmt) bool {
		switch stmt := stmt.(type) {
		case *ast.ReturnStmt, *ast.EmptyStmt:
			return false
		case *ast.AssignStmt:
			return !isBlank(stmt.Lhs)
		}
		return true
	})
}

// droppedIn returns Unclear if f does something beside the statement that may
// record the panic, such as to set a result that says "failed".
func (m *Model) droppedIn(f *Func, stmt ast.Node) Value {
	if m.notable(f.Body, stmt) {
		return Unclear
	}
	return Dropped
}

// notable reports whether anything below n, but not below except, could tell
// somebody of a panic: an assignment, a send, a call that is no mere signal.
func (m *Model) notable(n, except ast.Node) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || n == except || found {
			return false
		}
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = n.Tok == token.ASSIGN && !isBlank(n.Lhs)
		case *ast.IncDecStmt, *ast.SendStmt, *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			found = !m.isSignal(n)
		}
		return !found
	})
	return found
}

// isCancel reports whether the variable holds the cancel function of a context.
func isCancel(v *types.Var) bool {
	return types.TypeString(v.Type(), nil) == "context.CancelFunc"
}

func isBlank(lhs []ast.Expr) bool {
	for _, e := range lhs {
		if id, ok := e.(*ast.Ident); !ok || id.Name != "_" {
			return false
		}
	}
	return true
}

// isSignal reports whether a call does no more than say that something ended:
// it says nothing of a panic.
func (m *Model) isSignal(call *ast.CallExpr) bool {
	switch obj := m.callee(call).(type) {
	case *types.Builtin:
		return true // recover, close, len: none of them records anything
	case *types.Func:
		if obj.Pkg() != nil && (obj.Pkg().Path() == "sync" || obj.Pkg().Path() == "time") {
			return true
		}
		return obj.Name() == "Close" && obj.Signature().Params().Len() == 0
	case *types.Var:
		return isCancel(obj)
	}
	return m.info.Types[call.Fun].IsType()
}
