package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An Outlet is where an error can go from a place in a function.
type Outlet struct {
	Kind OutletKind
	Func *Func           // the function that can return it
	Test *types.Var      // the means of a test to fail
	Last *ast.ReturnStmt // where the function may return it, and no earlier; or nil
	// Ending says what is left out if the function leaves at the place.
	Ending Ending
}

// An OutletKind is a way for an error to go.
type OutletKind uint8

const (
	OutletNone   OutletKind = iota // there is no right way
	OutletLog                      // nobody can be told
	OutletReturn                   // the function returns it
	OutletResult                   // a deferred function sets the result of the one around it
	OutletFatal                    // the test ends
	OutletError                    // the test has failed, and goes on
)

// An Ending says what is left out when a function leaves early.
type Ending uint8

const (
	LeavesUndone  Ending = iota + 1 // something that others wait for, or that has to be let go
	LeavesOut                       // something that it would have done
	LeavesNothing                   // nothing that anybody could see
)

// OutletAt returns where an error can go that is known behind a node of f.
func (m *Model) OutletAt(f *Func, n ast.Node) (o Outlet) {
	o.Func = f
	if f.errorResult(m) >= 0 && isError(m.lastResult(f)) {
		o.Kind, o.Ending = OutletReturn, m.endingAt(f, n)
		if o.Ending == LeavesUndone {
			if o.Last = m.lastReturn(f, n); o.Last == nil {
				o.Kind = OutletNone
			}
		}
		return o
	}
	if outer := m.deferredIn(f); outer != nil {
		return m.OutletOfDeferred(outer)
	}
	if o.Test = m.testOf(f); o.Test != nil {
		o.Kind, o.Ending = OutletFatal, m.endingAt(f, n)
		if o.Ending == LeavesUndone {
			o.Kind = OutletError
		}
		return o
	}
	if m.IsTested(f) {
		return o // the test may be over
	}
	o.Kind = OutletLog
	return o
}

// OutletOfDeferred returns where an error can go that is known in a call that f
// defers.
func (m *Model) OutletOfDeferred(f *Func) Outlet {
	o := Outlet{Func: f, Kind: OutletLog, Ending: LeavesNothing}
	switch {
	case f.errorResult(m) >= 0 && isError(m.lastResult(f)):
		o.Kind = OutletResult
	case m.testOf(f) != nil:
		o.Kind, o.Test = OutletError, m.testOf(f)
	case m.IsTested(f):
		o.Kind = OutletNone
	}
	return o
}

func (m *Model) lastResult(f *Func) types.Type {
	list := f.Type.Results.List
	return typeOf(m.info, list[len(list)-1].Type)
}

// Signature returns the type of a function.
func (m *Model) Signature(f *Func) *types.Signature {
	if f.Obj != nil {
		return f.Obj.Signature()
	}
	sig, _ := typeOf(m.info, f.Node.(*ast.FuncLit)).(*types.Signature)
	return sig
}

// deferredIn returns the function that defers the literal f, or nil.
func (m *Model) deferredIn(f *Func) *Func {
	if f.Outer == nil {
		return nil
	}
	call, ok := m.parent(f.Outer, f.Node).(*ast.CallExpr)
	if !ok || ast.Unparen(call.Fun) != f.Node || m.deferrals[call] == nil {
		return nil
	}
	return f.Outer
}

// IsTested reports whether a function is part of a test.
func (m *Model) IsTested(f *Func) bool { return m.testedIn(f) || m.inTest(f.Node.Pos()) }

// testOf returns the parameter by which a test fails, on whose goroutine f runs.
func (m *Model) testOf(f *Func) *types.Var {
	for {
		for id := range names(f.Type.Params) {
			v, ok := m.info.Defs[id].(*types.Var)
			if ok && id.Name != "_" && isTesting(v.Type()) {
				return v
			}
		}
		if f.Outer == nil {
			return nil
		}
		call, ok := m.parent(f.Outer, f.Node).(*ast.CallExpr)
		if !ok || m.started[call] || ast.Unparen(call.Fun) != f.Node {
			return nil // who knows where it runs
		}
		f = f.Outer
	}
}

func isTesting(t types.Type) bool {
	switch types.TypeString(t, nil) {
	case "*testing.T", "*testing.B", "*testing.F", "testing.TB":
		return true
	}
	return false
}

// endingAt returns what is left out if f leaves behind the node n.
func (m *Model) endingAt(f *Func, n ast.Node) Ending {
	e := LeavesNothing
	waited := m.waitedAt(f, n)
	s := &search{m: m, f: f, leave: func(*ast.ReturnStmt) {}}
	s.visit = func(after ast.Node) bool {
		for part := range within(after) {
			e = min(e, m.endingOf(f, part, n, waited))
		}
		return e != LeavesUndone
	}
	s.from(n, nil)
	return e
}

// waitedAt returns the group that the call n waits for, or nil.
func (m *Model) waitedAt(f *Func, n ast.Node) *types.Var {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil
	}
	if on := ofExpr(call, m.joinsOfCall(f, call).Of); on != nil {
		return m.groupVar(f, on)
	}
	return nil
}

// endingOf returns what it means to leave out the node part, which would follow
// the node at.
func (m *Model) endingOf(f *Func, part, at ast.Node, waited *types.Var) Ending {
	switch n := part.(type) {
	case *ast.SendStmt:
		if n == at {
			return LeavesNothing // the next turn of a loop
		}
		return LeavesUndone
	case *ast.UnaryExpr:
		if n.Op == token.ARROW && !m.isLater(n.X, at) && !m.isEnd(n.X) && !(contains(n.Pos(), at) && m.isOfTurn(f, n.X, at)) {
			return LeavesUndone // who sends waits
		}
	case *ast.GoStmt, *ast.DeferStmt, *ast.IncDecStmt:
		return LeavesOut
	case *ast.AssignStmt:
		if slices.ContainsFunc(n.Lhs, func(lhs ast.Expr) bool { return m.isOutside(f, lhs) }) {
			return LeavesOut
		}
	case *ast.Ident:
		if _, ok := typeOf(m.info, n).Underlying().(*types.Chan); ok && m.isRanged(f, n) && !m.isLater(n, at) {
			return LeavesUndone
		}
	case *ast.CallExpr:
		return m.endingOfCall(f, n, at, waited)
	}
	return LeavesNothing
}

// isRanged reports whether an expression is what a loop ranges over.
func (m *Model) isRanged(f *Func, e ast.Expr) bool {
	loop, ok := m.parent(f, e).(*ast.RangeStmt)
	return ok && ast.Unparen(loop.X) == e
}

// isLater reports whether what an expression is about is declared behind a node.
func (m *Model) isLater(e ast.Expr, at ast.Node) bool {
	v := m.baseOf(e)
	return v != nil && v.Pos() > at.End()
}

// isOfTurn reports whether what an expression is about is declared anew in each
// turn of the loop around a node.
func (m *Model) isOfTurn(f *Func, e ast.Expr, at ast.Node) bool {
	v := m.baseOf(e)
	for p := m.parent(f, at); v != nil && p != nil && p != f.Node; p = m.parent(f, p) {
		switch p.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return contains(v.Pos(), p)
		}
	}
	return false
}

// isEnd reports whether an expression is the signal of a context or a timer.
func (m *Model) isEnd(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && (pathOf(fn) == "context" || pathOf(fn) == "time")
}

func (m *Model) endingOfCall(f *Func, call *ast.CallExpr, at ast.Node, waited *types.Var) Ending {
	if m.info.Types[call.Fun].IsType() || call == at {
		return LeavesNothing
	}
	if b, ok := m.callee(call).(*types.Builtin); ok {
		switch b.Name() {
		case "close":
			return LeavesUndone
		case "copy", "delete", "clear", "print", "println":
			return LeavesOut
		}
		return LeavesNothing
	}
	j := m.joinsOfCall(f, call)
	switch {
	case j.Done != OfNone:
		return LeavesUndone
	case j.Tells != Unwaiting:
		on := ofExpr(call, j.Of)
		if v := m.groupVar(f, on); v == nil && on != nil || v != nil && v != waited && !m.isLater(on, at) {
			return LeavesUndone // somebody else is waited for
		}
	}
	if _, alone := m.parent(f, call).(*ast.ExprStmt); alone && len(call.Args) == 0 && !m.isLater(call.Fun, at) && j.Tells == Unwaiting {
		return LeavesUndone // f.Close(), mu.Unlock(), cancel()
	}
	if fn, ok := m.callee(call).(*types.Func); ok && isPlain(fn) {
		return LeavesNothing
	}
	return LeavesOut
}

// isPlain reports whether a function of the standard library computes, and does
// nothing else.
func isPlain(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return fn.Name() == "Error"
	}
	switch fn.Pkg().Path() {
	case "errors", "strings", "strconv", "math", "bytes", "time", "context", "path", "path/filepath", "cmp":
		return fn.Signature().Recv() == nil && fn.Name() != "Sleep" || fn.Pkg().Path() == "context"
	case "fmt":
		switch fn.Name() {
		case "Errorf", "Sprint", "Sprintf", "Sprintln":
			return true
		}
	}
	return false
}

// lastReturn returns the return statement at the end of f, if that is the only
// one behind the statement of n, comes right behind other statements of the
// body, and returns no error.
func (m *Model) lastReturn(f *Func, n ast.Node) *ast.ReturnStmt {
	stmt := m.statementAround(f, n)
	if m.parent(f, stmt) != f.Body {
		return nil
	}
	last, ok := f.Body.List[len(f.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(last.Results) != f.Type.Results.NumFields() || !m.info.Types[last.Results[len(last.Results)-1]].IsNil() {
		return nil
	}
	for other := range f.own() {
		if ret, ok := other.(*ast.ReturnStmt); ok && ret != last && ret.Pos() > stmt.Pos() {
			return nil
		}
		if jump, ok := other.(*ast.BranchStmt); ok && jump.Tok == token.GOTO {
			return nil
		}
	}
	return last
}

// OutletOfStarted returns where an error can go that is known on a goroutine
// which f starts: to nobody, and in a test it may be over.
func (m *Model) OutletOfStarted(f *Func) Outlet {
	if m.IsTested(f) {
		return Outlet{Func: f}
	}
	return Outlet{Kind: OutletLog, Func: f}
}

// PanicsAt returns what can panic in the goroutine that the call of a go statement
// starts, where nothing recovers.
func (m *Model) PanicsAt(call *ast.CallExpr) (u Unrecovered, ok bool) {
	for _, u := range m.Unrecovered() {
		if g, isGo := u.At.(*ast.GoStmt); isGo && g.Call == call {
			return u, true
		}
	}
	return u, false
}

// ownFuncs returns the functions that a wait is for: those of its goroutines, and those
// that it is given to start.
func (m *Model) ownFuncs(l DroppedWait) (all []*Func) {
	for _, t := range l.Tasks {
		if t.Func != nil {
			all = append(all, t.Func)
		}
	}
	for _, arg := range l.Call.Args {
		if lit, ok := ast.Unparen(arg).(*ast.FuncLit); ok {
			all = append(all, m.funcs[lit])
		}
	}
	return all
}

// ReadsResults reports whether what follows a wait reads what its goroutines write: it
// would go on with the half of that, when one of them has failed.
func (m *Model) ReadsResults(l DroppedWait) bool {
	return slices.ContainsFunc(m.ownFuncs(l), func(f *Func) bool {
		for n := range f.own() {
			assign, ok := n.(*ast.AssignStmt)
			if ok && slices.ContainsFunc(assign.Lhs, func(lhs ast.Expr) bool { return m.isReadBehind(l, f, lhs) }) {
				return true
			}
		}
		return false
	})
}

// isReadBehind reports whether a variable around a goroutine, to which that assigns, is
// used behind the wait.
func (m *Model) isReadBehind(l DroppedWait, f *Func, lhs ast.Expr) bool {
	v := m.baseOf(lhs)
	return v != nil && m.isOutside(f, lhs) && slices.ContainsFunc(m.usesIn(l.In.Root, v), func(id *ast.Ident) bool { return id.Pos() > l.Call.End() })
}
