package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says what an edit has to know of a statement that drops an error.

// A Spot is an expression that gives an error which is dropped, and the
// statement that drops it.
type Spot struct {
	In     *Func
	Expr   ast.Expr       // g.Wait(), or g.Wait().ErrorOrNil()
	Stmt   ast.Stmt       // an expression, defer, go or if statement, or an assignment
	Block  *ast.BlockStmt // that has the statement; nil in a case clause
	Values int            // how many the expression has; the error is the last
}

// SpotOf returns the spot of a call or receive in f. It is false where its last
// value is no error, or where more than a statement depends on it.
func (m *Model) SpotOf(f *Func, e ast.Expr) (s Spot, ok bool) {
	s = Spot{In: f, Expr: e, Values: 1}
	for {
		sel, isSel := m.parent(f, s.Expr).(*ast.SelectorExpr)
		if !isSel {
			break
		}
		outer, isCall := m.parent(f, sel).(*ast.CallExpr)
		if !isCall || ast.Unparen(outer.Fun) != sel {
			return s, false
		}
		s.Expr = outer
	}
	last := typeOf(m.info, s.Expr)
	if tuple, isTuple := last.(*types.Tuple); isTuple {
		if s.Values = tuple.Len(); s.Values == 0 {
			return s, false
		}
		last = tuple.At(s.Values - 1).Type()
	}
	if !isErrorType(last) {
		return s, false
	}
	if s.Stmt = m.statementAround(f, s.Expr); s.Stmt == nil {
		return s, false
	}
	switch up := m.parent(f, s.Stmt).(type) {
	case *ast.BlockStmt:
		s.Block = up
	case *ast.CaseClause, *ast.CommClause:
		if clause, isComm := up.(*ast.CommClause); isComm && clause.Comm == s.Stmt {
			return s, false
		}
	case *ast.IfStmt:
		if up.Init != s.Stmt {
			return s, false
		}
		s.Stmt = up
		s.Block, _ = m.parent(f, up).(*ast.BlockStmt)
	default:
		return s, false // a label, the init of a loop
	}
	return s, true
}

// EmptyTest returns the if statement with nothing in it that tests the error of a
// spot, and whether the error has a name in it.
func (m *Model) EmptyTest(s Spot) (branch *ast.IfStmt, name string, ok bool) {
	branch, ok = s.Stmt.(*ast.IfStmt)
	if !ok {
		return nil, "", false
	}
	cond, isBinary := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
	if !isBinary || cond.Op != token.NEQ || !m.info.Types[cond.Y].IsNil() || len(branch.Body.List) > 0 || branch.Else != nil {
		return nil, "", false
	}
	if branch.Init == nil {
		return branch, "", ast.Unparen(cond.X) == s.Expr
	}
	id, isID := ast.Unparen(cond.X).(*ast.Ident)
	assign, isAssign := branch.Init.(*ast.AssignStmt)
	if !isID || !isAssign || len(assign.Rhs) != 1 || ast.Unparen(assign.Rhs[0]) != s.Expr {
		return nil, "", false
	}
	return branch, id.Name, m.variable(assign.Lhs[len(assign.Lhs)-1]) == m.variable(id)
}

// AssignedAt returns the statement that assigns the error of a call in f, if it
// stands by itself, with the block that has it.
func (m *Model) AssignedAt(f *Func, call *ast.CallExpr) (s Spot, ok bool) {
	s.In, s.Expr = f, call
	stmt := m.statementAround(f, call)
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 || !isErrorType(typeOf(m.info, assign.Lhs[len(assign.Lhs)-1])) {
		return s, false
	}
	s.Stmt = assign
	switch up := m.parent(f, assign).(type) {
	case *ast.BlockStmt:
		s.Block = up
	case *ast.CaseClause:
	case *ast.CommClause:
		return s, up.Comm != assign
	default:
		return s, false
	}
	return s, true
}

// IsEndAskedFor reports whether what a spot waits for has been told to end just before:
// it is killed, or its context is cancelled. Then it fails as it should, and a check of
// its error would always say so.
func (m *Model) IsEndAskedFor(s Spot) bool {
	if d, ok := s.Stmt.(*ast.DeferStmt); ok {
		return slices.ContainsFunc(s.In.defers, func(o *ast.DeferStmt) bool { return o.Pos() > d.Pos() && m.asksEnd(o.Call) })
	}
	for stmt := s.Stmt; stmt != nil; {
		list := m.listAround(s.In, stmt)
		for _, before := range list[:max(slices.Index(list, stmt), 0)] {
			if e, ok := before.(*ast.ExprStmt); ok {
				if call, isCall := ast.Unparen(e.X).(*ast.CallExpr); isCall && m.asksEnd(call) {
					return true
				}
			}
		}
		up := m.parent(s.In, stmt)
		if up == nil || up == s.In.Node {
			return false
		}
		stmt = m.statementAround(s.In, up)
	}
	return false
}

// AlwaysFails reports whether a call is one of net/http that serves: it always returns an
// error (server.go, "always returns a non-nil error"), and which ones are failures is for
// the program to say.
func (m *Model) AlwaysFails(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && pathOf(fn) == "net/http" && serves(fn)
}

// MayBeClosed reports whether a call is of a method of another package by which a server
// serves: its error says, too, that the server was closed, as http.ErrServerClosed does, and
// which error that is, is for the program to know.
func (m *Model) MayBeClosed(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != m.pass.Pkg && fn.Signature().Recv() != nil && serves(fn)
}

// serves reports whether a function says by its name that it serves until it is closed.
func serves(fn *types.Func) bool { return saysVerb(fn.Name(), "Serve", "ListenAndServe") }

// TellsItself reports whether a function of this package that a call calls logs an error
// where it returns it: to log it once more says nothing new.
func (m *Model) TellsItself(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || m.decls[fn] == nil {
		return false
	}
	f := m.decls[fn]
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) == 0 {
			continue
		}
		if err, isIdent := ast.Unparen(ret.Results[len(ret.Results)-1]).(*ast.Ident); isIdent && isErrorType(typeOf(m.info, err)) && m.toldOf(f, ret, err) {
			return true
		}
	}
	return false
}

// asksEnd reports whether a call cancels a context, or kills a process.
func (m *Model) asksEnd(call *ast.CallExpr) bool {
	switch obj := m.callee(call).(type) {
	case *types.Var:
		return isCancel(obj)
	case *types.Func:
		return saysVerb(obj.Name(), "Cancel", "Kill", "Signal", "Interrupt", "Terminate")
	}
	return false
}
