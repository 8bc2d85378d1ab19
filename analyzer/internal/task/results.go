package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Drop is a call that starts a goroutine and whose answer is thrown away: the
// error of a go statement, or the channel or handle of the result.
type Drop struct {
	Call   *ast.CallExpr
	In     *Func
	Start  bool     // it is the call of a go statement
	Handle bool     // what is dropped is a value that stands for the goroutine
	Type   string   // of what is dropped, where that is a channel
	Hangs  bool     // the goroutine then waits forever to send
	Errors ast.Node // a return of the function that may return an error, if it was seen
	Sure   Level
}

// DroppedErrors returns the go statements of functions that return an error.
func (m *Model) DroppedErrors() (drops []Drop) {
	if !m.startsAny() {
		return nil
	}
	for _, f := range m.all {
		for n := range f.own() {
			g, ok := n.(*ast.GoStmt)
			if !ok || !returnsError(m.info, g.Call) || m.isGroupJoin(g.Call) {
				continue
			}
			if d, ok := m.droppedError(f, g.Call); ok {
				drops = append(drops, d)
			}
		}
	}
	return drops
}

// returnsError reports whether the last result of a call is an error.
func returnsError(info *types.Info, call *ast.CallExpr) bool {
	sig, ok := typeOf(info, call.Fun).Underlying().(*types.Signature)
	if !ok || sig.Results().Len() == 0 {
		return false
	}
	return isError(sig.Results().At(sig.Results().Len() - 1).Type())
}

// droppedError judges a go statement by what is seen of the function.
func (m *Model) droppedError(f *Func, call *ast.CallExpr) (Drop, bool) {
	d := Drop{Call: call, In: f, Start: true, Sure: Likely}
	if j := m.joinsOfCall(f, call); j.Tells == TellsError || j.Tells == TellsValue {
		return d, false // a wait for others: its error is taskjoin's
	}
	if fn, ok := m.callee(call).(*types.Func); ok && isCloser(fn) {
		d.Sure = Possible // nobody looks at that but who writes
	}
	if m.servesOwn(f, call) || m.throwsAway(call) || m.saysTests(call.Pos()) {
		d.Sure = Possible
	}
	ts, all := m.targets(f, call.Fun)
	inTest := m.testedIn(f) || m.inTest(call.Pos())
	if inTest && (len(ts) != 1 || ts[0].fn == nil || ts[0].obj != nil && ts[0].obj.Signature().Recv() != nil || !m.inTest(call.Pos())) {
		d.Sure = Possible // a server, say, that ends with the test
	} else if inTest && (!m.saysItsEnd(ts[0].fn) || m.servesPeer(f, call)) {
		d.Sure = Possible // the test sees it at the other end
	}
	if !all || len(ts) == 0 {
		if fn, ok := m.callee(call).(*types.Func); ok && takesContext(fn) {
			d.Sure = Possible // what is behind an interface may end with its context, and say that
		}
		return d, true
	}
	fails := false
	for _, t := range ts {
		if t.fn == nil {
			if t.obj != nil && !m.summary(t.obj).NilError {
				fails = true
				if m.summary(t.obj).Calm {
					d.Sure = Possible
				}
			}
			continue
		}
		at, how := m.failureOf(t.fn)
		switch how {
		case failsNever:
			continue
		case failsOnEnd:
			d.Sure = Possible
		case failsSomehow:
			if d.Errors == nil {
				d.Errors = at
			}
			if m.sendsAtEnd(t.fn) {
				d.Sure = Possible // who receives that learns that it has ended
			} else if m.storesErrors(t.fn) {
				d.Sure = Possible // as does who reads what it stores
			} else if d.Sure == Likely {
				d.Sure = Certain
			}
		}
		fails = true
	}
	return d, fails
}

// sendsAtEnd reports whether a function sends something, however it ends, that is more
// than a signal.
func (m *Model) sendsAtEnd(f *Func) bool {
	for _, d := range f.defers {
		for _, n := range m.inDeferred(f, d.Call) {
			if send, ok := n.(*ast.SendStmt); ok {
				ch, ok := typeOf(m.info, send.Chan).Underlying().(*types.Chan)
				return ok && !isSignalType(ch.Elem())
			}
		}
	}
	return false
}

// isCloser reports whether fn is a method that closes its receiver.
func isCloser(fn *types.Func) bool {
	sig := fn.Signature()
	return fn.Name() == "Close" && sig.Recv() != nil && sig.Params().Len() == 0 && sig.Results().Len() == 1
}

// isGroupJoin reports whether a call waits for a group: its type has a method
// that starts a function, and this one takes nothing and returns the error.
func (m *Model) isGroupJoin(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil || fn.Signature().Params().Len() > 0 {
		return false
	}
	if entry := m.known.fn(fn); entry != nil && entry.Joins {
		return true
	}
	t := fn.Signature().Recv().Type()
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	for method := range named.Methods() {
		starts := func(r Run) bool { return r.Place == OnGoroutine && r.Param >= 0 }
		if slices.ContainsFunc(m.summary(method).Runs, starts) {
			return true
		}
	}
	return false
}

// DroppedResults returns the calls, used as statements, that start a goroutine
// and return the channel or handle of its result.
func (m *Model) DroppedResults() (drops []Drop) {
	if !m.startsAny() && !m.usesMade() {
		return nil
	}
	for _, f := range m.all {
		for n := range f.own() {
			call := droppedCall(n)
			if call == nil {
				continue
			}
			d := m.madeAt(f, call)
			if d.Kind != MadeResult && d.Kind != MadeHandle || d.Hard+d.Soft == 0 && d.field != nil {
				continue
			}
			drop := Drop{Call: call, In: f, Handle: d.Kind == MadeHandle, Sure: Likely}
			t := resultOf(typeOf(m.info, call), int(d.Result))
			if ch, ok := t.Underlying().(*types.Chan); ok {
				if isSignalType(ch.Elem()) {
					continue
				}
				d.elem = ch.Elem()
			}
			drop.Type = types.TypeString(t, types.RelativeTo(m.pass.Pkg))
			drop.Hangs = !d.Vague && d.Room >= 0 && d.Hard > d.Room
			if drop.Handle && !drop.Hangs && !m.carriesError(d.elem) && !m.tableHandle(call) {
				drop.Sure = Possible // there may be nothing to learn
			}
			if !drop.Hangs && (m.testedIn(f) || m.inTest(call.Pos()) || m.isToldElsewhere(call)) {
				drop.Sure = Possible // a test asks for something else than the result
			}
			if !drop.Hangs && m.closesNext(f, call) {
				drop.Sure = Possible // there is nobody to answer any more
			}
			drops = append(drops, drop)
		}
	}
	return drops
}

// closesNext reports whether the statement after one with a call of a method, or after the
// one around that, closes what the method is of.
func (m *Model) closesNext(f *Func, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	closes := types.ExprString(sel.X) + ".Close"
	stmt := m.statementAround(f, call)
	for stmt != nil {
		block, ok := m.parent(f, stmt).(*ast.BlockStmt)
		if !ok {
			return false
		}
		if i := slices.Index(block.List, stmt); i+1 < len(block.List) {
			for n := range within(block.List[i+1]) {
				if next, ok := n.(*ast.CallExpr); ok && types.ExprString(next.Fun) == closes {
					return true
				}
			}
			return false
		}
		stmt, _ = m.parent(f, block).(ast.Stmt)
	}
	return false
}

// droppedCall returns the call whose results a statement throws away, or nil.
func droppedCall(n ast.Node) *ast.CallExpr {
	var e ast.Expr
	switch n := n.(type) {
	case *ast.ExprStmt:
		e = n.X
	case *ast.GoStmt:
		e = n.Call
	case *ast.DeferStmt:
		e = n.Call
	}
	if e == nil {
		return nil
	}
	call, _ := ast.Unparen(e).(*ast.CallExpr)
	return call
}

func (m *Model) tableHandle(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return false
	}
	entry := m.known.fn(fn)
	return entry != nil && entry.Result != ""
}
