package remedy

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A Wrapping makes the literal that calls a function in its place.
type Wrapping struct {
	Maker
	*edit.Set
	In     *task.Func
	At     token.Pos
	Used   string // text in which the parameters may not hide anything
	Params []string
	Args   []string
}

// List returns parameters or arguments as they are written.
func (w *Wrapping) List(all []string) string { return strings.Join(all, ", ") }

// TypeOf returns the type of an expression, or the invalid type.
func (mk Maker) TypeOf(e ast.Expr) types.Type {
	if t := mk.Pass.TypesInfo.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// Go makes the call of a go statement that of a literal, which begins with a text,
// and then calls the function. What is to be done with the error of that is a text
// that has it by the name err; or "".
func (w *Wrapping) Go(call *ast.CallExpr, text, do string) {
	w.Used += text + do
	run := w.Function(call.Fun) + "(" + w.Arguments(call) + ")"
	if do != "" {
		blanks := strings.Repeat("_, ", max(w.Results(call)-1, 0))
		run = "if " + blanks + "err := " + run + "; err != nil {\n\t" + edit.Indented(do) + "\n}"
	}
	if text != "" {
		run = text + "\n" + run
	}
	w.ReplaceNode(call, "func("+w.List(w.Params)+") {\n\t"+edit.Indented(run)+"\n}("+w.List(w.Args)+")")
}

// param adds a parameter of the literal for an expression, and returns its name.
func (w *Wrapping) param(e ast.Expr, t types.Type, names ...string) string {
	text, ok := w.TypeName(t, w.At)
	if !ok {
		w.Fail()
	}
	name := edit.Fresh(nil, w.Used+" "+w.List(w.Params), names...)
	w.Params = append(w.Params, name+" "+text)
	w.Args = append(w.Args, w.Text(e))
	return name
}

// mayHide lets a parameter have the name of the variable that is its argument, if that
// is one: it is meant to hide it.
func (w *Wrapping) mayHide(arg ast.Expr) {
	if id, ok := ast.Unparen(arg).(*ast.Ident); ok {
		w.Used = strings.Join(strings.Split(w.Used, id.Name), " ")
	}
}

// Function returns how the literal calls a function.
func (w *Wrapping) Function(fun ast.Expr) string {
	if w.Model.IsStable(w.In, fun) {
		return w.Text(fun)
	}
	sel, ok := ast.Unparen(fun).(*ast.SelectorExpr)
	selection := w.Maker.Pass.TypesInfo.Selections[sel]
	if !ok || selection == nil || selection.Kind() != types.MethodVal {
		return w.param(fun, w.TypeOf(fun), "f", "fn", "run")
	}
	t := w.TypeOf(sel.X)
	_, isPtr := t.Underlying().(*types.Pointer)
	if !isPtr && !types.IsInterface(t) {
		if _, isVar := ast.Unparen(sel.X).(*ast.Ident); !isVar || !pointerReceiver(selection) {
			w.Fail() // it is copied by the go statement
		}
		return w.Text(fun)
	}
	if w.Model.IsStable(w.In, sel.X) {
		return w.Text(fun)
	}
	w.mayHide(sel.X)
	return w.param(sel.X, t, cmp.Or(LowerFirst(lastOf(sel.X)), "x"), "x") + "." + sel.Sel.Name
}

func pointerReceiver(sel *types.Selection) bool {
	fn, ok := sel.Obj().(*types.Func)
	if !ok || fn.Signature().Recv() == nil || len(sel.Index()) > 1 {
		return false
	}
	_, isPtr := fn.Signature().Recv().Type().(*types.Pointer)
	return isPtr
}

// Arguments returns the arguments with which the literal calls the function.
func (w *Wrapping) Arguments(call *ast.CallExpr) string {
	sig, ok := w.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		w.Fail()
		return ""
	}
	params := sig.Params()
	if len(call.Args) > params.Len() && !sig.Variadic() {
		w.Fail() // it does not compile
		return ""
	}
	var list []string
	for i, arg := range call.Args {
		if _, isTuple := w.TypeOf(arg).(*types.Tuple); isTuple {
			w.Fail() // f(g())
			return ""
		}
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); w.Model.IsStable(w.In, arg) && !(ok && u.Op == token.AND) {
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
			w.mayHide(id)
		} else if p.Name() != "" && p.Name() != "_" {
			names = []string{p.Name(), "arg"}
		}
		list = append(list, w.param(arg, t, names...))
	}
	if call.Ellipsis.IsValid() {
		list[len(list)-1] += "..."
	}
	return w.List(list)
}

// Results returns how many results a call has.
func (w *Wrapping) Results(call *ast.CallExpr) int {
	sig, ok := w.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		return -1
	}
	return sig.Results().Len()
}

// OwnParams gives the literal the parameters of a signature, and returns them as
// the arguments of its call.
func (w *Wrapping) OwnParams(sig *types.Signature) string {
	var names []string
	for p := range sig.Params().Variables() {
		text, ok := w.TypeName(p.Type(), w.At)
		if !ok {
			w.Fail()
		}
		candidates := []string{"arg"}
		if p.Name() != "" && p.Name() != "_" {
			candidates = []string{p.Name(), "arg"}
		} else if named, ok := types.Unalias(p.Type()).(*types.Named); ok && named.Obj().Name() == "Context" {
			candidates = []string{"ctx", "arg"}
		}
		name := edit.Fresh(nil, w.Used+" "+w.List(names), candidates...)
		names = append(names, name)
		w.Params = append(w.Params, name+" "+text)
	}
	return w.List(names)
}

// ResultTypes returns the results of the literal, with a name for the error.
func (w *Wrapping) ResultTypes(sig *types.Signature, c task.Cure) (text, name string) {
	n := sig.Results().Len()
	if n == 0 {
		return "", ""
	}
	name = edit.Fresh(nil, w.Used, ResultNames...)
	var list []string
	for i := range n {
		t, ok := w.TypeName(sig.Results().At(i).Type(), w.At)
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
	return "(" + w.List(list) + ") ", name
}
