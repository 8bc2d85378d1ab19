package main

import (
	"slices"
	"testing"
)

func TestExplain(t *testing.T) {
	tests := []struct {
		name   string
		stderr string
		want   []string
		notes  []string
	}{
		{
			name:   "type error, from the vet tool",
			stderr: "# ex.com/p\ntaskcheck: p/a.go:2:23: undefined: x\n",
			want:   []string{"cannot analyze ex.com/p: p/a.go:2:23: undefined: x"},
		},
		{
			name:   "type errors, from the compiler",
			stderr: "# ex.com/p\np/a.go:2:23: undefined: x\np/a.go:3:1: duplicate case\n\tp/a.go:2:1: previous case\np/a.go:4:1: too many errors\n",
			want:   []string{"cannot analyze ex.com/p: p/a.go:2:23: undefined: x (and 2 more)"},
		},
		{
			name:   "tests do not compile",
			stderr: "# ex.com/p\n# [ex.com/p]\ntaskcheck: p/a_test.go:1:1: undefined: x\n",
			want:   []string{"cannot analyze ex.com/p: p/a_test.go:1:1: undefined: x"},
		},
		{
			name:   "two packages and a download",
			stderr: "go: downloading ex.com/q v1.0.0\n# ex.com/p\np/a.go:1:1: x\n# ex.com/q [ex.com/p.test]\nq/a.go:1:1: y\n",
			want:   []string{"cannot analyze ex.com/p: p/a.go:1:1: x", "cannot analyze ex.com/q: q/a.go:1:1: y"},
			notes:  []string{"go: downloading ex.com/q v1.0.0"},
		},
		{
			name:   "no module",
			stderr: "no required module provides package ex.com/q; to add it:\n\tgo get ex.com/q\n",
			want:   []string{"no required module provides package ex.com/q; to add it: go get ex.com/q"},
		},
		{
			name:   "nothing matches",
			stderr: "go: warning: \"x/...\" matched no packages\nno packages to vet\n",
			want:   []string{`"x/..." matched no packages`},
		},
		{
			name:   "a broken go.mod",
			stderr: "go: errors parsing go.mod:\ngo.mod:1: unknown directive: modle\n",
			want:   []string{"go: errors parsing go.mod: go.mod:1: unknown directive: modle"},
		},
		{
			name:   "the binary is older than the go command",
			stderr: "# internal/abi\ntaskcheck: /go/abi.go:5:1: package requires newer Go version go1.99 (application built with go1.25)\n# cmp\ntaskcheck: /go/cmp.go:7:1: package requires newer Go version go1.99 (application built with go1.25)\n",
			want:   []string{"it was built with go1.25 and cannot analyze what needs go1.99; build it anew: go install github.com/taskcheck/taskcheck/cmd/taskcheck@latest"},
		},
		{
			name:   "usage of go vet",
			stderr: "flag provided but not defined: -x\nusage: go vet [build flags]\nRun 'go help vet' for details.\nRun '/bin/t help' for a full list of flags and analyzers.\nRun '/bin/t -help' for an overview.\n",
			want:   []string{"flag provided but not defined: -x"},
		},
		{
			name:   "panic",
			stderr: "# ex.com/p\npanic: oh no\n\ngoroutine 1 [running]:\nmain.f()\n\n\ta.go:1\n\ngoroutine 2 [idle]:\nmain.g()\n",
			want:   []string{"internal error in ex.com/p: panic: oh no; please report it at " + issues + " with this:\n\tpanic: oh no\n\tgoroutine 1 [running]:\n\tmain.f()\n\t\ta.go:1"},
		},
		{
			name:   "the vet tool gives up",
			stderr: "# ex.com/p\ntaskcheck: cannot decode facts\n",
			want:   []string{"internal error in ex.com/p: cannot decode facts; please report it at " + issues + " with this:\n\ttaskcheck: cannot decode facts"},
		},
		{
			name:   "nothing is said",
			stderr: "# ex.com/p\n",
			want:   []string{"cannot analyze ex.com/p: go vet gave no reason"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			report := splitStderr(tt.stderr)
			notes, problems := report.explain("taskcheck")
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("problems:\ngot  %q\nwant %q", got, tt.want)
			}
			if !slices.Equal(notes, tt.notes) {
				t.Errorf("notes: got %q, want %q", notes, tt.notes)
			}
		})
	}
}

// Before Go 1.26, go vet -json wrote the findings to standard error.
func TestSplitStderrJSON(t *testing.T) {
	report := splitStderr("go: downloading x\n# p\n# [p]\n{\n\t\"p\": {}\n}\n# q\n{}\n# r\nr.c:1:1: warning: w\n")
	if want := "{\n\t\"p\": {}\n}\n{}\n"; report.json != want {
		t.Errorf("JSON: got %q, want %q", report.json, want)
	}
	want := []string{"go: downloading x", "# r", "r.c:1:1: warning: w"}
	if got := report.notes(); !slices.Equal(got, want) {
		t.Errorf("notes: got %q, want %q", got, want)
	}
}

// Only what does not compile keeps its importers from being analyzed.
func TestBlocksImporters(t *testing.T) {
	tests := []struct {
		p    problem
		want bool
	}{
		{problem{pkg: "p"}, true},
		{problem{pkg: "p", tests: true}, false},
		{problem{pkg: "p", internal: true}, false},
		{problem{}, false},
	}
	for _, tt := range tests {
		if got := tt.p.blocksImporters(); got != tt.want {
			t.Errorf("blocksImporters of %+v = %v, want %v", tt.p, got, tt.want)
		}
	}
}
