package task

import (
	"go/ast"
	"go/token"
	"go/types"
)

// An Unlooked is a receive of a result whose error nobody looks at.
type Unlooked struct {
	At    ast.Node // the receive, the range loop, or the variable that gets the value
	Name  string   // of the channel, or of what was received
	Field string   // where the error is in it; "" where it is the value itself
	Loop  bool     // all values are dropped, in a loop

	Channel *Channel // of which statements receive, one after the other; nil if it is none of that kind
	Sure    Level
}

// errorIn returns the field or method by which one learns of the error that a
// value of the type carries: "" with ok where it is an error itself.
func (m *Model) errorIn(t types.Type) (name string, ok bool) {
	if isError(t) {
		return "", true
	}
	u := t.Underlying()
	if ptr, isPtr := u.(*types.Pointer); isPtr {
		u = ptr.Elem().Underlying()
	}
	st, isStruct := u.(*types.Struct)
	if !isStruct {
		return "", false
	}
	for f := range st.Fields() {
		if isError(f.Type()) && (f.Exported() || f.Pkg() == m.pass.Pkg) {
			return f.Name(), true
		}
	}
	for _, name := range []string{"Err", "Error", "GetErr", "GetError"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		fn, isFunc := obj.(*types.Func)
		if isFunc && fn.Signature().Params().Len() == 0 && fn.Signature().Results().Len() == 1 && isError(fn.Signature().Results().At(0).Type()) {
			return name + "()", true
		}
	}
	return "", false
}

func (m *Model) carriesError(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := m.errorIn(t)
	return ok
}

// Unlooked returns the receives from result channels whose error is not looked
// at.
func (m *Model) Unlooked() (found []Unlooked) {
	done := make(map[ast.Expr]bool)
	for _, ch := range m.Channels() {
		if !m.carriesError(ch.Elem) {
			continue
		}
		c := m.counted(ch)
		if c.out.peak.tasks.hard+c.out.peak.tasks.soft == 0 || !m.mayFailWith(ch.view) {
			continue
		}
		if ch.Made && m.givenWhatNeverFails(joinCall{f: ch.In, call: ch.At}) {
			continue // the error is always nil
		}
		sure := Certain
		if ch.Made {
			sure = Likely
		}
		unlooked := m.unlookedIn(ch.view, ch.Name, ch.Elem, sure, done)
		for i, u := range unlooked {
			if m.isPlainReceive(ch.In, u.At) {
				unlooked[i].Channel = ch
			}
		}
		found = append(found, unlooked...)
	}
	if m.usesMade() {
		for _, f := range m.all {
			found = append(found, m.unlookedHandles(f)...)
		}
	}
	return append(found, m.unlookedFields(done)...)
}

// isPlainReceive reports whether a node is a receive that is a statement of a block.
func (m *Model) isPlainReceive(f *Func, n ast.Node) bool {
	in := m.frameOf(f.Root, n)
	stmt, ok := m.parent(in, n).(*ast.ExprStmt)
	if !ok {
		return false
	}
	_, ok = m.parent(in, stmt).(*ast.BlockStmt)
	return ok
}

// unlookedIn judges the receives of one view.
func (m *Model) unlookedIn(v *view, name string, elem types.Type, sure Level, done map[ast.Expr]bool) (found []Unlooked) {
	var dropped []Unlooked
	looked := false
	for _, t := range []touch{touchReceive, touchRange} {
		for _, e := range v.touched(t) {
			if done[e] {
				continue
			}
			done[e] = true
			f := m.frameOf(v.root, e)
			u, drop := m.received1(f, e, elem)
			if !drop {
				looked = true
				continue
			}
			u.Sure = sure
			if m.isArrival(f, e) || u.Field != "" && !u.Loop && (m.testedIn(f) || m.inTest(e.Pos())) {
				u.Sure = Possible // a test that looks at the values sees that there are none
			}
			if u.Name == "" {
				u.Name = types.ExprString(e)
			}
			dropped = append(dropped, u)
		}
	}
	for _, u := range dropped {
		if looked && u.Field == "" {
			continue // a drain behind a receive that is looked at
		}
		found = append(found, u)
	}
	return found
}

// received1 judges one receive from e, or a range over it: whether the error is
// dropped, and where that is to be said.
func (m *Model) received1(f *Func, e ast.Expr, elem types.Type) (u Unlooked, dropped bool) {
	switch up := m.parent(f, e).(type) {
	case *ast.RangeStmt:
		if up.Key == nil {
			return Unlooked{At: up.X, Loop: true}, true
		}
		return m.unlookedVar(f, up.Key, elem)
	case *ast.UnaryExpr:
		return m.receivedValue(f, up, elem)
	}
	return u, false
}

func (m *Model) receivedValue(f *Func, recv ast.Expr, elem types.Type) (u Unlooked, dropped bool) {
	switch up := m.parent(f, recv).(type) {
	case *ast.ExprStmt:
		return Unlooked{At: recv}, true
	case *ast.AssignStmt:
		if len(up.Rhs) == 1 {
			return m.unlookedVar(f, up.Lhs[0], elem)
		}
	case *ast.ValueSpec:
		if len(up.Values) == 1 {
			return m.unlookedVar(f, up.Names[0], elem)
		}
	case *ast.SelectorExpr:
		if name, _ := m.errorIn(elem); name != "" && !m.selectsError(up) {
			return Unlooked{At: up, Name: types.ExprString(recv), Field: name}, true
		}
	}
	return u, false
}

// unlookedVar judges a variable that gets what was received, by its uses.
func (m *Model) unlookedVar(f *Func, lhs ast.Expr, elem types.Type) (u Unlooked, dropped bool) {
	id, ok := ast.Unparen(lhs).(*ast.Ident)
	if !ok || id.Name == "_" {
		return u, false // an explicit act
	}
	name, _ := m.errorIn(elem)
	v := m.variable(id)
	if name == "" || v == nil || v.Parent() == nil || v.Parent() == v.Pkg().Scope() {
		return u, false
	}
	uses := m.usesIn(f.Root, v)
	read := false
	for _, use := range uses {
		switch up := m.parent(f, use).(type) {
		case *ast.SelectorExpr:
			if m.selectsError(up) {
				return u, false
			}
			read = true
		case *ast.AssignStmt:
			isLeft := false
			for _, l := range up.Lhs {
				isLeft = isLeft || ast.Unparen(l) == use
			}
			if !isLeft {
				return u, false
			}
		default:
			return u, false // passed on: looked at there
		}
	}
	if !read {
		return u, false
	}
	return Unlooked{At: lhs, Name: id.Name, Field: name}, true
}

// selectsError reports whether a selection reads what may be the error: a field
// of a type that is one, or carries one, or a method that may tell of it.
func (m *Model) selectsError(sel *ast.SelectorExpr) bool {
	t := typeOf(m.info, sel)
	if sig, ok := t.Underlying().(*types.Signature); ok {
		s := m.info.Selections[sel]
		if s != nil && s.Kind() == types.MethodVal {
			return true // it may look at the error
		}
		return sig.Results().Len() > 0
	}
	if isError(t) {
		return true
	}
	_, ok := m.errorIn(t)
	return ok
}

// mayFailWith reports whether anything that is sent in the view may be, or
// carry, an error that is told of nowhere else. A channel on which nil is sent is a
// signal.
func (m *Model) mayFailWith(v *view) bool {
	sends := v.touched(touchSend)
	for _, e := range sends {
		f := m.frameOf(v.root, e)
		if send, ok := m.parent(f, e).(*ast.SendStmt); ok && m.mayBeError(f, send.Value) && !m.isToldBySender(f, send) {
			return true
		}
	}
	return len(sends) == 0
}

// mayBeError reports whether a value that is sent may be or carry an error.
func (m *Model) mayBeError(f *Func, e ast.Expr) bool {
	e = ast.Unparen(e)
	if m.info.Types[e].IsNil() {
		return false
	}
	if addr, ok := e.(*ast.UnaryExpr); ok && addr.Op == token.AND {
		e = ast.Unparen(addr.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return true
	}
	st, ok := typeOf(m.info, lit).Underlying().(*types.Struct)
	if !ok {
		return true
	}
	for i, elt := range lit.Elts {
		value := elt
		var t types.Type
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			value = kv.Value
			t = typeOf(m.info, kv.Key)
			if v := m.variable(kv.Key); v != nil {
				t = v.Type()
			}
		} else if i < st.NumFields() {
			t = st.Field(i).Type()
		}
		if t != nil && isError(t) && !m.info.Types[value].IsNil() {
			return true
		}
		if t != nil && !isError(t) && m.carriesError(t) {
			return true
		}
	}
	return false
}

// unlookedHandles judges the variables of f that hold a handle of a library, by
// whether anything asks it for the error.
func (m *Model) unlookedHandles(f *Func) (found []Unlooked) {
	for n := range f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			continue
		}
		call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
		if !ok || !m.tableHandle(call) || m.madeAt(f, call).Kind != MadeHandle {
			continue
		}
		accessor := m.known.fn(m.callee(call).(*types.Func)).Result
		id, ok := assign.Lhs[0].(*ast.Ident)
		v := m.variable(assign.Lhs[0])
		if !ok || v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() {
			continue
		}
		if uses := m.usesIn(f.Root, v); len(uses) > 0 && m.neverAsked(f, uses, accessor) {
			u := Unlooked{At: id, Name: id.Name, Field: accessor, Sure: Likely}
			if m.testedIn(f) || m.inTest(id.Pos()) {
				u.Sure = Possible // a test that waits for success in vain says so
			}
			found = append(found, u)
		}
	}
	return found
}

// neverAsked reports whether all uses select something of the value, and none
// what is named.
func (m *Model) neverAsked(f *Func, uses []*ast.Ident, accessor string) bool {
	for _, use := range uses {
		sel, ok := m.parent(f, use).(*ast.SelectorExpr)
		if !ok || sel.Sel.Name == accessor {
			return false
		}
	}
	return true
}

// unlookedFields judges the receives from channels in fields that goroutines of
// the package send on.
func (m *Model) unlookedFields(done map[ast.Expr]bool) (found []Unlooked) {
	if !m.startsAny() {
		return nil
	}
	for _, fc := range m.fieldChans() {
		elem := fc.field.Type().Underlying().(*types.Chan).Elem()
		if !m.carriesError(elem) || !m.sendsError(fc) {
			continue
		}
		looked := false
		var dropped []Unlooked
		for _, r := range fc.receives {
			e := operandOf(r.at)
			if e == nil || done[e] {
				looked = true
				continue
			}
			done[e] = true
			u, drop := m.received1(r.in, e, elem)
			looked = looked || !drop
			if drop && !r.soft {
				u.Sure = Likely
				if m.isArrival(r.in, e) {
					u.Sure = Possible
				}
				if u.Name == "" {
					u.Name = types.ExprString(e)
				}
				dropped = append(dropped, u)
			}
		}
		for _, u := range dropped {
			if !looked || u.Field != "" {
				found = append(found, u)
			}
		}
	}
	return found
}

// operandOf returns the channel of a receive or range.
func operandOf(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.UnaryExpr:
		return ast.Unparen(n.X)
	case *ast.RangeStmt:
		return ast.Unparen(n.X)
	}
	return nil
}

// sendsError reports whether a goroutine sends what may be an error on the
// channel.
func (m *Model) sendsError(fc *fieldChan) bool {
	for _, s := range fc.sends {
		if m.inTest(s.at.Pos()) || !m.mayBeError(s.in, s.at.(*ast.SendStmt).Value) || m.isToldBySender(s.in, s.at.(*ast.SendStmt)) {
			continue
		}
		for _, fr := range m.Frames() {
			if fr.Func == s.in {
				return true
			}
		}
	}
	return false
}
