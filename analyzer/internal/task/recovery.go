package task

import (
	"go/ast"
	"go/token"
	"iter"
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
	call, isCall := m.handlingOf(m.funcs[lit]).recover.(*ast.CallExpr)
	if !isCall || !m.isBuiltin(call, "recover") {
		return r, false
	}
	r, ok = m.RecoveryAt(call)
	return r, ok && r.Lit == lit && (r.Alone == nil || len(lit.Body.List) == 1)
}

// RecoveryAt returns the same for a call of recover in a literal.
func (m *Model) RecoveryAt(call *ast.CallExpr) (r Recovery, ok bool) {
	root := m.rootAt(call.Pos())
	if root == nil {
		return r, false
	}
	f := m.frameOf(root, call)
	r.Call = call
	if r.Lit, ok = f.Node.(*ast.FuncLit); !ok {
		return r, false
	}
	switch up := m.parent(f, call).(type) {
	case *ast.ExprStmt:
		r.Alone, r.Body = up, r.Lit.Body
		return r, true
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
	r.Last = m.lastOf(r.Body)
	return r, true
}

// lastOf returns the statement of a body that is to stay last, if any: it leaves.
func (m *Model) lastOf(body *ast.BlockStmt) ast.Stmt {
	if len(body.List) == 0 {
		return nil
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return last
	case *ast.ExprStmt:
		if call, isCall := ast.Unparen(last.X).(*ast.CallExpr); isCall && m.endOf(call) != Returns {
			return last
		}
	}
	return nil
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

// inDeferred yields a call, and of one of a literal what that does, each with the
// function that it is in.
func (m *Model) inDeferred(f *Func, call *ast.CallExpr) iter.Seq2[*Func, ast.Node] {
	return func(yield func(*Func, ast.Node) bool) {
		if !yield(f, call) {
			return
		}
		lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
		if !ok {
			return
		}
		for n := range m.funcs[lit].own() {
			if !yield(m.funcs[lit], n) {
				return
			}
		}
	}
}
