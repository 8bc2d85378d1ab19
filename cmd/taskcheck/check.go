package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/taskcheck/taskcheck/internal/baseline"
	"github.com/taskcheck/taskcheck/internal/catalog"
	"github.com/taskcheck/taskcheck/internal/finding"
	"github.com/taskcheck/taskcheck/internal/output"
)

// A run is one use of the command on packages.
type run struct {
	*settings
	stdout, stderr io.Writer
	catalog        *catalog.Catalog
	sources        *finding.Sources
	vet            *goVet
	// out is what go vet came to last.
	out *outcome
	// found are the findings that are asked for, in the order of their places.
	found []*finding.Finding
	// known counts those that are not new.
	known int
	// problems are those of fixes and directives.
	problems []problem
}

// check analyzes the packages and prints what was found, or does with it what
// the flags ask for. Its error has the exit status.
func (c *command) check(s *settings) error {
	if s.dir != "" {
		if err := os.Chdir(s.dir); err != nil {
			return fmt.Errorf("-C: %w", err)
		}
	}
	var known baseline.Baseline
	if s.baseline != "" && !s.writeBaseline {
		// Before anything is analyzed, so that a wrong name costs no time.
		var err error
		if known, err = baseline.Read(s.baseline); err != nil {
			return fmt.Errorf("-baseline: %w", err)
		}
	}
	vet, err := newGoVet(s)
	if err != nil {
		return err
	}
	r := &run{settings: s, stdout: c.stdout, stderr: c.stderr, catalog: s.known, vet: vet}
	if s.newFrom != "" {
		old, err := r.atRevision(s.newFrom)
		if err != nil {
			return err
		}
		known = append(known, old...)
	}
	if err := r.analyze(known); err != nil {
		return err
	}
	return r.act(known)
}

// analyze runs go vet and takes the findings that are asked for and not known.
func (r *run) analyze(known baseline.Baseline) error {
	stop := r.progress()
	out, err := r.vet.run()
	stop()
	if err != nil {
		return err
	}
	r.out, r.sources = out, new(finding.Sources)
	finding.SetFingerprints(out.found, r.sources)
	fresh, old, _ := known.Split(r.checks.Of(out.found))
	r.found, r.known = fresh, len(old)
	return nil
}

// act does with the findings what the flags ask for.
func (r *run) act(known baseline.Baseline) error {
	switch {
	case r.writeBaseline, r.pruneBaseline:
		return r.saveBaseline(known)
	case r.diff:
		return r.printDiff()
	case r.fix:
		if err := r.applyFixes(known); err != nil {
			return err
		}
	case r.writeIgnores != nil:
		if err := r.ignore(known); err != nil {
			return err
		}
	}
	below := r.firstRun()
	if err := r.print(below); err != nil {
		return err
	}
	fmt.Fprint(r.stderr, below)
	r.sayNothing()
	if r.newFrom == "" {
		r.mentionStale(known)
	}
	return r.conclude(slices.ContainsFunc(r.found, r.fails))
}

// fails reports whether the finding is one that makes the exit status 1.
func (r *run) fails(f *finding.Finding) bool {
	return r.fail == nil || cmp.Or(f.Confidence, finding.Likely) >= *r.fail
}

// print prints the findings in the form that is asked for, and leaves room on the
// screen for what is printed below.
func (r *run) print(below string) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	report := &output.Report{
		Findings: r.found, Known: r.known,
		Catalog: r.catalog, Sources: r.sources,
		Dir: dir, Root: output.Root(dir),
		Version: version(),
		Rerun:   r.rerun, Patterns: quote(r.patterns),
	}
	for _, p := range unique(r.allProblems()) {
		report.Problems = append(report.Problems, output.Problem{Package: p.key(), Message: p.String()})
	}
	return r.handler(below).Handle(report)
}

// sayNothing says on a terminal that nothing was found, which files need not be told.
func (r *run) sayNothing() {
	_, _, ok := terminal(r.stderr)
	if ok && r.format == "" && len(r.found) == 0 && len(r.allProblems()) == 0 {
		fmt.Fprintln(r.stderr, "taskcheck: nothing found")
	}
}

// allProblems returns what could not be analyzed, fixed or written.
func (r *run) allProblems() []problem { return slices.Concat(r.problems, r.out.problems) }

// conclude passes on what go vet said, names what could not be analyzed, one
// line for each package, and returns the exit status.
func (r *run) conclude(failed bool) error {
	for _, note := range r.out.notes {
		fmt.Fprintln(r.stderr, note)
	}
	problems := unique(r.allProblems())
	for _, p := range problems {
		fmt.Fprintf(r.stderr, "taskcheck: %v\n", p)
	}
	switch {
	case len(problems) > 0:
		return exitError(exitFailed)
	case failed:
		return exitError(exitFindings)
	}
	return nil
}

// unique returns the problems without those that say the same of a package.
func unique(problems []problem) (out []problem) {
	said := make(map[string]bool)
	for _, p := range problems {
		if key := p.key(); !said[key] {
			said[key] = true
			out = append(out, p)
		}
	}
	return out
}
