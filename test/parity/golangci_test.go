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
	// standard turns on the linters that are on by default; alone is without ours.
	standard, alone bool
	// uniqByLine keeps one issue a line.
	uniqByLine bool
	// limits leaves all defaults that hide issues: one a line, three of one
	// text, fifty of one linter, none in generated files.
	limits bool
	// noTests leaves out test files.
	noTests bool
	// fix applies fixes, allFixes more than the safe ones; fastOnly leaves out
	// what needs types.
	fix, allFixes, fastOnly bool
	// gofmt has the formatter say what it would change.
	gofmt bool
	// more is appended to the file.
	more string
	// quiet says that there may be no issues.
	quiet bool
}

// text is the file.
func (g golangciConfig) text() string {
	linters, ours, fixes := "none", "taskcheck", "safe"
	if g.alone {
		ours = ""
	}
	if g.standard {
		linters = "standard"
	}
	if g.allFixes {
		fixes = "all"
	}
	text := fmt.Sprintf(`version: "2"
run: {tests: %t}
output:
  path-mode: abs
  show-stats: false
  formats: {json: {path: stdout}}
linters:
  default: %s
  enable: [%s]
  settings:
    custom:
      taskcheck:
        type: module
        settings: {taskmodel: {fixes: %s}, taskrecover: {confidence: likely}}
`, !g.noTests, linters, ours, fixes)
	if g.gofmt {
		g.more += "formatters: {enable: [gofmt]}\n"
	}
	if g.limits {
		return text + g.more
	}
	return text + fmt.Sprintf(`  exclusions: {generated: disable}
issues:
  uniq-by-line: %t
  max-same-issues: 0
  max-issues-per-linter: 0
`, g.uniqByLine) + g.more
}

// An issue is a report of golangci-lint.
type issue struct {
	FromLinter string
	Text       string
	Severity   string
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
	status := 1
	if g.quiet {
		status = anyStatus
	}
	// One that runs elsewhere on the machine shares nothing with this one.
	args := []string{"run", "--config=" + config, "--allow-parallel-runners"}
	if g.fix {
		args = append(args, "--fix")
	}
	if g.fastOnly {
		args = append(args, "--fast-only")
	}
	out := run(t, status, c.dir, golangciProgram.path(t), append(args, packages...)...)
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

// TestGolangciNolint writes a nolint comment on every line that has a finding, and
// expects none.
func TestGolangciNolint(t *testing.T) {
	skipIfShort(t)
	c := copyCorpus(t)
	for _, file := range c.files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		marked := strings.ReplaceAll(string(text), "// want ", "//nolint:taskcheck // want ")
		if err := os.WriteFile(file, []byte(marked), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	g := golangciConfig{quiet: true}
	for _, i := range g.run(t, c, c.packages...) {
		if strings.Contains(i.Text, "[taskignore/") {
			continue // the line is a comment, and cannot have another one
		}
		t.Errorf("%s:%d: %s", c.name(t, i.Pos.Filename), i.Pos.Line, i.Text)
	}
}

// TestGolangciSeverity holds what docs/golangci-lint.md says: as there is one linter
// for all checks, rules go by the end of the text.
func TestGolangciSeverity(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	g := golangciConfig{more: `severity:
  default: error
  rules:
    - linters: [taskcheck]
      text: '\[taskrecover/swallowed (certain|likely)\]$'
      severity: warning
`}
	seen := make(map[string]bool)
	for _, i := range g.run(t, c, c.packages...) {
		want := "error"
		if strings.Contains(i.Text, "[taskrecover/swallowed ") {
			want = "warning"
		}
		if seen[want] = true; i.Severity != want {
			t.Errorf("%s has the severity %q, want %s", i.Text, i.Severity, want)
		}
	}
	if len(seen) != 2 {
		t.Errorf("issues of both severities are wanted, there are %v", seen)
	}
}

// TestGolangciFix expects of --fix what taskcheck -fix makes of the files.
func TestGolangciFix(t *testing.T) {
	skipIfShort(t)
	ours, theirs := copyCorpus(t), copyCorpus(t)
	run(t, anyStatus, ours.dir, taskcheckProgram.path(t), slices.Concat([]string{"-fix"}, ours.packages)...)
	golangciConfig{fix: true, quiet: true}.run(t, theirs, theirs.packages...)
	for i, file := range ours.files {
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(theirs.files[i])
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("golangci-lint --fix makes of %s\n%s\ntaskcheck -fix\n%s", ours.name(t, file), got, want)
		}
	}
}

// TestGolangciFastOnly records that --fast-only leaves the plugin out, because it
// needs types.
func TestGolangciFastOnly(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	g := golangciConfig{standard: true, fastOnly: true, quiet: true}
	if ours := c.findings(t, g.run(t, c, c.packages...)); len(ours) > 0 {
		t.Errorf("--fast-only has findings of the plugin: %v", ours)
	}
}

// TestGolangciWrongSettings expects an error that names what is wrong.
func TestGolangciWrongSettings(t *testing.T) {
	skipIfShort(t)
	c := readCorpus(t)
	config := filepath.Join(t.TempDir(), ".golangci.yml")
	text := strings.Replace(golangciConfig{}.text(), "confidence: likely", "confidance: likely", 1)
	if err := os.WriteFile(config, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	out := run(t, 3, c.dir, golangciProgram.path(t), "run", "--config="+config, "--allow-parallel-runners", c.packages[0])
	if !strings.Contains(out.stderr, "confidance") {
		t.Errorf("the error does not name the setting: %s", out.stderr)
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
