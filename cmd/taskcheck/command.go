package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer"
)

// The exit statuses of the command.
const (
	exitFindings = 1
	exitFailed   = 2
)

// A command is taskcheck for one suite of checks. The tests have a second one,
// whose checks panic, fail and offer fixes when they are told to.
type command struct {
	model          *analysis.Analyzer
	checks         []*analysis.Analyzer
	inspector      *analysis.Analyzer
	suite          *analyzer.Suite // that these are of; nil in the tests
	stdout, stderr io.Writer
}

// A subcommand is started by its name as the first argument. A package of
// that name is written ./name.
type subcommand struct {
	name    string
	summary string
	run     func(c *command, args []string) error
}

// subcommands is the one list of them.
func subcommands() []subcommand {
	return []subcommand{
		{"explain", "say what a category means and how it is mended", (*command).explain},
		{"gopls", "build gopls with the checks compiled in", (*command).gopls},
		{"help", "print this text, or describe one check", (*command).help},
		{"inspect", "say what was learnt of packages, a func or a line", (*command).inspect},
	}
}

// An exitError ends the command with its status. What there is to say has
// been said already.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// main runs the command and returns its exit status.
func (c *command) main(args []string) int {
	err := c.run(args)
	var exit exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return int(exit)
	default:
		fmt.Fprintf(c.stderr, "taskcheck: %v\n", err)
		return exitFailed
	}
}

// run does what the arguments ask for. As a vet tool it does not return.
func (c *command) run(args []string) error {
	if len(args) == 1 && args[0] == "-V=full" && c.printIdentity() {
		return nil
	}
	if isVetTool(args) {
		c.vetTool(args)
	}
	if len(args) > 0 {
		for _, sub := range subcommands() {
			if sub.name == args[0] {
				return sub.run(c, args[1:])
			}
		}
	}
	s, err := c.parse(args)
	if err != nil {
		return err
	}
	switch {
	case s.help:
		return c.help(nil)
	case s.version:
		return c.printVersion()
	}
	return c.check(s)
}

// analyzers returns everything that has flags: the checks and the model.
func (c *command) analyzers() []*analysis.Analyzer {
	return append(slices.Clip(c.checks), c.model)
}
