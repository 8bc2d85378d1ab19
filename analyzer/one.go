package analyzer

import (
	"flag"
	"fmt"

	"golang.org/x/tools/go/analysis"
)

// One returns the checks of the suite as one analyzer, "taskcheck", for drivers
// that take a single one, such as Bazel's nogo. It has the flags of them all,
// under the names that they have on a command line: "taskrecover.confidence".
func (s *Suite) One() *analysis.Analyzer {
	one := &analysis.Analyzer{
		Name:     "taskcheck",
		Doc:      "taskcheck: report goroutines whose panic or error is lost\n\nIt runs all checks of taskcheck.",
		URL:      s.Model.URL,
		Requires: []*analysis.Analyzer{s.Model},
		Run:      s.runAll,
	}
	for _, a := range s.Analyzers() {
		a.Flags.VisitAll(func(f *flag.Flag) { one.Flags.Var(f.Value, a.Name+"."+f.Name, f.Usage) })
	}
	return one
}

// runAll runs each check once those that it requires have run. They report
// to the driver of the pass, and need no more of it than the model.
func (s *Suite) runAll(pass *analysis.Pass) (any, error) {
	results := map[*analysis.Analyzer]any{s.Model: pass.ResultOf[s.Model]}
	var run func(a *analysis.Analyzer) error
	run = func(a *analysis.Analyzer) (err error) {
		if _, done := results[a]; done {
			return nil
		}
		for _, required := range a.Requires {
			if err := run(required); err != nil {
				return err
			}
		}
		own := *pass
		own.Analyzer, own.ResultOf = a, results
		if results[a], err = a.Run(&own); err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
		return nil
	}
	for _, a := range s.Checks {
		if err := run(a); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
