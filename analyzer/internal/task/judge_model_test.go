package task_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// These tests hold the model against what happened to the cases of judge_test.go.

// TestFates holds the model against what happened.
func TestFates(t *testing.T) {
	modules := loadJudgements(t)
	for _, j := range modules {
		act, err := analyzeModule(j.dir, task.NewAnalyzer())
		if err != nil {
			t.Fatal(err)
		}
		model := act.Result.(*task.Model)
		mismatches, counts := j.compare(act.Package.Syntax, act.Package.Fset, model)
		for _, m := range mismatches {
			t.Error(m)
		}
		t.Logf("%s: %d cases, %d mismatches: %v", j.dir, len(j.cases), len(mismatches), counts)
	}
}

// TestOps requires an operation of every case that the model is asked about,
// so that none is passed over.
func TestOps(t *testing.T) {
	for _, dir := range judgedModules {
		cases, err := parseCases(dir)
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		files, err := parseFiles(fset, dir)
		if err != nil {
			t.Fatal(err)
		}
		ops := findOps(files, fset)
		for _, c := range cases {
			for _, name := range append(slices.Clone(c.ops), c.name) {
				has := len(ops[name]) > 0
				if asked := !strings.HasPrefix(c.model, "none "); asked && !has && (name != c.name || len(c.ops) == 0) {
					t.Errorf("%s: %s has no operation in %s", c.pos, c.name, name)
				}
			}
		}
	}
}

// An oracle says the same of every operation.
type oracle []task.Fate

func (o oracle) Fates(ast.Node) []task.Fate { return o }

// TestCompare shows that a model which always says the same is found out: by
// every case that ended otherwise, and by no other.
func TestCompare(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "cases.go", `package p
		func caseA() { go boom() }
		func caseB() { go boom() }
		func caseC() { go boom() }
		func caseD() { go other() }`, 0)
	if err != nil {
		t.Fatal(err)
	}
	ended := func(verdicts ...string) *outcome {
		o := &outcome{armed: make(map[string]bool)}
		for _, v := range verdicts {
			o.armed[v] = true
		}
		return o
	}
	j := &judgement{
		cases: map[string]*judgedCase{"caseA": {name: "caseA"}, "caseB": {name: "caseB"}, "caseC": {name: "caseC"}, "caseD": {name: "caseD"}},
		outcomes: map[string]*outcome{
			"caseA": ended(dies), "caseB": ended(survives), "caseC": ended(dies, survives), "caseD": ended(dies),
		},
	}
	for _, test := range []struct {
		says  oracle
		right string // the only case that it is right about
	}{
		{oracle{task.Crashes}, "caseA"},
		{oracle{task.Contained}, "caseB"},
		{oracle{task.Depends}, "caseC"},
		{oracle{task.Contained, task.Crashes}, "caseA"},
		{oracle{task.Contained, task.Depends}, "caseC"},
		{oracle{task.FateUnknown}, ""},
		{oracle{task.Depends, task.FateUnknown}, ""},
		{nil, ""},
	} {
		mismatches, _ := j.compare([]*ast.File{file}, fset, test.says)
		got := strings.Join(mismatches, "\n")
		for name := range j.cases {
			if wrong := strings.Contains(got, name); wrong != (name != test.right) {
				t.Errorf("a model that says %v: %s is a mismatch: %v\n%s", test.says, name, wrong, got)
			}
		}
	}
}

// analyzeModule runs an analyzer over the program in dir and all that it
// imports, as a driver would.
func analyzeModule(dir string, a *analysis.Analyzer) (*checker.Action, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  dir,
		Env:  append(os.Environ(), "GOWORK=off"),
	}, ".")
	if err != nil {
		return nil, err
	}
	if packages.PrintErrors(pkgs) > 0 || len(pkgs) != 1 {
		return nil, fmt.Errorf("cannot load the package in %s", dir)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		return nil, err
	}
	act := graph.Roots[0]
	return act, act.Err
}

// compare asks the model about every case and returns where it is wrong, and
// how often it said what.
func (j *judgement) compare(files []*ast.File, fset *token.FileSet, model fater) (mismatches []string, counts map[string]int) {
	ops := findOps(files, fset)
	counts = make(map[string]int)
	for _, c := range j.sortedCases() {
		want := c.wantedFate(j.outcomes[c.name])
		if want == "none" {
			counts["not asked"]++
			continue
		}
		nodes := ops.of(c)
		if len(nodes) == 0 {
			mismatches = append(mismatches, fmt.Sprintf("%s: %s has no operation: call a function boom*, or name it with \"op:\"", c.pos, c.name))
			continue
		}
		got := worstFate(model, nodes)
		counts[got]++
		if got != want {
			mismatches = append(mismatches, fmt.Sprintf("%s: %s: the model says %s, the run %s", c.pos, c.name, got, want))
		}
	}
	return mismatches, counts
}

// wantedFate returns what the model has to say about a case.
func (c *judgedCase) wantedFate(o *outcome) string {
	if c.model != "" {
		word, _, _ := strings.Cut(c.model, " ")
		return word
	}
	return map[string]string{dies: "crashes", survives: "contained", depends: "depends"}[o.verdict()]
}

// worstFate returns the worst that the model expects of the operations on any
// task. Unknown is worse than depends, for it may be anything.
func worstFate(model fater, ops []ast.Node) string {
	order := []task.Fate{task.Contained, task.Depends, task.FateUnknown, task.Crashes}
	words := []string{"contained", "depends", "unknown", "crashes"}
	worst := -1
	for _, op := range ops {
		for _, f := range model.Fates(op) {
			worst = max(worst, slices.Index(order, f))
		}
	}
	if worst < 0 {
		return "that no task runs it"
	}
	return words[worst]
}

// opsByFunc are the operations that can panic, by the function they are in.
type opsByFunc map[string][]ast.Node

// of returns the operations of a case.
func (ops opsByFunc) of(c *judgedCase) []ast.Node {
	nodes := slices.Clone(ops[c.name])
	for _, name := range c.ops {
		nodes = append(nodes, ops[name]...)
	}
	return nodes
}

// findOps finds the operations: the nodes on the lines that are marked "// op",
// and without such lines in the function the calls of functions boom*.
func findOps(files []*ast.File, fset *token.FileSet) opsByFunc {
	ops := make(opsByFunc)
	for _, f := range files {
		marked := markedLines(f, fset)
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			nodes := nodesOnLines(decl.Body, fset, marked)
			if len(nodes) == 0 {
				nodes = callsOfBoom(decl.Body)
			}
			ops[decl.Name.Name] = append(ops[decl.Name.Name], nodes...)
		}
	}
	return ops
}

// markedLines returns the lines of a file that end in the comment "// op".
func markedLines(f *ast.File, fset *token.FileSet) map[int]bool {
	lines := make(map[int]bool)
	for _, g := range f.Comments {
		for _, c := range g.List {
			if c.Text == "// op" {
				lines[fset.Position(c.Pos()).Line] = true
			}
		}
	}
	return lines
}

// nodesOnLines returns the outermost call or index expression that starts on
// each of the lines.
func nodesOnLines(body ast.Node, fset *token.FileSet, lines map[int]bool) []ast.Node {
	var nodes []ast.Node
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CallExpr, *ast.IndexExpr:
			if line := fset.Position(n.Pos()).Line; lines[line] {
				nodes = append(nodes, n)
				return false
			}
		}
		return true
	})
	return nodes
}

// callsOfBoom returns the calls of functions whose name begins with boom.
func callsOfBoom(body ast.Node) []ast.Node {
	var nodes []ast.Node
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && strings.HasPrefix(id.Name, "boom") {
				nodes = append(nodes, call)
			}
		}
		return true
	})
	return nodes
}
