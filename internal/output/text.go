package output

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// Text prints the findings for people, worst first: each with its line of code,
// the place marked, and the places that belong to it; then how many there are of
// each category, and what to do next.
type Text struct {
	W io.Writer
	// Color asks for the colors of a terminal.
	Color bool
	// Width and Height are those of the terminal. If Height is not 0, no more is
	// printed than fits.
	Width, Height int
	// Below is what somebody else prints below, for which room is left.
	Below string
}

// Handle implements Handler.
func (h Text) Handle(r *Report) error {
	fs := slices.Clone(r.Findings)
	finding.SortWorstFirst(fs)
	end := h.summary(r, fs)
	var out strings.Builder
	shown, lines := 0, h.lines(end+h.Below)
	for _, f := range fs {
		block := h.finding(r, f)
		if shown > 0 {
			block = "\n" + block
		}
		if lines += h.lines(block); h.Height > 0 && shown > 0 && lines > h.Height-3 {
			break // three are for the hint below and the prompt
		}
		out.WriteString(block)
		shown++
	}
	if left := len(fs) - shown; left > 0 {
		fmt.Fprintf(&out, "\nand %s, less sure or farther down: %s\n", count(left, "more finding"), h.paint(bold, r.Rerun+" -all "+r.Patterns))
	}
	out.WriteString(end)
	_, err := io.WriteString(h.W, out.String())
	return err
}

// finding returns the lines of a finding.
func (h Text) finding(r *Report, f *finding.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s%s\n", h.paint(bold, r.at(f.Place)), f.Message, h.paint(shade(f.Confidence), f.Tail()))
	b.WriteString(h.excerpt(r, f.Place))
	for _, rel := range f.Related {
		fmt.Fprintf(&b, "\t%s: %s%s\n", r.at(rel.Place), rel.Message, h.paint(faint, r.code(rel.Place)))
	}
	return b.String()
}

// at returns a place as the go command prints it, which terminals and editors
// make a link of.
func (r *Report) at(p finding.Place) string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", r.short(p.File), p.Line, p.Column)
}

// code returns the line of a place, to stand behind what is said of it, or of a
// long line the place alone.
func (r *Report) code(p finding.Place) string {
	const room = 60
	p = r.oneLine(p)
	line := r.Sources.Line(p.File, p.Line)
	code := strings.TrimSpace(line)
	if utf8.RuneCountInString(code) > room {
		from, to := max(p.Column, 1)-1, p.EndColumn-1
		if from >= to || to > len(line) {
			return "" // the file is not the one that was analyzed
		}
		code = line[from:to]
	}
	if code == "" || utf8.RuneCountInString(code) > room {
		return ""
	}
	return ": " + strings.Map(printable, code)
}

// excerpt returns the line of a place with the place marked below it:
//
//	39 | defer recover()
//	   | ^^^^^^^^^^^^^^^
func (h Text) excerpt(r *Report, p finding.Place) string {
	p = r.oneLine(p)
	line := r.Sources.Line(p.File, p.Line)
	code := strings.TrimLeft(line, " \t")
	from := p.Column - 1 - (len(line) - len(code))
	to := from + p.EndColumn - p.Column
	if code == "" || from < 0 || to > len(code) {
		return "" // the file is not the one that was analyzed
	}
	code = strings.Map(printable, code)
	number := fmt.Sprint(p.Line)
	blank := strings.Repeat(" ", len(number))
	before := strings.Repeat(" ", utf8.RuneCountInString(code[:from]))
	marks := strings.Repeat("^", max(1, utf8.RuneCountInString(code[from:to])))
	return fmt.Sprintf("\t%s %s\n\t%s %s%s\n",
		h.paint(faint, number+" |"), code, h.paint(faint, blank+" |"), before, h.paint(red, marks))
}

// printable replaces what would move the cursor.
func printable(c rune) rune {
	if c < ' ' || c == 0x7f {
		return ' '
	}
	return c
}

// summary returns the number of findings of each category, and what to do next.
func (h Text) summary(r *Report, fs []*finding.Finding) string {
	var b strings.Builder
	if len(fs) > 0 {
		fmt.Fprintf(&b, "\n%s\n", h.paint(bold, count(len(fs), "finding")))
		b.WriteString(h.table(fs))
		fmt.Fprintf(&b, "what is wrong there, and what to do: taskcheck explain %s\n", fs[0].ID())
	}
	switch safe, more := fixable(fs); {
	case safe > 0 && more > 0:
		fmt.Fprintf(&b, "%s mended by -fix, %d with -taskmodel.fixes=all; see it with: %s -diff %s\n", count(safe, "can be"), safe+more, r.Rerun, r.Patterns)
	case safe > 0:
		fmt.Fprintf(&b, "%s mended by -fix; see it with: %s -diff %s\n", count(safe, "can be"), r.Rerun, r.Patterns)
	case more > 0:
		fmt.Fprintf(&b, "%s mended by -fix -taskmodel.fixes=all; see it with: %s -diff %s\n", count(more, "can be"), r.Rerun, r.Patterns)
	}
	if r.Known > 0 {
		fmt.Fprintf(&b, "%s not shown\n", count(r.Known, "known finding"))
	}
	return b.String()
}

// table returns a line for each category and confidence, worst first.
func (h Text) table(fs []*finding.Finding) string {
	type row struct {
		id         string
		confidence finding.Confidence
	}
	counts := make(map[row]int)
	var rows []row
	width := 0
	for _, f := range fs {
		at := row{f.ID(), f.Confidence}
		if counts[at]++; counts[at] == 1 {
			rows = append(rows, at)
		}
		width = max(width, len(at.id))
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.confidence, a.confidence), cmp.Compare(counts[b], counts[a]), cmp.Compare(a.id, b.id))
	})
	var b strings.Builder
	for _, at := range rows {
		line := fmt.Sprintf("%6d  %-*s  %s", counts[at], width, at.id, h.paint(shade(at.confidence), at.confidence.String()))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// fixable counts the findings that have a fix: those whose first changes nothing
// but the fault, and the others.
func fixable(fs []*finding.Finding) (safe, more int) {
	for _, f := range fs {
		switch {
		case len(f.Fixes) == 0:
		case f.Fixes[0].Behaviour():
			more++
		default:
			safe++
		}
	}
	return safe, more
}

// count returns "1 finding", "2 findings". What can be is not counted in words.
func count(n int, what string) string {
	if n != 1 && what != "can be" {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// lines returns how many lines of the terminal the text takes.
func (h Text) lines(text string) (n int) {
	for line := range strings.Lines(text) {
		line = escapes.ReplaceAllString(strings.TrimRight(line, "\n"), "")
		width := utf8.RuneCountInString(line) + 7*strings.Count(line, "\t")
		n += 1 + max(0, width-1)/max(1, cmp.Or(h.Width, 80))
	}
	return n
}

// escapes matches what changes the color, which takes no room.
var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// The colors, as terminals take them.
const (
	bold   = "1"
	faint  = "2"
	red    = "31"
	yellow = "33"
	cyan   = "36"
)

// shade returns the color of a confidence.
func shade(c finding.Confidence) string {
	switch c {
	case finding.Certain:
		return red
	case finding.Possible:
		return cyan
	}
	return yellow
}

func (h Text) paint(color, text string) string {
	if !h.Color || text == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}
