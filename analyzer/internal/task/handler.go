package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A handling is what is known of a function of this package as a deferred
// call: its Handler, and the places that the messages point at.
type handling struct {
	Handler
	recover ast.Node       // the recover that works, or the call that is as good
	ends    bool           // it is such a call: it ends the goroutine or the process
	sites   []Site         // what looks as if it recovered, and does not
	sends   []types.Object // the channels it sends on when there is a panic
	raise   ast.Node       // where it panics again
}

// A Site is something that looks as if it stopped a panic, and does not.
type Site struct {
	Node   ast.Node // what to point at: the recover, the call, the defer
	Call   ast.Expr // what was called: recover, or the helper
	Helper types.Object
	Way    Way
	Soft   bool // the helper has other uses: the call may be there for these
}

// handlingOf returns what f does when it is deferred.
func (m *Model) handlingOf(f *Func) *handling {
	if f.handler != nil {
		return f.handler // for a recursive function: what is known so far
	}
	f.handler = &handling{}
	m.judging++
	defer func() { m.judging-- }()
	h := &handling{Handler: Handler{Known: true}}
	w := m.working(f)
	m.findSites(f, h)
	panicking, calm := m.walk(f, w, true), m.walk(f, w, false)
	h.Stops = gradeOf(panicking.stopped || panicking.raisedRecovered, panicking.passed)
	h.Raises = gradeOf(panicking.raise != nil, panicking.stopped || panicking.passed)
	h.Meant = panicking.meant
	h.Calm = gradeOf(calm.raise != nil, calm.stopped || calm.passed)
	h.Pure = !calm.effects && calm.raise == nil
	h.raise = panicking.raise
	h.sends = panicking.sends
	if calm.raise != nil {
		h.raise = calm.raise
	}
	h.Value, h.recover = m.valueOf(f, w)
	if h.recover == nil && panicking.ended != nil {
		h.recover, h.ends = panicking.ended, true
		if panicking.exits {
			h.Value = Unclear // the exit status may say it
		}
	}
	if h.Stops == Never && h.Raises == Never && len(h.sites) > 0 {
		h.Why = h.sites[0].Way
	}
	f.handler = h
	return h
}

// handlerOf returns what the deferred call does, written in f. If the call may
// be one of several functions, the result is what holds for all of them.
func (m *Model) handlerOf(f *Func, call *ast.CallExpr) Handler {
	if b, ok := m.callee(call).(*types.Builtin); ok {
		switch b.Name() {
		case "recover": // called by the run-time system, not by a deferred function
			return Handler{Known: true, Why: WayDirect}
		case "panic":
			return Handler{Known: true, Raises: Always, Calm: Always}
		}
		return Handler{Known: true}
	}
	h, ok := m.handlers[call]
	if !ok {
		h = m.joinHandlers(m.targets(f, call.Fun))
		if m.judging == 0 { // else one that is needed may not be judged yet
			m.handlers[call] = h
		}
	}
	return h
}

// returnedBy returns what the func that call returns does when it is deferred.
func (m *Model) returnedBy(f *Func, call *ast.CallExpr) Handler {
	return m.joinHandlers(m.targets(f, call))
}

func (m *Model) joinHandlers(ts []target, all bool) Handler {
	if !all || len(ts) == 0 {
		return Handler{}
	}
	h := m.targetHandler(ts[0])
	for _, t := range ts[1:] {
		h = h.join(m.targetHandler(t))
	}
	return h
}

func (m *Model) targetHandler(t target) Handler {
	switch {
	case t.fn != nil:
		return m.handlingOf(t.fn).Handler
	case t.made:
		return m.summary(t.obj).Returned
	case t.obj != nil:
		return m.summary(t.obj).Deferred
	}
	return Handler{Known: true, Raises: Always, Calm: Always} // a nil function
}

// join returns what holds whichever of the two is called.
func (h Handler) join(o Handler) Handler {
	if !h.Known || !o.Known {
		return Handler{}
	}
	j := Handler{
		Known:  true,
		Stops:  joinGrades(h.Stops, o.Stops),
		Raises: joinGrades(h.Raises, o.Raises),
		Calm:   joinGrades(h.Calm, o.Calm),
		Meant:  h.Meant && o.Meant,
		Value:  max(h.Value, o.Value),
		Pure:   h.Pure && o.Pure,
	}
	if h.Why == o.Why {
		j.Why = h.Why
	}
	return j
}

func joinGrades(a, b Grade) Grade {
	if a == b {
		return a
	}
	return Sometimes
}

// working returns the recover calls of f that work when f is deferred: those
// in its own frame, and those that it defers itself. The body of a range over
// a function is a frame of its own, in which only the latter work.
func (m *Model) working(f *Func) map[ast.Node]bool {
	if !f.recovers {
		return nil
	}
	w := make(map[ast.Node]bool)
	for n := range f.own() {
		if call, ok := n.(*ast.CallExpr); ok && m.isBuiltin(call, "recover") && m.reachable(f, call) {
			switch up := m.parent(f, call).(type) {
			case *ast.DeferStmt:
				w[up] = true
			case *ast.GoStmt: // on a goroutine of its own
			default:
				if !m.inRangeFunc(f, call) {
					w[call] = true
				}
			}
		}
	}
	return w
}

// inRangeFunc reports whether n is in the body of a range over a function.
func (m *Model) inRangeFunc(f *Func, n ast.Node) bool {
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		if r, ok := p.(*ast.RangeStmt); ok && r.Body.Pos() <= n.Pos() {
			if isFunc(typeOf(m.info, r.X)) {
				return true
			}
		}
	}
	return false
}

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

// A tristate is the value of a condition, as far as it is known.
type tristate uint8

const (
	notConst tristate = iota
	constFalse
	constTrue
)

func triOf(b bool) tristate {
	if b {
		return constTrue
	}
	return constFalse
}

func (t tristate) not() tristate {
	switch t {
	case constTrue:
		return constFalse
	case constFalse:
		return constTrue
	}
	return notConst
}

// eval returns the value of a condition: of a constant, and of a comparison
// of the recovered value with nil.
func (w *walker) eval(cond ast.Expr) tristate {
	if v := w.m.info.Types[cond].Value; v != nil && v.Kind() == constant.Bool {
		return triOf(constant.BoolVal(v))
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.Ident:
		if v := w.m.variable(e); v != nil && w.m.isEndFlag(w.f, v) {
			return triOf(!w.panicking)
		}
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return w.eval(e.X).not()
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND:
			return both(w.eval(e.X), w.eval(e.Y))
		case token.LOR:
			return both(w.eval(e.X).not(), w.eval(e.Y).not()).not()
		case token.EQL, token.NEQ:
			if w.isRecovered(e.X) && w.isNil(e.Y) || w.isRecovered(e.Y) && w.isNil(e.X) {
				return triOf(w.panicking == (e.Op == token.NEQ))
			}
		}
	}
	return notConst
}

// isEndFlag reports whether v says that a function came to an end: it is
// false, and set to true only where nothing follows that can panic. When there
// is a panic it is false still.
func (m *Model) isEndFlag(f *Func, v *types.Var) bool {
	if b, ok := v.Type().(*types.Basic); !ok || b.Kind() != types.Bool {
		return false
	}
	exprs, all := m.assigned(f, v)
	if !all || v.IsField() || v.Parent() == v.Pkg().Scope() {
		return false
	}
	sets := 0
	for _, e := range exprs {
		switch {
		case e == nil:
		case m.info.Types[e].Value == nil || m.info.Types[e].Value.Kind() != constant.Bool:
			return false
		case constant.BoolVal(m.info.Types[e].Value):
			if !m.endsAfter(f, e) {
				return false
			}
			sets++
		}
	}
	return sets > 0
}

// endsAfter reports whether the function of the assignment of e ends behind
// it, by its end or by a return that computes nothing that can panic.
func (m *Model) endsAfter(f *Func, e ast.Expr) bool {
	stmt, ok := m.parent(f, e).(*ast.AssignStmt)
	if !ok {
		return false
	}
	frame := m.frameOf(f, stmt)
	block, ok := m.parent(f, stmt).(*ast.BlockStmt)
	if !ok {
		return false
	}
	next := slices.Index(block.List, ast.Stmt(stmt)) + 1
	if next == len(block.List) {
		return block == frame.Body
	}
	ret, ok := block.List[next].(*ast.ReturnStmt)
	if !ok {
		return false
	}
	for n := range within(ret) {
		if can, _ := m.canFail(frame, n); can {
			return false
		}
	}
	return true
}

func both(a, b tristate) tristate {
	switch {
	case a == constFalse || b == constFalse:
		return constFalse
	case a == constTrue && b == constTrue:
		return constTrue
	}
	return notConst
}

func (w *walker) isNil(e ast.Expr) bool { return w.m.info.Types[e].IsNil() }

// hasEffect reports whether a call does anything but guard.
func (m *Model) hasEffect(f *Func, call *ast.CallExpr) bool {
	if m.info.Types[call.Fun].IsType() {
		return false
	}
	if b, ok := m.callee(call).(*types.Builtin); ok {
		switch b.Name() {
		case "close", "copy", "delete", "clear", "print", "println":
			return true
		}
		return false
	}
	ts, all := m.targets(f, call.Fun)
	for _, t := range ts {
		if !m.guardLike(t) {
			return true
		}
		h := m.targetHandler(t)
		if !h.Known || !h.Pure || h.Stops == Never && h.Why == WayNone {
			return true
		}
	}
	return !all || len(ts) == 0
}
