package main

import (
	"encoding/json"
	"flag"
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// isVetTool reports whether these are the arguments of a vet tool and not of
// the command. The go command calls its tool in three ways:
//
//	taskcheck -V=full
//	taskcheck -flags
//	taskcheck [flags] $WORK/b001/vet.cfg
func isVetTool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	if name, _, _ := flagName(args[0]); name == "V" || name == "flags" {
		return true
	}
	return strings.HasSuffix(args[len(args)-1], ".cfg")
}

// vetTool analyzes one unit for the go command, and exits.
//
// Most units of a run are dependencies, wanted for their facts alone. Only the
// model has facts, but unitchecker would run every check that requires it, and
// drop what they report. So there it gets the model alone, and the flags that
// are then left.
func (c *command) vetTool(args []string) {
	analyzers := append(c.analyzers(), c.inspector)
	if cfg := args[len(args)-1]; strings.HasSuffix(cfg, ".cfg") {
		markProgress()
	}
	if factsOnly(args[len(args)-1]) {
		analyzers = []*analysis.Analyzer{c.model}
		os.Args = append(os.Args[:1:1], c.factFlags(args)...)
	}
	c.chooseFixes(args)
	endOnError(c.model)
	collectLater()
	flag.String(namedFlag, "", "no effect; the command sets it to keep apart what go vet's cache does not")
	unitchecker.Main(analyzers...)
}

// chooseFixes tells the checks which fixes are wanted. unitchecker applies the first
// fix of each diagnostic, whatever it does to the program, and is told so by the
// go command with -fix; with -diff behind it it prints them only. With neither it
// prints JSON, from which somebody chooses: an editor, or this command.
func (c *command) chooseFixes(args []string) {
	switch {
	case c.suite == nil:
	case !isSet(args, "fix"):
		c.suite.OfferFixes()
	case isSet(args, "diff"):
		c.suite.PreviewFixes()
	}
}

// isSet reports whether a boolean flag is among the arguments of a vet tool.
func isSet(args []string, flag string) (set bool) {
	for _, arg := range args {
		if name, value, hasValue := flagName(arg); name == flag {
			set = !hasValue || value == "true" || value == "1"
		}
	}
	return set
}

// endOnError makes the unit end when the model fails, as it does in the package
// that lacks what one of its flags names. unitchecker would say of every check
// that a prerequisite failed, of the model only if it is selected, and nothing
// at all in a unit that is wanted for its facts.
func endOnError(model *analysis.Analyzer) {
	run := model.Run
	model.Run = func(pass *analysis.Pass) (any, error) {
		res, err := run(pass)
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				log.Print(line)
			}
			os.Exit(exitFailed)
		}
		return res, nil
	}
}

// collectLater lets the heap of a unit grow further than is usual. A unit takes
// a fraction of a second and some ten megabytes, of which nearly all is in use
// to the end: to look for garbage in between is a good part of its time. Most are
// done before the first collection, at 64 MB: of 4 MB, as runtime has it without a
// percentage. A larger unit then grows in proportion to what it uses.
func collectLater() {
	const first, later = 1600, 400
	debug.SetGCPercent(first)
	runtime.SetFinalizer(new([64]byte), func(*[64]byte) { debug.SetGCPercent(later) })
}

// namedFlag holds a digest of the packages that a run of the command names.
//
// Since Go 1.26 go vet keeps findings in its cache, but under a key that leaves out
// whether a unit was wanted for its facts alone: after a run over a package,
// go vet of one that it imports finds nothing, because there was nothing to
// find when it was a dependency. Flags are part of the key, so runs that name
// other packages have another value of this one, and share nothing.
const namedFlag = "named"

// factsOnly reports whether the unit of that file is wanted for its facts
// alone. A file that cannot be read is left for unitchecker to complain about.
func factsOnly(cfgFile string) bool {
	data, err := os.ReadFile(cfgFile)
	if err != nil {
		return false
	}
	var cfg struct{ VetxOnly bool }
	return json.Unmarshal(data, &cfg) == nil && cfg.VetxOnly
}

// factFlags returns the arguments without those that do not concern the
// facts: the flags of the checks, and the choice of what is run, which must not
// switch the model off. A flag of the model that it refuses is left out as well:
// the packages that are looked at say so, not each one that they import.
func (c *command) factFlags(args []string) []string {
	unwanted := make(map[string]*flag.Flag)
	for _, a := range append(slices.Clip(c.checks), c.inspector) {
		for _, f := range analyzerFlags(a) {
			unwanted[f.Name] = f
		}
	}
	choice := selectFlag(c.model)
	unwanted[choice.Name] = choice

	var kept []string
	for len(args) > 0 {
		name, value, hasValue := flagName(args[0])
		f, n := unwanted[name], 1
		if f != nil && !hasValue && !isBool(f.Value) {
			n = min(2, len(args)) // -name value
		}
		if f == nil && !(hasValue && c.refuses(name, value)) {
			kept = append(kept, args[0])
		}
		args = args[n:]
	}
	return kept
}

// refuses reports whether the flag is one of the model with a wrong value. The
// go command passes all flags on as -name=value.
func (c *command) refuses(name, value string) bool {
	name, ok := strings.CutPrefix(name, c.model.Name+".")
	if !ok {
		return false
	}
	f := c.model.Flags.Lookup(name)
	return f != nil && f.Value.Set(value) != nil
}

// analyzerFlags returns the flags of an analyzer under the names that they
// have on a command line, as unitchecker makes them.
func analyzerFlags(a *analysis.Analyzer) []*flag.Flag {
	flags := []*flag.Flag{selectFlag(a)}
	a.Flags.VisitAll(func(f *flag.Flag) {
		named := *f
		named.Name = a.Name + "." + f.Name
		flags = append(flags, &named)
	})
	return slices.Clip(flags)
}

// selectFlag returns the flag that selects the analyzer.
func selectFlag(a *analysis.Analyzer) *flag.Flag {
	var fs flag.FlagSet
	fs.Bool(a.Name, false, "run only "+a.Name+" and what else is named so; with =false, all but these")
	return fs.Lookup(a.Name)
}

// flagName returns the name of the flag in arg, or "" if it is none, and the
// value if one is given in the same argument.
func flagName(arg string) (name, value string, hasValue bool) {
	if len(arg) < 2 || arg[0] != '-' {
		return "", "", false
	}
	arg = strings.TrimPrefix(arg[1:], "-")
	return strings.Cut(arg, "=")
}

// isBool reports whether a flag with this value can stand without one.
func isBool(v flag.Value) bool {
	b, ok := v.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}
