package task

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A fieldChan is a channel that a field of a struct holds, as the functions of
// the package use it, whichever value of the struct it is of.
type fieldChan struct {
	field    *types.Var
	makes    []*ast.CallExpr
	room     bool // one of them has room
	sends    []fieldUse
	receives []fieldUse
	closes   bool
	open     bool // it is used in a way that is not followed
}

// A fieldUse is a send, a receive or a range of a field.
type fieldUse struct {
	in   *Func
	at   ast.Node
	soft bool // there is another way out
}

// fieldChans returns the channels in unexported fields that only this package
// can use.
func (m *Model) fieldChans() (all []*fieldChan) {
	m.fieldUses(nil)
	fields := slices.SortedFunc(maps.Keys(m.chanFields), func(a, b *types.Var) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for _, field := range fields {
		if field.Exported() || m.inTest(field.Pos()) {
			continue
		}
		fc := &fieldChan{field: field}
		for _, u := range m.chanFields[field] {
			m.addFieldUse(fc, u)
		}
		if !fc.open && len(fc.sends) > 0 && len(fc.makes) > 0 {
			all = append(all, fc)
		}
	}
	return all
}

// addFieldUse notes one use of the field.
func (m *Model) addFieldUse(fc *fieldChan, u use) {
	var e ast.Expr = u.id
	if sel, ok := m.parent(u.in, u.id).(*ast.SelectorExpr); ok && sel.Sel == u.id {
		e = sel
	} else if kv, ok := m.parent(u.in, u.id).(*ast.KeyValueExpr); ok && kv.Key == u.id {
		m.addFieldMake(fc, kv.Value)
		return
	}
	switch up := m.parent(u.in, e).(type) {
	case *ast.SendStmt:
		if ast.Unparen(up.Chan) == e {
			fc.sends = append(fc.sends, fieldUse{u.in, up, m.hasOtherCase(u.in, up.Chan)})
			return
		}
		fc.open = true
	case *ast.UnaryExpr:
		fc.open = fc.open || up.Op != token.ARROW
		fc.receives = append(fc.receives, fieldUse{u.in, up, m.hasOtherCase(u.in, up)})
	case *ast.RangeStmt:
		fc.receives = append(fc.receives, fieldUse{u.in, up, false})
	case *ast.BinaryExpr:
	case *ast.CallExpr:
		if m.isBuiltin(up, "close") {
			fc.closes = true
		} else if !m.isBuiltin(up, "len") && !m.isBuiltin(up, "cap") {
			fc.open = true
		}
	case *ast.AssignStmt:
		for i, lhs := range up.Lhs {
			if ast.Unparen(lhs) == e && len(up.Lhs) == len(up.Rhs) {
				m.addFieldMake(fc, up.Rhs[i])
				return
			}
		}
		fc.open = true
	default:
		fc.open = true
	}
}

func (m *Model) addFieldMake(fc *fieldChan, value ast.Expr) {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	switch {
	case m.info.Types[value].IsNil():
	case !ok || !m.isBuiltin(call, "make"):
		fc.open = true
	default:
		fc.makes = append(fc.makes, call)
		fc.room = fc.room || len(call.Args) > 1
	}
}

// fieldLeaks returns the channels in fields that goroutines send on and that
// are never received from, or whose only receiver leaves.
func (m *Model) fieldLeaks(known []Leak) (leaks []Leak) {
	for _, fc := range m.fieldChans() {
		elem := fc.field.Type().Underlying().(*types.Chan).Elem()
		hard := m.sentByGoroutine(fc, true)
		if isSignalType(elem) || slices.ContainsFunc(known, func(l Leak) bool { return slices.Contains(fc.makes, l.Channel.At) }) {
			continue
		}
		ch := &Channel{At: fc.makes[0], Elem: elem, Name: fc.field.Name()}
		leak := Leak{Channel: ch, Count: 1, Sure: Likely}
		if m.isForTests() {
			leak.Sure = Possible // what they receive is not seen in every variant of the package
		}
		switch {
		case len(fc.receives) == 0:
			if hard == nil {
				hard = m.sentByGoroutine(fc, false)
			}
			if hard == nil {
				continue
			}
			leak.Send, leak.At, leak.Unread, leak.Hangs = hard, fc.makes[0], true, !fc.room
			if fc.room && !m.carriesError(elem) && m.happensOnce(hard) {
				leak.Sure = Possible // it may be there to hold what is sent
			}
		case hard != nil && !fc.room && !fc.closes:
			at := m.receiverLeaves(fc)
			if at == nil {
				continue
			}
			leak.Send, leak.At, leak.Hangs, leak.Endless = hard, at, true, true
			if m.isNeverTold(fc, at) {
				leak.Sure = Possible // but a test
			}
		default:
			continue
		}
		leaks = append(leaks, leak)
	}
	return leaks
}

// isForTests reports whether the package is there for its tests: files of it that are
// none are given the means of a test to fail.
func (m *Model) isForTests() bool {
	return slices.ContainsFunc(m.pass.Files, func(file *ast.File) bool {
		return !m.isTest(file) && slices.ContainsFunc(file.Imports, func(imp *ast.ImportSpec) bool { return imp.Path.Value == `"testing"` })
	})
}

// sentByGoroutine returns a send on the field that has no other way out, in a
// function that is started as a goroutine and ends with that, or with top false in one that such
// a function calls; or nil.
func (m *Model) sentByGoroutine(fc *fieldChan, top bool) ast.Node {
	for _, s := range fc.sends {
		if s.soft || m.inTest(s.at.Pos()) || top && s.in.Body.List[len(s.in.Body.List)-1] != s.at {
			continue // what it sends before its end may be a request
		}
		for _, fr := range m.Frames() {
			if fr.Func == s.in && (fr.Top || !top) && !m.inTest(fr.Task.At.Pos()) {
				return s.at
			}
		}
	}
	return nil
}

// isNeverTold reports whether the receiver of a field leaves at a return statement by what
// it is told on another channel, which nothing but tests comes to close or send on.
func (m *Model) isNeverTold(fc *fieldChan, at ast.Node) bool {
	in := fc.receives[0].in
	for up := m.parent(in, at); up != nil && up != in.Node; up = m.parent(in, up) {
		clause, ok := up.(*ast.CommClause)
		if !ok {
			continue
		}
		for n := range within(clause.Comm) {
			recv, ok := n.(*ast.UnaryExpr)
			if !ok || recv.Op != token.ARROW {
				continue
			}
			v := m.variable(recv.X)
			return v != nil && v.IsField() && !v.Exported() && v.Pkg() == m.pass.Pkg && !m.isTold(v)
		}
	}
	return false
}

// isTold reports whether a function that is called, but by tests, closes a channel in a
// field, sends on it or gives it to others.
func (m *Model) isTold(field *types.Var) bool {
	return slices.ContainsFunc(m.all, func(root *Func) bool {
		return root.Outer == nil && !m.inTest(root.Node.Pos()) && slices.ContainsFunc(m.usesIn(root, field), func(id *ast.Ident) bool {
			in := m.frameOf(root, id)
			switch up := m.parent(in, m.expression(use{id, in})).(type) {
			case *ast.UnaryExpr:
				return up.Op != token.ARROW
			case *ast.KeyValueExpr:
				return false // it is made there
			}
			return m.isCalled(root, 0)
		})
	})
}

// isCalled reports whether others than tests may call a function.
func (m *Model) isCalled(f *Func, hops int) bool {
	if f.Obj == nil || f.Obj.Exported() || f.Obj.Name() == "main" || f.Obj.Name() == "init" || hops > maxHops {
		return true
	}
	return slices.ContainsFunc(m.usesOf(f.Obj), func(u use) bool {
		return u.in == nil || u.in.Root != f && m.isCalled(u.in.Root, hops+1)
	})
}

// happensOnce reports whether a statement is executed no more than once by a goroutine: it
// is in its own function, and in no loop, or what follows it leaves the function.
func (m *Model) happensOnce(n ast.Node) bool {
	f := m.frameOf(m.rootAt(n.Pos()), n)
	if !slices.ContainsFunc(m.Frames(), func(fr *Frame) bool { return fr.Func == f && fr.Top }) {
		return false
	}
	if len(m.loopsIn(f, n)) == 0 {
		return true
	}
	block, ok := m.parent(f, n).(*ast.BlockStmt)
	if !ok {
		return false
	}
	_, returns := block.List[len(block.List)-1].(*ast.ReturnStmt)
	return returns
}

// receiverLeaves returns where the only function that receives from the field
// leaves its loop by another case of the select, or nil.
func (m *Model) receiverLeaves(fc *fieldChan) ast.Node {
	if len(fc.receives) != 1 || !fc.receives[0].soft {
		return nil
	}
	r := fc.receives[0]
	var clause *ast.CommClause
	inLoop := false
	for p := m.parent(r.in, r.at); p != nil && p != r.in.Node; p = m.parent(r.in, p) {
		switch p := p.(type) {
		case *ast.CommClause:
			if clause == nil {
				clause = p
			}
		case *ast.ForStmt:
			inLoop = inLoop || p.Cond == nil
		}
	}
	if clause == nil || !inLoop {
		return nil
	}
	body, ok := m.parent(r.in, clause).(*ast.BlockStmt)
	if !ok {
		return nil
	}
	for _, b := range m.graphOf(r.in).cfg.Blocks {
		other, ok := b.Stmt.(*ast.CommClause)
		if !ok || b.Kind != cfg.KindSelectCaseBody || other == clause || !slices.Contains(body.List, ast.Stmt(other)) {
			continue
		}
		if ret := b.Return(); ret != nil {
			return ret
		}
	}
	return nil
}
