package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A How is a way in which the result of a call gets lost.
type How uint8

const (
	Kept      How = iota
	Statement     // the call is a statement
	Deferred      // it is deferred
	Started       // it is run on a goroutine of its own
	Tested        // the result is compared, and nothing is done about it
)

// A DroppedWait is a call whose result tells of a failure and is thrown away.
type DroppedWait struct {
	Call  *ast.CallExpr
	In    *Func
	How   How
	Join  Joins
	Tasks []*Task // those that can fail, as far as they are seen
	Quiet bool    // nobody needs to know in a test
	Func  bool    // it is given a function to run
	Level
}

// Unchecked returns the calls that wait for goroutines and whose result,
// which tells of a failure of these, is dropped.
func (m *Model) Unchecked() (found []DroppedWait) {
	for _, c := range m.joinCalls() {
		if c.joins.Tells != TellsError && c.joins.Tells != TellsValue || c.start && !c.joins.Failing {
			continue
		}
		how := m.howDropped(c.f, c.call)
		if how == Kept && m.onlyAssigned(c) {
			how = Tested
		}
		if how == Kept {
			continue
		}
		d := DroppedWait{Call: c.call, In: c.f, How: how, Join: c.joins, Quiet: c.joins.Off}
		d.Level = m.believe(c, &d)
		if d.Quiet && m.testedIn(c.f) || how == Deferred && m.inTest(c.call.Pos()) && m.isEnder(c.call) || m.asksInTest(c, d) {
			d.Level = Possible // what a test calls, in a file that is none; how it clears up, and what it asks
		}
		if d.Level != Possible || c.joins.Failing {
			found = append(found, d)
		}
	}
	return found
}

// asksInTest reports whether a test calls what waits, and nothing is seen to be started
// there for it: that it waits is inferred, and may be a request that waits for its reply.
// When that fails the test sees it by what comes next.
func (m *Model) asksInTest(c joinCall, d DroppedWait) bool {
	if len(d.Tasks) > 0 || !m.IsTested(c.f) {
		return false
	}
	if c.on != nil && m.isCommand(c.on) {
		return true // it is seen by what it does, or writes
	}
	return !m.isInTable(c.call)
}

// isInTable reports whether what a call does is known, and not inferred.
func (m *Model) isInTable(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && m.known.fn(fn.Origin()) != nil
}

// onlyAssigned reports whether the result of a call is assigned to a variable
// that is compared for nothing, and not read otherwise.
func (m *Model) onlyAssigned(c joinCall) bool {
	_, lhs := m.assignment(c.f, c.call, int(c.joins.Result))
	v := m.variable(lhs)
	return lhs != nil && v != nil && !isBlank([]ast.Expr{lhs}) && m.isLocal(c.f, v) && m.onlyCompared(c.f, v)
}

// Refused returns the calls whose result says whether they did what they were
// called for, and is dropped.
func (m *Model) Refused() (found []DroppedWait) {
	for _, c := range m.joinCalls() {
		if !c.joins.Refuses {
			continue
		}
		how := m.howDropped(c.f, c.call)
		if how == Kept || m.neverRefuses(c.f, c.call) {
			continue
		}
		d := DroppedWait{Call: c.call, In: c.f, How: how, Join: c.joins, Func: c.start || m.runsArg(c.call), Level: Certain}
		if m.IsTested(c.f) && !m.isInTable(c.call) {
			d.Level = Possible // a test sees that what it asked for has not come
		}
		if d.Func && (m.startsNothing(c.call) || m.missesFunc(c.f, c.call) || m.onlyKeeps(c.call)) {
			d.Level = Possible
		}
		found = append(found, d)
	}
	return found
}

// runsArg reports whether a call is one of a function that starts what it is
// given.
func (m *Model) runsArg(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && slices.ContainsFunc(m.summary(fn).Runs, func(r Run) bool { return r.Place == OnGoroutine })
}

// neverRefuses reports whether a call in f cannot give up: its context is one that
// never ends.
func (m *Model) neverRefuses(f *Func, call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return isContext(typeOf(m.info, arg)) && m.isEndless(f, arg, maxHops)
	})
}

// isGivenBackground reports whether an argument of a call says itself that it is a
// context that never ends.
func (m *Model) isGivenBackground(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, m.isBackground)
}

// isBackground reports whether an expression makes a context that never ends.
func (m *Model) isBackground(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && isContext(typeOf(m.info, e)) && m.makesEndless(nil, call, 0)
}

// howDropped returns how the last result of a call in f is thrown away.
func (m *Model) howDropped(f *Func, call *ast.CallExpr) How {
	switch up := m.parent(f, call).(type) {
	case *ast.ExprStmt:
		return Statement
	case *ast.DeferStmt:
		return Deferred
	case *ast.GoStmt:
		return Started
	case *ast.BinaryExpr:
		if branch, ok := m.parent(f, up).(*ast.IfStmt); ok && m.isEmptyTest(branch, up) {
			return Tested
		}
	case *ast.UnaryExpr, *ast.IfStmt:
		branch, ok := up.(*ast.IfStmt)
		if not, isNot := up.(*ast.UnaryExpr); isNot && not.Op == token.NOT {
			branch, ok = m.parent(f, not).(*ast.IfStmt)
		}
		if ok && len(branch.Body.List) == 0 && branch.Else == nil {
			return Tested
		}
	case *ast.SelectorExpr:
		if outer, ok := m.parent(f, up).(*ast.CallExpr); ok && ast.Unparen(outer.Fun) == up {
			if t := typeOf(m.info, outer); isErrorType(t) || m.hasError(outer) {
				return m.howDropped(f, outer) // g.Wait().ErrorOrNil()
			}
		}
	}
	return Kept
}

func (m *Model) hasError(call *ast.CallExpr) bool {
	tuple, ok := typeOf(m.info, call).(*types.Tuple)
	return ok && tuple.Len() > 0 && isErrorType(tuple.At(tuple.Len()-1).Type())
}

// isEmptyTest reports whether an if statement compares with nil and does
// nothing whatever comes out.
func (m *Model) isEmptyTest(branch *ast.IfStmt, cmp *ast.BinaryExpr) bool {
	return ast.Unparen(branch.Cond) == cmp && len(branch.Body.List) == 0 && branch.Else == nil &&
		(m.info.Types[cmp.X].IsNil() || m.info.Types[cmp.Y].IsNil())
}

// believe says how sure it is that a failure gets lost with the result of a
// call that waits, and notes the functions that can fail.
func (m *Model) believe(c joinCall, d *DroppedWait) Level {
	if !c.joins.Failing {
		return Possible
	}
	if m.failsAnyway(c.f, c.call) || m.isGivenBackground(c.call) || m.givenWhatNeverFails(c) || m.isKilled(c.f, c.call, c.on) || m.isReaped(c.f, c.on) || m.servesOwn(c.f, c.call) {
		return Possible
	}
	v := m.groupVar(c.f, c.on)
	if v == nil {
		return m.sureOfUnseen(c)
	}
	if g := m.waitedFor(v); g.has(useWithin) || m.isGivenToKill(c.f, v) || m.showsItself(g) {
		return Possible // what ends the process, say, and makes it fail, or asks it how it has ended
	}
	tasks, all := m.tasksOf(v)
	failing := m.failingOf(v)
	d.Tasks = failing.tasks
	stored := failing.all
	g := m.groupOf(v)
	seen := all && g != nil && g.in != nil && !g.has(useEscapes) && !g.has(useAdds)
	switch {
	case len(tasks) == 0:
		return m.sureOfUnseen(c)
	case len(d.Tasks) == 0:
		return Possible // all of them return nil
	case stored && !m.hasContext(c.f, v):
		return Possible // the errors are looked at elsewhere
	case seen:
		return Certain
	}
	return Likely
}

// sureOfUnseen says how sure it is that a call waits for goroutines of which none is
// seen. Where it is only inferred that it is for these, what it waits for may as well be
// the reply to a request.
func (m *Model) sureOfUnseen(c joinCall) Level {
	if c.joins.Inferred && !c.start {
		return Possible
	}
	return Likely
}

// failingOf returns the functions of a group that can fail, and whether all of
// these keep their errors themselves.
func (m *Model) failingOf(v *types.Var) groupTasks {
	return recall(&m.failing, v, func() groupTasks {
		tasks, _ := m.tasksOf(v)
		var d groupTasks
		stored := len(tasks) > 0
		for _, t := range tasks {
			if t.Func == nil || m.returnsError(t.Func) && !m.failsOnPurpose(t.Func) || t.Fate != Crashes && m.funcFails(t.Func) || t.Func.errorResult(m) < 0 && t.Fate != Crashes {
				d.tasks = append(d.tasks, t)
				stored = stored && t.Func != nil && m.storesErrors(t.Func) && t.Fate == Crashes
			}
		}
		d.tasks, d.all = d.tasks[:len(d.tasks):len(d.tasks)], stored
		return d
	})
}

// givenWhatNeverFails reports whether a call that starts functions and waits for
// them is given functions that all return nil: what is lost can only be that it
// failed itself.
func (m *Model) givenWhatNeverFails(c joinCall) (given bool) {
	for _, arg := range c.call.Args {
		if !isFunc(typeOf(m.info, arg)) {
			continue
		}
		ts, all := m.targets(c.f, arg)
		for _, t := range ts {
			if t.fn == nil || m.returnsError(t.fn) {
				return false
			}
		}
		if !all || len(ts) == 0 {
			return false
		}
		given = true
	}
	return given
}

// groupOf returns the group of a variable, or nil.
func (m *Model) groupOf(v *types.Var) *group {
	m.allGroups()
	return m.groupByVar[v]
}

// waitedFor returns the uses of what is waited for, which need not be given anything
// by the name that it has there.
func (m *Model) waitedFor(v *types.Var) *group {
	if g := m.groupOf(v); g != nil {
		return g
	}
	return recall(&m.others, v, func() *group {
		g := &group{v: v, in: m.declaredIn(v)}
		m.findUses(g)
		return g
	})
}

// failsAnyway reports whether behind the statement of a call the function
// returns an error, or ends: what the call returns is not the first failure.
func (m *Model) failsAnyway(f *Func, call *ast.CallExpr) bool {
	stmt, ok := m.parent(f, call).(*ast.ExprStmt)
	if !ok {
		return false
	}
	return m.endsInFailure(f, stmt)
}

// endsInFailure reports whether a statement is in a branch that ends in a failure, however
// the rest of it branches.
func (m *Model) endsInFailure(f *Func, stmt ast.Stmt) bool {
	var list []ast.Stmt
	switch up := m.parent(f, stmt).(type) {
	case *ast.BlockStmt:
		list = up.List
		if up == f.Body {
			return false // not a branch for a failure
		}
		if branch, ok := m.parent(f, up).(*ast.IfStmt); ok && branch.Else == nil && !m.leaves(list) {
			return m.endsInFailure(f, branch) // what is done before, for one case
		}
	case *ast.CaseClause:
		list = up.Body
	case *ast.CommClause:
		list = up.Body
	}
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return m.returnsFailing(f, last)
	case *ast.ExprStmt:
		end, ok := ast.Unparen(last.X).(*ast.CallExpr)
		return ok && m.endOf(end) != Returns
	}
	return false
}

// returnsFailing reports whether a return statement gives an error that is
// not nil.
func (m *Model) returnsFailing(f *Func, ret *ast.ReturnStmt) bool {
	res := f.errorResult(m)
	if res < 0 || len(ret.Results) != f.Type.Results.NumFields() {
		return false
	}
	return !m.info.Types[ret.Results[res]].IsNil()
}

// storesErrors reports whether a function puts an error where others read it:
// in a variable, field or element that is not its own, or on a channel.
func (m *Model) storesErrors(f *Func) bool {
	for n := range f.own() {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if m.isOutside(f, lhs) && m.isErrorStored(n, i) {
					return true
				}
			}
		case *ast.SendStmt:
			if isErrorType(typeOf(m.info, n.Value)) {
				return true
			}
		}
	}
	return false
}

// isErrorStored reports whether the i'th value of an assignment is an error, or
// a list that has one more.
func (m *Model) isErrorStored(n *ast.AssignStmt, i int) bool {
	t := typeOf(m.info, n.Lhs[i])
	if isErrorType(t) {
		return true
	}
	if s, ok := t.Underlying().(*types.Slice); ok && isErrorType(s.Elem()) {
		return true
	}
	if mp, ok := t.Underlying().(*types.Map); ok && isErrorType(mp.Elem()) {
		return true
	}
	return false
}

// isOutside reports whether an expression denotes what is not f's own: a
// variable from around f, a field or an element of one.
func (m *Model) isOutside(f *Func, e ast.Expr) bool {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && id.Name == "_" {
		return false
	}
	v := m.baseOf(e)
	if v == nil || v.Pkg() != m.pass.Pkg {
		return v != nil
	}
	if _, ident := ast.Unparen(e).(*ast.Ident); ident {
		return !contains(v.Pos(), f.Node)
	}
	return !contains(v.Pos(), f.Body)
}

// hasContext reports whether a group was made with a context, or makes one:
// the first failure then ends the others.
func (m *Model) hasContext(f *Func, v *types.Var) bool {
	from := m.definition(f, v)
	if from == nil {
		return v.IsField() // made elsewhere
	}
	call, ok := ast.Unparen(from).(*ast.CallExpr)
	if !ok {
		return false
	}
	found := false
	ast.Inspect(call, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		found = found || ok && isContext(typeOf(m.info, e))
		return !found
	})
	return found
}
