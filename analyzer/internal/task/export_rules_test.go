package task

import "golang.org/x/tools/go/analysis"

// Rules returns the names of the rules of the model that can be switched off.
func Rules() []string { return nil }

// NewAnalyzerWithout returns a taskmodel analyzer with one rule switched off.
func NewAnalyzerWithout(string) *analysis.Analyzer { return NewAnalyzer() }
