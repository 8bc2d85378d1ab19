// Package fixes changes source files: it applies the fixes of findings, and
// writes directives beside them. It plans the whole before it writes anything.
package fixes

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// A Plan is a set of edits that do not contradict each other.
type Plan struct {
	src   *finding.Sources
	edits map[string][]finding.Edit // by file, sorted
	// Applied are the findings whose edits are in the plan.
	Applied []*finding.Finding
	// Skipped are those whose edits are not.
	Skipped []Skip
	// Left are those whose first fix does more than to mend the fault.
	Left []*finding.Finding
}

// A Skip is a finding whose fix is left out, and why.
type Skip struct {
	Finding *finding.Finding
	Reason  string
}

// Apply plans the first fix of each finding, in their order: any, or only one that
// may be applied unread. foreign says why a file may not be edited, or "".
func Apply(fs []*finding.Finding, src *finding.Sources, foreign func(file string) string, all bool) *Plan {
	p := &Plan{src: src, edits: make(map[string][]finding.Edit)}
	for _, f := range fs {
		if len(f.Fixes) == 0 {
			continue
		}
		if !all && f.Fixes[0].Behaviour() {
			p.Left = append(p.Left, f)
			continue
		}
		if err := p.add(f.Fixes[0].Edits, foreign); err != nil {
			p.Skipped = append(p.Skipped, Skip{f, err.Error()})
		} else {
			p.Applied = append(p.Applied, f)
		}
	}
	return p
}

// add adds the edits of one fix, all or none.
func (p *Plan) add(edits []finding.Edit, foreign func(file string) string) error {
	if len(edits) == 0 {
		return errors.New("its fix changes nothing")
	}
	next := make(map[string][]finding.Edit)
	for _, e := range edits {
		if reason := foreign(e.File); reason != "" {
			return errors.New(reason)
		}
		if p.src.Generated(e.File) {
			return errors.New("its fix would edit a generated file")
		}
		have, ok := next[e.File]
		if !ok {
			have = p.edits[e.File]
		}
		merged, err := insert(have, e, len(p.src.Text(e.File)))
		if err != nil {
			return err
		}
		next[e.File] = merged
	}
	for file, edits := range next {
		if !parses(file, apply(p.src.Text(file), edits)) {
			return errors.New("with its fix the file would not parse")
		}
	}
	maps.Copy(p.edits, next)
	return nil
}

var errOverlap = errors.New("its fix overlaps one that comes before it; run -fix again")

// insert returns the edits with one more. One that is there already is the same.
func insert(edits []finding.Edit, e finding.Edit, size int) ([]finding.Edit, error) {
	if e.Start < 0 || e.End < e.Start || e.End > size {
		return nil, errors.New("its fix is not for the file as it is on disk")
	}
	for _, other := range edits {
		if other == e {
			return edits, nil
		}
		if overlap(other, e) {
			return nil, errOverlap
		}
	}
	edits = append(slices.Clone(edits), e)
	slices.SortFunc(edits, func(a, b finding.Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.New, b.New))
	})
	return edits, nil
}

// overlap reports whether two edits change the same text, or write two texts at
// the same place. One may begin where the other ends, and several may add lines to
// one list of imports.
func overlap(a, b finding.Edit) bool {
	if a.Start == b.Start && a.End == b.End {
		return !addsImport(a) || !addsImport(b)
	}
	return a.Start < b.End && b.Start < a.End
}

// addsImport reports whether an edit inserts an import and nothing else.
func addsImport(e finding.Edit) bool {
	text := strings.TrimSpace(e.New)
	_, err := strconv.Unquote(text[strings.IndexByte(text, ' ')+1:])
	return e.Start == e.End && err == nil
}

// apply returns the text with the sorted edits made.
func apply(text []byte, edits []finding.Edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(text[at:e.Start])
		out.WriteString(e.New)
		at = e.End
	}
	out.Write(text[at:])
	return out.Bytes()
}

func parses(file string, text []byte) bool {
	_, err := parser.ParseFile(token.NewFileSet(), file, text, parser.SkipObjectResolution)
	return err == nil
}

// Files returns the files that change, in order.
func (p *Plan) Files() []string { return slices.Sorted(maps.Keys(p.edits)) }

// result returns what a file becomes. One that was formatted stays so.
func (p *Plan) result(file string) []byte {
	old := p.src.Text(file)
	text := apply(old, p.edits[file])
	if was, err := format.Source(old); err == nil && bytes.Equal(was, old) {
		if formatted, err := format.Source(text); err == nil {
			return formatted
		}
	}
	return text
}

// Diff returns the plan as a unified diff, with the names that name gives.
func (p *Plan) Diff(name func(file string) string) []byte {
	var out []byte
	for _, file := range p.Files() {
		out = append(out, diff.Diff("a/"+name(file), p.src.Text(file), "b/"+name(file), p.result(file))...)
	}
	return out
}

// Write changes the files.
func (p *Plan) Write() error {
	for _, file := range p.Files() {
		// The file keeps its mode, which is not that given here.
		if err := os.WriteFile(file, p.result(file), 0o666); err != nil {
			return fmt.Errorf("cannot write the fix: %w", err)
		}
	}
	return nil
}
