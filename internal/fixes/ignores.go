package fixes

import (
	"errors"
	"go/scanner"
	"go/token"
	"strings"

	"github.com/taskcheck/taskcheck/internal/finding"
)

const directive = "//taskcheck:ignore "

// CheckReason reports why a reason cannot be written into a directive.
func CheckReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return errors.New("-write-ignores needs a reason, which each directive repeats")
	case strings.ContainsAny(reason, "\r\n"):
		return errors.New("the reason of -write-ignores has more than one line")
	case strings.Contains(" "+reason+" ", " // "):
		return errors.New(`the reason of -write-ignores has a " // ", which would end it`)
	}
	return nil
}

// Ignore plans a directive beside each place of each finding. foreign says why
// a file may not be edited, or "".
func Ignore(fs []*finding.Finding, reason string, src *finding.Sources, foreign func(file string) string) *Plan {
	p := &Plan{src: src, edits: make(map[string][]finding.Edit)}
	for _, at := range targets(fs) {
		edit, err := p.directive(at, strings.TrimSpace(reason))
		if err == nil {
			err = p.add([]finding.Edit{edit}, foreign)
		}
		if err != nil {
			p.Skipped = append(p.Skipped, Skip{at.first, err.Error()})
		} else {
			p.Applied = append(p.Applied, at.first)
		}
	}
	return p
}

// A target is a line that gets a directive.
type target struct {
	file  string
	line  int
	first *finding.Finding
	names map[string]bool // categories of the one check
}

// targets returns the lines of the findings: one for each check that found
// something on a line, for a directive names one check.
func targets(fs []*finding.Finding) (all []*target) {
	type key struct {
		file, check string
		line        int
	}
	byKey := make(map[key]*target)
	add := func(f *finding.Finding, p finding.Place) {
		k := key{p.File, f.Check, p.Line}
		if byKey[k] == nil {
			byKey[k] = &target{file: p.File, line: p.Line, first: f, names: make(map[string]bool)}
			all = append(all, byKey[k])
		}
		byKey[k].names[f.ID()] = true
	}
	for _, f := range fs {
		add(f, f.Place)
		for _, r := range f.Related {
			if r.Again() {
				add(f, r.Place)
			}
		}
	}
	return all
}

// name returns what the directive names: the category, or the check if there
// are several.
func (t *target) name() string {
	if len(t.names) > 1 {
		return t.first.Check
	}
	return t.first.ID()
}

// directive returns the edit that writes a directive: on a line of its own above
// the finding, or, where there is one already, at the end of the line.
func (p *Plan) directive(t *target, reason string) (finding.Edit, error) {
	text := p.src.Text(t.file)
	starts, joined := lineStarts(text)
	if t.line < 1 || t.line >= len(starts) {
		return finding.Edit{}, errors.New("the line is not in the file as it is on disk")
	}
	from := starts[t.line-1]
	line := p.src.Line(t.file, t.line)
	above := t.line > 1 && strings.Contains(p.src.Line(t.file, t.line-1), directive)
	if !above && !joined[t.line-1] && !p.edited(t.file, from) {
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		return finding.Edit{File: t.file, Start: from, End: from, New: indent + directive + t.name() + " " + reason + "\n"}, nil
	}
	if joined[t.line] || strings.Contains(line, directive) {
		return finding.Edit{}, errors.New("there is no room for a directive on its line or above")
	}
	// code // comment
	//     -
	end := from + len(line)
	if at := comment(line); at >= 0 {
		end = from + at
		return finding.Edit{File: t.file, Start: end, End: end, New: directive + t.name() + " " + reason + " "}, nil
	}
	return finding.Edit{File: t.file, Start: end, End: end, New: " " + directive + t.name() + " " + reason}, nil
}

// edited reports whether the plan inserts something at an offset.
func (p *Plan) edited(file string, offset int) bool {
	for _, e := range p.edits[file] {
		if e.Start == offset {
			return true
		}
	}
	return false
}

// lineStarts returns the offsets of the lines of a file, and of its end; and for
// each line break whether it is within a token, such as a raw string: joined[n]
// is that between the lines n and n+1, counted from 1.
func lineStarts(text []byte) (starts []int, joined map[int]bool) {
	starts = []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	if starts[len(starts)-1] != len(text) {
		starts = append(starts, len(text))
	}
	joined = make(map[int]bool)
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return starts, joined
		}
		if tok == token.SEMICOLON {
			continue // its text may be the line break
		}
		first := file.PositionFor(pos, false).Line
		for i := range strings.Count(lit, "\n") {
			joined[first+i] = true
		}
	}
}

// comment returns where a comment starts that ends the line of code, or -1.
func comment(line string) int {
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(line))
	var s scanner.Scanner
	s.Init(file, []byte(line), func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return -1
		case tok == token.COMMENT && strings.HasPrefix(lit, "//"):
			return file.Offset(pos)
		}
	}
}
