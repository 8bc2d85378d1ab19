package taskrecover_test

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// The cases of guards are programs too: the tests of the model run them.
func TestGuards(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	a := taskrecover.New(task.NewAnalyzer())
	if err := a.Flags.Set("off", "unrecovered"); err != nil { // TestUnrecovered holds it against the verdicts
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, a, "guards", "guards/rescue", "guards/safe")
}

// What is only reported at confidence possible is marked in the cases with a
// comment "at possible: CATEGORY".
func TestGuardsPossible(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	a := taskrecover.New(task.NewAnalyzer())
	if err := a.Flags.Set("confidence", "possible"); err != nil {
		t.Fatal(err)
	}
	for _, res := range analysistest.Run(silent{}, testdata, a, "guards", "guards/rescue", "guards/safe") {
		marked := marks(res.Pass, "at possible: ")
		for _, d := range res.Diagnostics {
			if !strings.HasSuffix(d.Message, " possible]") || d.Category == "unrecovered" {
				continue
			}
			line := lineOf(res.Pass, d.Pos)
			if marked[line] != d.Category {
				t.Errorf("%s: unexpected %s: %s", line, d.Category, d.Message)
			}
			delete(marked, line)
		}
		for line, category := range marked {
			t.Errorf("%s: no %s is reported", line, category)
		}
	}
}

// silent takes the mismatches of analysistest: its want comments are of the
// default confidence, and the test compares for itself.
type silent struct{}

func (silent) Errorf(string, ...any) {}

// lineOf returns file:line of a position.
func lineOf(pass *analysis.Pass, pos token.Pos) string {
	p := pass.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// marks returns what follows the prefix in the comments of a package, by line.
func marks(pass *analysis.Pass, prefix string) map[string]string {
	found := make(map[string]string)
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if word, ok := strings.CutPrefix(c.Text[len("//"):], " "+prefix); ok {
					word, _, _ = strings.Cut(word, " ")
					found[lineOf(pass, c.Pos())] = word
				}
			}
		}
	}
	return found
}

func TestUnrecovered(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, taskrecover.New(task.NewAnalyzer()), "unrecovered", "unrecovered/codec", "unrecovered/internal/every")
}
