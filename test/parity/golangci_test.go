package parity

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const golangciVersion = "v2.15.0"

// golangciMain is a golangci-lint with the plugin linked in, as "golangci-lint
// custom" makes one from a clone.
const golangciMain = `package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/taskcheck/taskcheck/analyzer/gclplugin"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{Version: "` + golangciVersion + `"}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
`

const golangciModule = `module scratch

go 1.26.0

require (
	github.com/golangci/golangci-lint/v2 ` + golangciVersion + `
	github.com/taskcheck/taskcheck v0.0.0
)
`

func buildGolangci(_ *testing.T, output string) error {
	source, err := filepath.Abs(checkout())
	if err != nil {
		return err
	}
	dir := filepath.Join(programs, "golangci-lint-source")
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	for name, text := range map[string]string{"main.go": golangciMain, "go.mod": golangciModule} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	if err := goCommand(dir, "mod", "edit", "-replace=github.com/taskcheck/taskcheck="+source); err != nil {
		return err
	}
	// As for gopls: -trimpath lets the next run's build find this one's in the
	// build cache.
	return goCommand(dir, "build", "-mod=mod", "-trimpath", "-buildvcs=false", "-o", output, ".")
}

// A golangciConfig is what the tests vary in .golangci.yml.
type golangciConfig struct {
	// standard turns on the linters that are on by default.
	standard bool
	// uniqByLine keeps one issue a line.
	uniqByLine bool
	// limits leaves all defaults that hide issues: one a line, three of one
	// text, fifty of one linter, none in generated files.
	limits bool
	// noTests leaves out test files.
	noTests bool
}

// text is the file.
func (g golangciConfig) text() string {
	linters := "none"
	if g.standard {
		linters = "standard"
	}
	text := fmt.Sprintf(`version: "2"
run: {tests: %t}
output:
  path-mode: abs
  show-stats: false
  formats: {json: {path: stdout}}
linters:
  default: %s
  enable: [taskcheck]
  settings:
    custom:
      taskcheck:
        type: module
        settings: {taskrecover: {confidence: likely}}
`, !g.noTests, linters)
	if g.limits {
		return text
	}
	return text + fmt.Sprintf(`  exclusions: {generated: disable}
issues:
  uniq-by-line: %t
  max-same-issues: 0
  max-issues-per-linter: 0
`, g.uniqByLine)
}

// An issue is a report of golangci-lint.
type issue struct {
	FromLinter string
	Text       string
	Pos        struct {
		Filename     string
		Line, Column int
	}
	SuggestedFixes []json.RawMessage
}

// run returns the issues of the packages.
func (g golangciConfig) run(t *testing.T, c *corpus, packages ...string) []issue {
	t.Helper()
	config := filepath.Join(t.TempDir(), ".golangci.yml")
	if err := os.WriteFile(config, []byte(g.text()), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOLANGCI_LINT_CACHE", t.TempDir())
	args := slices.Concat([]string{"run", "--config=" + config}, packages)
	out := run(t, 1, c.dir, golangciProgram.path(t), args...)
	var report struct{ Issues []issue }
	if err := json.Unmarshal([]byte(out.stdout), &report); err != nil {
		t.Fatalf("reading the output of golangci-lint: %v\n%s%s", err, out.stdout, out.stderr)
	}
	return report.Issues
}

// golangciLint returns the findings of golangci-lint with only the plugin on.
// The package that does not compile is left out: see TestGolangciBroken.
func golangciLint(t *testing.T, c *corpus) []finding {
	t.Helper()
	return c.findings(t, golangciConfig{}.run(t, c, c.packages...))
}

// golangciLintWithoutTests judges the packages as they are without their test
// files. There are no findings in these by default, so nothing may change.
func golangciLintWithoutTests(t *testing.T, c *corpus) []finding {
	t.Helper()
	return c.findings(t, golangciConfig{noTests: true}.run(t, c, c.packages...))
}

// findings returns what the plugin reports, each issue as one finding.
func (c *corpus) findings(t *testing.T, issues []issue) []finding {
	t.Helper()
	var all []finding
	for _, i := range issues {
		if i.FromLinter == "taskcheck" {
			all = append(all, c.finding(t, i))
		}
	}
	slices.SortFunc(all, compareFindings)
	return all
}

var seePlace = regexp.MustCompile(` \(see ([^()]+\.go:\d+)\)$`)

// finding takes off what the plugin and golangci-lint add to the text: the
// analyzer's name before it, and a place before the tail.
func (c *corpus) finding(t *testing.T, i issue) finding {
	t.Helper()
	m := tail.FindStringSubmatch(i.Text)
	if m == nil {
		t.Fatalf("the issue %q does not end in its check, category and confidence", i.Text)
	}
	text := strings.TrimPrefix(strings.TrimSuffix(i.Text, m[0]), m[1]+": ")
	f := finding{file: c.name(t, i.Pos.Filename), line: i.Pos.Line, col: i.Pos.Column}
	if see := seePlace.FindStringSubmatch(text); see != nil {
		text, f.see = strings.TrimSuffix(text, see[0]), see[1]
	}
	f.message = text + m[0]
	return f
}

// TestGolangciOneIssue fails when golangci-lint makes more than one issue of a
// finding, or gets alternative fixes, all of which it would apply.
func TestGolangciOneIssue(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	issues := golangciConfig{}.run(t, c, c.packages...)
	if got, want := len(issues), len(goVet(t, c)); got != want {
		t.Errorf("golangci-lint has %d issues of %d findings", got, want)
	}
	for _, i := range issues {
		if len(i.SuggestedFixes) > 1 {
			t.Errorf("%s:%d has %d fixes, want one at most", i.Pos.Filename, i.Pos.Line, len(i.SuggestedFixes))
		}
	}
}

// TestGolangciBroken records that golangci-lint is silent about everything else
// when one package does not compile.
func TestGolangciBroken(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	for _, i := range (golangciConfig{}).run(t, c, "./...") {
		if i.FromLinter != "typecheck" || c.name(t, i.Pos.Filename) != "broken/broken.go" {
			t.Errorf("beside the type error there is an issue of %s in %s", i.FromLinter, i.Pos.Filename)
		}
	}
}

// TestGolangciUniqByLine records what one issue a line, the default, hides: all
// but the linter whose name comes first. Errcheck takes recover() as a statement
// for an unchecked error, so it is nearly everything that says "recover".
func TestGolangciUniqByLine(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	shown := c.shown(t, golangciConfig{standard: true, uniqByLine: true}.run(t, c, c.packages...))
	for p, e := range c.expected {
		want := cmp.Or(e.hidden, "taskcheck")
		if got := shown[p]; got != want {
			t.Errorf("%s:%d shows the issue of %q, want that of %q", p.file, p.line, got, want)
		}
	}
}

// TestGolangciDefault runs with the default settings. They hide our findings
// behind errcheck's, and most of errcheck's as well, whose texts are the same:
// such a line shows nothing at all.
func TestGolangciDefault(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	shown := c.shown(t, golangciConfig{standard: true, limits: true}.run(t, c, c.packages...))
	nothing := 0
	for p, e := range c.expected {
		if got := shown[p] == "taskcheck"; got != (e.hidden == "") {
			t.Errorf("%s:%d shows the issue of taskcheck: %t, want %t", p.file, p.line, got, !got)
		}
		if shown[p] == "" {
			nothing++
		}
	}
	if nothing == 0 {
		t.Error("every line shows an issue: golangci-lint hides less than the comment above says")
	}
}

// shown returns the linters of the issues, of which there is one a line.
func (c *corpus) shown(t *testing.T, issues []issue) map[place]string {
	t.Helper()
	shown := make(map[place]string)
	for _, i := range issues {
		shown[place{c.name(t, i.Pos.Filename), i.Pos.Line}] = i.FromLinter
	}
	return shown
}

// TestGolangciCure turns off what hides and expects to see every finding beside
// the reports of the other linters.
func TestGolangciCure(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	compare(t, c.findings(t, golangciConfig{standard: true}.run(t, c, c.packages...)), goVet(t, c))
}
