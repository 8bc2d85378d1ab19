package task

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/cfg"
)

// A step is a node of the control-flow graph of a function, by the index of
// its block and its own in it.
type step struct {
	block int32
	node  int
}

// stepAt returns the step that a node of the frame f belongs to.
func (m *Model) stepAt(f *Func, n ast.Node) (step, bool) {
	g := m.graphOf(f)
	at, ok := g.places[n]
	if !ok {
		return step{}, false
	}
	if i, ok := g.steps[n]; ok {
		return step{at.block, i}, true
	}
	best, size := -1, token.Pos(0)
	for i, node := range g.cfg.Blocks[at.block].Nodes {
		if contains(n.Pos(), node) && n.End() <= node.End() && (best < 0 || node.End()-node.Pos() < size) {
			best, size = i, node.End()-node.Pos()
		}
	}
	return step{at.block, best}, best >= 0
}

// A search follows the paths of a function from a node until something on
// them ends it.
type search struct {
	m *Model
	f *Func
	// visit is called for each node on a path, and reports whether the path
	// goes on behind it.
	visit func(n ast.Node) bool
	// leave is called where a path leaves the function: with its return
	// statement, or nil at the end of the body.
	leave func(ret *ast.ReturnStmt)

	// assumed says that a path was left out because of what was known at first.
	assumed bool

	seen map[searched]bool
}

// A searched is a block with what is known there of conditions.
type searched struct {
	block int32
	known string
}

// from follows the paths behind the node n, those from the beginning for nil. Of
// the conditions in known, by their source, the value is known there.
func (s *search) from(n ast.Node, known map[string]bool) {
	s.seen = make(map[searched]bool)
	blocks := s.m.graphOf(s.f).cfg.Blocks
	if n == nil {
		if len(blocks) > 0 {
			s.block(blocks[0], 0, known)
		}
	} else if at, ok := s.m.stepAt(s.f, n); ok {
		s.block(blocks[at.block], at.node+1, known)
	}
}

func (s *search) block(b *cfg.Block, from int, known map[string]bool) {
	for _, n := range b.Nodes[from:] {
		if !s.visit(n) || s.ends(n) {
			return
		}
		if ret, ok := n.(*ast.ReturnStmt); ok {
			s.leave(ret)
			return
		}
		known = s.learn(n, s.forget(n, known))
	}
	if _, empty := b.Stmt.(*ast.SelectStmt); len(b.Succs) == 0 && !empty && b.Kind != cfg.KindUnreachable && b.Kind != cfg.KindSelectAfterCase {
		s.leave(nil)
	}
	all := textOf(known)
	for i, succ := range b.Succs {
		at := searched{succ.Index, all}
		if s.taken(b, i, known) && !s.seen[at] {
			s.seen[at] = true
			s.block(succ, 0, known)
		}
	}
}

// forget drops from known the conditions with a variable that n assigns to.
func (s *search) forget(n ast.Node, known map[string]bool) map[string]bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(known) == 0 {
		return known
	}
	rest := maps.Clone(known)
	for _, lhs := range assign.Lhs {
		name := types.ExprString(lhs)
		if v := s.m.variable(lhs); v != nil {
			delete(rest, nilOf(v))
		}
		maps.DeleteFunc(rest, func(source string, _ bool) bool { return source == name || strings.HasPrefix(source, name+" ") })
	}
	return rest
}

// learn adds to known that an error is nil which n gets of a call that returns no
// other.
func (s *search) learn(n ast.Node, known map[string]bool) map[string]bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return known
	}
	call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	v := s.m.variable(assign.Lhs[len(assign.Lhs)-1])
	if !ok || v == nil || !s.m.isLocal(s.f, v) || !s.isNil(call) {
		return known
	}
	more := maps.Clone(known)
	if more == nil {
		more = make(map[string]bool)
	}
	more[nilOf(v)] = true
	return more
}

// isNil reports whether the error that a call returns is nil: always, or because the
// context that could make it another one never ends.
func (s *search) isNil(call *ast.CallExpr) bool {
	return s.m.isNilCall(call, maxHops) || s.m.asksEndless(s.f, call) || s.m.acquiresEndless(s.f, call)
}

// nilOf returns what stands for the condition that a variable is nil: by its place,
// for others may have its name.
func nilOf(v *types.Var) string { return strconv.Itoa(int(v.Pos())) + " is nil" }

// textOf returns what is known as a text.
func textOf(known map[string]bool) string {
	if len(known) == 0 {
		return ""
	}
	var b strings.Builder
	for _, source := range slices.Sorted(maps.Keys(known)) {
		b.WriteString(source)
		b.WriteString(map[bool]string{true: "+", false: "-"}[known[source]])
	}
	return b.String()
}

// ends reports whether a node never comes to its end: it panics, or ends the
// goroutine or the process.
func (s *search) ends(n ast.Node) bool {
	stmt, ok := n.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	return ok && s.m.endOf(call) != Returns
}

// taken reports whether the i'th successor of a block can follow it, by the
// conditions whose value is known.
func (s *search) taken(b *cfg.Block, i int, known map[string]bool) bool {
	if c, ok := b.Succs[i].Stmt.(*ast.CommClause); ok && b.Succs[i].Kind == cfg.KindSelectCaseBody && s.m.awaitsEndless(s.f, c.Comm) {
		return false
	}
	if len(b.Succs) != 2 || len(b.Nodes) == 0 {
		return true
	}
	cond, ok := b.Nodes[len(b.Nodes)-1].(ast.Expr)
	if !ok || b.Succs[0].Kind != cfg.KindIfThen && b.Succs[0].Kind != cfg.KindForBody {
		return true
	}
	value := s.eval(cond, known)
	s.assumed = s.assumed || value != notConst && value != s.eval(cond, nil)
	switch value {
	case constTrue:
		return i == 0
	case constFalse:
		return i == 1
	}
	return true
}

// eval returns the value of a condition, as far as it is known.
func (s *search) eval(cond ast.Expr, known map[string]bool) tristate {
	if v := s.m.info.Types[cond].Value; v != nil && v.Kind() == constant.Bool {
		return triOf(constant.BoolVal(v))
	}
	source, negated := conditionOf(cond)
	if value, ok := known[source]; ok {
		return triOf(value != negated)
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.CallExpr:
		if s.asksOfNil(e, known) {
			return constFalse
		}
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return s.eval(e.X, known).not()
		}
	case *ast.BinaryExpr:
		if s.m.info.Types[e.Y].IsNil() && s.knowsNil(e.X, known) {
			return triOf(e.Op == token.EQL)
		}
		switch e.Op {
		case token.LAND:
			return both(s.eval(e.X, known), s.eval(e.Y, known))
		case token.LOR:
			return both(s.eval(e.X, known).not(), s.eval(e.Y, known).not()).not()
		}
	}
	return notConst
}

// knowsNil reports whether an operand of a condition is known to be nil.
func (s *search) knowsNil(e ast.Expr, known map[string]bool) bool {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		return s.m.asksEndless(s.f, call)
	}
	v := s.m.variable(e)
	return v != nil && known[nilOf(v)]
}

// asksOfNil reports whether a call asks which error it is that is known to be
// none: os.IsNotExist(err), errors.Is(err, io.EOF).
func (s *search) asksOfNil(call *ast.CallExpr, known map[string]bool) bool {
	fn, ok := s.m.callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "os" && fn.Pkg().Path() != "errors" || len(call.Args) == 0 {
		return false
	}
	return isErrorType(typeOf(s.m.info, call.Args[0])) && known[types.ExprString(call.Args[0])+" == nil"]
}

// conditionOf returns the source of a condition, and whether it is the
// negation of that: "err == nil" for "err != nil".
func conditionOf(cond ast.Expr) (source string, negated bool) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			source, negated = conditionOf(e.X)
			return source, !negated
		}
	case *ast.BinaryExpr:
		if e.Op == token.NEQ {
			return types.ExprString(e.X) + " == " + types.ExprString(e.Y), true
		}
	}
	return types.ExprString(ast.Unparen(cond)), false
}

// conditionsAt returns the conditions that hold at a node of f: those of the if
// statements around it whose variables are not assigned after that.
func (m *Model) conditionsAt(f *Func, n ast.Node) map[string]bool {
	known := make(map[string]bool)
	for p := m.parent(f, n); p != nil && p != f.Node; p = m.parent(f, p) {
		branch, ok := p.(*ast.IfStmt)
		if !ok || m.changes(f, branch) {
			continue
		}
		in := contains(n.Pos(), branch.Body)
		if !in && (branch.Else == nil || !contains(n.Pos(), branch.Else)) {
			continue
		}
		source, negated := conditionOf(branch.Cond)
		known[source] = in != negated
	}
	return known
}

// changes reports whether the function assigns to a variable of the condition
// of an if statement behind that, or the condition calls a function.
func (m *Model) changes(f *Func, branch *ast.IfStmt) bool {
	vars := make(map[types.Object]bool)
	for n := range within(branch.Cond) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if !m.isBuiltin(n, "len") {
				return true
			}
		case *ast.Ident:
			vars[m.info.ObjectOf(n)] = true
		}
	}
	changed := false
	ast.Inspect(f.Root.Node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if v := m.variable(lhs); v != nil && vars[v] && n.Pos() > branch.Cond.End() {
					changed = true
				}
			}
		case *ast.IncDecStmt:
			if v := m.variable(n.X); v != nil && vars[v] {
				changed = true
			}
		}
		return !changed
	})
	return changed
}

// succeeded adds to known that a call did what it was called for, if its last
// result is assigned to a variable that is compared behind it.
func (m *Model) succeeded(f *Func, call *ast.CallExpr, known map[string]bool) {
	switch up := m.parent(f, call).(type) {
	case *ast.AssignStmt:
		if len(up.Rhs) != 1 {
			return
		}
		v := m.variable(up.Lhs[len(up.Lhs)-1])
		if v == nil {
			return
		}
		name := types.ExprString(up.Lhs[len(up.Lhs)-1])
		if isErrorType(v.Type()) {
			known[name+" == nil"] = true
		} else if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
			known[name] = true
		}
	case *ast.BinaryExpr:
		source, _ := conditionOf(up)
		known[source] = true
	default:
		known[types.ExprString(call)] = true
	}
}
