package task

import (
	"go/ast"
	"go/types"
	"slices"
)

// An Overwritten is an error of goroutines that is assigned to a variable and
// not read on some path.
type Overwritten struct {
	Call *ast.CallExpr
	In   *Func
	Name string   // of the variable
	By   ast.Node // the statement that overwrites it; nil if a path only leaves
	Exit ast.Node // where a path leaves without a failure; nil at the end of the function
	Level
}

// Overwritten returns the errors of goroutines that are assigned and then, on
// some path, overwritten or left behind.
func (m *Model) Overwritten() (found []Overwritten) {
	for _, c := range m.joinCalls() {
		if c.joins.Tells != TellsError || !c.joins.Failing || m.cannotFailHere(c) {
			continue
		}
		stmt, lhs := m.assignment(c.f, c.call, int(c.joins.Result))
		if lhs == nil || isBlank([]ast.Expr{lhs}) {
			continue
		}
		v := m.variable(lhs)
		if v == nil || !m.isLocal(c.f, v) || m.onlyCompared(c.f, v) {
			continue
		}
		if o, ok := m.overwritten(c, stmt, v); ok {
			found = append(found, o)
		}
	}
	return found
}

// cannotFailHere reports whether no function of the group of a call can fail.
func (m *Model) cannotFailHere(c joinCall) bool {
	var d DroppedWait
	v := m.groupVar(c.f, c.on)
	return v != nil && m.believe(c, &d) == Possible && len(d.Tasks) == 0
}

// assignment returns the statement that assigns the i'th result of a call, and
// what to.
func (m *Model) assignment(f *Func, call *ast.CallExpr, i int) (stmt ast.Node, lhs ast.Expr) {
	var e ast.Node = call
	for {
		switch up := m.parent(f, e).(type) {
		case *ast.AssignStmt:
			for j, rhs := range up.Rhs {
				if ast.Unparen(rhs) != e {
					continue
				}
				if len(up.Rhs) == len(up.Lhs) {
					i = j
				}
				if i < len(up.Lhs) {
					return up, up.Lhs[i]
				}
			}
			return nil, nil
		case *ast.ValueSpec:
			if i < len(up.Names) {
				return up, up.Names[i]
			}
			return nil, nil
		case *ast.SelectorExpr:
			outer, ok := m.parent(f, up).(*ast.CallExpr) // g.Wait().ErrorOrNil()
			if !ok || ast.Unparen(outer.Fun) != up || !isErrorType(typeOf(m.info, outer)) {
				return nil, nil
			}
			e, i = outer, 0
		default:
			return nil, nil
		}
	}
}

// isLocal reports whether v is a variable of the frame f alone: no literal in
// it uses it, and nothing has its address.
func (m *Model) isLocal(f *Func, v *types.Var) bool {
	return recall(&m.locals, variableIn{f, v}, func() bool { return m.findLocal(f, v) })
}

func (m *Model) findLocal(f *Func, v *types.Var) bool {
	if v.IsField() || !contains(v.Pos(), f.Node) {
		return false
	}
	for _, id := range m.usesIn(f.Root, v) {
		if m.frameOf(f, id) != f {
			return false
		}
		if u, ok := m.parent(f, id).(*ast.UnaryExpr); ok && u.Op.String() == "&" {
			return false
		}
	}
	return true
}

// onlyCompared reports whether v is assigned, and compared by if statements
// that do nothing.
func (m *Model) onlyCompared(f *Func, v *types.Var) bool {
	return recall(&m.compared, variableIn{f, v}, func() bool {
		for _, id := range m.usesIn(f.Root, v) {
			if m.isRead(f, id) {
				return false
			}
		}
		return !m.isResultOf(f, v)
	})
}

// isRead reports whether an occurrence of a variable reads it: it is not
// assigned to, nor compared for nothing.
func (m *Model) isRead(f *Func, id *ast.Ident) bool {
	switch up := m.parent(f, id).(type) {
	case *ast.AssignStmt:
		for _, lhs := range up.Lhs {
			if ast.Unparen(lhs) == id {
				return false
			}
		}
	case *ast.BinaryExpr:
		if branch, ok := m.parent(f, up).(*ast.IfStmt); ok && m.isEmptyTest(branch, up) {
			return false
		}
	}
	return true
}

// isResultOf reports whether v is a named result of f.
func (m *Model) isResultOf(f *Func, v *types.Var) bool {
	for id := range names(f.Type.Results) {
		if m.info.Defs[id] == v {
			return true
		}
	}
	return false
}

func (m *Model) overwritten(c joinCall, stmt ast.Node, v *types.Var) (o Overwritten, ok bool) {
	o = Overwritten{Call: c.call, In: c.f, Name: v.Name()}
	s := &search{m: m, f: c.f}
	siblings := m.siblingsOf(stmt, v)
	s.visit = func(n ast.Node) bool {
		reads, writes := m.accesses(c.f, n, v)
		if _, ok := n.(ast.Expr); ok && slices.ContainsFunc(siblings, func(o *types.Var) bool { return m.mentions(n, o) }) {
			return false // the other result of the call is looked at, which says as much
		}
		if ret, isReturn := n.(*ast.ReturnStmt); isReturn && len(ret.Results) == 0 {
			reads = reads || m.isResultOf(c.f, v)
		}
		switch {
		case !reads && m.isBehindSignal(c.f, n, c.call):
			if !ok {
				o.Level, ok = Possible, true // who is told to stop, expects what that leads to
			}
			return false
		case reads:
			return writes // err = wrap(err)
		case writes && m.failsToo(c.f, n):
			if !ok {
				o.By, o.Level, ok = n, Possible, true
			}
			return false
		case writes:
			if !ok || o.Level != Certain {
				o.By, o.Level, ok = n, Certain, true
			}
			return false
		}
		return true
	}
	s.leave = func(ret *ast.ReturnStmt) {
		if o.By != nil && o.Level == Certain || ret == nil && m.isResultOf(c.f, v) {
			return
		}
		if b := m.leftBehind(c.f, ret); b != Possible || !ok {
			if ret != nil && m.returnsFailing(c.f, ret) {
				return
			}
			o.Level, o.By, ok = b, nil, true
			if o.Exit = nil; ret != nil {
				o.Exit = ret
			}
		}
	}
	s.from(c.call, nil)
	return o, ok
}

// isBehindSignal reports whether n is in the case of a select behind a call that a signal leads to.
func (m *Model) isBehindSignal(f *Func, n ast.Node, call *ast.CallExpr) bool {
	for up := m.parent(f, n); up != nil && up != f.Node; up = m.parent(f, up) {
		clause, ok := up.(*ast.CommClause)
		if !ok {
			continue
		}
		stmt, ok := clause.Comm.(*ast.ExprStmt)
		if !ok || contains(call.Pos(), clause) {
			return false
		}
		receive, ok := ast.Unparen(stmt.X).(*ast.UnaryExpr)
		return ok && isSignalType(typeOf(m.info, receive))
	}
	return false
}

// failsToo reports whether an assignment on a branch gives another failure: what
// the condition of the branch is about, or an error made there.
func (m *Model) failsToo(f *Func, n ast.Node) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return false
	}
	block, ok := m.parent(f, assign).(*ast.BlockStmt)
	if !ok {
		return false
	}
	branch, ok := m.parent(f, block).(*ast.IfStmt)
	if !ok || branch.Body != block {
		return false
	}
	if call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr); ok && !m.isForeign(f, call, maxHops) && !m.isNilCall(call, maxHops) {
		return true
	}
	for n := range within(assign.Rhs[0]) {
		if id, ok := n.(*ast.Ident); ok {
			if v := m.variable(id); v != nil && m.mentions(branch.Cond, v) {
				return true
			}
		}
	}
	return false
}

// siblingsOf returns the variables that an assignment gives the other results
// of the call.
func (m *Model) siblingsOf(stmt ast.Node, v *types.Var) (vars []*types.Var) {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return nil
	}
	for _, lhs := range assign.Lhs {
		if o := m.variable(lhs); o != nil && o != v {
			vars = append(vars, o)
		}
	}
	return vars
}

// leftBehind says how sure it is that a return statement which does not have
// the error hides it: not where it gives another result.
func (m *Model) leftBehind(f *Func, ret *ast.ReturnStmt) Level {
	if ret == nil {
		return Likely
	}
	for _, e := range ret.Results {
		if tv := m.info.Types[e]; !tv.IsNil() && tv.Value == nil {
			return Possible
		}
	}
	return Likely
}

// accesses reports whether a node of the graph of f reads and assigns v.
func (m *Model) accesses(f *Func, n ast.Node, v *types.Var) (reads, writes bool) {
	for n := range within(n) {
		id, ok := n.(*ast.Ident)
		switch {
		case !ok:
		case m.info.Uses[id] == v && m.isRead(f, id):
			reads = true
		case m.info.Defs[id] == v:
			writes = true
		case m.info.Uses[id] == v:
			if assign, ok := m.parent(f, id).(*ast.AssignStmt); ok {
				writes = true
				if len(assign.Lhs) != len(assign.Rhs) {
					continue
				}
			}
		}
	}
	return reads, writes
}
