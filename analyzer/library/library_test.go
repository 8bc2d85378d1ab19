package library_test

import (
	"cmp"
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// libs is the module that requires the libraries of the table which are not
// in the standard library.
const libs = "../../testdata/libs"

// Every name of the table is one of the real library, and its parameters are
// what the table takes them for.
func TestNames(t *testing.T) {
	var paths []string
	for _, lib := range library.All {
		paths = append(paths, lib.Path)
	}
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes, Dir: libs}
	pkgs, err := packages.Load(cfg, paths...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := make(map[string]*types.Package)
	for _, p := range pkgs {
		for _, err := range p.Errors {
			t.Errorf("%s: %v", p.PkgPath, err)
		}
		loaded[p.PkgPath] = p.Types
	}
	for _, lib := range library.All {
		pkg := loaded[lib.Path]
		if pkg == nil {
			t.Errorf("there is no package %q; is it in %s/go.mod?", lib.Path, libs)
			continue
		}
		for _, f := range lib.Funcs {
			checkFunc(t, pkg, f)
		}
	}
}

func checkFunc(t *testing.T, pkg *types.Package, f library.Func) {
	t.Helper()
	fn := lookup(pkg, f)
	if fn == nil {
		t.Errorf("%s has no %s", pkg.Path(), nameOf(f))
		return
	}
	if found := library.Find(fn); found == nil || nameOf(*found) != nameOf(f) {
		t.Errorf("Find does not find %s.%s", pkg.Path(), nameOf(f))
	}
	sig := fn.Signature()
	if f.Ends != library.Returns && sig.Results().Len() > 0 {
		t.Errorf("%s.%s has results, and is said never to return", pkg.Path(), nameOf(f))
	}
	if len(f.Runs) == 0 && f.Ends == library.Returns {
		t.Errorf("the entry of %s.%s says nothing", pkg.Path(), nameOf(f))
	}
	for _, r := range f.Runs {
		if r.Param < 0 || r.Param >= sig.Params().Len() {
			t.Errorf("%s.%s has no parameter %d", pkg.Path(), nameOf(f), r.Param)
			continue
		}
		switch p := sig.Params().At(r.Param); p.Type().Underlying().(type) {
		case *types.Signature, *types.Interface, *types.Slice: // runtime.SetFinalizer takes any
		default:
			t.Errorf("parameter %d of %s.%s can be no func: %s", r.Param, pkg.Path(), nameOf(f), p.Type())
		}
	}
}

// lookup returns the function or method that the entry names, or nil.
func lookup(pkg *types.Package, f library.Func) *types.Func {
	if f.Recv == "" {
		fn, _ := pkg.Scope().Lookup(f.Name).(*types.Func)
		return fn
	}
	recv, ok := pkg.Scope().Lookup(f.Recv).(*types.TypeName)
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, pkg, f.Name)
	fn, _ := obj.(*types.Func)
	return fn
}

func nameOf(f library.Func) string {
	if f.Recv == "" {
		return f.Name
	}
	return fmt.Sprintf("(%s).%s", f.Recv, f.Name)
}

func TestSorted(t *testing.T) {
	byPath := func(a, b *library.Library) int { return strings.Compare(a.Path, b.Path) }
	if !slices.IsSortedFunc(library.All, byPath) {
		t.Error("All is not in the order of the import paths")
	}
	byName := func(a, b library.Func) int {
		return cmp.Or(strings.Compare(a.Recv, b.Recv), strings.Compare(a.Name, b.Name))
	}
	for _, lib := range library.All {
		if !slices.IsSortedFunc(lib.Funcs, byName) {
			t.Errorf("the entries of %s are not sorted: functions, then methods by receiver", lib.Path)
		}
	}
}

func TestNoDuplicates(t *testing.T) {
	seen := make(map[string]bool)
	for _, lib := range library.All {
		names := []string{lib.Path}
		for _, f := range lib.Funcs {
			names = append(names, lib.Path+"."+nameOf(f))
		}
		for _, name := range names {
			if seen[name] {
				t.Errorf("%s is there twice", name)
			}
			seen[name] = true
		}
	}
}

// A row is only as good as the source that was read for it.
func TestVersions(t *testing.T) {
	form := regexp.MustCompile(`^(go|v)\d+\.\d+(\.\d+)?`)
	for _, lib := range library.All {
		if !form.MatchString(lib.Versions) {
			t.Errorf("%s: versions %q; write those that were read, such as v0.14.0", lib.Path, lib.Versions)
		}
	}
}
