package output

import (
	"encoding/json"
	"io"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// JSON prints the findings for programs. docs/json.md describes the form and
// promises that it stays; docs/taskcheck.schema.json is its schema.
type JSON struct{ W io.Writer }

// jsonVersion changes when what is there changes, not when something is added.
const jsonVersion = 1

type jsonReport struct {
	Version  int           `json:"version"`
	Tool     string        `json:"tool"`
	Findings []jsonFinding `json:"findings"`
	Known    int           `json:"known"`
	Problems []Problem     `json:"problems"`
}

type jsonFinding struct {
	Check       string        `json:"check"`
	Category    string        `json:"category"`
	Confidence  string        `json:"confidence"`
	Message     string        `json:"message"`
	Package     string        `json:"package"`
	Function    string        `json:"function,omitempty"`
	Place       jsonPlace     `json:"place"`
	Related     []jsonRelated `json:"related"`
	Fixes       []finding.Fix `json:"fixes"`
	URL         string        `json:"url"`
	Fingerprint string        `json:"fingerprint"`
	Also        []string      `json:"also,omitempty"`
}

type jsonPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

// Handle implements Handler.
func (h JSON) Handle(r *Report) error {
	out := jsonReport{
		Version:  jsonVersion,
		Tool:     "taskcheck " + r.Version,
		Findings: []jsonFinding{}, // not null
		Known:    r.Known,
		Problems: append([]Problem{}, r.Problems...),
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, r.json(f))
	}
	return encode(h.W, out)
}

func (r *Report) json(f *finding.Finding) jsonFinding {
	j := jsonFinding{
		Check: f.Check, Category: f.Category, Confidence: f.Confidence.String(),
		Message: f.Message, Package: f.Package, Function: f.Function,
		Place:       r.jsonPlace(f.Place),
		Related:     []jsonRelated{},
		Fixes:       []finding.Fix{},
		URL:         r.Catalog.Rule(f.Check, f.Category).URL,
		Fingerprint: f.Fingerprint,
		Also:        f.Also,
	}
	for _, rel := range f.Related {
		j.Related = append(j.Related, jsonRelated{r.jsonPlace(rel.Place), rel.Message})
	}
	for _, fix := range f.Fixes {
		moved := finding.Fix{Message: fix.Message}
		for _, e := range fix.Edits {
			e.File = r.inRoot(e.File)
			moved.Edits = append(moved.Edits, e)
		}
		j.Fixes = append(j.Fixes, moved)
	}
	return j
}

func (r *Report) jsonPlace(p finding.Place) jsonPlace {
	return jsonPlace{r.inRoot(p.File), p.Line, p.Column, p.EndLine, p.EndColumn}
}

// encode prints a value as indented JSON, with the text of code as it is.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
