package task

import (
	"cmp"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
)

// An Unrecovered is a task that can panic where nothing on its goroutine stops
// the panic.
type Unrecovered struct {
	Task  *Task
	At    ast.Node // what to point at: the go statement, or the call that starts it
	Kind  Kind
	Level Level
	Show  ast.Node // the source of the operation, nil if it is in another package
	In    *Func    // the function around it, or around the call that leads to it
	Path  []ast.Node
	Op    ast.Node
	Far   *Far         // where it is, if it is in another package
	By    types.Object // the wrapper of this module that starts it, if one does
	Also  []*Task      // what it starts elsewhere, that can panic too
	// Covered is the function whose recover does not cover the goroutine, though
	// it is written in it.
	Covered *Func
	Server  bool // it is a handler of net/http, which recovers
}

// A Far is a place in another package.
type Far struct {
	Name string // of the function that is called
	File string
	Line int
	Hops []string
}

// Unrecovered returns the tasks that can panic, in source order, each with the
// operation that there is most to say of. What is started at one place, by a
// wrapper for its callers or as one of several functions, is one.
func (m *Model) Unrecovered() (found []Unrecovered) {
	at := make(map[ast.Node]int)
	for _, t := range m.Tasks() {
		u, ok := m.unrecovered(t)
		if !ok {
			continue
		}
		for _, u := range m.wrapped(u) {
			if i, ok := at[u.At]; ok {
				found[i] = found[i].with(u)
				continue
			}
			at[u.At] = len(found)
			found = append(found, u)
		}
	}
	return found
}

// with joins two that are started at one place. The other one is counted if it
// is as sure, and not only the wrapper itself, which starts whatever it is given.
func (u Unrecovered) with(o Unrecovered) Unrecovered {
	if o.Level > u.Level || o.Level == u.Level && u.Task.At == u.At && o.Task.At != o.At {
		u, o = o, u
	}
	u.Also = append(u.Also, o.Also...)
	if o.Level == u.Level && o.Task.At != u.Task.At && o.Task.At != o.At {
		u.Also = append(u.Also, o.Task)
	}
	return u
}

func (m *Model) unrecovered(t *Task) (u Unrecovered, ok bool) {
	if t.Fate == Contained || t.maker != nil && m.makesGuarded(t.maker) {
		return u, false
	}
	for _, d := range m.taskDangers(t) {
		if !m.comesAbout(d) {
			continue
		}
		u = Unrecovered{Task: t, At: t.At, Kind: d.Kind, Level: d.Level, Show: d.show, In: d.in, Path: d.path, Op: d.op}
		if d.far != "" {
			u.Far = &Far{d.far, d.File, d.Line, d.Hops}
		}
		m.surprise(&u)
		if t.Fate != Crashes || m.isMeant(t, d) || m.testedIn(t.In) || d.far == "" && t.In != nil && m.heldApart(d.in, d.op, t.In, t.At) {
			u.Level = Possible
		}
		return u, true
	}
	return u, false
}

// isMeant reports whether an explicit panic is there to end the process: of what the
// program cannot begin without, started as a package is initialized, or of a finalizer,
// which finds that somebody forgot to close, or of what there is for tests.
func (m *Model) isMeant(t *Task, d danger) bool {
	if d.Kind != KindPanic && d.Kind != KindMust {
		return false
	}
	if m.saysTests(t.At.Pos()) {
		return true
	}
	if call, ok := t.At.(*ast.CallExpr); ok {
		if fn, ok := m.callee(call).(*types.Func); ok && pathOf(fn) == "runtime" {
			return true
		}
	}
	return t.In != nil && t.In.Obj != nil && t.In.Obj.Name() == "init" && t.In.Obj.Signature().Recv() == nil
}

// taskDangers returns what can panic in a task, the worst first.
func (m *Model) taskDangers(t *Task) (found []danger) {
	g, isGo := t.At.(*ast.GoStmt)
	switch {
	case t.Obj != nil && m.known.safeCall(t.Obj):
		return nil
	case isGo && t.Func != nil:
		for _, d := range m.dangersOf(t.Func) {
			if d, _, ok := m.passOn(t.In, g, g.Call, d); ok {
				found = append(found, d)
			}
		}
	case isGo && t.Obj != nil && !types.IsInterface(receiverType(t.Obj)):
		found = m.farDangers(t.In, g.Call, t.Obj, true)
	case t.Func != nil && t.entry != nil && t.In != nil:
		found = m.dangersOfValue(t.In, t.At, t.entry, t.Func)
	case t.Func != nil:
		found = slices.Clone(m.dangersOf(t.Func))
	case t.Obj != nil && !isGo && !types.IsInterface(receiverType(t.Obj)):
		if !m.summary(t.Obj).Complete && !m.known.harmless(t.Obj.Origin()) {
			found = []danger{{Danger: Danger{Kind: KindUnseen, Level: Possible}, op: t.At, show: t.At, in: t.In}}
		}
	case isGo:
		if fn, ok := m.callee(g.Call).(*types.Func); ok && m.harmless(fn) || m.isQuiet(g.Call.Fun) {
			return nil
		}
		if m.callersKnow(t.In, g.Call.Fun, 0) {
			return nil
		}
		found = []danger{m.unseen(t.In, g.Call, g.Call.Fun)}
	case t.In != nil && m.callersKnow(t.In, t.entry, 0):
	default:
		found = []danger{{Danger: Danger{Kind: KindUnseen, Level: Possible}, op: t.At, show: t.At, in: t.In}}
	}
	return m.best(found)
}

func receiverType(fn *types.Func) types.Type {
	if recv := fn.Signature().Recv(); recv != nil {
		return recv.Type()
	}
	return types.Typ[types.Invalid]
}

// comesAbout reports whether all the calls on the way to a danger, and itself,
// are reachable in their functions.
func (m *Model) comesAbout(d danger) bool {
	for _, n := range append(slices.Clone(d.path), d.op) {
		root := m.rootAt(n.Pos())
		if root == nil {
			continue
		}
		f := m.frameOf(root, n)
		if contains(n.Pos(), f.Body) && !m.reachable(f, n) {
			return false
		}
	}
	return true
}

// surprise notes that the task is started where its author believes it to be
// covered: under a recover, or in a handler of a server that recovers. Code that
// cannot be seen is evidence enough there.
func (m *Model) surprise(u *Unrecovered) {
	f := u.Task.In
	if f == nil {
		return
	}
	switch {
	case m.frameFate(f, u.Task.At) == Contained:
		u.Covered = f
	case isHandler(f, m.info):
		u.Covered, u.Server = f, true
	default:
		return
	}
	if kept, ok := u.Task.At.(*ast.CallExpr); ok && m.onlyKeeps(kept) {
		return // it is run some other time
	}
	if call, ok := u.Op.(*ast.CallExpr); u.Level == Possible && u.Kind == KindUnseen && !(ok && m.callsDeclared(call)) {
		u.Level = Likely
	}
}

// isHandler reports whether f has the signature of a handler of net/http.
func isHandler(f *Func, info *types.Info) bool {
	var ts []string
	for _, field := range f.Type.Params.List {
		for range max(1, len(field.Names)) {
			ts = append(ts, types.TypeString(typeOf(info, field.Type), nil))
		}
	}
	return slices.Equal(ts, []string{"net/http.ResponseWriter", "*net/http.Request"})
}

// wrapped notes the function of this module that starts the task. One of this
// package is where the panic is best stopped, for all its callers: its own go
// statements are what to point at.
func (m *Model) wrapped(u Unrecovered) []Unrecovered {
	call, ok := u.Task.At.(*ast.CallExpr)
	if !ok {
		return []Unrecovered{u}
	}
	fn, ok := m.callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || !sameModule(fn.Pkg().Path(), m.pass.Pkg.Path()) {
		return []Unrecovered{u}
	}
	u.By = fn
	g := m.decls[fn]
	if g == nil || m.inTest(fn.Pos()) != m.inTest(u.Task.At.Pos()) {
		return []Unrecovered{u}
	}
	starts := m.startsIn(g, 0)
	if len(starts) == 0 {
		return []Unrecovered{u}
	}
	if open := slices.DeleteFunc(slices.Clone(starts), m.IsGuarded); len(open) > 0 {
		starts = open
	}
	var all []Unrecovered
	for _, start := range starts {
		u.At = start
		all = append(all, u)
	}
	return all
}

// IsGuarded reports whether a go statement starts what lets no panic through. What is
// started by way of a queue may be reported there all the same.
func (m *Model) IsGuarded(start ast.Node) bool {
	return slices.ContainsFunc(m.StartedAt(start), func(t *Task) bool { return m.topFate(t) == Contained })
}

// startsIn returns the go statements by which g, or what it calls, starts what it is
// given.
func (m *Model) startsIn(g *Func, depth int) (starts []ast.Node) {
	if depth > maxHops {
		return nil
	}
	ast.Inspect(g.Body, func(n ast.Node) bool {
		if s, ok := n.(*ast.GoStmt); ok && m.startsGiven(g, s) {
			starts = append(starts, s)
		}
		return true
	})
	if len(starts) > 0 {
		return starts
	}
	for n := range g.own() {
		if call, ok := n.(*ast.CallExpr); ok {
			if fn, ok := m.callee(call).(*types.Func); ok && m.decls[fn] != nil && takesFunc(fn) {
				return m.startsIn(m.decls[fn], depth+1)
			}
		}
	}
	return nil
}

// startsGiven reports whether a go statement of g starts something that uses what g
// is given.
func (m *Model) startsGiven(g *Func, s *ast.GoStmt) bool {
	uses := false
	ast.Inspect(s.Call, func(n ast.Node) bool {
		if _, inner := n.(*ast.GoStmt); inner {
			return false // that is the one, then
		}
		if id, ok := n.(*ast.Ident); ok && m.isGiven(g, id) {
			uses = true
		}
		return !uses
	})
	return uses
}

// isGiven reports whether an identifier is a parameter or the receiver of g.
func (m *Model) isGiven(g *Func, id *ast.Ident) bool {
	v, ok := m.info.Uses[id].(*types.Var)
	if !ok || g.Obj == nil {
		return false
	}
	sig := g.Obj.Signature()
	given := v == sig.Recv()
	for p := range sig.Params().Variables() {
		given = given || v == p
	}
	return given
}

// exportDangers adds to the summaries what importers have to know of the
// panics in the exported functions: of those that cannot panic that it is so,
// of the others what is more than possible. Nothing known means possible. What
// std does inside is its contract, and is in a table.
func (m *Model) exportDangers() {
	if isStd(m.pass.Pkg.Path()) && !m.known.proveStd || m.pass.Pkg.Name() == "main" {
		return
	}
	for _, f := range m.all {
		if f.Obj == nil || !f.Obj.Exported() || m.inTest(f.Node.Pos()) {
			continue
		}
		s := m.local[f.Obj]
		s.Complete = true
		for _, d := range m.dangersOf(f) {
			if len(d.Needs) == 0 && d.Level == Possible {
				s.Complete = false
				continue
			}
			s.Dangers = append(s.Dangers, m.asFact(d))
		}
		if !s.Complete {
			s.Dangers = slices.DeleteFunc(s.Dangers, func(d Danger) bool { return d.Level == Possible })
		}
	}
}

func (m *Model) asFact(d danger) Danger {
	out := d.Danger
	if out.File == "" {
		p := m.pass.Fset.Position(d.op.Pos())
		out.File, out.Line = filepath.Base(p.Filename), p.Line
	}
	var hops []string
	for _, n := range d.path {
		if call, ok := n.(*ast.CallExpr); ok {
			if fn, ok := m.callee(call).(*types.Func); ok {
				hops = append(hops, fn.Name())
			}
		}
	}
	if call, ok := d.op.(*ast.CallExpr); ok && d.far != "" {
		if fn, ok := m.callee(call).(*types.Func); ok {
			hops = append(hops, fn.Name())
		}
	}
	if out.Hops = append(hops, out.Hops...); len(out.Hops) > maxTrail {
		out.Hops = out.Hops[:maxTrail]
	}
	slices.SortFunc(out.Needs, compareNeeds)
	return out
}

func compareNeeds(a, b Need) int {
	return cmp.Or(cmp.Compare(a.Is, b.Is), cmp.Compare(a.A.Param, b.A.Param), cmp.Compare(a.A.Path, b.A.Path), cmp.Compare(a.B.Param, b.B.Param), cmp.Compare(a.C, b.C))
}
