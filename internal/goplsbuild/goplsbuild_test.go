package goplsbuild

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"runtime/debug"
	"strings"
	"testing"
)

// What Build builds is driven by the tests of test/parity, which need it anyway:
// it takes a minute.

func TestBuildErrors(t *testing.T) {
	// The test binary is no released taskcheck, so its version is refused.
	if err := Build(t.Context(), Options{Output: "gopls"}); err == nil || !strings.Contains(err.Error(), "go install "+modulePath) {
		t.Errorf("without a checkout Build says %v, want how to install a released version", err)
	}

	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	t.Setenv("TMP", scratch)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Build(ctx, Options{Output: "gopls", Checkout: "."}); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context was cancelled Build says %v", err)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("a failed build left %v, %v in the folder for temporary files", left, err)
	}
}

func TestNewestGopls(t *testing.T) {
	for _, test := range []struct{ installed, want, wantErr string }{
		{installed: "go1.26.0", want: "v0.23.0"},
		{installed: "go1.26.8", want: "v0.23.0"},
		{installed: "go1.26.8-custom", want: "v0.23.0"},
		{installed: "devel go1.27-0123456789 Mon Jan 5 00:00:00 2026", want: "v0.23.0"},
		{installed: "go1.25.9", wantErr: "gopls v0.23.0 needs go1.26.0 or newer, and the go command on the path is go1.25.9"},
	} {
		got, err := newestGopls(test.installed)
		if got != test.want || (err != nil) != (test.wantErr != "") {
			t.Errorf("newestGopls(%q) = %q, %v; want %q, error %q", test.installed, got, err, test.want, test.wantErr)
		}
		if err != nil && !strings.HasPrefix(err.Error(), test.wantErr) {
			t.Errorf("newestGopls(%q): %v, want %s", test.installed, err, test.wantErr)
		}
	}
}

func TestChecksOf(t *testing.T) {
	tool := debug.Module{Path: "example.com/service", Version: "(devel)"}
	released := &debug.Module{Path: modulePath, Version: "v1.2.3"}
	for _, test := range []struct {
		name string
		info debug.BuildInfo
		want string // "" for an error
	}{
		{"installed", debug.BuildInfo{Main: *released}, "v1.2.3"},
		{"tool of a module", debug.BuildInfo{Main: tool, Deps: []*debug.Module{released}}, "v1.2.3"},
		{"replaced", debug.BuildInfo{Main: tool, Deps: []*debug.Module{{Path: modulePath, Version: "v1.2.3", Replace: &debug.Module{Path: "../fork"}}}}, ""},
		{"working copy", debug.BuildInfo{Main: debug.Module{Path: modulePath, Version: "(devel)"}}, ""},
		{"changed working copy", debug.BuildInfo{Main: debug.Module{Path: modulePath, Version: "v1.2.3+dirty"}}, ""},
		{"another program", debug.BuildInfo{Main: tool}, ""},
	} {
		got, err := checksOf(&test.info)
		if got.version != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: checksOf = %q, %v; want %q", test.name, got.version, err, test.want)
		}
	}
}

// The file that is added has the flags, and is Go.
func TestWithFlags(t *testing.T) {
	for _, flags := range []map[string]string{nil, {"taskrecover.off": "swallowed", "taskignore": "false"}} {
		text := withFlags(flags)
		if _, err := parser.ParseFile(token.NewFileSet(), "taskcheck.go", text, 0); err != nil {
			t.Errorf("with the flags %v: %v", flags, err)
		}
		for name, value := range flags {
			if want := fmt.Sprintf("%q:%q", name, value); !strings.Contains(string(text), want) {
				t.Errorf("there is no %s in\n%s", want, text)
			}
		}
	}
}
