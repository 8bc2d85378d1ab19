package parity

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A corpus is a module of packages with comments that say what is found in them.
type corpus struct {
	dir      string
	packages []string // "./name", the one that does not compile left out
	files    []string // absolute
	expected map[place]expectation
}

// broken is the package that does not compile.
const broken = "./broken"

type place struct {
	file string
	line int
}

type expectation struct {
	message *regexp.Regexp
	hidden  string // the linter that hides the finding in golangci-lint
}

// readCorpus reads the corpus and its comments.
func readCorpus(t *testing.T) *corpus {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("testdata", "corpus"))
	if err != nil {
		t.Fatal(err)
	}
	c := &corpus{dir: dir, expected: make(map[place]expectation)}
	if c.files, err = filepath.Glob(filepath.Join(dir, "*", "*.go")); err != nil {
		t.Fatal(err)
	}
	for _, file := range c.files {
		c.readFile(t, file)
	}
	if len(c.packages) < 10 {
		t.Fatalf("the corpus has %d packages, want ten at least", len(c.packages))
	}
	return c
}

var (
	wantComment   = regexp.MustCompile(`// want "(.*)"`)
	hiddenComment = regexp.MustCompile(` hidden:(\w+)$`)
)

func (c *corpus) readFile(t *testing.T, file string) {
	name := c.name(t, file)
	if pkg := "./" + filepath.Dir(name); pkg != broken && !slices.Contains(c.packages, pkg) {
		c.packages = append(c.packages, pkg)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), `import "C"`) && !cgoEnabled(t) {
		return
	}
	for i, line := range strings.Split(string(text), "\n") {
		m := wantComment.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		e := expectation{message: regexp.MustCompile(m[1])}
		if h := hiddenComment.FindStringSubmatch(line); h != nil {
			e.hidden = h[1]
		}
		c.expected[place{name, i + 1}] = e
	}
}

// name returns the file's name in the corpus. Drivers print paths that are
// absolute or relative to the folder of the corpus, which they run in.
func (c *corpus) name(t *testing.T, file string) string {
	t.Helper()
	if filepath.IsAbs(file) {
		rel, err := filepath.Rel(c.dir, file)
		if err != nil {
			t.Fatal(err)
		}
		file = rel
	}
	return filepath.ToSlash(filepath.Clean(file))
}

// check holds findings against the comments.
func (c *corpus) check(t *testing.T, got []finding) {
	t.Helper()
	at := make(map[place][]finding)
	for _, f := range got {
		p := place{f.file, f.line}
		at[p] = append(at[p], f)
		if _, ok := c.expected[p]; !ok {
			t.Errorf("not expected: %v", f)
		}
	}
	for p, e := range c.expected {
		fs := at[p]
		switch {
		case len(fs) != 1:
			t.Errorf("%s:%d has %d findings, want one", p.file, p.line, len(fs))
		case !e.message.MatchString(fs[0].message):
			t.Errorf("%v\nhas a message that does not match %s", fs[0], e.message)
		}
	}
}

func cgoEnabled(t *testing.T) bool {
	t.Helper()
	enabled, err := strconv.Atoi(strings.TrimSpace(run(t, 0, ".", "go", "env", "CGO_ENABLED").stdout))
	return err == nil && enabled == 1
}
