package main

import (
	"crypto/sha256"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// name sets the flag that keeps apart what go vet's cache does not: see namedFlag.
//
// It has to be another one when other packages are named, or when a package gets or
// loses tests of its own: with them, the package without is a dependency. go list
// knows that, and takes as long as the rest of a run that is answered from the
// cache. So for folders, the files themselves are looked at.
func (g *goVet) name() error {
	units, ok := g.unitsOfFolders()
	if !ok {
		if err := g.listNames(); err != nil {
			return err
		}
		units = g.units
	}
	slices.Sort(units)
	sum := sha256.Sum256([]byte(strings.Join(units, "\n")))
	g.named = fmt.Sprintf("-%s=%x", namedFlag, sum[:8])
	return nil
}

// listNames finds out which packages the command line names, and where they are.
func (g *goVet) listNames() error {
	if g.dirs != nil {
		return nil
	}
	pkgs, err := g.list("-find", "-json=ImportPath,Dir,TestGoFiles")
	g.dirs = make(map[string]string)
	for _, p := range pkgs {
		g.packages = append(g.packages, p.ImportPath)
		g.dirs[p.ImportPath] = p.Dir
		g.units = append(g.units, fmt.Sprintf("%q %v", p.ImportPath, len(p.TestGoFiles) > 0))
	}
	return err
}

// unitsOfFolders returns a line for each folder that the command line names, with
// what else decides which files belong to a package. It returns false if not all
// that is named are folders.
func (g *goVet) unitsOfFolders() (units []string, ok bool) {
	module, root := moduleOf(g.dir)
	if module == "" {
		return nil, false
	}
	units = append(units, g.settings.build...)
	for _, name := range deciding {
		units = append(units, name+"="+os.Getenv(name))
	}
	patterns := g.settings.patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	for _, p := range patterns {
		dir, all := strings.CutSuffix(filepath.ToSlash(p), "/...")
		local := dir == "." || dir == ".." || strings.HasPrefix(dir, "./") || strings.HasPrefix(dir, "../")
		if !local || strings.Contains(dir, "...") || strings.HasSuffix(dir, ".go") {
			return nil, false
		}
		found, err := unitsIn(filepath.Join(g.dir, dir), all)
		if err != nil {
			return nil, false
		}
		for _, unit := range found {
			// Not the folder's own name, which is another one on another machine.
			units = append(units, module+strings.TrimPrefix(unit, root))
		}
	}
	return units, true
}

// deciding are the variables that decide which files belong to a package.
var deciding = []string{"GOFLAGS", "GOOS", "GOARCH", "GOEXPERIMENT", "CGO_ENABLED", "GOWORK"}

// moduleOf returns the go.mod of the module that dir is in, and the folder of that.
func moduleOf(dir string) (text, root string) {
	for {
		if text, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			return modfile.ModulePath(text), dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", ""
		}
		dir = parent
	}
}

// unitsIn returns a line for each folder with Go files, of dir or of all below it.
func unitsIn(dir string, all bool) (units []string, err error) {
	tests := make(map[string]bool) // by folder, whether there are tests of the package itself
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		switch {
		case d.IsDir() && path != dir && (!all || ignored(name)):
			return fs.SkipDir
		case d.IsDir():
		case name == "go.mod":
			units = append(units, path)
		case strings.HasSuffix(name, "_test.go"):
			tests[filepath.Dir(path)] = tests[filepath.Dir(path)] || !isExternal(path)
		case strings.HasSuffix(name, ".go"):
			tests[filepath.Dir(path)] = tests[filepath.Dir(path)]
		}
		return nil
	})
	for folder, tested := range tests {
		units = append(units, fmt.Sprintf("%s %t", folder, tested))
	}
	return units, err
}

// ignored reports whether the go command looks into no folder of that name.
func ignored(name string) bool {
	return name == "testdata" || name == "vendor" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// isExternal reports whether a test file is of the package "name_test".
func isExternal(file string) bool {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
	return err == nil && strings.HasSuffix(f.Name.Name, "_test")
}
