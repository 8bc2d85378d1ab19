package main

import (
	"errors"
	"fmt"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/gotooltest"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer"
)

// In the scripts the test binary is the command: taskcheck is the real one, and
// oddcheck the same command over checks that do what real ones should not.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"taskcheck": main,
		"oddcheck":  func() { os.Exit(oddCommand().main(os.Args[1:])) },
	})
}

func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the scripts run the go command about a hundred times")
	}
	params := testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exit": exit},
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "") // not those of the user
			env.Setenv("GOTOOLCHAIN", "local")
			return errors.Join(setTools(env), writeHooks(env))
		},
	}
	if err := gotooltest.Setup(&params); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, params)
}

// setTools sets $TASKCHECK and $ODDCHECK to the paths of the commands.
func setTools(env *testscript.Env) error {
	for _, name := range []string{"taskcheck", "oddcheck"} {
		path, err := exec.LookPath(name)
		if err != nil {
			return err
		}
		env.Setenv(strings.ToUpper(name), path)
	}
	return nil
}

// writeHooks writes what action.yml and .pre-commit-hooks.yaml run, as it is run,
// to the files analyze.sh and hook.sh.
func writeHooks(env *testscript.Env) error {
	action, err := os.ReadFile("../../action.yml")
	if err != nil {
		return err
	}
	_, step, _ := strings.Cut(string(action), "- name: Analyze\n")
	_, script, _ := strings.Cut(step, "run: |\n")
	script, _, _ = strings.Cut(script, "    - name: ")
	if err := os.WriteFile(env.Getenv("WORK")+"/analyze.sh", []byte(script), 0o666); err != nil {
		return err
	}
	hooks, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		return err
	}
	_, entry, _ := strings.Cut(string(hooks), "entry: ")
	entry, _, _ = strings.Cut(entry, "\n")
	return os.WriteFile(env.Getenv("WORK")+"/hook.sh", []byte(entry+` "$@"`+"\n"), 0o666)
}

// exit runs a command and requires its exit status, or one of several:
// "exit 2 taskcheck ./...", "exit 0|1 taskcheck -fix -diff".
func exit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit status command [args]")
	}
	got := 0
	err := ts.Exec(args[1], args[2:]...)
	var status *exec.ExitError
	if errors.As(err, &status) {
		got, err = status.ExitCode(), nil
	}
	ts.Check(err)
	if !slices.Contains(strings.Split(args[0], "|"), strconv.Itoa(got)) {
		ts.Fatalf("exit status is %d, want %s", got, args[0])
	}
}

// oddCommand returns the command over a suite of a model and one check. The
// model has a fact for each function whose name begins with Marked. The check
// acts on the names of the functions in a package:
//
//	Panic…   it panics
//	Fail…    it returns an error
//	Rename…  it reports it, with a fix to call it Fixed…
//	Twice…   it reports it with a fix, and again with another
//
// and it reports the calls of functions with the fact. Both write their name and
// the package to the file $ODDTRACE, if that is set. The check takes the time
// $ODDSLEEP for a package.
func oddCommand() *command {
	model := &analysis.Analyzer{
		Name:       "oddmodel",
		Doc:        "oddmodel: mark functions\n\nIt reports nothing.",
		Run:        runOddModel,
		ResultType: reflect.TypeFor[struct{}](),
		FactTypes:  []analysis.Fact{new(marked)},
	}
	check := &analysis.Analyzer{
		Name:     "odd",
		Doc:      "odd: report what is odd\n\nAnd more.",
		Run:      runOdd,
		Requires: []*analysis.Analyzer{model},
	}
	model.Flags.Var(new(level), "depth", "`low` or high")
	check.Flags.Var(new(level), "level", "`low` or high")
	check.Flags.Bool("loud", false, "has no effect")
	inspect := &analysis.Analyzer{Name: inspector, Doc: "taskinspect: tell nothing", Run: func(*analysis.Pass) (any, error) { return nil, nil }}
	inspect.Flags.String("level", "", "has no effect")
	return &command{model: model, checks: []*analysis.Analyzer{check}, inspector: inspect, stdout: os.Stdout, stderr: os.Stderr}
}

// level is a flag that is low or high.
type level string

func (l *level) String() string { return string(*l) }

func (l *level) Set(s string) error {
	if s != "low" && s != "high" {
		return errors.New("want low or high")
	}
	*l = level(s)
	return nil
}

type marked struct{}

func (*marked) AFact()         {}
func (*marked) String() string { return "marked" }

func runOddModel(pass *analysis.Pass) (any, error) {
	trace(pass)
	for decl := range funcDecls(pass) {
		if strings.HasPrefix(decl.Name.Name, "Marked") {
			pass.ExportObjectFact(pass.TypesInfo.Defs[decl.Name], new(marked))
		}
	}
	return struct{}{}, nil
}

func runOdd(pass *analysis.Pass) (any, error) {
	trace(pass)
	if pause, err := time.ParseDuration(os.Getenv("ODDSLEEP")); err == nil {
		time.Sleep(pause)
	}
	for id, obj := range pass.TypesInfo.Uses {
		if obj.Pkg() != nil && pass.ImportObjectFact(obj, new(marked)) {
			pass.ReportRangef(id, "%s is marked", obj.Name())
		}
	}
	for decl := range funcDecls(pass) {
		switch name := decl.Name.Name; {
		case strings.HasPrefix(name, "Panic"):
			panic("odd panics at " + name)
		case strings.HasPrefix(name, "Fail"):
			return nil, fmt.Errorf("odd fails at %s", name)
		case strings.HasPrefix(name, "Rename"):
			rename(pass, decl.Name, "Fixed"+strings.TrimPrefix(name, "Rename"))
		case strings.HasPrefix(name, "Twice"):
			rename(pass, decl.Name, "Once")
			rename(pass, decl.Name, "Never")
		}
	}
	return nil, nil
}

func rename(pass *analysis.Pass, id *ast.Ident, name string) {
	pass.Report(analysis.Diagnostic{
		Pos: id.Pos(), End: id.End(), Message: id.Name + " should be " + name,
		SuggestedFixes: []analysis.SuggestedFix{{
			Message:   "Call it " + name,
			TextEdits: []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(name)}},
		}},
	})
}

// funcDecls yields the functions of the package.
func funcDecls(pass *analysis.Pass) func(yield func(*ast.FuncDecl) bool) {
	return func(yield func(*ast.FuncDecl) bool) {
		for _, file := range pass.Files {
			for _, decl := range file.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && !yield(fn) {
					return
				}
			}
		}
	}
}

// trace appends a line to the file $ODDTRACE.
func trace(pass *analysis.Pass) {
	name := os.Getenv("ODDTRACE")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fmt.Fprintln(f, pass.Analyzer.Name, pass.Pkg.Path())
}

func TestIsVetTool(t *testing.T) {
	tests := []struct {
		args string
		want bool
	}{
		{"-V=full", true},
		{"--V=full", true},
		{"-V", true}, // unitchecker says what is wrong with it
		{"-flags", true},
		{"/tmp/b001/vet.cfg", true},
		{"-json -taskrecover.off=x /tmp/b001/vet.cfg", true},
		{"", false},
		{"./...", false},
		{"-json ./...", false},
		{"-version", false},
		{"-h", false},
		{"help", false},
		{"help flags", false},
		{"-tags V ./...", false},
		{"-ldflags=-V ./...", false},
		{"./x.cfg/...", false},
	}
	for _, tt := range tests {
		if got := isVetTool(strings.Fields(tt.args)); got != tt.want {
			t.Errorf("isVetTool(%q) = %v, want %v", tt.args, got, tt.want)
		}
	}
}

func TestFactFlags(t *testing.T) {
	tests := []struct{ args, want string }{
		{"x.cfg", "x.cfg"},
		{"-json x.cfg", "-json x.cfg"},
		{"-odd x.cfg", "x.cfg"},
		{"-odd=false -json x.cfg", "-json x.cfg"},
		{"-odd.level=high x.cfg", "x.cfg"},
		{"-odd.level high x.cfg", "x.cfg"},
		{"--odd.level high x.cfg", "x.cfg"},
		{"-odd.loud -oddmodel.depth high x.cfg", "-oddmodel.depth high x.cfg"},
		{"-oddmodel=false x.cfg", "x.cfg"},
		{"-odd.unknown=1 x.cfg", "-odd.unknown=1 x.cfg"}, // unitchecker refuses it
	}
	for _, tt := range tests {
		got := strings.Join(oddCommand().factFlags(strings.Fields(tt.args)), " ")
		if got != tt.want {
			t.Errorf("factFlags(%q) = %q, want %q", tt.args, got, tt.want)
		}
	}
}

// What is passed on as a build flag has to be one, with or without a value as we
// believe.
func TestBuildFlags(t *testing.T) {
	help, err := exec.Command("go", "help", "build").Output()
	if err != nil {
		t.Fatal(err)
	}
	standsAlone := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^\t-(\w+)( .+)?$`).FindAllStringSubmatch(string(help), -1) {
		standsAlone[m[1]] = m[2] == ""
	}
	for name, want := range buildFlags {
		if got, ok := standsAlone[name]; !ok || got != want {
			t.Errorf("-%s: stands alone in go help build: %v (found: %v), want %v", name, got, ok, want)
		}
	}
}

// A value that a check refuses must be refused here, before go vet is started.
func TestParseRefuses(t *testing.T) {
	tests := []struct{ args, want string }{
		{"-odd.level=loud ./...", `invalid value "loud" for flag -odd.level: want low or high`},
		{"-oddmodel.depth=deep", `invalid value "deep" for flag -oddmodel.depth: want low or high`},
		{"-odd=perhaps", `invalid boolean value "perhaps" for -odd`},
		{"-odd.level", `flag needs an argument: -odd.level`},
		{"-nosuch", `flag provided but not defined: -nosuch`},
		{"-vettool=x", `flag provided but not defined: -vettool`},
		{"-json -sarif", `-json and -sarif exclude each other`},
		{"-json -diff", `-json and -diff exclude each other`},
		{"-fix -write-ignores x", `-write-ignores and -fix exclude each other`},
		{"-write-baseline", `-write-baseline needs -baseline`},
		{"-prune-baseline", `-prune-baseline needs -baseline`},
		{"-baseline b -write-baseline -new-from HEAD", `-write-baseline and -new-from exclude each other`},
		{"-fix -overlay x", `-overlay and -fix exclude each other`},
		{"-checks odd,even", `no check or category is named "even" (have odd)`},
		{"-fail sometimes", `want certain, likely, possible or never`},
		{"-write-ignores=", `-write-ignores needs a reason`},
		{"./... -json", `flag -json comes after a package`},
	}
	for _, tt := range tests {
		_, err := oddCommand().parse(strings.Fields(tt.args))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("parse(%q): error %v, want one with %q", tt.args, err, tt.want)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("parse(%q): error %q has more than one line", tt.args, err)
		}
	}
}

func TestParse(t *testing.T) {
	s, err := oddCommand().parse(strings.Fields("-C dir -tags a,b -race -odd -odd.level high ./... example.com/p"))
	if err != nil {
		t.Fatal(err)
	}
	want := &settings{
		dir:      "dir",
		build:    []string{"-tags=a,b", "-race=true"},
		flags:    []string{"-odd=true", "-odd.level=high"},
		patterns: []string{"./...", "example.com/p"},
		rerun:    "taskcheck -C dir -tags a,b -race -odd -odd.level high",
		known:    s.known,
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("parse: got %+v, want %+v", s, want)
	}
}

// Every flag of the real checks has to be one that the command has too.
func TestCheckFlags(t *testing.T) {
	suite := analyzer.New()
	c := &command{model: suite.Model, checks: suite.Checks}
	fs := c.flagSet(new(settings))
	for _, a := range suite.Analyzers() {
		if fs.Lookup(a.Name) == nil {
			t.Errorf("there is no flag -%s", a.Name)
		}
		for _, f := range analyzerFlags(a) {
			if fs.Lookup(f.Name) == nil {
				t.Errorf("there is no flag -%s", f.Name)
			}
		}
	}
}

// Other packages, or the same with tests, have another key in go vet's cache.
func TestName(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/m")
	write("p/p.go", "package p")
	write("q/q.go", "package q")
	named := func(patterns ...string) string {
		t.Helper()
		g := &goVet{dir: dir, settings: &settings{patterns: patterns}}
		if err := g.name(); err != nil {
			t.Fatal(err)
		}
		return g.named
	}
	all, one := named("./..."), named("./p")
	if all == one || all != named("./...") {
		t.Errorf("all packages %s, one %s, all again %s", all, one, named("./..."))
	}
	write("p/testdata/x.go", "package x")
	write("p/more.go", "package p")
	if named("./...") != all {
		t.Error("a file more in a package changes the key")
	}
	write("p/p_test.go", "package p_test")
	if named("./...") != all {
		t.Error("an external test changes the key")
	}
	write("p/p_test.go", "package p")
	tested := named("./...")
	if tested == all || named("./p") == one || named("./q") == one {
		t.Error("a test of the package itself does not change the key")
	}
	write("r/r.go", "package r")
	if named("./...") == tested {
		t.Error("a package more does not change the key")
	}
	g := &goVet{dir: dir, settings: &settings{patterns: []string{"./..."}, build: []string{"-tags=x"}}}
	if err := g.name(); err != nil || g.named == named("./...") {
		t.Error("a build flag does not change the key")
	}
}
