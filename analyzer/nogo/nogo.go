// Package nogo is taskcheck for Bazel's nogo, which takes packages that have a
// variable Analyzer. The flags of the checks are given as analyzer_flags in the
// configuration file of nogo:
//
//	{"taskcheck": {"analyzer_flags": {"taskrecover.confidence": "certain"}}}
package nogo

import "github.com/taskcheck/taskcheck/analyzer"

// Analyzer runs all checks.
var Analyzer = analyzer.New().One()
