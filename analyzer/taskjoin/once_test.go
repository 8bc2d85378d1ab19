package taskjoin_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer"
)

// silent takes the mismatches of analysistest: the want comments are those of
// one check at its default, and these tests compare for themselves.
type silent struct{}

func (silent) Errorf(string, ...any) {}

// One fault is one report: whatever is said of a line in the cases is said by
// one check, at any confidence.
func TestOneReport(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the cases once for each check")
	}
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	said := make(map[string]string)
	for _, a := range analyzer.New().Checks {
		if err := a.Flags.Set("confidence", "possible"); err != nil {
			t.Fatal(err)
		}
		for _, res := range analysistest.Run(silent{}, testdata, a, "joins") {
			for _, d := range res.Diagnostics {
				p := res.Pass.Fset.Position(d.Pos)
				line := fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
				if d.Category == "unrecovered" {
					continue // that a goroutine can panic is a fault of its own
				}
				if before := said[line]; before != "" && before != d.Message { // else it is of the package with its tests
					t.Errorf("%s is reported twice:\n%s\n%s", line, before, d.Message)
				}
				said[line] = d.Message
			}
		}
	}
	if len(said) < 40 {
		t.Errorf("only %d lines are reported", len(said))
	}
}
