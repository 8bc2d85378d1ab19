// Taskcheck is a placeholder.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/taskcheck/taskcheck/analyzer"
)

func main() { unitchecker.Main(analyzer.New().Analyzers()...) }
