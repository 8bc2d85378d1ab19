package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file says whether a function returns an error that tells of a failure: there
// are those whose error is always nil, and those that run until they are told to end
// and return no more than that.

// A failing says whether a function returns an error.
type failing uint8

const (
	failsNever   failing = iota // it returns nil
	failsOnEnd                  // it says that its context has ended, or an error that it has told of by itself
	failsSomehow                // it may
)

// failureOf returns whether f returns an error, and where.
func (m *Model) failureOf(f *Func) (at ast.Node, how failing) { return m.failureIn(f, maxHops) }

// failureIn is failureOf with the number of calls that may be followed: without
// them a function that calls itself would be asked forever.
func (m *Model) failureIn(f *Func, hops int) (at ast.Node, how failing) {
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || !m.reachable(f, ret) {
			continue
		}
		if h := m.failureAt(f, ret, hops); h > how {
			at, how = ret, h
		}
	}
	return at, how
}

// A funcWithin is a function, with how many calls may be followed from it.
type funcWithin struct {
	f    *Func
	hops int
}

// isNilError reports whether the error that f returns is always nil.
func (m *Model) isNilError(f *Func, hops int) bool {
	return recall(&m.nilErrors, funcWithin{f, hops}, func() bool {
		_, how := m.failureIn(f, hops)
		return how == failsNever && !m.setsResult(f)
	})
}

// failureAt returns whether a return statement gives an error.
func (m *Model) failureAt(f *Func, ret *ast.ReturnStmt, hops int) failing {
	n := len(ret.Results)
	if n == 0 {
		return failsSomehow // a named result
	}
	switch last := ast.Unparen(ret.Results[n-1]).(type) {
	case *ast.Ident:
		switch {
		case m.info.Types[last].IsNil() || m.isNeverSet(f, last):
			return failsNever
		case m.toldOf(f, ret, last) || m.endsWithContext(f, ret, last):
			return failsOnEnd
		}
	case *ast.CallExpr:
		if m.saysEnd(last) {
			return failsOnEnd
		}
		if hops > 0 && m.isNilCall(last, hops-1) {
			return failsNever
		}
	}
	return failsSomehow
}

// isNeverSet reports whether an identifier is a variable of f that keeps the value that
// it has without one.
func (m *Model) isNeverSet(f *Func, id *ast.Ident) bool {
	v := m.variable(id)
	if v == nil || !contains(v.Pos(), f.Body) {
		return false
	}
	exprs, all := m.assigned(f, v)
	return all && !slices.ContainsFunc(exprs, func(e ast.Expr) bool { return e != nil && (e == unknownExpr || !m.info.Types[e].IsNil()) })
}

// setsResult reports whether a literal in f changes the named result that is the
// error, or may: deferred, it does so behind a return statement with nil.
func (m *Model) setsResult(f *Func) bool {
	var last *ast.Ident
	for id := range names(f.Type.Results) {
		last = id
	}
	if last == nil {
		return false
	}
	v, ok := m.info.Defs[last].(*types.Var)
	return ok && slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool {
		in := m.frameOf(f, id)
		if addr, isAddr := m.parent(in, id).(*ast.UnaryExpr); isAddr && addr.Op == token.AND {
			return true
		}
		return in != f && m.isAssigned(in, id)
	})
}

// isNilCall reports whether the error that a call returns is always nil.
func (m *Model) isNilCall(call *ast.CallExpr, hops int) bool {
	if !returnsError(m.info, call) {
		return false
	}
	if v, ok := m.callee(call).(*types.Var); ok && m.isParam(v) { // what all who call give
		root := m.rootAt(v.Pos())
		return root != nil && hops > 0 && len(m.writesTo(root, v)) == 0 && m.allGive(root.at(v.Pos()), v, func(in *Func, arg ast.Expr) bool {
			lit, ok := ast.Unparen(arg).(*ast.FuncLit)
			return ok && m.isNilError(m.funcs[lit], hops-1)
		})
	}
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return m.isNilError(m.funcs[lit], hops)
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return false
	}
	if f := m.decls[fn]; f != nil {
		return m.isNilError(f, hops) || len(call.Args) > 0 && m.isBackground(call.Args[0]) && m.saysOnlyEnd(f, hops)
	}
	return m.summary(fn).NilError
}

// saysOnlyEnd reports whether all that the error of f can say is that the context has ended
// that f is given first.
func (m *Model) saysOnlyEnd(f *Func, hops int) bool {
	ctx := m.param(f, 0)
	if ctx == nil || !isContext(ctx.Type()) || len(m.writesTo(f, ctx)) > 0 || m.setsResult(f) {
		return false
	}
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || m.failureAt(f, ret, hops) == failsNever {
			continue
		}
		if len(ret.Results) == 0 {
			return false
		}
		call, ok := ast.Unparen(ret.Results[len(ret.Results)-1]).(*ast.CallExpr)
		if !ok || !m.saysEnd(call) || m.variable(receiverOf(call)) != ctx {
			return false
		}
	}
	return true
}

// summarizeErrors fills in what callers have to know of the error that f returns.
func (m *Model) summarizeErrors(f *Func) {
	results := f.Obj.Signature().Results()
	if results.Len() == 0 || !isError(results.At(results.Len()-1).Type()) {
		return
	}
	s := m.local[f.Obj]
	if s.NilError = m.isNilError(f, maxHops); s.NilError || !takesContext(f.Obj) {
		return
	}
	_, how := m.failureOf(f)
	s.Calm = how != failsSomehow
}

func takesContext(fn *types.Func) bool {
	params := fn.Signature().Params()
	return params.Len() > 0 && isContext(params.At(0).Type())
}

func isContext(t types.Type) bool { return types.TypeString(t, nil) == "context.Context" }

// toldOf reports whether the block of a return statement gives the error that
// is returned to a call before: it is logged, if there is something to log to.
func (m *Model) toldOf(f *Func, ret *ast.ReturnStmt, err *ast.Ident) bool {
	block, ok := m.parent(f, ret).(*ast.BlockStmt)
	v := m.variable(err)
	if !ok || v == nil {
		return false
	}
	return slices.ContainsFunc(block.List, func(stmt ast.Stmt) bool {
		branch, ok := stmt.(*ast.IfStmt)
		if ok && m.isAnyThere(branch, v) && len(branch.Body.List) == 1 {
			stmt = branch.Body.List[0]
		}
		if ok && branch.End() <= ret.Pos() && m.isFailureOf(branch, v) {
			return slices.ContainsFunc(branch.Body.List, func(s ast.Stmt) bool { return m.isCallWith(s, v) })
		}
		return m.isCallWith(stmt, v)
	})
}

// isFailureOf reports whether an if statement asks whether an error is one.
func (m *Model) isFailureOf(branch *ast.IfStmt, err *types.Var) bool {
	cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
	return ok && cmp.Op == token.NEQ && m.info.Types[cmp.Y].IsNil() && m.variable(cmp.X) == err
}

// isAnyThere reports whether an if statement without an else asks only whether there is
// something, as a logger that may be left out, and not whether a variable is set.
func (m *Model) isAnyThere(branch *ast.IfStmt, v *types.Var) bool {
	cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
	return ok && branch.Else == nil && cmp.Op == token.NEQ && m.info.Types[cmp.Y].IsNil() && m.variable(cmp.X) != v
}

// saysEnd reports whether a call asks a context why it has ended.
func (m *Model) saysEnd(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Err" || fn.Name() == "Cause")
}

// endsWithContext reports whether a return statement gives the error of a call that
// waits under a context, in a loop that has no other end: what serves until its
// context ends.
func (m *Model) endsWithContext(f *Func, ret *ast.ReturnStmt, err *ast.Ident) bool {
	call := m.failedCall(f, ret)
	if call == nil || m.variable(err) == nil || m.variable(err) != m.errorOfCall(f, call) {
		return false
	}
	if len(call.Args) != 1 || !isContext(typeOf(m.info, call.Args[0])) || m.neverRefuses(f, call) {
		return false // with more it would be a request, which fails by itself
	}
	loop := m.loopAround(f, ret)
	return loop != nil && loop.Cond == nil
}

// loopAround returns the innermost loop around a node of f if it is a for
// statement, else nil.
func (m *Model) loopAround(f *Func, n ast.Node) *ast.ForStmt {
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		switch p := p.(type) {
		case *ast.ForStmt:
			return p
		case *ast.RangeStmt:
			return nil
		}
	}
	return nil
}

// failedCall returns the call whose error the innermost if statement around a node
// of f is about: it is in the statement, or in the one before.
func (m *Model) failedCall(f *Func, n ast.Node) *ast.CallExpr {
	branch := m.branchAround(f, n)
	if branch == nil {
		return nil
	}
	cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
	if !ok || cmp.Op != token.NEQ || !m.info.Types[cmp.Y].IsNil() || !contains(n.Pos(), branch.Body) {
		return nil
	}
	v := m.variable(cmp.X)
	if v == nil || !isErrorType(v.Type()) {
		return nil
	}
	from := branch.Init
	if from == nil {
		from = m.statementBefore(f, branch)
	}
	assign, ok := from.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	if call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr); ok && m.errorOfCall(f, call) == v {
		return call
	}
	return nil
}

// branchAround returns the innermost if statement around a node of f.
func (m *Model) branchAround(f *Func, n ast.Node) *ast.IfStmt {
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		if branch, ok := p.(*ast.IfStmt); ok {
			return branch
		}
	}
	return nil
}

// statementBefore returns the statement before one in its list, or nil.
func (m *Model) statementBefore(f *Func, stmt ast.Stmt) ast.Stmt {
	var list []ast.Stmt
	switch up := m.parent(f, stmt).(type) {
	case *ast.BlockStmt:
		list = up.List
	case *ast.CaseClause:
		list = up.Body
	case *ast.CommClause:
		list = up.Body
	}
	if i := m.indexIn(list, stmt); i > 0 {
		return list[i-1]
	}
	return nil
}

// errorOfCall returns the variable that the last result of a call is assigned to.
func (m *Model) errorOfCall(f *Func, call *ast.CallExpr) *types.Var {
	switch up := m.parent(f, call).(type) {
	case *ast.AssignStmt:
		if len(up.Rhs) == 1 {
			return m.variable(up.Lhs[len(up.Lhs)-1])
		}
	case *ast.ValueSpec:
		if len(up.Values) == 1 {
			return m.variable(up.Names[len(up.Names)-1])
		}
	}
	return nil
}
