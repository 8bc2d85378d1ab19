package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// frameFate returns what becomes of a panic at n in the frame of f: whether
// the calls deferred there stop it. Crashes means that it leaves f.
func (m *Model) frameFate(f *Func, n ast.Node) Fate {
	fate, _ := m.fateAt(f, n)
	return fate
}

// fateAt returns what becomes of a panic at n over all paths to it, and the
// defer that stops it, if one does on all.
func (m *Model) fateAt(f *Func, n ast.Node) (fate Fate, stop *ast.DeferStmt) {
	if len(f.defers) == 0 {
		return Crashes, nil
	}
	g := m.graphOf(f)
	at, ok := g.places[n]
	if !ok {
		return Crashes, nil // never reached: it does not matter
	}
	known, ok := g.fates[at]
	if !ok {
		known.fate, known.stop = m.fateOfPaths(f, m.registeredAt(f, n))
		if known.fate == Depends && !slices.ContainsFunc(f.defers, func(d *ast.DeferStmt) bool { return d.Pos() < n.Pos() }) {
			known.fate = Crashes // in the first round of a loop nothing is deferred yet
		}
		if m.judging == 0 { // else a handler that is needed may not be judged yet
			g.fates[at] = known
		}
	}
	return known.fate, known.stop
}

// fateOfPaths returns what becomes of a panic that several paths lead to.
func (m *Model) fateOfPaths(f *Func, paths []registered) (fate Fate, stop *ast.DeferStmt) {
	for _, path := range paths {
		next, by := m.unwind(f, path)
		switch {
		case fate == FateUnknown:
			fate, stop = next, by
		case fate != next:
			fate, stop = Depends, nil
		}
	}
	if fate == FateUnknown {
		return Crashes, nil // never reached
	}
	return fate, stop
}

// unwind runs the registered defers, last one first, over a panic. It returns
// the fate and the defer that stopped it, if one did.
func (m *Model) unwind(f *Func, at registered) (fate Fate, stop *ast.DeferStmt) {
	fate = Crashes
	var closed []types.Object
	for i := len(at) - 1; i >= 0; i-- {
		if at[i] == Never {
			continue
		}
		d := f.defers[i]
		if m.isBuiltin(d.Call, "close") && len(d.Call.Args) == 1 {
			if v := m.variable(d.Call.Args[0]); v != nil {
				closed = append(closed, v)
			}
		}
		next := m.afterDefer(f, d, fate, closed)
		if at[i] == Sometimes && next != fate {
			next = Depends
		}
		if fate != Contained && next == Contained {
			stop = d
		}
		fate = next
	}
	if fate == Contained && m.raisesLater(f, stop) {
		fate = Crashes
	}
	return fate, stop
}

// afterDefer returns the fate behind one more deferred call.
func (m *Model) afterDefer(f *Func, d *ast.DeferStmt, fate Fate, closed []types.Object) Fate {
	h := m.handlerOf(f, d.Call)
	switch {
	case !h.Known:
		if fate == Contained {
			return Contained
		}
		return Depends
	case h.Calm == Always || h.Stops != Never && m.sendsOn(f, d, closed):
		return Crashes // a panic of its own
	case fate == Contained, h.Stops == Never:
		return fate
	case h.Raises == Always:
		return Crashes
	case h.Stops == Always && h.Raises == Never:
		return Contained
	}
	return Depends
}

// sendsOn reports whether the handler sends on a channel that a deferred call
// has closed before it runs.
func (m *Model) sendsOn(f *Func, d *ast.DeferStmt, closed []types.Object) bool {
	if len(closed) == 0 {
		return false
	}
	ts, _ := m.targets(f, d.Call.Fun)
	for _, t := range ts {
		if t.fn != nil && slices.ContainsFunc(m.handlingOf(t.fn).sends, func(c types.Object) bool { return slices.Contains(closed, c) }) {
			return true
		}
	}
	return false
}

// raisesLater reports whether what the handler of stop keeps in a variable or
// field is panicked with elsewhere in the same declaration: singleflight does,
// so that nothing can stop the panic of a shared call.
func (m *Model) raisesLater(f *Func, stop *ast.DeferStmt) bool {
	if stop == nil {
		return false
	}
	lit, ok := ast.Unparen(stop.Call.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	handler := m.funcs[lit]
	kept := m.keptBy(handler)
	if len(kept) == 0 {
		return false
	}
	found := false
	ast.Inspect(f.Root.Body, func(n ast.Node) bool {
		if n == lit || found {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && m.isBuiltin(call, "panic") && len(call.Args) == 1 {
			found = slices.Contains(kept, m.readFrom(f, call.Args[0], maxHops))
		}
		return true
	})
	return found
}

// keptBy returns the variables and fields outside a handler that it assigns
// something made of the recovered value.
func (m *Model) keptBy(handler *Func) (kept []*types.Var) {
	w := &walker{m: m, f: handler, working: m.working(handler)}
	w.recovered = m.recoveredVars(handler, w.working)
	for n := range handler.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			continue
		}
		for i, lhs := range assign.Lhs {
			if v := m.variable(lhs); v != nil && w.usesRecovered(assign.Rhs[i]) && !contains(v.Pos(), handler.Body) {
				kept = append(kept, v)
			}
		}
	}
	return kept
}

// raisesSent returns the calls of panic, in the same declaration, with what the
// handler of stop sends on a channel.
func (m *Model) raisesSent(f *Func, stop *ast.DeferStmt) (raises []ast.Node) {
	lit, ok := ast.Unparen(stop.Call.Fun).(*ast.FuncLit)
	if !ok {
		return nil
	}
	sent := m.sentBy(m.funcs[lit])
	if len(sent) == 0 {
		return nil
	}
	ast.Inspect(f.Root.Body, func(n ast.Node) bool {
		if n == lit {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && m.isBuiltin(call, "panic") && len(call.Args) == 1 {
			if slices.Contains(sent, m.receivedFrom(f, call.Args[0])) {
				raises = append(raises, call)
			}
		}
		return true
	})
	return raises
}

// sentBy returns the channels outside a handler that it sends something on
// that is made of the recovered value.
func (m *Model) sentBy(handler *Func) (sent []*types.Var) {
	w := &walker{m: m, f: handler, working: m.working(handler)}
	w.recovered = m.recoveredVars(handler, w.working)
	for n := range handler.own() {
		if send, ok := n.(*ast.SendStmt); ok && w.usesRecovered(send.Value) {
			if v := m.variable(send.Chan); v != nil && !contains(v.Pos(), handler.Body) {
				sent = append(sent, v)
			}
		}
	}
	return sent
}

// receivedFrom returns the channel that e was received from, or nil.
func (m *Model) receivedFrom(f *Func, e ast.Expr) *types.Var {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v := m.variable(id); v != nil {
			e = m.definition(f, v)
		}
	}
	if recv, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && recv.Op == token.ARROW {
		return m.variable(recv.X)
	}
	return nil
}

// readFrom returns the variable or field that e was read from.
func (m *Model) readFrom(f *Func, e ast.Expr, hops int) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.TypeAssertExpr:
		return m.readFrom(f, e.X, hops)
	case *ast.SelectorExpr:
		return m.variable(e)
	case *ast.Ident:
		v := m.variable(e)
		if from := m.definition(f, v); from != nil && hops > 0 {
			return m.readFrom(f, from, hops-1)
		}
		return v
	}
	return nil
}

// definition returns the expression that a local variable is defined from.
func (m *Model) definition(f *Func, v *types.Var) (from ast.Expr) {
	ast.Inspect(f.Root.Body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || v == nil {
			return from == nil
		}
		for i, rhs := range assign.Rhs {
			if id, ok := assign.Lhs[i].(*ast.Ident); ok && m.info.Defs[id] == v {
				from = rhs
			}
		}
		return from == nil
	})
	return from
}
