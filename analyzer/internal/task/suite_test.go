package task_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A unit is one package of syntax and types, as a driver hands it to a pass.
type unit struct {
	fset  *token.FileSet
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
	texts map[string]string // of the files that are not on disk
	// export is told of each fact, unless it is nil.
	export func(types.Object, analysis.Fact)
	// fixes choose which ones the reports have: without it, those that are safe.
	fixes func(*analyzer.Suite)
}

// parseUnit parses and type-checks one package, with all the errors that the
// sources have: the caller decides whether they matter.
func parseUnit(imp types.Importer, fset *token.FileSet, sources map[string]any) (u *unit, errs []error) {
	u = &unit{fset: fset, info: newInfo(), texts: make(map[string]string)}
	for name, src := range sources {
		if text, ok := src.(string); ok {
			u.texts[name] = text
		}
		file, err := parser.ParseFile(u.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			errs = append(errs, err)
		}
		if file != nil {
			u.files = append(u.files, file)
		}
	}
	conf := types.Config{Importer: imp, Error: func(err error) { errs = append(errs, err) }, FakeImportC: true}
	u.pkg, _ = conf.Check("odd", u.fset, u.files, u.info)
	return u, errs
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
}

// run runs the whole suite over the unit, each check at its lowest confidence,
// and returns the reports. A panic is returned as an error.
func (u *unit) run() (found []analysis.Diagnostic, model *task.Model, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	results := make(map[*analysis.Analyzer]any)
	suite := analyzer.New()
	if u.fixes != nil {
		u.fixes(suite)
	}
	var run func(a *analysis.Analyzer) error
	run = func(a *analysis.Analyzer) error {
		if _, ok := results[a]; ok {
			return nil
		}
		for _, req := range a.Requires {
			if err := run(req); err != nil {
				return err
			}
		}
		if a.Flags.Lookup("confidence") != nil {
			if err := a.Flags.Set("confidence", "possible"); err != nil {
				return err
			}
		}
		res, err := a.Run(u.pass(a, results, func(d analysis.Diagnostic) { found = append(found, d) }))
		results[a] = res
		return err
	}
	for _, a := range suite.Analyzers() {
		if err := run(a); err != nil {
			return nil, nil, err
		}
	}
	return found, results[suite.Model].(*task.Model), nil
}

func (u *unit) pass(a *analysis.Analyzer, results map[*analysis.Analyzer]any, report func(analysis.Diagnostic)) *analysis.Pass {
	export := u.export
	if export == nil {
		export = func(types.Object, analysis.Fact) {}
	}
	return &analysis.Pass{
		Analyzer: a, Fset: u.fset, Files: u.files, Pkg: u.pkg, TypesInfo: u.info,
		TypesSizes: types.SizesFor("gc", "amd64"), ResultOf: results, Report: report,
		ReadFile:         u.readFile,
		ImportObjectFact: func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact: export,
	}
}

// readFile returns the text of a file, without which there are no fixes.
func (u *unit) readFile(name string) ([]byte, error) {
	if text, ok := u.texts[name]; ok {
		return []byte(text), nil
	}
	return os.ReadFile(name)
}

// askAll asks the model about every node, as a check may.
func (u *unit) askAll(m *task.Model) {
	for _, fr := range m.Frames() {
		m.Ineffective(fr)
		m.Swallows(fr)
	}
	m.Unchecked()
	m.Overwritten()
	m.Unwaited()
	m.Refused()
	m.FalseSuccesses()
	m.SkippedDones()
	m.EarlyReleases()
	for _, file := range u.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if n != nil {
				m.Fates(n)
			}
			return true
		})
	}
}

// stdImporter imports the standard library from the export data that the go
// command has of it.
var stdImporter = sync.OnceValues(func() (*exports, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedExportFile}, "std")
	if err != nil {
		return nil, err
	}
	e := &exports{files: make(map[string]string), fset: token.NewFileSet()}
	for _, p := range pkgs {
		e.files[p.PkgPath] = p.ExportFile
	}
	e.Importer = importer.ForCompiler(e.fset, "gc", e.lookup)
	return e, nil
})

type exports struct {
	types.Importer
	fset  *token.FileSet
	files map[string]string
}

func (e *exports) lookup(path string) (io.ReadCloser, error) {
	file := e.files[path]
	if file == "" {
		file = e.files["vendor/"+path] // by which name std imports it
	}
	if file == "" {
		return nil, fmt.Errorf("std has no package %q", path)
	}
	return os.Open(file)
}

// needStd returns the importer of std, or fails the test.
func needStd(t testing.TB) *exports {
	t.Helper()
	imp, err := stdImporter()
	if err != nil {
		t.Fatal(err)
	}
	return imp
}
