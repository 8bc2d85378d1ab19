package task

import (
	"go/build"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestStdRoots(t *testing.T) {
	src := filepath.Join(build.Default.GOROOT, "src")
	entries, err := os.ReadDir(src)
	if err != nil {
		t.Fatal(err)
	}
	have := make(map[string]bool)
	for _, e := range entries {
		if e.IsDir() && hasPackage(t, filepath.Join(src, e.Name())) {
			have[e.Name()] = true
		}
	}
	for _, other := range []string{"builtin", "cmd", "vendor"} { // not imported by these paths
		delete(have, other)
	}
	for root := range have {
		if !stdRoots[root] {
			t.Errorf("stdRoots lacks %q", root)
		}
	}
	newest := slices.Contains(build.Default.ReleaseTags, "go1.26") // the table's
	for root := range stdRoots {
		if newest && !have[root] {
			t.Errorf("stdRoots has %q, which GOROOT has not", root)
		}
	}
}

// hasPackage reports whether there is a Go file below dir.
func hasPackage(t *testing.T, dir string) (found bool) {
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err == nil && filepath.Ext(path) == ".go" {
			found = true
			return filepath.SkipAll
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
