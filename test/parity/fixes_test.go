package parity

import (
	"bytes"
	"cmp"
	"fmt"
	"go/format"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"
)

// A module is one that drivers fix: each input of the golden cases of test/fixes is
// a package of it, and testdata/fixes has packages with several findings in a file,
// whose edits meet.
type module struct{ corpus }

// newModule writes the module to a folder of its own.
func newModule(t *testing.T) *module {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir()) // gopls names files so
	if err != nil {
		t.Fatal(err)
	}
	libs := os.DirFS(filepath.Join(checkout(), "testdata", "joinlibs"))
	mod, err := fs.ReadFile(libs, "go.mod")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := fs.ReadFile(libs, "go.sum")
	if err != nil {
		t.Fatal(err)
	}
	m := &module{corpus{dir: dir, packages: []string{"./..."}}}
	m.write(t, "go.mod", bytes.Replace(mod, []byte("module joinlibs"), []byte("module golden"), 1))
	m.write(t, "go.sum", sum)
	goldens := filepath.Join(checkout(), "test", "fixes", "testdata")
	for from, to := range map[string]string{filepath.Join(goldens, "inject"): "inject", filepath.Join("testdata", "fixes"): "."} {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	cases, err := filepath.Glob(filepath.Join(goldens, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range cases {
		m.addCase(t, file)
	}
	if m.files, err = filepath.Glob(filepath.Join(dir, "*", "*.go")); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *module) write(t *testing.T, name string, text []byte) {
	t.Helper()
	file := filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o666); err != nil {
		t.Fatal(err)
	}
}

// caseMark is what the cases of test/fixes mark for their shapes.
var caseMark = regexp.MustCompile(`(?m)^\s*// (begin|end)\n| // body$`)

// addCase adds the files of a golden case in its plain shape.
func (m *module) addCase(t *testing.T, file string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(filepath.Base(file), ".txtar")
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "golden") {
			continue
		}
		text := f.Data
		if f.Name == "run.go" {
			if text, err = format.Source(caseMark.ReplaceAll(text, nil)); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
		}
		m.write(t, filepath.Join(name, f.Name), text)
	}
}

// texts returns the files by their names.
func (m *module) texts(t *testing.T) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for _, file := range m.files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[m.name(t, file)] = string(text)
	}
	return texts
}

// allFixes is the flag that has drivers apply what they would only offer.
const allFixes = "-taskmodel.fixes=all"

// TestFixes expects of every driver that applies fixes what taskcheck -fix makes
// of the files.
func TestFixes(t *testing.T) {
	skipIfShort(t)
	ours := newModule(t)
	before := ours.texts(t)
	run(t, anyStatus, ours.dir, taskcheckProgram.path(t), "-fix", allFixes, "./...")
	want := ours.texts(t)
	checkEnough(t, before, want)
	t.Run("again", func(t *testing.T) {
		run(t, anyStatus, ours.dir, taskcheckProgram.path(t), "-fix", allFixes, "./...")
		compareTexts(t, ours.texts(t), want)
	})
	t.Run("golangci-lint is content", checkContent)
	for _, d := range []struct {
		name string
		fix  func(*testing.T, *module)
	}{
		{"go vet -fix", fixByVet},
		{"go vet -fix -diff", fixByDiff},
		{"go fix", fixByGoFix},
		{"golangci-lint --fix", fixByGolangci},
		{"gopls", fixByGopls},
	} {
		t.Run(d.name, func(t *testing.T) {
			m := newModule(t)
			d.fix(t, m)
			compareTexts(t, m.texts(t), want)
		})
	}
}

// checkEnough fails if next to nothing is fixed: then drivers agree for nothing.
func checkEnough(t *testing.T, before, after map[string]string) {
	t.Helper()
	changed := 0
	for name, text := range before {
		if after[name] != text {
			changed++
		}
	}
	if changed < len(before)/2 {
		t.Errorf("%d of %d files are fixed, want half of them at least", changed, len(before))
	}
}

func compareTexts(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s:\n%s", name, unified("taskcheck -fix", want[name], t.Name(), got[name]))
		}
	}
}

func unified(oldName, old, newName, new string) []byte {
	return diff.Diff(oldName, []byte(old), newName, []byte(new))
}

func fixByVet(t *testing.T, m *module) {
	run(t, anyStatus, m.dir, "go", "vet", "-vettool="+taskcheckProgram.path(t), "-fix", allFixes, "./...")
}

func fixByGoFix(t *testing.T, m *module) {
	run(t, anyStatus, m.dir, "go", "fix", "-fixtool="+taskcheckProgram.path(t), allFixes, "./...")
}

// fixByDiff applies what go vet prints as a patch.
func fixByDiff(t *testing.T, m *module) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("there is no patch to apply the diff with")
	}
	out := run(t, 1, m.dir, "go", "vet", "-vettool="+taskcheckProgram.path(t), "-fix", "-diff", "./...").stdout
	file := filepath.Join(t.TempDir(), "fixes.diff")
	if err := os.WriteFile(file, []byte(out), 0o666); err != nil {
		t.Fatal(err)
	}
	above := strings.Count(filepath.ToSlash(m.dir), "/") + 1 // the diff has absolute names
	run(t, 0, m.dir, patch, fmt.Sprintf("-p%d", above), "-i", file)
}

func fixByGolangci(t *testing.T, m *module) {
	golangciConfig{fix: true, quiet: true, allFixes: true}.run(t, &m.corpus, "./...")
}

// checkContent expects the other linters of golangci-lint, and its formatter, to say
// nothing of fixed files that they did not say before, and to change nothing in them.
func checkContent(t *testing.T) {
	t.Helper()
	g := golangciConfig{standard: true, alone: true, gofmt: true, quiet: true, fix: true}
	m := newModule(t)
	g.run(t, &m.corpus, "./...") // what it changes itself is not ours
	said := m.others(t, g)
	run(t, anyStatus, m.dir, taskcheckProgram.path(t), "-fix", allFixes, "./...")
	want := m.texts(t)
	for text, n := range m.others(t, g) {
		if n > said[text] && !strings.HasPrefix(text, lastUse) {
			t.Errorf("%d times, and %d before: %s", n, said[text], text)
		}
	}
	compareTexts(t, m.texts(t), want)
}

// lastUse is what is said where a fix does the work of a helper that nothing else uses.
// To delete that is for somebody to decide.
const lastUse = "success_helper/run.go: unused: "

// lineRx matches a place that a message names.
var lineRx = regexp.MustCompile(`(\.go):\d+`)

// others counts what the other linters say, by file.
func (m *module) others(t *testing.T, g golangciConfig) map[string]int {
	t.Helper()
	said := make(map[string]int)
	for _, i := range g.run(t, &m.corpus, "./...") {
		text := lineRx.ReplaceAllString(i.Text, "$1") // an edit above may have moved it
		said[fmt.Sprintf("%s: %s: %s", m.name(t, i.Pos.Filename), i.FromLinter, text)]++
	}
	return said
}

// fixByGopls does what a user of an editor does who takes the first quick fix of
// one finding after the other.
func fixByGopls(t *testing.T, m *module) {
	t.Setenv("GOPLSCACHE", t.TempDir())
	e := newEditor(t, m.dir)
	s := &session{module: m, docs: make(map[string]*document)}
	for _, file := range m.files {
		s.docs[uriOf(file)] = e.open(t, &m.corpus, file)
	}
	for again := true; again; { // an edit may have changed a file before
		again = false
		for _, file := range m.files {
			for s.fixOne(t, s.docs[uriOf(file)]) {
				again = true
			}
		}
	}
	for _, d := range s.docs {
		m.write(t, m.name(t, d.file), []byte(d.text))
	}
}

// A session is the files that are open in an editor, by URI.
type session struct {
	*module
	docs map[string]*document
}

// fixOne takes the first quick fix of the first finding that has one.
func (s *session) fixOne(t *testing.T, d *document) bool {
	t.Helper()
	for _, diag := range d.settled(t) {
		actions := d.actions(t, diag)
		if len(actions) == 0 {
			continue
		}
		for _, change := range actions[0].Edit.DocumentChanges {
			in := s.docs[change.TextDocument.URI]
			if in == nil {
				t.Fatalf("%s edits %s", actions[0].Title, change.TextDocument.URI)
			}
			in.change(t, applyEdits(in.text, change.Edits))
		}
		return true
	}
	return false
}

// settled asks for the findings as they are now, and waits until gopls has published
// them too: it has no quick fix before.
func (d *document) settled(t *testing.T) []lspDiagnostic {
	t.Helper()
	var report struct{ Items []lspDiagnostic }
	d.call(t, "textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": uriOf(d.file)}}, &report)
	now := inOrder(ours(report.Items))
	same := func(a, b lspDiagnostic) bool { return a.Range == b.Range && a.Message == b.Message }
	d.awaitThat(t, "settled", func() bool { return slices.EqualFunc(inOrder(d.ours()), now, same) })
	return now
}

func inOrder(diags []lspDiagnostic) []lspDiagnostic {
	slices.SortFunc(diags, func(a, b lspDiagnostic) int {
		return cmp.Or(a.Range.Start.Line-b.Range.Start.Line, a.Range.Start.Character-b.Range.Start.Character, cmp.Compare(a.Message, b.Message))
	})
	return diags
}
