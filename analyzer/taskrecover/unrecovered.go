package taskrecover

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

func unrecoveredFinding(x *fixer, u task.Unrecovered) report.Finding {
	pass := x.Pass
	start := task.Task{At: u.At}
	f := report.Finding{
		Pos: start.Pos(), End: start.End(),
		Category:   unrecovered,
		Confidence: report.Confidence(u.Level),
		Message:    unrecoveredMessage(u),
		Related:    wayTo(pass, u),
		NotInTests: true,
		Fixes:      func() []edit.Fix { return x.unrecovered(u) },
	}
	switch {
	case u.At != u.Task.At: // at the start that all its callers share
	case u.By != nil:
		f.Group = cause{helper: u.By}
	case u.Far != nil && u.Far.File != "":
		f.Group = far{u.Far.Name, u.Far.File, u.Far.Line}
	case len(u.Path) > 0:
		f.Group = u.Op // one operation, however many goroutines come by it
	}
	for _, t := range u.Also {
		f.Also = append(f.Also, report.Place{Pos: t.Pos(), End: t.End()})
	}
	return f
}

// A far is an operation in another package, which is one cause wherever it is
// reached from.
type far struct {
	name, file string
	line       int
}

// unrecoveredMessage says what can panic, in the user's own words.
func unrecoveredMessage(u task.Unrecovered) string {
	s := "a panic here ends the process: " + whatPanics(u)
	switch name := u.Covered.Name(); {
	case u.Server:
		return s + ", and net/http does not recover on a new goroutine"
	case u.Covered != nil && name != "":
		return s + fmt.Sprintf(", and %s's recover does not cover a new goroutine", name)
	case u.Covered != nil:
		return s + ", and the recover around it does not cover a new goroutine"
	}
	return s
}

// whatPanics names the operation, with the function that it is in.
func whatPanics(u task.Unrecovered) string {
	if u.Far != nil {
		return fmt.Sprintf("%s can panic: %s", u.Far.Name, u.Kind.Short())
	}
	source := sourceOf(u.Show)
	if source == "" {
		return "it can reach " + u.Kind.Short() + inFunc(u)
	}
	if u.Kind == task.KindPanic || u.Kind == task.KindRepanic {
		return "it can reach " + source + inFunc(u)
	}
	return fmt.Sprintf(u.Kind.Says(), source+inFunc(u))
}

// inFunc names the function around the operation where that is not the one
// that the goroutine is started with.
func inFunc(u task.Unrecovered) string {
	if name := u.In.Name(); name != "" && len(u.Path) > 0 {
		return " in " + name
	}
	return ""
}

// sourceOf returns the source of an operation on one line, if it is short.
func sourceOf(n ast.Node) string {
	var s string
	switch n := n.(type) {
	case *ast.CallExpr:
		s = types.ExprString(n)
		if len(s) > maxSource || strings.Contains(s, " literal)") {
			s = types.ExprString(n.Fun) + "(...)"
		}
	case ast.Expr:
		if s = types.ExprString(n); len(s) > maxSource {
			s = types.ExprString(shortened(n))
		}
	case *ast.AssignStmt:
		s = types.ExprString(n.Lhs[0]) + " " + n.Tok.String() + " " + types.ExprString(n.Rhs[0])
	}
	if len(s) > maxSource || strings.Contains(s, "\n") || strings.Contains(s, " literal)") {
		return ""
	}
	return s
}

// shortened returns an expression with "..." for what does not decide whether it panics.
func shortened(e ast.Expr) ast.Expr {
	rest := ast.NewIdent("...")
	last := func(x ast.Expr) ast.Expr {
		if sel, ok := x.(*ast.SelectorExpr); ok {
			return sel.Sel
		}
		return rest
	}
	switch e := e.(type) {
	case *ast.IndexExpr:
		return &ast.IndexExpr{X: last(e.X), Index: e.Index}
	case *ast.SliceExpr:
		return &ast.SliceExpr{X: last(e.X), Low: e.Low, High: e.High, Max: e.Max}
	case *ast.BinaryExpr:
		return &ast.BinaryExpr{X: rest, Op: e.Op, Y: e.Y}
	}
	return e
}

// wayTo returns the places on the way from the start to what can panic.
func wayTo(pass *analysis.Pass, u task.Unrecovered) (related []analysis.RelatedInformation) {
	add := func(n ast.Node, message string) {
		pos, end := report.Narrow(pass.Fset, n)
		related = append(related, analysis.RelatedInformation{Pos: pos, End: end, Message: message})
	}
	if u.At != u.Task.At {
		related = append(related, startedAt(u.Task))
	}
	for _, n := range u.Path {
		add(n, "by this call")
	}
	if u.Op == u.Task.At {
		return related
	}
	if u.Far == nil {
		add(u.Op, "this can panic")
	} else if u.Far.File != "" {
		way := ""
		if len(u.Far.Hops) > 0 {
			way = strings.Join(u.Far.Hops, ", ") + ", "
		}
		add(u.Op, fmt.Sprintf("this can panic, %sat %s:%d", way, u.Far.File, u.Far.Line))
	} else {
		add(u.Op, "this can panic")
	}
	return related
}
