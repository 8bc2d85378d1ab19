package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/taskcheck/taskcheck/internal/baseline"
)

// atRevision returns what is found in the packages as they are in a revision of
// the repository. It is found by analyzing them: a callee that changed makes
// findings in files that did not.
func (r *run) atRevision(rev string) (baseline.Baseline, error) {
	tree, err := checkOut(rev)
	if err != nil {
		return nil, fmt.Errorf("-new-from: %w", err)
	}
	defer tree.remove()
	if err := os.MkdirAll(tree.dir, 0o777); err != nil { // which may be a new one
		return nil, err
	}
	vet := *r.vet
	vet.dir, vet.root = tree.dir, tree.root
	vet.packages, vet.dirs, vet.units = nil, nil, nil
	if err := vet.name(); err != nil {
		return nil, err
	}
	then := &run{settings: r.settings, stdout: r.stdout, stderr: r.stderr, catalog: r.catalog, vet: &vet}
	if err := then.analyze(nil); err != nil {
		return nil, err
	}
	for _, p := range unique(then.out.problems) {
		if !absent.MatchString(p.reason) {
			fmt.Fprintf(r.stderr, "taskcheck: at %s: %s; what is found there now counts as new\n", rev, strings.ReplaceAll(p.String(), tree.root, "."))
		}
	}
	return baseline.Of(then.found), nil
}

// absent matches what is said of packages that are not there yet.
var absent = regexp.MustCompile(`directory not found|matched no packages|no Go files|no required module provides|is not in std|cannot find module|go\.mod file not found`)

// A checkout is a copy of the files of a revision.
type checkout struct {
	root string // of the repository in the copy
	dir  string // the folder in it that is the current one in the repository
}

func (c checkout) remove() { _ = os.RemoveAll(c.root) } // a folder for temporary files

// checkOut copies the files of a revision to a folder for temporary files. It
// goes through an index of its own, and leaves nothing in the repository.
func checkOut(rev string) (c checkout, err error) {
	top, err := git(nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return c, err
	}
	prefix, err := git(nil, "rev-parse", "--show-prefix")
	if err != nil {
		return c, err
	}
	commit, err := git(nil, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return c, fmt.Errorf("%q is no commit of the repository in %s", rev, top)
	}
	if c.root, err = scratch(top + "\n" + commit); err != nil {
		return c, err
	}
	c.dir = filepath.Join(c.root, filepath.FromSlash(prefix))
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(c.root, ".index")}
	for _, args := range [][]string{
		{"-C", top, "read-tree", commit},
		{"-C", top, "checkout-index", "--all", "--quiet", "--prefix=" + filepath.ToSlash(c.root) + "/"},
	} {
		if _, err := git(index, args...); err != nil {
			c.remove()
			return c, err
		}
	}
	return c, nil
}

// scratch makes a folder for temporary files. For one key it has one name, so
// that the go command finds in its cache what it made of it before; but if the
// folder is there, another run uses it, and this one gets one of its own.
func scratch(key string) (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("taskcheck-%x", sha256.Sum256([]byte(key)))[:26])
	err := os.Mkdir(dir, 0o700)
	if errors.Is(err, os.ErrExist) {
		return os.MkdirTemp("", "taskcheck-")
	}
	return dir, err
}

// git runs git and returns what it prints, without the end of the line.
func git(env []string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		err = errors.New(oneLine(stderr.String()))
	}
	return strings.TrimSpace(stdout.String()), err
}
