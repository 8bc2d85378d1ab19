package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// This file has what is done with the parts of a group: the process of a command, say,
// and the state that it ended in.

// useOfPart returns what a method call on the part sel of a group does, as in
// cmd.Process.Kill(): one that waits is as good as a join.
func (m *Model) useOfPart(sel *ast.SelectorExpr, call *ast.CallExpr) useKind {
	fn, ok := m.callee(call).(*types.Func)
	switch {
	case !ok:
		return usePlain
	case m.summary(fn).Joins.Tells != Unwaiting:
		return useJoins
	case m.isConfigured(sel):
		return usePlain
	}
	return useWithin
}

// handsPartOn reports whether a part of a group that has methods of its own goes
// elsewhere, as cmd.ProcessState: who gets it can ask it how the group has ended, or
// end it.
func (m *Model) handsPartOn(f *Func, sel *ast.SelectorExpr) bool {
	ptr, ok := types.Unalias(typeOf(m.info, sel)).(*types.Pointer)
	if !ok || types.NewMethodSet(ptr).Len() == 0 || m.isAssigned(f, sel) {
		return false
	}
	switch up := m.parent(f, sel).(type) {
	case *ast.ReturnStmt, *ast.AssignStmt, *ast.ValueSpec, *ast.KeyValueExpr, *ast.CompositeLit, *ast.SendStmt:
	case *ast.CallExpr:
		if ast.Unparen(up.Fun) == sel {
			return false
		}
	default:
		return false
	}
	return !m.isConfigured(sel)
}

// isConfigured reports whether the package itself gives the field that is selected a
// value: as a configuration it tells nothing of how the group has ended. The process of a
// command is the process of it, wherever that is written to.
func (m *Model) isConfigured(sel *ast.SelectorExpr) bool {
	if types.TypeString(typeOf(m.info, sel), nil) == "*os.Process" {
		return false
	}
	field := m.variable(sel)
	return field == nil || slices.ContainsFunc(m.identsOf(field), m.isPut)
}

// isPut reports whether the field that id names is given a value there.
func (m *Model) isPut(id *ast.Ident) bool {
	root := m.rootAt(id.Pos())
	if root == nil {
		return true // in the declaration of a variable
	}
	f := m.frameOf(root, id)
	switch up := m.parent(f, id).(type) {
	case *ast.KeyValueExpr:
		return up.Key == id
	case *ast.SelectorExpr:
		return m.isAssigned(f, up)
	}
	return false
}

// isOwnOutput reports whether a return statement is in the branch for an error of
// reading what a method of the group has given: where the pipe of a command cannot be
// read any more, the command has hardly been started well.
func (m *Model) isOwnOutput(f *Func, g *group, ret *ast.ReturnStmt) bool {
	call := m.failedCall(f, ret)
	if call == nil || len(call.Args) == 0 {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return false
	}
	if entry := m.known.fn(fn); (entry == nil || !entry.Reads) && (isStd(pathOf(fn)) || m.decls[fn] != nil) {
		return false // it may fail for another reason; what others make to parse it, reads it
	}
	from, ok := m.definition(f, m.variable(call.Args[0])).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(from.Fun).(*ast.SelectorExpr)
	return ok && m.groupVar(f, sel.X) == g.v
}

// isKilled reports whether f ends what a call in it waits for before it does so: a
// process by its context or a signal, or what is told why it has to end, as a tomb is.
// That it was ended is then all that the error has to say.
func (m *Model) isKilled(f *Func, wait *ast.CallExpr, on ast.Expr) bool {
	if on == nil {
		return false
	}
	for n := ast.Node(wait); f != nil; f, n = f.Outer, f.Node {
		if m.isKilledBefore(f, n, on) {
			return true
		}
	}
	return false
}

// isKilledBefore reports whether f ends what is waited for at n before it comes there.
func (m *Model) isKilledBefore(f *Func, n ast.Node, on ast.Expr) bool {
	v, process := m.variable(on), m.isCommand(on)
	return slices.ContainsFunc(m.killsIn(f), func(call *ast.CallExpr) bool {
		if call.Pos() >= n.Pos() || !m.isAlwaysBefore(f, call, n) {
			return false
		}
		if _, ok := m.callee(call).(*types.Var); ok {
			return process
		}
		told := len(call.Args) > 0 && !m.info.Types[call.Args[0]].IsNil() // without a reason, Wait has that of who failed
		return process && m.isProcessOf(call, on) || v != nil && told && m.calledVar(call) == v
	})
}

// killsIn returns the calls of f that may end what it waits for: of a func that cancels a
// context, of a method that kills, or of one of a process.
func (m *Model) killsIn(f *Func) []*ast.CallExpr {
	return recall(&m.kills, f, func() (kills []*ast.CallExpr) {
		for n := range f.own() {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				continue
			}
			switch obj := m.callee(call).(type) {
			case *types.Var:
				if isCancel(obj) {
					kills = append(kills, call)
				}
			case *types.Func:
				sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
				if !ok {
					break
				}
				if part, ok := ast.Unparen(sel.X).(*ast.SelectorExpr); strings.HasPrefix(obj.Name(), "Kill") || ok && part.Sel.Name == "Process" {
					kills = append(kills, call)
				}
			}
		}
		return kills
	})
}

// isReaped reports whether a function that closes, stops or releases what it is called
// for, and has no error to return, waits for a process: who has worked with that has
// seen in its pipes when it failed.
func (m *Model) isReaped(f *Func, on ast.Expr) bool {
	if on == nil || f.Obj == nil || f.errorResult(m) >= 0 || !m.isCommand(on) {
		return false
	}
	recv := f.Obj.Signature().Recv()
	return recv != nil && isEnding(f.Obj.Name()) && m.baseOf(on) == recv
}

// isGivenToKill reports whether a function around f gives v to a call that kills it, on
// some path.
func (m *Model) isGivenToKill(f *Func, v *types.Var) bool {
	return recall(&m.killed, variableIn{f.Root, v}, func() bool {
		return slices.ContainsFunc(m.usesIn(f.Root, v), func(id *ast.Ident) bool {
			call, ok := m.parent(m.frameOf(f.Root, id), id).(*ast.CallExpr)
			if !ok || !slices.Contains(call.Args, ast.Expr(id)) {
				return false
			}
			fn, ok := m.callee(call).(*types.Func)
			return ok && saysVerb(fn.Name(), "Kill")
		})
	})
}

func (m *Model) isCommand(e ast.Expr) bool {
	return types.TypeString(typeOf(m.info, e), nil) == commandType
}

const commandType = "*os/exec.Cmd"

// isAlwaysBefore reports whether a node, which stands before another and is not deferred,
// is in no branch that the other is outside of.
func (m *Model) isAlwaysBefore(f *Func, before, n ast.Node) bool {
	for up := m.parent(f, before); up != nil && up != f.Node; up = m.parent(f, up) {
		switch up.(type) {
		case *ast.DeferStmt, *ast.GoStmt:
			return false
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return contains(n.Pos(), up)
		}
	}
	return false
}

// isProcessOf reports whether a method is called on the process of a command, which may be
// embedded in what has the process.
func (m *Model) isProcessOf(call *ast.CallExpr, cmd ast.Expr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	part, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	if !ok || part.Sel.Name != "Process" {
		return false
	}
	whole, ok1 := m.symbolOf(m.withoutConversion(part.X))
	waited, ok2 := m.symbolOf(m.withoutConversion(cmd))
	return ok1 && ok2 && whole.root == waited.root && strings.HasPrefix(waited.path, whole.path)
}

// withoutConversion returns what e is a conversion of, to whatever type, or e.
func (m *Model) withoutConversion(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	e = ast.Unparen(e)
	for call, ok := e.(*ast.CallExpr); ok && m.info.Types[call.Fun].IsType() && len(call.Args) == 1; call, ok = e.(*ast.CallExpr) {
		e = ast.Unparen(call.Args[0])
	}
	return e
}

// givesWholePartOn reports whether a part of a group goes elsewhere, as the process of a
// command: by that others can wait for it.
func (m *Model) givesWholePartOn(g *group) bool {
	return slices.ContainsFunc(g.uses, func(u groupUse) bool {
		_, ok := u.node.(*ast.SelectorExpr)
		return ok && u.kind == useWithin
	})
}

// givesPartOn is givesWholePartOn also for what a part says of itself, as the number of a
// process.
func (m *Model) givesPartOn(g *group) bool {
	return m.givesWholePartOn(g) || slices.ContainsFunc(g.uses, func(u groupUse) bool {
		sel, ok := u.node.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		outer, ok := m.parent(u.in, sel).(*ast.SelectorExpr)
		return ok && m.handsValueOn(u.in, outer)
	})
}

// handsValueOn reports whether a field that is selected is given to a call or stored.
func (m *Model) handsValueOn(f *Func, sel *ast.SelectorExpr) bool {
	if m.variable(sel) == nil || m.isAssigned(f, sel) {
		return false
	}
	switch up := m.parent(f, sel).(type) {
	case *ast.CallExpr:
		return slices.Contains(up.Args, ast.Expr(sel))
	case *ast.AssignStmt, *ast.KeyValueExpr, *ast.CompositeLit, *ast.ReturnStmt:
		return true
	}
	return false
}
