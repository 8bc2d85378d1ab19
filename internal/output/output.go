// Package output prints what a run came to, in the form that its reader reads:
// one file for each form.
package output

import (
	"os"
	"path/filepath"
	"unicode/utf16"

	"github.com/taskcheck/taskcheck/internal/catalog"
	"github.com/taskcheck/taskcheck/internal/finding"
)

// A Handler prints a report in one form.
type Handler interface {
	Handle(r *Report) error
}

// A Report is what a run came to.
type Report struct {
	// Findings are in the order of their places.
	Findings []*finding.Finding
	// Known counts the findings that are left out because they are not new.
	Known int
	// Problems are what could not be analyzed.
	Problems []Problem
	Catalog  *catalog.Catalog
	Sources  *finding.Sources
	// Dir is what paths are relative to that a person reads.
	Dir string
	// Root is the folder of the repository, which other programs start from.
	Root string
	// Version is that of taskcheck.
	Version string
	// Rerun is the command line without packages, to be shown with another flag.
	Rerun string
	// Patterns are the packages as they were typed.
	Patterns string
}

// A Problem is something that could not be analyzed.
type Problem struct {
	Package string `json:"package,omitempty"`
	Message string `json:"message"`
}

// short returns the file as a person reads it: relative to the current folder
// where that is shorter, as the go command prints it.
func (r *Report) short(file string) string {
	rel, err := filepath.Rel(r.Dir, file)
	if err != nil || len(rel) >= len(file) {
		return file
	}
	return rel
}

// inRoot returns the file as other programs read it: relative to the root of
// the repository, with slashes. What lies outside is absolute.
func (r *Report) inRoot(file string) string {
	rel, err := filepath.Rel(r.Root, file)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// Root returns the folder of the repository that dir is in, or dir if it is in
// none.
func Root(dir string) string {
	for at := dir; ; {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		parent := filepath.Dir(at)
		if parent == at {
			return dir
		}
		at = parent
	}
}

// oneLine returns the place with its end on the line where it starts.
func (r *Report) oneLine(p finding.Place) finding.Place {
	if p.EndLine != p.Line {
		p.EndLine, p.EndColumn = p.Line, len(r.Sources.Line(p.File, p.Line))+1
	}
	p.EndColumn = max(p.EndColumn, p.Column)
	return p
}

// column returns a column in bytes as one in UTF-16 code units, in which
// editors and web pages count.
func (r *Report) column(file string, line, column int) int {
	text := r.Sources.Line(file, line)
	if column < 1 || column-1 > len(text) {
		return column
	}
	return len(utf16.Encode([]rune(text[:column-1]))) + 1
}
