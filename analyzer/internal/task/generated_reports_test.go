package task_test

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// A genReport is a report about a generated goroutine.
type genReport struct {
	category   string
	confidence string
	message    string
	place      string
}

// generatedPackages loads all packages of the generated module, once for all
// tests.
var generatedPackages = sync.OnceValues(func() ([]*packages.Package, error) {
	g, err := generatedModule()
	if err != nil {
		return nil, err
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  g.dir,
		Env:  append(os.Environ(), "GOWORK=off"),
	}, "./...")
	if err != nil {
		return nil, err
	}
	if packages.PrintErrors(pkgs) > 0 {
		return nil, fmt.Errorf("cannot load the packages in %s", g.dir)
	}
	return pkgs, nil
})

// generatedReports runs taskrecover at its lowest confidence over the generated
// module, once for all tests, and returns its reports by the number of the
// goroutine that they are about.
var generatedReports = sync.OnceValues(func() (map[int][]genReport, error) {
	pkgs, err := generatedPackages()
	if err != nil {
		return nil, err
	}
	a := taskrecover.New(task.NewAnalyzer())
	if err := a.Flags.Set("confidence", "possible"); err != nil {
		return nil, err
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		return nil, err
	}
	found := make(map[int][]genReport)
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, act.Err
		}
		noteReports(found, act.Package.Fset, act.Diagnostics)
	}
	return found, nil
})

// noteReports adds reports by the number of the goroutine they are about.
func noteReports(found map[int][]genReport, fset *token.FileSet, diags []analysis.Diagnostic) {
	for _, d := range diags {
		for id := range aboutTasks(fset, d) {
			found[id] = append(found[id], newReport(fset, d))
		}
	}
}

var (
	taskFile       = regexp.MustCompile(`^g(\d{4})\.go$`)
	confidenceTail = regexp.MustCompile(` ([a-z]+)\]$`)
)

// aboutTasks returns the goroutines in whose code the report has a place.
func aboutTasks(fset *token.FileSet, d analysis.Diagnostic) map[int]bool {
	ids := make(map[int]bool)
	note := func(pos token.Pos) {
		if m := taskFile.FindStringSubmatch(filepath.Base(fset.Position(pos).Filename)); m != nil {
			id, err := strconv.Atoi(m[1])
			ids[id] = err == nil
		}
	}
	note(d.Pos)
	for _, r := range d.Related {
		note(r.Pos)
	}
	return ids
}

func newReport(fset *token.FileSet, d analysis.Diagnostic) genReport {
	r := genReport{category: d.Category, message: d.Message}
	if m := confidenceTail.FindStringSubmatch(d.Message); m != nil {
		r.confidence = m[1]
	}
	pos := fset.Position(d.Pos)
	r.place = fmt.Sprintf("%s/%s:%d", filepath.Base(filepath.Dir(pos.Filename)), filepath.Base(pos.Filename), pos.Line)
	return r
}

// The categories that say of a goroutine that its panic ends the process: one
// fault is one report, so a guard that is none is reported by itself.
const (
	genUnrecovered = "unrecovered"
	genIneffective = "ineffective"
)

// mismatch returns what is wrong with the reports about a goroutine, or "".
func (t *genTask) mismatch(reports []genReport) string {
	silent := t.guard.kind == effective || t.class == panicsNever
	atPossible, atDefault := false, false
	for _, r := range reports {
		if r.category == genUnrecovered && !t.ofWrapper(r) || r.category == genIneffective && !silent {
			atPossible = true
			atDefault = atDefault || r.confidence != "possible"
		}
	}
	switch {
	case t.guard.kind == effective && atPossible:
		return "it is reported, and its guard stops the panic"
	case t.class == panicsNever && atPossible:
		return "it is reported, and cannot panic"
	case silent:
		return ""
	case !atPossible:
		return "it is not reported at possible, and " + t.class.String() + " with no guard that stops it"
	case !atDefault && t.body.row >= rowLikely && !t.guard.meant && !(t.isKept() && t.isOwed()):
		return "it is not reported at the default, and " + t.class.String() + " with evidence that is " + t.body.row.String()
	}
	return ""
}

func (t *genTask) isKept() bool { return t.form.kept || t.route.kept }

// isOwed reports whether the body panics for its value in a way that the functions of a
// module owe each other not to come about: as the run-time system says so, or by a panic
// of the body itself. A division is none, nor is what fails when it reads or parses.
func (t *genTask) isOwed() bool {
	if t.body.name == "write to a map never made" {
		return false // whatever the value
	}
	return slices.Contains([]string{
		outOfRange, outOfSlice, nilMap, conversion, "cannot convert slice",
		"bad value", "too many", "panic called with nil argument", "size is not positive",
		"negative Repeat count",
	}, t.body.panic)
}

// ofWrapper reports whether the report is about an exported wrapper itself: it
// starts what it is given by whomever, and so is reported at possible, or with a
// recover that does not cover it at likely, even if nothing is wrong with what
// this goroutine gives it.
func (t *genTask) ofWrapper(r genReport) bool {
	if t.form.wraps == 0 || !strings.HasPrefix(r.place, "l") {
		return false
	}
	return t.guard.kind != effective && (r.confidence == "possible" || t.inWrapper) ||
		t.guard.kind == effective && !t.inWrapper && r.confidence == "possible"
}

// mismatches returns what is wrong with the reports, by goroutine.
func (g *generated) mismatches(found map[int][]genReport) map[*genTask]string {
	wrong := make(map[*genTask]string)
	for _, r := range g.results {
		if r.unclear || r.problem() != "" {
			continue
		}
		if m := r.task.mismatch(found[r.task.id]); m != "" {
			wrong[r.task] = m
		}
	}
	return wrong
}

// fullMismatches is the number of mismatches that are printed as programs.
const fullMismatches = 10

// TestGeneratedReports holds what is reported of the goroutines against how
// they ended.
func TestGeneratedReports(t *testing.T) {
	g := loadGenerated(t)
	found, err := generatedReports()
	if err != nil {
		t.Fatal(err)
	}
	wrong, printed := g.mismatches(found), 0
	kinds := make(map[string]int)
	for _, r := range g.results {
		why := wrong[r.task]
		if why == "" {
			continue
		}
		kinds[why]++
		t.Errorf("%s\n\t%s%s", r.task, why, genSaid(found[r.task.id]))
		if printed++; printed <= fullMismatches {
			t.Logf("on input 0 it %s, on input 1 it %s\n%s", r.ends[0].verdict, r.ends[1].verdict, r.task.source())
		}
	}
	t.Logf("%d goroutines, %d mismatches: %s", len(g.results), len(wrong), genTable(kinds))
}

// genSaid lists reports, one a line.
func genSaid(reports []genReport) string {
	var b strings.Builder
	for _, r := range reports {
		fmt.Fprintf(&b, "\n\t%s: %s", r.place, r.message)
	}
	return b.String()
}
