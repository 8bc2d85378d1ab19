package task

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// This file says what a guard in the function of a task has to do with a panic, so
// that whoever waits for the task learns of it. Who that is, is told by the send
// (curesend.go) or the store (curestore.go) by which the function tells of its errors;
// where the guard stands is in cureplace.go.

// A Cure is what a guard in the function of a task has to do, and where it stands.
type Cure struct {
	Task *Task
	Func *Func // that the guard goes into; nil if it is in another package
	To   Told
	// Result is the result that is its error; Send a send like which the handler is to
	// send, and Field the field of what is sent that has the error, "" for the
	// value itself; Var the variable that is sent or stored when the task ends; Store
	// where it stores errors.
	Result int
	Send   *ast.SendStmt
	Field  string
	Var    *types.Var
	Store  ast.Expr
	// After is the last of the statements that go before the guard, because they tell
	// the waiter that the task has ended; nil if there is none.
	After ast.Stmt
	// Signals are the last statements of the body that do so and have to be deferred.
	Signals []ast.Stmt
}

// Told says who is told of a panic.
type Told uint8

const (
	ToldNobody Told = iota // nobody waits for more than the end: it is logged
	ToldResult             // the function returns an error
	ToldSend               // it sends one
	ToldVar                // a deferred call sends or stores a variable of it
	ToldStore              // it stores one
)

// CureOf returns how a panic of the task is stopped, if there is a way that is
// known to be right.
func (m *Model) CureOf(t *Task) (c Cure, ok bool) {
	c = Cure{Task: t, Func: t.Func, Result: -1}
	if t.Func == nil {
		ok = m.cureElsewhere(&c)
	} else {
		ok = m.toldBy(&c) && m.place(&c) && !m.skipsBelow(t)
	}
	if call, isCall := t.At.(*ast.CallExpr); isCall && c.To == ToldNobody && m.joinsOfCall(t.In, call).Tells != Unwaiting {
		return c, false // what starts it waits for it, and takes its end for success
	}
	return c, ok
}

// skipsBelow reports whether a function that is called on the goroutine says that
// it has ended by a call that a panic skips: with a guard around it, who waits for
// that would wait for ever.
func (m *Model) skipsBelow(t *Task) (skips bool) {
	seen := make(map[*Func]bool) // a frame names the first of its tasks only
	var visit func(fr Frame)
	visit = func(fr Frame) {
		if skips || fr.Func == nil || fr.deferred || seen[fr.Func] || !fr.Top && m.skipsNothing[fr.Func] || !fr.Top && m.inTest(fr.Func.Node.Pos()) {
			return
		}
		seen[fr.Func] = true
		skips = !fr.Top && slices.ContainsFunc(m.donesIn(fr.Func), func(d done) bool { return d.deferred == nil && !d.handed })
		for n := range fr.Func.own() {
			if call, ok := n.(*ast.CallExpr); ok && !m.started[call] {
				m.visitCall(fr, call, visit)
			}
		}
	}
	visit(Frame{Func: t.Func, Task: t, Top: true, Fate: t.Fate})
	if !skips { // nor does any of these for another goroutine
		delete(seen, t.Func)
		maps.Copy(m.skipsNothing, seen)
	}
	return skips
}

// cureElsewhere decides by the signature alone.
func (m *Model) cureElsewhere(c *Cure) bool {
	sig, ok := typeOf(m.info, c.Task.entry).Underlying().(*types.Signature)
	if !ok || c.Task.entry == nil {
		return false
	}
	n := sig.Results().Len()
	if n == 0 {
		return !takesChannel(sig)
	}
	_, started := c.Task.At.(*ast.GoStmt)
	if started || !isErrorType(sig.Results().At(n-1).Type()) {
		return false // the result is dropped already
	}
	c.To, c.Result = ToldResult, n-1
	return true
}

// takesChannel reports whether a function may send what somebody waits for.
func takesChannel(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if ch, ok := p.Type().Underlying().(*types.Chan); ok && ch.Dir() != types.RecvOnly && !isSignalType(ch.Elem()) {
			return true
		}
	}
	return false
}

// toldBy decides who learns of a failure of the function.
func (m *Model) toldBy(c *Cure) bool {
	f := c.Func
	_, started := c.Task.At.(*ast.GoStmt)
	if res := f.errorResult(m); res >= 0 && !started {
		c.To, c.Result = ToldResult, res
		return true
	}
	if f.Type.Results.NumFields() > 0 {
		return false // whoever takes them would take the zero values
	}
	for _, d := range f.defers {
		for _, n := range m.inDeferred(f, d.Call) {
			if send, ok := n.(*ast.SendStmt); ok && m.carriesError(typeOf(m.info, send.Value)) {
				return m.toldByVar(c, send.Value)
			}
		}
	}
	if found, ok := m.toldBySend(c); found {
		return ok
	}
	if m.handsChannelOn(f) {
		return false
	}
	return m.toldByStore(c)
}
