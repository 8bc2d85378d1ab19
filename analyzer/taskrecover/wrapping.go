package taskrecover

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A wrapping makes the literal that calls a function in its place.
type wrapping struct {
	*fixer
	*edit.Set
	in     *task.Func
	at     token.Pos
	used   string // text in which the parameters may not hide anything
	params []string
	args   []string
}

func (w *wrapping) list(all []string) string { return strings.Join(all, ", ") }

// param adds a parameter of the literal for an expression, and returns its name.
func (w *wrapping) param(e ast.Expr, t types.Type, names ...string) string {
	text, ok := w.TypeName(t, w.at)
	if !ok {
		w.Fail()
	}
	name := edit.Fresh(nil, w.used+" "+w.list(w.params), names...)
	w.params = append(w.params, name+" "+text)
	w.args = append(w.args, w.Text(e))
	return name
}

// function returns how the literal calls a function.
func (w *wrapping) function(fun ast.Expr) string {
	if w.m.Settled(w.in, fun) {
		return w.Text(fun)
	}
	sel, ok := ast.Unparen(fun).(*ast.SelectorExpr)
	selection := w.pass.TypesInfo.Selections[sel]
	if !ok || selection == nil || selection.Kind() != types.MethodVal {
		return w.param(fun, w.pass.TypesInfo.TypeOf(fun), "f", "fn", "run")
	}
	t := w.pass.TypesInfo.TypeOf(sel.X)
	_, isPtr := t.Underlying().(*types.Pointer)
	if !isPtr && !types.IsInterface(t) {
		if _, isVar := ast.Unparen(sel.X).(*ast.Ident); !isVar || !pointerReceiver(selection) {
			w.Fail() // it is copied by the go statement
		}
		return w.Text(fun)
	}
	if w.m.Settled(w.in, sel.X) {
		return w.Text(fun)
	}
	return w.param(sel.X, t, lastName(sel.X), "x") + "." + sel.Sel.Name
}

func pointerReceiver(sel *types.Selection) bool {
	fn, ok := sel.Obj().(*types.Func)
	if !ok || fn.Signature().Recv() == nil || len(sel.Index()) > 1 {
		return false
	}
	_, isPtr := fn.Signature().Recv().Type().(*types.Pointer)
	return isPtr
}

// lastName returns a name for the value of an expression.
func lastName(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return strings.ToLower(e.Sel.Name[:1]) + e.Sel.Name[1:]
	}
	return "x"
}

// arguments returns the arguments with which the literal calls the function.
func (w *wrapping) arguments(call *ast.CallExpr) string {
	sig, ok := w.pass.TypesInfo.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		w.Fail()
		return ""
	}
	params := sig.Params()
	var list []string
	for i, arg := range call.Args {
		if _, isTuple := w.pass.TypesInfo.TypeOf(arg).(*types.Tuple); isTuple {
			w.Fail() // f(g())
			return ""
		}
		if w.m.Settled(w.in, arg) {
			list = append(list, w.Text(arg))
			continue
		}
		p := params.At(min(i, params.Len()-1))
		t := p.Type()
		if sig.Variadic() && i >= params.Len()-1 && !call.Ellipsis.IsValid() {
			t = t.(*types.Slice).Elem()
		}
		names := []string{"arg"}
		if id, ok := ast.Unparen(arg).(*ast.Ident); ok {
			names = []string{id.Name}
			w.used = strings.Join(strings.Split(w.used, id.Name), " ") // it is meant to hide it
		} else if p.Name() != "" && p.Name() != "_" {
			names = []string{p.Name(), "arg"}
		}
		list = append(list, w.param(arg, t, names...))
	}
	if call.Ellipsis.IsValid() {
		list[len(list)-1] += "..."
	}
	return w.list(list)
}

// results returns how many results a call has.
func (w *wrapping) results(call *ast.CallExpr) int {
	sig, ok := w.pass.TypesInfo.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		return -1
	}
	return sig.Results().Len()
}

// ownParams gives the literal the parameters of a signature, and returns them as
// the arguments of its call.
func (w *wrapping) ownParams(sig *types.Signature) string {
	var names []string
	for p := range sig.Params().Variables() {
		text, ok := w.TypeName(p.Type(), w.at)
		if !ok {
			w.Fail()
		}
		candidates := []string{"arg"}
		if p.Name() != "" && p.Name() != "_" {
			candidates = []string{p.Name(), "arg"}
		} else if named, ok := types.Unalias(p.Type()).(*types.Named); ok && named.Obj().Name() == "Context" {
			candidates = []string{"ctx", "arg"}
		}
		name := edit.Fresh(nil, w.used+" "+w.list(names), candidates...)
		names = append(names, name)
		w.params = append(w.params, name+" "+text)
	}
	return w.list(names)
}

// resultTypes returns the results of the literal, with a name for the error.
func (w *wrapping) resultTypes(sig *types.Signature, c task.Cure) (text, name string) {
	n := sig.Results().Len()
	if n == 0 {
		return "", ""
	}
	name = edit.Fresh(nil, w.used, resultNames...)
	var list []string
	for i := range n {
		t, ok := w.TypeName(sig.Results().At(i).Type(), w.at)
		if !ok {
			w.Fail()
		}
		switch {
		case i == c.Result:
			t = name + " " + t
		default:
			t = "_ " + t
		}
		list = append(list, t)
	}
	return "(" + w.list(list) + ") ", name
}
