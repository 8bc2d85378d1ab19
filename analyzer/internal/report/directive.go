package report

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// prefix starts every directive. As for //go:build, no space precedes it.
const prefix = "//taskcheck:"

// A Directive is a //taskcheck: comment.
type Directive struct {
	Pos, End token.Pos
	Line     Line
	Verb     string // "ignore" or "policy"
	Policy   string // the policy it sets, right or not
	ForAll   bool   // it stands where it can speak for the package
	Check    string // what it silences; empty if it is malformed
	Category string // one category of the check, or "" for all
	Reason   string
}

// Silences reports whether the directive is for this category of a check. One
// without a reason silences nothing.
func (d Directive) Silences(check, category string) bool {
	return d.Verb == "ignore" && d.Reason != "" && d.Check == check && (d.Category == "" || d.Category == category)
}

// Directives returns the directives in the files of the pass.
func Directives(pass *analysis.Pass) (all []Directive) {
	for _, file := range pass.Files {
		forAll := speaksForPackage(pass, file)
		for _, group := range file.Comments {
			for _, c := range group.List {
				if rest, ok := strings.CutPrefix(c.Text, prefix); ok {
					p := pass.Fset.Position(c.Pos())
					d := parse(rest)
					d.Pos, d.End, d.Line, d.ForAll = c.Pos(), c.End(), Line{p.Filename, p.Line}, forAll
					all = append(all, d)
				}
			}
		}
	}
	return all
}

func parse(text string) (d Directive) {
	text, _, _ = strings.Cut(text, " // ") // a comment behind it, such as a test's
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return d
	}
	d.Verb = fields[0]
	if len(fields) == 1 {
		return d
	}
	d.Reason = strings.Join(fields[2:], " ")
	if d.Verb == policyVerb {
		d.Policy = fields[1]
		return d
	}
	d.Check = fields[1]
	if check, category, _ := strings.Cut(d.Check, "/"); category != "" {
		d.Check, d.Category = check, category // "taskrecover/" is not all of taskrecover
	}
	return d
}
