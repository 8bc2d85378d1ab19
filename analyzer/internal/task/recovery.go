package task

import (
	"go/ast"
	"go/token"
)

// A Recovery is where a deferred literal knows of a panic.
type Recovery struct {
	Lit  *ast.FuncLit
	Call *ast.CallExpr // of recover
	// Value is the variable that has the value; nil where it has none, and then
	// Branch is the if statement that compares it, or Alone the statement that
	// throws it away.
	Value  *ast.Ident
	Branch *ast.IfStmt
	Alone  *ast.ExprStmt
	// Body is what is executed when there was a panic, and Last the statement of it
	// that is to stay last, if any.
	Body *ast.BlockStmt
	Last ast.Stmt
}

// RecoveryOf returns where a deferred literal knows of the panic that it stops, if
// that is in a form in which an edit can do something about it.
func (m *Model) RecoveryOf(stop *ast.DeferStmt) (r Recovery, ok bool) {
	lit, isLit := ast.Unparen(stop.Call.Fun).(*ast.FuncLit)
	if !isLit || len(stop.Call.Args) > 0 {
		return r, false
	}
	f := m.funcs[lit]
	r.Lit = lit
	if r.Call, ok = m.handlingOf(f).recover.(*ast.CallExpr); !ok || !m.isBuiltin(r.Call, "recover") {
		return r, false
	}
	switch up := m.parent(f, r.Call).(type) {
	case *ast.ExprStmt:
		r.Alone, r.Body = up, lit.Body
		return r, len(lit.Body.List) == 1
	case *ast.BinaryExpr:
		r.Branch, ok = m.parent(f, up).(*ast.IfStmt)
		if !ok || up.Op != token.NEQ || r.Branch.Init != nil || ast.Unparen(r.Branch.Cond) != up {
			return r, false
		}
		r.Body = r.Branch.Body
	case *ast.AssignStmt:
		if !m.recoveredInto(f, up, &r) {
			return r, false
		}
	default:
		return r, false
	}
	if n := len(r.Body.List); n > 0 {
		switch last := r.Body.List[n-1].(type) {
		case *ast.ReturnStmt, *ast.BranchStmt:
			r.Last = last
		case *ast.ExprStmt:
			if call, isCall := ast.Unparen(last.X).(*ast.CallExpr); isCall && m.endOf(call) != Returns {
				r.Last = last
			}
		}
	}
	return r, true
}

// recoveredInto fills in what becomes of "r := recover()".
func (m *Model) recoveredInto(f *Func, assign *ast.AssignStmt, r *Recovery) bool {
	id, isID := assign.Lhs[0].(*ast.Ident)
	if !isID || len(assign.Lhs) != 1 || assign.Tok != token.DEFINE || id.Name == "_" {
		return false
	}
	r.Value = id
	v := m.info.Defs[id]
	for n := range f.own() {
		branch, isIf := n.(*ast.IfStmt)
		if !isIf || branch.Init != nil && branch.Init != assign {
			continue
		}
		cmp, isCmp := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
		if !isCmp || m.info.Uses[identOf(cmp.X)] != v || !m.info.Types[cmp.Y].IsNil() {
			continue
		}
		block, isBlock := m.parent(f, branch).(*ast.BlockStmt)
		if !isBlock || block != f.Body {
			return false
		}
		switch {
		case cmp.Op == token.NEQ:
			r.Body = branch.Body
			return true
		case cmp.Op == token.EQL && branch.Init == nil && branch.Else == nil && m.leaves(branch.Body.List):
			r.Body = f.Body
			return true
		}
		return false
	}
	return false
}

func identOf(e ast.Expr) *ast.Ident {
	id, _ := ast.Unparen(e).(*ast.Ident)
	return id
}

// NamesakeAt returns the short variable declaration by which a deferred literal
// makes a variable of its own of a result, and nothing else.
func (m *Model) NamesakeAt(s FalseSuccess) (assign *ast.AssignStmt) {
	lit, ok := ast.Unparen(s.Stop.Call.Fun).(*ast.FuncLit)
	if !ok || s.How != ByShadowed {
		return nil
	}
	n := 0
	ast.Inspect(lit.Body, func(at ast.Node) bool {
		id, ok := at.(*ast.Ident)
		if !ok || id.Name != s.Name || m.info.Defs[id] == nil {
			return true
		}
		n++
		up, isAssign := m.parent(m.funcs[lit], id).(*ast.AssignStmt)
		if _, block := m.parent(m.funcs[lit], up).(*ast.BlockStmt); isAssign && block && len(up.Lhs) == 1 && up.Tok == token.DEFINE && isErrorType(typeOf(m.info, up.Rhs[0])) {
			assign = up
		}
		return true
	})
	if n != 1 {
		return nil
	}
	return assign
}

// ErrorResult returns which result of a function is its error, or -1.
func (m *Model) ErrorResult(f *Func) int { return f.errorResult(m) }

// sendIn returns the send of a deferred literal.
func (m *Model) sendIn(d *ast.DeferStmt) (send *ast.SendStmt) {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return nil
	}
	for n := range m.funcs[lit].own() {
		if s, ok := n.(*ast.SendStmt); ok {
			send = s
		}
	}
	return send
}

// DeferOf returns the defer statement of a function that a node is in, or nil.
func (f *Func) DeferOf(n ast.Node) *ast.DeferStmt {
	for _, d := range f.defers {
		if contains(n.Pos(), d) {
			return d
		}
	}
	return nil
}

// DefersBefore reports whether f defers anything before a defer statement.
func (f *Func) DefersBefore(d *ast.DeferStmt) bool { return len(f.defers) > 0 && f.defers[0] != d }

// IsPure reports whether a deferred call of f does nothing when there was no panic.
func (m *Model) IsPure(f *Func, d *ast.DeferStmt) bool { return m.handlerOf(f, d.Call).Pure }

// Stores reports whether a deferred call of f sets a result of it, or something that
// others read.
func (m *Model) Stores(f *Func, d *ast.DeferStmt) bool { return m.storing(f, d) >= storesResult }
