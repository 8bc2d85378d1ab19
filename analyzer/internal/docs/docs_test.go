package docs_test

import (
	"testing"

	"github.com/taskcheck/taskcheck/analyzer/internal/docs"
)

const source = `// Copyright line.

// Package taskfoo defines the taskfoo check.
//
// # Analyzer taskfoo
//
// taskfoo: report foo
//
// It is long:
//
//	foo() // bad
//
// # Category bar
//
// The worst.
package taskfoo

var x = 1 // not parsed ...
func {
`

const doc = `taskfoo: report foo

It is long:

	foo() // bad

# Category bar

The worst.`

func TestAnalyzer(t *testing.T) {
	if got := docs.Analyzer(source, "taskfoo"); got != doc {
		t.Errorf("got:\n%s\nwant:\n%s", got, doc)
	}
}

// There is no documentation to be had; analysis.Validate then says so.
func TestNoAnalyzer(t *testing.T) {
	for _, test := range []struct{ why, source, name string }{
		{"another name", source, "taskfo"},
		{"no heading", "// Package p is fine.\npackage p\n", "p"},
		{"no comment", "package p\n", "p"},
		{"no Go", "# Analyzer p\n", "p"},
	} {
		if got := docs.Analyzer(test.source, test.name); got != "" {
			t.Errorf("%s: got %q", test.why, got)
		}
	}
}
