package output

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/internal/catalog"
	"github.com/taskcheck/taskcheck/internal/finding"
)

const source = `package shop

func handle(s string) {
	go func() {
		println("ä"); defer recover()
		work[0](s)
	}()
}
`

// report returns a report of findings of every kind in a file of its own.
func report(t *testing.T) *Report {
	t.Helper()
	root := t.TempDir()
	dir := filepath.Join(root, "shop")
	file := filepath.Join(dir, "shop 1.go")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(line, column, endLine, endColumn int) finding.Place {
		return finding.Place{File: file, Line: line, Column: column, EndLine: endLine, EndColumn: endColumn}
	}
	likely := &finding.Finding{
		Check: "taskrecover", Category: "lost", Confidence: finding.Likely, Package: "example.com/shop", Place: at(4, 2, 7, 5),
		Message: "100% of m[0] is lost (and in 1 more place)",
		Related: []finding.Related{{Place: at(5, 17, 5, 32), Message: "and here"}},
	}
	certain := &finding.Finding{
		Check: "taskrecover", Category: "ineffective", Confidence: finding.Certain, Package: "example.com/shop", Place: at(5, 18, 5, 33),
		Message: "recover stops nothing here",
		Related: []finding.Related{{Place: at(4, 2, 4, 4), Message: "the goroutine is started here"}, {Place: at(6, 3, 6, 13), Message: "a panic here is not stopped"}},
		Fixes:   []finding.Fix{{Message: "Mend it", Edits: []finding.Edit{{File: file, Start: 0, End: 7, New: "package"}}}},
	}
	possible := &finding.Finding{
		Check: "plain", Confidence: finding.Possible, Package: "example.com/shop",
		Place: finding.Place{File: "/elsewhere/x.go", Line: 1, Column: 1, EndLine: 1, EndColumn: 2}, Message: "it may be",
	}
	r := &Report{
		Findings: []*finding.Finding{possible, likely, certain}, Known: 2,
		Problems: []Problem{{Package: "example.com/broken", Message: "cannot analyze example.com/broken"}},
		Catalog: catalog.Of([]*analysis.Analyzer{
			{Name: "plain", Doc: "plain: it has no categories\n\nText.", URL: "https://example.com/plain"},
			{Name: "taskrecover", URL: "https://example.com/recover", Doc: "taskrecover: report\n\n# Category ineffective\n\nIt looks so. But:\n\n\tdefer recover()\n\n\tmore()\n\nMend it.\n\n# Category lost\n\nLost."},
		}),
		Sources: new(finding.Sources), Dir: dir, Root: root, Version: "v1.2.3", Rerun: "taskcheck -race", Patterns: "./...",
	}
	finding.SetFingerprints(r.Findings, r.Sources)
	return r
}

// printed returns what a handler prints of a report.
func printed(t *testing.T, r *Report, handler func(*bytes.Buffer) Handler) string {
	t.Helper()
	var b bytes.Buffer
	if err := handler(&b).Handle(r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	const want = `shop 1.go:5:18: recover stops nothing here [taskrecover/ineffective certain]
	5 | println("ä"); defer recover()
	  |               ^^^^^^^^^^^^^^^
	shop 1.go:4:2: the goroutine is started here: go func() {
	shop 1.go:6:3: a panic here is not stopped: work[0](s)

shop 1.go:4:2: 100% of m[0] is lost (and in 1 more place) [taskrecover/lost likely]
	4 | go func() {
	  | ^^^^^^^^^^^
	shop 1.go:5:17: and here: println("ä"); defer recover()

/elsewhere/x.go:1:1: it may be [plain possible]

3 findings
     1  taskrecover/ineffective  certain
     1  taskrecover/lost         likely
     1  plain                    possible
what is wrong there, and what to do: taskcheck explain taskrecover/ineffective
1 can be mended by -fix; see it with: taskcheck -race -diff ./...
2 known findings not shown
`
	if got := printed(t, report(t), func(b *bytes.Buffer) Handler { return Text{W: b} }); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := printed(t, &Report{Catalog: new(catalog.Catalog)}, func(b *bytes.Buffer) Handler { return Text{W: b} }); got != "" {
		t.Errorf("of nothing it prints %q", got)
	}
}

// Of a line that is too long to stand behind a place, the place itself is shown.
func TestLongLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	line := strings.Repeat("x", 60) + " xs[i] y"
	if err := os.WriteFile(file, []byte(line), 0o666); err != nil {
		t.Fatal(err)
	}
	r := &Report{Sources: new(finding.Sources)}
	for _, tt := range []struct {
		from, to int
		want     string
	}{{62, 67, ": xs[i]"}, {1, 69, ""}, {62, 99, ""}, {62, 62, ""}} {
		p := finding.Place{File: file, Line: 1, Column: tt.from, EndLine: 1, EndColumn: tt.to}
		if got := r.code(p); got != tt.want {
			t.Errorf("from %d to %d: got %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}

// On a terminal there is one screen, the worst at the top, with the way to the
// rest; a finding is never cut.
func TestTextScreen(t *testing.T) {
	r := report(t)
	for _, tt := range []struct{ height, shown int }{{40, 3}, {21, 2}, {15, 1}, {5, 1}} {
		got := printed(t, r, func(b *bytes.Buffer) Handler { return Text{W: b, Width: 100, Height: tt.height, Color: true} })
		got = escapes.ReplaceAllString(got, "")
		if n := strings.Count(got, "]\n"); n != tt.shown {
			t.Errorf("%d lines show %d findings, want %d:\n%s", tt.height, n, tt.shown, got)
		}
		if n := strings.Count(got, "\n"); n > tt.height-1 && tt.shown > 1 {
			t.Errorf("%d lines do not fit on a screen of %d", n, tt.height)
		}
		if hint := strings.Contains(got, "less sure or farther down: taskcheck -race -all ./...\n"); hint != (tt.shown < 3) {
			t.Errorf("%d lines: the way to the rest is shown: %t", tt.height, hint)
		}
	}
}

func TestTextColor(t *testing.T) {
	got := printed(t, report(t), func(b *bytes.Buffer) Handler { return Text{W: b, Color: true} })
	plain := printed(t, report(t), func(b *bytes.Buffer) Handler { return Text{W: b} })
	if !strings.Contains(got, "\x1b[31m^^^") || escapes.ReplaceAllString(got, "") != plain {
		t.Errorf("color is missing, or changes more than the color:\n%s", got)
	}
	if strings.Contains(plain, "\x1b") {
		t.Error("there is color where none is asked for")
	}
}

// What is printed is what docs/taskcheck.schema.json says.
func TestJSON(t *testing.T) {
	got := printed(t, report(t), func(b *bytes.Buffer) Handler { return JSON{W: b} })
	schema, err := os.ReadFile("../../docs/taskcheck.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate(t, string(schema), got)
	validate(t, string(schema), printed(t, &Report{Catalog: new(catalog.Catalog)}, func(b *bytes.Buffer) Handler { return JSON{W: b} }))
	for _, want := range []string{
		`"file": "shop/shop 1.go"`, `"file": "/elsewhere/x.go"`, `"filename": "shop/shop 1.go"`, `"function": "handle"`,
		`"url": "https://example.com/recover#hdr-Category_ineffective"`, `"message": "recover stops nothing here"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
}

// validate holds a document against a JSON schema.
func validate(t *testing.T, schema, document string) {
	t.Helper()
	result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(schema), gojsonschema.NewStringLoader(document))
	if err != nil {
		t.Fatalf("%v of\n%s", err, document)
	}
	for _, e := range result.Errors() {
		t.Errorf("not as the schema says: %s", e)
	}
}

func TestSARIF(t *testing.T) {
	got := printed(t, report(t), func(b *bytes.Buffer) Handler { return SARIF{W: b} })
	log, err := sarif.FromBytes([]byte(got), sarif.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Validate(); err != nil {
		t.Errorf("not as the schema of SARIF says: %v", err)
	}
	run := log.Runs[0]
	if *run.AutomationDetails.ID != "taskcheck/" || len(run.Tool.Driver.Rules) != 9 {
		t.Errorf("automation id %q, %d rules, want taskcheck/ and one for each category and confidence", *run.AutomationDetails.ID, len(run.Tool.Driver.Rules))
	}
	for _, res := range run.Results {
		rule := run.Tool.Driver.Rules[res.RuleIndex]
		if *rule.ID != *res.RuleID || *rule.Help.Text == "" || *rule.Help.Markdown == "" {
			t.Errorf("the rule of %s is %s, with help %q", *res.RuleID, *rule.ID, *rule.Help.Text)
		}
		if region := res.Locations[0].PhysicalLocation.Region; *region.StartLine != *region.EndLine {
			t.Errorf("%s: the region has several lines", *res.RuleID)
		}
	}
	for _, want := range []string{
		`"precision": "very-high"`, `"precision": "high"`, `"precision": "medium"`, `"level": "error"`,
		`"uri": "shop/shop%201.go"`, `"uri": "file:///elsewhere/x.go"`, `"startColumn": 17`, // not 18: ä is one character
		`recover stops nothing here\n[the goroutine is started here](1)\n[a panic here is not stopped](2)`,
		`100% of m\\[0\\] is lost`,
		`"executionSuccessful": false`, `"text": "cannot analyze example.com/broken"`, `"byteLength": 7`,
		"It looks so. But:\\n\\n```go\\ndefer recover()\\n\\nmore()\\n\\n```\\n\\nMend it.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
	certain := run.Results[2]
	if len(certain.CodeFlows) != 1 || len(certain.CodeFlows[0].ThreadFlows[0].Locations) != 3 || len(run.Results[1].CodeFlows) != 0 {
		t.Error("want a code flow through three places for the one finding, and none for the other")
	}
	if hash := certain.PartialFingerprints["primaryLocationLineHash"]; hash != lineHashes([]byte(source))[4] {
		t.Errorf("the hash of line 5 is %q", hash)
	}
}

// The values are those that the upload of GitHub code scanning computes.
func TestLineHashes(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string
	}{
		{"", "c129715d7a2bc9a3:1"},
		{" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1"},
		{" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
			"e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1"},
	} {
		if got := strings.Join(lineHashes([]byte(tt.text)), " "); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, got, tt.want)
		}
	}
	lorem := lineHashes([]byte(strings.Repeat("Lorem ipsum dolor sit amet.\n", 10)))
	if lorem[1] != "a7f2ff13bc495cf2:2" || lorem[6] != "a7f2ff1481e87703:1" {
		t.Errorf("equal lines: got %v", lorem)
	}
}

func TestGitHub(t *testing.T) {
	got := strings.SplitAfter(printed(t, report(t), func(b *bytes.Buffer) Handler { return GitHub{W: b} }), "\n")
	want := `::warning file=shop/shop 1.go,line=4,col=2,endColumn=13,title=taskrecover/lost (likely)::100%25 of m[0] is lost (and in 1 more place)%0Ashop/shop 1.go:5: and here%0Ahttps://example.com/recover#hdr-Category_lost` + "\n"
	if got[1] != want {
		t.Errorf("got  %swant %s", got[1], want)
	}
	if !strings.HasPrefix(got[0], "::notice file=") || !strings.HasPrefix(got[2], "::error file=shop/shop 1.go,line=5,col=17,endColumn=32,") {
		t.Errorf("got %q, %q", got[0], got[2])
	}
}

func TestGitLab(t *testing.T) {
	r := report(t)
	var issues []gitlabIssue
	if err := json.Unmarshal([]byte(printed(t, r, func(b *bytes.Buffer) Handler { return GitLab{W: b} })), &issues); err != nil {
		t.Fatal(err)
	}
	want := gitlabIssue{"recover stops nothing here", "taskrecover/ineffective", r.Findings[2].Fingerprint, "critical", gitlabLocation{"shop/shop 1.go", gitlabLines{5, 5}}}
	if issues[2] != want {
		t.Errorf("got %+v, want %+v", issues[2], want)
	}
	if got := printed(t, new(Report), func(b *bytes.Buffer) Handler { return GitLab{W: b} }); got != "[]\n" {
		t.Errorf("of nothing it prints %q", got)
	}
}

func TestRoot(t *testing.T) {
	root := t.TempDir()
	inner := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(inner, 0o777); err != nil {
		t.Fatal(err)
	}
	if got := Root(inner); got != inner {
		t.Errorf("outside of a repository: got %s, want %s", got, inner)
	}
	if err := os.WriteFile(filepath.Join(root, ".git"), nil, 0o666); err != nil { // a file in a worktree
		t.Fatal(err)
	}
	if got := Root(inner); got != root {
		t.Errorf("got %s, want %s", got, root)
	}
}
