package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// std is the path of the standard library, which is where Go is installed.
const std = "std"

// fetch brings the source of a module into a folder of the scratch folder, and
// returns that folder. It is a copy: the go command has to be able to write
// there what a go.sum lacks.
func (e *evaluation) fetch(m *module) (dir string, err error) {
	if dir, ok := e.dirs[m.Name]; ok {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			return "", fmt.Errorf("-dir %s: there is no go.mod in %s", m.Name, dir)
		}
		return filepath.Abs(dir)
	}
	if m.Path == std {
		return filepath.Join(build.Default.GOROOT, "src"), nil
	}
	dir = filepath.Join(e.scratch, "src", m.Name+"@"+m.Version)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	cached, err := download(m)
	if err != nil {
		return "", err
	}
	// Under another name first, so that what is there is complete.
	partial := dir + ".partial"
	if err := os.RemoveAll(partial); err != nil {
		return "", err
	}
	if err := os.CopyFS(partial, os.DirFS(cached)); err != nil {
		return "", err
	}
	if err := makeWritable(partial); err != nil {
		return "", err
	}
	if err := dropReplacements(partial); err != nil {
		return "", err
	}
	return dir, os.Rename(partial, dir)
}

// download takes a module from the module proxy, and returns where the module
// cache has it.
func download(m *module) (dir string, err error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("go", "mod", "download", "-json", m.Path+"@"+m.Version)
	cmd.Dir = os.TempDir() // in no module
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run()
	var got struct{ Dir, Error string }
	if err := json.Unmarshal(stdout.Bytes(), &got); err != nil && runErr == nil {
		return "", fmt.Errorf("cannot read the output of go mod download: %w", err)
	}
	if got.Error != "" || runErr != nil {
		return "", fmt.Errorf("cannot download %s@%s: %s", m.Path, m.Version, oneLine(got.Error+" "+stderr.String()))
	}
	return got.Dir, nil
}

// makeWritable undoes that the module cache is read only.
func makeWritable(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode()|0o200)
	})
}

// oneLine returns the text in one line that is not too long.
func oneLine(text string) string {
	const most = 300
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// dropReplacements takes out of a go.mod what is replaced by folders that are not
// there: the module cache has one module without its siblings in the repository.
// Where the module is a dependency they have no effect either.
func dropReplacements(dir string) error {
	name := filepath.Join(dir, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := modfile.Parse(name, text, nil)
	if err != nil {
		return nil // the go command has a better message
	}
	changed := false
	for _, r := range file.Replace {
		if _, err := os.Stat(filepath.Join(dir, r.New.Path, "go.mod")); r.New.Version == "" && err != nil {
			if err := file.DropReplace(r.Old.Path, r.Old.Version); err != nil {
				return err
			}
			changed = true
		}
	}
	if !changed {
		return nil
	}
	file.Cleanup()
	text, err = file.Format()
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
