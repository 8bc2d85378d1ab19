// Package taskignore is a placeholder.
package taskignore

import "golang.org/x/tools/go/analysis"

// New returns the check.
func New(model *analysis.Analyzer, checks ...*analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "taskignore", Doc: "taskignore: report taskcheck directives that are wrong or silence nothing\n\nPlaceholder.",
		Requires: append([]*analysis.Analyzer{model}, checks...),
		Run:      func(pass *analysis.Pass) (any, error) { return nil, nil },
	}
}
