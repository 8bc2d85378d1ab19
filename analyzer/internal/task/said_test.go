package task_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer"
)

// userFlags are flags of the model that name what package said uses.
var userFlags = map[string]string{
	"spawners":  "said/lib.Start, said/lib.Both:1, said/lib.Cover:recovers,(said/lib.Pool).Submit,(*said/lib.Queue).Push:0,said.start,(said.ownPool).submit",
	"helpers":   "said/lib.Stop,said.stop,(said/lib.Reporter).Stop",
	"safecalls": "said/lib.First,said.first",
	"safetypes": "said/lib.Stopper",
}

// Each flag has its effect, and none but its own.
func TestUserFlags(t *testing.T) {
	for name := range userFlags {
		t.Run(name, func(t *testing.T) { checkSaid(t, name) })
	}
	t.Run("all", func(t *testing.T) { checkSaid(t, slices.Sorted(maps.Keys(userFlags))...) })
}

// Two suites in one process do not see each other's flags.
func TestUserFlagsAreOfOneSuite(t *testing.T) {
	before := saidSuite(t)
	checkSaid(t, "spawners", "helpers", "safecalls", "safetypes")
	for _, res := range analysistest.Run(silent{}, testdata(t), recovers(before), "said") {
		compareSaid(t, res, nil)
	}
	checkSaid(t)
}

// checkSaid analyzes package said with the flags of these names.
func checkSaid(t *testing.T, flags ...string) {
	t.Helper()
	results := analysistest.Run(silent{}, testdata(t), recovers(saidSuite(t, flags...)), "said")
	if len(results) != 1 || results[0].Err != nil {
		t.Fatalf("the package is not analyzed: %v", results)
	}
	compareSaid(t, results[0], flags)
}

func saidSuite(t *testing.T, flags ...string) *analyzer.Suite {
	t.Helper()
	s := analyzer.New()
	for _, name := range flags {
		if err := s.Model.Flags.Set(name, userFlags[name]); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func recovers(s *analyzer.Suite) *analysis.Analyzer {
	i := slices.IndexFunc(s.Checks, func(a *analysis.Analyzer) bool { return a.Name == "taskrecover" })
	return s.Checks[i]
}

// compareSaid holds what taskrecover says of recovers that stop nothing against
// the marks.
func compareSaid(t *testing.T, res *analysistest.Result, flags []string) {
	t.Helper()
	fset := res.Pass.Fset
	reported := make(map[int]bool)
	for _, d := range res.Diagnostics {
		if d.Category == "ineffective" {
			reported[fset.Position(d.Pos).Line] = true
			for _, r := range d.Related { // of one helper that is used wrongly twice
				if r.Message == "and here" {
					reported[fset.Position(r.Pos).Line] = true
				}
			}
		}
	}
	for _, file := range res.Pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				p := fset.Position(c.Pos())
				want, marked := isMarked(c.Text, flags)
				if marked && want != reported[p.Line] {
					t.Errorf("%s:%d: with the flags %q, reported: %t", filepath.Base(p.Filename), p.Line, flags, !want)
				}
				if marked {
					delete(reported, p.Line)
				}
			}
		}
	}
	for line := range reported {
		t.Errorf("line %d is reported, and not marked", line)
	}
}

// isMarked reads "// with NAME" and "// without NAME".
func isMarked(comment string, flags []string) (want, marked bool) {
	var kind, name string
	if n, _ := fmt.Sscanf(comment, "// %s %s", &kind, &name); n != 2 || strings.Count(comment, " ") != 2 {
		return false, false
	}
	on := slices.Contains(flags, name)
	return on == (kind == "with"), kind == "with" || kind == "without"
}

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// silent takes the mismatches of analysistest: the test compares for itself.
type silent struct{}

func (silent) Errorf(string, ...any) {}
