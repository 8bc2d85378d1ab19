package report

import (
	"cmp"
	"go/ast"
	"go/token"
	"regexp"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Line is a line of a source file.
type Line struct {
	File string
	Line int
}

// A source answers questions about the files of a pass.
type source struct {
	pass       *analysis.Pass
	directives map[Line][]Directive
	policy     Policy
	made       map[*token.File]bool // files that a program wrote
}

func newSource(pass *analysis.Pass) *source {
	s := &source{pass: pass, directives: make(map[Line][]Directive), made: make(map[*token.File]bool)}
	all := Directives(pass)
	s.policy = policyOf(all)
	for _, d := range all {
		s.directives[d.Line] = append(s.directives[d.Line], d)
	}
	for _, f := range pass.Files {
		s.made[pass.Fset.File(f.FileStart)] = IsGenerated(f)
	}
	return s
}

func (s *source) line(pos token.Pos) Line {
	p := s.pass.Fset.Position(pos)
	return Line{p.Filename, p.Line}
}

// compare orders places as drivers list them.
func (s *source) compare(a, b token.Pos) int {
	pa, pb := s.pass.Fset.Position(a), s.pass.Fset.Position(b)
	return cmp.Or(strings.Compare(pa.Filename, pb.Filename), cmp.Compare(pa.Offset, pb.Offset))
}

func (s *source) test(pos token.Pos) bool { return IsTest(s.pass.Fset.Position(pos).Filename) }

func (s *source) generated(pos token.Pos) bool { return s.made[s.pass.Fset.File(pos)] }

// silenced reports whether a directive on the line, or on the one above it,
// names the category.
func (s *source) silenced(at Line, check, category string) bool {
	for _, line := range []int{at.Line, at.Line - 1} {
		for _, d := range s.directives[Line{at.File, line}] {
			if d.Silences(check, category) {
				return true
			}
		}
	}
	return false
}

// IsTest reports whether the file belongs to the tests of a package.
func IsTest(filename string) bool { return strings.HasSuffix(filename, "_test.go") }

// generatedRx is the convention of https://go.dev/s/generatedcode. The text
// that cgo makes of a file is no file of its own: what it says is the user's.
var generatedRx = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)

// IsGenerated reports whether a program wrote the file.
func IsGenerated(file *ast.File) bool {
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			return false
		}
		for _, c := range group.List {
			if generatedRx.MatchString(c.Text) && !strings.Contains(c.Text, "cmd/cgo") {
				return true
			}
		}
	}
	return false
}
