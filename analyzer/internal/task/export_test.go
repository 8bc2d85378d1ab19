package task

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// NewInferring returns a taskmodel analyzer that knows of functions only what
// it infers from source: its table is empty.
func NewInferring() *analysis.Analyzer {
	return newAnalyzer(table{
		fn:    func(*types.Func) *library.Func { return nil },
		field: func(*types.Var) *library.Field { return nil },
		quiet: func(*types.TypeName) bool { return false },
	})
}

// Rules returns the names of the rules that can be switched off: parts of the
// reasoning, and kinds of operations.
func Rules() (names []string) {
	names = append(names, ruleNames[:]...)
	for k := KindIndex; k <= KindKey; k++ {
		names = append(names, k.Short())
	}
	return names
}

// NewAnalyzerWithout returns a taskmodel analyzer without a rule.
func NewAnalyzerWithout(name string) *analysis.Analyzer {
	t := table{fn: library.Find, field: library.FindField, quiet: library.IsQuiet}
	for i, n := range ruleNames {
		if n == name {
			t.off = 1 << i
		}
	}
	for k := KindIndex; k <= KindKey; k++ {
		if k.Short() == name {
			t.offKind = k
		}
	}
	return newAnalyzer(t)
}
