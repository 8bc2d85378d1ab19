package analyzer_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the output of the demo into README.md")

// demoCommand is what README.md tells a newcomer to type first.
const demoCommand = "go run ./cmd/taskcheck ./testdata/demo"

// TestReadmeDemo runs the demo as README.md says, and holds the output that
// README.md shows against it.
func TestReadmeDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the command")
	}
	out, status := run(t, demoCommand)
	if status != 1 {
		t.Errorf("%s: exit status %d, not 1", demoCommand, status)
	}
	const open, end = "```console\n$ " + demoCommand + "\n", "```\n"
	source, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(source), open)
	shown, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md does not show the output of %s", demoCommand)
	}
	if shown == out {
		return
	}
	if !*update {
		t.Fatalf("README.md shows:\n%s\nthe command prints:\n%s\n\"go test ./analyzer -run Readme -update\" mends README.md", shown, out)
	}
	if err := os.WriteFile("../README.md", []byte(before+open+out+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The code that README.md shows is that of the demo.
func TestReadmeCode(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	demo, err := os.ReadFile("../testdata/demo/main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```go\n")
	code, _, ok := strings.Cut(rest, "```\n")
	if !ok || code == "" || !strings.Contains(string(demo), code) {
		t.Errorf("the first code of README.md is not in testdata/demo/main.go:\n%s", code)
	}
}

// The demo does what README.md says of it: it dies, whatever it recovers.
func TestDemoDies(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the demo")
	}
	cmd := exec.Command("go", "run", "./testdata/demo")
	cmd.Dir = ".."
	out, err := cmd.CombinedOutput()
	if err == nil || !bytes.Contains(out, []byte("panic: runtime error: index out of range")) {
		t.Errorf("the demo does not die of its panic (%v):\n%s", err, out)
	}
}

// run runs a command line in the root of the repository, and returns what it
// printed and its exit status.
func run(t *testing.T, line string) (stdout string, status int) {
	t.Helper()
	args := strings.Fields(line)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = ".."
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		status = exit.ExitCode()
	case err != nil:
		t.Fatal(err)
	}
	return string(out), status
}
