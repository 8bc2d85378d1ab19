package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The go command's cache is of the executable that it runs: what -V=full says is
// what the go command has written into it, in each form of executable.
func TestBuildID(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the run-time system for other systems")
	}
	dir := t.TempDir()
	src := filepath.Join(dir, "main.go")
	if err := os.WriteFile(src, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, system := range []string{"linux", "darwin", "windows"} {
		exe := filepath.Join(dir, system)
		build := exec.Command("go", "build", "-o", exe, src)
		build.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", system, err, out)
		}
		out, err := exec.Command("go", "tool", "buildid", exe).Output()
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(strings.TrimSpace(string(out)), "/")
		want := parts[len(parts)-1]
		if got, ok := buildID(exe); !ok || got != want {
			t.Errorf("%s: got %q, %v, want %q", system, got, ok, want)
		}
	}

	// Other builders leave an ID of their own, and some none: the executable is hashed.
	for _, id := range []string{"", "redacted"} {
		exe := filepath.Join(dir, "other"+id)
		build := exec.Command("go", "build", "-o", exe, "-ldflags=-buildid="+id, src)
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if got, ok := buildID(exe); ok {
			t.Errorf("-buildid=%s: got %q, want none", id, got)
		}
	}
	if got, ok := buildID(src); ok {
		t.Errorf("of a file that is no executable: got %q, want none", got)
	}
}
