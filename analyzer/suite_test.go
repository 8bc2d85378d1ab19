package analyzer_test

import (
	"flag"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer"
	"github.com/taskcheck/taskcheck/analyzer/internal/report"
)

// What every check has to have. The tests name what is missing when one is added.

func TestValidate(t *testing.T) {
	if err := analysis.Validate(analyzer.New().Analyzers()); err != nil {
		t.Error(err)
	}
}

func TestOrder(t *testing.T) {
	var names []string
	for _, a := range analyzer.New().Checks {
		names = append(names, a.Name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("the checks are not in alphabetical order: %s", strings.Join(names, ", "))
	}
}

// The model is in the suite, so that its flags exist in every driver, and it
// alone has facts.
func TestModel(t *testing.T) {
	s := analyzer.New()
	if s.Model.Name != "taskmodel" || !slices.Contains(s.Analyzers(), s.Model) {
		t.Error("taskmodel is not in the suite")
	}
	for _, a := range s.Checks {
		if len(a.FactTypes) > 0 {
			t.Errorf("%s has facts: leave them to the model", a.Name)
		}
		if !slices.Contains(a.Requires, s.Model) {
			t.Errorf("%s does not ask the model of its suite", a.Name)
		}
	}
}

func TestNewSharesNothing(t *testing.T) {
	one, two := analyzer.New().Analyzers(), analyzer.New().Analyzers()
	for i, a := range one {
		if a == two[i] {
			t.Errorf("%s is the same in two suites", a.Name)
		}
	}
}

func TestDoc(t *testing.T) {
	for _, a := range analyzer.New().Analyzers() {
		title, _, _ := strings.Cut(a.Doc, "\n")
		form := regexp.MustCompile("^" + a.Name + ": [a-z]+ .*[^.]$")
		if !form.MatchString(title) {
			t.Errorf("the documentation of %s begins with %q; write \"%[1]s: verb phrase\"", a.Name, title)
		}
		if a.URL == "" {
			t.Errorf("%s has no URL", a.Name)
		}
	}
}

// The documentation of a category is a section of doc.go, which the URL of
// its diagnostics leads to.
func TestCategorySections(t *testing.T) {
	for _, a := range analyzer.New().Checks {
		base := "https://pkg.go.dev/github.com/taskcheck/taskcheck/analyzer/" + a.Name
		if a.URL != base {
			t.Errorf("the URL of %s is %s, not %s", a.Name, a.URL, base)
		}
		anchors := anchorsOf(t, filepath.Join(a.Name, "doc.go"))
		for _, c := range categories(t, a) {
			anchor, ok := strings.CutPrefix(report.URL(a.Name, c), base+"#")
			if !ok {
				t.Errorf("the URL of %s/%s is not in the documentation of %[1]s", a.Name, c)
			}
			if heading := "Category " + c; anchors[anchor] != heading {
				t.Errorf("%s/doc.go has no section %q at #%s", a.Name, heading, anchor)
			}
			delete(anchors, anchor)
		}
		for _, heading := range anchors {
			if strings.HasPrefix(heading, "Category ") {
				t.Errorf("%s/doc.go has the section %q, and the check no such category", a.Name, heading)
			}
		}
	}
}

// categories returns the categories of a check, as its flag lists them.
func categories(t *testing.T, a *analysis.Analyzer) []string {
	t.Helper()
	f := a.Flags.Lookup("off")
	if f == nil {
		t.Fatalf("%s has no flag -off: register its report.Check", a.Name)
	}
	_, list, _ := strings.Cut(f.Usage, "(of ")
	return strings.Split(strings.TrimSuffix(list, ")"), ", ")
}

// anchorsOf returns the headings of a package comment by their anchors on
// pkg.go.dev.
func anchorsOf(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string)
	for _, block := range new(comment.Parser).Parse(f.Doc.Text()).Content {
		if h, ok := block.(*comment.Heading); ok {
			var text strings.Builder
			for _, part := range h.Text {
				if plain, ok := part.(comment.Plain); ok {
					text.WriteString(string(plain))
				}
			}
			found[h.DefaultID()] = text.String()
		}
	}
	return found
}

func TestReadmeRows(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range analyzer.New().Checks {
		for _, c := range categories(t, a) {
			row := regexp.MustCompile("(?m)^\\| \\[?`" + a.Name + "/" + c + "`")
			if !row.Match(readme) {
				t.Errorf("README.md has no row for %s/%s", a.Name, c)
			}
		}
	}
	checks := analyzer.New().Checks
	recovers := checks[slices.IndexFunc(checks, func(a *analysis.Analyzer) bool { return a.Name == "taskrecover" })]
	recovers.Flags.VisitAll(func(f *flag.Flag) {
		if row := "\n| `-" + recovers.Name + "." + f.Name; !strings.Contains(string(readme), row) {
			t.Errorf("README.md has no row for the flag -%s.%s", recovers.Name, f.Name)
		}
	})
}

// A category without a case is one that nobody has seen reported.
func TestCases(t *testing.T) {
	var cases strings.Builder
	err := filepath.WalkDir("../testdata/src", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		source, err := os.ReadFile(path)
		cases.Write(source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range analyzer.New().Checks {
		for _, c := range categories(t, a) {
			want := regexp.MustCompile("// want .*\\[" + a.Name + "/" + c + " ")
			if !want.MatchString(cases.String()) {
				t.Errorf("testdata/src has no case with a want comment for %s/%s", a.Name, c)
			}
		}
	}
}

// The rules of the sources, held against all of the module but its tests.
func TestSources(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != ".." && (name == "testdata" || strings.HasPrefix(name, ".")):
			return fs.SkipDir
		case filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go"):
			checkSource(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ends are the calls that end a program, which only its main package may do.
var ends = []string{"panic", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln", "os.Exit"}

// outside are the packages by which an analyzer could depend on what no driver
// caches by: files, the environment, the network.
var outside = []string{"net", "net/http", "os", "os/exec", "syscall"}

func checkSource(t *testing.T, path string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.ToSlash(filepath.Dir(path)) // "../analyzer/taskrecover"
	inAnalyzer := folder == "../analyzer" || strings.HasPrefix(folder, "../analyzer/")
	inModel := folder == "../analyzer/internal/task"
	for _, imp := range file.Imports {
		if name, _ := strconv.Unquote(imp.Path.Value); inAnalyzer && slices.Contains(outside, name) {
			t.Errorf("%s: an analyzer imports %s", fset.Position(imp.Pos()), name)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" && folder != "../analyzer/gclplugin" {
				t.Errorf("%s: a func init outside of analyzer/gclplugin", fset.Position(n.Pos()))
			}
		case *ast.CallExpr:
			if name := nameOf(n.Fun); file.Name.Name != "main" && slices.Contains(ends, name) {
				t.Errorf("%s: %s outside of a main package: return an error", fset.Position(n.Pos()), name)
			}
		}
		if inAnalyzer && !inModel && searches(n) {
			t.Errorf("%s: a search for goroutines or recovers: ask the model", fset.Position(n.Pos()))
		}
		return true
	})
}

// searches reports whether n is what a search for goroutines and recovers
// needs: the type of go statements, or the name of the builtin.
func searches(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		return nameOf(n) == "ast.GoStmt"
	case *ast.BinaryExpr:
		return isName(n.X) && isRecover(n.Y) || isName(n.Y) && isRecover(n.X)
	case *ast.CallExpr:
		return nameOf(n.Fun) == "types.Universe.Lookup" && isRecover(n.Args[0])
	}
	return false
}

// isName reports whether e reads the name of something: id.Name, obj.Name().
func isName(e ast.Expr) bool {
	if call, ok := e.(*ast.CallExpr); ok {
		e = call.Fun
	}
	sel, ok := e.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Name"
}

func isRecover(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Value == `"recover"`
}

// nameOf returns the dotted name that e is, or "".
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x := nameOf(e.X); x != "" {
			return x + "." + e.Sel.Name
		}
	}
	return ""
}
