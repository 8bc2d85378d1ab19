package taskrecover

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// ineffective returns the fixes for a recover that cannot stop a panic: it is put
// where it can.
func (x *fixer) ineffective(t task.Trouble) []edit.Fix {
	f := t.Frame.Func
	d := f.DeferOf(t.Node)
	crash := report.PolicyOf(x.pass) == report.Crash
	var fix edit.Fix
	var ok bool
	switch {
	case t.Way == task.WayDirect && crash:
		fix, ok = x.remove(d)
	case crash || t.Soft || x.m.Holds(t.Op):
	case t.Way == task.WayDirect:
		fix, ok = x.replaceDirect(t, d)
	case !x.mayStop(t, d):
	case t.Helper != nil && d != nil && (t.Way == task.WayDeep || t.Way == task.WayNestedDefer):
		fix, ok = x.deferHelper(f, d, t.Node)
	case t.Helper != nil && d == nil && t.Way == task.WayNotDeferred:
		fix, ok = x.deferCall(t)
	case t.Way == task.WayNotCalled && d != nil:
		s := edit.Of(x.pass, d.Pos()).Begin()
		s.Insert(d.End(), "()")
		fix, ok = s.Fix(edit.Safe, "Call what it returns: that recovers")
	case t.Way == task.WayArgument && d != nil:
		fix, ok = x.recoverInHandler(f, d, t.Node)
	case t.Way == task.WayLate && d == t.Node:
		fix, ok = x.moveUp(t, d)
	}
	if !ok {
		return nil
	}
	return []edit.Fix{fix}
}

// mayStop reports whether the recover, once it stops the panic, leaves nobody in the
// belief that all went well: nobody waits for more than the end, or it is given where
// the failure goes.
func (x *fixer) mayStop(t task.Trouble, d *ast.DeferStmt) bool {
	call, _ := x.calledBy(t.Node)
	if call != nil && slices.ContainsFunc(call.Args, isAddress) || d != nil && x.m.Stores(t.Frame.Func, d) {
		return true
	}
	if !t.Frame.Top {
		return t.Frame.Func.Type.Results.NumFields() == 0
	}
	c, ok := x.m.CureOf(t.Frame.Task)
	return ok && c.To == task.ToldNobody
}

// isAddress reports whether an expression is the address of a variable.
func isAddress(e ast.Expr) bool {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || u.Op != token.AND {
		return false
	}
	_, isVar := ast.Unparen(u.X).(*ast.Ident)
	return isVar
}

// replaceDirect puts a guard in the place of "defer recover()".
func (x *fixer) replaceDirect(t task.Trouble, d *ast.DeferStmt) (edit.Fix, bool) {
	c, ok := x.m.CureOf(t.Frame.Task)
	if !ok || d == nil || d != t.Node || c.Func != t.Frame.Func || x.m.BodyOf(d) != c.Func.Body {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, d.Pos()).Begin()
	text, effect := x.GuardText(s, c, c.Func.Body.Lbrace+1, "")
	x.move(s, c, d, text)
	return s.Fix(edit.Behaviour, effect)
}

// move puts a text in the place of a statement of the body if that is where a guard
// belongs, else where it does.
func (x *fixer) move(s *edit.Set, c task.Cure, stmt ast.Stmt, text string) {
	if s.Failed() {
		return
	}
	if x.m.IsEarly(c.Func, stmt) && len(c.Signals) == 0 && (c.After == nil || c.After.End() <= stmt.Pos()) {
		s.Swap(c.Func.Body, stmt, text)
		return
	}
	if c.After == stmt {
		s.Fail()
	}
	above, _, behind := s.Cut(c.Func.Body, stmt)
	x.put(s, c, above+text+behind)
}

// deferHelper defers the helper that a deferred literal calls.
func (x *fixer) deferHelper(f *task.Func, d *ast.DeferStmt, n ast.Node) (edit.Fix, bool) {
	lit, isLit := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	call, stmt := x.calledBy(n)
	if !isLit || call == nil || x.m.BodyOf(stmt) != lit.Body || !x.m.IsEarly(f, d) || !x.settled(f, call) {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, d.Pos()).Begin()
	text := "defer " + s.Text(call)
	if len(lit.Body.List) == 1 {
		s.Keep(d, call)
		s.ReplaceNode(d, text)
		return s.Fix(edit.Safe, "Defer "+s.Text(call)+" itself: only then it recovers")
	}
	above, _, behind := s.Cut(lit.Body, stmt)
	s.After(f.Body, d, above+text+behind)
	return s.Fix(edit.Behaviour, "Defer "+s.Text(call)+" itself: only then it recovers")
}

// calledBy returns the call that a node is, or that it defers, with its statement.
func (x *fixer) calledBy(n ast.Node) (*ast.CallExpr, ast.Stmt) {
	switch n := n.(type) {
	case *ast.DeferStmt:
		return n.Call, n
	case *ast.CallExpr:
		switch up := x.m.Above(n).(type) {
		case *ast.ExprStmt:
			return n, up
		case *ast.DeferStmt:
			return n, up
		}
	}
	return nil, nil
}

// settled reports whether a call has the same function and arguments whenever these
// are evaluated.
func (x *fixer) settled(f *task.Func, call *ast.CallExpr) bool {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && x.pass.TypesInfo.Selections[sel] != nil {
		if !x.m.Settled(f, sel.X) {
			return false
		}
	} else if !x.m.Settled(f, call.Fun) {
		return false
	}
	for _, arg := range call.Args {
		if !isAddress(arg) && !x.m.Settled(f, arg) {
			return false
		}
	}
	return true
}

// deferCall defers a helper that is called, where a guard belongs.
func (x *fixer) deferCall(t task.Trouble) (edit.Fix, bool) {
	call, stmt := x.calledBy(t.Node)
	f := t.Frame.Func
	if call == nil || stmt == nil || x.m.BodyOf(stmt) != f.Body {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, stmt.Pos()).Begin()
	if s.Failed() {
		return edit.Fix{}, false
	}
	title := "Defer " + s.Text(call) + ": only then it recovers"
	if x.m.IsEarly(f, stmt) {
		s.Insert(stmt.Pos(), "defer ")
		return s.Fix(edit.Safe, title)
	}
	c, ok := x.m.CureOf(t.Frame.Task)
	if !ok || c.Func != f || !x.m.MovesUp(f, stmt) {
		return edit.Fix{}, false
	}
	x.move(s, c, stmt, "defer "+s.Text(stmt))
	return s.Fix(edit.Behaviour, title)
}

// recoverInHandler makes a handler of a deferred call that has recover among its
// arguments.
func (x *fixer) recoverInHandler(f *task.Func, d *ast.DeferStmt, n ast.Node) (edit.Fix, bool) {
	s := edit.Of(x.pass, d.Pos()).Begin()
	if s.Failed() || !x.m.IsEarly(f, d) {
		return edit.Fix{}, false
	}
	for _, arg := range d.Call.Args {
		if ast.Unparen(arg) != n && !x.m.Settled(f, arg) {
			return edit.Fix{}, false
		}
	}
	if x.m.Above(n) != ast.Node(d.Call) {
		return edit.Fix{}, false
	}
	r := edit.Fresh(d, "", "r", "p", "v")
	call := s.Between(d.Call.Pos(), n.Pos()) + r + s.Between(n.End(), d.Call.End())
	s.Swap(x.m.BodyOf(d), d, "defer func() {\n\tif "+r+" := recover(); "+r+" != nil {\n\t\t"+edit.Indented(edit.Indented(call))+"\n\t}\n}()")
	return s.Fix(edit.Behaviour, "Recover in a deferred func: only there it stops a panic")
}

// moveUp moves a guard that is deferred after what panics.
func (x *fixer) moveUp(t task.Trouble, d *ast.DeferStmt) (edit.Fix, bool) {
	c, ok := x.m.CureOf(t.Frame.Task)
	if !ok || c.Func != t.Frame.Func || !x.m.MovesUp(c.Func, d) || !x.m.IsPure(c.Func, d) || c.Func.DefersBefore(d) {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, d.Pos()).Begin()
	if s.Failed() {
		return edit.Fix{}, false
	}
	x.move(s, c, d, s.Unindented(d))
	return s.Fix(edit.Behaviour, "Defer it first: then it recovers what panics here")
}

// remove takes out a recover that a package which wants the process to end has.
func (x *fixer) remove(d *ast.DeferStmt) (edit.Fix, bool) {
	if d == nil {
		return edit.Fix{}, false
	}
	s := edit.Of(x.pass, d.Pos()).Begin()
	body := x.m.BodyOf(d)
	if body == nil || s.Failed() {
		return edit.Fix{}, false
	}
	s.Keep(d)
	if above, _, behind := s.Cut(body, d); above+behind != "" {
		return edit.Fix{}, false // it says why
	}
	return s.Fix(edit.Behaviour, "Remove the recover: a panic ends the process, as the package says")
}

// swallowed returns the fixes for a handler that drops the value of a panic.
func (x *fixer) swallowed(w task.Swallow) []edit.Fix {
	f := w.Frame.Func
	d := f.DeferOf(w.Node)
	call, isCall := w.Node.(*ast.CallExpr)
	if w.Helper != nil || w.Ends || !isCall {
		return nil
	}
	var fix edit.Fix
	var ok bool
	if report.PolicyOf(x.pass) == report.Crash {
		fix, ok = x.propagate(d, call)
	} else if c, known := x.m.CureOf(w.Frame.Task); known && c.Func == f {
		fix, ok = x.tell(c, d, call)
	}
	if !ok {
		return nil
	}
	return []edit.Fix{fix}
}

// tell tells of a panic whose value is dropped.
func (x *fixer) tell(c task.Cure, d *ast.DeferStmt, call *ast.CallExpr) (edit.Fix, bool) {
	s := edit.Of(x.pass, call.Pos()).Begin()
	if s.Failed() || c.After != nil && d != nil && c.After.Pos() > d.Pos() && c.To != task.ToldNobody {
		return edit.Fix{}, false
	}
	stmt, alone := x.m.Above(call).(*ast.ExprStmt)
	if alone && d != nil && x.isWhole(d, stmt) {
		text, effect := x.GuardText(s, c, c.Func.Body.Lbrace+1, "")
		s.Keep(d)
		s.Swap(x.m.BodyOf(d), d, text)
		return s.Fix(edit.Behaviour, effect)
	}
	if c.To != task.ToldNobody || len(x.Known()) > 0 {
		return edit.Fix{}, false
	}
	logger := s.Logger(call.Pos())
	r := edit.Fresh(nil, logger.Panic("", ""), "r", "p", "v")
	log := logger.Panic("panic in "+x.Where(c), r)
	const title = "Log the panic"
	if alone {
		s.Swap(x.m.BodyOf(stmt), stmt, "if "+r+" := recover(); "+r+" != nil {\n\t"+log+"\n}")
		return s.Fix(edit.Behaviour, title)
	}
	branch, name := x.branch(call)
	if branch == nil {
		return edit.Fix{}, false
	}
	if name == "" {
		s.Replace(branch.Cond.Pos(), branch.Cond.End(), r+" := recover(); "+r+" != nil")
	} else {
		log = logger.Panic("panic in "+x.Where(c), name)
	}
	s.First(branch.Body, log)
	return s.Fix(edit.Behaviour, title)
}

// isWhole reports whether a statement is all that a deferred literal does.
func (x *fixer) isWhole(d *ast.DeferStmt, stmt ast.Stmt) bool {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	return ok && len(lit.Body.List) == 1 && lit.Body.List[0] == stmt
}

// branch returns the if statement that is entered when there was a panic, and the
// name of its value: "if r := recover(); r != nil", or "if recover() != nil".
func (x *fixer) branch(call *ast.CallExpr) (branch *ast.IfStmt, name string) {
	switch up := x.m.Above(call).(type) {
	case *ast.BinaryExpr:
		branch, _ = x.m.Above(up).(*ast.IfStmt)
		if branch == nil || branch.Init != nil || up.Op != token.NEQ || ast.Unparen(branch.Cond) != up {
			return nil, ""
		}
		return branch, ""
	case *ast.AssignStmt:
		branch, _ = x.m.Above(up).(*ast.IfStmt)
		if branch == nil || branch.Init != up || up.Tok != token.DEFINE || len(up.Lhs) != 1 {
			return nil, ""
		}
		id, isID := up.Lhs[0].(*ast.Ident)
		cmp, isCmp := ast.Unparen(branch.Cond).(*ast.BinaryExpr)
		if !isID || !isCmp || cmp.Op != token.NEQ {
			return nil, ""
		}
		if of, ok := ast.Unparen(cmp.X).(*ast.Ident); ok && of.Name == id.Name && x.pass.TypesInfo.Types[cmp.Y].IsNil() {
			return branch, id.Name
		}
	}
	return nil, ""
}

// propagate lets a panic go on that is stopped in a package that does not want
// that.
func (x *fixer) propagate(d *ast.DeferStmt, call *ast.CallExpr) (edit.Fix, bool) {
	stmt, alone := x.m.Above(call).(*ast.ExprStmt)
	if alone && d != nil && x.isWhole(d, stmt) {
		return x.remove(d)
	}
	branch, name := x.branch(call)
	s := edit.Of(x.pass, call.Pos()).Begin()
	if branch == nil || name == "" || s.Failed() || len(branch.Body.List) == 0 {
		return edit.Fix{}, false
	}
	s.After(branch.Body, branch.Body.List[len(branch.Body.List)-1], "panic("+name+")")
	return s.Fix(edit.Behaviour, "Panic again: the process ends, as the package says")
}
