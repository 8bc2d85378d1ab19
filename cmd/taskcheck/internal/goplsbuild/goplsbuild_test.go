package goplsbuild

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// TestBuild builds the real gopls and drives it over a file with a fault.
func TestBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds gopls")
	}
	// A scratch root of our own shows what Build leaves behind.
	scratch := t.TempDir()
	t.Setenv("TMPDIR", scratch)
	t.Setenv("TMP", scratch)

	gopls := filepath.Join(t.TempDir(), "gopls")
	if runtime.GOOS == "windows" {
		gopls += ".exe"
	}
	opts := Options{Output: gopls, Checkout: filepath.Join("..", "..", "..", "..")}
	if err := Build(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("the build left %v, %v in the folder for temporary files", left, err)
	}

	out := check(t, gopls, "package fault\n\nfunc start(work func()) {\n\tgo func() { defer recover(); work() }()\n}\n")
	want := regexp.MustCompile(`fault\.go:4:.*\[taskrecover/ineffective certain\]`)
	if !want.MatchString(out) {
		t.Errorf("gopls check reports no %s\ngot:\n%s", want, out)
	}
}

// check returns what "gopls check" says of a module with that one file.
func check(t *testing.T, gopls, source string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module fault\n\ngo 1.25.0\n", "fault.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), gopls, "check", "fault.go")
	cmd.Dir = dir
	// No cache of another gopls can answer for this one.
	cmd.Env = append(os.Environ(), "GOPLSCACHE="+t.TempDir(), "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("gopls check: %v\n%s", err, out)
	}
	return string(out)
}

func TestBuildErrors(t *testing.T) {
	// The test binary is no released taskcheck, so its version is refused.
	if err := Build(t.Context(), Options{Output: "gopls"}); err == nil || !strings.Contains(err.Error(), "go install "+modulePath) {
		t.Errorf("without a checkout Build says %v, want how to install a released version", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Build(ctx, Options{Output: "gopls", Checkout: "."}); err == nil {
		t.Error("Build goes on after its context was cancelled")
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
