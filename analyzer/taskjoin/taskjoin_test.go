package taskjoin_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskjoin"
	"github.com/taskcheck/taskcheck/internal/moduletest"
)

func TestJoins(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, taskjoin.New(task.NewAnalyzer()), "joins", "joins/group", "program/copies")
}

// The cases with real libraries are in a module of their own.
func TestLibraries(t *testing.T) {
	if testing.Short() {
		t.Skip("loads libraries from source")
	}
	dir, err := filepath.Abs("../../testdata/joinlibs")
	if err != nil {
		t.Fatal(err)
	}
	moduletest.Download(t, dir, ".")
	analysistest.Run(t, dir, taskjoin.New(task.NewAnalyzer()), ".")
}
