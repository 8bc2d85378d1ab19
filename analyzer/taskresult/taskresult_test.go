package taskresult_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskresult"
	"github.com/taskcheck/taskcheck/internal/moduletest"
)

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestResults(t *testing.T) {
	analysistest.Run(t, testdata(t), taskresult.New(task.NewAnalyzer()), "results", "results/replies", "results/support", "program")
}

// What real libraries return, some of it known from their source and some from
// the table.
func TestLibraries(t *testing.T) {
	if testing.Short() {
		t.Skip("loads raft, an MQTT client and others from source")
	}
	dir := filepath.Join(testdata(t), "libraries")
	moduletest.Download(t, dir, "./handles")
	analysistest.Run(t, dir, taskresult.New(task.NewAnalyzer()), "libraries/handles")
}
