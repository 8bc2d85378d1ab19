// Package docs takes the documentation of a check from the comment of its
// package, so that it is written down once.
package docs

import (
	"go/parser"
	"go/token"
	"strings"
)

// Analyzer returns the documentation of the named analyzer in the source text
// of a doc.go: what follows the heading "# Analyzer NAME", which begins with
// a line of the form "NAME: what it does". It returns "" if there is none; a
// test of the suite holds that there is.
func Analyzer(source, name string) string {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil || file.Doc == nil {
		return ""
	}
	_, doc, ok := strings.Cut(file.Doc.Text(), "\n# Analyzer "+name+"\n")
	if !ok {
		return ""
	}
	return strings.TrimSpace(doc)
}
