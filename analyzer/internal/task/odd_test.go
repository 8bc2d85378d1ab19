package task_test

import (
	"fmt"
	"go/ast"
	"go/build"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// oddFiles are the files of the package odd.
const oddFiles = "../../../testdata/src/odd/*.go"

// parseOdd returns the package odd.
func parseOdd(t *testing.T) *unit {
	t.Helper()
	names, err := filepath.Glob(oddFiles)
	if err != nil || len(names) == 0 {
		t.Fatalf("no odd code: %v", err)
	}
	sources := make(map[string]any)
	for _, name := range names {
		sources[name] = nil
	}
	std := needStd(t)
	u, errs := parseUnit(std, std.fset, sources)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return u
}

// TestOdd runs the suite over code that nobody writes, and asks the model
// everything: it must neither panic nor hang.
func TestOdd(t *testing.T) {
	u := parseOdd(t)
	found, m, err := u.run()
	if err != nil {
		t.Fatal(err)
	}
	u.askAll(m)
	t.Logf("%d tasks, %d reports at possible", len(m.Tasks()), len(found))
}

// TestBroken runs the suite over what does not compile. Drivers keep such a
// package from it; it must not panic where one does not.
func TestBroken(t *testing.T) {
	std := needStd(t)
	sources, err := filepath.Glob(oddFiles)
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../../../testdata/src/guards/*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range append(sources, more...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for kind, src := range breaks(string(text)) {
			u, _ := parseUnit(std, std.fset, map[string]any{name: src})
			_, m, err := u.run()
			if err != nil {
				t.Errorf("%s, %s: %v", name, kind, err)
				continue
			}
			u.askAll(m)
			n++
		}
	}
	t.Logf("%d broken files", n)
}

// breaks returns broken variants of a source, by what is wrong with them.
func breaks(text string) map[string]string {
	all := map[string]string{
		"no imports":   strings.Replace(text, "import", "func init() {} //", 1),
		"no func":      strings.ReplaceAll(text, "func()", "func"),
		"unknown type": strings.ReplaceAll(text, "func()", "F"),
		"no arguments": strings.ReplaceAll(text, "()", "(,)"),
		"undefined":    strings.ReplaceAll(text, "recover", "revocer"),
		"no recover":   strings.ReplaceAll(text, "recover()", "recover"),
		"more results": strings.ReplaceAll(text, "return", "return 1, nil,"),
		"no panic arg": strings.ReplaceAll(text, "panic(", "panic()("),
		"call of call": strings.ReplaceAll(text, "boom()", "boom()()()"),
		"bad go":       strings.ReplaceAll(text, "go ", "go go "),
		"go type":      strings.ReplaceAll(text, "go func()", "go struct{}"),
		"bad defer":    strings.ReplaceAll(text, "defer ", "defer 1 + "),
		"bad range":    strings.ReplaceAll(text, "range ", "range range "),
		"no names":     strings.ReplaceAll(text, "func case", "func "),
		"twice":        text + strings.ReplaceAll(text, "package", "//"),
	}
	for i := 1; i < 20; i++ {
		all[fmt.Sprintf("cut %d", i)] = text[:len(text)*i/20]
	}
	return all
}

// TestIncomplete runs the model with type information that lacks entries, as
// that of a package with errors does.
func TestIncomplete(t *testing.T) {
	for k := range 12 {
		u := parseOdd(t)
		forget(u, k)
		_, m, err := u.run()
		if err != nil {
			t.Errorf("without part %d of the types: %v", k, err)
			continue
		}
		u.askAll(m)
	}
}

// forget deletes a part of the type information of the unit: all of one map,
// or every seventh entry of all.
func forget(u *unit, k int) {
	thin := k >= 5
	n := 0
	drop := func(which int) bool {
		n++
		return k == which || thin && n%7 == k-5
	}
	for _, file := range u.files {
		ast.Inspect(file, func(node ast.Node) bool {
			if e, ok := node.(ast.Expr); ok && drop(0) {
				delete(u.info.Types, e)
			}
			if id, ok := node.(*ast.Ident); ok {
				if drop(1) {
					delete(u.info.Uses, id)
				}
				if drop(2) {
					delete(u.info.Defs, id)
				}
				if drop(3) {
					delete(u.info.Instances, id)
				}
			}
			if sel, ok := node.(*ast.SelectorExpr); ok && drop(4) {
				delete(u.info.Selections, sel)
			}
			return true
		})
	}
}

// TestGoroot runs the suite over every file of $GOROOT/test that is a package
// by itself: the odd code of the people who write the compiler.
func TestGoroot(t *testing.T) {
	if testing.Short() {
		t.Skip("it type-checks several hundred files: not with -short")
	}
	std := needStd(t)
	n := 0
	for _, pattern := range []string{"*.go", "fixedbugs/*.go", "typeparam/*.go", "ken/*.go", "chan/*.go", "interface/*.go"} {
		names, err := filepath.Glob(filepath.Join(build.Default.GOROOT, "test", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			u, errs := parseUnit(std, std.fset, map[string]any{name: nil})
			start := time.Now()
			_, m, err := u.run()
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if len(errs) == 0 {
				n++
				if time.Since(start) > 5*time.Second {
					t.Errorf("%s took %v", name, time.Since(start))
				}
				if st, err := os.Stat(name); err == nil && st.Size() < 20_000 {
					u.askAll(m)
				}
			}
		}
	}
	if n == 0 {
		t.Skip("this installation of Go has no test folder")
	}
	t.Logf("%d files", n)
}
