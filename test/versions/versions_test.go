// Package versions tests that the checks judge a library by the version that is in
// the build, and not by its name.
package versions

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const sync = "golang.org/x/sync"

// The program is compiled into the module of each version.
const program = "testdata/program"

// caseRx finds the name of a case on the line that starts its goroutine.
var caseRx = regexp.MustCompile(`// case (\w+)`)

// TestErrgroup runs a program with several versions of errgroup. In v0.14 and v0.15
// Wait panics again with what a goroutine had panicked with, so that the recover of
// who waits stops it; before and since, the process ends. What ends it is reported,
// and nothing else.
func TestErrgroup(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it builds a program with each of five versions of errgroup")
	}
	tool := buildTool(t)
	for version, survivors := range map[string]int{"v0.13.0": 1, "v0.14.0": 4, "v0.15.0": 4, "v0.16.0": 1, "newest": 0} {
		t.Run(version, func(t *testing.T) {
			m := newModule(t)
			m.require(t, sync, version)
			died := m.run(t)
			if n := len(died); survivors > 0 && n != 4-survivors {
				t.Errorf("the program survives %d of 4 cases, want %d: the test has lost its point", 4-n, survivors)
			}
			if got := m.reported(t, "go", "vet", "-vettool="+tool, "./..."); !slices.Equal(got, died) {
				t.Errorf("go vet reports %q, but these end the process: %q", got, died)
			}
			if got := m.reported(t, tool, "./..."); !slices.Equal(got, died) {
				t.Errorf("taskcheck reports %q, but these end the process: %q", got, died)
			}
		})
	}
}

// TestNewestTools runs the quick tests with the newest golang.org/x/tools: go.mod
// names an older one for the sake of gopls, and golangci-lint brings a newer.
func TestNewestTools(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it compiles and tests everything with other dependencies")
	}
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	modfile := "-modfile=" + filepath.Join(dir, "go.mod")
	module{"../..", []string{"-mod=mod", modfile}}.require(t, "golang.org/x/tools", "newest")
	// The flags are no setting here: the tests run the go command in modules of
	// their own.
	cmd := module{dir: "../.."}.command("go", "test", "-short", "-mod=mod", modfile, "./analyzer/...", "./cmd/...", "./internal/...")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// buildTool builds the command and returns its path.
func buildTool(t *testing.T) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "taskcheck.exe") // which every system runs
	if out, err := exec.Command("go", "build", "-o", tool, "../../cmd/taskcheck").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return tool
}

// A module is one in the folder dir, which the go command is run in with flags.
type module struct {
	dir   string
	flags []string
}

// newModule returns a copy of the program.
func newModule(t *testing.T) module {
	t.Helper()
	m := module{t.TempDir(), []string{"-mod=mod"}}
	if err := os.CopyFS(m.dir, os.DirFS(program)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.dir, "go.mod"), []byte("module versions\n\ngo 1.25.0\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return m
}

// command returns a command that is run in the module, whatever the user's settings.
func (m module) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS="+strings.Join(m.flags, " "), "GOTOOLCHAIN=local")
	return cmd
}

// require makes the module require a version of another. The newest is the newest
// that the installed Go can build.
func (m module) require(t *testing.T, path, version string) {
	t.Helper()
	wanted := []string{version}
	if version == "newest" {
		out, err := m.command("go", "list", "-m", "-versions", path).Output()
		if err != nil {
			t.Skipf("the module proxy does not answer: %v", err)
		}
		wanted = strings.Fields(string(out))[1:]
		slices.Reverse(wanted)
	}
	var last error
	for _, v := range wanted {
		out, err := m.command("go", "get", path+"@"+v).CombinedOutput()
		if err == nil {
			t.Logf("%s %s", path, v)
			return
		}
		last = fmt.Errorf("%w\n%s", err, out)
		if !bytes.Contains(out, []byte("requires go")) {
			break
		}
	}
	t.Skipf("the version cannot be had: %v", last)
}

// run runs the cases and returns the names of those that end the process, in order.
func (m module) run(t *testing.T) (died []string) {
	t.Helper()
	exe := filepath.Join(m.dir, "program.exe")
	if out, err := m.command("go", "build", "-o", exe, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := m.cases(t)
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		name := lines[line]
		out, err := m.command(exe, name).CombinedOutput()
		survived := bytes.Contains(out, []byte("survived"))
		if survived != (err == nil) || !survived && !bytes.Contains(out, []byte("panic: injected")) {
			t.Fatalf("case %s: %v\n%s", name, err, out)
		}
		if !survived {
			died = append(died, name)
		}
	}
	return died
}

// cases returns the names of the cases by their lines.
func (m module) cases(t *testing.T) (names map[int]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	names = make(map[int]string)
	for i, line := range strings.Split(string(text), "\n") {
		if found := caseRx.FindStringSubmatch(line); found != nil {
			names[i+1] = found[1]
		}
	}
	return names
}

// reportRx finds the line of a report that a panic ends the process.
var reportRx = regexp.MustCompile(`main\.go:(\d+):\d+: .*\[taskrecover/unrecovered \w+\]`)

// reported returns the names of the cases that a driver reports, in order.
func (m module) reported(t *testing.T, name string, args ...string) (reported []string) {
	t.Helper()
	out, err := m.command(name, args...).CombinedOutput()
	var status *exec.ExitError
	if err != nil && (!errors.As(err, &status) || status.ExitCode() != 1) {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := m.cases(t)
	for _, found := range reportRx.FindAllStringSubmatch(string(out), -1) {
		line, err := strconv.Atoi(found[1])
		if err != nil || lines[line] == "" {
			t.Errorf("a report of no case: %s", found[0])
		}
		reported = append(reported, lines[line])
	}
	return reported
}
