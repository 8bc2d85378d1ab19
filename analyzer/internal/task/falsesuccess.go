package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// Falsely is a way in which a goroutine that died looks like one that did not.
type Falsely uint8

const (
	ByUnnamed  Falsely = iota + 1 // its func has no named result that could be set
	ByUnset                       // it has one, and what recovers does not set it
	ByShadowed                    // what recovers sets a variable of the same name
	ByUnstored                    // errors are stored for the waiter, a panic is not
	ByOther                       // another variable is reported than what was recovered
	ByGoexit                      // the goroutine is ended
)

// A FalseSuccess is what makes the wait for a goroutine report success though
// the goroutine died.
type FalseSuccess struct {
	Node   ast.Node // the recover, the deferred call or the call that ends the goroutine
	Call   ast.Expr // what is called there
	Helper types.Object
	Frame  *Frame
	How    Falsely
	Op     ast.Node // what can panic
	Group  string   // as it is written
	Join   string   // the method that reports success
	Name   string   // of the result, or of the other variable
	Stop   *ast.DeferStmt
	Level
}

// FalseSuccesses returns what makes goroutines look well that died.
func (m *Model) FalseSuccesses() []FalseSuccess {
	if m.falsely != nil || !m.waits() {
		return m.falsely
	}
	m.falsely = []FalseSuccess{}
	seen := make(map[ast.Node]bool)
	for _, fr := range m.Frames() {
		if !fr.Top {
			continue
		}
		for _, s := range m.falseIn(fr) {
			if !seen[s.Node] {
				seen[s.Node] = true
				m.falsely = append(m.falsely, s)
			}
		}
	}
	return m.falsely
}

// claims reports whether a deferred call is reported for what it does to who
// waits.
func (m *Model) claims(d *ast.DeferStmt) bool {
	return slices.ContainsFunc(m.FalseSuccesses(), func(s FalseSuccess) bool { return s.Stop == d })
}

// A listener is who learns how the goroutine of a task ended.
type listener struct {
	group, join string
	result      int  // of the task, which is its error; -1 if it has none
	inferred    bool // see isInferred
}

// listenerOf returns who learns of the error that the function of a task
// returns: the group that runs it, or the function that does and waits itself.
func (m *Model) listenerOf(t *Task) (l listener, ok bool) {
	call, isCall := t.At.(*ast.CallExpr)
	if !isCall || t.Func == nil {
		return l, false
	}
	l.result = t.Func.errorResult(m)
	if on := m.startsOn(t.In, call); on != nil {
		t := typeOf(m.info, on)
		l.group, l.join, l.inferred = types.ExprString(on), m.joinName(t), m.isInferred(t)
		return l, true
	}
	if j := m.joinsOfCall(t.In, call); j.Failing && j.Of == OfItself {
		l.join = types.ExprString(call.Fun)
		return l, true
	}
	return l, false
}

// falseIn returns what in the top frame of a task makes its death look like
// success.
func (m *Model) falseIn(fr *Frame) (found []FalseSuccess) {
	f := fr.Func
	l, listened := m.listenerOf(fr.Task)
	counted := m.donesIn(f)
	if !listened && len(counted) > 0 {
		if v := counted[0].on; v != nil && m.isWaitedFor(v) {
			l = listener{group: m.calledOn(counted[0].call), join: m.joinName(v.Type()), result: -1}
			listened = true
		}
	}
	for n := range f.own() {
		if listened && m.isEnding(n) && (l.result >= 0 || m.storesErrors(f) && !m.sendsErrors(f)) {
			if s, ok := m.endsFalsely(fr, l, n.(*ast.CallExpr)); ok {
				found = append(found, s)
			}
		}
	}
	for _, s := range m.stopsIn(fr) {
		s.Group, s.Join = l.group, l.join
		if ok := m.reportsOther(f, &s); ok || listened && m.hides(f, l, &s) {
			found = append(found, s)
		}
	}
	return found
}

// stopsIn returns the deferred calls of a frame that stop a panic in it, each
// with the operation that there is most to say of.
func (m *Model) stopsIn(fr *Frame) (stops []FalseSuccess) {
	f := fr.Func
	if len(f.defers) == 0 {
		return nil
	}
	best := make(map[*ast.DeferStmt]int)
	ops := make(map[*ast.DeferStmt]ast.Node)
	for n := range f.own() {
		can, certain := m.canFail(f, n)
		if !can || m.elsewhere(f, n) || !m.reachable(f, n) {
			continue
		}
		_, stop := m.fateAt(f, n)
		if weight := m.weight(n, certain); stop != nil && weight > best[stop] {
			best[stop], ops[stop] = weight, n
		}
	}
	for _, d := range f.defers {
		if op := ops[d]; op != nil {
			stops = append(stops, m.falseStop(fr, d, op))
		}
	}
	return stops
}

func (m *Model) falseStop(fr *Frame, stop *ast.DeferStmt, op ast.Node) FalseSuccess {
	s := FalseSuccess{Node: stop, Call: stop.Call.Fun, Helper: m.named(stop.Call), Frame: fr, Op: op, Stop: stop}
	if lit, ok := ast.Unparen(stop.Call.Fun).(*ast.FuncLit); ok {
		if in := m.handlingOf(m.funcs[lit]); in.recover != nil {
			s.Node, s.Call, s.Helper = in.recover, in.recoverFun(), nil
		}
	}
	return s
}

// hides reports whether the panic that is stopped does not get to who waits.
func (m *Model) hides(f *Func, l listener, s *FalseSuccess) bool {
	h := m.handlerOf(f, s.Stop.Call)
	if !h.Known || h.Value == Declined {
		return false
	}
	stores := storesNothing
	for _, d := range f.defers {
		stores = max(stores, m.storing(f, d))
	}
	if stores == storesOutside || stores == storesResult {
		return false
	}
	if l.result >= 0 {
		return m.hidesResult(f, l, s, stores)
	}
	if !m.storesErrors(f) || m.sendsErrors(f) || m.touchesOutlet(f, s.Stop) {
		return false
	}
	s.How, s.Level = ByUnstored, Likely
	if stores == storesUnknown {
		s.Level = Possible
	}
	return true
}

// hidesResult judges a function that returns an error.
func (m *Model) hidesResult(f *Func, l listener, s *FalseSuccess, stores storing) bool {
	if m.isBestEffort(f) {
		return false
	}
	s.Level = Certain
	if stores == storesUnknown {
		s.Level = Possible
	}
	v := m.namedResult(f, l.result)
	switch {
	case v == nil:
		s.How = ByUnnamed
	case m.setsNamesake(f, s.Stop, v):
		s.How, s.Name = ByShadowed, v.Name()
	default:
		s.How, s.Name = ByUnset, v.Name()
	}
	if v != nil && m.isSetEarly(f, v) {
		s.Level = Possible // it is a failure until it is set to none
	}
	return true
}

// isSetEarly reports whether the first statements of f set its result to
// something that is not nil.
func (m *Model) isSetEarly(f *Func, v *types.Var) bool {
	for _, stmt := range f.Body.List {
		if assign, ok := stmt.(*ast.AssignStmt); ok && len(assign.Lhs) == len(assign.Rhs) {
			for i, lhs := range assign.Lhs {
				if call, isCall := ast.Unparen(assign.Rhs[i]).(*ast.CallExpr); m.variable(lhs) == v && isCall {
					if fn, ok := m.callee(call).(*types.Func); ok && fn.Pkg() != nil && (fn.Pkg().Path() == "errors" || fn.Pkg().Path() == "fmt") {
						return true
					}
				}
			}
		}
	}
	return false
}

// namedResult returns the i'th result of f if it has a name.
func (m *Model) namedResult(f *Func, i int) *types.Var {
	at := 0
	for id := range names(f.Type.Results) {
		if at == i && id.Name != "_" {
			v, _ := m.info.Defs[id].(*types.Var)
			return v
		}
		at++
	}
	return nil
}

// setsNamesake reports whether a deferred literal assigns to a variable of its
// own that has the name of the result.
func (m *Model) setsNamesake(f *Func, d *ast.DeferStmt, v *types.Var) (found bool) {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == v.Name() {
			if def := m.info.Defs[id]; def != nil && def != v {
				found = true
			}
		}
		return !found
	})
	return found
}

// isBestEffort reports whether f returns nil for its own errors too: it tests
// one, and returns none.
func (m *Model) isBestEffort(f *Func) bool {
	if m.returnsError(f) {
		return false
	}
	for n := range f.own() {
		if cmp, ok := n.(*ast.BinaryExpr); ok && (m.info.Types[cmp.Y].IsNil() && isErrorType(typeOf(m.info, cmp.X))) {
			return true
		}
		if stmt, ok := n.(*ast.AssignStmt); ok {
			if call, ok := ast.Unparen(stmt.Rhs[0]).(*ast.CallExpr); ok && isBlank(stmt.Lhs) && (isErrorType(typeOf(m.info, call)) || m.hasError(call)) {
				return true
			}
		}
	}
	return false
}

// sendsErrors reports whether f sends an error: then a channel is what carries
// its outcome.
func (m *Model) sendsErrors(f *Func) bool {
	for n := range f.own() {
		if _, ok := n.(*ast.SendStmt); ok {
			return true
		}
	}
	return false
}

// touchesOutlet reports whether a deferred call has to do with a variable that
// f stores errors in.
func (m *Model) touchesOutlet(f *Func, d *ast.DeferStmt) bool {
	for n := range f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			continue
		}
		for i, lhs := range assign.Lhs {
			if v := m.baseOf(lhs); v != nil && m.isOutside(f, lhs) && m.isErrorStored(assign, i) && m.mentions(d, v) {
				if _, field := ast.Unparen(lhs).(*ast.SelectorExpr); !field || m.storing(f, d) != storesNothing {
					return true
				}
			}
		}
	}
	return false
}

// endsFalsely judges a call that ends the goroutine of a function that returns
// an error.
func (m *Model) endsFalsely(fr *Frame, l listener, call *ast.CallExpr) (s FalseSuccess, ok bool) {
	f := fr.Func
	if m.storesBefore(f, call) || l.result < 0 && m.skipsDone(f, call) {
		return s, false
	}
	if v := m.namedResult(f, l.result); v != nil {
		for _, d := range f.defers {
			if m.mentions(d, v) {
				return s, false
			}
		}
	}
	for _, d := range f.defers {
		if m.storing(f, d) >= storesResult {
			return s, false
		}
	}
	s = FalseSuccess{Node: call, Call: call.Fun, Frame: fr, How: ByGoexit, Group: l.group, Join: l.join, Level: Likely}
	if fn, isFunc := m.callee(call).(*types.Func); isFunc && (m.known.fn(fn) != nil && fn.Signature().Recv() == nil || m.decls[fn] != nil) {
		s.Level = Certain
	}
	if l.group == "" || l.inferred {
		s.Level = Possible // a function that starts and waits itself may see that it was ended
	}
	return s, true
}

// storesBefore reports whether the statement before a call, in the same block,
// stores an error: that is how the goroutine fails.
func (m *Model) storesBefore(f *Func, call *ast.CallExpr) bool {
	stmt := m.statementAround(f, call)
	block, ok := m.parent(f, stmt).(*ast.BlockStmt)
	if !ok {
		return false
	}
	for _, before := range block.List {
		if before == stmt {
			break
		}
		if assign, ok := before.(*ast.AssignStmt); ok && assign.Pos() > f.Body.Pos() {
			for i, lhs := range assign.Lhs {
				if m.isOutside(f, lhs) && m.isErrorStored(assign, i) {
					return true
				}
			}
		}
	}
	return false
}

// skipsDone reports whether the goroutine does not come to its Done from a call
// that ends it: nobody takes that for success.
func (m *Model) skipsDone(f *Func, call *ast.CallExpr) bool {
	dones := m.donesIn(f)
	return len(dones) > 0 && !slices.ContainsFunc(dones, func(d done) bool { return d.deferred != nil && d.deferred.Pos() < call.Pos() })
}
