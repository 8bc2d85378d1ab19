package task

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// This file is about func values that somebody else has given: what one of them owes
// to others when it ends, such as to send or to call Done, is not known here, and a
// guard around it would leave that undone.

// callsDeclared reports whether a call is of a function or method by its name: who
// wrote it knows that, other than a function that is passed in.
func (m *Model) callsDeclared(call *ast.CallExpr) bool {
	_, ok := m.callee(call).(*types.Func)
	return ok
}

// RunsGiven reports whether a goroutine runs a func value that somebody else has given:
// a guard would stop the panics of that as well, whatever else there is that can panic.
// It would be in the function of t, which may be what starts the goroutine for others.
func (m *Model) RunsGiven(u Unrecovered, t *Task) bool {
	return m.runsGiven(t) || t != u.Task && m.runsGiven(u.Task)
}

// runsGiven reports whether a task is a func value that somebody else has given, or
// runs one in its function or in what that calls.
func (m *Model) runsGiven(t *Task) (runs bool) {
	if t.Func == nil {
		return t.Obj == nil && t.entry != nil && !m.isQuiet(t.entry)
	}
	seen := make(map[*Func]bool)
	var visit func(fr Frame)
	visit = func(fr Frame) {
		if runs || fr.Func == nil || fr.Fate == Contained || seen[fr.Func] || m.runsNoGiven[fr.Func] {
			return
		}
		seen[fr.Func] = true
		for n := range fr.Func.own() {
			call, ok := n.(*ast.CallExpr)
			if !ok || m.started[call] || m.frameFate(fr.Func, call) == Contained {
				continue
			}
			runs = runs || m.callsGiven(fr.Func, call)
			m.visitCall(fr, call, visit)
		}
	}
	visit(Frame{Func: t.Func, Task: t, Top: true, Fate: t.Fate})
	if !runs { // nor does any of these for another goroutine
		maps.Copy(m.runsNoGiven, seen)
	}
	return runs
}

// callsGiven reports whether a call in f is of a func value that somebody else has
// given, or gives one to what calls it before it returns.
func (m *Model) callsGiven(f *Func, call *ast.CallExpr) bool {
	if tv := m.info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
		return false
	}
	if !m.callsDeclared(call) && m.isGivenFunc(f, call.Fun, 0) {
		return true
	}
	for j, arg := range call.Args {
		if !isFunc(typeOf(m.info, arg)) || !m.isGivenFunc(f, arg, 0) {
			continue
		}
		for _, run := range m.paramRuns(f, call, j) {
			if run.Place == OnCaller && run.Fate != Contained {
				return true
			}
		}
	}
	return false
}

// isGivenFunc reports whether an expression in f denotes a func that is not seen, of
// which nothing is promised either. That of a parameter is what the callers pass, if
// these are known; that of a package is there for all, and owes nothing to one of them.
func (m *Model) isGivenFunc(f *Func, e ast.Expr, depth int) bool {
	if _, all := m.targets(f, e); all || m.isQuiet(e) {
		return false
	}
	v := m.variable(e)
	if v != nil && v.Kind() == types.PackageVar {
		return false
	}
	return v == nil || v.Kind() != types.ParamVar || depth > maxHops || !m.allGive(f, v, func(in *Func, arg ast.Expr) bool {
		return !m.isGivenFunc(in, arg, depth+1)
	})
}

// MayWrap reports whether a literal that calls the function of a goroutine may recover
// what panics there: no lock stays locked, and nobody waits for what is skipped.
func (m *Model) MayWrap(u Unrecovered) bool {
	t := u.Task
	if slices.ContainsFunc(u.Path, m.Holds) || m.Holds(u.Op) || m.RunsGiven(u, t) {
		return false
	}
	if t.Func == nil {
		sig, ok := typeOf(m.info, t.entry).Underlying().(*types.Signature)
		return ok && !takesChannel(sig)
	}
	return !m.TellsEnd(t.Func) && !m.handsChannelOn(t.Func) && !m.skipsBelow(t)
}
