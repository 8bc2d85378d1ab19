// Package gclplugin is taskcheck as a module plugin of golangci-lint v2.
//
// List it in .custom-gcl.yml, build with "golangci-lint custom", and enable it
// in .golangci.yml:
//
//	linters:
//	  enable: [taskcheck]
//	  settings:
//	    custom:
//	      taskcheck:
//	        type: module
//	        settings:
//	          taskmodel: {spawners: ["(*example.com/app/pool.Pool).Go"]}
//	          taskrecover: {confidence: likely, off: [swallowed], tests: false}
//
// One finding is one issue. golangci-lint has no place for more: it prints
// every related position as an issue of its own, and its --fix applies all the
// alternative fixes of a diagnostic at once. So a diagnostic that leaves here
// has its first fix only, and its first related position in its text. That fix is
// one that changes nothing but the fault, unless the setting taskmodel.fixes is "all".
package gclplugin

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer"
)

// golangci-lint finds module plugins in a registry that they enter when they
// are linked in; there is no other way, and no other init in this project.
func init() { register.Plugin("taskcheck", New) }

// New returns the plugin for the settings that golangci-lint read from its
// configuration file. It refuses settings that it does not know.
func New(conf any) (register.LinterPlugin, error) {
	settings, err := decode(conf)
	if err != nil {
		return nil, err
	}
	return &plugin{settings}, nil
}

type plugin struct{ settings Settings }

// GetLoadMode asks for types: every check needs them.
func (*plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// BuildAnalyzers returns a suite of its own with the settings applied.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	analyzers := analyzer.New().Analyzers()
	if err := p.settings.apply(analyzers); err != nil {
		return nil, err
	}
	for _, a := range analyzers {
		oneIssue(a)
	}
	return analyzers, nil
}

// oneIssue changes a so that each of its diagnostics is one issue. It changes
// a in place: the analyzers require each other, so a copy would be a second
// analyzer of the same name beside the one that the others require.
func oneIssue(a *analysis.Analyzer) {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		flat := *pass // the driver's own pass stays as it is
		flat.Report = func(d analysis.Diagnostic) { pass.Report(flatten(pass, d)) }
		return run(&flat)
	}
}

// flatten drops from d what golangci-lint would make further issues of.
func flatten(pass *analysis.Pass, d analysis.Diagnostic) analysis.Diagnostic {
	if len(d.Related) > 0 && d.Related[0].Pos.IsValid() {
		p := pass.Fset.Position(d.Related[0].Pos)
		d.Message = beforeTail(d.Message, fmt.Sprintf(" (see %s:%d)", filepath.Base(p.Filename), p.Line))
	}
	d.Related = nil
	d.SuggestedFixes = inFile(pass, d)
	return d
}

// inFile returns the first fix of a diagnostic, with what it changes in the file that
// the diagnostic is in: golangci-lint takes all edits for that file's. What a fix
// changes in other files belongs to further places of one cause, whose turn comes
// when this one is gone.
func inFile(pass *analysis.Pass, d analysis.Diagnostic) []analysis.SuggestedFix {
	if len(d.SuggestedFixes) == 0 {
		return nil
	}
	fix := d.SuggestedFixes[0]
	fix.TextEdits = slices.DeleteFunc(slices.Clone(fix.TextEdits), func(e analysis.TextEdit) bool {
		return pass.Fset.File(e.Pos) != pass.Fset.File(d.Pos)
	})
	if len(fix.TextEdits) == 0 {
		return nil
	}
	return []analysis.SuggestedFix{fix}
}

// beforeTail adds place to message, in front of the " [check/category
// confidence]" that ends a message in every driver: exclusion and severity
// rules match that tail, and may anchor it with a $.
func beforeTail(message, place string) string {
	tail := strings.LastIndex(message, " [")
	if tail < 0 || !strings.HasSuffix(message, "]") {
		return message + place
	}
	return message[:tail] + place + message[tail:]
}
