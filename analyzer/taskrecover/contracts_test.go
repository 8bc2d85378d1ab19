package taskrecover_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// TestContracts holds what is said of calls that panic for some arguments.
func TestContracts(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, taskrecover.New(task.NewAnalyzer()), "contracts")
}
