package task

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// storing says what a deferred call does with what others read.
type storing uint8

const (
	storesNothing storing = iota // it logs, at most
	storesUnknown                // it calls what cannot be seen
	storesResult                 // it sets a result of the function that defers it
	storesOutside                // it assigns to what is not the function's own, or sends
)

// storing returns what the deferred call d of f stores.
func (m *Model) storing(f *Func, d *ast.DeferStmt) storing {
	call := d.Call
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return max(m.storingIn(f, m.funcs[lit], maxHops), m.storingArgs(f, call))
	}
	return m.storingCall(f, f, call, maxHops)
}

// storingIn returns what a function that is called by f, deferred or below a
// deferred one, stores.
func (m *Model) storingIn(f, in *Func, hops int) (s storing) {
	for n := range in.own() {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				s = max(s, m.storingTo(f, in, lhs))
			}
		case *ast.IncDecStmt:
			s = max(s, m.storingTo(f, in, n.X))
		case *ast.SendStmt:
			s = storesOutside
		case *ast.CallExpr:
			s = max(s, m.storingCall(f, in, n, hops))
		}
		if s == storesOutside {
			break
		}
	}
	return s
}

// storingTo returns what an assignment in the function in stores, which f runs.
func (m *Model) storingTo(f, in *Func, lhs ast.Expr) storing {
	if !m.isOutside(in, lhs) {
		return storesNothing
	}
	v := m.baseOf(lhs)
	if _, ident := ast.Unparen(lhs).(*ast.Ident); ident && v != nil && contains(v.Pos(), f.Node) {
		if m.isResultOf(f, v) {
			return storesResult
		}
		return storesNothing // a variable of the function that dies
	}
	if v != nil && contains(v.Pos(), f.Body) {
		return storesNothing
	}
	return storesOutside
}

// storingCall returns what a call in the function in stores, which f runs.
func (m *Model) storingCall(f, in *Func, call *ast.CallExpr, hops int) storing {
	if m.info.Types[call.Fun].IsType() {
		return storesNothing
	}
	s := m.storingArgs(f, call)
	switch obj := m.callee(call).(type) {
	case *types.Builtin:
		if obj.Name() == "close" {
			return storesOutside
		}
		return storesNothing
	case *types.Func:
		if g := m.decls[obj]; g != nil {
			if hops == 0 || g == in {
				return s
			}
			return max(s, m.storingIn(g, g, hops-1))
		}
		return max(s, m.storingElsewhere(obj))
	}
	ts, all := m.targets(in, call.Fun)
	if !all || hops == 0 {
		return max(s, storesUnknown)
	}
	for _, t := range ts {
		switch {
		case t.fn != nil:
			s = max(s, m.storingIn(f, t.fn, hops-1))
		case t.obj != nil:
			s = max(s, m.storingElsewhere(t.obj))
		}
	}
	return s
}

// storingArgs returns what a call can store by its arguments: where it has the
// address of a variable.
func (m *Model) storingArgs(f *Func, call *ast.CallExpr) (s storing) {
	for _, arg := range call.Args {
		u, ok := ast.Unparen(arg).(*ast.UnaryExpr)
		if !ok || u.Op.String() != "&" {
			continue
		}
		v := m.baseOf(u.X)
		switch {
		case v == nil:
		case m.isResultOf(f, v):
			s = max(s, storesResult)
		case !contains(v.Pos(), f.Body):
			s = storesOutside
		}
	}
	return s
}

// logPackages are those of std whose functions store nothing that a program
// reads.
var logPackages = map[string]bool{
	"bytes": true, "errors": true, "fmt": true, "log": true, "log/slog": true, "os": true, "runtime": true,
	"runtime/debug": true, "strconv": true, "strings": true, "testing": true, "time": true, "reflect": true,
}

// logWords begin the names of methods that log or count.
var logWords = []string{
	"Print", "Log", "Debug", "Info", "Warn", "Error", "Fatal", "Panic", "Trace", "DPanic", "Critical", "Notice",
	"With", "Inc", "Observe", "Stack", "String", "Str", "Err", "Any", "Interface", "Msg", "Sprint", "Errorf", "Capture",
}

// storingElsewhere returns what a function of another package may store.
func (m *Model) storingElsewhere(fn *types.Func) storing {
	if fn.Pkg() == nil || logPackages[fn.Pkg().Path()] {
		return storesNothing
	}
	if j := m.summary(fn).Joins; j.Done != OfNone || j.Tells != Unwaiting {
		return storesNothing
	}
	if d := m.summary(fn).Deferred; d.Known && d.Stops != Never {
		if d.Keeps {
			return storesUnknown
		}
		return storesNothing // it logs
	}
	if fn.Pkg().Path() == "sync" {
		return storesNothing // a lock
	}
	for _, word := range logWords {
		if strings.HasPrefix(fn.Name(), word) {
			return storesNothing
		}
	}
	return storesUnknown
}

// storesOnlyOn reports whether all that a deferred literal stores is sent.
func (m *Model) storesOnlyOn(f *Func, d *ast.DeferStmt) bool {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	in, sends := m.funcs[lit], false
	for n := range in.own() {
		switch n := n.(type) {
		case *ast.SendStmt:
			sends = true
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if m.storingTo(f, in, lhs) == storesOutside {
					return false
				}
			}
		}
	}
	return sends
}

// storesFailure reports whether a deferred literal assigns an error to what is
// not the function's own.
func (m *Model) storesFailure(f *Func, d *ast.DeferStmt) bool {
	lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit)
	if !ok {
		return false
	}
	in := m.funcs[lit]
	for n := range in.own() {
		if assign, ok := n.(*ast.AssignStmt); ok {
			for i, lhs := range assign.Lhs {
				if m.storingTo(f, in, lhs) == storesOutside && m.isErrorStored(assign, i) {
					return true
				}
			}
		}
	}
	return false
}

// onlyCloses reports whether all that a deferred call does for others to see is
// to close channels: that says that it ended, and not how.
func (m *Model) onlyCloses(f *Func, d *ast.DeferStmt) bool {
	stores := false
	seen := make(map[*Func]bool)
	var look func(in *Func, hops int)
	look = func(in *Func, hops int) {
		if in == nil || seen[in] || hops < 0 {
			return
		}
		seen[in] = true
		for n := range in.own() {
			switch n := n.(type) {
			case *ast.SendStmt, *ast.IncDecStmt:
				stores = true
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					stores = stores || m.storingTo(f, in, lhs) >= storesResult
				}
			case *ast.CallExpr:
				if m.isTally(n) {
					continue
				}
				stores = stores || m.storingArgs(f, n) != storesNothing
				if fn, ok := m.callee(n).(*types.Func); ok {
					stores = stores || m.decls[fn] == nil && m.storingElsewhere(fn) == storesOutside
					look(m.decls[fn], hops-1)
				} else if lit, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
					look(m.funcs[lit], hops-1)
				} else if _, builtin := m.callee(n).(*types.Builtin); !builtin {
					stores = true
				}
			}
		}
	}
	if lit, ok := ast.Unparen(d.Call.Fun).(*ast.FuncLit); ok {
		look(m.funcs[lit], maxHops)
	} else if fn, ok := m.callee(d.Call).(*types.Func); ok && m.decls[fn] != nil {
		look(m.decls[fn], maxHops)
	} else {
		return false
	}
	return !stores && m.storingArgs(f, d.Call) == storesNothing
}

// isTally reports whether a call counts, or asks who is the first, by an atomic
// operation.
func (m *Model) isTally(call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic" &&
		slices.ContainsFunc([]string{"Add", "CompareAndSwap", "Load"}, func(what string) bool { return strings.HasPrefix(fn.Name(), what) })
}
