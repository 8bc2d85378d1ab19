package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// outcome is what the paths through a deferred function lead to.
type outcome struct {
	stopped         bool     // some path recovers and returns, or ends the goroutine or process
	passed          bool     // some path returns without recovering
	raise           ast.Node // some path panics here
	raisedRecovered bool     // some path panics after it recovered
	meant           bool     // what it panics with is made of what it recovered
	effects         bool     // some path does something that outlives the call
	ended           ast.Node // the call that ends the goroutine or the process
	exits           bool     // it is the process
	sends           []types.Object
}

// walk follows the paths through f that are feasible when there is a panic
// to recover from, or when there is none.
func (m *Model) walk(f *Func, working map[ast.Node]bool, panicking bool) outcome {
	w := &walker{m: m, f: f, working: working, panicking: panicking, seen: make(map[walkState]bool)}
	w.recovered = m.recoveredVars(f, working)
	w.findDerived()
	if blocks := m.graphOf(f).cfg.Blocks; len(blocks) > 0 {
		w.block(blocks[0], walkState{})
	}
	return w.outcome
}

// recoveredVars returns the variables that hold what a working recover returned.
func (m *Model) recoveredVars(f *Func, working map[ast.Node]bool) map[types.Object]bool {
	vars := make(map[types.Object]bool)
	for n := range f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			continue
		}
		for i, rhs := range assign.Rhs {
			if id, ok := assign.Lhs[i].(*ast.Ident); ok && working[ast.Unparen(rhs)] {
				vars[m.info.ObjectOf(id)] = true
			}
		}
	}
	return vars
}

// findDerived finds the variables of the handler whose value is made of the
// recovered one: err := fmt.Errorf("%v", r), switch v := r.(type).
func (w *walker) findDerived() {
	w.derived = make(map[types.Object]bool)
	if len(w.working) == 0 {
		return
	}
	for n := range w.f.own() {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				id, ok := lhs.(*ast.Ident)
				if ok && w.usesRecovered(n.Rhs[min(i, len(n.Rhs)-1)]) {
					w.derived[w.m.info.ObjectOf(id)] = true
				}
			}
		case *ast.TypeSwitchStmt:
			if !w.usesRecovered(n.Assign) {
				break
			}
			for _, clause := range n.Body.List {
				if v := w.m.info.Implicits[clause]; v != nil {
					w.derived[v] = true
				}
			}
		}
	}
}

type walker struct {
	m         *Model
	f         *Func
	working   map[ast.Node]bool
	recovered map[types.Object]bool // the variables that hold the recovered value
	derived   map[types.Object]bool // those that hold what was made of it
	panicking bool
	seen      map[walkState]bool
	outcome
}

// A walkState is where a walk is, and what it has done on the way there.
type walkState struct {
	block     int32
	recovered bool
	deferred  bool // a panic is deferred
}

func (w *walker) block(b *cfg.Block, s walkState) {
	s.block = b.Index
	if w.seen[s] {
		return
	}
	w.seen[s] = true
	for _, n := range b.Nodes {
		if !w.node(n, &s) {
			return
		}
	}
	if len(b.Succs) == 0 {
		w.leave(s)
		return
	}
	feasible := b.Succs
	if len(b.Succs) == 2 && len(b.Nodes) > 0 {
		if cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr); ok {
			switch w.eval(cond) {
			case constTrue:
				feasible = b.Succs[:1]
			case constFalse:
				feasible = b.Succs[1:]
			}
		}
	}
	for _, succ := range feasible {
		w.block(succ, s)
	}
}

// leave notes a path that comes to the end of the function.
func (w *walker) leave(s walkState) {
	switch {
	case s.deferred:
		w.raisedRecovered = w.raisedRecovered || s.recovered
	case s.recovered:
		w.stopped = true
	default:
		w.passed = true
	}
}

// node notes what n does and reports whether the path goes on behind it.
func (w *walker) node(n ast.Node, s *walkState) bool {
	for n := range within(n) {
		if w.working[n] {
			s.recovered = true
		}
		switch n := n.(type) {
		case *ast.TypeAssertExpr:
			if !w.assertion(n, s) {
				return false
			}
		case *ast.SendStmt:
			w.effects = w.effects || !w.usesRecovered(n.Value)
			if v := w.m.variable(n.Chan); v != nil {
				w.sends = append(w.sends, v)
			}
		case *ast.GoStmt, *ast.IncDecStmt:
			w.effects = true
		case *ast.AssignStmt:
			w.effects = w.effects || w.assignsOut(n)
		case *ast.CallExpr:
			if !w.call(n, s) {
				return false
			}
		}
	}
	return true
}

// assertion notes a type assertion on the recovered value: it panics when
// there was no panic, and may when the panic was of another type.
func (w *walker) assertion(n *ast.TypeAssertExpr, s *walkState) bool {
	if n.Type == nil || !w.isRecovered(n.X) {
		return true
	}
	switch up := w.m.parent(w.f, n).(type) {
	case *ast.AssignStmt:
		if len(up.Lhs) == 2 && len(up.Rhs) == 1 {
			return true
		}
	case *ast.ValueSpec:
		if len(up.Names) == 2 && len(up.Values) == 1 {
			return true
		}
	}
	w.raises(n, s, true)
	return w.panicking
}

// call notes a call and reports whether it returns.
func (w *walker) call(call *ast.CallExpr, s *walkState) bool {
	if w.m.isBuiltin(call, "panic") {
		if d, ok := w.m.parent(w.f, call).(*ast.DeferStmt); ok && d.Call == call {
			s.deferred = true
			w.raises(call, s, w.usesRecovered(call))
			return true
		}
	}
	if _, ok := w.m.parent(w.f, call).(*ast.GoStmt); ok {
		if w.m.isBuiltin(call, "panic") { // on a goroutine where nothing can stop it
			w.raises(call, s, w.usesRecovered(call))
		}
		return true
	}
	switch w.m.endOf(call) {
	case EndPanic:
		w.raises(call, s, w.usesRecovered(call))
		return false
	case EndExit:
		w.effects, w.stopped, w.ended, w.exits = true, true, call, true
		return false
	case EndGoexit:
		w.effects, w.stopped, w.ended = true, true, call
		return false
	}
	if !w.panicking {
		// What is only done with the recovered value is done for its sake.
		w.effects = w.effects || !w.usesRecovered(call) && w.m.hasEffect(w.f, call)
		return true
	}
	if s.recovered && w.callsPanic(call) {
		w.raises(call, s, w.usesRecovered(call))
	}
	if fn, ok := w.m.callee(call).(*types.Func); ok {
		if bits := w.m.summary(fn).Raises; bits != 0 {
			for i, arg := range call.Args {
				if i < 64 && bits&(1<<i) != 0 && w.usesRecovered(arg) {
					w.raises(call, s, true)
				}
			}
		}
	}
	return true
}

// callsPanic reports whether a call is one of a function of this package that
// panics, declared or held by a variable.
func (w *walker) callsPanic(call *ast.CallExpr) bool {
	switch obj := w.m.callee(call).(type) {
	case *types.Func:
		inner := w.m.decls[obj]
		return inner != nil && inner.panics && inner != w.f
	case *types.Var:
		ts, _ := w.m.targets(w.f, call.Fun)
		return slices.ContainsFunc(ts, func(t target) bool { return t.fn != nil && t.fn.panics && t.fn != w.f })
	}
	return false
}

func (w *walker) raises(n ast.Node, s *walkState, meant bool) {
	w.raise = n
	w.meant = w.meant || meant
	w.raisedRecovered = w.raisedRecovered || s.recovered
}

// assignsOut reports whether the statement assigns to what outlives f.
func (w *walker) assignsOut(n *ast.AssignStmt) bool {
	if w.usesRecovered(n) {
		return false
	}
	for _, lhs := range n.Lhs {
		id, ok := ast.Unparen(lhs).(*ast.Ident)
		if !ok {
			return true
		}
		if obj := w.m.info.ObjectOf(id); obj != nil && !contains(obj.Pos(), w.f.Body) {
			return true
		}
	}
	return false
}

func contains(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }

// isRecovered reports whether e is a recover call or a variable that holds
// what one returned.
func (w *walker) isRecovered(e ast.Expr) bool {
	e = ast.Unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		return w.recovered[w.m.info.ObjectOf(id)]
	}
	return w.working[e]
}

func (w *walker) usesRecovered(n ast.Node) bool {
	for n := range within(n) {
		if e, ok := n.(ast.Expr); ok && w.isRecovered(e) {
			return true
		}
		if id, ok := n.(*ast.Ident); ok && w.derived[w.m.info.ObjectOf(id)] {
			return true
		}
	}
	return false
}
