package task_test

import (
	"go/token"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// TestUnrecovered holds what is said of the goroutines of the cases against
// what happened. One that dies is reported: as unrecovered, or for the recover
// that does not work. Of one that survives it is never said that it can panic,
// whatever the confidence, unless the model is known not to see its guard.
func TestUnrecovered(t *testing.T) {
	dying, surviving := 0, 0
	for _, j := range loadJudgements(t) {
		a := taskrecover.New(task.NewAnalyzer())
		if err := a.Flags.Set("confidence", "possible"); err != nil {
			t.Fatal(err)
		}
		act, err := analyzeModule(j.dir, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range j.sortedCases() {
			if c.model != "" {
				continue // the comment says what the model cannot see
			}
			said := saidOf(act, c)
			switch j.outcomes[c.name].verdict() {
			case dies:
				dying++
				if len(said) == 0 {
					t.Errorf("%s: %s dies, and nothing is said of it", c.pos, c.name)
				}
			case survives:
				surviving++
				for _, d := range said {
					if d.Category == "unrecovered" {
						t.Errorf("%s: %s survives, and yet: %s", c.pos, c.name, d.Message)
					}
				}
			}
		}
	}
	if dying == 0 || surviving == 0 {
		t.Errorf("%d cases die, %d survive", dying, surviving)
	}
	t.Logf("%d cases die, %d survive", dying, surviving)
}

// saidOf returns the reports that have a place in the case.
func saidOf(act *checker.Action, c *judgedCase) (said []analysis.Diagnostic) {
	fset := act.Package.Fset
	inside := func(pos token.Pos) bool {
		p := fset.Position(pos)
		return filepath.Base(p.Filename) == filepath.Base(c.pos.Filename) && c.pos.Offset <= p.Offset && p.Offset < c.pos.Offset+int(c.decl.End()-c.decl.Pos())
	}
	for _, d := range act.Diagnostics {
		if inside(d.Pos) || slices.ContainsFunc(d.Related, func(r analysis.RelatedInformation) bool { return inside(r.Pos) }) {
			said = append(said, d)
		}
	}
	return said
}
