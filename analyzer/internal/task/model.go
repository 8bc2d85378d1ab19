package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/library"
)

// A Model is what is known of the goroutines of one package. It finds, and
// never reports. Most of it is computed when it is first asked for, so a check
// locks it for as long as it asks: drivers run checks at the same time.
type Model struct {
	sync.Mutex

	pass  *analysis.Pass
	info  *types.Info
	known table

	funcs          map[ast.Node]*Func
	decls          map[*types.Func]*Func
	all            []*Func                     // in source order, a literal behind the function around it
	looked, starts bool                        // what startsAny found
	started        map[ast.Node]bool           // the calls of go statements
	deferrals      map[ast.Node]*ast.DeferStmt // the deferred calls
	vars           map[*types.Var][]ast.Expr   // of the package, made on first demand

	judging  int                       // how many handlers are being judged
	held     map[any]held              // by expression or variable, what was looked for before
	handlers map[*ast.CallExpr]Handler // what deferred calls do, as far as known
	uses     map[types.Object][]use    // likewise
	roots    []*Func                   // likewise

	flowing  map[ast.Expr][]Run // what flows has found, or is about to
	contexts map[*Func][]Fate   // likewise, of contextsOf

	abstracts []abstract // the methods of interfaces that take functions

	joining  bool                // the package uses what waits for goroutines
	complete bool                // the summaries are
	groups   map[types.Type]bool // the types whose methods wait for what they are given
	calls    []joinCall          // made on first demand
	found    []*group            // likewise

	groupByVar map[*types.Var]*group
	dones      map[*Func][]done // likewise
	falsely    []FalseSuccess   // likewise

	local    map[*types.Func]*Summary
	imported map[*types.Func]*Summary

	tasks        []*Task  // made on first demand
	frames       []*Frame // likewise
	mayFail      map[*Func]bool
	skipsNothing map[*Func]bool // of which nothing below tells of its end by a call that a panic skips
	runsNoGiven  map[*Func]bool // of which nothing below runs a func value that somebody else has given
	impls        map[*types.Named][]types.Type
	tests        map[*token.File]bool
	deferred     map[*Func]bool // likewise

	sought         sought                   // by the search for what comes from outside
	asked          *asking                  // while the parameters of a function are left out
	visits, lowest int                      // of the search for dangers
	visiting       []*Func                  // likewise
	sends          map[*types.Var][]sending // likewise
	tested         map[*types.Var]bool      // likewise
	argsCounted    bool                     // the number of the program's arguments is tested
	closes         map[*types.Var][]closing // made on first demand

	least       map[*Func]int64 // of integers that functions return, as far as known
	opaques     map[string]opaque
	fieldWrites map[*types.Var][]write // made on first demand
	nonNilFuncs map[*Func]int          // 1 while it is looked for, 2 if it is so

	chanModel
	memory
}

// A table has what is known of functions, fields and types and their source
// does not show.
type table struct {
	fn       func(*types.Func) *library.Func // or nil
	field    func(*types.Var) *library.Field // or nil
	quiet    func(*types.TypeName) bool      // values of the func type neither recover nor panic
	harmless func(*types.Func) bool          // a correct call of the function does not panic
	said     *said                           // by flag

	off      rule // switched off by a test
	offKind  Kind // likewise
	proveStd bool // what can panic in std is a fact too: its list is made of that
}

// fromLibraries is the table that package library has.
var fromLibraries = table{fn: library.Find, field: library.FindField, quiet: library.IsQuiet, harmless: library.Harmless}

// NewAnalyzer returns a new taskmodel analyzer, the owner of all facts. Its
// result is a *Model.
func NewAnalyzer() *analysis.Analyzer {
	return newAnalyzer(fromLibraries)
}

func newAnalyzer(known table) *analysis.Analyzer {
	known.said = new(said)
	a := &analysis.Analyzer{
		Name: "taskmodel",
		Doc:  doc,
		URL:  "https://pkg.go.dev/github.com/taskcheck/taskcheck/analyzer",
		Run: func(pass *analysis.Pass) (any, error) {
			if err := known.said.check(pass.Pkg); err != nil {
				return nil, err // the one way in which the model fails
			}
			return run(pass, known), nil
		},
		ResultType: reflect.TypeFor[*Model](),
		FactTypes:  []analysis.Fact{new(Summary)},
	}
	known.said.register(&a.Flags)
	a.Flags.Var(new(edit.Choice), edit.ChoiceFlag, edit.ChoiceUsage)
	return a
}

const doc = `taskmodel: find goroutines and what guards them

It reports nothing by itself: the other checks of taskcheck ask it which
functions run on another goroutine, and what becomes of a panic there.

Most of that is inferred from source. What source does not show, because an
interface, reflection or a promise stands between, can be said by flag, in the
form path.Func or (*path.Type).Method, where path is the import path:

	-taskmodel.spawners=example.com/app/pool.Submit,(*example.com/app/pool.Pool).Go:1

A spawner runs its func parameters on another goroutine: all of them, or with
":1" the second alone. With ":recovers" behind it, a panic is stopped there.
What is inferred of the function wins. A helper stops a panic when it is
deferred; a join waits for goroutines and returns their error; a safe call
cannot panic, and nothing has to be done with what it returns; the values of a
safe type need no looking at, as those of context.CancelFunc.

An entry for a function that its package does not have is an error of the
analysis of that package. One for a package that is not analyzed is ignored.

What applies fixes unattended, as go vet -fix does, gets those that change
nothing but the fault. With -taskmodel.fixes=all it gets those too that turn a
crash into survival or add a path. Editors and -diff have all of them.`

func run(pass *analysis.Pass, known table) *Model {
	m := &Model{
		pass:         pass,
		info:         pass.TypesInfo,
		known:        known,
		imported:     make(map[*types.Func]*Summary),
		mayFail:      make(map[*Func]bool),
		skipsNothing: make(map[*Func]bool),
		runsNoGiven:  make(map[*Func]bool),
		impls:        make(map[*types.Named][]types.Type),
		tests:        make(map[*token.File]bool),
		held:         make(map[any]held),
		handlers:     make(map[*ast.CallExpr]Handler),
		groups:       make(map[types.Type]bool),
	}
	m.buildIndex()
	m.summarize()
	m.forgetFlows()
	m.complete = true
	m.exportDangers()
	m.exportFacts()
	return m
}

// isTest reports whether the file is a _test.go file.
func (m *Model) isTest(file *ast.File) bool { return m.inTest(file.FileStart) }

func (m *Model) inTest(pos token.Pos) bool {
	file := m.pass.Fset.File(pos)
	test, ok := m.tests[file]
	if !ok {
		test = strings.HasSuffix(file.Position(pos).Filename, "_test.go")
		m.tests[file] = test
	}
	return test
}

// saysTests reports whether code is there for tests by the name of its file, or of a
// folder that it is in: who runs it sees how it fails, and a panic is how it says so.
func (m *Model) saysTests(pos token.Pos) bool {
	name := filepath.Base(m.pass.Fset.Position(pos).Filename)
	return slices.ContainsFunc(append(strings.Split(m.pass.Pkg.Path(), "/"), name), func(part string) bool {
		part = strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(part))
		return part == "testing" || slices.ContainsFunc([]string{"testsuite", "testutil", "testhelper", "testkit", "integrationtest"}, func(w string) bool { return strings.Contains(part, w) })
	})
}
