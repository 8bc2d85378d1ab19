package task

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// A Made says what channel a function makes and returns, by itself or in a
// field of what it returns, and what the goroutines do to it that it has
// started by then.
type Made struct {
	Kind   MadeKind
	Result uint8 // the result that it is, or is in
	Room   int8  // how many values it has room for; roomUnknown, or roomParam less the parameter that says it
	Hard   int8  // sends that wait for a receiver
	Soft   int8  // sends that have another way out
	Closes bool
	Vague  bool // more may be done to it than was seen
}

// A MadeKind says what is returned.
type MadeKind uint8

const (
	MadeNothing MadeKind = iota
	MadeChannel          // a channel that nobody uses yet
	MadeResult           // a channel that a started goroutine sends on
	MadeHandle           // a value that has such a channel in a field, or stands for a goroutine in another way
)

const (
	roomUnknown = -1
	roomParam   = -2
)

func (k MadeKind) String() string { return [...]string{"", "makes", "results", "handle"}[k] }

func (d Made) String() string {
	if d.Kind == MadeNothing {
		return ""
	}
	return fmt.Sprintf("%s(%d,%d)", d.Kind, d.Result, d.Room)
}

// A made is a Made of a function of this package, with the field.
type made struct {
	Made
	field *types.Var
	elem  types.Type
}

// chanModel is the part of the model that is about channels, made on demand.
type chanModel struct {
	views      map[viewKey]*view
	spent      map[*Func]int // states of the walks over a function
	chanFields map[*types.Var][]use
	madeBy     map[*Func]made
	channels   []*Channel
	listed     bool
	losses     []Loss
	lost       bool
}

// A Channel is a channel that a function makes, or gets from one that does.
type Channel struct {
	At   *ast.CallExpr // the call of make, or of the function
	In   *Func
	Elem types.Type
	Made bool // it comes from a function that made it
	Name string

	view   *view
	field  *types.Var
	room   int8
	roomAt ast.Expr // what says the room, or nil
	walk   *counter
}

// Channels returns the channels that the functions of the package make, or get
// of functions that do, in source order.
func (m *Model) Channels() []*Channel {
	if m.listed || !m.startsAny() && !m.usesMade() {
		return m.channels
	}
	m.listed = true
	for _, f := range m.all {
		for n := range f.own() {
			if call, ok := n.(*ast.CallExpr); ok {
				if ch := m.channelAt(f, call); ch != nil {
					m.channels = append(m.channels, ch)
				}
			}
		}
	}
	slices.SortFunc(m.channels, func(a, b *Channel) int { return cmp.Compare(a.At.Pos(), b.At.Pos()) })
	return m.channels
}

// usesMade reports whether the package uses a function of another one that
// returns a channel or handle of a goroutine.
func (m *Model) usesMade() bool {
	for _, obj := range m.info.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() != m.pass.Pkg && m.summary(fn).Made.Kind != MadeNothing {
			return true
		}
	}
	return false
}

// channelAt returns the channel that the call makes or returns, or nil.
func (m *Model) channelAt(f *Func, call *ast.CallExpr) *Channel {
	ch := &Channel{At: call, In: f}
	result := 0
	if m.isBuiltin(call, "make") {
		t, ok := typeOf(m.info, call).Underlying().(*types.Chan)
		if !ok {
			return nil
		}
		ch.Elem = t.Elem()
		if len(call.Args) > 1 {
			ch.roomAt = call.Args[1]
		}
	} else {
		d := m.madeAt(f, call)
		if d.Kind == MadeNothing || d.Kind == MadeHandle && d.field == nil {
			return nil
		}
		ch.Made, ch.field, ch.room, result = true, d.field, d.Room, int(d.Result)
		if d.Room <= roomParam && roomParam-int(d.Room) < len(call.Args) {
			ch.roomAt = call.Args[roomParam-int(d.Room)]
		}
		ch.Elem = d.elem
		if ch.Elem == nil {
			t, ok := resultOf(typeOf(m.info, call), result).Underlying().(*types.Chan)
			if !ok {
				return nil
			}
			ch.Elem = t.Elem()
		}
		ch.walk = &counter{start: counts{hard: d.Hard, least: d.Hard, soft: d.Soft, closes: d.Closes, vague: d.Vague}}
	}
	if ch.walk == nil {
		ch.walk = new(counter)
	}
	ch.view = &view{root: f.Root, vars: make(map[*types.Var]*types.Var), uses: make(map[ast.Expr]touch)}
	ch.Name = m.nameAt(f, call, result)
	m.seen(ch.view, f, call, ch.field, result)
	return ch
}

func resultOf(t types.Type, i int) types.Type {
	if tuple, ok := t.(*types.Tuple); ok {
		if i < tuple.Len() {
			return tuple.At(i).Type()
		}
		return types.Typ[types.Invalid]
	}
	return t
}

// nameAt returns what the user calls the value of a call.
func (m *Model) nameAt(f *Func, call *ast.CallExpr, result int) string {
	switch up := m.parent(f, call).(type) {
	case *ast.AssignStmt:
		i := slices.IndexFunc(up.Rhs, func(e ast.Expr) bool { return ast.Unparen(e) == call })
		if i >= 0 && i+result < len(up.Lhs) {
			return types.ExprString(up.Lhs[i+result])
		}
	case *ast.ValueSpec:
		i := slices.IndexFunc(up.Values, func(e ast.Expr) bool { return ast.Unparen(e) == call })
		if i >= 0 && i+result < len(up.Names) {
			return up.Names[i+result].Name
		}
	case *ast.KeyValueExpr:
		return types.ExprString(up.Key)
	}
	if m.isBuiltin(call, "make") {
		return "the channel"
	}
	return types.ExprString(call.Fun)
}

// roomOf evaluates what says how much room a channel has. A variable that the walk
// follows has no value yet: then it is what it is given, where that is one thing.
func (c *counter) roomOf(at ast.Expr) int8 {
	var s countState
	for i := range s.ints {
		s.ints[i] = unknownInt
	}
	room := c.eval(at, s, 0)
	v := c.m.variable(at)
	if room != unknownInt || v == nil {
		return room
	}
	exprs, all := c.m.assigned(c.f, v)
	if len(exprs) != 1 || !all || exprs[0] == nil || exprs[0] == unknownExpr {
		return room
	}
	return c.eval(exprs[0], s, 0)
}

// counted returns the walk over the function that makes the channel.
func (m *Model) counted(ch *Channel) *counter {
	c := ch.walk
	if c.m != nil {
		return c
	}
	c.m, c.f, c.v, c.origin = m, ch.In, ch.view, ch.At
	c.room = ch.room
	c.findVariables()
	if ch.roomAt != nil {
		c.room = c.roomOf(ch.roomAt)
	}
	if c.room < 0 {
		c.room = roomUnknown
		c.start.vague = true
	}
	for obj := range c.v.vars {
		if !contains(obj.Pos(), ch.In.Body) && obj.Pos().IsValid() && !m.isResult(ch.In, obj) && !m.isInner(ch.In, obj) {
			c.start.vague = true // the variable outlives what makes the channel
		}
	}
	c.run()
	return c
}

func (m *Model) isResult(f *Func, v *types.Var) bool {
	return f.Type.Results != nil && contains(v.Pos(), f.Type.Results)
}

// isInner reports whether v is a parameter of a literal inside f.
func (m *Model) isInner(f *Func, v *types.Var) bool {
	return contains(v.Pos(), f.Node) && !m.isParamOf(f, v)
}

// madeAt returns what channel or handle a call returns.
func (m *Model) madeAt(f *Func, call *ast.CallExpr) made {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return made{}
	}
	if g := m.decls[fn]; g != nil {
		return m.madeIn(g)
	}
	return made{Made: m.summary(fn).Made}
}

// madeInLibrary returns what a function of the table of libraries returns: a
// channel with room for the one value that is sent, or a handle.
func madeInLibrary(fn *types.Func) Made {
	if results := fn.Signature().Results(); results.Len() > 0 && isChan(results.At(0).Type()) {
		return Made{Kind: MadeResult, Room: 1, Hard: 1}
	}
	return Made{Kind: MadeHandle, Room: roomUnknown, Hard: 1, Vague: true}
}

// madeIn returns what channel or handle a function of this package returns.
func (m *Model) madeIn(f *Func) made {
	if d, ok := m.chanModel.madeBy[f]; ok {
		return d // nothing for a recursive function
	}
	if m.chanModel.madeBy == nil {
		m.chanModel.madeBy = make(map[*Func]made)
	}
	m.chanModel.madeBy[f] = made{}
	if !m.mayMake(f) {
		return made{}
	}
	var best made
	for n := range f.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			continue
		}
		ch := m.channelAt(f, call)
		if ch == nil || !ch.view.returned {
			continue
		}
		if d := m.returnedChannel(f, ch); d.Kind > best.Kind {
			best = d
		}
	}
	m.chanModel.madeBy[f] = best
	return best
}

// mayMake reports whether a result of f can be, or have in a field, a channel.
func (m *Model) mayMake(f *Func) bool {
	for v := range f.Obj.Signature().Results().Variables() {
		if isChan(v.Type()) || m.hasChanField(v.Type()) {
			return true
		}
	}
	return false
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

func (m *Model) hasChanField(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if isChan(f.Type()) {
			return true
		}
	}
	return false
}

// resultWith returns the index of the result of f that is a channel, or has it in a field:
// the one that a return statement gives it as, else the first of such a type.
func (m *Model) resultWith(f *Func, ch *Channel, field *types.Var) uint8 {
	results := f.Obj.Signature().Results()
	for n := range f.own() {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || field != nil || len(ret.Results) != results.Len() {
			continue
		}
		for i, e := range ret.Results {
			if _, ok := ch.view.vars[m.variable(e)]; ok && isChan(results.At(i).Type()) {
				return uint8(i)
			}
		}
	}
	for i := range results.Len() {
		if t := results.At(i).Type(); field == nil && isChan(t) || field != nil && m.hasChanField(t) {
			return uint8(i)
		}
	}
	return 0
}

// returnedChannel says what is known of a channel that f returns.
func (m *Model) returnedChannel(f *Func, ch *Channel) (d made) {
	c := m.counted(ch)
	d.elem, d.Room = ch.Elem, c.room
	if ch.view.held {
		for obj, field := range ch.view.vars {
			if field != nil && contains(obj.Pos(), f.Node) {
				d.field = field
			}
		}
		if d.field == nil {
			d.field = m.literalField(f, ch)
		}
	}
	d.Result = m.resultWith(f, ch, d.field)
	if ch.roomAt != nil {
		if v := m.variable(ch.roomAt); v != nil {
			for i := range f.Obj.Signature().Params().Len() {
				if f.Obj.Signature().Params().At(i) == v {
					d.Room = int8(roomParam - i)
				}
			}
		}
	}
	peak := counts{}
	for _, x := range c.out.exits {
		peak = peak.atMost(x.tasks)
		if x.own != (counts{}) {
			d.Vague = true
		}
	}
	d.Hard, d.Soft, d.Closes = peak.hard, peak.soft, peak.closes
	d.Vague = d.Vague || peak.vague || peak.drains || peak.recvs > 0 || ch.view.escapes || c.over
	switch {
	case d.Hard == 0 && d.Soft == 0 && !d.Closes:
		if d.field == nil && !d.Vague {
			d.Kind = MadeChannel
		}
	case d.field != nil:
		d.Kind = MadeHandle
	default:
		d.Kind = MadeResult
	}
	if d.Hard == 0 && d.Soft == 0 && d.Closes && isSignalType(ch.Elem) {
		d.Kind = MadeNothing // a signal
	}
	return d
}

// literalField returns the field of a literal that is returned as it stands.
func (m *Model) literalField(f *Func, ch *Channel) *types.Var {
	if kv, ok := m.parent(f, ch.At).(*ast.KeyValueExpr); ok {
		return m.variable(kv.Key)
	}
	return nil
}

// isSignalType reports whether values of the type say no more than that they
// came.
func isSignalType(t types.Type) bool {
	if st, ok := t.Underlying().(*types.Struct); ok {
		return st.NumFields() == 0
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	switch named.Obj().Pkg().Path() + "." + named.Obj().Name() {
	case "time.Time", "os.Signal":
		return true
	}
	return false
}

// TestedIn reports whether f belongs to a test: it, or a function around it,
// is given the means to fail.
func (m *Model) testedIn(f *Func) bool {
	for ; f != nil; f = f.Outer {
		for _, field := range f.Type.Params.List {
			t := types.TypeString(typeOf(m.info, field.Type), nil)
			if strings.HasPrefix(t, "*testing.") || t == "testing.TB" {
				return true
			}
		}
	}
	return false
}

// isMain reports whether the program ends with f.
func (m *Model) isMain(f *Func) bool {
	return f.Obj != nil && f.Obj.Name() == "main" && f.Obj.Signature().Recv() == nil && m.pass.Pkg.Name() == "main"
}

func sortUses(uses []use) {
	slices.SortFunc(uses, func(a, b use) int { return cmp.Compare(a.id.Pos(), b.id.Pos()) })
}
