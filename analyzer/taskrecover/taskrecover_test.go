package taskrecover_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// The cases of guards are programs too: the tests of the model run them.
func TestGuards(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	a := taskrecover.New(task.NewAnalyzer())
	analysistest.Run(t, testdata, a, "guards", "guards/rescue", "guards/safe")
}
