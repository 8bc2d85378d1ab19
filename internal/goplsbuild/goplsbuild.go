// Package goplsbuild builds a gopls that has taskcheck's checks.
//
// gopls takes no plugins: the list of its analyzers is compiled in, and the go
// command refuses an overlay on files of the module cache. So Build copies the
// module of gopls to a scratch folder, adds one file that appends to the list,
// and builds the copy. Nothing of the user's is touched but the output file
// and the caches of the go command.
package goplsbuild

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
)

const modulePath = "github.com/taskcheck/taskcheck"

// goplsModule is a nested module of x/tools, with versions of its own.
const goplsModule = "golang.org/x/tools/gopls"

// appendChecks is the file that is added to internal/settings of gopls. It is
// no Go file here, because here it does not compile.
//
//go:embed checks.go.txt
var appendChecks []byte

// Options say what to build.
type Options struct {
	// Output is the file to write the gopls executable to.
	Output string
	// Checkout is a folder with the source of taskcheck to compile in. Empty
	// means the version of taskcheck that this program was built from.
	Checkout string
	// Flags are those of the analyzers, by name, such as
	// "taskrecover.confidence", that gopls is to have them with. The name of an
	// analyzer alone, with "false", leaves that one out.
	Flags map[string]string
	// Log receives what the go command says while it works, such as the
	// modules that it downloads. Nil discards it.
	Log io.Writer
}

// Build builds gopls with the checks compiled in, with the go command on the
// path. The copy it builds from is removed, also when it fails.
func Build(ctx context.Context, opts Options) (err error) {
	output, err := filepath.Abs(opts.Output)
	if err != nil {
		return err
	}
	checks, err := findChecks(opts.Checkout)
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "taskcheck-gopls-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()

	b := builder{dir: scratch, log: opts.Log}
	version, err := b.goplsVersion(ctx)
	if err != nil {
		return err
	}
	if err := b.copyGopls(ctx, version); err != nil {
		return err
	}
	return b.compile(ctx, checks, opts.Flags, output)
}

// A builder runs the go command in its folder.
type builder struct {
	dir string
	log io.Writer
}

func (b *builder) goplsVersion(ctx context.Context) (string, error) {
	installed, err := b.run(ctx, "env", "GOVERSION")
	if err != nil {
		return "", err
	}
	return newestGopls(strings.TrimSpace(string(installed)))
}

// copyGopls copies the module of gopls into the scratch folder.
func (b *builder) copyGopls(ctx context.Context, version string) error {
	// A go.mod of our own, so that the download is noted in no go.sum of the
	// user's, whatever folder the scratch folder lies in.
	if err := os.WriteFile(filepath.Join(b.dir, "go.mod"), []byte("module scratch\n"), 0o666); err != nil {
		return err
	}
	out, err := b.run(ctx, "mod", "download", "-json", goplsModule+"@"+version)
	var module struct{ Dir, Error string }
	_ = json.Unmarshal(out, &module) // what is not JSON has no Error, and err says it
	if module.Error != "" {
		return fmt.Errorf("downloading %s@%s: %s", goplsModule, version, module.Error)
	}
	if err != nil {
		return err
	}
	b.dir = filepath.Join(b.dir, "gopls")
	return os.CopyFS(b.dir, os.DirFS(module.Dir))
}

// compile adds the checks to the copy of gopls and compiles it.
func (b *builder) compile(ctx context.Context, checks requirement, flags map[string]string, output string) error {
	file := filepath.Join(b.dir, "internal", "settings", "taskcheck.go")
	if err := os.WriteFile(file, withFlags(flags), 0o666); err != nil {
		return err
	}
	if _, err := b.run(ctx, append([]string{"mod", "edit"}, checks.edits()...)...); err != nil {
		return err
	}
	// -trimpath keeps the scratch folder's name out of the cache keys, so that
	// the second build takes seconds; -buildvcs=false because the folder may
	// lie in a repository that is not gopls's.
	_, err := b.run(ctx, "build", "-mod=mod", "-trimpath", "-buildvcs=false", "-o", output, ".")
	return err
}

// withFlags returns the file that is added, with the flags in it.
func withFlags(flags map[string]string) []byte {
	return bytes.Replace(appendChecks, []byte("map[string]string{}"), fmt.Appendf(nil, "%#v", flags), 1)
}

// run runs the go command and returns what it prints to standard output, also
// when it fails.
func (b *builder) run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "GOWORK=off") // the scratch folder is in no workspace
	var stdout, stderr bytes.Buffer
	cmd.Stdout = &stdout
	cmd.Stderr = &stderr
	if b.log != nil {
		cmd.Stderr = io.MultiWriter(&stderr, b.log)
	}
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("there is no go command in $PATH, and gopls is built with it; see https://go.dev/doc/install")
	} else if err != nil {
		// The command prints its progress first and the reason last.
		said := strings.TrimSpace(stderr.String())
		reason := said[strings.LastIndexByte(said, '\n')+1:]
		return stdout.Bytes(), fmt.Errorf("go %s, to build gopls: %w: %s", args[0], err, reason)
	}
	return stdout.Bytes(), nil
}

// A requirement says where the source of the checks comes from: a version, or
// a folder.
type requirement struct{ version, dir string }

// edits returns the arguments of "go mod edit" that require the checks.
func (r requirement) edits() []string {
	if r.dir != "" {
		return []string{"-require=" + modulePath + "@v0.0.0", "-replace=" + modulePath + "=" + r.dir}
	}
	return []string{"-require=" + modulePath + "@" + r.version}
}

// findChecks returns the checkout, or else the version that this program was
// built from.
func findChecks(checkout string) (requirement, error) {
	if checkout != "" {
		dir, err := filepath.Abs(checkout)
		return requirement{dir: dir}, err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return requirement{}, errNoVersion
	}
	return checksOf(info)
}

var errNoVersion = errors.New("this taskcheck was built from changed or local source, which gopls cannot be built with; install a released one with go install " + modulePath + "/cmd/taskcheck@latest")

// checksOf finds taskcheck in the build information of this program, of which
// it is the main module, or a dependency when a go.mod lists it as a tool.
func checksOf(info *debug.BuildInfo) (requirement, error) {
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path != modulePath {
			continue
		}
		// A replacement is not looked into: it may be a fork that is not to be
		// had under our path, and a folder of it may be gone.
		if m.Replace != nil || !published(m.Version) {
			return requirement{}, errNoVersion
		}
		return requirement{version: m.Version}, nil
	}
	return requirement{}, errNoVersion
}

// published reports whether a module proxy can have the version: it has no
// "(devel)", and nothing that the go command marked as changed.
func published(version string) bool {
	return strings.HasPrefix(version, "v") && !strings.HasSuffix(version, "+dirty")
}
