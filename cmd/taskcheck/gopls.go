package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/taskcheck/taskcheck/internal/goplsbuild"
)

// gopls builds a gopls that has the checks, for the Go in use.
func (c *command) gopls(args []string) error {
	flags := flag.NewFlagSet("taskcheck gopls", flag.ContinueOnError)
	flags.SetOutput(c.stderr)
	flags.Usage = func() {
		fmt.Fprint(c.stderr, "usage: taskcheck gopls [-o file]\n\nBuild gopls with the checks compiled in, for an editor to run in place of its own.\n\n")
		flags.PrintDefaults()
	}
	output := flags.String("o", "gopls", "`file` to write the executable to")
	if err := flags.Parse(args); err != nil {
		return exitError(exitFailed) // it has been said, with the usage
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("gopls takes no argument %q; usage: taskcheck gopls [-o file]", flags.Arg(0))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := goplsbuild.Build(ctx, goplsbuild.Options{Output: *output, Log: c.stderr}); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "wrote %s: let your editor run it as its gopls\n", *output)
	return nil
}
