// Package parity holds the drivers against each other: go vet, the command
// taskcheck, golangci-lint and gopls report the same findings of the packages
// in testdata/corpus.
//
// Comments in the corpus say what is found, and so keep drivers that agree on
// nothing from passing:
//
//	// want "regexp"    the line has one finding, whose message matches
//	// hidden:errcheck  golangci-lint's default settings show the report of errcheck instead
package parity

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taskcheck/taskcheck/analyzer"
	"github.com/taskcheck/taskcheck/internal/catalog"
)

// A finding is one report, without what is different in every driver.
type finding struct {
	file      string // relative to the corpus, with slashes
	line, col int
	message   string
	// see is the first related place, as "base name:line"; empty if there is
	// none.
	see string
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s (see %s)", f.file, f.line, f.col, f.message, f.see)
}

func compareFindings(a, b finding) int {
	return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col),
		cmp.Compare(a.message, b.message), cmp.Compare(a.see, b.see))
}

// TestParity runs every driver over the corpus. That of go vet is held against
// the comments, and the others against that of go vet.
func TestParity(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	vet := goVet(t, c)
	c.check(t, vet)

	for _, d := range []struct {
		name string
		run  func(*testing.T, *corpus) []finding
	}{
		{"go vet -json", goVetJSON},
		{"command", command},
		{"command -json", commandJSON},
		{"golangci-lint", golangciLint},
		{"golangci-lint without tests", golangciLintWithoutTests},
		{"gopls", gopls},
	} {
		t.Run(d.name, func(t *testing.T) {
			compare(t, d.run(t, c), vet)
		})
	}
}

// TestCategories fails when a category is not in the corpus, of which then nobody
// knows whether all drivers report it.
func TestCategories(t *testing.T) {
	c := readCorpus(t)
	for _, rule := range catalog.Of(analyzer.New().Checks).Rules {
		found := false
		for _, e := range c.expected {
			found = found || strings.Contains(e.message.String(), "["+rule.ID()+" ")
		}
		if !found {
			t.Errorf("no package of the corpus has a finding of %s", rule.ID())
		}
	}
}

// compare reports the findings of a driver that are not those of go vet.
func compare(t *testing.T, got, vet []finding) {
	t.Helper()
	for _, f := range got {
		if !slices.Contains(vet, f) {
			t.Errorf("go vet does not report\n%v", f)
		}
	}
	for _, f := range vet {
		if !slices.Contains(got, f) {
			t.Errorf("only go vet reports\n%v", f)
		}
	}
	if len(got) != len(vet) {
		t.Errorf("there are %d findings; go vet has %d", len(got), len(vet))
	}
}

// TestProcessors runs the drivers on one processor and on eight, which changes
// the order in which packages are analyzed. Nothing comes from a cache: each
// run of go vet has a tool of its own, and the others start with empty caches.
func TestProcessors(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	vet := goVet(t, c)
	for _, n := range []string{"1", "8"} {
		t.Run(n, func(t *testing.T) {
			tool := &program{name: "taskcheck" + n, build: buildTaskcheck}
			tool.path(t)
			t.Setenv("GOMAXPROCS", n)
			compare(t, goVetWith(t, c, tool), vet)
			compare(t, golangciLint(t, c), vet)
			compare(t, gopls(t, c), vet)
		})
	}
}

// tail ends the message of every finding: check, category and confidence.
var tail = regexp.MustCompile(` \[(task[a-z]+)/[a-z-]+ (certain|likely|possible)\]$`)

// TestMessages fails when a message holds what would churn with every edit.
func TestMessages(t *testing.T) {
	skipIfShort(t)
	for _, f := range goVet(t, readCorpus(t)) {
		if strings.Contains(f.message, ".go:") {
			t.Errorf("%v: the message has a line number", f)
		}
	}
}
