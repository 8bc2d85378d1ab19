package gclplugin

import (
	"flag"
	"go/token"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer"
)

// build returns the analyzers that golangci-lint gets for the settings.
func build(conf any) ([]*analysis.Analyzer, error) {
	newPlugin, err := register.GetPlugin("taskcheck")
	if err != nil {
		return nil, err
	}
	p, err := newPlugin(conf)
	if err != nil {
		return nil, err
	}
	return p.BuildAnalyzers()
}

func TestSettingsReachFlags(t *testing.T) {
	// As golangci-lint reads them from YAML.
	analyzers, err := build(map[string]any{
		"taskignore": map[string]any{"off": []any{"unused"}},
		"taskmodel": map[string]any{
			"spawners":  []any{"example.com/app/pool.Submit:1", "(*example.com/app/pool.Pool).Go"},
			"safetypes": []any{"example.com/app/pool.Task"},
		},
		"taskjoin":    map[string]any{"confidence": "certain", "off": []any{"refused"}},
		"taskrecover": map[string]any{"confidence": "possible", "off": []any{"swallowed", "ineffective"}, "tests": true},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"taskignore.off":         "unused",
		"taskignore.confidence":  "likely", // its default
		"taskjoin.confidence":    "certain",
		"taskjoin.off":           "refused",
		"taskmodel.spawners":     "example.com/app/pool.Submit:1,(*example.com/app/pool.Pool).Go",
		"taskmodel.helpers":      "",
		"taskmodel.safetypes":    "example.com/app/pool.Task",
		"taskrecover.confidence": "possible",
		"taskrecover.off":        "swallowed,ineffective",
		"taskrecover.tests":      "true",
	}
	got := make(map[string]string)
	for _, a := range analyzers {
		a.Flags.VisitAll(func(f *flag.Flag) { got[a.Name+"."+f.Name] = f.Value.String() })
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("flag %s is %q, want %q", name, got[name], value)
		}
	}
}

func TestSettingsLeftOut(t *testing.T) {
	for _, conf := range []any{nil, map[string]any{}, map[string]any{"taskrecover": map[string]any{}}} {
		analyzers, err := build(conf)
		if err != nil {
			t.Errorf("settings %v: %v", conf, err)
		}
		for _, a := range analyzers {
			a.Flags.VisitAll(func(f *flag.Flag) {
				if got := f.Value.String(); got != f.DefValue {
					t.Errorf("settings %v: %s.%s is %q, not its default %q", conf, a.Name, f.Name, got, f.DefValue)
				}
			})
		}
	}
}

func TestWrongSettings(t *testing.T) {
	for _, test := range []struct {
		conf any
		want []string // what the error names
	}{
		{map[string]any{"taskrecovery": map[string]any{}}, []string{"taskcheck", `"taskrecovery"`}},
		{map[string]any{"taskrecover": map[string]any{"confidance": "likely"}}, []string{"taskcheck", `"confidance"`}},
		{map[string]any{"taskrecover": map[string]any{"tests": "yes"}}, []string{"taskcheck", "taskrecover.tests"}},
		{map[string]any{"taskrecover": map[string]any{"off": "swallowed"}}, []string{"taskcheck", "taskrecover.off"}},
		{map[string]any{"taskmodel": map[string]any{"helpers": "example.com/app.Log"}}, []string{"taskcheck", "taskmodel.helpers"}},
		// Of the right type, so it is the flag that refuses them.
		{map[string]any{"taskrecover": map[string]any{"confidence": "sure"}}, []string{"taskrecover.confidence of taskcheck", `"sure"`, "certain, likely, possible"}},
		{map[string]any{"taskmodel": map[string]any{"joins": []any{"Wait"}}}, []string{"taskmodel.joins of taskcheck", `"Wait"`, "write path.Func or (*path.Type).Method"}},
		{map[string]any{"taskrecover": map[string]any{"off": []any{"swalowed"}}}, []string{"taskrecover.off of taskcheck", `"swalowed"`, "ineffective, swallowed"}},
	} {
		_, err := build(test.conf)
		if err == nil {
			t.Errorf("settings %v are accepted", test.conf)
			continue
		}
		for _, name := range test.want {
			if !strings.Contains(err.Error(), name) {
				t.Errorf("settings %v: the error %q does not name %s", test.conf, err, name)
			}
		}
	}
}

// TestEveryFlagIsASetting fails when a check gets a flag that the plugin's
// users could not set.
func TestEveryFlagIsASetting(t *testing.T) {
	settings := make(map[string]bool)
	for _, f := range (Settings{}).flags() {
		settings[f.analyzer+"."+f.flag] = true
	}
	for _, a := range analyzer.New().Analyzers() {
		a.Flags.VisitAll(func(f *flag.Flag) {
			if !settings[a.Name+"."+f.Name] {
				t.Errorf("the flag -%s.%s has no place in Settings", a.Name, f.Name)
			}
		})
	}
}

// TestTreeStaysOne fails when a check requires another instance of an analyzer
// than the one in the list: golangci-lint would run both, with facts of one.
func TestTreeStaysOne(t *testing.T) {
	analyzers, err := build(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := analysis.Validate(analyzers); err != nil {
		t.Error(err)
	}
	byName := make(map[string]*analysis.Analyzer)
	var visit func(a *analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if other, ok := byName[a.Name]; ok && other != a {
			t.Errorf("there are two analyzers %s", a.Name)
		}
		byName[a.Name] = a
		for _, required := range a.Requires {
			visit(required)
		}
	}
	for _, a := range analyzers {
		visit(a)
	}
}

func TestOneIssue(t *testing.T) {
	fset := token.NewFileSet()
	file := fset.AddFile("/src/app/queue.go", -1, 100)
	file.SetLines([]int{0, 10, 20})
	related := []analysis.RelatedInformation{{Pos: file.Pos(25), Message: "the helper"}, {Pos: file.Pos(5), Message: "the caller"}}
	other := fset.AddFile("/src/app/other.go", -1, 100)
	edits := []analysis.TextEdit{{Pos: file.Pos(30), End: file.Pos(31)}, {Pos: other.Pos(30), End: other.Pos(31)}}
	fixes := []analysis.SuggestedFix{{Message: "first", TextEdits: edits}, {Message: "second", TextEdits: edits}}

	for _, test := range []struct {
		name    string
		message string
		related []analysis.RelatedInformation
		want    string
	}{
		{"place before the tail", "it stops nothing [taskrecover/ineffective certain]", related, "it stops nothing (see queue.go:3) [taskrecover/ineffective certain]"},
		{"no tail", "it stops nothing", related, "it stops nothing (see queue.go:3)"},
		{"brackets that are no tail", "m[k] [0] stops", related, "m[k] [0] stops (see queue.go:3)"},
		{"no place", "it stops nothing [taskrecover/ineffective certain]", nil, "it stops nothing [taskrecover/ineffective certain]"},
		{"place without position", "it stops nothing", []analysis.RelatedInformation{{Message: "somewhere"}}, "it stops nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := report(t, fset, analysis.Diagnostic{Pos: file.Pos(26), Message: test.message, Related: test.related, SuggestedFixes: fixes})
			if d.Message != test.want {
				t.Errorf("message is\n%s, want\n%s", d.Message, test.want)
			}
			if len(d.Related) > 0 {
				t.Errorf("related information is left: %v", d.Related)
			}
			if len(d.SuggestedFixes) != 1 || d.SuggestedFixes[0].Message != "first" {
				t.Errorf("fixes are %v, want the first alone", d.SuggestedFixes)
			} else if got := d.SuggestedFixes[0].TextEdits; len(got) != 1 || got[0].Pos != file.Pos(30) {
				t.Errorf("the edits are %v, want those of the file alone", got)
			}
		})
	}
}

// report returns what arrives at the driver when a wrapped analyzer reports d.
func report(t *testing.T, fset *token.FileSet, d analysis.Diagnostic) analysis.Diagnostic {
	t.Helper()
	a := &analysis.Analyzer{Run: func(pass *analysis.Pass) (any, error) {
		pass.Report(d)
		return "result", nil
	}}
	oneIssue(a)
	var got []analysis.Diagnostic
	pass := &analysis.Pass{Fset: fset, Report: func(d analysis.Diagnostic) { got = append(got, d) }}
	result, err := a.Run(pass)
	if result != "result" || err != nil || len(got) != 1 {
		t.Fatalf("Run returns %v, %v and reports %d times, want the wrapped result and one report", result, err, len(got))
	}
	return got[0]
}
