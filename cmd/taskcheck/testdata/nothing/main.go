// Nothing is a vet tool that does nothing: what a run of go vet takes with it is
// what the go command itself takes.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name: "nothing",
		Doc:  "nothing: do nothing",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
