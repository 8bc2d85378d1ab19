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
const libs = "../../testdata/libraries"

// Every name of the table is one of the real library, and its parameters are
// what the table takes them for.
func TestNames(t *testing.T) {
	var std, others []*library.Library
	for _, lib := range library.All {
		if first, _, _ := strings.Cut(lib.Path, "/"); strings.Contains(first, ".") {
			others = append(others, lib)
		} else {
			std = append(std, lib)
		}
	}
	t.Run("std", func(t *testing.T) { checkNames(t, std, packages.NeedName|packages.NeedTypes) })
	t.Run("others", func(t *testing.T) {
		if testing.Short() {
			t.Skip("loads Kubernetes, gRPC and others from source")
		}
		// From source, which is far faster than to compile them for export data.
		checkNames(t, others, packages.NeedName|packages.NeedFiles|packages.NeedCompiledGoFiles|packages.NeedImports|
			packages.NeedDeps|packages.NeedTypes|packages.NeedTypesSizes|packages.NeedTypesInfo|packages.NeedSyntax)
	})
}

func checkNames(t *testing.T, libraries []*library.Library, mode packages.LoadMode) {
	t.Helper()
	var paths []string
	for _, lib := range libraries {
		paths = append(paths, lib.Path)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: libs}, paths...)
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
	for _, lib := range libraries {
		pkg := loaded[lib.Path]
		if pkg == nil {
			t.Errorf("there is no package %q; is it in %s/go.mod?", lib.Path, libs)
			continue
		}
		for _, f := range lib.Funcs {
			checkFunc(t, pkg, f)
		}
		for _, f := range lib.Fields {
			checkField(t, pkg, f)
		}
		for _, name := range lib.Types {
			tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || !library.IsQuiet(tn) {
				t.Errorf("%s has no type %s", pkg.Path(), name)
			} else if _, ok := tn.Type().Underlying().(*types.Signature); !ok {
				t.Errorf("%s.%s is no func type", pkg.Path(), name)
			}
		}
	}
}

func checkField(t *testing.T, pkg *types.Package, f library.Field) {
	t.Helper()
	tn, _ := pkg.Scope().Lookup(f.Type).(*types.TypeName)
	if tn == nil {
		t.Errorf("%s has no type %s", pkg.Path(), f.Type)
		return
	}
	obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, pkg, f.Name)
	field, ok := obj.(*types.Var)
	if !ok {
		t.Errorf("%s.%s has no field %s", pkg.Path(), f.Type, f.Name)
		return
	}
	if found := library.FindField(field); found == nil || *found != f {
		t.Errorf("FindField does not find %s.%s.%s", pkg.Path(), f.Type, f.Name)
	}
	switch field.Type().Underlying().(type) {
	case *types.Signature, *types.Interface:
	default:
		t.Errorf("the field %s.%s.%s can hold no func: %s", pkg.Path(), f.Type, f.Name, field.Type())
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
	if k := f.Join; k != nil && k.Tells != library.Nothing && (k.Result < 0 || k.Result >= sig.Results().Len()) {
		t.Errorf("%s.%s has no result %d", pkg.Path(), nameOf(f), k.Result)
	}
	if f.Reads && (sig.Params().Len() == 0 || types.TypeString(sig.Params().At(0).Type(), nil) != "io.Reader") {
		t.Errorf("%s.%s takes no reader, and is said to read from it", pkg.Path(), nameOf(f))
	}
	if f.Refuses && sig.Results().Len() == 0 {
		t.Errorf("%s.%s has no result, and is said to refuse by it", pkg.Path(), nameOf(f))
	}
	if len(f.Runs) == 0 && f.Ends == library.Returns && f.Join == nil && !f.Adds && !f.Done && !f.Refuses && !f.Reads && f.Result == "" {
		t.Errorf("the entry of %s.%s says nothing", pkg.Path(), nameOf(f))
	}
	if f.Result != "" {
		checkResult(t, pkg, f, sig)
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

// checkResult holds that what the function returns has the method or field by
// which one learns of the failure.
func checkResult(t *testing.T, pkg *types.Package, f library.Func, sig *types.Signature) {
	t.Helper()
	if sig.Results().Len() == 0 {
		t.Errorf("%s.%s has no result", pkg.Path(), nameOf(f))
		return
	}
	result := sig.Results().At(0).Type()
	if ch, ok := result.Underlying().(*types.Chan); ok {
		result = ch.Elem()
	}
	if obj, _, _ := types.LookupFieldOrMethod(result, true, pkg, f.Result); obj == nil {
		t.Errorf("what %s.%s returns has no %s", pkg.Path(), nameOf(f), f.Result)
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
	byField := func(a, b library.Field) int {
		return cmp.Or(strings.Compare(a.Type, b.Type), strings.Compare(a.Name, b.Name))
	}
	for _, lib := range library.All {
		if !slices.IsSortedFunc(lib.Funcs, byName) {
			t.Errorf("the entries of %s are not sorted: functions, then methods by receiver", lib.Path)
		}
		if !slices.IsSortedFunc(lib.Fields, byField) {
			t.Errorf("the fields of %s are not sorted by type and name", lib.Path)
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
		for _, f := range lib.Fields {
			names = append(names, lib.Path+"."+f.Type+"."+f.Name)
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
