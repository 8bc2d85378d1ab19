// Package taskrecover is a placeholder.
package taskrecover

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/report"
)

// New returns the check.
func New(model *analysis.Analyzer) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name: "taskrecover", Doc: "taskrecover: report goroutines whose recover does not stop a panic\n\nPlaceholder.",
		Requires: []*analysis.Analyzer{model},
	}
	a.Flags.String("confidence", "likely", "the least confidence that is reported: certain, likely or possible")
	a.Flags.String("off", "", "comma-separated categories that are not reported")
	a.Flags.Bool("tests", false, "report in _test.go files too")
	a.Run = func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				if d, ok := n.(*ast.DeferStmt); ok {
					if id, ok := d.Call.Fun.(*ast.Ident); ok && id.Name == "recover" {
						f := report.Finding{Pos: d.Pos(), End: d.End(), Category: "ineffective", Confidence: report.Certain,
							Message: "recover stops nothing here: it must be called by a deferred func, not deferred itself",
							Related: []analysis.RelatedInformation{{Pos: f.Name.Pos(), End: f.Name.End(), Message: "placeholder"}}}
						pass.Report(f.Diagnostic("taskrecover"))
					}
				}
				return true
			})
		}
		return nil, nil
	}
	return a
}
