package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A crash is a program that makes come about what is reported: it uses a module as
// anybody could, and ends by a panic in the goroutine that is reported.
type crash struct {
	file          string // of the program
	Module, Place string // where the goroutine is started, or its function is: file:line
	Path          string // path@version of the module
}

// crashRx is the first line of a program.
var crashRx = regexp.MustCompile(`^// crash: (\S+) (\S+:\d+) (\S+@\S+)\n`)

// readCrashes reads what the programs are about.
func (e *evaluation) readCrashes() (all []crash, err error) {
	files, err := filepath.Glob(e.dataFile("testdata/crashes/*.go"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		found := crashRx.FindStringSubmatch(string(text))
		if found == nil {
			return nil, fmt.Errorf("%s: its first line must say: // crash: module file:line path@version", file)
		}
		all = append(all, crash{file, found[1], found[2], found[3]})
	}
	return all, nil
}

// crashesCommand runs the programs, or those that are about the modules named.
func (e *evaluation) crashesCommand(flags *flag.FlagSet) func() error {
	return func() error {
		all, err := e.readCrashes()
		if err != nil {
			return err
		}
		chosen, err := choose(e.modules, flags.Args())
		if err != nil {
			return err
		}
		failed := 0
		for _, c := range all {
			if moduleOf(chosen, c.Module) == nil {
				continue
			}
			message, err := c.run()
			if err != nil {
				failed++
				fmt.Fprintf(e.stderr, "evaluate: %s: %v\n", c.file, err)
				continue
			}
			fmt.Fprintf(e.stdout, "%s/%s: %s\n", c.Module, c.Place, message)
		}
		if failed > 0 {
			return fmt.Errorf("%d programs do not show what is reported", failed)
		}
		return nil
	}
}

// run builds and runs the program in a module of its own, and returns the panic that
// ended it. It is an error if it survives, or if it is another goroutine that dies.
func (c crash) run() (message string, err error) {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	text, err := os.ReadFile(c.file)
	if err != nil {
		return "", err
	}
	path, version, _ := strings.Cut(c.Path, "@")
	files := map[string]string{
		"main.go": string(text),
		"go.mod":  fmt.Sprintf("module crash\n\ngo 1.25\n\nrequire %s %s\n", path, version),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return "", err
		}
	}
	env := append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	program := filepath.Join(dir, "crash.exe")
	for _, args := range [][]string{{"mod", "tidy"}, {"build", "-o", program, "."}} {
		if _, stderr, status, err := start(dir, env, "go", args); err != nil || status != 0 {
			return "", errors.Join(err, fmt.Errorf("go %s: %s", args[0], oneLine(stderr)))
		}
	}
	_, stderr, status, err := start(dir, env, program, nil)
	if err != nil {
		return "", err
	}
	return c.death(stderr, status)
}

// panicRx finds a panic and the trace of the goroutine that it ended, which is the first,
// up to the empty line behind it.
var panicRx = regexp.MustCompile(`(?s)\A.*?(panic: .*?)\n\s*\n?goroutine \d+ [^\n]*\n(.*?)(?:\n\n|\z)`)

// death returns the panic that a program ended with, from what it printed. The trace of
// the goroutine says where it was started; where a function was given to something that
// starts it, it has that function.
func (c crash) death(stderr string, status int) (string, error) {
	found := panicRx.FindStringSubmatch(stderr)
	file, _, _ := strings.Cut(c.Place, ":")
	switch {
	case status == 0:
		return "", errors.New("it survives")
	case found == nil || !strings.Contains(found[2], "\ncreated by "):
		return "", fmt.Errorf("it ends otherwise, with status %d: %s", status, oneLine(stderr))
	case !strings.Contains(found[2], "/"+file+":"):
		return "", fmt.Errorf("it is another goroutine that panics: %s", oneLine(found[2]))
	}
	return oneLine(found[1]), nil
}
