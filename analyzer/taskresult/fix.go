package taskresult

import (
	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A fixer makes the fixes of the findings of a package.
type fixer struct {
	pass *analysis.Pass
	m    *task.Model
}

func (f *fixer) maker() remedy.Maker { return remedy.Maker{Pass: f.pass, Model: f.m} }

// one returns the fix that a set is, if it is one.
func one(set *edit.Set, class edit.Class, title string) []edit.Fix {
	if fix, ok := set.Fix(class, title); ok {
		return []edit.Fix{fix}
	}
	return nil
}
