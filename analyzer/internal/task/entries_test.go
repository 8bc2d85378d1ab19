package task

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

const poolSource = `package pool

type Pool struct{ Group }
type Group struct{}
type Runner interface{ Run(n int, f func()) error }
type Job func()
type Other = Group

func (*Group) Go(f func()) {}
func (Pool) Wait() error { return nil }

func Start(name string, f func(), more ...func()) {}
func Handle(h interface{ Serve() }) {}
func Sum(a, b int) int { return a + b }

var Default Pool
`

// poolPackage returns the package of the source above.
func poolPackage(t *testing.T) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "pool.go", poolSource, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("example.com/m/pool", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// parseSaid returns what is said by flags of the form name=value.
func parseSaid(t *testing.T, flags ...string) *said {
	t.Helper()
	s := new(said)
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	s.register(fs)
	for _, f := range flags {
		name, value, _ := strings.Cut(f, "=")
		if err := fs.Set(name, value); err != nil {
			t.Fatalf("-%s: %v", f, err)
		}
	}
	return s
}

func TestEntrySyntax(t *testing.T) {
	const write = "write path.Func or (*path.Type).Method"
	for _, test := range []struct{ flag, value, want string }{
		{"helpers", "Log", `"Log" has no import path, or no name behind it: ` + write},
		{"helpers", "example.com/m/pool", `"example.com/m/pool" has no import path, or no name behind it: ` + write},
		{"helpers", "p.Log, p.", `"p." has no import path, or no name behind it: ` + write},
		{"helpers", "p.Log p.Stop", `"p.Log p.Stop" is not the name of one thing: ` + write},
		{"helpers", "p.Log:1", `"p.Log:1" is not the name of one thing: ` + write},
		{"helpers", "(*p.Pool)", `"(*p.Pool)" names no method: ` + write},
		{"helpers", "*p.Pool.Log", `"*p.Pool.Log" has no import path, or no name behind it: ` + write},
		{"helpers", "(*p.Pool[T]).Log", `"(*p.Pool[T]).Log" has type arguments, which are left out: ` + write},
		{"helpers", "example.com/pool.Pool.Log", `"example.com/pool.Pool.Log" looks like the method (*example.com/pool.Pool).Log: ` + write},
		{"spawners", "p.Go:first", `"p.Go:first" has the option "first": ` + forms[ofSpawners]},
		{"spawners", "p.Go:-1", `"p.Go:-1" has the option "-1": ` + forms[ofSpawners]},
		{"spawners", "p.Go:0:1", `"p.Go:0:1" has two parameters, which are two entries: ` + forms[ofSpawners]},
		{"safetypes", "(*p.Pool).Go", `"(*p.Pool).Go" names a method or a pointer: write path.Type`},
	} {
		fs := flag.NewFlagSet("", flag.ContinueOnError)
		new(said).register(fs)
		if err := fs.Set(test.flag, test.value); err == nil || err.Error() != test.want {
			t.Errorf("-%s=%s: got %v\nwant %s", test.flag, test.value, err, test.want)
		}
	}
}

func TestEntriesReadBack(t *testing.T) {
	s := parseSaid(t, "spawners= gopkg.in/yaml.v3.Go:1:recovers,, (p.T).Go", "safetypes=")
	if got, want := s.spawners.String(), "gopkg.in/yaml.v3.Go:1:recovers,(p.T).Go"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	e := s.spawners.list[0]
	if e.key != (entryKey{path: "gopkg.in/yaml.v3", name: "Go"}) || e.param != 1 || !e.recovers {
		t.Errorf("%q is read as %+v", e.text, e)
	}
}

// An entry that a package cannot keep is one error, with what is right.
func TestWrongEntries(t *testing.T) {
	pkg := poolPackage(t)
	const path = "example.com/m/pool"
	for _, test := range []struct{ flag, entry, want string }{
		{"helpers", path + ".Strat", "package " + path + " has no function Strat; did you mean " + path + ".Start?"},
		{"helpers", path + ".wait", "package " + path + " has no function wait; did you mean (*" + path + ".Pool).Wait?"},
		{"helpers", path + ".Nothing", "package " + path + " has no function Nothing"},
		{"joins", path + ".Pool", path + ".Pool is a type; it has (*" + path + ".Pool).Wait"},
		{"safecalls", path + ".Default", path + ".Default is neither a function nor a method"},
		{"joins", "(*" + path + ".Pol).Wait", "package " + path + " has no type Pol; did you mean " + path + ".Pool?"},
		{"joins", "(" + path + ".Pool).Block", "type " + path + ".Pool has no method Block; it has (*" + path + ".Pool).Wait"},
		{"spawners", "(*" + path + ".Pool).Go", "the method is another type's; write (*" + path + ".Group).Go"},
		{"spawners", "(*" + path + ".Other).Go", "the method is another type's; write (*" + path + ".Group).Go"},
		{"spawners", path + ".Start:0", "parameter 0 is no func; write " + path + ".Start:1 or " + path + ".Start:2"},
		{"spawners", path + ".Start:3", "it has 3 parameters, counted from 0; write " + path + ".Start:1 or " + path + ".Start:2"},
		{"spawners", path + ".Sum", "none of its parameters is a func"},
		{"spawners", "pool.Start", "pool is no import path; write " + path + ".Start"},
		{"safetypes", path + ".Jobs", "package " + path + " has no type Jobs; did you mean " + path + ".Job?"},
		{"safetypes", path + ".Start", path + ".Start is no type"},
	} {
		s := parseSaid(t, test.flag+"="+test.entry+",example.com/other.Missing")
		want := "flag -taskmodel." + test.flag + `: "` + test.entry + `": ` + test.want
		if err := s.check(pkg); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// What is right, and what the package knows nothing of, is no error.
func TestRightEntries(t *testing.T) {
	const path = "example.com/m/pool"
	s := parseSaid(t,
		"spawners="+path+".Start,"+path+".Start:2:recovers,"+path+".Handle:0,(*"+path+".Group).Go,("+path+".Runner).Run:1",
		"joins=("+path+".Pool).Wait,(*"+path+".Pool).Wait,main.Wait,pool.Missing,fmt.Printl,golang.org/x/pool.Missing",
		"safetypes="+path+".Job,"+path+".Other",
	)
	if err := s.check(poolPackage(t)); err != nil {
		t.Error(err)
	}
}

// What checks and the model ask of the table.
func TestSaid(t *testing.T) {
	pkg := poolPackage(t)
	const path = "example.com/m/pool"
	find := func(recv, name string) *types.Func {
		fn, err := entry{key: entryKey{path, recv, name}}.find(pkg)
		if err != nil {
			t.Fatal(err)
		}
		return fn
	}
	known := table{
		fn:    library.Find,
		quiet: library.IsQuiet,
		said: parseSaid(t, "joins=(*"+path+".Pool).Wait", "safecalls="+path+".Sum", "safetypes="+path+".Job",
			"spawners="+path+".Start,("+path+".Runner).Run:1:recovers", "helpers="+path+".Sum"),
	}
	silent := table{fn: library.Find, quiet: library.IsQuiet}
	wait, sum, start, run := find("Pool", "Wait"), find("", "Sum"), find("", "Start"), find("Runner", "Run")
	job := pkg.Scope().Lookup("Job").(*types.TypeName)
	for _, test := range []struct {
		what    string
		ask     func(table) bool
		unasked bool // whether it is the same for another function
	}{
		{"Wait joins", func(k table) bool { return k.joins(wait) }, known.joins(sum)},
		{"Sum is safe", func(k table) bool { return k.safeCall(sum) }, known.safeCall(wait)},
		{"Job is safe", func(k table) bool { return k.safeType(job) }, known.safeType(pkg.Scope().Lookup("Pool").(*types.TypeName))},
		{"Sum guards", func(k table) bool { return k.said.guards(sum) }, known.said.guards(wait)},
	} {
		if !test.ask(known) || test.ask(silent) || test.unasked {
			t.Errorf("%s: said %t, not said %t, of another %t", test.what, test.ask(known), test.ask(silent), test.unasked)
		}
	}
	if got := known.entry(start).Runs; len(got) != 2 || got[0] != (library.Run{Param: 1, Goroutine: true}) || got[1].Param != 2 {
		t.Errorf("Start runs %+v", got)
	}
	if got := known.entry(run).Runs; len(got) != 1 || got[0] != (library.Run{Param: 1, Goroutine: true, Recovered: true}) {
		t.Errorf("Run runs %+v", got)
	}
}
