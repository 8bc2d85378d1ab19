package task_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// Execution is the judge: the cases under testdata are programs whose comments
// say what becomes of a panic. These tests run every one, and hold the comment
// and the model against what happened. The form of the comments is described
// in testdata/src/guards/main.go.

// A fater is what the judge asks of *task.Model.
type fater interface {
	Fates(op ast.Node) []task.Fate
}

// judgedModules are the modules of cases, relative to this folder. Each is a
// program in the module's root and the packages that it needs.
var judgedModules = []string{
	"../../../testdata/src/guards",
	"../../../testdata/libs",
	"../../../testdata/libs15",
}

// The outcomes of a run, which are the verdicts of a comment too.
const (
	dies     = "dies"
	survives = "survives"
	exits    = "exits"
	depends  = "depends"
)

// A judgedCase is a case as its comment describes it.
type judgedCase struct {
	name string
	doc  string
	pos  token.Position
	decl *ast.FuncDecl

	verdict string // in a run whose operation panics
	calm    string // in one whose operation does not
	envs    []judgedEnv
	ops     []string // the functions that hold the operation
	model   string   // what the model is to say, "" if the verdict
}

// A judgedEnv is an environment that a case is run in.
type judgedEnv struct {
	vars    []string
	verdict string // in it, if the operation panics
}

// An outcome is what happened to one case in all of its runs.
type outcome struct {
	armed    map[string]bool // the verdicts of the runs whose operation panics
	problems []string        // what is not as the comment says
	runs     int
}

var caseLine = regexp.MustCompile(`(?m)^([a-z][a-z()]*(?: with)?): *(.*)$`)

// parseFiles parses the files of the package in dir.
func parseFiles(fset *token.FileSet, dir string) ([]*ast.File, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// parseCases returns the cases of the program in dir by name.
func parseCases(dir string) (map[string]*judgedCase, error) {
	fset := token.NewFileSet()
	files, err := parseFiles(fset, dir)
	if err != nil {
		return nil, err
	}
	cases := make(map[string]*judgedCase)
	for _, f := range files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Recv != nil || !strings.HasPrefix(decl.Name.Name, "case") {
				continue
			}
			c, err := parseCase(decl)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", fset.Position(decl.Pos()), decl.Name.Name, err)
			}
			c.pos = fset.Position(decl.Pos())
			cases[c.name] = c
		}
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("no cases in %s", dir)
	}
	return cases, nil
}

// parseCase reads the lines of a case's comment.
func parseCase(decl *ast.FuncDecl) (*judgedCase, error) {
	c := &judgedCase{name: decl.Name.Name, doc: decl.Doc.Text(), decl: decl, calm: survives}
	for _, line := range caseLine.FindAllStringSubmatch(c.doc, -1) {
		key, value := line[1], strings.TrimSpace(line[2])
		switch key {
		case "verdict":
			c.verdict = value
		case "verdict(calm)":
			c.calm = value
		case "dies with", "survives with":
			verdict, _, _ := strings.Cut(key, " ")
			c.envs = append(c.envs, judgedEnv{strings.Fields(value), verdict})
		case "op":
			c.ops = strings.Fields(value)
		case "model":
			c.model = value
		default:
			return nil, fmt.Errorf("its comment has a line %q, which means nothing", line[0])
		}
	}
	return c, c.check()
}

// check reports what the comment lacks.
func (c *judgedCase) check() error {
	switch c.verdict {
	case depends:
		var seen []string
		for _, e := range c.envs {
			seen = append(seen, e.verdict)
		}
		if !slices.Contains(seen, dies) || !slices.Contains(seen, survives) {
			return errors.New(`"verdict: depends" needs the lines "dies with" and "survives with"`)
		}
	case dies, survives, exits:
		c.envs = append(c.envs, judgedEnv{verdict: c.verdict})
	default:
		return fmt.Errorf("verdict %q is none of dies, survives, exits and depends", c.verdict)
	}
	if c.model != "" && !modelLine.MatchString(c.model) {
		return fmt.Errorf("%q is not in the form \"model: fate (reason)\"", c.model)
	}
	return nil
}

var modelLine = regexp.MustCompile(`^(unknown|contained|depends|crashes|none) \(.+\)$`)

// buildCases builds the program of a module.
func buildCases(dir, program string) error {
	cmd := exec.Command("go", "build", "-o", program, ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build in %s: %w\n%s", dir, err, out)
	}
	return nil
}

// runTimeout is the time that one run of a case may take.
const runTimeout = 10 * time.Second

// exitUnknownCase is the exit status of the programs for a case they lack.
const exitUnknownCase = 3

// runCase runs a case once and returns what became of the process.
func runCase(program, name string, vars ...string) (verdict string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), runTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, name)
	cmd.Env = append(cleanEnv(), vars...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return "", err
	}
	if ctx.Err() != nil {
		return "", fmt.Errorf("it ran for more than %v", runTimeout)
	}
	if exit != nil && exit.ExitCode() == exitUnknownCase {
		return "", errors.New("main.go does not list it")
	}
	if stdout.String() != "reached\n" {
		return "", fmt.Errorf("its operation was not reached:\n%s", stderr.Bytes())
	}
	return verdictOf(cmd.ProcessState.ExitCode(), stderr.Bytes())
}

// cleanEnv returns the environment without what decides the cases, and without
// what changes how the runtime reports a crash.
func cleanEnv() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"BOOM", "GUARD", "ITEMS", "GODEBUG", "GOTRACEBACK"}, name)
	})
}

var crash = regexp.MustCompile(`(?m)^(panic|fatal error): `)

// verdictOf tells a crash of the runtime from any other end.
func verdictOf(status int, stderr []byte) (string, error) {
	switch {
	case status == 0:
		return survives, nil
	case status == 1:
		return exits, nil
	case status == 2 && crash.Match(stderr):
		return dies, nil
	}
	return "", fmt.Errorf("exit status %d:\n%s", status, stderr)
}

// judge runs a case in all its environments, with the operation panicking and
// not.
func (c *judgedCase) judge(program string) *outcome {
	o := &outcome{armed: make(map[string]bool)}
	for _, env := range c.envs {
		if got := o.run(program, c, "BOOM=1", env.verdict, env.vars); got != "" {
			o.armed[got] = true
		}
		o.run(program, c, "BOOM=", c.calm, env.vars)
	}
	return o
}

// run runs a case once, notes it if it did not end as the comment says, and
// returns how it ended.
func (o *outcome) run(program string, c *judgedCase, boom, want string, vars []string) string {
	o.runs++
	got, err := runCase(program, c.name, append([]string{boom}, vars...)...)
	switch {
	case err != nil:
		o.problems = append(o.problems, fmt.Sprintf("with %s %v: %v", boom, vars, err))
	case got != want:
		o.problems = append(o.problems, fmt.Sprintf("with %s %v it %s, and its comment says that it %s", boom, vars, got, want))
	}
	return got
}

// verdict returns what all the runs with a panic together say.
func (o *outcome) verdict() string {
	if len(o.armed) != 1 {
		return depends
	}
	for v := range o.armed {
		return v
	}
	return ""
}

// A judgement is a module of cases that has been run.
type judgement struct {
	dir      string
	cases    map[string]*judgedCase
	outcomes map[string]*outcome
}

// judgements runs the cases of all modules, once for all tests.
var judgements = sync.OnceValues(func() ([]*judgement, error) {
	tmp, err := os.MkdirTemp("", "judge")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	var all []*judgement
	for i, dir := range judgedModules {
		cases, err := parseCases(dir)
		if err != nil {
			return nil, err
		}
		program := filepath.Join(tmp, fmt.Sprintf("cases%d", i))
		if runtime.GOOS == "windows" {
			program += ".exe"
		}
		if err := buildCases(dir, program); err != nil {
			return nil, err
		}
		all = append(all, &judgement{dir, cases, judgeAll(program, cases)})
	}
	return all, nil
})

// judgeAll runs the cases of one program, two at a time.
func judgeAll(program string, cases map[string]*judgedCase) map[string]*outcome {
	var (
		mu       sync.Mutex
		outcomes = make(map[string]*outcome)
		wg       sync.WaitGroup
		slots    = make(chan struct{}, 2)
	)
	for _, c := range cases {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			o := c.judge(program)
			mu.Lock()
			defer mu.Unlock()
			outcomes[c.name] = o
		})
	}
	wg.Wait()
	return outcomes
}

// sortedCases returns the cases by place.
func (j *judgement) sortedCases() []*judgedCase {
	return slices.SortedFunc(maps.Values(j.cases), func(a, b *judgedCase) int {
		return cmp.Or(strings.Compare(a.pos.Filename, b.pos.Filename), cmp.Compare(a.pos.Offset, b.pos.Offset))
	})
}

// loadJudgements returns the judgements, or skips or fails the test.
func loadJudgements(t *testing.T) []*judgement {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds and runs several hundred programs: not with -short")
	}
	all, err := judgements()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestComments proves what the comment of every case says, by running it.
func TestComments(t *testing.T) {
	for _, j := range loadJudgements(t) {
		verdicts, runs, wrong := make(map[string]int), 0, 0
		for _, c := range j.sortedCases() {
			o := j.outcomes[c.name]
			verdicts[c.verdict]++
			runs += o.runs
			for _, p := range o.problems {
				t.Errorf("%s: %s: %s", c.pos, c.name, p)
				wrong++
			}
		}
		t.Logf("%s: %d cases, %d runs, %d not as their comment says: %v", j.dir, len(j.cases), runs, wrong, verdicts)
	}
}

// TestWants holds what the cases expect of taskrecover against what happened:
// a guard that is called ineffective must have let a panic through, and one
// that is said to swallow a panic must have stopped it.
func TestWants(t *testing.T) {
	wants := 0
	for _, j := range loadJudgements(t) {
		for _, c := range j.sortedCases() {
			o := j.outcomes[c.name]
			source, err := sourceOf(c)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(source, "taskrecover/ineffective certain") {
				wants++
				if o.verdict() == survives && c.calm == survives {
					t.Errorf("%s: %s wants a report that its guard is ineffective, and survives", c.pos, c.name)
				}
			}
			if strings.Contains(source, "taskrecover/swallowed certain") {
				wants++
				if o.verdict() != survives {
					t.Errorf("%s: %s wants a report that its guard swallows the panic, and %s", c.pos, c.name, o.verdict())
				}
			}
		}
	}
	if wants == 0 {
		t.Error("no case wants a report")
	}
	t.Logf("%d cases want a report", wants)
}

// sourceOf returns the text of a case.
func sourceOf(c *judgedCase) (string, error) {
	text, err := os.ReadFile(c.pos.Filename)
	if err != nil {
		return "", err
	}
	length := int(c.decl.End() - c.decl.Pos())
	return string(text[c.pos.Offset : c.pos.Offset+length]), nil
}

// claims are the places that make a claim about guards. Each must have a case:
// the rows of the table in DESIGN §4 from 1, the cases of PEERS E that are
// about guards, and the shapes of protection (P) and of start (S) of SEMANTICS
// that need no library.
var claims = func() []string {
	var all []string
	for i := 1; i <= 26; i++ {
		all = append(all, fmt.Sprintf("DESIGN §4 row %d", i))
	}
	for i := 1; i <= 30; i++ {
		if i == 14 || i == 16 || i >= 25 && i <= 28 { // about joins and receives
			continue
		}
		all = append(all, fmt.Sprintf("PEERS E%d", i))
	}
	for i := 1; i <= 11; i++ {
		all = append(all, fmt.Sprintf("SEMANTICS P%d", i))
	}
	return append(all, "SEMANTICS S1", "SEMANTICS S2", "SEMANTICS S3", "FIXES")
}()

var claim = regexp.MustCompile(`DESIGN §4 row \d+|PEERS E\d+|SEMANTICS [PS]\d+|FIXES`)

// TestClaims requires a case for every place that makes a claim.
func TestClaims(t *testing.T) {
	count := make(map[string]int)
	for _, dir := range judgedModules {
		cases, err := parseCases(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			for _, ref := range claim.FindAllString(c.doc, -1) {
				count[ref]++
			}
		}
	}
	for _, ref := range claims {
		if count[ref] == 0 {
			t.Errorf("%s has no case", ref)
		}
	}
	for _, ref := range slices.Sorted(maps.Keys(count)) {
		t.Logf("%-20s %d", ref, count[ref])
	}
}
