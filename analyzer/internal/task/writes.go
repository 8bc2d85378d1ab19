package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// This file lists the writes to variables and fields.

// A write is an assignment to a variable or a field, or anything that may be.
type write struct {
	pos  token.Pos // behind which it has happened
	in   token.Pos // where it stands
	rhs  ast.Expr  // what is assigned, if it is one expression
	stmt *ast.AssignStmt
	zero bool // it is declared without a value
	step int  // 1 if it grows, -1 if it shrinks
	init bool // of a field of a value that is being made

	through bool // it is what the variable points at, or an element
	decoded bool // by a function that reads what comes from outside into it
}

// writesTo returns the writes to a local variable, in source order.
func (m *Model) writesTo(f *Func, v *types.Var) []write {
	root := f.Root
	if root.writes == nil {
		root.writes = make(map[*types.Var][]write)
		m.findWrites(root.Node, func(v *types.Var, w write) {
			if !v.IsField() {
				root.writes[v] = append(root.writes[v], w)
			}
		})
	}
	return root.writes[v]
}

// fieldWritesTo returns the writes to a field in the files that every variant
// of the package has, composite literals left out.
func (m *Model) fieldWritesTo(v *types.Var) []write {
	if m.fieldWrites == nil {
		m.fieldWrites = make(map[*types.Var][]write)
		for _, file := range m.pass.Files {
			if !m.isTest(file) {
				m.findWrites(file, func(v *types.Var, w write) {
					if v.IsField() || v.Parent() == m.pass.Pkg.Scope() {
						m.fieldWrites[v.Origin()] = append(m.fieldWrites[v.Origin()], w)
					}
				})
			}
		}
	}
	return m.fieldWrites[v.Origin()]
}

// findWrites calls found for each write below n.
func (m *Model) findWrites(n ast.Node, found func(*types.Var, write)) {
	posts := make(map[ast.Stmt]token.Pos) // a post statement runs behind the body
	add := func(lhs ast.Expr, w write) {
		lhs = ast.Unparen(lhs)
		switch x := lhs.(type) {
		case *ast.StarExpr:
			lhs, w.through = ast.Unparen(x.X), true
		case *ast.IndexExpr:
			if _, basic := typeOf(m.info, x).Underlying().(*types.Basic); basic {
				return
			}
			lhs, w.through = ast.Unparen(x.X), true
		}
		v := m.variable(lhs)
		if v == nil {
			return
		}
		w.in = lhs.Pos()
		if sel, ok := lhs.(*ast.SelectorExpr); ok {
			w.init = m.isNew(sel.X)
		}
		found(v, w)
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			if n.Post != nil {
				posts[n.Post] = n.End()
			}
		case *ast.AssignStmt:
			m.assignWrites(n, max(posts[n], n.End()), add)
		case *ast.IncDecStmt:
			step := 1
			if n.Tok == token.DEC {
				step = -1
			}
			add(n.X, write{pos: max(posts[n], n.End()), step: step})
		case *ast.ValueSpec:
			for i, name := range n.Names {
				w := write{pos: n.End(), zero: len(n.Values) == 0}
				if len(n.Values) == len(n.Names) {
					w.rhs = n.Values[i]
				}
				add(name, w)
			}
		case *ast.RangeStmt:
			if n.Key != nil {
				w := write{pos: n.X.End()}
				if _, ok := typeOf(m.info, n.X).Underlying().(*types.Chan); ok {
					w.rhs = &element{of: n.X}
				}
				add(n.Key, w)
			}
			if n.Value != nil {
				add(n.Value, write{pos: n.X.End(), rhs: &element{of: n.X}})
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X, write{pos: n.End()})
			}
		case *ast.CallExpr:
			m.implicitWrite(n, add)
			if m.decodes(n) {
				for _, arg := range n.Args {
					if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
						arg = u.X
					} else if !isPointer(typeOf(m.info, arg)) {
						continue
					}
					add(arg, write{pos: n.End(), decoded: true})
				}
			}
		}
		return true
	})
}

// decodes reports whether a call, by its name, fills what its arguments point
// at with what comes from outside.
func (m *Model) decodes(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return false
	}
	for _, prefix := range []string{"Unmarshal", "Decode", "Scan", "Bind", "ReadJSON", "Fscan", "Sscan"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return true
		}
	}
	return false
}

func (m *Model) assignWrites(n *ast.AssignStmt, pos token.Pos, add func(ast.Expr, write)) {
	for i, lhs := range n.Lhs {
		w := write{pos: pos, stmt: n}
		if len(n.Lhs) == len(n.Rhs) {
			w.rhs = n.Rhs[i]
		}
		switch n.Tok {
		case token.ADD_ASSIGN, token.SUB_ASSIGN:
			if c, ok := m.constOf(n.Rhs[0]); ok && c != 0 {
				if w.step = 1; (c < 0) != (n.Tok == token.SUB_ASSIGN) {
					w.step = -1
				}
			} else if v := m.lengthLike(n.Rhs[0]); v && n.Tok == token.ADD_ASSIGN {
				w.step = 1
			} else {
				w.rhs = nil
			}
		case token.ASSIGN, token.DEFINE:
			if w.rhs != nil {
				w.step = m.stepOf(lhs, w.rhs)
			}
		default:
			w.rhs = nil
		}
		add(lhs, w)
	}
}

// stepOf returns how "i = i + 1" changes i.
func (m *Model) stepOf(lhs, rhs ast.Expr) int {
	l := m.linearOf(rhs)
	s, ok := m.symbolOf(lhs)
	switch {
	case !ok || l.symbol != s || l.c == 0:
		return 0
	case l.c > 0:
		return 1
	}
	return -1
}

// lengthLike reports whether e is a number that is never negative by its form.
func (m *Model) lengthLike(e ast.Expr) bool {
	if _, unsigned, ok := intSize(typeOf(m.info, e)); ok && unsigned {
		return true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && (m.isBuiltin(call, "len") || m.isBuiltin(call, "copy"))
}

// implicitWrite notes v.Method() where the method takes the address of v.
func (m *Model) implicitWrite(call *ast.CallExpr, add func(ast.Expr, write)) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	s := m.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return
	}
	recv := s.Obj().(*types.Func).Signature().Recv()
	if recv == nil {
		return
	}
	if _, ptr := recv.Type().(*types.Pointer); !ptr {
		return
	}
	if _, ptr := typeOf(m.info, sel.X).Underlying().(*types.Pointer); !ptr {
		add(sel.X, write{pos: call.End()})
	}
}
