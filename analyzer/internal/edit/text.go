package edit

import (
	"bytes"
	"go/format"
	"go/scanner"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Indented returns a text with one more tab before each line but the first.
func Indented(text string) string { return reindent(text, "\t") }

// reindent puts an indentation before each line but the first, and leaves alone
// those that begin within a string or comment.
func reindent(text, indent string) string {
	if indent == "" {
		return text
	}
	joined := joinedLines(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if i > 0 && line != "" && !joined[i] {
			lines[i] = indent + line
		}
	}
	return strings.Join(lines, "\n")
}

// unindent takes an indentation off each line but the first.
func unindent(text, indent string) string {
	joined := joinedLines(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if i > 0 && !joined[i] {
			lines[i] = strings.TrimPrefix(line, indent)
		}
	}
	return strings.Join(lines, "\n")
}

// joinedLines returns the lines, counted from 0, that begin within a raw string.
func joinedLines(text string) map[int]bool {
	joined := make(map[int]bool)
	if !strings.Contains(text, "`") {
		return joined
	}
	file := token.NewFileSet().AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), func(token.Position, string) {}, 0)
	for {
		pos, tok, lit := s.Scan()
		switch tok {
		case token.EOF:
			return joined
		case token.STRING:
			first := file.Line(pos) - 1
			for i := range strings.Count(lit, "\n") {
				joined[first+i+1] = true
			}
		}
	}
}

// holds reports whether the file parses with the edits, and is formatted if it
// was before.
func (f *File) holds(edits []analysis.TextEdit) bool {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		from, to := f.offset(e.Pos), f.offset(e.End)
		if from < at || to < from {
			return false
		}
		out.Write(f.src[at:from])
		out.Write(e.NewText)
		at = to
	}
	out.Write(f.src[at:])
	if !f.judged {
		was, err := format.Source(f.src)
		f.clean, f.judged = err == nil && bytes.Equal(was, f.src), true
	}
	formatted, err := format.Source(out.Bytes())
	return err == nil && (!f.clean || bytes.Equal(formatted, out.Bytes()))
}
