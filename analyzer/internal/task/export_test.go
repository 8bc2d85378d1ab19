package task

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// NewInferring returns a taskmodel analyzer that knows of functions only what
// it infers from source: its table is empty, but for the counters of package
// sync, which are the run-time system's.
func NewInferring() *analysis.Analyzer {
	return newAnalyzer(table{
		fn:       ofSync,
		field:    func(*types.Var) *library.Field { return nil },
		quiet:    func(*types.TypeName) bool { return false },
		harmless: func(*types.Func) bool { return false },
	})
}

func ofSync(fn *types.Func) *library.Func {
	if fn.Pkg() == nil || fn.Pkg().Path() != "sync" {
		return nil
	}
	return library.Find(fn)
}

// Rules returns the names of the rules that can be switched off: parts of the
// reasoning, and kinds of operations.
func Rules() (names []string) {
	names = append(names, ruleNames[:]...)
	for k := KindIndex; k <= KindKey; k++ {
		names = append(names, k.Short())
	}
	return names
}

// NewAnalyzerWithout returns a taskmodel analyzer without a rule.
func NewAnalyzerWithout(name string) *analysis.Analyzer {
	t := fromLibraries
	for i, n := range ruleNames {
		if n == name {
			t.off = 1 << i
		}
	}
	for k := KindIndex; k <= KindKey; k++ {
		if k.Short() == name {
			t.offKind = k
		}
	}
	return newAnalyzer(t)
}

// NewProving returns a taskmodel analyzer whose facts say of the standard
// library, too, what can panic. Receivers and pointers are taken to be valid,
// and of the functions of std those to be harmless that the table has read.
func NewProving() *analysis.Analyzer {
	t := fromLibraries
	t.harmless, t.offKind, t.proveStd = library.Approved, KindNil, true
	t.off = ruleOutside // how sure it is does not matter here, only whether
	return newAnalyzer(t)
}

// Reaches reports whether x[a] <= x[b] + c follows from inequalities {a, b, c}
// between numbers.
func Reaches(facts [][3]int, st [3]int) bool {
	var k knowledge
	name := func(i int) symbol { return symbol{path: string(rune('a' + i))} }
	of := func(f [3]int) atMost { return atMost{name(f[0]), name(f[1]), int64(f[2])} }
	for _, f := range facts {
		k.facts.add(fact{atMost: of(f)})
	}
	return k.facts.reaches(of(st), false)
}
