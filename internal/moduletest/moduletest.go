// Package moduletest helps tests with test data that is a module of its own.
package moduletest

import (
	"os/exec"
	"testing"
)

// Download takes what the packages of the module in a folder need from the module
// proxy: analysistest loads them without one, which fails on a machine that has not
// built them before. The test is over if they cannot be had.
func Download(t testing.TB, dir string, packages ...string) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-deps"}, packages...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("cannot load %v in %s: %v\n%s", packages, dir, err, out)
	}
}
