package task

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
)

// This file knows calls of other packages whose results do not come from outside: they
// are made of what is known here, or always of the same form.

// isBuilt reports whether a call is of a method of a local variable that was made here by
// a constructor, which was given nothing from outside to read: a builder, and no reader.
func (m *Model) isBuilt(f *Func, call *ast.CallExpr, depth int) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := m.variable(sel.X)
	if v == nil || v.IsField() || m.isParam(v) {
		return false
	}
	made, ok := m.lastGiven(f, v, call.Pos()).(*ast.CallExpr)
	if !ok || len(made.Args) == 0 {
		return false
	}
	fn, ok := m.callee(made).(*types.Func)
	return ok && strings.HasPrefix(fn.Name(), "New") && !slices.ContainsFunc(made.Args, func(e ast.Expr) bool {
		_, settings := typeOf(m.info, e).Underlying().(*types.Struct)
		return !settings && m.outside(f, e, depth+1)
	})
}

// hasText reports whether a constant that is not empty is a part of a text.
func (m *Model) hasText(e ast.Expr) bool {
	if v := m.info.Types[e].Value; v != nil {
		return isText(typeOf(m.info, e)) && constant.StringVal(v) != ""
	}
	sum, ok := ast.Unparen(e).(*ast.BinaryExpr)
	return ok && (m.hasText(sum.X) || m.hasText(sum.Y))
}

// isPrinter reports whether a function is a method by which a value of another package
// says what it is, and no buffer of text.
func isPrinter(fn *types.Func) bool {
	sig := fn.Signature()
	return fn.Name() == "String" && sig.Recv() != nil && sig.Params().Len() == 0 && pathOf(fn) != "strings" && pathOf(fn) != "bytes"
}

// readsKnown reports whether a function of std that reads returns what is known: what it
// makes, what it only looks at, what the kernel says, or what a value said of itself.
func (m *Model) readsKnown(f *Func, call *ast.CallExpr, fn *types.Func) bool {
	return m.readsKernel(f, call) || m.parsesPrinted(f, call, fn) ||
		slices.ContainsFunc([]string{"Peek", "New", "Command", "Lookup", "Getpagesize"}, func(p string) bool { return strings.HasPrefix(fn.Name(), p) })
}

// hasKnownForm reports whether how long the result of a call is does not depend on what
// comes from outside: a path that ends in a name that is written here is as long as that
// at least, and what a value says of itself its type knows.
func (m *Model) hasKnownForm(call *ast.CallExpr, fn *types.Func) bool {
	return strings.HasPrefix(pathOf(fn), "path") && fn.Name() == "Join" && slices.ContainsFunc(call.Args, m.hasText) || isPrinter(fn)
}

// readsKernel reports whether a call names a file of the kernel's, below /proc or /sys:
// what it has is known.
func (m *Model) readsKernel(f *Func, call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		named := []ast.Expr{arg}
		if v := m.variable(arg); v != nil {
			named = append(slices.Clone(m.packageVars()[v]), m.definedBy(f, v))
		}
		return slices.ContainsFunc(named, m.namesKernel)
	})
}

func (m *Model) namesKernel(e ast.Expr) bool {
	if e == nil || e == unknownExpr {
		return false
	}
	if _, ok := e.(*element); ok {
		return false
	}
	for n := range within(e) {
		x, ok := n.(ast.Expr)
		if !ok || m.info.Types[x].Value == nil || !isText(typeOf(m.info, x)) {
			continue
		}
		if name := constant.StringVal(m.info.Types[x].Value); strings.HasPrefix(name, "/proc/") || strings.HasPrefix(name, "/sys/") {
			return true
		}
	}
	return false
}

// isIdentifier reports whether a text is by its name an identifier or a digest, cut at a
// constant or a place in it: those who make such have them in a form of their own.
func (m *Model) isIdentifier(e ast.Expr) bool {
	id := named(e)
	if id == nil || !isText(typeOf(m.info, e)) {
		return false
	}
	name := strings.ToLower(id.Name)
	return slices.Contains([]string{"id", "hash", "sha", "digest", "checksum", "fingerprint"}, name) ||
		strings.HasSuffix(id.Name, "ID") || strings.HasSuffix(id.Name, "Id") || strings.HasSuffix(name, "uuid") || strings.HasSuffix(id.Name, "Hash") || strings.HasSuffix(id.Name, "Digest")
}
