package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Task is a function that is run on another goroutine: at a go statement,
// or as an argument of a function that starts it.
type Task struct {
	At   ast.Node // the go statement, the call of the spawner, a literal that is handed on, or the field that it is kept in
	In   *Func    // where that is written; nil at package level
	Func *Func    // the function, where this package has its body
	Obj  *types.Func
	Fate Fate // of a panic that leaves the function: what the spawner does with it

	entry ast.Expr    // what denotes the function
	maker *types.Func // of another package, whose result is what is started
}

// Pos and End give the narrow range of the task: the word go, or the name of
// the spawner.
func (t *Task) Pos() token.Pos {
	if call, ok := t.At.(*ast.CallExpr); ok {
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.SelectorExpr: // what it is selected from may span lines
			return fun.Sel.Pos()
		}
	}
	return t.At.Pos()
}
func (t *Task) End() token.Pos {
	switch at := t.At.(type) {
	case *ast.GoStmt:
		return at.Go + token.Pos(len("go"))
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(at.Fun).(*ast.SelectorExpr); ok {
			return sel.End()
		}
		return at.Fun.End()
	case *ast.FuncLit:
		return at.Type.Func + token.Pos(len("func"))
	}
	return t.At.End()
}

// Tasks returns the tasks that the package starts, in source order.
func (m *Model) Tasks() []*Task {
	if m.tasks != nil || !m.startsAny() {
		return m.tasks
	}
	for _, f := range m.all {
		for n := range f.own() {
			switch n := n.(type) {
			case *ast.GoStmt:
				m.addTask(n, f, n.Call.Fun, Crashes)
			case *ast.CallExpr:
				m.addSpawned(n, f)
			case *ast.FuncLit:
				m.addStored(n, f)
			case *ast.KeyValueExpr:
				m.addKept(n.Key, n.Value, f)
			case *ast.AssignStmt:
				for i, lhs := range n.Lhs {
					if len(n.Lhs) == len(n.Rhs) {
						m.addKept(lhs, n.Rhs[i], f)
					}
				}
			}
		}
	}
	return m.tasks
}

// startsAny reports whether the package starts any goroutine: by a go statement,
// or by what it uses of other packages. Most packages do not, and then there is
// nothing to follow.
func (m *Model) startsAny() bool {
	if !m.looked {
		m.looked = true
		m.starts = len(m.started) > 0 || m.usesSpawner()
	}
	return m.starts
}

// usesSpawner reports whether the package uses a function that starts goroutines
// elsewhere, or a field that is called on one.
func (m *Model) usesSpawner() bool {
	for _, obj := range m.info.Uses {
		if obj.Pkg() == nil {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if obj.Pkg() == m.pass.Pkg && m.known.said.of(obj) == nil {
				continue
			}
			runs := m.summary(obj).Runs
			if slices.ContainsFunc(runs, func(r Run) bool { return r.Place == OnGoroutine }) {
				return true
			}
		case *types.Var:
			if obj.IsField() && obj.Pkg() != m.pass.Pkg && m.known.field(obj) != nil {
				return true
			}
		}
	}
	return false
}

// addSpawned adds the arguments of a call that are run on another goroutine.
func (m *Model) addSpawned(call *ast.CallExpr, f *Func) {
	for j, arg := range call.Args {
		if !isFunc(typeOf(m.info, arg)) || m.info.Types[call.Fun].IsType() {
			continue
		}
		for _, run := range m.flowsOfArg(f, call, j) {
			if run.Place == OnGoroutine {
				m.addTask(call, f, arg, run.Fate)
			}
		}
	}
}

// addStored adds a literal that is sent, or kept in a field, where a function
// of the package runs it on another goroutine.
func (m *Model) addStored(lit *ast.FuncLit, f *Func) {
	switch m.parent(f, lit).(type) {
	case *ast.SendStmt, *ast.KeyValueExpr, *ast.CompositeLit, *ast.AssignStmt:
		for _, run := range m.flows(f, lit) {
			if run.Place == OnGoroutine {
				m.addTask(lit, f, lit, run.Fate)
			}
		}
	}
}

// addKept adds a function, other than a literal, that is kept in a field of a
// library that calls it on a goroutine of its own. What a field of this package
// does is seen where the package calls it.
func (m *Model) addKept(to, value ast.Expr, f *Func) {
	if _, ok := ast.Unparen(value).(*ast.FuncLit); ok {
		return // addStored does
	}
	v := m.variable(to)
	if v == nil || !v.IsField() || v.Pkg() == m.pass.Pkg || !isFunc(typeOf(m.info, value)) {
		return
	}
	for _, run := range m.flowsOfLibraryField(v) {
		m.addTask(to, f, value, run.Fate)
	}
}

func (m *Model) addTask(at ast.Node, in *Func, entry ast.Expr, fate Fate) {
	ts, _ := m.targets(in, entry)
	if len(ts) == 0 {
		m.tasks = append(m.tasks, &Task{At: at, In: in, Fate: fate, entry: entry})
	}
	for _, t := range ts {
		task := &Task{At: at, In: in, Func: t.fn, Obj: t.obj, Fate: fate, entry: entry}
		if t.made {
			task.Obj, task.maker = nil, t.obj
		}
		m.tasks = append(m.tasks, task)
	}
}

// A Frame is a function of this package that runs on the goroutine of a task.
type Frame struct {
	Func *Func
	Task *Task // the first task, in source order, on whose goroutine it is
	Top  bool  // it is the function that the goroutine was started with
	Fate Fate  // of a panic that leaves it

	deferred bool // it runs as a deferred call of another frame
	below    bool // it is called by one that does
}

type frameKey struct {
	f             *Func
	top, deferred bool
	below         bool
	fate          Fate
}

// Frames returns the functions that run on the goroutines of tasks, each once
// for each fate that a panic can have that leaves it.
func (m *Model) Frames() []*Frame {
	if m.frames != nil {
		return m.frames
	}
	seen := make(map[frameKey]bool)
	var visit func(fr Frame)
	visit = func(fr Frame) {
		k := frameKey{fr.Func, fr.Top, fr.deferred, fr.below, fr.Fate}
		if fr.Func == nil || seen[k] || m.onlyTested(fr) {
			return
		}
		seen[k] = true
		m.frames = append(m.frames, &fr)
		for n := range fr.Func.own() {
			if call, ok := n.(*ast.CallExpr); ok && !m.started[call] {
				m.visitCall(fr, call, visit)
			}
		}
	}
	for _, t := range m.Tasks() {
		visit(Frame{Func: t.Func, Task: t, Top: true, Fate: t.Fate})
		if g, ok := t.At.(*ast.GoStmt); ok {
			m.visitArgs(Frame{Func: t.In, Task: t, Fate: Crashes}, g.Call, Crashes, visit)
		}
	}
	return m.frames
}

// onlyTested reports whether a test starts the task and the function is not
// the test's: without the tests, nothing would be known of it.
func (m *Model) onlyTested(fr Frame) bool {
	return m.inTest(fr.Task.At.Pos()) && !m.inTest(fr.Func.Body.Pos())
}

// visitCall visits what a call in a frame runs on the same goroutine.
func (m *Model) visitCall(fr Frame, call *ast.CallExpr, visit func(Frame)) {
	var at ast.Node = call
	d, deferred := m.deferrals[call]
	if deferred {
		at = d
	}
	ts, _ := m.targets(fr.Func, call.Fun)
	fate := m.frameFate(fr.Func, at).then(fr.Fate)
	for _, t := range ts {
		visit(Frame{Func: t.fn, Task: fr.Task, Fate: fate, deferred: deferred, below: fr.deferred || fr.below})
	}
	m.visitArgs(fr, call, fate, visit)
}

// visitArgs visits the arguments of a call that it runs before it returns.
func (m *Model) visitArgs(fr Frame, call *ast.CallExpr, fate Fate, visit func(Frame)) {
	for j, arg := range call.Args {
		if !isFunc(typeOf(m.info, arg)) {
			continue
		}
		for _, run := range m.paramRuns(fr.Func, call, j) {
			if run.Place == OnCaller || run.Place == OnDefer {
				ts, _ := m.targets(fr.Func, arg)
				for _, t := range ts {
					visit(Frame{Func: t.fn, Task: fr.Task, Fate: run.Fate.then(fate), deferred: run.Place == OnDefer})
				}
			}
		}
	}
}

// Fates returns, for each way in which op can be reached on the goroutine of
// a task, what becomes of a panic there.
func (m *Model) Fates(op ast.Node) (fates []Fate) {
	for _, fr := range m.Frames() {
		if m.started[op] || !contains(op.Pos(), fr.Func.Body) || m.frameOf(fr.Func, op) != fr.Func {
			continue
		}
		fates = append(fates, m.frameFate(fr.Func, op).then(fr.Fate))
	}
	for _, t := range m.Tasks() {
		if g, ok := t.At.(*ast.GoStmt); ok && g.Call == op {
			fates = append(fates, m.topFate(t))
		}
	}
	return fates
}

// topFate returns what becomes of a panic in the function of a go statement
// where that is all there is to see.
func (m *Model) topFate(t *Task) Fate {
	if t.Func == nil {
		return t.Fate
	}
	if op, _ := m.unstopped(t.Func, nil); op != nil {
		return m.frameFate(t.Func, op).then(t.Fate)
	}
	return Contained
}
