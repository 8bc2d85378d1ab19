package taskrecover_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer"
)

func TestFixes(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	suite := analyzer.New()
	suite.OfferFixes()
	for _, a := range suite.Checks {
		if a.Name == "taskrecover" {
			analysistest.RunWithSuggestedFixes(t, testdata, a, "fixes/recovered")
		}
	}
}
