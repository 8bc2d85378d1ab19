package taskignore

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/docs"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"

	_ "embed"
)

//go:embed doc.go
var doc string

const (
	malformed    = "malformed"
	unknownCheck = "unknown-check"
	unused       = "unused"
)

// New returns a new taskignore analyzer, which judges the directives by what
// the given checks find with the given model. The checks' results have to be
// of type *report.Result.
func New(model *analysis.Analyzer, checks ...*analysis.Analyzer) *analysis.Analyzer {
	check := &report.Check{Name: "taskignore", Categories: []string{malformed, unknownCheck, unused}, OfDirectives: true}
	a := &analysis.Analyzer{
		Name:     check.Name,
		Doc:      docs.Analyzer(doc, check.Name),
		URL:      report.URL(check.Name, ""),
		Requires: append([]*analysis.Analyzer{model}, checks...),
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[model].(*task.Model)
			m.Lock()
			defer m.Unlock()
			var results []*report.Result
			for _, c := range checks {
				results = append(results, pass.ResultOf[c].(*report.Result))
			}
			var findings []report.Finding
			for _, d := range report.Directives(pass) {
				if category, message := judge(pass, m, d, results); category != "" {
					findings = append(findings, report.Finding{
						Pos: d.Pos, End: d.End,
						Category: category, Confidence: report.Certain, Message: message,
					})
				}
			}
			check.Report(pass, findings)
			return nil, nil
		},
	}
	check.Register(a)
	return a
}

// judge returns what is wrong with a directive, if anything is.
func judge(pass *analysis.Pass, m *task.Model, d report.Directive, results []*report.Result) (category, message string) {
	const form = `; write "//taskcheck:ignore CHECK[/CATEGORY] reason"`
	switch {
	case d.Verb == "policy":
		return judgePolicy(d)
	case d.Verb != "ignore":
		return malformed, fmt.Sprintf("no directive is named %q", "taskcheck:"+d.Verb) + form
	case d.Check == "":
		return malformed, "this directive silences nothing: it names no check" + form
	}
	i := slices.IndexFunc(results, func(r *report.Result) bool { return r.Check == d.Check })
	if i < 0 {
		return unknownCheck, fmt.Sprintf("this directive silences nothing: no check is named %q (have %s)", d.Check, strings.Join(checkNames(results), ", "))
	}
	res := results[i]
	switch {
	case d.Category != "" && !slices.Contains(res.Categories, d.Category):
		return unknownCheck, fmt.Sprintf("this directive silences nothing: %s has no category %q (have %s)", d.Check, d.Category, strings.Join(res.Categories, ", "))
	case d.Reason == "":
		return malformed, "this directive silences nothing: it gives no reason" + form
	case !used(d, res) && decidable(pass, m, d):
		what := d.Check
		if d.Category != "" {
			what += "/" + d.Category
		}
		return unused, fmt.Sprintf("this directive silences nothing: %s finds nothing on this line or the next", what)
	}
	return "", ""
}

// judgePolicy returns what is wrong with a directive for the whole package.
func judgePolicy(d report.Directive) (category, message string) {
	const form = `; write "//taskcheck:policy crash reason"`
	switch {
	case d.SetsPolicy():
		return "", ""
	case d.Policy == "":
		return malformed, "this directive sets no policy" + form
	case !slices.Contains(report.Policies, d.Policy):
		return malformed, fmt.Sprintf("this directive sets no policy: none is named %q (have %s)", d.Policy, strings.Join(report.Policies, ", "))
	case d.Reason == "":
		return malformed, "this directive sets no policy: it gives no reason" + form
	}
	return malformed, "this directive sets no policy: it must stand in the file of the package's doc comment, which is no test file"
}

func checkNames(results []*report.Result) (names []string) {
	for _, r := range results {
		names = append(names, r.Check)
	}
	return names
}

// used reports whether the check found anything that the directive silences,
// at whatever confidence.
func used(d report.Directive, res *report.Result) bool {
	return slices.ContainsFunc(res.Marks, func(m report.Mark) bool {
		on := m.Line.File == d.Line.File && (m.Line.Line == d.Line.Line || m.Line.Line == d.Line.Line+1)
		return on && d.Silences(res.Check, m.Category)
	})
}

// decidable reports whether nothing but this build of the package decides what
// is found in the file of the directive.
func decidable(pass *analysis.Pass, m *task.Model, d report.Directive) bool {
	i := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return f.FileStart <= d.Pos && d.Pos < f.FileEnd })
	if i < 0 {
		return false
	}
	file := pass.Files[i]
	if !m.Analyzed(file) || constrained(file) || !everywhere(d.Line.File) {
		return false
	}
	// What cgo makes of a file has another name, and no import of "C".
	written := pass.Fset.PositionFor(file.Package, false).Filename
	return filepath.Base(written) == filepath.Base(d.Line.File) && !importsC(file)
}

func importsC(file *ast.File) bool {
	return slices.ContainsFunc(file.Imports, func(imp *ast.ImportSpec) bool { return imp.Path.Value == `"C"` })
}

// everywhere reports whether a file of that name is built on every system: it
// does not end in _windows.go, say.
func everywhere(filename string) bool {
	ctx := build.Context{
		GOOS: "none", GOARCH: "none", Compiler: "gc", // match no name that is built on some systems
		OpenFile: func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("package p")), nil },
	}
	match, err := ctx.MatchFile(".", filepath.Base(filename))
	return match && err == nil
}

// constrained reports whether the file has a build constraint.
func constrained(file *ast.File) bool {
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			return false
		}
		for _, c := range group.List {
			if constraint.IsGoBuild(c.Text) || constraint.IsPlusBuild(c.Text) {
				return true
			}
		}
	}
	return false
}
