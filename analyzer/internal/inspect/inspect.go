// Package inspect tells what the model learnt, for "taskcheck inspect".
package inspect

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/report"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

const doc = `taskinspect: tell what was learnt about the code

It finds no fault. "taskcheck inspect" asks it what the code does to goroutines,
by its flag level, and prints the answer.`

// A level says how much is told.
type level string

const (
	brief level = "brief" // functions only
	full  level = "full"
)

func (l *level) String() string { return string(*l) }

// Set implements flag.Value.
func (l *level) Set(s string) error {
	if !slices.Contains([]level{"", brief, full}, level(s)) {
		return fmt.Errorf("no level is named %q (have brief, full)", s)
	}
	*l = level(s)
	return nil
}

// New returns a new taskinspect analyzer, which asks the given model and tells
// nothing until its level is set.
func New(model *analysis.Analyzer) *analysis.Analyzer {
	var l level
	a := &analysis.Analyzer{
		Name:     "taskinspect",
		Doc:      doc,
		URL:      "https://pkg.go.dev/github.com/taskcheck/taskcheck/cmd/taskcheck",
		Requires: []*analysis.Analyzer{model},
		Run: func(pass *analysis.Pass) (any, error) {
			if l != "" {
				m := pass.ResultOf[model].(*task.Model)
				m.Lock()
				defer m.Unlock()
				tell(pass, m, l)
			}
			return nil, nil
		},
	}
	a.Flags.Var(&l, "level", "how `much` is told: brief or full; nothing if not given")
	return a
}

func tell(pass *analysis.Pass, m *task.Model, l level) {
	generated := make(map[string]bool)
	for _, f := range pass.Files {
		if report.IsGenerated(f) {
			generated[pass.Fset.Position(f.FileStart).Filename] = true
		}
	}
	notes := m.Learnt()
	if l == full {
		notes = append(notes, m.Operations()...)
	}
	for _, n := range notes {
		if l == brief && n.Kind == task.NoteFrame || generated[pass.Fset.Position(n.Pos).Filename] && n.Kind == task.NoteGoroutine {
			continue
		}
		d := analysis.Diagnostic{Pos: n.Pos, End: n.End, Category: string(n.Kind), Message: n.Text}
		if n.ThereText != "" && l == full {
			d.Related = []analysis.RelatedInformation{{Pos: n.There, End: n.ThereEnd, Message: n.ThereText}}
		}
		pass.Report(d)
	}
}
