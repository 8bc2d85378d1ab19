package library_test

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// Every need of the table is proven: the function panics when it is not met,
// and does not when it is.
func TestNeedsAreTrue(t *testing.T) {
	known := make(map[string]bool)
	for _, lib := range library.Contracts {
		for _, f := range lib.Funcs {
			if len(f.Needs) == 0 {
				t.Errorf("the entry of %s.%s says nothing", lib.Path, nameOf(f))
			}
			for i := range f.Needs {
				name := proofName(lib.Path, f, i)
				known[name] = true
				p, ok := proofs[name]
				if !ok {
					t.Errorf("nothing proves that %s needs what is said of it: add it to proofs", name)
					continue
				}
				if !panics(p.broken) {
					t.Errorf("%s does not panic although its need is not met", name)
				}
				if panics(p.met) {
					t.Errorf("%s panics although its need is met", name)
				}
			}
		}
	}
	for name := range proofs {
		if !known[name] {
			t.Errorf("proofs has %s, which is not in the table", name)
		}
	}
}

// proofName is the name of a need: that of its function, with a number if it
// is not the first.
func proofName(path string, f library.Func, need int) string {
	name := path + "." + nameOf(f)
	if need > 0 {
		name += fmt.Sprintf(" %d", need+1)
	}
	return name
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return false
}

// Every function of the table is there, and has the parameters that are named.
func TestNeedsFitSignatures(t *testing.T) {
	var paths []string
	for _, lib := range library.Contracts {
		paths = append(paths, lib.Path)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes, Dir: libs}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := make(map[string]*types.Package)
	for _, p := range pkgs {
		loaded[p.PkgPath] = p.Types
	}
	for _, lib := range library.Contracts {
		pkg := loaded[lib.Path]
		if pkg == nil {
			t.Errorf("there is no package %q", lib.Path)
			continue
		}
		for _, f := range lib.Funcs {
			fn := lookup(pkg, f)
			if fn == nil {
				t.Errorf("%s has no %s", pkg.Path(), nameOf(f))
				continue
			}
			if !slices.Equal(library.Needs(fn), f.Needs) {
				t.Errorf("Needs does not find those of %s.%s", pkg.Path(), nameOf(f))
			}
			for _, n := range f.Needs {
				checkNeed(t, fn, n)
			}
		}
	}
}

func checkNeed(t *testing.T, fn *types.Func, n library.Need) {
	t.Helper()
	has := func(i int) bool {
		if i == library.Receiver {
			return fn.Signature().Recv() != nil
		}
		return 0 <= i && i < fn.Signature().Params().Len()
	}
	if !has(n.Param) || !has(n.Of) && comparesWithOther(n.Is) {
		t.Errorf("%s has no parameter %d or %d", fn.FullName(), n.Param, n.Of)
	}
	if comparesWithOther(n.Is) && n.Of == n.Param {
		t.Errorf("%s: parameter %d is compared with itself", fn.FullName(), n.Param)
	}
	if (n.Is == library.MinLen || n.Is == library.ExactLen) && n.N <= 0 {
		t.Errorf("%s: a length of %d is no need", fn.FullName(), n.N)
	}
	if n.Is == library.Between && n.N >= n.M {
		t.Errorf("%s: nothing is between %d and %d", fn.FullName(), n.N, n.M)
	}
}

func comparesWithOther(c library.Cond) bool {
	switch c {
	case library.Within, library.Indexes, library.NotBelow, library.Below, library.RightLen, library.AsLongAs, library.TwiceLong, library.HalfLong, library.EncodeLen:
		return true
	}
	return false
}

// What is said of goroutines and what is needed come together in one entry.
func TestContractsJoin(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes, Dir: libs}, "net/http")
	if err != nil || len(pkgs) != 1 {
		t.Fatal(err, len(pkgs))
	}
	entry := library.Find(pkgs[0].Types.Scope().Lookup("HandleFunc").(*types.Func))
	if entry == nil || len(entry.Runs) == 0 || len(entry.Needs) == 0 {
		t.Errorf("the entry of http.HandleFunc is %+v", entry)
	}
}

func TestContractsSorted(t *testing.T) {
	seen := make(map[string]bool)
	if !slices.IsSortedFunc(library.Contracts, func(a, b *library.Library) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("Contracts is not in the order of the import paths")
	}
	for _, lib := range library.Contracts {
		if seen[lib.Path] {
			t.Errorf("%s is there twice", lib.Path)
		}
		seen[lib.Path] = true
		for i, f := range lib.Funcs {
			if i > 0 {
				before := lib.Funcs[i-1]
				if cmp.Or(strings.Compare(before.Recv, f.Recv), strings.Compare(before.Name, f.Name)) >= 0 {
					t.Errorf("%s: %s is not in order: functions, then methods by receiver", lib.Path, nameOf(f))
				}
			}
		}
	}
}
