package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// version returns the version of the program.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown)"
}

// printVersion prints the version of the program and of the Go that built it.
func (c *command) printVersion() error {
	_, err := fmt.Fprintf(c.stdout, "taskcheck %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// help prints the usage, or describes the analyzer that args names.
func (c *command) help(args []string) error {
	if len(args) == 0 {
		_, err := fmt.Fprint(c.stdout, c.usage())
		return err
	}
	if len(args) > 1 {
		return fmt.Errorf("help describes one check at a time (got %s)", strings.Join(args, ", "))
	}
	var names []string
	for _, a := range c.analyzers() {
		if a.Name == args[0] {
			_, err := fmt.Fprint(c.stdout, describe(a))
			return err
		}
		names = append(names, a.Name)
	}
	return fmt.Errorf("no check is named %q (have %s)", args[0], strings.Join(names, ", "))
}

// usage is a summary; the whole is in the doc comment of main.go.
func (c *command) usage() string {
	var b strings.Builder
	b.WriteString("taskcheck reports goroutines whose panic or error is lost.\n\n")
	b.WriteString("usage: taskcheck [build flags] [flags] [packages]\n")
	b.WriteString("       go vet -vettool=$(which taskcheck) [build flags] [vet flags] [packages]\n")
	for _, sub := range subcommands() {
		fmt.Fprintf(&b, "       taskcheck %-8s # %s\n", sub.name, sub.summary)
	}
	b.WriteString("\nChecks (\"taskcheck help NAME\" describes one with its flags):\n\n")
	for _, a := range c.analyzers() {
		fmt.Fprintf(&b, "  %-12s %s\n", a.Name, title(a))
	}
	b.WriteString("\nFlags:\n\n")
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	c.ownFlags(fs, new(settings))
	fs.SetOutput(&b)
	fs.PrintDefaults()
	b.WriteString("\nThe build flags, such as -tags, are described by \"go help build\".\n")
	b.WriteString("Exit status: 0 nothing found, 1 findings, 2 something could not be analyzed.\n")
	return b.String()
}

// describe returns the documentation of an analyzer and its flags.
func describe(a *analysis.Analyzer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nFlags:\n\n", strings.TrimSpace(a.Doc))
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	for _, f := range analyzerFlags(a) {
		fs.Var(f.Value, f.Name, f.Usage)
	}
	fs.SetOutput(&b)
	fs.PrintDefaults()
	return b.String()
}

// title returns the first line of the analyzer's documentation without its name.
func title(a *analysis.Analyzer) string {
	line, _, _ := strings.Cut(a.Doc, "\n")
	return strings.TrimPrefix(line, a.Name+": ")
}
