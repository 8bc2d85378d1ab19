package taskignore_test

import (
	"go/build"
	"os/exec"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// A file that cgo rewrites is not taken for a generated one, and the
// directives in it are obeyed.
func TestCgo(t *testing.T) {
	if !build.Default.CgoEnabled {
		t.Skip("cgo is off")
	}
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("there is no C compiler")
	}
	s := newSuite()
	analysistest.Run(t, testdata(t), s.recovers, "cgo")
	for _, res := range analysistest.Run(silent{}, testdata(t), s.ignores, "cgo") {
		for _, d := range res.Diagnostics {
			t.Errorf("%s: %s", lineOf(res.Pass, d.Pos), d.Message)
		}
	}
}
