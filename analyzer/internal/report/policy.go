package report

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A Policy is what a package wants to become of a panic in a goroutine. The
// findings of all checks are judged by it.
type Policy uint8

const (
	NoPolicy Policy = iota
	// Crash is the policy of a package whose goroutines are meant to end the
	// process when they panic.
	Crash
)

// policyVerb is the verb of the directive //taskcheck:policy crash reason.
const policyVerb = "policy"

// Policies are the names of the policies.
var Policies = []string{Crash: "crash"}[Crash:]

// policyOf returns the policy that the directives of a package set.
func policyOf(directives []Directive) Policy {
	if slices.ContainsFunc(directives, Directive.SetsPolicy) {
		return Crash // there is no other
	}
	return NoPolicy
}

// SetsPolicy reports whether the directive sets the policy of its package.
func (d Directive) SetsPolicy() bool {
	return d.Verb == policyVerb && slices.Contains(Policies, d.Policy) && d.Reason != "" && d.ForAll
}

// speaksForPackage reports whether a directive in the file can be about the
// whole package: it is the file of the package's doc comment. Test files do not
// decide what is reported in the others.
func speaksForPackage(pass *analysis.Pass, file *ast.File) bool {
	return file.Doc != nil && !IsTest(pass.Fset.Position(file.Package).Filename)
}

// hides are the categories that say that a panic does not end the process as it
// should, by the policy Crash.
var hides = []string{"swallowed", "false-success", "lost-result"}

// adjust returns the findings as the policy judges them.
func (p Policy) adjust(findings []Finding) (adjusted []Finding) {
	if p == NoPolicy {
		return findings
	}
	for _, f := range findings {
		if f.Category == "unrecovered" || f.Crashes {
			continue // the process ends, as it should
		}
		if slices.Contains(hides, f.Category) {
			f.Confidence = Certain
		}
		adjusted = append(adjusted, f)
	}
	return adjusted
}

// PolicyOf returns the policy of the package of a pass.
func PolicyOf(pass *analysis.Pass) Policy { return policyOf(Directives(pass)) }
