package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"slices"
)

// This file says where a guard goes in the function of a task, and what it has
// to do with a panic so that whoever waits for the task learns of it.

// A Cure is what a guard in the function of a task has to do, and where it stands.
type Cure struct {
	Task *Task
	Func *Func // that the guard goes into; nil if it is in another package
	To   Told
	// Result is the result that is its error; Send a send like which the handler is to
	// send, and Field the field of what is sent that has the error, "" for the
	// value itself; Var the variable that is sent or stored when the task ends; Store
	// where it stores errors.
	Result int
	Send   *ast.SendStmt
	Field  string
	Var    *types.Var
	Store  ast.Expr
	// After is the last of the statements that go before the guard, because they tell
	// the waiter that the task has ended; nil if there is none.
	After ast.Stmt
	// Signals are the last statements of the body that do so and have to be deferred.
	Signals []ast.Stmt
}

// Told says who is told of a panic.
type Told uint8

const (
	ToldNobody Told = iota // nobody waits for more than the end: it is logged
	ToldResult             // the function returns an error
	ToldSend               // it sends one
	ToldVar                // a deferred call sends or stores a variable of it
	ToldStore              // it stores one
)

// CureOf returns how a panic of the task is stopped, if there is a way that is
// known to be right.
func (m *Model) CureOf(t *Task) (c Cure, ok bool) {
	c = Cure{Task: t, Func: t.Func, Result: -1}
	if t.Func == nil {
		ok = m.cureElsewhere(&c)
	} else {
		ok = m.toldBy(&c) && m.place(&c) && !m.skipsBelow(t)
	}
	if call, isCall := t.At.(*ast.CallExpr); isCall && c.To == ToldNobody && m.joinsOfCall(t.In, call).Tells != Unwaiting {
		return c, false // what starts it waits for it, and takes its end for success
	}
	return c, ok
}

// skipsBelow reports whether a function that is called on the goroutine says that
// it has ended by a call that a panic skips: with a guard around it, who waits for
// that would wait for ever.
func (m *Model) skipsBelow(t *Task) bool {
	return slices.ContainsFunc(m.Frames(), func(fr *Frame) bool {
		if fr.Task != t || fr.Top || fr.deferred || fr.below || m.inTest(fr.Func.Node.Pos()) {
			return false
		}
		return slices.ContainsFunc(m.donesIn(fr.Func), func(d done) bool { return d.deferred == nil && !d.handed })
	})
}

// cureElsewhere decides by the signature alone.
func (m *Model) cureElsewhere(c *Cure) bool {
	sig, ok := typeOf(m.info, c.Task.entry).Underlying().(*types.Signature)
	if !ok || c.Task.entry == nil {
		return false
	}
	n := sig.Results().Len()
	if n == 0 {
		return !takesChannel(sig)
	}
	_, started := c.Task.At.(*ast.GoStmt)
	if started || !isErrorType(sig.Results().At(n-1).Type()) {
		return false // the result is dropped already
	}
	c.To, c.Result = ToldResult, n-1
	return true
}

// takesChannel reports whether a function may send what somebody waits for.
func takesChannel(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if ch, ok := p.Type().Underlying().(*types.Chan); ok && ch.Dir() != types.RecvOnly && !isSignalType(ch.Elem()) {
			return true
		}
	}
	return false
}

// toldBy decides who learns of a failure of the function.
func (m *Model) toldBy(c *Cure) bool {
	f := c.Func
	_, started := c.Task.At.(*ast.GoStmt)
	if res := f.errorResult(m); res >= 0 && !started {
		c.To, c.Result = ToldResult, res
		return true
	}
	if f.Type.Results.NumFields() > 0 {
		return false // whoever takes them would take the zero values
	}
	for _, d := range f.defers {
		if send := m.sendIn(d); send != nil && m.carriesError(typeOf(m.info, send.Value)) {
			return m.toldByVar(c, send.Value)
		}
	}
	if found, ok := m.toldBySend(c); found {
		return ok
	}
	if m.handsChannelOn(f) {
		return false
	}
	return m.toldByStore(c)
}

// sendIn returns the send of a deferred literal.
func (m *Model) sendIn(d *ast.DeferStmt) (send *ast.SendStmt) {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return nil
	}
	for n := range m.funcs[lit].own() {
		if s, ok := n.(*ast.SendStmt); ok {
			send = s
		}
	}
	return send
}

// toldByVar is for a variable that a deferred call delivers.
func (m *Model) toldByVar(c *Cure, value ast.Expr) bool {
	v := m.variable(value)
	if v == nil || v.IsField() {
		return false
	}
	field, ok := m.errorIn(v.Type())
	if !ok || field != "" && (isPointer(v.Type()) || !m.assignable(v.Type(), field)) {
		return false
	}
	c.To, c.Var, c.Field = ToldVar, v, field
	return contains(v.Pos(), c.Func.Node)
}

// assignable reports whether the name is that of a field, and not of a method.
func (m *Model) assignable(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, m.pass.Pkg, name)
	if obj == nil {
		return false
	}
	_, ok := obj.(*types.Var)
	return ok
}

// toldBySend is for a function that sends its outcome. Only if each send is the
// last that it does can a panic not come after one.
func (m *Model) toldBySend(c *Cure) (found, ok bool) {
	f := c.Func
	for n := range f.own() {
		send, isSend := n.(*ast.SendStmt)
		if !isSend {
			continue
		}
		ch, isChan := typeOf(m.info, send.Chan).Underlying().(*types.Chan)
		if !isChan || isSignalType(ch.Elem()) {
			continue
		}
		field, carries := m.errorIn(ch.Elem())
		if !carries || m.variable(send.Chan) == nil || field != "" && m.sentLiteral(send.Value, field) == nil || !m.isLastSend(f, send) {
			return true, false
		}
		if c.Send != nil && m.variable(c.Send.Chan) != m.variable(send.Chan) {
			return true, false
		}
		if c.Send == nil || m.sentLiteral(send.Value, field) != nil {
			c.Send, c.Field = send, field
		}
		c.To = ToldSend
	}
	return c.Send != nil, true
}

// sentLiteral returns the composite literal of a struct with the field, by which
// the handler can make another one.
func (m *Model) sentLiteral(value ast.Expr, field string) *ast.CompositeLit {
	lit, ok := ast.Unparen(value).(*ast.CompositeLit)
	if !ok || lit.Type == nil || !m.assignable(typeOf(m.info, lit), field) {
		return nil
	}
	return lit
}

// isLastSend reports whether the function ends after a send.
func (m *Model) isLastSend(f *Func, send *ast.SendStmt) bool {
	var at ast.Stmt = send
	for {
		list := m.listAround(f, at)
		i := slices.Index(list, at)
		if i < 0 {
			return false
		}
		if i+1 < len(list) {
			ret, ok := list[i+1].(*ast.ReturnStmt)
			return ok && len(ret.Results) == 0
		}
		up := m.parent(f, at)
		if up == f.Body {
			return true
		}
		outer, ok := m.parent(f, up).(*ast.IfStmt)
		if !ok {
			return false
		}
		at = outer
		for { // else if
			above, ok := m.parent(f, at).(*ast.IfStmt)
			if !ok {
				break
			}
			at = above
		}
	}
}

// listAround returns the list that a statement is in.
func (m *Model) listAround(f *Func, stmt ast.Stmt) []ast.Stmt {
	if block, ok := m.parent(f, stmt).(*ast.BlockStmt); ok {
		return block.List
	}
	return nil
}

// handsChannelOn reports whether the function gives a channel that carries more
// than a signal to what it calls, which may send on it.
func (m *Model) handsChannelOn(f *Func) bool {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		if b, isBuiltin := m.callee(call).(*types.Builtin); isBuiltin && b.Name() != "append" {
			continue
		}
		for _, arg := range call.Args {
			ch, isChan := typeOf(m.info, arg).Underlying().(*types.Chan)
			if isChan && ch.Dir() != types.RecvOnly && !isSignalType(ch.Elem()) {
				return true
			}
		}
	}
	return false
}

// toldByStore is for a function that puts its error where the waiter reads it.
// What it puts elsewhere, and is waited for, would be taken for a result.
func (m *Model) toldByStore(c *Cure) bool {
	f := c.Func
	results := false
	for n := range f.own() {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			continue
		}
		for i, lhs := range assign.Lhs {
			if !m.isOutside(f, lhs) {
				continue
			}
			results = results || m.isLocalOfCaller(f, lhs)
			if !m.isErrorStored(assign, i) {
				continue
			}
			if !isErrorType(typeOf(m.info, lhs)) || m.locksIn(f) || !m.stableOutside(f, lhs) {
				return false
			}
			if !m.readElsewhere(f, lhs) {
				return false
			}
			if c.Store != nil && types.ExprString(c.Store) != types.ExprString(lhs) {
				return false
			}
			c.To, c.Store = ToldStore, lhs
		}
	}
	if c.Store == nil && m.tellsCaller(f) && m.sharesWork(f) {
		return false
	}
	return c.Store != nil || !results || !m.tellsAnybody(f)
}

// tellsCaller reports whether the function tells by a local variable of the function
// around it that it has ended: that one waits, and goes on with what was done.
func (m *Model) tellsCaller(f *Func) (found bool) {
	local := func(v *types.Var) bool {
		return v != nil && !v.IsField() && v.Parent() != m.pass.Pkg.Scope()
	}
	if slices.ContainsFunc(m.donesIn(f), func(d done) bool { return local(d.on) }) {
		return true
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || local(m.variable(n.Chan))
		case *ast.CallExpr:
			found = found || m.isBuiltin(n, "close") && local(m.variable(n.Args[0]))
		}
		return !found
	})
	return found
}

// sharesWork reports whether the function gives to what it calls something of its
// caller's that can be changed there: the work that was to be done, perhaps.
func (m *Model) sharesWork(f *Func) bool {
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || m.deferrals[call] != nil || m.info.Types[call.Fun].IsType() || m.joinsOfCall(f, call) != (Joins{}) {
			continue
		}
		if _, isBuiltin := m.callee(call).(*types.Builtin); isBuiltin {
			continue
		}
		args := slices.Clone(call.Args)
		if sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr); isSel && m.info.Selections[sel] != nil {
			args = append(args, sel.X)
		}
		if slices.ContainsFunc(args, func(arg ast.Expr) bool { return m.isShared(f, arg) }) {
			return true
		}
	}
	return false
}

// isShared reports whether an expression is of a variable of the caller, by whose
// value something else can be changed; the receiver of a method is no such variable.
func (m *Model) isShared(f *Func, arg ast.Expr) bool {
	v := m.baseOf(arg)
	if v == nil || v.IsField() || v.Parent() == m.pass.Pkg.Scope() || contains(v.Pos(), f.Body) {
		return false
	}
	if f.Root.Obj != nil && f.Root.Obj.Signature().Recv() == v {
		return false
	}
	switch types.TypeString(typeOf(m.info, arg), nil) {
	case "context.Context", "error", "*testing.T", "*sync.WaitGroup":
		return false
	}
	switch typeOf(m.info, arg).Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface:
		return true
	}
	return false
}

// readElsewhere reports whether what an assignment in f stores is read outside of f:
// behind it, if it is a local variable of the function around it.
func (m *Model) readElsewhere(f *Func, lhs ast.Expr) bool {
	v := m.variable(lhs)
	if v == nil {
		v = m.baseOf(lhs)
	}
	if v == nil {
		return false
	}
	for _, id := range m.identsOf(v) {
		if contains(id.Pos(), f.Node) || !v.IsField() && id.Pos() < f.Node.Pos() {
			continue
		}
		if root := m.rootAt(id.Pos()); root != nil && !m.isTarget(root, id) {
			return true
		}
	}
	return false
}

// isTarget reports whether an identifier is what is assigned to, or its last part.
func (m *Model) isTarget(root *Func, id *ast.Ident) bool {
	var e ast.Expr = id
	if sel, ok := m.parent(root, id).(*ast.SelectorExpr); ok && sel.Sel == id {
		e = sel
	}
	assign, ok := m.parent(root, e).(*ast.AssignStmt)
	return ok && slices.ContainsFunc(assign.Lhs, func(lhs ast.Expr) bool { return ast.Unparen(lhs) == e })
}

// isLocalOfCaller reports whether an expression denotes a variable, or an element
// of one, of the function that the literal f is written in.
func (m *Model) isLocalOfCaller(f *Func, lhs ast.Expr) bool {
	v := m.baseOf(lhs)
	if v == nil || f.Outer == nil || !contains(v.Pos(), f.Outer.Node) {
		return false
	}
	_, isField := ast.Unparen(lhs).(*ast.SelectorExpr)
	return !isField
}

// tellsAnybody reports whether the function tells somebody that it has ended.
func (m *Model) tellsAnybody(f *Func) (found bool) {
	if len(m.donesIn(f)) > 0 {
		return true
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = true
		case *ast.CallExpr:
			found = found || m.isBuiltin(n, "close")
		}
		return !found
	})
	return found
}

// locksIn reports whether the function locks anything.
func (m *Model) locksIn(f *Func) bool {
	for n := range f.own() {
		if call, ok := n.(*ast.CallExpr); ok && (m.lockName(call) != "" || m.isOnce(call)) {
			return true
		}
	}
	return false
}

func (m *Model) isOnce(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && fn.Name() == "Do"
}

// lockName returns what a call of a method of sync locks or unlocks, with "+" or
// "-" before it, or "".
func (m *Model) lockName(call *ast.CallExpr) string {
	fn, ok := m.callee(call).(*types.Func)
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !isSel || fn.Pkg() == nil || fn.Pkg().Path() != "sync" {
		return ""
	}
	switch fn.Name() {
	case "Lock", "RLock":
		return "+" + types.ExprString(sel.X)
	case "Unlock", "RUnlock":
		return "-" + types.ExprString(sel.X)
	}
	return ""
}

// stableOutside reports whether all variables in an expression are from around
// the function, or its parameters: a handler at its start can use them.
func (m *Model) stableOutside(f *Func, e ast.Expr) bool {
	for n := range within(e) {
		switch n := n.(type) {
		case *ast.Ident:
			if v, ok := m.info.Uses[n].(*types.Var); ok && !v.IsField() && contains(v.Pos(), f.Body) {
				return false
			}
		case *ast.CallExpr, *ast.FuncLit:
			return false
		}
	}
	return true
}

// place decides where the guard stands.
func (m *Model) place(c *Cure) bool {
	f := c.Func
	list := f.Body.List
	lead := 0
	for lead < len(list) {
		d, ok := list[lead].(*ast.DeferStmt)
		if !ok || m.handlerOf(f, d.Call).Stops != Never {
			break
		}
		lead++
	}
	after := -1
	for i, stmt := range list {
		d, ok := stmt.(*ast.DeferStmt)
		switch {
		case ok && i < lead && c.To != ToldNobody && !m.isBuiltin(d.Call, "recover"):
			after = i // it may look at the error
		case ok && m.tellsEnd(f, d.Call):
			if i >= lead && !m.harmlessUpTo(f, list[after+1:i]) {
				return false
			}
			after = i
		case c.To == ToldVar && c.Var.Pos() > f.Body.Pos() && contains(c.Var.Pos(), stmt):
			if !m.harmlessUpTo(f, list[after+1:i+1]) {
				return false // the handler would not see the variable
			}
			after = i
		}
	}
	if after >= 0 {
		c.After = list[after]
	}
	return m.trailing(c, after)
}

// Covers reports whether a guard that stands as the cure says is there before a
// danger comes about: one that is reached by a node.
func (m *Model) Covers(c Cure, n ast.Node) bool {
	if c.Func == nil || !contains(n.Pos(), c.Func.Body) {
		return true
	}
	if slices.ContainsFunc(c.Signals, func(s ast.Stmt) bool { return contains(n.Pos(), s) }) {
		return false // it runs when the guard has run
	}
	return c.After == nil || n.Pos() >= c.After.End()
}

// harmlessUpTo reports whether nothing in the statements can panic.
func (m *Model) harmlessUpTo(f *Func, list []ast.Stmt) bool {
	if len(list) == 0 {
		return true
	}
	for _, d := range m.dangersOf(f) {
		if n := inFunc(d); d.Level >= Likely && list[0].Pos() <= n.Pos() && n.Pos() < list[len(list)-1].End() {
			return false
		}
	}
	for _, stmt := range list {
		for n := range within(stmt) {
			if can, _ := m.canFail(f, n); can && m.deferrals[n] == nil {
				return false
			}
		}
	}
	return true
}

// tellsEnd reports whether a call tells somebody that the function has ended: it
// is a Done, a close, or a literal with one of these or with a send.
func (m *Model) tellsEnd(f *Func, call *ast.CallExpr) (tells bool) {
	if m.isBuiltin(call, "close") || m.joinsOfCall(f, call).Done != OfNone {
		return true
	}
	lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	in := m.funcs[lit]
	for n := range in.own() {
		switch n := n.(type) {
		case *ast.SendStmt:
			tells = true
		case *ast.CallExpr:
			tells = tells || m.isBuiltin(n, "close") || m.joinsOfCall(in, n).Done != OfNone
		}
	}
	return tells
}

// trailing finds the signals that the function ends with. One that stands
// elsewhere is not reached when the guard stops a panic, and can not be deferred.
func (m *Model) trailing(c *Cure, after int) bool {
	f := c.Func
	list := f.Body.List
	first := len(list)
	for first > after+1 && m.isEndSignal(f, list[first-1]) {
		first--
	}
	c.Signals = slices.Clone(list[first:])
	for n := range f.own() {
		stmt, ok := n.(ast.Stmt)
		if ok && m.isEndSignal(f, stmt) && !slices.Contains(c.Signals, stmt) {
			return false
		}
	}
	if len(c.Signals) == 0 {
		return true
	}
	for _, stmt := range c.Signals {
		if !m.seenAtStart(f, stmt) {
			return false
		}
	}
	return !f.returns
}

// isEndSignal reports whether a statement tells that the function has ended.
func (m *Model) isEndSignal(f *Func, stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.SendStmt:
		ch, ok := typeOf(m.info, stmt.Chan).Underlying().(*types.Chan)
		v := m.variable(stmt.Chan)
		return ok && isSignalType(ch.Elem()) && v != nil && !v.IsField()
	case *ast.ExprStmt:
		call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
		if !ok {
			return m.frees(f, stmt)
		}
		return m.isBuiltin(call, "close") || m.joinsOfCall(f, call).Done != OfNone || isRelease(m.callee(call))
	}
	return false
}

// frees reports whether a statement receives what it drops at the end of the body:
// that makes room for the next one.
func (m *Model) frees(f *Func, stmt *ast.ExprStmt) bool {
	recv, ok := ast.Unparen(stmt.X).(*ast.UnaryExpr)
	list := f.Body.List
	return ok && recv.Op == token.ARROW && m.variable(recv.X) != nil && len(list) > 1 && list[len(list)-1] == stmt
}

// isRelease reports whether a method gives back what others wait for.
func isRelease(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Recv() != nil && (fn.Name() == "Done" || fn.Name() == "Release") && fn.Signature().Results().Len() == 0
}

// seenAtStart reports whether a statement uses nothing that the body declares.
func (m *Model) seenAtStart(f *Func, stmt ast.Stmt) bool {
	for n := range within(stmt) {
		if id, ok := n.(*ast.Ident); ok {
			if v, isVar := m.info.Uses[id].(*types.Var); isVar && !v.IsField() && contains(v.Pos(), f.Body) {
				return false
			}
		}
	}
	return true
}

// Holds reports whether a lock is held at a node that no deferred call releases:
// a guard would leave it so. The node is in a function of this package.
func (m *Model) Holds(n ast.Node) bool {
	if n == nil {
		return false
	}
	root := m.rootAt(n.Pos())
	if root == nil {
		return false
	}
	f := m.frameOf(root, n)
	held := make(map[string]bool)
	for o := range f.own() {
		call, ok := o.(*ast.CallExpr)
		if !ok {
			continue
		}
		name := m.lockName(call)
		switch {
		case name == "":
		case m.deferrals[call] != nil:
			delete(held, name[1:])
		case call.Pos() >= n.Pos():
		case name[0] == '+':
			held[name[1:]] = true
		default:
			delete(held, name[1:])
		}
	}
	for _, d := range f.defers { // defer func() { mu.Unlock() }()
		if lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit); ok {
			for o := range m.funcs[lit].own() {
				if call, ok := o.(*ast.CallExpr); ok && m.lockName(call) != "" {
					delete(held, m.lockName(call)[1:])
				}
			}
		}
	}
	return len(held) > 0
}

// Entry returns what denotes the function that the task runs, or nil.
func (t *Task) Entry() ast.Expr { return t.entry }

// StartedAt returns the tasks that are started at a place.
func (m *Model) StartedAt(at ast.Node) (found []*Task) {
	for _, t := range m.Tasks() {
		if t.At == at {
			found = append(found, t)
		}
	}
	return found
}

// OnlyStarted reports whether all that is ever done with a declared function of
// this package is to start it by go statements.
func (m *Model) OnlyStarted(f *Func) bool {
	if f.Obj == nil || f.Obj.Exported() || m.inTest(f.Node.Pos()) {
		return false
	}
	used := false
	for id, obj := range m.info.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Name() != f.Obj.Name() {
			continue
		}
		if fn.Origin() != f.Obj {
			if types.IsInterface(receiverType(fn)) {
				return false // it may be called through it
			}
			continue
		}
		used = true
		root := m.rootAt(id.Pos())
		if root == nil || !m.startsIdent(root, id) {
			return false
		}
	}
	return used
}

// startsIdent reports whether an identifier is that of the function in a go statement.
func (m *Model) startsIdent(root *Func, id *ast.Ident) bool {
	up := m.parent(root, id)
	if sel, ok := up.(*ast.SelectorExpr); ok && sel.Sel == id {
		up = m.parent(root, sel)
	}
	call, ok := up.(*ast.CallExpr)
	return ok && m.started[call] && contains(id.Pos(), call.Fun)
}

// Settled reports whether an expression has the same value at any time: it is
// made of constants, and of variables that are assigned to once, where they are
// declared. before is where it is used first.
func (m *Model) Settled(f *Func, e ast.Expr) bool {
	if m.info.Types[e].Value != nil {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		obj := m.info.ObjectOf(e)
		if _, isVar := obj.(*types.Var); !isVar {
			return true // nil, a function, a type
		}
		v := obj.(*types.Var)
		return f != nil && !v.IsField() && v.Parent() != m.pass.Pkg.Scope() && v.Pkg() == m.pass.Pkg && m.assignedOnce(f, v)
	case *ast.SelectorExpr:
		if m.info.Selections[e] == nil {
			_, isFunc := m.info.Uses[e.Sel].(*types.Func)
			return isFunc
		}
	}
	return false
}

// assignedOnce reports whether a local variable is given a value only where it is
// declared, once for each time that the function runs, or its loop does.
func (m *Model) assignedOnce(f *Func, v *types.Var) bool {
	once := true
	again := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && m.info.Uses[id] == v {
			once = false
		}
	}
	ast.Inspect(f.Root.Node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				again(lhs)
			}
		case *ast.IncDecStmt:
			again(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				again(n.X)
			}
		case *ast.RangeStmt:
			again(n.Key)
			again(n.Value)
			if contains(v.Pos(), n) && v.Pos() < n.Body.Pos() && !m.loopVars(f) {
				once = false
			}
		}
		return once
	})
	return once
}

// loopVars reports whether each iteration has its own variables in the file of f.
func (m *Model) loopVars(f *Func) bool {
	v := m.info.FileVersions[f.File]
	return v == "" || version.Compare(v, "go1.22") >= 0
}

// Visible reports whether the start of a function can use what an expression uses.
func (m *Model) Visible(f *Func, e ast.Expr) bool { return m.stableOutside(f, e) }

// TellsEnd reports whether a function itself tells somebody that it has ended.
func (m *Model) TellsEnd(f *Func) bool { return m.tellsAnybody(f) }

// DeferOf returns the defer statement of a function that a node is in, or nil.
func (f *Func) DeferOf(n ast.Node) *ast.DeferStmt {
	for _, d := range f.defers {
		if contains(n.Pos(), d) {
			return d
		}
	}
	return nil
}

// Above returns the node that a node in a function is directly in, parentheses
// left out, or nil.
func (m *Model) Above(n ast.Node) ast.Node {
	root := m.rootAt(n.Pos())
	if root == nil {
		return nil
	}
	return m.parent(root, n)
}

// BodyOf returns the body that a statement is one of, or nil.
func (m *Model) BodyOf(stmt ast.Stmt) *ast.BlockStmt {
	body, _ := m.Above(stmt).(*ast.BlockStmt)
	return body
}

// IsEarly reports whether a statement is one of the body of f and nothing that can
// panic comes before it, but what is deferred.
func (m *Model) IsEarly(f *Func, stmt ast.Stmt) bool {
	i := slices.Index(f.Body.List, stmt)
	return i >= 0 && m.harmlessUpTo(f, f.Body.List[:i])
}

// MovesUp reports whether a statement of the body of f uses nothing that the body
// declares.
func (m *Model) MovesUp(f *Func, stmt ast.Stmt) bool {
	moves := slices.Contains(f.Body.List, stmt)
	ast.Inspect(stmt, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, isVar := m.info.Uses[id].(*types.Var)
			if isVar && !v.IsField() && contains(v.Pos(), f.Body) && !contains(v.Pos(), stmt) {
				moves = false
			}
		}
		return moves
	})
	return moves
}

// IsStarted reports whether a literal is itself what a task is started with, where
// it is written.
func (m *Model) IsStarted(f *Func) bool {
	return slices.ContainsFunc(m.Tasks(), func(t *Task) bool { return t.Func == f && t.entry != nil && ast.Unparen(t.entry) == f.Node })
}

// IsPure reports whether a deferred call of f does nothing when there was no panic.
func (m *Model) IsPure(f *Func, d *ast.DeferStmt) bool { return m.handlerOf(f, d.Call).Pure }

// DefersBefore reports whether f defers anything before a defer statement.
func (f *Func) DefersBefore(d *ast.DeferStmt) bool { return len(f.defers) > 0 && f.defers[0] != d }

// IsQuiet reports whether an expression is of a func type whose values need no
// looking at.
func (m *Model) IsQuiet(e ast.Expr) bool { return m.isQuiet(e) }

// GoCall returns the call of the go statement that starts the task, or nil.
func (t *Task) GoCall() *ast.CallExpr {
	if g, ok := t.At.(*ast.GoStmt); ok {
		return g.Call
	}
	return nil
}

// Stores reports whether a deferred call of f sets a result of it, or something that
// others read.
func (m *Model) Stores(f *Func, d *ast.DeferStmt) bool { return m.storing(f, d) >= storesResult }
