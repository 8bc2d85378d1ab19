package main

import (
	"fmt"
	"go/build/constraint"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/module"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// inspector is the name of the analyzer that tells what was learnt.
const inspector = "taskinspect"

// Its levels: brief goes with every run, so that it is in go vet's cache.
const (
	briefLevel = "-" + inspector + ".level=brief"
	fullLevel  = "-" + inspector + ".level=full"
)

// inspect says what was learnt of packages, of one func, or of one line.
func (c *command) inspect(args []string) error {
	s, err := c.parse(args)
	if err != nil {
		return err
	}
	if s.help {
		_, err := fmt.Fprint(c.stdout, inspectUsage)
		return err
	}
	if len(s.patterns) > 1 {
		return fmt.Errorf("inspect takes one package, func or file:line (got %s)", strings.Join(s.patterns, ", "))
	}
	about, err := c.subject(s)
	if err != nil {
		return err
	}
	r := &run{settings: s, stdout: c.stdout, stderr: c.stderr, catalog: s.known}
	if r.vet, err = newGoVet(s); err != nil {
		return err
	}
	r.vet.level = fullLevel
	if err := r.analyze(nil); err != nil {
		return err
	}
	r.nameLearnt()
	if about.line > 0 {
		r.inspectLine(about)
	} else if !r.printLearnt(about.name) && about.name != "" {
		r.problems = append(r.problems, problem{reason: fmt.Sprintf("nothing was learnt of a func %s; a func is named like Log, recovery.Log or (*Shop).handle", about.name)})
	}
	return r.conclude(false)
}

const inspectUsage = `usage: taskcheck inspect [build flags] [flags] [package | func | file:line]

Say what was learnt: the funcs that stop panics and what they do with them, those
that start goroutines, and what becomes of a panic in each goroutine. Of a line it
says what is found there at any confidence, and if nothing, why.
`

// A subject is what inspect is asked about, beside packages.
type subject struct {
	name string // of a func
	file string // of a line
	line int
}

var fileLine = regexp.MustCompile(`^(.+\.go):(\d+)(:\d+)?$`)

// subject takes what is no package off the command line, and asks for everything
// that can be found there.
func (c *command) subject(s *settings) (subject, error) {
	if s.dir != "" {
		if err := os.Chdir(s.dir); err != nil {
			return subject{}, fmt.Errorf("-C: %w", err)
		}
	}
	if len(s.patterns) == 0 {
		s.patterns = []string{"./..."}
		return subject{}, nil
	}
	if m := fileLine.FindStringSubmatch(s.patterns[0]); m != nil {
		file, err := filepath.Abs(m[1])
		if err != nil {
			return subject{}, err
		}
		if _, err := os.Stat(file); err != nil {
			return subject{}, err
		}
		for _, a := range c.checks {
			if a.Flags.Lookup("confidence") != nil {
				s.flags = append(s.flags, "-"+a.Name+".confidence=possible")
			}
		}
		line, err := strconv.Atoi(m[2])
		s.patterns = []string{"./" + filepath.ToSlash(filepath.Dir(relative(file)))}
		return subject{file: file, line: line}, err
	}
	if name := s.patterns[0]; isFuncName(name) {
		s.patterns = []string{"./..."}
		return subject{name: name}, nil
	}
	return subject{}, nil
}

// isFuncName reports whether the argument is no package: it has a receiver, or
// its last part is an exported or qualified name.
func isFuncName(arg string) bool {
	last := arg[strings.LastIndexByte(arg, '/')+1:]
	if strings.HasPrefix(arg, ".") || strings.HasSuffix(last, "...") {
		return false
	}
	_, name, qualified := strings.Cut(last, ".")
	upper := func(s string) bool { return s != "" && strings.ToUpper(s[:1]) == s[:1] && s[0] != '.' }
	return strings.HasPrefix(last, "(") || qualified && upper(name) || !strings.Contains(arg, "/") && upper(last)
}

// nameLearnt gives each note the name of its func.
func (r *run) nameLearnt() {
	for _, n := range r.out.learnt {
		n.Function = r.sources.Function(n.Place.File, n.Place.Line)
	}
}

// printLearnt prints what was learnt, by package, of the func of that name or of
// all, and reports whether there was anything.
func (r *run) printLearnt(name string) (any bool) {
	var pkg string
	for _, n := range r.out.learnt {
		if ofLine(n) || name != "" && !aboutFunc(n, name) {
			continue
		}
		if any = true; n.Package != pkg {
			pkg = n.Package
			fmt.Fprintln(r.stdout, pkg)
		}
		r.printNote(n)
	}
	return any
}

// ofLine reports whether the note is of use only to who asks about a line.
func ofLine(n *finding.Finding) bool { return n.Category == "frame" || n.Category == "operation" }

func (r *run) printNote(n *finding.Finding) {
	fmt.Fprintf(r.stdout, "\t%s:%d:%d: %s\n", relative(n.Place.File), n.Place.Line, n.Place.Column, n.Message)
	for _, rel := range n.Related {
		fmt.Fprintf(r.stdout, "\t\t%s:%d:%d: %s: %s\n", relative(rel.File), rel.Line, rel.Column, rel.Message, strings.TrimSpace(r.sources.Line(rel.File, rel.Line)))
	}
}

// aboutFunc reports whether the note is about the func of that name, or about a
// goroutine that is started in it.
func aboutFunc(n *finding.Finding, name string) bool {
	full := n.Package + "." + n.Function
	return n.Function != "" && (n.Function == name || full == name || strings.HasSuffix(full, "/"+name) || strings.HasSuffix(n.Function, "."+name))
}

// inspectLine says what is found on a line, and if nothing, why.
func (r *run) inspectLine(about subject) {
	fmt.Fprintf(r.stdout, "%s:%d: %s\n", relative(about.file), about.line, strings.TrimSpace(r.sources.Line(about.file, about.line)))
	if !r.foundAt(about) {
		fmt.Fprintf(r.stdout, "\tnothing is reported: %s\n", r.silence(about))
	}
	for _, n := range r.out.learnt {
		if n.Place.File == about.file && n.Place.Line == about.line && n.Category != "frame" {
			r.printNote(n)
		}
	}
	r.printFrame(about)
}

// foundAt prints what is found on a line, with what keeps it from being reported.
func (r *run) foundAt(about subject) (any bool) {
	for _, f := range r.out.found {
		for _, p := range append([]finding.Related{{Place: f.Place}}, f.Related...) {
			if p.File != about.file || p.Line != about.line {
				continue
			}
			any = true
			if p.Message != "" && !p.Again() {
				fmt.Fprintf(r.stdout, "\t%s, says the finding at %s:%d\n", p.Message, relative(f.Place.File), f.Place.Line)
				continue
			}
			fmt.Fprintf(r.stdout, "\t%s%s\n", f.Message, f.Tail())
			if f.Confidence == finding.Possible {
				fmt.Fprintf(r.stdout, "\t\tthis is not reported unless asked for, by -%s.confidence=possible\n", f.Check)
			} else if p.Again() {
				fmt.Fprintf(r.stdout, "\t\tit is reported once for its cause, at %s:%d\n", relative(f.Place.File), f.Place.Line)
			}
		}
	}
	return any
}

// silence returns what about the file or the lines keeps anything from being
// found.
func (r *run) silence(about subject) string {
	for _, line := range []int{about.line, about.line - 1} {
		if text := r.sources.Line(about.file, line); strings.Contains(text, "//taskcheck:ignore ") {
			return fmt.Sprintf("there is a directive on line %d", line)
		}
	}
	for _, p := range r.out.problems {
		return "the package could not be analyzed: " + p.reason
	}
	policy := policyBeside(about.file)
	switch code := strings.TrimSpace(r.sources.Line(about.file, about.line)); {
	case r.sources.Generated(about.file):
		return "a program wrote the file"
	case strings.HasPrefix(code, "_ = ") || strings.Contains(code, "_ = recover()"):
		return "what is assigned to _ is thrown away on purpose"
	case policy != "":
		return "goroutines of the package are meant to crash, says the directive in " + policy
	case constrained(r.sources.Text(about.file)):
		return "the file has a build constraint, and may be left out of this build; see -tags and GOOS"
	case strings.HasSuffix(about.file, "_test.go"):
		return "it is a test file, where some checks are silent unless their flag -tests is given"
	}
	return "no check finds a fault, at any confidence"
}

// policyBeside returns the file in the folder that sets a policy for the package,
// or "".
func policyBeside(file string) string {
	files, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*.go")) // the pattern is right
	for _, f := range files {
		if text, err := os.ReadFile(f); err == nil && policyLine.Match(text) {
			return relative(f)
		}
	}
	return ""
}

var policyLine = regexp.MustCompile(`(?m)^//taskcheck:policy crash `)

func constrained(text []byte) bool {
	for line := range strings.Lines(string(text)) {
		if constraint.IsGoBuild(strings.TrimSpace(line)) {
			return true
		}
	}
	return false
}

// printFrame says on which goroutine the line runs, if it is known to run on any.
func (r *run) printFrame(about subject) {
	var inner []*finding.Finding
	for _, n := range r.out.learnt {
		p := n.Place
		if n.Category == "frame" && p.File == about.file && p.Line <= about.line && about.line <= p.EndLine {
			inner = append(inner, n)
		}
	}
	if len(inner) == 0 {
		fmt.Fprintln(r.stdout, "\tno goroutine of this package is known to run this line")
		return
	}
	slices.SortStableFunc(inner, func(a, b *finding.Finding) int {
		return (a.Place.EndLine - a.Place.Line) - (b.Place.EndLine - b.Place.Line)
	})
	for _, n := range inner {
		if n.Place.Line == inner[0].Place.Line {
			r.printNote(n)
		}
	}
}

// brief says in a few lines what was learnt of the module.
func (r *run) brief() string {
	r.nameLearnt()
	counts := make(map[string]int)
	names := make(map[string][]string)
	for _, n := range r.out.learnt {
		counts[n.Category]++
		if n.Category != "goroutine" && n.Function != "" {
			names[n.Category] = append(names[n.Category], shortName(n.Package)+"."+n.Function)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "taskcheck: first run here; it found %s", plural(counts["goroutine"], "start")+" of goroutines")
	for _, kind := range []struct{ category, what string }{
		{"helper", "helpers that stop panics"}, {"guard", "funcs that guard what they run"}, {"spawner", "funcs that start what they are given"},
	} {
		if list := slices.Compact(slices.Sorted(slices.Values(names[kind.category]))); len(list) > 0 {
			fmt.Fprintf(&b, "\n  %s: %s", kind.what, some(list))
		}
	}
	b.WriteString("\n  \"taskcheck inspect\" says more\n")
	return b.String()
}

// shortName returns the name that a package of that path probably has.
func shortName(path string) string {
	prefix, _, ok := module.SplitPathVersion(path)
	if !ok {
		prefix = path
	}
	return prefix[strings.LastIndexByte(prefix, '/')+1:]
}

// some returns the first names, and how many more there are.
func some(names []string) string {
	const most = 6
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
