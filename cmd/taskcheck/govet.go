package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/taskcheck/taskcheck/internal/finding"
	"github.com/taskcheck/taskcheck/internal/output"
)

// A goVet runs the go command for one command line.
type goVet struct {
	goCmd    string // path of the go command
	tool     string // path of this executable, the vet tool
	settings *settings
	dir      string   // to run in
	root     string   // of the repository that dir is in
	env      []string // beside that of this process
	named    string   // flag with a digest of the packages
	level    string   // flag that says how much is told beside findings

	// Of the packages of the command line, once listNames was called:
	packages []string          // import paths
	dirs     map[string]string // folders
	units    []string          // what the digest is made of
}

// An outcome is what a run of go vet came to.
type outcome struct {
	stdout   string
	found    []*finding.Finding
	learnt   []*finding.Finding // by the inspector
	notes    []string           // of standard error, to be passed on
	problems []problem
}

func newGoVet(s *settings) (*goVet, error) {
	goCmd, err := exec.LookPath("go")
	if err != nil {
		return nil, errors.New(`there is no go command in $PATH, and taskcheck runs "go vet"; see https://go.dev/doc/install`)
	}
	tool, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot find its own executable to run it as a vet tool: %w", err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	g := &goVet{goCmd: goCmd, tool: tool, settings: s, dir: dir, root: output.Root(dir), level: briefLevel}
	return g, g.name()
}

// run analyzes the packages of the command line.
//
// go vet analyzes nothing at all if a single package cannot be loaded. Then the
// others are analyzed without it.
func (g *goVet) run() (*outcome, error) {
	out, err := g.vet(g.settings.patterns)
	if err != nil {
		return nil, err
	}
	if out.loadFailed() {
		good, broken, err := g.sift()
		switch {
		case err != nil:
			return nil, err
		case len(broken) > 0 && len(good) > 0:
			if out, err = g.vet(good); err != nil {
				return nil, err
			}
			out.problems = append(out.problems, broken...)
		case len(broken) > 0:
			out.problems = broken
		}
	}
	blocked, err := g.blocked(out.problems)
	out.problems = append(out.problems, blocked...)
	return out, err
}

// loadFailed reports whether go vet gave up before it analyzed anything.
func (o *outcome) loadFailed() bool {
	return len(o.problems) > 0 && o.stdout == "" &&
		!slices.ContainsFunc(o.problems, func(p problem) bool { return p.pkg != "" })
}

// vet runs go vet once.
func (g *goVet) vet(patterns []string) (*outcome, error) {
	args := slices.Concat([]string{"vet", "-vettool=" + g.tool, g.named, g.level, "-json"}, g.settings.build, g.settings.flags, []string{"--"}, patterns)
	stdout, stderr, status, err := g.start(args)
	if err != nil {
		return nil, err
	}
	report := splitStderr(stderr)
	out := &outcome{stdout: stdout + report.json}
	found, failures, err := finding.Decode(strings.NewReader(out.stdout))
	if err != nil {
		return nil, fmt.Errorf("cannot read the output of go vet -json: %w", err)
	}
	for _, f := range found {
		g.relocate(f)
		if f.Check == inspector {
			out.learnt = append(out.learnt, f)
		} else {
			out.found = append(out.found, f)
		}
	}
	finding.SortByPlace(out.found)
	if status == 0 {
		out.notes = report.notes()
	} else {
		out.notes, out.problems = report.explain(filepath.Base(g.tool))
		if len(out.problems) == 0 {
			out.problems = []problem{{reason: fmt.Sprintf("go vet ended with exit status %d and said nothing", status)}}
		}
	}
	for _, f := range failures {
		out.problems = append(out.problems, problem{pkg: f.Package, internal: true, reason: f.Check + ": " + oneLine(f.Err)})
	}
	return out, nil
}

// relocate corrects the names of files. With -trimpath the go command takes a
// package for the same in whatever folder it is, and answers from its cache with
// what was said of the files where they were analyzed: in another checkout, or on
// another machine.
func (g *goVet) relocate(f *finding.Finding) {
	if rel, err := filepath.Rel(g.root, f.Place.File); err == nil && filepath.IsLocal(rel) || g.listNames() != nil {
		return
	}
	dir := cmp.Or(g.dirs[f.Package], g.dirs[strings.TrimSuffix(f.Package, "_test")])
	if dir == "" || filepath.Dir(f.Place.File) == dir {
		return
	}
	f.MoveFiles(func(file string) string {
		here := filepath.Join(dir, filepath.Base(file))
		if _, err := os.Stat(here); err != nil || filepath.Dir(file) == dir {
			return file // such as one that a //line comment names
		}
		return here
	})
}

// interruptDelay is how long the go command has to end when it is interrupted.
const interruptDelay = 2 * time.Second

// start runs the go command to its end. Nearly all of the time is spent there, so
// there an interrupt is an error: what was written to folders for temporary files
// is taken away as after any other.
func (g *goVet) start(args []string) (stdout, stderr string, status int, err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	cmd := exec.CommandContext(ctx, g.goCmd, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = interruptDelay
	cmd.Dir = g.dir
	if len(g.env) > 0 {
		cmd.Env = append(os.Environ(), g.env...)
	}
	var outBuf, errBuf bytes.Buffer
	cmd.Stdout, cmd.Stderr = &outBuf, &errBuf
	err = cmd.Run()
	if ctx.Err() != nil {
		return "", "", 0, errors.New("interrupted")
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status, err = exit.ExitCode(), nil
	}
	if err != nil {
		err = fmt.Errorf("cannot run the go command: %w", err)
	}
	return outBuf.String(), errBuf.String(), status, err
}

// A listed is a package in the output of go list -json.
type listed struct {
	ImportPath  string
	Dir         string
	ForTest     string
	TestGoFiles []string
	Deps        []string
	Error       *listError
	DepsErrors  []*listError
	Incomplete  bool
}

type listError struct{ Pos, Err string }

// list runs go list over the packages of the command line. Errors are in the
// packages; if the patterns themselves are wrong there are none.
func (g *goVet) list(args ...string) ([]listed, error) {
	args = slices.Concat([]string{"list", "-e"}, args, g.settings.build, []string{"--"}, g.settings.patterns)
	stdout, _, _, err := g.start(args)
	if err != nil {
		return nil, err
	}
	var pkgs []listed
	for dec := json.NewDecoder(strings.NewReader(stdout)); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return pkgs, nil
		} else if err != nil {
			return nil, fmt.Errorf("cannot read the output of go list -json: %w", err)
		}
		pkgs = append(pkgs, p)
	}
}

// sift tells the packages that can be loaded from those that cannot.
func (g *goVet) sift() (good []string, broken []problem, err error) {
	pkgs, err := g.list("-json=ImportPath,Incomplete,Error,DepsErrors")
	for _, p := range pkgs {
		if p.Incomplete {
			broken = append(broken, problem{pkg: p.ImportPath, reason: p.reason()})
		} else {
			good = append(good, p.ImportPath)
		}
	}
	return good, broken, err
}

// reason says in one line why the package cannot be loaded.
func (p listed) reason() string {
	errs := p.DepsErrors
	if p.Error != nil {
		errs = []*listError{p.Error}
	}
	if len(errs) == 0 {
		return "it cannot be loaded"
	}
	reason := oneLine(errs[0].Err)
	if errs[0].Pos != "" {
		reason = errs[0].Pos + ": " + reason
	}
	return reason
}

// blocked returns the packages that go vet left out without a word, because
// something that they import does not compile.
func (g *goVet) blocked(problems []problem) ([]problem, error) {
	broken := make(map[string]bool)
	for _, p := range problems {
		if p.blocksImporters() {
			broken[p.pkg] = true
		}
	}
	if len(broken) == 0 {
		return nil, nil
	}
	pkgs, err := g.list("-test", "-json=ImportPath,ForTest,Deps")
	var blocked []problem
	for _, p := range pkgs {
		path, _, _ := strings.Cut(p.ImportPath, " ")
		if p.ForTest != "" {
			path = p.ForTest
		}
		for _, dep := range p.Deps {
			dep, _, _ = strings.Cut(dep, " ")
			if broken[dep] && !broken[path] && !strings.HasSuffix(path, ".test") {
				blocked = append(blocked, problem{pkg: path, reason: "it needs " + dep + ", which does not compile"})
				break
			}
		}
	}
	return blocked, err
}
