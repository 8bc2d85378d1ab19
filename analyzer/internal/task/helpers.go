package task

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Helper is a function of the module by which the package can have a panic
// stopped and told.
type Helper struct {
	Func *types.Func
	// Into is the parameter that gets the address of an error, which is set; -1 if
	// the function only logs.
	Into int
	// Starts says that it is not deferred, but starts the function that it is given.
	Starts bool
	// Calls says that it calls that on the goroutine that it is called on itself: the
	// package starts it with a go statement.
	Calls bool
	// Unsure says that it may let a panic through, as its program has it: it is no cure,
	// but there is to be no other beside it.
	Unsure bool
	Uses   int // in the package
}

// Helpers returns the helpers that are in reach, the one that is used most first:
// those of the package, and of the packages of the module that it imports. One of
// another module is a helper if the package uses it as one.
func (m *Model) Helpers() []Helper {
	if !m.helpersKnown { // each report asks for a cure
		found := m.findHelpers()
		m.helpers, m.helpersKnown = found[:len(found):len(found)], true
	}
	return m.helpers
}

func (m *Model) findHelpers() (found []Helper) {
	uses := m.helperUses()
	add := func(fn *types.Func) {
		if h, ok := m.asHelper(fn); ok && (!h.Calls || m.isStarted(fn)) {
			h.Uses = uses[fn]
			found = append(found, h)
		}
	}
	for fn, f := range m.decls {
		if !m.inTest(f.Node.Pos()) {
			add(fn)
		}
	}
	for _, pkg := range m.pass.Pkg.Imports() {
		ours := sameModule(pkg.Path(), m.pass.Pkg.Path()) && !isStd(pkg.Path()) && m.importedOutside(pkg)
		for _, name := range pkg.Scope().Names() {
			if fn, ok := pkg.Scope().Lookup(name).(*types.Func); ok && (ours || uses[fn] > 0) && fn.Exported() {
				add(fn)
			}
		}
	}
	slices.SortFunc(found, func(a, b Helper) int {
		near := func(h Helper) int {
			if h.Func.Pkg() == m.pass.Pkg {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Uses, a.Uses), cmp.Compare(near(a), near(b)), cmp.Compare(a.Func.FullName(), b.Func.FullName()))
	})
	return found
}

// importedOutside reports whether a file that is no test imports the package.
func (m *Model) importedOutside(pkg *types.Package) bool {
	for _, file := range m.pass.Files {
		for _, spec := range file.Imports {
			if spec.Path.Value == `"`+pkg.Path()+`"` && !m.isTest(file) {
				return true
			}
		}
	}
	return false
}

// helperUses counts how often functions are deferred, or start what they are given.
func (m *Model) helperUses() map[*types.Func]int {
	uses := make(map[*types.Func]int)
	for _, f := range m.all {
		if m.inTest(f.Node.Pos()) {
			continue
		}
		for n := range f.own() {
			if call, ok := n.(*ast.CallExpr); ok {
				if fn, ok := m.callee(call).(*types.Func); ok && (m.deferrals[call] != nil || takesFunc(fn)) {
					uses[fn]++
				}
			}
		}
	}
	return uses
}

// asHelper returns what a function is good for, if it is a helper: deferred it
// stops every panic, does nothing else, and tells of it.
func (m *Model) asHelper(fn *types.Func) (h Helper, ok bool) {
	sig := fn.Signature()
	h = Helper{Func: fn, Into: -1}
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		return h, false
	}
	s := m.summary(fn)
	if d := s.Deferred; d.Known && d.Stops == Always && d.Raises == Never && d.Calm == Never && d.Value == Used && d.Pure && sig.Results().Len() == 0 {
		for i := range sig.Params().Len() {
			if ptr, isPtr := sig.Params().At(i).Type().(*types.Pointer); isPtr && isErrorType(ptr.Elem()) {
				h.Into = i
			}
		}
		return h, h.Into >= 0 || !d.Keeps
	}
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() > 0 {
		return h, false
	}
	param, isFunc := sig.Params().At(0).Type().Underlying().(*types.Signature)
	if !isFunc || param.Params().Len() > 0 || param.Results().Len() > 0 {
		return h, false
	}
	if len(s.Runs) != 1 || s.Runs[0].Param != 0 {
		return h, false
	}
	switch run := s.Runs[0]; {
	case run.Place == OnGoroutine:
		h.Starts = run.Fate == Contained
	case run.Place == OnCaller:
		h.Calls, h.Unsure = run.Fate == Contained || run.Fate == Depends, run.Fate == Depends
	}
	return h, h.Starts || h.Calls
}

// isStarted reports whether the package has a go statement for a function.
func (m *Model) isStarted(fn *types.Func) bool {
	for n := range m.started {
		if call, ok := n.(*ast.CallExpr); ok && m.callee(call) == types.Object(fn) {
			return true
		}
	}
	return false
}

// An EndlessLoop is a loop that a goroutine never leaves, whose items can be
// guarded one by one.
type EndlessLoop struct {
	Body *ast.BlockStmt // of the loop, nil for a case of its select statement
	Case *ast.CommClause
}

// LoopAround returns the part of an endless loop of f that is a unit of its work
// and has in it all that can panic there: nothing in it leaves it otherwise than at
// its end.
func (m *Model) LoopAround(f *Func, op ast.Node) (l EndlessLoop, ok bool) {
	if !contains(op.Pos(), f.Body) || m.frameOf(f, op) != f {
		return l, false
	}
	for n := m.parent(f, op); n != nil && n != f.Node; n = m.parent(f, n) {
		switch n := n.(type) {
		case *ast.CommClause:
			if n.Comm != nil && contains(op.Pos(), n.Comm) {
				return l, false
			}
			if l.Case == nil && staysWithin(n.Body) {
				l.Case = n
			}
		case *ast.ForStmt:
			if n.Cond != nil || n.Init != nil || n.Post != nil {
				return l, false
			}
			return m.unitOf(f, l, n.Body)
		case *ast.RangeStmt:
			if _, isChan := typeOf(m.info, n.X).Underlying().(*types.Chan); !isChan || !contains(op.Pos(), n.Body) {
				return l, false
			}
			return m.unitOf(f, l, n.Body)
		}
	}
	return l, false
}

func (m *Model) unitOf(f *Func, l EndlessLoop, body *ast.BlockStmt) (EndlessLoop, bool) {
	unit := body.List
	if l.Case == nil {
		l.Body = body
	} else {
		unit = l.Case.Body
	}
	if len(unit) == 0 || !staysWithin(unit) {
		return l, false
	}
	for _, d := range m.dangersOf(f) {
		outside := d.Level >= Likely && !(unit[0].Pos() <= inFunc(d).Pos() && inFunc(d).Pos() < unit[len(unit)-1].End())
		if outside {
			return l, false
		}
	}
	return l, true
}

// inFunc returns where in the function itself a danger is.
func inFunc(d danger) ast.Node {
	if len(d.path) > 0 {
		return d.path[0]
	}
	return d.op
}

// staysWithin reports whether no statement in a list leaves it, or defers
// anything, or declares what a label is of.
func staysWithin(list []ast.Stmt) bool {
	stays := true
	var visit func(n ast.Node, loops, switches int)
	visit = func(n ast.Node, loops, switches int) {
		ast.Inspect(n, func(o ast.Node) bool {
			if o == n || !stays {
				return stays
			}
			switch o := o.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ForStmt, *ast.RangeStmt:
				visit(o, loops+1, switches+1)
				return false
			case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
				visit(o, loops, switches+1)
				return false
			case *ast.ReturnStmt, *ast.DeferStmt, *ast.LabeledStmt:
				stays = false
			case *ast.BranchStmt:
				switch {
				case o.Label != nil || o.Tok == token.GOTO:
					stays = false
				case o.Tok == token.CONTINUE && loops == 0, o.Tok == token.BREAK && switches == 0:
					stays = false
				}
			}
			return stays
		})
	}
	visit(&ast.BlockStmt{List: list}, 0, 0)
	return stays
}
