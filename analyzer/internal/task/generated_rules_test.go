package task_test

import (
	"fmt"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// A factStore holds the facts of functions. Those of the packages that all
// rules leave alone are below, and are found once.
type factStore struct {
	facts map[types.Object]analysis.Fact
	below *factStore
}

func (s *factStore) load(obj types.Object, fact analysis.Fact) bool {
	for ; s != nil; s = s.below {
		if known, ok := s.facts[obj]; ok {
			reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(known).Elem())
			return true
		}
	}
	return false
}

// analyze runs an analyzer and what it requires over a package.
func (s *factStore) analyze(pkg *packages.Package, a *analysis.Analyzer) ([]analysis.Diagnostic, error) {
	u := &unit{fset: pkg.Fset, files: pkg.Syntax, pkg: pkg.Types, info: pkg.TypesInfo}
	results := make(map[*analysis.Analyzer]any)
	var found []analysis.Diagnostic
	var run func(a *analysis.Analyzer) error
	run = func(a *analysis.Analyzer) (err error) {
		if _, ok := results[a]; ok {
			return nil
		}
		for _, req := range a.Requires {
			if err := run(req); err != nil {
				return err
			}
		}
		pass := u.pass(a, results, func(d analysis.Diagnostic) { found = append(found, d) })
		pass.ImportObjectFact = s.load
		pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) { s.facts[obj] = fact }
		if pkg.Module != nil {
			pass.Module = &analysis.Module{Path: pkg.Module.Path, Version: pkg.Module.Version, GoVersion: pkg.Module.GoVersion}
		}
		results[a], err = a.Run(pass)
		return err
	}
	return found, run(a)
}

// A genBatch is some generated goroutines, whose packages import no others.
type genBatch struct {
	pkgs  []*packages.Package // what is imported comes first
	tasks map[int]bool
}

// batchesOf returns the batches of the generated module, and the facts of all
// that they import.
func batchesOf(g *generated, pkgs []*packages.Package) ([]*genBatch, *factStore, error) {
	base := &factStore{facts: make(map[types.Object]analysis.Fact)}
	model := task.NewAnalyzer()
	byName := make(map[string]*packages.Package)
	var failed error
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		if path, ok := strings.CutPrefix(p.PkgPath, genModule+"/"); ok && path != "sig" {
			byName[path] = p
		} else if _, err := base.analyze(p, model); err != nil {
			failed = err
		}
	})
	var batches []*genBatch
	for chunk := range slices.Chunk(g.results, batchSize) {
		b := &genBatch{tasks: make(map[int]bool)}
		for _, prefix := range []string{"d", "l", "p"} {
			b.pkgs = append(b.pkgs, byName[fmt.Sprintf("%s%02d", prefix, len(batches))])
		}
		for _, r := range chunk {
			b.tasks[r.task.id] = true
		}
		batches = append(batches, b)
	}
	return batches, base, failed
}

// reports returns what taskrecover reports of the batch with a model.
func (b *genBatch) reports(base *factStore, model *analysis.Analyzer) (map[int][]genReport, error) {
	a := taskrecover.New(model)
	if err := a.Flags.Set("confidence", "possible"); err != nil {
		return nil, err
	}
	store := &factStore{facts: make(map[types.Object]analysis.Fact), below: base}
	found := make(map[int][]genReport)
	for _, p := range b.pkgs {
		diags, err := store.analyze(p, a)
		if err != nil {
			return nil, err
		}
		noteReports(found, p.Fset, diags)
	}
	return found, nil
}

// mismatches returns what is wrong with the reports of the batch, by goroutine.
func (b *genBatch) mismatches(g *generated, base *factStore, model *analysis.Analyzer) (map[*genTask]string, error) {
	found, err := b.reports(base, model)
	if err != nil {
		return nil, err
	}
	wrong := g.mismatches(found)
	for t := range wrong {
		if !b.tasks[t.id] {
			delete(wrong, t)
		}
	}
	return wrong, nil
}

// TestGeneratedRules shows that the generated goroutines hold every rule of
// the model: with any of them switched off, they are judged wrongly.
func TestGeneratedRules(t *testing.T) {
	if testing.Short() {
		t.Skip("it needs more goroutines than are generated with -short")
	}
	g := loadGenerated(t)
	pkgs, err := generatedPackages()
	if err != nil {
		t.Fatal(err)
	}
	batches, base, err := batchesOf(g, pkgs)
	if err != nil {
		t.Fatal(err)
	}
	right := make([]map[*genTask]string, len(batches))
	for i, b := range batches {
		if right[i], err = b.mismatches(g, base, task.NewAnalyzer()); err != nil {
			t.Fatal(err)
		}
	}
	sameAsDriver(t, g, right)
	if len(task.Rules()) == 0 {
		t.Fatal("the model has no rules")
	}
	for _, rule := range task.Rules() {
		who, why, err := missedWithout(rule, g, batches, right, base)
		switch {
		case err != nil:
			t.Errorf("without %s: %v", rule, err)
		case who == nil:
			t.Errorf("no generated goroutine is judged wrongly without the rule %s", rule)
		default:
			t.Logf("without %s: %s\n\t%s", rule, who, why)
		}
	}
}

// sameAsDriver requires that the batches are judged as the whole module is when
// a driver of x/tools runs the checks.
func sameAsDriver(t *testing.T, g *generated, batches []map[*genTask]string) {
	t.Helper()
	found, err := generatedReports()
	if err != nil {
		t.Fatal(err)
	}
	whole, parts := g.mismatches(found), make(map[*genTask]string)
	for _, b := range batches {
		maps.Copy(parts, b)
	}
	for _, r := range g.results {
		if whole[r.task] != parts[r.task] {
			t.Errorf("%s\n\tby itself: %q\n\tin the whole module: %q", r.task, parts[r.task], whole[r.task])
		}
	}
}

// missedWithout returns a goroutine that is judged wrongly without a rule, and
// rightly with it.
func missedWithout(rule string, g *generated, batches []*genBatch, right []map[*genTask]string, base *factStore) (*genTask, string, error) {
	for i, b := range batches {
		wrong, err := b.mismatches(g, base, task.NewAnalyzerWithout(rule))
		if err != nil {
			return nil, "", err
		}
		for _, r := range g.results {
			if why := wrong[r.task]; why != "" && right[i][r.task] == "" {
				return r.task, why, nil
			}
		}
	}
	return nil, "", nil
}
