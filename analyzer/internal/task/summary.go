package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// maxRounds bounds the iteration to a fixed point over functions that call
// each other. Two rounds are enough for all but long chains of wrappers.
const maxRounds = 8

// summarize fills in the summaries of the package, what is needed first first:
// how functions end decides the control flow in all others.
func (m *Model) summarize() {
	m.local = make(map[*types.Func]*Summary)
	var decls []*Func
	for _, f := range m.all {
		if f.Obj != nil {
			decls = append(decls, f)
			m.local[f.Obj] = new(Summary)
		}
	}
	m.fixpoint(decls, mayEnd, func(f *Func, s *Summary) bool {
		if s.Ends == Returns {
			s.Ends = m.endOf(lastCall(f))
		}
		return s.Ends != Returns
	})
	for _, f := range decls {
		if f.panics {
			m.local[f.Obj].Raises = m.raisedParams(f)
		}
	}
	m.summarizeRuns(decls)
	m.summarizeJoins(decls)
	m.forget()
	for _, f := range decls {
		s := m.local[f.Obj]
		if m.mayHandle(f) {
			s.Deferred = m.handlingOf(f).Handler
			s.Deferred.Keeps = s.Deferred.Stops != Never && m.storingIn(f, f, maxHops) > storesNothing
		}
		if returnsFunc(f) {
			exprs, all := m.results(f)
			ts, more := m.followAll(f, exprs, trail{f: true})
			s.Returned = m.joinHandlers(ts, all && more)
		}
	}
}

// forget drops what was concluded from summaries that were not complete yet.
func (m *Model) forget() {
	clear(m.mayFail)
	clear(m.handlers)
	for _, f := range m.all {
		f.handler = nil
		if f.graph != nil {
			clear(f.graph.fates)
		}
	}
}

// summarizeRuns fills in how functions, and the methods of interfaces, run
// their parameters.
func (m *Model) summarizeRuns(decls []*Func) {
	m.abstracts = m.findAbstracts()
	for _, a := range m.abstracts {
		m.local[a.fn] = new(Summary)
	}
	set := func(fn *types.Func, runs []Run) (changed bool) {
		s := m.local[fn]
		runs = addRuns(runs, m.known.said.of(fn))
		changed = !slices.Equal(s.Runs, runs)
		s.Runs = runs
		return changed
	}
	candidate := func(f *Func) bool { return runsFuncs(f) || m.known.said.of(f.Obj) != nil }
	for changed, round := true, 0; changed && round < maxRounds; round++ {
		changed = m.fixpointStep(decls, candidate, func(f *Func, _ *Summary) bool { return set(f.Obj, m.runsOf(f)) })
		for _, a := range m.abstracts {
			changed = set(a.fn, m.runsOfAbstract(a)) || changed
		}
	}
}

// fixpoint applies step to each candidate until none changes.
func (m *Model) fixpoint(decls []*Func, candidate func(*Func) bool, step func(*Func, *Summary) bool) {
	for range maxRounds {
		if !m.fixpointStep(decls, candidate, step) {
			return
		}
	}
}

// fixpointStep applies step to each candidate once and reports whether any
// changed.
func (m *Model) fixpointStep(decls []*Func, candidate func(*Func) bool, step func(*Func, *Summary) bool) (changed bool) {
	for _, f := range decls {
		if candidate(f) && step(f, m.local[f.Obj]) {
			changed = true
		}
	}
	return changed
}

func mayEnd(f *Func) bool { return !f.returns && !f.recovers && lastCall(f) != nil }

// lastCall returns the call that is the last statement of f, or nil.
func lastCall(f *Func) *ast.CallExpr {
	if len(f.Body.List) == 0 {
		return nil
	}
	stmt, ok := f.Body.List[len(f.Body.List)-1].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, _ := ast.Unparen(stmt.X).(*ast.CallExpr)
	return call
}

func runsFuncs(f *Func) bool {
	recv := f.Obj.Signature().Recv()
	return recv != nil && carriesFunc(recv.Type()) || takesFunc(f.Obj)
}

func returnsFunc(f *Func) bool {
	results := f.Obj.Signature().Results()
	if results.Len() != 1 {
		return false
	}
	return isFunc(results.At(0).Type())
}

// maxWrapper is how many statements a function may have that is looked at as a
// wrapper around a helper. One that does more has another purpose.
const maxWrapper = 4

// mayHandle reports whether f can be meant for deferring: it contains recover,
// or is a thin wrapper around a function that does.
func (m *Model) mayHandle(f *Func) bool {
	if f.recovers || f.Obj != nil && m.known.said.guards(f.Obj) {
		return true
	}
	if len(f.Body.List) > maxWrapper {
		return false
	}
	for n := range f.own() {
		if call, ok := n.(*ast.CallExpr); ok && m.callsHelper(f, call) {
			return true
		}
	}
	return false
}

// callsHelper reports whether a call in f may be one of a helper.
func (m *Model) callsHelper(f *Func, call *ast.CallExpr) bool {
	switch obj := m.callee(call).(type) {
	case *types.Func:
		if inner := m.decls[obj]; inner != nil && inner != f && inner.recovers {
			return true
		}
		d := m.summary(obj).Deferred
		return d.Stops != Never || d.Why != WayNone
	case *types.Var:
		return len(f.Body.List) <= 2 // a variable may hold a helper
	}
	return false
}

// raisedParams returns the parameters that f panics with.
func (m *Model) raisedParams(f *Func) (bits uint64) {
	params := f.Obj.Signature().Params()
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || !m.isBuiltin(call, "panic") {
			continue
		}
		for n := range within(call) {
			id, ok := n.(*ast.Ident)
			if !ok {
				continue
			}
			for i := range min(params.Len(), 64) {
				if m.info.Uses[id] == params.At(i) {
					bits |= 1 << i
				}
			}
		}
	}
	return bits
}

// endOf returns how the function that is called ends, if it never returns.
func (m *Model) endOf(call *ast.CallExpr) End {
	if call == nil {
		return Returns
	}
	switch obj := m.callee(call).(type) {
	case *types.Builtin:
		if obj.Name() == "panic" {
			return EndPanic
		}
	case *types.Func:
		return m.summary(obj).Ends
	}
	return Returns
}

// summary returns what is known of fn: from its source in this package, from
// the fact of another, or from the table of libraries. It is never nil.
func (m *Model) summary(fn *types.Func) *Summary {
	fn = fn.Origin()
	if s := m.local[fn]; s != nil {
		return s
	}
	if s := m.imported[fn]; s != nil {
		return s
	}
	s := new(Summary)
	switch fn.Pkg() {
	case nil:
	case m.pass.Pkg: // a method of an interface
		entry := m.known.said.of(fn)
		fromLibrary(s, entry)
		s.Joins = s.Joins.withLibrary(fn, entry)
	default:
		// A function that recovers for its caller has a fact: without one it
		// is known to be no guard, if its package was analyzed at all.
		entry := m.known.entry(fn)
		seen := isStd(fn.Pkg().Path()) || m.analyzed(fn.Pkg())
		s.Deferred.Known = m.pass.ImportObjectFact(fn, s) || seen
		s.Returned.Known = s.Returned.Known || isStd(fn.Pkg().Path())
		fromLibrary(s, entry)
		if entry != nil && entry.Result != "" {
			s.Made = madeInLibrary(fn)
		}
		s.Joins = s.Joins.withLibrary(fn, entry)
		s.Deferred.ends(s.Ends, entry != nil)
	}
	m.imported[fn] = s
	return s
}

// ends adds to what a deferred function does how it ends. One that ends the
// goroutine ends the panic with it: its value is lost, unless the function did
// something before, as t.FailNow does. One that ends the process leaves no
// panic to stop.
func (h *Handler) ends(e End, plain bool) {
	switch e {
	case EndPanic:
		h.Raises, h.Calm = Always, Always
	case EndGoexit:
		h.Stops, h.Ends = Always, h.Ends || h.Stops == Never
		if !plain {
			h.Value = Unclear
		}
	case EndExit:
		h.Ends = h.Ends || h.Stops == Never
		h.Stops, h.Value = Always, Used
	}
}

// fromLibrary adds to s what the table says and the source cannot.
func fromLibrary(s *Summary, entry *library.Func) {
	if entry == nil {
		return
	}
	switch entry.Ends {
	case library.Exits:
		s.Ends = EndExit
	case library.EndsGoroutine:
		s.Ends = EndGoexit
	case library.Panics:
		s.Ends = EndPanic
	}
	if entry.Guards {
		s.Deferred = guardInLibrary
	}
	s.Runs = addRuns(s.Runs, entry)
}

// guardInLibrary is what a helper does that is known to stop a panic.
var guardInLibrary = Handler{Known: true, Stops: Always, Value: Used, Pure: true}

// addRuns returns what is inferred of how a function runs its parameters, and
// what is known beside that.
func addRuns(inferred []Run, entry *library.Func) []Run {
	if entry == nil || len(entry.Runs) == 0 {
		return inferred
	}
	runs := slices.Clone(inferred) // they may belong to the driver
	for _, r := range entry.Runs {
		if slices.ContainsFunc(inferred, func(i Run) bool { return i.Param == r.Param && i.Fate != Depends }) {
			continue // the source of the version in use is known better
		}
		runs = slices.DeleteFunc(runs, func(i Run) bool { return i.Param == r.Param && slices.Contains(inferred, i) })
		run := Run{Param: r.Param, Place: OnCaller, Fate: fateInLibrary(r.Recovered, r.Unless)}
		if r.Goroutine {
			run.Place = OnGoroutine
		}
		runs = append(runs, run)
	}
	return sortRuns(runs)
}

// fateInLibrary returns what becomes of a panic in what a library runs.
func fateInLibrary(recovered bool, unless string) Fate {
	switch {
	case unless != "":
		return Depends
	case recovered:
		return Contained
	}
	return Crashes
}

// exportFacts attaches to each function of the package what a caller has to
// know of it, if there is anything; and to one in any case, as a witness that
// the package was analyzed.
func (m *Model) exportFacts() {
	witness := witnessOf(m.pass.Pkg)
	for _, f := range m.all {
		if f.Obj == nil || !f.Obj.Exported() {
			continue // nobody else can call it
		}
		m.local[f.Obj].Made = m.madeIn(f).Made
		m.summarizeErrors(f)
		if s := m.local[f.Obj]; !s.zero() || f.Obj == witness {
			m.pass.ExportObjectFact(f.Obj, s)
		}
	}
	for _, a := range m.abstracts {
		if s := m.local[a.fn]; !s.zero() {
			m.pass.ExportObjectFact(a.fn, s)
		}
	}
}

// witnessOf returns the function of a package that has a fact in any case:
// its first exported function. A package without one is nobody's helper, but
// by its methods.
func witnessOf(pkg *types.Package) *types.Func {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if fn, ok := scope.Lookup(name).(*types.Func); ok && fn.Exported() {
			return fn
		}
	}
	return nil
}

// analyzed reports whether the facts of an imported package are here. Of a
// package that is imported indirectly only a part is seen, and nothing known.
func (m *Model) analyzed(pkg *types.Package) bool {
	return recall(&m.facts, pkg, func() bool {
		if !slices.Contains(m.pass.Pkg.Imports(), pkg) {
			return false
		}
		witness := witnessOf(pkg)
		return witness == nil || m.pass.ImportObjectFact(witness, new(Summary))
	})
}

// Analyzed reports whether the facts of all imports of a file are here. A
// driver can lose them; what the model does not know of the file is then not
// to be taken for its innocence.
func (m *Model) Analyzed(file *ast.File) bool {
	for _, imp := range m.pass.Pkg.Imports() {
		for _, spec := range file.Imports {
			if spec.Path.Value == strconv.Quote(imp.Path()) && !isStd(imp.Path()) && !m.analyzed(imp) {
				return false
			}
		}
	}
	return true
}
