package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/taskcheck/taskcheck/internal/goplsbuild"
)

const goplsUsage = `usage: taskcheck gopls [-o file] [flags of the checks]

Build gopls with the checks compiled in, for an editor to run in place of its own.
The flags of the checks, such as -taskrecover.off=swallowed, are compiled in too.
`

// gopls builds a gopls that has the checks, for the Go in use.
func (c *command) gopls(args []string) error {
	opts := goplsbuild.Options{Log: c.stderr, Flags: make(map[string]string)}
	fs := c.goplsFlags(&opts)
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := fmt.Fprint(c.stdout, goplsUsage)
		return err
	case err == nil && fs.NArg() > 0:
		err = fmt.Errorf("gopls takes no argument %q", fs.Arg(0))
	}
	if err != nil {
		return fmt.Errorf(`%w; "taskcheck gopls -h" prints the usage`, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := goplsbuild.Build(ctx, opts); err != nil {
		return err
	}
	return c.printEditors(opts.Output)
}

// goplsFlags returns the flags of the subcommand, which set opts. Those of the
// checks are tried, so that a wrong value builds nothing.
func (c *command) goplsFlags(opts *goplsbuild.Options) *flag.FlagSet {
	fs := flag.NewFlagSet("taskcheck gopls", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // the error says it all
	fs.StringVar(&opts.Output, "o", "gopls", "`file` to write the executable to")
	fs.StringVar(&opts.Checkout, "source", "", "`folder` with the source of taskcheck; its version if not given")
	for _, a := range c.analyzers() {
		for _, f := range analyzerFlags(a) {
			fs.Var(&kept{to: opts.Flags, name: f.Name, try: f.Value}, f.Name, f.Usage)
		}
	}
	return fs
}

// kept is the value of a flag that is kept by its name.
type kept struct {
	to   map[string]string
	name string
	try  flag.Value
}

func (k *kept) String() string   { return "" }
func (k *kept) IsBoolFlag() bool { return isBool(k.try) }

func (k *kept) Set(value string) error {
	if err := k.try.Set(value); err != nil {
		return err
	}
	k.to[k.name] = value
	return nil
}

// editors are what makes each editor run another gopls: %s is its file.
var editors = []struct{ name, where, lines string }{
	{"VS Code", "settings.json", `"go.useLanguageServer": true,
"go.alternateTools": {"gopls": "%s"}`},
	{"Neovim", "init.lua (0.11 or newer)", `vim.lsp.config("gopls", { cmd = { "%s" } })
vim.lsp.enable("gopls")`},
	{"Helix", "languages.toml", `[language-server.gopls]
command = "%s"`},
	{"Zed", "settings.json", `"lsp": {
  "gopls": {"binary": {"path": "%s", "arguments": ["serve"]}}}`},
	{"Emacs", "init.el, with eglot", `(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((go-mode go-ts-mode) . ("%s"))))`},
}

// printEditors says how each editor is made to run the gopls that was built.
func (c *command) printEditors(output string) error {
	path, err := filepath.Abs(output)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "wrote %s; let your editor run it as its gopls:\n", output)
	for _, e := range editors {
		lines := fmt.Sprintf(e.lines, filepath.ToSlash(path))
		fmt.Fprintf(&b, "\n%s, in %s:\n    %s\n", e.name, e.where, strings.ReplaceAll(lines, "\n", "\n    "))
	}
	_, err = io.WriteString(c.stdout, b.String())
	return err
}
