package parity

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taskcheck/taskcheck/internal/goplsbuild"
)

func skipIfShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds golangci-lint and gopls, which takes minutes")
	}
}

// programs is the folder of what the tests build and share.
var programs string

func TestMain(m *testing.M) {
	var err error
	if programs, err = os.MkdirTemp("", "taskcheck-parity-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer os.RemoveAll(programs)
	m.Run()
}

// A program is built when the first test asks for it.
type program struct {
	name  string
	build func(t *testing.T, output string) error
	once  sync.Once
	err   error
}

// path builds the program and returns the path of its executable.
func (p *program) path(t *testing.T) string {
	t.Helper()
	output := filepath.Join(programs, p.name+".exe") // which every system runs
	p.once.Do(func() {
		start := time.Now()
		p.err = p.build(t, output)
		t.Logf("built %s in %.1fs", p.name, time.Since(start).Seconds())
	})
	if p.err != nil {
		t.Fatalf("building %s: %v", p.name, p.err)
	}
	return output
}

var (
	taskcheckProgram = &program{name: "taskcheck", build: buildTaskcheck}
	golangciProgram  = &program{name: "golangci-lint", build: buildGolangci}
	goplsProgram     = &program{name: "gopls", build: buildGopls}
)

// buildTaskcheck links the name of the output in, so that programs of two names
// are two tools to the cache of go vet.
func buildTaskcheck(_ *testing.T, output string) error {
	return goCommand(checkout(), "build", "-ldflags=-X=main.parity="+filepath.Base(output), "-o", output, "./cmd/taskcheck")
}

func buildGopls(t *testing.T, output string) error {
	scratch := t.TempDir() // shows what the build leaves behind
	t.Setenv("TMPDIR", scratch)
	t.Setenv("TMP", scratch)
	err := goplsbuild.Build(t.Context(), goplsbuild.Options{Output: output, Checkout: checkout()})
	if left, _ := filepath.Glob(filepath.Join(scratch, "*")); len(left) > 0 {
		t.Errorf("the build left %v in the folder for temporary files", left)
	}
	return err
}

// checkout is the folder of our module. The tests run two below.
func checkout() string { return filepath.Join("..", "..") }

func goCommand(dir string, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", args[0], err, out)
	}
	return nil
}

// goVet returns the findings of go vet -vettool. Its exit status is 1, because
// there are findings.
func goVet(t *testing.T, c *corpus) []finding {
	t.Helper()
	return goVetWith(t, c, taskcheckProgram)
}

func goVetWith(t *testing.T, c *corpus, tool *program) []finding {
	t.Helper()
	return c.parse(t, run(t, 1, c.dir, "go", "vet", "-vettool="+tool.path(t), "./...").stderr)
}

func goVetJSON(t *testing.T, c *corpus) []finding {
	t.Helper()
	tool := taskcheckProgram.path(t)
	// With -json it is the package that does not compile that makes it 1.
	return c.parseJSON(t, run(t, 1, c.dir, "go", "vet", "-vettool="+tool, "-json", "./...").stdout)
}

// command returns the findings of the command. Its exit status is 2, because a
// package does not compile.
func command(t *testing.T, c *corpus) []finding {
	t.Helper()
	return c.parse(t, run(t, 2, c.dir, taskcheckProgram.path(t), "./...").stdout)
}

// commandJSON reads the command's own form of JSON, which has apart what ends a
// message elsewhere, and names files from the root of the repository.
func commandJSON(t *testing.T, c *corpus) (all []finding) {
	t.Helper()
	type place struct {
		File         string
		Line, Column int
	}
	var report struct {
		Findings []struct {
			Check, Category, Confidence, Message string
			Place                                place
			Related                              []place
		}
	}
	out := run(t, 2, c.dir, taskcheckProgram.path(t), "-json", "./...").stdout
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("reading JSON: %v\n%s", err, out)
	}
	for _, r := range report.Findings {
		_, name, _ := strings.Cut(r.Place.File, "testdata/corpus/")
		f := finding{file: cmp.Or(name, r.Place.File), line: r.Place.Line, col: r.Place.Column}
		f.message = fmt.Sprintf("%s [%s/%s %s]", r.Message, r.Check, r.Category, r.Confidence)
		if len(r.Related) > 0 {
			f.see = fmt.Sprintf("%s:%d", path.Base(r.Related[0].File), r.Related[0].Line)
		}
		all = append(all, f)
	}
	slices.SortFunc(all, compareFindings)
	return all
}

// gopls returns the findings of one gopls that is given all files.
func gopls(t *testing.T, c *corpus) []finding {
	t.Helper()
	t.Setenv("GOPLSCACHE", t.TempDir()) // no cache of another gopls answers
	args := slices.Concat([]string{"check"}, c.files)
	return c.parse(t, run(t, 0, c.dir, goplsProgram.path(t), args...).stdout)
}

var (
	// A line of go vet, of the command or of gopls. The last prints ranges:
	// "line:col-col", or "line:col-line:col".
	reportLine = regexp.MustCompile(`^(\s*)(.+?\.go):(\d+):(\d+)(?:-(?:\d+:)?\d+)?: (.*)$`)
	// A place related to the finding above it is marked in the one way or
	// the other: indented, with an indented text, or with a text after "- ".
	relatedText = regexp.MustCompile(`^(\t|- )`)
)

// parse reads the findings of a driver that prints text. What the driver prints
// besides, such as findings of others and type errors, does not have our tail.
func (c *corpus) parse(t *testing.T, text string) []finding {
	t.Helper()
	var all []finding
	var last *finding // the finding that a related place belongs to
	for line := range strings.Lines(text) {
		m := reportLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m == nil {
			continue
		}
		f := finding{file: c.name(t, m[2]), line: atoi(m[3]), col: atoi(m[4]), message: m[5]}
		switch {
		case m[1] != "" || relatedText.MatchString(f.message):
			if last != nil && last.see == "" {
				last.see = fmt.Sprintf("%s:%d", filepath.Base(f.file), f.line)
			}
		case tail.MatchString(f.message):
			all = append(all, f)
			last = &all[len(all)-1]
		case strings.Contains(f.file, "broken/"):
			// go vet prints a type error when it comes up, even between a
			// finding and its places.
		default:
			last = nil
		}
	}
	slices.SortFunc(all, compareFindings)
	return all
}

// A report is a finding, or a place related to one, in the JSON of go vet.
type report struct {
	Posn    string
	Message string
	Related []report
}

// parseJSON reads the findings of a driver that prints JSON: a stream of
// objects, each with findings by package and analyzer.
func (c *corpus) parseJSON(t *testing.T, text string) []finding {
	t.Helper()
	var all []finding
	for dec := json.NewDecoder(strings.NewReader(text)); ; {
		var packages map[string]map[string][]report
		if err := dec.Decode(&packages); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("reading JSON: %v\n%s", err, text)
		}
		for _, analyzers := range packages {
			for _, reports := range analyzers {
				all = append(all, c.findingsOf(t, reports)...)
			}
		}
	}
	slices.SortFunc(all, compareFindings)
	return all
}

func (c *corpus) findingsOf(t *testing.T, reports []report) (all []finding) {
	t.Helper()
	for _, r := range reports {
		// The text form of a report, so that there is one way to read places.
		text := r.Posn + ": " + r.Message
		for _, related := range r.Related {
			text += "\n\t" + related.Posn + ": " + related.Message
		}
		all = append(all, c.parse(t, text)...)
	}
	return all
}

// atoi converts what a regular expression has found to be digits.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

type output struct{ stdout, stderr string }

// anyStatus stands for every exit status.
const anyStatus = -1

// run runs a program in dir and fails the test if it does not exit with the
// status.
func run(t *testing.T, status int, dir, name string, args ...string) output {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	got := 0
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got, err = exit.ExitCode(), nil
	}
	if err != nil || got != status && status != anyStatus {
		t.Fatalf("%s ended with exit status %d, %v; want %d\n%s%s", filepath.Base(name), got, err, status, &stdout, &stderr)
	}
	return output{stdout.String(), stderr.String()}
}
