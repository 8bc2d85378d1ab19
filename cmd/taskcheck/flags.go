package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// settings are what the command line asks for.
type settings struct {
	json, fix, diff bool
	help, version   bool
	dir             string // of -C
	build           []string
	checks          []string // flags of the checks, found to be right
	patterns        []string
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
	s := new(settings)
	fs := c.flagSet(s)
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		s.help = true
		return s, nil
	} else if err != nil {
		return nil, fmt.Errorf(`%w; "taskcheck help" lists the flags`, err)
	}
	s.patterns = fs.Args()
	return s, s.validate()
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
			fs.Var(&passed{to: &s.checks, name: f.Name, boolean: isBool(f.Value), try: f.Value}, f.Name, f.Usage)
		}
	}
	return fs
}

// ownFlags adds the flags that are neither the go command's nor a check's.
func (c *command) ownFlags(fs *flag.FlagSet, s *settings) {
	fs.BoolVar(&s.json, "json", false, "print the findings as go vet -json does")
	fs.BoolVar(&s.fix, "fix", false, "apply the first fix of each finding, then report what is left")
	fs.BoolVar(&s.diff, "diff", false, "with -fix, print the fixes as a diff and change nothing")
	fs.BoolVar(&s.version, "version", false, "print the version")
	fs.StringVar(&s.dir, "C", "", "change to `dir` first")
}

// validate reports what is wrong with the combination of arguments.
func (s *settings) validate() error {
	switch {
	case s.diff && !s.fix:
		return errors.New("-diff needs -fix: it prints what -fix would change")
	case s.json && s.fix:
		return errors.New("-json and -fix exclude each other: the JSON lists the fixes and applies none")
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
