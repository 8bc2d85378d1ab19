package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// This file says whether what was true of a variable or field at one place is
// still true at another.

func itoa(i int) string { return strconv.Itoa(i) }

// errorIsNil learns that an error is nil: what was returned with it is then,
// by the convention, no nil pointer.
func (k *knowledge) errorIsNil(s symbol, from token.Pos) {
	if s.path != "" || !types.Identical(s.root.Type(), types.Universe.Lookup("error").Type()) {
		return
	}
	var last *ast.AssignStmt
	for _, w := range k.m.writesTo(k.f, s.root) {
		if w.pos <= from && w.stmt != nil {
			last = w.stmt
		}
	}
	if last == nil || len(last.Lhs) < 2 || len(last.Rhs) != 1 {
		return
	}
	if block, ok := k.m.parent(k.f, last).(*ast.BlockStmt); ok && contains(from, block) && k.m.writtenIn(k.f, s.root) {
		k.readWhole(last)
	}
	for _, lhs := range last.Lhs {
		if isMap(typeOf(k.m.info, lhs)) {
			continue // that there is nothing in it, is no error
		}
		if v, ok := k.m.symbolOf(lhs); ok && v != s {
			if holds, _ := k.holds(v, last.End()); holds {
				k.nonNil[v] = k.nonNil[v] // weak
			}
		}
	}
}

// writtenIn reports whether f itself makes all writes to a variable.
func (m *Model) writtenIn(f *Func, v *types.Var) bool {
	return !slices.ContainsFunc(m.writesTo(f, v), func(w write) bool { return w.stmt == nil && !w.zero || m.frameAt(f, w.in) != f })
}

// readWhole learns that what was read up to a delimiter without an error ends in it:
// "ReadSlice returns err != nil if and only if line does not end in delim" (bufio).
func (k *knowledge) readWhole(s *ast.AssignStmt) {
	call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr)
	if !ok || len(s.Lhs) != 2 || k.m.without(ruleResults) {
		return
	}
	fn, ok := k.m.callee(call).(*types.Func)
	if !ok || pathOf(fn) != "bufio" && pathOf(fn) != "bytes" {
		return
	}
	switch fn.Name() {
	case "ReadSlice", "ReadBytes", "ReadString":
		k.add(lessEqual(number(1), k.m.lengthOf(s.Lhs[0])), s.End())
	}
}

// leaves reports whether the statements end in one that leaves the list.
func (m *Model) leaves(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch s := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		return ok && m.endOf(call) != Returns
	case *ast.BlockStmt:
		return m.leaves(s.List)
	case *ast.IfStmt:
		return s.Else != nil && m.leaves(s.Body.List) && m.leaves([]ast.Stmt{s.Else})
	case *ast.SwitchStmt:
		return m.allLeave(s.Body)
	case *ast.TypeSwitchStmt:
		return m.allLeave(s.Body)
	}
	return false
}

// allLeave reports whether a switch has a default, and it and all of its cases leave the
// list that the switch is in.
func (m *Model) allLeave(body *ast.BlockStmt) bool {
	rest := false
	for _, c := range body.List {
		c := c.(*ast.CaseClause)
		if rest = rest || c.List == nil; !m.leaves(c.Body) || breaksOut(c.Body) {
			return false
		}
	}
	return rest
}

// breaks reports whether a loop body may leave its loop but by the condition.
func breaks(body *ast.BlockStmt) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			found = found || n.Tok != token.CONTINUE
		}
		return !found
	})
	return found
}

// holds reports whether what was true of the symbol at from is still true
// where k is asked, and whether that is so only if no call and no other
// goroutine changes a field.
func (k *knowledge) holds(s symbol, from token.Pos) (holds, weak bool) {
	if s.isZero() || s.node != nil {
		return true, false
	}
	if s.root == nil {
		o, _ := k.m.opaqueOf(s)
		for _, v := range o.vars {
			h, w := k.holds(v, from)
			if !h || k.m.hasElements(s) && k.killed(v.root, k.m.writesTo(k.f, v.root), from, false) {
				return false, false
			}
			weak = weak || w
		}
		return true, weak
	}
	if s.root.Pkg() != k.m.pass.Pkg || s.root.Parent() == s.root.Pkg().Scope() {
		if s.root.Pkg() == k.m.pass.Pkg && k.killed(s.root, k.m.fieldWritesTo(s.root), from, s.path == "") {
			return false, false
		}
		weak = s.root.Exported() || len(k.m.fieldWritesTo(s.root)) > 1
	} else if k.killed(s.root, k.m.writesTo(k.f, s.root), from, s.path == "") {
		return false, false
	} else if k.m.isKept(k.f, s.root) {
		weak = true // who has its address may change it
	}
	if s.path == "" {
		return true, weak
	}
	shared := isPointer(s.root.Type())
	fields := fieldsOf(s)
	for i, field := range fields {
		writes := k.m.fieldWritesTo(field)
		here, late := k.inRoot(field)
		if s.len && i == len(fields)-1 && isSliceType(field.Type()) { // an element does not change its length
			here = slices.DeleteFunc(here, func(w write) bool { return w.through })
		}
		if k.killed(s.root, here, from, false) {
			return false, false
		}
		weak = weak || late
		if shared && !k.m.settled(field, writes) && (k.late || k.callsBetween(from)) {
			weak = true
		}
		shared = shared || isPointer(field.Type())
	}
	return true, weak
}

// hasElements reports whether an expression reads elements of what it is made of.
func (m *Model) hasElements(s symbol) bool { return strings.Contains(s.path, "[") }

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// settled reports whether a field is only given a value while the struct
// around it is made.
func (m *Model) settled(field *types.Var, writes []write) bool {
	if field.Pkg() != m.pass.Pkg || field.Exported() {
		return false
	}
	for _, w := range writes {
		if !w.init {
			return false
		}
	}
	return true
}

// inRoot returns the writes to a field in the functions around the place, and
// whether others are in a literal beside it, which may run at any time: of which
// struct it is the field there, is not known.
func (k *knowledge) inRoot(field *types.Var) (here []write, late bool) {
	root := k.f.Root
	writes := recall(&k.m.writesIn, variableIn{root, field}, func() (in []write) {
		for _, w := range k.m.fieldWritesTo(field) {
			if contains(w.in, root.Node) {
				in = append(in, w)
			}
		}
		return in
	})
	for _, w := range writes {
		if contains(k.at.Pos(), k.m.frameAt(k.f, w.in).Node) {
			here = append(here, w)
		} else {
			late = true
		}
	}
	return here, late
}

// killed reports whether a write may come between from and the place. Of the
// variable alone, a write through it to what it points at is none.
func (k *knowledge) killed(v *types.Var, writes []write, from token.Pos, alone bool) bool {
	if k.m.without(ruleStability) {
		return false
	}
	frame := k.m.frameAt(k.f, k.at.Pos())
	for _, w := range writes {
		if w.through && alone {
			continue
		}
		if in := k.m.frameAt(k.f, w.in); in != frame && !v.IsField() && !contains(v.Pos(), in.Node) && !contains(k.at.Pos(), in.Node) {
			return true // a literal that may run at any time
		}
		if k.late && w.pos > from {
			return true
		}
		if from < w.pos && w.pos <= k.at.Pos() && k.comesHere(w) {
			return true
		}
		for _, loop := range k.loopsAround() {
			if !contains(w.in, loop) {
				continue
			}
			if !repeats(loop, from) || k.late && !contains(v.Pos(), loop) && !v.IsField() {
				return true
			}
		}
	}
	return false
}

// repeats reports whether what is at from is executed in each round of a loop,
// or behind it: what initializes the loop is not.
func repeats(loop ast.Node, from token.Pos) bool {
	if s, ok := loop.(*ast.ForStmt); ok && s.Init != nil && from <= s.Init.End() {
		return false
	}
	return contains(from, loop) || from == loop.End()
}

// comesHere reports whether a path leads from a write that stands before the
// place to it, without a loop: none does from another case or branch, or from a
// block that returns.
func (k *knowledge) comesHere(w write) bool {
	var child ast.Node = k.at
	for up := k.m.parent(k.f, child); up != nil; up = k.m.parent(k.f, child) {
		switch s := up.(type) {
		case *ast.IfStmt:
			if child == s.Else && contains(w.in, s.Body) {
				return false
			}
		case *ast.BlockStmt:
			if !contains(w.in, s) {
				break
			}
			_, isCase := child.(*ast.CaseClause)
			_, isComm := child.(*ast.CommClause)
			if (isCase || isComm) && !contains(w.in, child) {
				return slices.ContainsFunc(s.List, fallsThrough)
			}
			return !k.m.returnsBehind(s, w)
		}
		child = up
	}
	return true
}

// fallsThrough reports whether a case of a switch goes on in the next: its last statement
// says so (spec, "Fallthrough statements").
func fallsThrough(c ast.Stmt) bool {
	list := clauseBody(c)
	for i := len(list) - 1; i >= 0; i-- {
		last := list[i]
		for l, ok := last.(*ast.LabeledStmt); ok; l, ok = last.(*ast.LabeledStmt) {
			last = l.Stmt
		}
		if _, empty := last.(*ast.EmptyStmt); !empty {
			s, ok := last.(*ast.BranchStmt)
			return ok && s.Tok == token.FALLTHROUGH
		}
	}
	return false
}

// returnsBehind reports whether a block below the given one that has the write
// ends in a return, or in a call that never returns, and nothing jumps out of it before.
func (m *Model) returnsBehind(block *ast.BlockStmt, w write) (found bool) {
	ast.Inspect(block, func(n ast.Node) bool {
		if n == nil || found || !contains(w.in, n) {
			return false
		}
		list := clauseBody(n)
		if b, ok := n.(*ast.BlockStmt); ok && b != block {
			list = b.List
		}
		if len(list) > 0 {
			if _, jumps := list[len(list)-1].(*ast.BranchStmt); !jumps {
				found = m.leaves(list) && !jumpsOut(list, w.in)
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return found
}

// loopsAround returns the loops around the place.
func (k *knowledge) loopsAround() []ast.Node {
	if k.loops == nil {
		k.loops = []ast.Node{}
		for up := k.m.parent(k.f, k.at); up != nil; up = k.m.parent(k.f, up) {
			switch up.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				k.loops = append(k.loops, up)
			}
		}
	}
	return k.loops
}

// callsBetween reports whether something is called between from and the place
// that may change the fields of this package: not a builtin, nor std.
func (k *knowledge) callsBetween(from token.Pos) bool {
	for _, pos := range k.m.callsIn(k.f) {
		if from < pos && pos < k.at.Pos() {
			return true
		}
	}
	for _, loop := range k.loopsAround() {
		if contains(from, loop) {
			continue
		}
		for _, pos := range k.m.callsIn(k.f) {
			if contains(pos, loop) {
				return true
			}
		}
	}
	return false
}

// callsIn returns the ends of the calls in a root that may change fields.
func (m *Model) callsIn(f *Func) []token.Pos {
	root := f.Root
	if root.calls == nil {
		root.calls = []token.Pos{}
		ast.Inspect(root.Node, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !m.info.Types[call.Fun].IsType() {
				switch obj := m.callee(call).(type) {
				case *types.Builtin:
				case *types.Func:
					if obj.Pkg() == nil || !isStd(obj.Pkg().Path()) {
						root.calls = append(root.calls, call.End())
					}
				default:
					root.calls = append(root.calls, call.End())
				}
			}
			return true
		})
	}
	return root.calls
}

// fieldsOf returns the fields on the path of a symbol.
func fieldsOf(s symbol) (fields []*types.Var) {
	t := s.root.Type()
	for name := range strings.SplitSeq(strings.TrimPrefix(s.path, "."), ".") {
		obj, _, _ := types.LookupFieldOrMethod(t, true, s.root.Pkg(), name)
		v, ok := obj.(*types.Var)
		if !ok {
			return fields
		}
		fields = append(fields, v)
		t = v.Type()
	}
	return fields
}
