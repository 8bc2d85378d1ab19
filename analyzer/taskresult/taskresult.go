package taskresult

import (
	"go/ast"
	"go/token"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/docs"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"

	_ "embed"
)

//go:embed doc.go
var doc string

const (
	abandoned      = "abandoned"
	droppedChannel = "dropped-channel"
	droppedError   = "dropped-error"
	ignoredError   = "ignored-error"
	lostResult     = "lost-result"
	unread         = "unread"
)

var categories = []string{abandoned, droppedChannel, droppedError, ignoredError, lostResult, unread}

// New returns a new taskresult analyzer, which asks the given model. Its
// result is a *report.Result.
func New(model *analysis.Analyzer) *analysis.Analyzer {
	check := &report.Check{Name: "taskresult", Categories: categories}
	a := &analysis.Analyzer{
		Name:       check.Name,
		Doc:        docs.Analyzer(doc, check.Name),
		URL:        report.URL(check.Name, ""),
		Requires:   []*analysis.Analyzer{model},
		ResultType: reflect.TypeFor[*report.Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[model].(*task.Model)
			m.Lock()
			defer m.Unlock()
			return check.Report(pass, find(pass, m)), nil
		},
	}
	check.Register(a)
	return a
}

// find returns what is to be said of the results of goroutines.
func find(pass *analysis.Pass, m *task.Model) (findings []report.Finding) {
	for _, d := range m.DroppedErrors() {
		findings = append(findings, finding(pass, droppedError, d.Call, d.Sure, droppedErrorMessage(d), errorAt(pass, d)...))
	}
	for _, d := range m.DroppedResults() {
		findings = append(findings, finding(pass, droppedChannel, d.Call, d.Sure, droppedChannelMessage(d)))
	}
	for _, l := range m.Leaks() {
		findings = append(findings, leakFinding(pass, l))
	}
	for _, u := range m.Unlooked() {
		findings = append(findings, finding(pass, ignoredError, u.At, u.Sure, unlookedMessage(u)))
	}
	for _, l := range m.Losses() {
		at := l.Start.Fun.(ast.Node)
		if l.Stop != nil {
			at = l.Guard.Node
		}
		findings = append(findings, finding(pass, lostResult, at, l.Sure, lossMessage(l),
			related(pass, l.Op, "a panic here is stopped"), related(pass, l.Send, "this is then not sent")))
	}
	return findings
}

func finding(pass *analysis.Pass, category string, at ast.Node, sure task.Level, message string, places ...analysis.RelatedInformation) report.Finding {
	pos, end := narrow(pass.Fset, at)
	return report.Finding{
		Pos: pos, End: end,
		Category:   category,
		Confidence: report.Confidence(max(sure, task.Possible)),
		Message:    message,
		Related:    places,
	}
}

// leakFinding reports where a receiver leaves. Of several places at which it
// leaves one channel, the first is reported.
func leakFinding(pass *analysis.Pass, l task.Leak) report.Finding {
	var places []analysis.RelatedInformation
	if l.Send != nil {
		places = append(places, related(pass, l.Send, "the goroutine sends here"))
	}
	if l.Unread {
		return finding(pass, unread, l.At, l.Sure, unreadMessage(l), places...)
	}
	places = append(places, related(pass, l.Channel.At, "the channel is made here"))
	f := finding(pass, abandoned, l.At, l.Sure, abandonedMessage(l), places...)
	f.Group = l.Channel
	return f
}

func errorAt(pass *analysis.Pass, d task.Drop) []analysis.RelatedInformation {
	if d.Errors == nil {
		return nil
	}
	return []analysis.RelatedInformation{related(pass, d.Errors, "the error is returned here")}
}

func related(pass *analysis.Pass, n ast.Node, message string) analysis.RelatedInformation {
	pos, end := narrow(pass.Fset, n)
	return analysis.RelatedInformation{Pos: pos, End: end, Message: message}
}

// narrow returns the range to point at: a word or a call, on one line.
func narrow(fset *token.FileSet, n ast.Node) (pos, end token.Pos) {
	switch n := n.(type) {
	case *ast.ReturnStmt:
		if len(n.Results) == 0 && n.End()-n.Return > token.Pos(len("}")) && isBrace(fset, n) {
			return n.Return, n.Return + 1
		}
		return n.Return, n.Return + token.Pos(len("return"))
	case *ast.CommClause:
		return n.Case, n.Case + token.Pos(len("case"))
	case *ast.DeferStmt:
		return n.Defer, n.Defer + token.Pos(len("defer"))
	case *ast.SendStmt:
		if fset.Position(n.Pos()).Line != fset.Position(n.End()).Line || hasLiteral(n) {
			return n.Chan.Pos(), n.Arrow + token.Pos(len("<-"))
		}
	case *ast.CallExpr:
		if lit, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
			return lit.Pos(), lit.Type.Func + token.Pos(len("func"))
		}
		if fset.Position(n.Pos()).Line != fset.Position(n.End()).Line || hasLiteral(n) {
			return n.Pos(), n.Fun.End()
		}
	case *ast.FuncLit:
		return n.Pos(), n.Type.Func + token.Pos(len("func"))
	}
	return n.Pos(), n.End()
}

// isBrace reports whether a return statement is the end of a function, which
// the graph has in the place of one: there is nothing but a brace.
func isBrace(fset *token.FileSet, n *ast.ReturnStmt) bool {
	file := fset.File(n.Return)
	return file != nil && n.End() > file.Pos(file.Size())+1
}

// hasLiteral reports whether a function literal is part of n.
func hasLiteral(n ast.Node) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		_, lit := n.(*ast.FuncLit)
		found = found || lit
		return !found
	})
	return found
}
