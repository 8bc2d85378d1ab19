package taskignore_test

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskignore"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// A suite is the analyzers that the tests run, with flags of their own.
type suite struct{ model, recovers, ignores *analysis.Analyzer }

func newSuite() suite {
	model := task.NewAnalyzer()
	recovers := taskrecover.New(model)
	return suite{model, recovers, taskignore.New(model, recovers)}
}

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func set(t *testing.T, a *analysis.Analyzer, name, value string) {
	t.Helper()
	if err := a.Flags.Set(name, value); err != nil {
		t.Fatal(err)
	}
}

func TestDirectives(t *testing.T) {
	analysistest.Run(t, testdata(t), newSuite().ignores, "directives")
}

// The other half of the cases: the directives that are right silence their
// line, and those that taskignore reports do not.
func TestSilenced(t *testing.T) {
	for _, res := range analysistest.Run(silent{}, testdata(t), newSuite().recovers, "directives") {
		marked := reportedMarks(res.Pass)
		for _, d := range res.Diagnostics {
			line := lineOf(res.Pass, d.Pos)
			if marked[line] != d.Category {
				t.Errorf("%s: not silenced: %s", line, d.Message)
			}
			delete(marked, line)
		}
		for line, category := range marked {
			t.Errorf("%s: no %s is reported", line, category)
		}
	}
}

// What a flag turns off is still found: the directives stay right, whatever
// flags a colleague or a driver uses.
func TestUsedWhateverTheFlags(t *testing.T) {
	s := newSuite()
	set(t, s.recovers, "off", "ineffective,swallowed")
	set(t, s.recovers, "confidence", "certain")
	analysistest.Run(t, testdata(t), s.ignores, "directives")
}

// taskrecover is silent in test files, and finds all the same.
func TestTestFiles(t *testing.T) {
	analysistest.Run(t, testdata(t), newSuite().ignores, "testdirectives")
}

func TestOff(t *testing.T) {
	s := newSuite()
	set(t, s.ignores, "off", "unused, malformed")
	var n int
	for _, res := range analysistest.Run(silent{}, testdata(t), s.ignores, "directives") {
		for _, d := range res.Diagnostics {
			if n++; d.Category != "unknown-check" {
				t.Errorf("%s is off: %s", d.Category, d.Message)
			}
		}
	}
	if n == 0 {
		t.Error("unknown-check is not off, and not reported")
	}
}

// Where the facts of an import are missing, the check does not know that
// there is nothing to silence.
func TestFactsMissing(t *testing.T) {
	count := func(s suite) (n int) {
		for _, res := range analysistest.Run(silent{}, testdata(t), s.ignores, "importing") {
			n += len(res.Diagnostics)
		}
		return n
	}
	if n := count(newSuite()); n != 1 {
		t.Errorf("with facts %d directives are reported, not 1", n)
	}
	s := newSuite()
	run := s.model.Run
	s.model.Run = func(pass *analysis.Pass) (any, error) {
		without := *pass
		without.ImportObjectFact = func(types.Object, analysis.Fact) bool { return false }
		return run(&without)
	}
	if n := count(s); n != 0 {
		t.Errorf("without facts %d directives are reported", n)
	}
}

// silent takes the mismatches of analysistest: a test that uses it compares
// for itself.
type silent struct{}

func (silent) Errorf(string, ...any) {}

// reportedMarks returns the categories in "reported: CATEGORY" comments by line.
func reportedMarks(pass *analysis.Pass) map[string]string {
	found := make(map[string]string)
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if category, ok := strings.CutPrefix(c.Text, "// reported: "); ok {
					found[lineOf(pass, c.Pos())] = category
				}
			}
		}
	}
	return found
}

func lineOf(pass *analysis.Pass, pos token.Pos) string {
	p := pass.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// The policy of a package decides what is reported in it, at every confidence,
// and a directive for what it allows silences nothing.
func TestPolicy(t *testing.T) {
	s := newSuite()
	set(t, s.recovers, "confidence", "possible")
	analysistest.Run(t, testdata(t), s.recovers, "policy")
	var unused []string
	for _, res := range analysistest.Run(silent{}, testdata(t), s.ignores, "policy") {
		for _, d := range res.Diagnostics {
			unused = append(unused, d.Category)
		}
	}
	if len(unused) != 1 || unused[0] != "unused" {
		t.Errorf("taskignore says %q of the package, not that one directive is unused", unused)
	}
}

// A directive that sets no policy is reported, and changes nothing.
func TestWrongPolicy(t *testing.T) {
	s := newSuite()
	analysistest.Run(t, testdata(t), s.ignores, "policywrong")
	set(t, s.recovers, "confidence", "possible")
	for _, res := range analysistest.Run(silent{}, testdata(t), s.recovers, "policywrong") {
		if n := len(res.Diagnostics); n != 1 && res.Pass.Pkg.Name() != "main" {
			t.Errorf("%d findings in %s, not the one of a panic that is raised again", n, res.Pass.Pkg.Path())
		}
	}
}
