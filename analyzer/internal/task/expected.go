package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// This file tells what is expected from what is lost: an error whose arrival is
// all that is asked for, that a goroutine returns on purpose, or that tells of
// an end that was asked for.

// isArrival reports whether a receive from e asks only whether something came.
// In a test that is one of several cases of a select statement, where another
// one has the test fail, or it comes behind a call that ends what sends, or what sends
// is what is tested: what has come of it, the test sees then.
func (m *Model) isArrival(f *Func, e ast.Expr) bool {
	recv := m.parent(f, e)
	if loop, ok := recv.(*ast.RangeStmt); ok {
		return m.awaitsEnd(f, loop)
	}
	stmt, ok := m.parent(f, recv).(*ast.ExprStmt)
	if !ok {
		return false
	}
	test := m.testedIn(f) || m.inTest(e.Pos())
	if test && (m.onlyFailures(f.Root, m.variable(e)) || m.isOthers(f, e)) {
		return true
	}
	switch up := m.parent(f, stmt).(type) {
	case *ast.CommClause:
		if up.Comm == stmt {
			return m.hasOtherCase(f, recv) && (test || m.answers(up))
		}
		return test && m.isEnded(up.Body, stmt)
	case *ast.BlockStmt:
		return test && m.isEnded(up.List, stmt)
	}
	return false
}

// isOthers reports whether a channel is in a field, or one that a call returned.
func (m *Model) isOthers(f *Func, ch ast.Expr) bool {
	v := m.variable(ch)
	if v == nil || v.IsField() {
		return true
	}
	call, ok := m.definedBy(f, v).(*ast.CallExpr)
	return ok && !m.isBuiltin(call, "make")
}

// onlyFailures reports whether nothing but failures is sent on a channel in a
// function and the literals in it: what a callback is given, or an error that
// an if statement has found not to be nil.
func (m *Model) onlyFailures(f *Func, ch *types.Var) bool {
	if ch == nil {
		return false
	}
	sends, all := 0, true
	var look func(f *Func)
	look = func(f *Func) {
		for n := range f.own() {
			send, ok := n.(*ast.SendStmt)
			if !ok || m.variable(send.Chan) != ch {
				continue
			}
			sends++
			v := m.variable(send.Value)
			all = all && v != nil && isErrorType(v.Type()) && (m.isParamOf(f, v) || m.isTestedFor(f, send, v))
		}
		for _, in := range f.inner {
			look(in)
		}
	}
	look(f)
	return sends > 0 && all
}

// isTestedFor reports whether a node is in the branch of an if statement for v
// not being nil.
func (m *Model) isTestedFor(f *Func, n ast.Node, v *types.Var) bool {
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		branch, ok := p.(*ast.IfStmt)
		if !ok || !contains(n.Pos(), branch.Body) {
			continue
		}
		for c := range within(branch.Cond) {
			cmp, ok := c.(*ast.BinaryExpr)
			if ok && cmp.Op == token.NEQ && m.info.Types[cmp.Y].IsNil() && m.variable(cmp.X) == v {
				return true
			}
		}
	}
	return false
}

// isToldElsewhere reports whether what a function of this package sends on the
// channel that it returns is also given to another call where it is sent: it
// is logged, or is part of an answer.
func (m *Model) isToldElsewhere(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || m.decls[fn] == nil {
		return false
	}
	told := false
	var look func(f *Func)
	look = func(f *Func) {
		for n := range f.own() {
			if send, ok := n.(*ast.SendStmt); ok && isErrorType(typeOf(m.info, send.Value)) {
				told = told || m.isGivenAway(f, m.variable(send.Value))
			}
		}
		for _, in := range f.inner {
			look(in)
		}
	}
	look(m.decls[fn])
	return told
}

// isGivenAway reports whether f gives a variable to a call.
func (m *Model) isGivenAway(f *Func, v *types.Var) bool {
	return v != nil && slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool {
		call, ok := m.parent(f, id).(*ast.CallExpr)
		return ok && slices.Contains(call.Args, ast.Expr(id)) && m.frameOf(f, id) == f
	})
}

// answers reports whether a case does nothing but to return yes or no.
func (m *Model) answers(clause *ast.CommClause) bool {
	if len(clause.Body) != 1 {
		return false
	}
	ret, ok := clause.Body[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) > 0 && !slices.ContainsFunc(ret.Results, func(e ast.Expr) bool {
		b, ok := typeOf(m.info, e).Underlying().(*types.Basic)
		return m.info.Types[e].Value == nil || !ok || b.Info()&types.IsBoolean == 0
	})
}

// isEnded reports whether a statement before the one given ends something: it
// calls what cancels a context, or a method that closes, stops or kills.
func (m *Model) isEnded(list []ast.Stmt, stmt ast.Stmt) bool {
	for _, before := range list[:slices.Index(list, stmt)] {
		for n := range within(before) {
			if call, ok := n.(*ast.CallExpr); ok && m.isEnder(call) {
				return true
			}
		}
	}
	return false
}

func (m *Model) isEnder(call *ast.CallExpr) bool {
	switch obj := m.callee(call).(type) {
	case *types.Var:
		return isCancel(obj)
	case *types.Builtin:
		return obj.Name() == "close"
	case *types.Func:
		return isEnding(obj.Name())
	}
	return false
}

// isEnding reports whether a function says by its name that it ends something.
func isEnding(name string) bool {
	return saysVerb(name, "Close", "Stop", "Shutdown", "Cancel", "Kill", "Disconnect")
}

// saysVerb reports whether the name of a function begins with one of the verbs, exported
// or not.
func saysVerb(name string, verbs ...string) bool {
	return slices.ContainsFunc(verbs, func(verb string) bool {
		return strings.HasPrefix(name, verb) || strings.HasPrefix(name, strings.ToLower(verb))
	})
}

// failsOnPurpose reports whether f is a literal of a test that always ends with
// an error that it makes: who started it knows.
func (m *Model) failsOnPurpose(f *Func) bool {
	res := f.errorResult(m)
	if res < 0 || f.Obj != nil || !m.inTest(f.Node.Pos()) {
		return false
	}
	fails := false
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			continue
		}
		if len(ret.Results) != f.Type.Results.NumFields() || !m.isFresh(ret.Results[res]) {
			return false
		}
		fails = true
	}
	return fails
}

// isFresh reports whether an expression makes an error, of no other.
func (m *Model) isFresh(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "errors" && fn.Pkg().Path() != "fmt" {
		return false
	}
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return isErrorType(typeOf(m.info, arg)) })
}

// givesStatus reports whether a node is a return statement with the exit status
// of the process, which ends with it.
func (m *Model) givesStatus(at ast.Node) bool {
	ret, ok := at.(*ast.ReturnStmt)
	return ok && slices.ContainsFunc(ret.Results, func(e ast.Expr) bool {
		id := named(e)
		if id == nil {
			return false
		}
		c, ok := m.info.Uses[id].(*types.Const)
		if !ok {
			return false
		}
		name := strings.ToLower(c.Name())
		return strings.HasPrefix(name, "exitcode") || strings.HasPrefix(name, "exitstatus")
	})
}

// endsProgram reports whether a function of a program is left with an error: what is told
// main ends it, as a rule, and the goroutines with it.
func (m *Model) endsProgram(f *Func, at ast.Node) bool {
	ret, ok := at.(*ast.ReturnStmt)
	return ok && (m.pass.Pkg.Name() == "main" || m.isCommandLine(f)) && m.returnsFailing(f, ret)
}

// afterRun is how many statements of main deal with what the function returned that is all
// of the program: a test of the error, and a last word.
const afterRun = 2

// isRun reports whether f is a command of the command line, or main calls it, and nobody else
// does, and does hardly anything behind it: the goroutines that f leaves end with the program.
func (m *Model) isRun(f *Func) bool {
	switch {
	case f.Obj == nil:
		return m.isCommandLine(f)
	case m.pass.Pkg.Name() != "main":
		return false
	}
	uses := m.usesOf(f.Obj)
	if len(uses) != 1 || uses[0].in == nil || !m.isMain(uses[0].in) {
		return false
	}
	list := uses[0].in.Body.List
	return slices.ContainsFunc(list[max(0, len(list)-1-afterRun):], func(s ast.Stmt) bool {
		switch s.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.GoStmt:
			return false
		}
		return contains(uses[0].id.Pos(), s)
	})
}

// isCommandLine reports whether f is what a command of the command line does: the Run of a
// cobra.Command, the Action of a cli.Command.
func (m *Model) isCommandLine(f *Func) bool {
	lit, ok := f.Node.(*ast.FuncLit)
	if !ok {
		return false
	}
	if f.Outer != nil { // of a function that makes the command
		field, ok := m.parent(f.Outer, lit).(*ast.KeyValueExpr)
		return ok && isOfCommand(m.variable(field.Key))
	}
	for v, exprs := range m.packageVars() {
		if slices.Contains(exprs, ast.Expr(lit)) && isOfCommand(v) {
			return true
		}
	}
	return false
}

// isOfCommand reports whether a variable is the field of a Command for what it does.
func isOfCommand(v *types.Var) bool {
	if v == nil || !v.IsField() || !slices.Contains([]string{"Action", "Run", "RunE"}, v.Name()) {
		return false
	}
	command := v.Pkg().Scope().Lookup("Command")
	return command != nil && hasField(command.Type(), v)
}

func hasField(t types.Type, field *types.Var) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && slices.Contains(slices.Collect(st.Fields()), field)
}

// needsTwoFailures reports whether a test leaves a channel for the failure of something
// else, and the goroutine sends more than there is room for only if it fails too. One
// of them ends the test; both at once have a cause outside of it.
func (m *Model) needsTwoFailures(f *Func, l leave) bool {
	ret, ok := l.at.(*ast.ReturnStmt)
	return ok && l.extra && l.none && (m.inTest(ret.Pos()) || m.testedIn(f)) && m.returnsFailing(f, ret)
}

// isOwnInput reports whether a node of a test is in the branch for an error of what
// only computes, as strconv.Atoi: a test knows what it is given.
func (m *Model) isOwnInput(f *Func, n ast.Node) bool {
	if !m.IsTested(f) {
		return false
	}
	call := m.failedCall(f, n)
	if call == nil {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && isPlain(fn)
}

// isElsewhere reports whether a node calls a function that is not part of the test: what
// a test gives that is what it is tested with.
func (m *Model) isElsewhere(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && (fn.Pkg() != m.pass.Pkg || !m.inTest(fn.Pos()))
}

// isRefusal reports whether a node is in the branch for the error of the call
// that takes the function which sends: then that may not have been taken.
func (m *Model) isRefusal(f *Func, c *counter, at ast.Node) bool {
	for p := m.parent(f, at); p != nil && p != f.Node; p = m.parent(f, p) {
		branch, ok := p.(*ast.IfStmt)
		if !ok || !contains(at.Pos(), branch.Body) {
			continue
		}
		cmp, ok := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
		if !ok || cmp.Op != token.NEQ || !m.info.Types[cmp.Y].IsNil() {
			continue
		}
		v := m.variable(cmp.X)
		if v == nil {
			continue
		}
		exprs, _ := m.assigned(f, v)
		if slices.ContainsFunc(c.tasks, func(t starting) bool { return !m.started[t.call] && slices.Contains(exprs, ast.Expr(t.call)) }) {
			return true
		}
	}
	return false
}
