package remedy

import (
	"go/ast"
	"strings"
)

// CauseOf returns what the text of an error begins with: what was done.
func CauseOf(call *ast.CallExpr) string {
	fun := ast.Unparen(call.Fun)
	if inner, ok := fun.(*ast.SelectorExpr); ok {
		if of, isCall := ast.Unparen(inner.X).(*ast.CallExpr); isCall {
			return CauseOf(of) // g.Wait().ErrorOrNil()
		}
		verb := Words(inner.Sel.Name)
		if of := lastOf(inner.X); verb == "wait" && len(of) > 3 && !strings.Contains(strings.ToLower(of), "group") {
			return "wait for " + Words(of)
		}
		return verb
	}
	if id, ok := fun.(*ast.Ident); ok {
		return Words(id.Name)
	}
	return "wait"
}

// LowerFirst returns a text with a small letter at its beginning.
func LowerFirst(text string) string {
	first := text[:min(1, len(text))]
	return strings.ToLower(first) + text[len(first):]
}

// lastOf returns the last name of x.y.z, or "".
func lastOf(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
