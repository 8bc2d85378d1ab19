// Package fixes tests the suggested fixes of all checks, by golden files and by
// running the programs that are fixed.
package fixes

import (
	"flag"
	"fmt"
	"go/format"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/go/packages"
)

var (
	update = flag.Bool("update", false, "write the golden files")
	only   = flag.String("case", "", "the `names` of the cases to try, a regular expression")
)

// A variant is a package in one of its states: as it was, or fixed by the n'th
// fix.
type variant struct {
	c      *testCase
	matrix bool // in all shapes
	n      int  // 0: before
	files  map[string]string
}

// folder is where the variants of one state are.
func folder(n int) string { return fmt.Sprintf("fixed%d", n) }

func (v *variant) name() string {
	if v.matrix {
		return v.c.name + "matrix"
	}
	return v.c.name
}

func (v *variant) shapes() []string {
	if v.matrix {
		return v.c.shapes
	}
	return []string{plainShape}
}

// TestFixes holds every fix against what a fix has to be.
func TestFixes(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs a program of all cases")
	}
	cases := readCases(t)
	if *only != "" {
		chosen := regexp.MustCompile(*only)
		cases = slices.DeleteFunc(cases, func(c *testCase) bool { return !chosen.MatchString(c.name) })
	}
	module := newModule(t)
	before := variants(t, cases)
	write(t, module, before)
	pkgs := load(t, module, folder(0))
	unattended, offered := analyzeBoth(t, pkgs, false), analyzeBoth(t, pkgs, true)
	for _, v := range before {
		v.checkReports(t, offered.of(v), unattended.of(v))
	}
	all := before
	for n := 1; n <= mostFixes(cases); n++ {
		var fixed []*variant
		for _, v := range before {
			if f := v.fixed(t, offered.of(v), n); f != nil {
				fixed = append(fixed, f)
			}
		}
		write(t, module, fixed)
		left := analyzeBoth(t, load(t, module, folder(n)), true)
		for _, v := range fixed {
			v.checkText(t)
			v.checkSilent(t, left.of(v))
			checkNoMore(t, v, offered[possible][v.name()], left[possible][v.name()])
		}
		all = append(all, fixed...)
	}
	checkVet(t, module, mostFixes(cases))
	checkRuns(t, module, all)
	if *update {
		for _, c := range cases {
			c.write(t)
		}
	}
}

// reportsAt are the reports on packages by the confidence, "" for the default, and
// by their names.
type reportsAt map[string]map[string][]report

func analyzeBoth(t *testing.T, pkgs []*packages.Package, offer bool) reportsAt {
	t.Helper()
	return reportsAt{
		"":       analyze(t, pkgs, offer, nil),
		possible: analyze(t, pkgs, offer, map[string]string{"*.confidence": possible}),
	}
}

// of returns the reports at the confidence of the case.
func (r reportsAt) of(v *variant) []report { return r[v.c.at][v.name()] }

// checkVet reports what go vet says of the fixed packages, and did not before.
func checkVet(t *testing.T, module string, n int) {
	t.Helper()
	vet := func(i int) map[string]int {
		cmd := exec.Command("go", "vet", "./"+folder(i)+"/...")
		cmd.Dir = module
		out, _ := cmd.CombinedOutput() // it fails where it has something to say
		said := make(map[string]int)
		for line := range strings.Lines(string(out)) {
			if place, text, ok := strings.Cut(line, ": "); ok {
				said[strings.TrimPrefix(filepath.Dir(place), folder(i))+": "+text]++
			}
		}
		return said
	}
	before := vet(0)
	for i := range n {
		for text, times := range vet(i + 1) {
			if times > before[text] {
				t.Errorf("fix %d: go vet says more often than before: %s", i+1, text)
			}
		}
	}
}

// newModule returns the folder of a module that has what the cases import.
func newModule(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	libs := filepath.Join("..", "..", "testdata", "joinlibs")
	mod, err := os.ReadFile(filepath.Join(libs, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(libs, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	// By package inject failures are injected. The checks do not see what its Op
	// does, which is a variable.
	inject, err := os.ReadFile(filepath.Join("testdata", "inject", "inject.go"))
	if err != nil {
		t.Fatal(err)
	}
	require, err := os.ReadFile(filepath.Join("testdata", "inject", "testify", "require", "require.go"))
	if err != nil {
		t.Fatal(err)
	}
	writeModule(t, dir, map[string]string{
		"inject/testify/require/require.go": string(require),
		"go.mod":                            strings.Replace(string(mod), "module joinlibs", "module golden", 1),
		"go.sum":                            string(sum),
		"inject/inject.go":                  string(inject),
	})
	return dir
}

// variants returns the packages of the cases as they are.
func variants(t *testing.T, cases []*testCase) (all []*variant) {
	t.Helper()
	for _, c := range cases {
		for _, matrix := range []bool{false, true} {
			v := &variant{c: c, matrix: matrix}
			var err error
			if v.files, err = c.in(v.shapes()...); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if !matrix || len(c.shapes) > 1 {
				all = append(all, v)
			}
		}
	}
	return all
}

func write(t *testing.T, module string, vs []*variant) {
	t.Helper()
	for _, v := range vs {
		files := make(map[string]string)
		for name, text := range v.files {
			files[folder(v.n)+"/"+v.name()+"/"+name] = text
		}
		writeModule(t, module, files)
	}
}

func mostFixes(cases []*testCase) int {
	most := 0
	for _, c := range cases {
		most = max(most, len(c.fixes))
	}
	return most
}

// checkReports holds the reports and the titles of their fixes against what the
// case says. Those of the class safe are there when nobody asked for all.
func (v *variant) checkReports(t *testing.T, reports, unattended []report) {
	t.Helper()
	found := 0
	for i, r := range reports {
		if r.check != v.c.check {
			continue
		}
		found += 1 + more(r.text)
		var have []string
		for _, f := range r.fixes {
			have = append(have, f.title)
		}
		if len(have) != len(v.c.fixes) {
			t.Errorf("%s: %s: %s has the fixes %q, want %d", v.name(), r.pos, r.text, have, len(v.c.fixes))
			continue
		}
		safe := 0 // of the first fix, for no driver gets another
		for j, want := range v.c.fixes {
			if !strings.HasPrefix(have[j], want.title) {
				t.Errorf("%s: %s: fix %d is %q, want %q", v.name(), r.pos, j+1, have[j], want.title)
			}
			if !strings.HasSuffix(have[j], " ["+want.class+"]") {
				t.Errorf("%s: %s: fix %d is %q, want class %s", v.name(), r.pos, j+1, have[j], want.class)
			}
			if j == 0 && want.class == "safe" {
				safe = 1
			}
		}
		if i < len(unattended) && len(unattended[i].fixes) != safe {
			t.Errorf("%s: %s: %d fixes are safe, want %d", v.name(), r.pos, len(unattended[i].fixes), safe)
		}
	}
	if found < len(v.shapes()) {
		t.Errorf("%s: %d reports of %s in %d shapes: %v", v.name(), found, v.c.check, len(v.shapes()), reports)
	}
}

// more returns for how many other places a report stands.
func more(text string) (n int) {
	if m := regexp.MustCompile(`\(and in (\d+) more place`).FindStringSubmatch(text); m != nil {
		n, _ = strconv.Atoi(m[1])
	}
	return n
}

// fixed returns the variant with its n'th fix, or nil if there is none.
func (v *variant) fixed(t *testing.T, reports []report, n int) *variant {
	t.Helper()
	if n > len(v.c.fixes) {
		return nil
	}
	files, err := apply(v.files, reports, v.c.check, n)
	if err != nil {
		t.Errorf("%s: fix %d: %v", v.name(), n, err)
		return nil
	}
	return &variant{c: v.c, matrix: v.matrix, n: n, files: files}
}

// checkText holds the text against the golden one, gofmt, and the comments that
// were there.
func (v *variant) checkText(t *testing.T) {
	t.Helper()
	for _, text := range v.files {
		formatted, err := format.Source([]byte(text))
		if err != nil {
			t.Errorf("%s: fix %d: %v\n%s", v.name(), v.n, err, text)
			continue
		}
		if string(formatted) != text {
			t.Errorf("%s: fix %d: gofmt changes it:\n%s", v.name(), v.n, diff.Diff("fixed", []byte(text), "gofmt", formatted))
		}
	}
	before, err := v.c.in(v.shapes()...)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range before {
		for _, comment := range regexp.MustCompile(`//.*`).FindAllString(text, -1) {
			if !strings.Contains(v.files[name], comment) {
				t.Errorf("%s: fix %d: the comment %q is gone", v.name(), v.n, comment)
			}
		}
	}
	if v.matrix {
		return
	}
	golden := v.files["run.go"]
	for _, name := range slices.Sorted(maps.Keys(v.files)) {
		if name != "run.go" && v.files[name] != before[name] {
			golden += "==> " + name + "\n" + v.files[name]
		}
	}
	switch {
	case *update:
		v.c.goldens[v.n] = golden
	case golden != v.c.goldens[v.n]:
		t.Errorf("%s: fix %d differs from its golden text (see -update):\n%s", v.name(), v.n,
			diff.Diff("golden", []byte(v.c.goldens[v.n]), "fixed", []byte(golden)))
	}
}

// checkSilent reports what is said of the fixed package.
func (v *variant) checkSilent(t *testing.T, reports []report) {
	t.Helper()
	for _, r := range reports {
		if !slices.Contains(v.c.left, r.check) {
			t.Errorf("%s: fix %d: there is left: %s: %s\n%s", v.name(), v.n, r.pos, r.text, v.files["run.go"])
		} else if len(r.fixes) > 0 {
			t.Errorf("%s: fix %d: a second run changes more: %s: %s", v.name(), v.n, r.pos, r.text)
		}
	}
}

// checkNoMore reports categories of which there is more than before, at any
// confidence.
func checkNoMore(t *testing.T, v *variant, before, after []report) {
	t.Helper()
	count := make(map[string]int)
	for _, r := range before {
		count[r.check] -= 1 + more(r.text)
	}
	texts := make(map[string]string)
	for _, r := range after {
		count[r.check] += 1 + more(r.text)
		texts[r.check] += "\n" + r.pos + ": " + r.text
	}
	for _, check := range sortedKeys(count) {
		if count[check] > 0 {
			t.Errorf("%s: fix %d: more of %s than before:%s\n%s", v.name(), v.n, check, texts[check], v.files["run.go"])
		}
	}
}

// checkRuns runs the functions before and after.
func checkRuns(t *testing.T, module string, vs []*variant) {
	t.Helper()
	funcs := make(map[string][2]string)
	var runs []running
	type want struct {
		v       *variant
		outcome string
	}
	wants := make(map[running]want)
	for _, v := range vs {
		if !v.c.fixable() || !v.matrix && len(v.c.shapes) > 1 {
			continue // in the matrix it is run, too
		}
		exprs := entries(v.shapes())
		if !v.matrix {
			exprs = map[string]string{plainShape: "Run"}
		}
		for shape, expr := range exprs {
			key := folder(v.n) + "/" + v.name() + "/" + shape
			funcs[key] = [2]string{folder(v.n) + "/" + v.name(), expr}
			modes := maps.Clone(v.c.modes)
			if _, ok := modes["calm"]; !ok {
				modes["calm"] = transition{"well", "well"}
			}
			for mode, tr := range modes {
				r := running{key, mode}
				runs = append(runs, r)
				wants[r] = want{v, tr.at(v.n)}
			}
		}
	}
	if len(runs) == 0 {
		return
	}
	for r, got := range runAll(t, module, funcs, runs) {
		if w := wants[r]; got != w.outcome {
			t.Errorf("%s: with %s: %s, want %s\n%s", r.key, r.mode, got, w.outcome, w.v.files["run.go"])
		}
	}
	t.Logf("%d functions run in %d ways", len(funcs), len(runs))
}
