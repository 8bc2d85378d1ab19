package edit

import (
	"go/scanner"
	"go/token"
	"strings"
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
