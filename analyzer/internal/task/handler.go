package task

import (
	"go/ast"
	"go/types"
)

// A handling is what is known of a function of this package as a deferred
// call: its Handler, and the places that the messages point at.
type handling struct {
	Handler
	recover ast.Node       // the recover that works, or the call that ends the goroutine
	exits   bool           // it is one that ends the process
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
	if f.Obj != nil && m.known.said.guards(f.Obj) {
		f.handler.Handler = guardInLibrary
		return f.handler
	}
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
		h.recover, h.Ends = panicking.ended, true
		if panicking.exits {
			h.Value, h.exits = Unclear, true // the exit status may say it
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
		if !h.Known && m.isQuiet(call.Fun) {
			h = Handler{Known: true}
		}
		if m.judging == 0 { // else one that is needed may not be judged yet
			m.handlers[call] = h
		}
	}
	return h
}

// isQuiet reports whether e is of a func type whose values are known neither to
// recover nor to panic, such as context.CancelFunc.
func (m *Model) isQuiet(e ast.Expr) bool {
	named, ok := types.Unalias(typeOf(m.info, e)).(*types.Named)
	return ok && m.known.safeType(named.Obj())
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
		Ends:   h.Ends || o.Ends,
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

// IsInHandler reports whether a node is in a function that calls recover.
func (m *Model) IsInHandler(n ast.Node) bool {
	root := m.rootAt(n.Pos())
	if root == nil {
		return false
	}
	for o := range m.frameOf(root, n).own() {
		if call, ok := o.(*ast.CallExpr); ok && m.isBuiltin(call, "recover") {
			return true
		}
	}
	return false
}
