// Driver is the least that runs the checks: load packages, analyze them, print
// what is found. docs/drivers.md shows it.
package main

import (
	"log"
	"os"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer"
)

func main() {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax}, os.Args[1:]...)
	if err != nil {
		log.Fatal(err)
	}
	graph, err := checker.Analyze(analyzer.New().Analyzers(), pkgs, nil)
	if err != nil {
		log.Fatal(err)
	}
	if err := graph.PrintText(os.Stdout, -1); err != nil {
		log.Fatal(err)
	}
}
