package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// This file has the failures that nobody has to be told of: the user sees them, or they
// do not come about.

// showsItself reports whether a group is a command that writes its errors to where the
// program writes its own: who runs the program sees there how it fails.
func (m *Model) showsItself(g *group) bool {
	if types.TypeString(g.v.Type(), nil) != commandType {
		return false
	}
	starts := g.starts(m)
	return len(starts) > 0 && !slices.ContainsFunc(starts, func(s groupUse) bool {
		return !m.hasStderr(s.in, g, s.node)
	})
}

// hasStderr reports whether f gives a command the standard error of the process, on all
// ways to its start.
func (m *Model) hasStderr(f *Func, g *group, start ast.Node) bool {
	for n := range f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || assign.Pos() >= start.Pos() || !m.isAlwaysBefore(f, assign, start) {
			continue
		}
		to, ok := ast.Unparen(assign.Lhs[0]).(*ast.SelectorExpr)
		if !ok || to.Sel.Name != "Stderr" || m.groupVar(f, to.X) != g.v {
			continue
		}
		if v := m.variable(assign.Rhs[0]); v != nil && v.Pkg() != nil && v.Pkg().Path() == "os" && v.Name() == "Stderr" {
			return true
		}
	}
	return false
}

// isHardlyLeft reports whether a function is left at a return statement only if a call
// fails that does not in practice.
func (m *Model) isHardlyLeft(f *Func, ret *ast.ReturnStmt) bool {
	call := m.failedCall(f, ret)
	if call == nil || len(call.Args) == 0 {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	if ok && m.failsByContext(fn) && !slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !m.isEndless(f, e, maxHops) && !m.isOfCalmGroup(f, e) }) {
		return true
	}
	return ok && !isStd(pathOf(fn)) && !asksWorld(fn.Name()) &&
		!slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !m.isChosen(e, 0) })
}

// failsByContext reports whether a function fails only when its context ends: one of which
// that is seen, or that waits for its turn, by the name of its type.
func (m *Model) failsByContext(fn *types.Func) bool {
	if g := m.decls[fn]; g != nil {
		_, how := m.failureOf(g)
		return how != failsSomehow
	}
	recv := strings.ToLower(library.ReceiverName(fn))
	return m.summary(fn).Calm || slices.ContainsFunc([]string{"gate", "semaphore", "limiter"}, func(w string) bool { return strings.HasSuffix(recv, w) })
}

// isChosen reports whether the author of the code has chosen what an expression is: it is
// written out, or computed from what is, or an option that is made of it.
func (m *Model) isChosen(e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if tv := m.info.Types[e]; tv.Value != nil || tv.IsNil() || tv.IsType() {
		return true
	}
	call, ok := e.(*ast.CallExpr)
	if !ok || depth > maxHops {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() != nil || !computes[pathOf(fn)] && !onlyMakes(fn) {
		return false
	}
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return !m.isChosen(arg, depth+1) })
}

// onlyMakes reports whether a function is one that makes a value, as an option, of what it
// is given: it has nothing else to tell, and asks nobody.
func onlyMakes(fn *types.Func) bool {
	return !isStd(pathOf(fn)) && fn.Signature().Results().Len() == 1 && !asksWorld(fn.Name()) &&
		(fn.Signature().Params().Len() > 0 || strings.HasPrefix(fn.Name(), "New"))
}

// isOfCalmGroup reports whether an expression is the context that was made with a group,
// as by errgroup.WithContext, of one that never ends, and the functions of the group
// return no error: it ends when they are waited for.
func (m *Model) isOfCalmGroup(f *Func, e ast.Expr) bool {
	v := m.variable(e)
	if v == nil || v.IsField() || !isContext(v.Type()) {
		return false
	}
	writes := m.writesTo(f, v)
	if len(writes) != 1 || writes[0].stmt == nil || len(writes[0].stmt.Lhs) != 2 || len(writes[0].stmt.Rhs) != 1 {
		return false
	}
	call, ok := ast.Unparen(writes[0].stmt.Rhs[0]).(*ast.CallExpr)
	g := m.variable(writes[0].stmt.Lhs[0])
	if !ok || g == nil || len(call.Args) != 1 || !m.isGroup(g.Type()) {
		return false
	}
	if m.variable(call.Args[0]) != v { // that is given the new one
		if !m.isEndless(f, call.Args[0], maxHops) {
			return false
		}
	} else if !m.isParam(v) || !m.isGivenEndless(f, v, maxHops) {
		return false
	}
	tasks, all := m.tasksOf(g)
	return all && !slices.ContainsFunc(tasks, func(t *Task) bool { return t.Func == nil || m.returnsError(t.Func) })
}
