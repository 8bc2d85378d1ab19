package task_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDying holds programs of which a goroutine dies, and nothing said so at any
// confidence, against that: each is run, and has to be reported.
func TestDying(t *testing.T) {
	files, err := filepath.Glob("testdata/dying/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs: ", err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/dying\n\ngo 1.25\n")
	common := read(t, "testdata/dying/main.go")
	sources := make(map[string]string)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".go")
		if name == "main" {
			continue
		}
		sources[name] = read(t, file)
		write(t, filepath.Join(dir, name, "main.go"), common)
		write(t, filepath.Join(dir, name, name+".go"), sources[name])
	}
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "bin")+string(filepath.Separator), "./...")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	std := needStd(t)
	for name, text := range sources {
		t.Run(name, func(t *testing.T) {
			out, err := exec.Command(filepath.Join(dir, "bin", name)).CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || !strings.Contains(string(out), "panic: ") {
				t.Fatalf("it does not die: %v\n%s", err, out)
			}
			u, errs := parseUnit(std, std.fset, map[string]any{"main.go": common, name + ".go": text})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			found, _, err := u.run()
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				if d.Category == "unrecovered" || strings.Contains(d.Message, "ends the process") {
					return
				}
			}
			t.Errorf("nothing is reported of\n%s", text)
		})
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
