// Package task is the model.
package task

import (
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// Fact is the placeholder of the one fact type.
type Fact struct{ Stops bool }

func (*Fact) AFact()         {}
func (*Fact) String() string { return "fact" }

// Model is what is known of a package.
type Model struct{ Pass *analysis.Pass }

// NewAnalyzer returns a model.
func NewAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "taskmodel", Doc: "taskmodel: find goroutines and what guards them\n\nIt reports nothing; its flags say what cannot be inferred.",
		Run:        func(pass *analysis.Pass) (any, error) { return &Model{pass}, nil },
		ResultType: reflect.TypeFor[*Model](),
		FactTypes:  []analysis.Fact{new(Fact)},
	}
}
