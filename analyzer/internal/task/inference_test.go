package task_test

import (
	"bufio"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// libraries is the module that requires the real libraries.
const libraries = "../../../testdata/libraries"

// leastRight is the part of the functions whose effect on goroutines can be
// inferred from source that has to be inferred right.
const leastRight = 0.90

// An expectation is a line of expect.tsv: what has to be inferred of a function
// from the source of its library alone.
type expectation struct {
	line  int
	api   string
	level string   // what it takes to infer it
	words []string // in the words of task.Summary.String
	flaw  string   // what is known to be inferred instead: unknown or wrong
	why   string   // why
}

// The levels of expect.tsv that are counted apart. The second is not judged.
const (
	inTable    = "table"       // need not be inferred, and is
	notFetched = "not-fetched" // the module proxy has no such module
)

func readExpectations(t *testing.T) (all []expectation) {
	t.Helper()
	file, err := os.Open(filepath.Join(libraries, "expect.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			fields := append(strings.Split(line, "\t"), "", "", "", "")
			all = append(all, expectation{
				line: n, api: fields[0], level: fields[1], words: strings.Fields(fields[2]), flaw: fields[3], why: fields[4],
			})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func (e expectation) judged() bool { return e.level != notFetched }

// apiName matches the full name of a function: (*path.Type[T]).Method, or path.Func.
var apiName = regexp.MustCompile(`^(?:\(\*?(.+)\.(\w+)(?:\[.*\])?\)\.|(.+)\.)(\w+)$`)

// split returns the package path, the receiver's type and the name.
func (e expectation) split() (path, recv, name string) {
	m := apiName.FindStringSubmatch(e.api)
	if m == nil {
		return "", "", ""
	}
	return m[1] + m[3], m[2], m[4]
}

// find returns the function that the expectation is about, or nil.
func (e expectation) find(pkg *types.Package) *types.Func {
	_, recv, name := e.split()
	if recv == "" {
		fn, _ := pkg.Scope().Lookup(name).(*types.Func)
		return fn
	}
	tn, ok := pkg.Scope().Lookup(recv).(*types.TypeName)
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, pkg, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// judge returns whether what was inferred is right, unknown or wrong, and
// whether it is wrong in the direction in which a crash is not reported.
func (e expectation) judge(s *task.Summary) (verdict string, dangerous bool) {
	var about, words []string
	for _, w := range strings.Fields(s.String()) {
		if e.about(w) {
			about = append(about, w)
		}
	}
	words = slices.Sorted(slices.Values(e.words))
	slices.Sort(about)
	if slices.Equal(about, words) {
		return "right", false
	}
	if !slices.ContainsFunc(about, func(w string) bool { return !strings.Contains(w, "depends") }) {
		return "unknown", false
	}
	crashes := slices.ContainsFunc(e.words, isDangerous)
	return "wrong", crashes && !slices.ContainsFunc(about, isDangerous)
}

func isDangerous(word string) bool {
	return strings.Contains(word, "crashes") || strings.Contains(word, "depends") || strings.Contains(word, "raises")
}

// about reports whether a word of a summary is about what is expected: the
// same parameter, or what a function does when it is deferred.
func (e expectation) about(word string) bool {
	return slices.ContainsFunc(e.words, func(w string) bool { return subject(w) == subject(word) })
}

// subject returns "0" for "starts(0,crashes)" and "deferred" for "deferred:...".
func subject(word string) string {
	if _, arg, ok := strings.Cut(word, "("); ok {
		param, _, _ := strings.Cut(arg, ",")
		return param
	}
	kind, _, _ := strings.Cut(word, ":")
	return kind
}

// TestInference infers from the source of the real libraries, with an empty
// table, what their functions do to those that they are given.
func TestInference(t *testing.T) {
	if testing.Short() {
		t.Skip("loads about 40 libraries from source")
	}
	expectations := readExpectations(t)
	facts := inferLibraries(t, expectations)
	type tally map[string]int
	levels := make(map[string]tally)
	right, judged := 0, 0
	for _, e := range expectations {
		if levels[e.level] == nil {
			levels[e.level] = make(tally)
		}
		if !e.judged() {
			levels[e.level]["not judged"]++
			continue
		}
		s := facts[e.api]
		if s == nil {
			t.Errorf("expect.tsv:%d: there is no %s", e.line, e.api)
			continue
		}
		verdict, dangerous := e.judge(s)
		levels[e.level][verdict]++
		if e.level != inTable {
			judged++
			if verdict == "right" {
				right++
			}
		}
		switch {
		case dangerous:
			t.Errorf("expect.tsv:%d: %s: inferred %q hides a crash, want %q", e.line, e.api, s, e.words)
		case verdict == "right" && e.flaw != "":
			t.Errorf("expect.tsv:%d: %s: is inferred right now: remove the exception %q", e.line, e.api, e.flaw)
		case verdict != "right" && verdict != e.flaw:
			t.Errorf("expect.tsv:%d: %s: inferred %q is %s, want %q", e.line, e.api, s, verdict, e.words)
		case verdict != "right" && e.why == "":
			t.Errorf("expect.tsv:%d: %s: an exception needs a reason", e.line, e.api)
		}
	}
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		t.Logf("%-14s %v", level, levels[level])
	}
	t.Logf("%d functions, %d of them judged, %d right (%.1f %%)", len(expectations), judged, right, 100*float64(right)/float64(judged))
	if float64(right) < leastRight*float64(judged) {
		t.Errorf("%d of %d functions are inferred right, less than %.0f %%", right, judged, 100*leastRight)
	}
}

// inferLibraries returns what is inferred of each function that is judged.
func inferLibraries(t *testing.T, expectations []expectation) map[string]*task.Summary {
	t.Helper()
	start := time.Now()
	byPath := make(map[string][]expectation)
	for _, e := range expectations {
		if path, _, _ := e.split(); e.judged() {
			byPath[path] = append(byPath[path], e)
		}
	}
	pkgs := loadSource(t, slices.Sorted(maps.Keys(byPath))...)
	loaded := time.Since(start)
	graph, err := checker.Analyze([]*analysis.Analyzer{task.NewInferring()}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	facts := make(map[string]*task.Summary)
	packages := 0
	for act := range graph.All() {
		packages++
		if !act.IsRoot {
			continue
		}
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.PkgPath, act.Err)
			continue
		}
		for _, e := range byPath[act.Package.PkgPath] {
			if fn := e.find(act.Package.Types); fn != nil {
				s := new(task.Summary)
				act.ObjectFact(fn.Origin(), s)
				facts[e.api] = s
			}
		}
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("%d packages: loaded in %.1f s, analyzed in %.1f s, %d MB from the system", packages, loaded.Seconds(), (time.Since(start) - loaded).Seconds(), mem.Sys>>20)
	return facts
}

// loadSource loads packages of the module of libraries and all that they import.
func loadSource(t *testing.T, paths ...string) []*packages.Package {
	t.Helper()
	cfg := &packages.Config{
		Dir: libraries,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedTypesSizes | packages.NeedModule,
	}
	pkgs, err := packages.Load(cfg, paths...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		for _, err := range p.Errors {
			t.Errorf("%s: %v", p.PkgPath, err)
		}
	}
	return pkgs
}

// TestLibraries holds the tasks that the model finds by the table against the
// comments of the package uses.
func TestLibraries(t *testing.T) {
	if testing.Short() {
		t.Skip("loads libraries from source")
	}
	pkgs := loadSource(t, "./uses")
	graph, err := checker.Analyze([]*analysis.Analyzer{task.NewAnalyzer()}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	act := graph.Roots[0]
	if act.Err != nil {
		t.Fatal(act.Err)
	}
	fset := act.Package.Fset
	want, fates := make(map[int]string), make(map[int][]string)
	for _, file := range act.Package.Syntax {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if word := strings.TrimSpace(strings.TrimPrefix(c.Text, "//")); fateWord.MatchString(word) {
					want[fset.Position(c.Pos()).Line] = word
				}
			}
		}
	}
	for _, task := range act.Result.(*task.Model).Tasks() {
		line := fset.Position(task.Pos()).Line
		fates[line] = append(fates[line], task.Fate.String())
	}
	got := make(map[int]string)
	for line, all := range fates {
		slices.Sort(all)
		got[line] = strings.Join(slices.Compact(all), " and ")
	}
	if len(want) < 10 {
		t.Errorf("only %d lines want a task", len(want))
	}
	for _, line := range slices.Sorted(maps.Keys(want)) {
		if got[line] != want[line] {
			t.Errorf("uses.go:%d: a panic of the func is %q, want %q", line, got[line], want[line])
		}
		delete(got, line)
	}
	for line, fate := range got {
		t.Errorf("uses.go:%d: there is a task, %s", line, fate)
	}
}

// fateWord matches the comments of the package uses that say something.
var fateWord = regexp.MustCompile(`^(contained|depends|crashes)( and (depends|crashes))*$`)
