package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/internal/catalog"
	"github.com/taskcheck/taskcheck/internal/finding"
	"github.com/taskcheck/taskcheck/internal/fixes"
)

// settings are what the command line asks for.
type settings struct {
	format        string // "" is text
	all           bool
	fix, diff     bool
	checks        finding.Selection
	fail          *finding.Confidence // nil: every finding fails
	baseline      string
	writeBaseline bool
	pruneBaseline bool
	writeIgnores  *string // the reason
	newFrom       string
	help, version bool
	dir           string // of -C
	build         []string
	flags         []string // of the checks, found to be right
	patterns      []string
	rerun         string // the command line without packages
	known         *catalog.Catalog
}

// buildFlags are the flags of "go help build" that are passed on; true are those
// that stand without a value. Left out are those that make the go command print
// what it does (-n, -v, -work, -x, -json), because its output is read.
var buildFlags = map[string]bool{
	"a":             true,
	"asan":          true,
	"asmflags":      false,
	"buildmode":     false,
	"buildvcs":      true,
	"compiler":      false,
	"gccgoflags":    false,
	"gcflags":       false,
	"installsuffix": false,
	"ldflags":       false,
	"linkshared":    true,
	"mod":           false,
	"modcacherw":    true,
	"modfile":       false,
	"msan":          true,
	"overlay":       false,
	"p":             false,
	"pgo":           false,
	"pkgdir":        false,
	"race":          true,
	"tags":          false,
	"toolexec":      false,
	"trimpath":      true,
}

// parse reads the command line. The flags of the checks are tried here, so that
// a wrong value is one line and not one for every package.
func (c *command) parse(args []string) (*settings, error) {
	s := &settings{known: catalog.Of(c.checks)}
	fs := c.flagSet(s)
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		s.help = true
		return s, nil
	} else if err != nil {
		return nil, fmt.Errorf(`%w; "taskcheck help" lists the flags`, err)
	}
	s.patterns = fs.Args()
	s.rerun = strings.TrimSpace("taskcheck " + quote(args[:len(args)-fs.NArg()]))
	return s, s.validate()
}

// quote returns the arguments as they are typed.
func quote(args []string) string {
	var out []string
	for _, arg := range args {
		if arg == "" || strings.ContainsAny(arg, " \t\"'$*?&|;<>()#") {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		out = append(out, arg)
	}
	return strings.Join(out, " ")
}

// flagSet returns the flags of the command, which set s.
func (c *command) flagSet(s *settings) *flag.FlagSet {
	fs := flag.NewFlagSet("taskcheck", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // the error says it all
	c.ownFlags(fs, s)
	for name, boolean := range buildFlags {
		fs.Var(&passed{to: &s.build, name: name, boolean: boolean}, name, "")
	}
	for _, a := range c.analyzers() {
		for _, f := range analyzerFlags(a) {
			fs.Var(&passed{to: &s.flags, name: f.Name, boolean: isBool(f.Value), try: f.Value}, f.Name, f.Usage)
		}
	}
	return fs
}

// ownFlags adds the flags that are neither the go command's nor a check's.
func (c *command) ownFlags(fs *flag.FlagSet, s *settings) {
	for _, f := range formats {
		fs.BoolFunc(f.name, f.usage, func(on string) error { return s.setFormat(f.name, on) })
	}
	fs.BoolVar(&s.all, "all", false, "on a terminal too, print all findings and not one screen of them")
	fs.Func("checks", "report and fix only these checks and `categories`; -name leaves out", func(text string) (err error) {
		s.checks, err = finding.ParseSelection(text, s.known)
		return err
	})
	fs.Func("fail", "the least `confidence` that makes the exit status 1: certain, likely, possible or never", s.setFail)
	fs.BoolVar(&s.fix, "fix", false, "apply the first fix of each finding that changes nothing but the fault (-taskmodel.fixes=all: any), then report what is left")
	fs.BoolVar(&s.diff, "diff", false, "print what the first fix of each finding would change as a diff, and change nothing")
	fs.StringVar(&s.baseline, "baseline", "", "report only what is not in this `file`")
	fs.BoolVar(&s.writeBaseline, "write-baseline", false, "write the findings to the file of -baseline")
	fs.BoolVar(&s.pruneBaseline, "prune-baseline", false, "take out of the file of -baseline what is not found any more")
	fs.Func("write-ignores", "write a directive with this `reason` beside each finding", func(reason string) error {
		s.writeIgnores = &reason
		return fixes.CheckReason(reason)
	})
	fs.StringVar(&s.newFrom, "new-from", "", "report only what is not found in this `revision` of the git repository")
	fs.BoolVar(&s.version, "version", false, "print the version")
	fs.StringVar(&s.dir, "C", "", "change to `dir` first")
}

// formats are the forms of output beside text, each with its flag.
var formats = []struct{ name, usage string }{
	{"json", "print the findings as JSON"},
	{"sarif", "print the findings as SARIF 2.1.0, for GitHub code scanning and others"},
	{"github", "print the findings as annotations of GitHub Actions"},
	{"gitlab", "print the findings as a GitLab Code Quality report"},
}

func (s *settings) setFormat(name, on string) error {
	if on == "false" {
		return nil
	}
	if s.format != "" && s.format != name {
		return fmt.Errorf("-%s and -%s exclude each other", s.format, name)
	}
	s.format = name
	return nil
}

func (s *settings) setFail(name string) error {
	least := finding.Certain + 1 // never
	if name != "never" {
		if least = finding.ParseConfidence(name); least == 0 {
			return errors.New("want certain, likely, possible or never")
		}
	}
	s.fail = &least
	return nil
}

// validate reports what is wrong with the combination of arguments.
func (s *settings) validate() error {
	var actions []string
	for _, a := range []struct {
		flag string
		set  bool
	}{
		{"-write-baseline", s.writeBaseline}, {"-prune-baseline", s.pruneBaseline},
		{"-write-ignores", s.writeIgnores != nil}, {"-fix", s.fix && !s.diff}, {"-diff", s.diff},
	} {
		if a.set {
			actions = append(actions, a.flag)
		}
	}
	overlay := slices.ContainsFunc(s.build, func(f string) bool { return strings.HasPrefix(f, "-overlay=") })
	switch {
	case len(actions) > 1:
		return fmt.Errorf("%s and %s exclude each other", actions[0], actions[1])
	case (s.writeBaseline || s.pruneBaseline) && s.baseline == "":
		return fmt.Errorf("%s needs -baseline, with the name of the file", actions[0])
	case (s.writeBaseline || s.pruneBaseline) && s.newFrom != "":
		return fmt.Errorf("%s and -new-from exclude each other", actions[0])
	case s.format != "" && len(actions) > 0 && !s.fix:
		return fmt.Errorf("-%s and %s exclude each other: one prints the findings, the other does not", s.format, actions[0])
	case overlay && (s.fix || s.diff || s.writeIgnores != nil):
		return fmt.Errorf("-overlay and %s exclude each other: the files on disk are not those that are analyzed", actions[0])
	}
	for _, p := range s.patterns {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flag %s comes after a package: write the flags first", p)
		}
	}
	return nil
}

// passed is the value of a flag that is passed on as it was given.
type passed struct {
	to      *[]string
	name    string
	boolean bool
	try     flag.Value // if not nil, it has to accept the value
}

func (p *passed) String() string   { return "" }
func (p *passed) IsBoolFlag() bool { return p.boolean }

func (p *passed) Set(value string) error {
	if p.try != nil {
		if err := p.try.Set(value); err != nil {
			return err
		}
	}
	*p.to = append(*p.to, "-"+p.name+"="+value)
	return nil
}
