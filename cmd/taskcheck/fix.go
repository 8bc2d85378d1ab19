package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/internal/baseline"
	"github.com/taskcheck/taskcheck/internal/fixes"
)

// printDiff prints what the first fixes would change, also those that -fix leaves
// to be asked for: it changes nothing. The exit status is 1 if that is anything.
func (r *run) printDiff() error {
	plan, err := r.plan(true)
	if err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	diff := plan.Diff(func(file string) string {
		if rel, err := filepath.Rel(dir, file); err == nil {
			return filepath.ToSlash(rel)
		}
		return file
	})
	if _, err := r.stdout.Write(diff); err != nil {
		return err
	}
	return r.conclude(len(diff) > 0)
}

// applyFixes applies the fixes, and analyzes again if there were any.
func (r *run) applyFixes(known baseline.Baseline) error {
	plan, err := r.plan(slices.Contains(r.flags, allFixes))
	if err != nil {
		return err
	}
	if err := r.write(plan, known); err != nil || len(plan.Left) == 0 {
		return err
	}
	fmt.Fprintf(r.stderr, "taskcheck: left %d to be decided on, which %s applies too; see with -diff\n", len(plan.Left), allFixes)
	return nil
}

// allFixes is the flag that lets -fix apply whatever there is.
const allFixes = "-taskmodel.fixes=all"

// plan plans the first fix of each finding: any, or those that change nothing but
// the fault.
func (r *run) plan(all bool) (*fixes.Plan, error) {
	foreign, err := r.vet.foreign()
	if err != nil {
		return nil, err
	}
	plan := fixes.Apply(r.found, r.sources, foreign, all)
	r.skipped("cannot fix", plan)
	return plan, nil
}

// maxRounds bounds how often -write-ignores looks again. A second round is
// needed where a directive uncovers the next place of the same cause.
const maxRounds = 20

// ignore writes a directive beside each finding, until there is none left that
// can have one.
func (r *run) ignore(known baseline.Baseline) error {
	foreign, err := r.vet.foreign()
	if err != nil {
		return err
	}
	for range maxRounds {
		plan := fixes.Ignore(r.found, *r.writeIgnores, r.sources, foreign)
		if len(plan.Applied) == 0 {
			r.skipped("cannot write a directive", plan)
			return nil
		}
		if err := r.write(plan, known); err != nil {
			return err
		}
	}
	return nil
}

// write changes the files of the plan and analyzes again.
func (r *run) write(plan *fixes.Plan, known baseline.Baseline) error {
	if len(plan.Applied) == 0 {
		return nil
	}
	if err := plan.Write(); err != nil {
		return err
	}
	return r.analyze(known)
}

// skipped notes the findings that are not in the plan.
func (r *run) skipped(what string, plan *fixes.Plan) {
	for _, skip := range plan.Skipped {
		p := skip.Finding.Place
		r.problems = append(r.problems, problem{reason: fmt.Sprintf("%s %s:%d (%s): %s", what, relative(p.File), p.Line, skip.Finding.ID(), skip.Reason)})
	}
}

// relative returns the file relative to the current folder, if it can be.
func relative(file string) string {
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, file); err == nil {
			return rel
		}
	}
	return file
}

// foreign returns what says why a file is not the user's to change, or "".
func (g *goVet) foreign() (func(file string) string, error) {
	stdout, _, _, err := g.start([]string{"env", "GOROOT", "GOMODCACHE"})
	dirs := lines(stdout)
	return func(file string) string {
		for _, dir := range dirs {
			if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
				return "the file is in " + dir + ", which go manages"
			}
		}
		if strings.Contains(filepath.ToSlash(file), "/vendor/") {
			return "the file is vendored"
		}
		return ""
	}, err
}
