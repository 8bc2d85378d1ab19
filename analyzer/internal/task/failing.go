package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// This file tells calls that fail in practice from those that only could: what a
// panic(err) is evidence of.

// canBeError reports whether an error is one that comes about: it was returned
// by a call that depends on the world outside or on what it was given, and not
// by one that only fails in theory, such as to write to a buffer.
func (m *Model) canBeError(f *Func, e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return m.outside(f, e, 0)
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok {
		return false
	}
	if m.isParam(v) {
		return v.Kind() == types.ParamVar
	}
	last := m.lastGiven(f, v, e.Pos())
	if last == nil {
		return m.outside(f, id, 0) // of a range statement
	}
	call, ok := ast.Unparen(last).(*ast.CallExpr)
	if !ok {
		return m.outside(f, last, 0)
	}
	if fn, ok := m.callee(call).(*types.Func); ok && m.decls[fn] != nil && m.handsBack(m.decls[fn]) {
		return m.outside(f, call, 0) // what it was given
	}
	return m.canFailInPractice(f, call)
}

// isCalmError reports whether what a function like Must is given is an error that hardly
// comes about.
func (m *Model) isCalmError(f *Func, e ast.Expr) bool {
	if e == nil || e == unknownExpr {
		return false
	}
	if v := m.variable(e); v == nil || v.IsField() || m.isParam(v) || !isErrorType(v.Type()) {
		return false
	}
	return !m.canBeError(f, e)
}

// lastGiven returns what the last assignment to a variable before a place gives
// it, alone or beside others.
func (m *Model) lastGiven(f *Func, v *types.Var, before token.Pos) (last ast.Expr) {
	for _, w := range m.writesTo(f, v) {
		if w.in < before && w.stmt != nil {
			last = ast.Unparen(w.stmt.Rhs[len(w.stmt.Rhs)-1])
		}
	}
	return last
}

// reachesWorld reports whether a function of this package, or one that it calls,
// calls what may fail for reasons of its own: what reads or parses. The others
// only judge what they are given.
func (m *Model) reachesWorld(g *Func, depth int) bool {
	for n := range g.own() {
		call, ok := n.(*ast.CallExpr)
		if !ok || m.info.Types[call.Fun].IsType() {
			continue
		}
		switch obj := m.callee(call).(type) {
		case *types.Builtin:
		case *types.Func:
			path := pathOf(obj)
			switch h := m.decls[obj]; {
			case h != nil:
				if depth < maxTrail && m.reachesWorld(h, depth+1) {
					return true
				}
			case reads[path], strings.HasPrefix(obj.Name(), "Parse"), strings.HasPrefix(obj.Name(), "Unmarshal"):
				return true
			}
		}
	}
	return false
}

// canFailInPractice reports whether a call that returns an error may do so.
func (m *Model) canFailInPractice(f *Func, call *ast.CallExpr) bool {
	fn, ok := m.callee(call).(*types.Func)
	if !ok {
		return true
	}
	for _, prefix := range []string{"Marshal", "Encode", "Append"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return false
		}
	}
	if slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.isEncoded(f, e) }) {
		return false // what was encoded right here can be decoded
	}
	if g := m.decls[fn]; g != nil {
		return m.reachesWorld(g, 0)
	}
	if m.parsesPrinted(f, call, fn) {
		return false
	}
	if fn.Pkg() == nil || !isStd(fn.Pkg().Path()) {
		return asksWorld(fn.Name()) && (types.IsInterface(receiverType(fn)) || len(call.Args) == 0 || m.anyOutside(f, call.Args))
	}
	if pathOf(fn) == "io" && strings.HasPrefix(library.ReceiverName(fn), "Pipe") && strings.HasPrefix(fn.Name(), "Close") {
		return false // they always return nil (io/pipe.go)
	}
	if pathOf(fn) == "io" && (m.readsComputed(f, receiverOf(call)) || len(call.Args) > 0 && m.readsComputed(f, call.Args[0])) {
		return false
	}
	if slices.ContainsFunc(call.Args, m.isRandom) || strings.Contains(pathOf(fn), "/rand") {
		return false // the source of random numbers does not fail
	}
	first, _, _ := strings.Cut(fn.Pkg().Path(), "/")
	switch first {
	case "bytes", "strings", "crypto", "hash", "encoding":
		if first == "crypto" && !strings.HasPrefix(fn.Name(), "Parse") && !strings.HasPrefix(fn.Name(), "Load") || strings.HasPrefix(fn.Name(), "Write") {
			return false
		}
	}
	if asksSystem(fn) {
		return true
	}
	if i := library.Refuses(fn); i >= 0 && i < len(call.Args) {
		return !m.madeOfConstants(f, call.Args[i], 0)
	}
	return len(call.Args) == 0 || !m.allConstants(f, call.Args, 0)
}

// asksSystem reports whether a function of std asks the system for something: whatever it is
// given, that may fail.
func asksSystem(fn *types.Func) bool {
	first, _, _ := strings.Cut(pathOf(fn), "/")
	return (first == "net" || first == "os") && !computes[pathOf(fn)] && !strings.HasPrefix(fn.Name(), "Parse")
}

// parsesPrinted reports whether a function of std parses what a value says of itself.
func (m *Model) parsesPrinted(f *Func, call *ast.CallExpr, fn *types.Func) bool {
	return isStd(pathOf(fn)) && slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return m.isPrinted(f, e, 0) }) &&
		!slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return !m.isPrintedOrConstant(f, e, 0) })
}

// isEncoded reports whether a local variable is what a call of Marshal returned.
func (m *Model) isEncoded(f *Func, e ast.Expr) bool {
	v := m.variable(e)
	if v == nil {
		return false
	}
	call, ok := m.definedBy(f, v).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && strings.HasPrefix(fn.Name(), "Marshal")
}

// readsComputed reports whether a reader was made by a package that computes
// what it reads, such as hkdf or bytes.
func (m *Model) readsComputed(f *Func, e ast.Expr) bool {
	s, ok := m.symbolOf(e)
	if !ok || s.path != "" {
		return false
	}
	call, ok := m.definedBy(f, s.root).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	return ok && (computes[pathOf(fn)] || strings.Contains(pathOf(fn), "crypto"))
}

// isRandom reports whether an expression is a source of random numbers, or a
// variable of the package that is never anything else.
func (m *Model) isRandom(e ast.Expr) bool {
	v := m.variable(e)
	if ofRandom(v) {
		return true
	}
	if v == nil || v.Pkg() != m.pass.Pkg || v.Parent() != v.Pkg().Scope() || v.Exported() {
		return false
	}
	writes := m.fieldWritesTo(v)
	return len(writes) > 0 && !slices.ContainsFunc(writes, func(w write) bool {
		return w.rhs == nil || !ofRandom(m.variable(w.rhs))
	})
}

func ofRandom(v *types.Var) bool {
	return v != nil && v.Pkg() != nil && strings.HasSuffix(v.Pkg().Path(), "/rand")
}

// asksWorld reports whether the name of a function says that it reads or parses
// what it has not made: whether another one ever fails nobody knows here.
func asksWorld(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{
		"parse", "unmarshal", "decode", "read", "open", "load", "dial", "connect", "listen", "fetch", "exec", "query", "download", "request",
	}, func(w string) bool { return strings.HasPrefix(name, w) })
}
