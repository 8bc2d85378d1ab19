package finding

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"go/scanner"
	"go/token"
	"slices"
	"strings"
)

// A spot is a place where something was found, before findings of one cause
// were joined.
type spot struct {
	place   Place
	content string // what the fingerprint is made of
	set     func(fingerprint string)
}

// SetFingerprints gives each finding its fingerprint and its function.
//
// A fingerprint is made of what only a change of the reported code itself
// changes: the package, the category, the func, and the line, as a sequence of
// tokens. Of equal ones in a package, the first has the number 0, the second 1.
// Line numbers and file names have no part in it, nor has the message.
func SetFingerprints(fs []*Finding, src *Sources) {
	var spots []spot
	for _, f := range fs {
		f.Function = src.Function(f.Place.File, f.Place.Line)
		f.Also = nil
		spots = append(spots, spot{f.Place, content(f, f.Place, src), func(fp string) { f.Fingerprint = fp }})
		for _, r := range f.Related {
			if r.Again() {
				spots = append(spots, spot{r.Place, content(f, r.Place, src), func(fp string) { f.Also = append(f.Also, fp) }})
			}
		}
	}
	slices.SortStableFunc(spots, func(a, b spot) int {
		return cmp.Or(a.place.Compare(b.place), cmp.Compare(a.content, b.content))
	})
	seen := make(map[string]int)
	for _, s := range spots {
		s.set(digest(fmt.Sprintf("%s\n%d", s.content, seen[s.content])))
		seen[s.content]++
	}
}

func content(f *Finding, at Place, src *Sources) string {
	return strings.Join([]string{f.Package, f.ID(), src.Function(at.File, at.Line), tokens(src.Line(at.File, at.Line))}, "\n")
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return fmt.Sprintf("%x", sum[:8])
}

// tokens returns the tokens of a line of Go, without comments, so that neither
// gofmt nor a remark changes it.
func tokens(line string) string {
	fset := token.NewFileSet()
	var s scanner.Scanner
	ignore := func(token.Position, string) {} // a line may begin in the middle of a string
	s.Init(fset.AddFile("", fset.Base(), len(line)), []byte(line), ignore, 0)
	var out []string
	for {
		_, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return strings.Join(out, " ")
		case tok == token.SEMICOLON && lit == "\n": // the end of the line
		case lit != "":
			out = append(out, lit)
		default:
			out = append(out, tok.String())
		}
	}
}
