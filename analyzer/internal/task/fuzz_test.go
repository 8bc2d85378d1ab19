package task_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// Of the time that the suite may take on a source of the size of the seeds: on a
// busy machine, with the instrumentation of a fuzz test.
const fuzzBound = 60 * time.Second

// maxFuzzed is the size of the longest source that is tried.
const maxFuzzed = 16 << 10

// FuzzSource changes the text of the packages that the tests have, and of the
// snippets below.
func FuzzSource(f *testing.F) {
	for _, src := range append(testSources(f), snippets...) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) <= maxFuzzed {
			hold(t, src)
		}
	})
}

// FuzzPrograms composes programs that compile, most of them: the data are the
// choices of the composer.
func FuzzPrograms(f *testing.F) {
	for i := range byte(20) {
		f.Add(bytes.Repeat([]byte{i, 3 * i, 7, 11 * i, 5}, 40))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) <= 4096 {
			hold(t, formatted(compose(data)))
		}
	})
}

// snippets are what the test packages lack.
var snippets = []string{
	"package p\n\nfunc f() { go func() { goto l; l: panic(1) }() }\n",
	"package p\n\nfunc f[T any](c chan T, g func() T) { go func() { c <- g() }(); <-c }\n",
	"package p\n\nimport \"sync\"\n\nfunc f(g func() error) (err error) {\n\tvar wg sync.WaitGroup\n\twg.Add(1)\n\tgo func() { defer wg.Done(); err = g() }()\n\twg.Wait()\n\treturn\n}\n",
	"package p\n\nfunc f(c chan error) {\n\tfor {\n\t\tselect {\n\t\tcase c <- nil:\n\t\tcase <-c:\n\t\t\treturn\n\t\tdefault:\n\t\t}\n\t}\n}\n",
	"package p\n\ntype t struct{ f func() }\n\nfunc (x *t) g() { go x.f(); defer x.g(); x.f = x.g }\n",
	"package p\n\nfunc f(seq func(func(int) bool)) { go func() { for i := range seq { defer func() { recover() }(); _ = []int{}[i] } }() }\n",
	"package p\n\nimport (\n\t\"os/exec\"\n\t\"testing\"\n)\n\nfunc run(c *exec.Cmd) {\n\tc.Start()\n\tc.Wait()\n}\n\nfunc TestRun(t *testing.T) { run(exec.Command(t.Name())) }\n",
	"package p\n\nvar n int\n\nfunc f(g func()) { go g(n) }\n",
	"package p\n\nvar _ = func() int { go func() { panic(recover()) }(); return 1 }()\n",
}

// testSources returns the files of testdata/src.
func testSources(f testing.TB) (all []string) {
	err := filepath.WalkDir("../../../testdata/src", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if len(text) <= maxFuzzed {
			all = append(all, string(text))
		}
		return err
	})
	if err != nil || len(all) == 0 {
		f.Fatalf("no sources: %v", err)
	}
	return all
}

// hold runs the suite over a source, with a bound on the time. If it compiles it
// is run twice, with the same reports and facts. Then its fixes are made.
func hold(t *testing.T, src string) {
	t.Helper()
	failed := make(chan error, 1)
	go func() { failed <- judge(t, src) }()
	select {
	case err := <-failed:
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
	case <-time.After(fuzzBound):
		t.Fatalf("it has not come to an end in %v:\n%s", fuzzBound, src)
	}
}

func judge(t *testing.T, src string) error {
	first, err := examine(t, src)
	if err != nil || first == nil {
		return err
	}
	if first.compiles {
		second, err := examine(t, src)
		if err != nil {
			return err
		}
		if a, b := first.String(), second.String(); a != b {
			return fmt.Errorf("one run says\n%s\nand another one\n%s", a, b)
		}
	}
	return first.holdFixes(t, src)
}

// An examination is what came of one run of the suite over a source.
type examination struct {
	parses   bool
	compiles bool
	errs     []error
	reports  []string
	facts    []string
	fixes    [][]fix // of each report
}

func (e *examination) String() string {
	return strings.Join(append(slices.Clone(e.reports), e.facts...), "\n")
}

func (e *examination) why() error {
	if e == nil || len(e.errs) == 0 {
		return nil
	}
	return e.errs[0]
}

// examine runs the suite over a source. It returns nil if the type-checker does
// not get to its end: that is not what is tested here.
func examine(t *testing.T, src string) (e *examination, err error) {
	std := needStd(t)
	u, errs := parseSafely(std, src)
	if u == nil {
		return nil, nil
	}
	defer func() {
		for _, f := range u.files {
			if f := std.fset.File(f.FileStart); f != nil {
				std.fset.RemoveFile(f)
			}
		}
	}()
	e = &examination{parses: parses(errs), compiles: len(errs) == 0, errs: errs}
	var wrong error
	u.export = func(obj types.Object, fact analysis.Fact) {
		encoded, err := travels(fact)
		wrong = cmp.Or(wrong, err)
		e.facts = append(e.facts, fmt.Sprintf("%v: %x", obj, encoded))
	}
	u.fixes = (*analyzer.Suite).OfferFixes
	found, _, err := u.run()
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		e.add(std.fset, d)
	}
	return e, wrong
}

// parseSafely returns nil if the parser or the type-checker panic.
func parseSafely(std *exports, src string) (u *unit, errs []error) {
	defer func() {
		if r := recover(); r != nil {
			u = nil
		}
	}()
	name := "fuzzed.go"
	if strings.Contains(src, `"testing"`) {
		name = "fuzzed_test.go"
	}
	return parseUnit(std, std.fset, map[string]any{name: src})
}

// travels encodes a fact twice and decodes it: the bytes are the same, and the
// fact is.
func travels(fact analysis.Fact) ([]byte, error) {
	var one, two bytes.Buffer
	if err := gob.NewEncoder(&one).Encode(fact); err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(&two).Encode(fact); err != nil {
		return nil, err
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		return nil, fmt.Errorf("the fact %v is encoded in two ways", fact)
	}
	back := new(task.Summary)
	if err := gob.NewDecoder(bytes.NewReader(one.Bytes())).Decode(back); err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(back, fact) {
		return nil, fmt.Errorf("the fact %v is %v when it was sent", fact, back)
	}
	return one.Bytes(), nil
}

// add keeps a report, as a user sees it.
func (e *examination) add(fset *token.FileSet, d analysis.Diagnostic) {
	var b strings.Builder
	fmt.Fprintf(&b, "%v-%v: %s", fset.Position(d.Pos), fset.Position(d.End), d.Message)
	for _, r := range d.Related {
		fmt.Fprintf(&b, "\n\t%v-%v: %s", fset.Position(r.Pos), fset.Position(r.End), r.Message)
	}
	var fixes []fix
	for _, f := range d.SuggestedFixes {
		fixes = append(fixes, fixOf(fset, f))
		fmt.Fprintf(&b, "\n\tfix: %s\n%v", f.Message, fixes[len(fixes)-1])
	}
	e.fixes = append(e.fixes, fixes)
	e.reports = append(e.reports, b.String())
}
