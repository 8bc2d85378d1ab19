package fixes

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer"
)

// A report is what is said of a package, with its fixes.
type report struct {
	check string // "taskjoin/unchecked"
	text  string
	pos   string
	fixes []fix
}

type fix struct {
	title string
	edits []edit
}

type edit struct {
	file       string // its base name
	start, end int
	text       string
}

// load loads the packages below a folder of the module.
func load(t *testing.T, module, dir string) []*packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Dir: module, Mode: packages.LoadAllSyntax}, "./"+dir+"/...")
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("%v", err)
		}
	}
	return pkgs
}

// analyze returns the reports on packages, by the names of their folders. With
// confidence possible all is reported; with offer all fixes are there.
func analyze(t *testing.T, pkgs []*packages.Package, offer bool, flags map[string]string) map[string][]report {
	t.Helper()
	suite := analyzer.New()
	if offer {
		suite.OfferFixes()
	}
	analyzers := suite.Analyzers()
	for _, a := range analyzers {
		for name, value := range flags {
			if of, name, _ := strings.Cut(name, "."); of == a.Name || of == "*" && a.Flags.Lookup(name) != nil {
				if err := a.Flags.Set(name, value); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	graph, err := checker.Analyze(analyzers, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	reports := make(map[string][]report)
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		name := filepath.Base(act.Package.PkgPath)
		for _, d := range act.Diagnostics {
			reports[name] = append(reports[name], reportOf(act, d))
		}
	}
	for _, of := range reports {
		slices.SortFunc(of, func(a, b report) int { return cmp.Compare(a.pos, b.pos) })
	}
	return reports
}

func reportOf(act *checker.Action, d analysis.Diagnostic) report {
	fset := act.Package.Fset
	p := fset.Position(d.Pos)
	r := report{
		check: act.Analyzer.Name + "/" + d.Category,
		text:  d.Message,
		pos:   fmt.Sprintf("%s:%04d:%03d", filepath.Base(p.Filename), p.Line, p.Column),
	}
	for _, s := range d.SuggestedFixes {
		one := fix{title: s.Message}
		for _, e := range s.TextEdits {
			end := e.End
			if !end.IsValid() {
				end = e.Pos
			}
			from, to := fset.Position(e.Pos), fset.Position(end)
			one.edits = append(one.edits, edit{filepath.Base(from.Filename), from.Offset, to.Offset, string(e.NewText)})
		}
		r.fixes = append(r.fixes, one)
	}
	return r
}

// apply returns the files with the fixes of the reports made at once: the n'th
// of those on the check, and the first of the others. Two fixes may have an edit
// in common, and no edits that overlap.
func apply(files map[string]string, reports []report, check string, n int) (map[string]string, error) {
	edits := make(map[string][]edit)
	for _, r := range reports {
		if len(r.fixes) == 0 {
			continue
		}
		chosen := r.fixes[0]
		if r.check == check && n <= len(r.fixes) {
			chosen = r.fixes[n-1]
		}
		for _, e := range chosen.edits {
			if !slices.Contains(edits[e.file], e) {
				edits[e.file] = append(edits[e.file], e)
			}
		}
	}
	fixed := make(map[string]string)
	for name, text := range files {
		slices.SortStableFunc(edits[name], func(a, b edit) int { return cmp.Or(a.start-b.start, a.end-b.end) })
		var out strings.Builder
		at := 0
		for _, e := range edits[name] {
			if e.start < at {
				return nil, fmt.Errorf("edits of %s overlap at %q", name, text[e.start:at])
			}
			out.WriteString(text[at:e.start] + e.text)
			at = e.end
		}
		fixed[name] = out.String() + text[at:]
	}
	return fixed, nil
}
