package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/taskcheck/taskcheck/internal/output"
)

// A result is what the checks say of a module. It is kept in the scratch folder.
type result struct {
	Module, Version, Kind string
	Go                    string // its version
	Dir                   string // where the source is
	Lines                 int    // neither of tests nor generated
	Seconds               int
	Reports               []*report
	Problems              []string // what could not be analyzed
}

// tellAll makes the checks report at every confidence.
var tellAll = []string{"-taskjoin.confidence=possible", "-taskrecover.confidence=possible", "-taskresult.confidence=possible"}

// analyze runs the command over a module.
func (e *evaluation) analyze(m *module) (*result, error) {
	dir, err := e.fetch(m)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	res := &result{Module: m.Name, Version: m.Version, Kind: m.Kind, Dir: dir}
	env := e.environment(m)
	files, err := sources(dir, env, m)
	if err != nil {
		return nil, err
	}
	res.Lines = countLines(files)
	args := append([]string{"-json", "-fail", "never"}, tellAll...)
	stdout, stderr, status, err := start(dir, env, e.tool, append(append(args, m.Flags...), m.Packages...))
	if err != nil {
		return nil, err
	}
	if err := res.decode(stdout); err != nil {
		return nil, fmt.Errorf("exit status %d: %s", status, oneLine(stderr))
	}
	version, _, _, err := start(dir, env, "go", []string{"env", "GOVERSION"})
	res.Go, res.Seconds = strings.TrimSpace(version), int(time.Since(began).Seconds())
	return res, err
}

// environment returns the variables for the go command: no workspace, and leave
// to complete a go.sum where the source is a copy.
func (e *evaluation) environment(m *module) []string {
	env := append(os.Environ(), "GOWORK=off")
	if _, given := e.dirs[m.Name]; !given && m.Path != std {
		env = append(env, "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -mod=mod"))
	}
	return env
}

// start runs a program to its end. An exit status is no error.
func start(dir string, env []string, name string, args []string) (stdout, stderr string, status int, err error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, env
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status, err = exit.ExitCode(), nil
	}
	return out.String(), errs.String(), status, err
}

// decode reads what the command printed with -json.
func (res *result) decode(text string) error {
	var printed struct {
		Findings []struct {
			Check, Category, Confidence, Message, Fingerprint string
			Also                                              []string
			Place                                             struct {
				File         string
				Line, Column int
			}
		}
		Problems []struct{ Message string }
	}
	if err := json.Unmarshal([]byte(text), &printed); err != nil {
		return err
	}
	root := output.Root(res.Dir)
	for _, f := range printed.Findings {
		file := filepath.FromSlash(f.Place.File)
		if !filepath.IsAbs(file) {
			file = filepath.Join(root, file)
		}
		if rel, err := filepath.Rel(res.Dir, file); err == nil {
			file = rel
		}
		res.Reports = append(res.Reports, &report{
			Fingerprint: f.Fingerprint, Also: f.Also,
			Module: res.Module, Version: res.Version,
			File: filepath.ToSlash(file), Line: f.Place.Line, Column: f.Place.Column,
			Category: f.Check + "/" + f.Category, Confidence: f.Confidence, Message: f.Message,
		})
	}
	for _, p := range printed.Problems {
		res.Problems = append(res.Problems, oneLine(p.Message))
	}
	return nil
}

// save keeps a result in the scratch folder.
func (e *evaluation) save(res *result) error {
	text, err := json.MarshalIndent(res, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(e.resultFile(res.Module)), 0o755); err != nil {
		return err
	}
	return os.WriteFile(e.resultFile(res.Module), append(text, '\n'), 0o644)
}

// results returns what is kept of the modules of the list that were analyzed.
func (e *evaluation) results() ([]*result, error) {
	var all []*result
	for _, m := range e.modules {
		text, err := os.ReadFile(e.resultFile(m.Name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		res := new(result)
		if err := json.Unmarshal(text, res); err != nil {
			return nil, fmt.Errorf("%s: %w; delete it and analyze %s again", e.resultFile(m.Name), err, m.Name)
		}
		all = append(all, res)
	}
	return all, nil
}

func (e *evaluation) resultFile(name string) string {
	return filepath.Join(e.scratch, "results", name+".json")
}
