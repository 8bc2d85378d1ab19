package task_test

import (
	"bytes"
	"encoding/gob"
	"go/types"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// TestFacts holds the summaries of small packages that build on each other
// against what their comments want.
func TestFacts(t *testing.T) {
	testdata, err := filepath.Abs("../../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, task.NewAnalyzer(), "facts/upstream", "facts/middle", "facts/downstream")
}

// A fact holds no map, which would be encoded in any order, and no position,
// which means nothing in another process.
func TestFactType(t *testing.T) {
	for _, fact := range task.NewAnalyzer().FactTypes {
		checkFactType(t, reflect.TypeOf(fact).Elem(), "")
	}
}

func checkFactType(t *testing.T, typ reflect.Type, path string) {
	path += "." + typ.Name()
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			f := typ.Field(i)
			if !f.IsExported() {
				t.Errorf("%s.%s is not exported: it is lost on the way", path, f.Name)
			}
			checkFactType(t, f.Type, path+"."+f.Name)
		}
	case reflect.Slice, reflect.Array:
		checkFactType(t, typ.Elem(), path)
	case reflect.Map, reflect.Pointer, reflect.Interface, reflect.Func, reflect.Chan:
		t.Errorf("%s is a %s", path, typ.Kind())
	}
	if typ.PkgPath() == "go/token" {
		t.Errorf("%s is of package go/token", path)
	}
}

// The budget of the facts of std: beyond it they are felt in every run.
const (
	maxFactShare    = 0.08 // of the functions
	maxFactBytes    = 300 << 10
	maxPackageBytes = 40 << 10
)

// TestStd runs the suite over the standard library: without a panic, with
// facts within the budget, that are the same when they were sent.
func TestStd(t *testing.T) {
	if testing.Short() {
		t.Skip("it analyzes the standard library: not with -short")
	}
	suite := analyzer.New()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax}, "std")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(suite.Analyzers(), pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	funcs, facts, size, largest := 0, 0, 0, 0
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%v: %v", act, act.Err)
		}
		for _, d := range act.Diagnostics {
			t.Logf("%s: %s", act.Package.Fset.Position(d.Pos), d.Message)
		}
		if act.Analyzer != suite.Model {
			continue
		}
		funcs += countFuncs(act.Package)
		n, bytes := checkFacts(t, act)
		facts, size, largest = facts+n, size+bytes, max(largest, bytes)
		if bytes > maxPackageBytes {
			t.Errorf("%s has %d bytes of facts", act.Package.PkgPath, bytes)
		}
	}
	share := float64(facts) / float64(funcs)
	t.Logf("%d packages, %d functions, %d facts (%.1f %%), %d bytes, %d at most in a package", len(pkgs), funcs, facts, share*100, size, largest)
	if facts == 0 || share > maxFactShare || size > maxFactBytes {
		t.Errorf("%d facts (%.1f %% of the functions) in %d bytes", facts, share*100, size)
	}
}

// countFuncs returns the number of functions that a package declares.
func countFuncs(pkg *packages.Package) (n int) {
	for _, obj := range pkg.TypesInfo.Defs {
		if _, ok := obj.(*types.Func); ok {
			n++
		}
	}
	return n
}

// checkFacts holds each fact of a package against its copy, and returns how
// many there are and the size of all as a driver sends them.
func checkFacts(t *testing.T, act *checker.Action) (n, size int) {
	var all []analysis.Fact
	for _, f := range act.AllObjectFacts() {
		if f.Object.Pkg() != act.Package.Types {
			continue
		}
		one := encode(t, f.Fact)
		if !bytes.Equal(one, encode(t, f.Fact)) {
			t.Errorf("the fact of %v is encoded in two ways", f.Object)
		}
		back := new(task.Summary)
		if err := gob.NewDecoder(bytes.NewReader(one)).Decode(back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, f.Fact) {
			t.Errorf("the fact of %v is %v, and %v when it was sent", f.Object, f.Fact, back)
		}
		all = append(all, f.Fact)
	}
	if len(all) > 0 {
		size = len(encode(t, all...))
	}
	return len(all), size
}

func encode(t *testing.T, facts ...analysis.Fact) []byte {
	var buf bytes.Buffer
	enc := gob.NewEncoder(&buf)
	for _, f := range facts {
		if err := enc.Encode(f); err != nil {
			t.Fatal(err)
		}
	}
	return buf.Bytes()
}
