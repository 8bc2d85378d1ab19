package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

// check analyzes the packages and prints what was found. Its error has the exit
// status.
func (c *command) check(s *settings) error {
	g, err := newGoVet(s)
	if err != nil {
		return err
	}
	var fixing outcome
	if s.fix {
		out, err := c.fix(g)
		if err != nil || s.diff {
			return err
		}
		fixing = *out
	}
	out, err := g.run("-json")
	if err != nil {
		return err
	}
	found, failures, err := out.tree.findings()
	if err != nil {
		return err
	}
	if err := c.printFindings(s, out.tree, found); err != nil {
		return err
	}
	// What -fix could not do is said once, although both runs met it.
	return c.conclude(len(found) > 0, out.notes, slices.Concat(fixing.problems, out.problems, failures))
}

// fix applies the fixes, or prints them with -diff.
func (c *command) fix(g *goVet) (*outcome, error) {
	mode := []string{"-fix"}
	if g.settings.diff {
		mode = append(mode, "-diff")
	}
	out, err := g.run(mode...)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(out.problems, lacksFix) {
		return nil, errors.New("-fix needs a go command of Go 1.26 or newer")
	}
	if !g.settings.diff {
		return out, nil
	}
	if _, err := io.WriteString(c.stdout, out.stdout); err != nil {
		return nil, err
	}
	return out, c.conclude(out.stdout != "", out.notes, out.problems)
}

// lacksFix reports whether go vet has no -fix yet.
func lacksFix(p problem) bool {
	return p.reason == "flag provided but not defined: -fix"
}

// printFindings prints the findings in the form that is asked for.
func (c *command) printFindings(s *settings, t tree, found []finding) error {
	if s.json {
		return printJSON(c.stdout, t)
	}
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return err
	}
	return printText(c.stdout, found, dir)
}

// conclude passes on what go vet said, names what could not be analyzed, one
// line for each package, and returns the exit status.
func (c *command) conclude(found bool, notes []string, problems []problem) error {
	for _, note := range notes {
		fmt.Fprintln(c.stderr, note)
	}
	said := make(map[string]bool)
	for _, p := range problems {
		if key := p.key(); !said[key] {
			said[key] = true
			fmt.Fprintf(c.stderr, "taskcheck: %v\n", p)
		}
	}
	switch {
	case len(problems) > 0:
		return exitError(exitFailed)
	case found:
		return exitError(exitFindings)
	}
	return nil
}
