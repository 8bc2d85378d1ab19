package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// countLines counts the lines of the packages, without those of tests and of
// generated files.
func countLines(dir string, env []string, m *module) (lines int, err error) {
	args := slices.Concat([]string{"list", "-e", "-json=Dir,GoFiles,CgoFiles"}, m.Flags, m.Packages)
	stdout, stderr, status, err := start(dir, env, "go", args)
	if err != nil {
		return 0, err
	}
	if status != 0 {
		return 0, fmt.Errorf("go list: %s", oneLine(stderr))
	}
	for dec := json.NewDecoder(strings.NewReader(stdout)); ; {
		var p struct {
			Dir               string
			GoFiles, CgoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return lines, nil
		} else if err != nil {
			return 0, err
		}
		for _, name := range append(p.GoFiles, p.CgoFiles...) {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				return 0, err
			}
			if !generated(text) {
				lines += bytes.Count(text, []byte("\n"))
			}
		}
	}
}

// generated reports whether a program wrote the file.
func generated(text []byte) bool {
	file, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.PackageClauseOnly|parser.ParseComments)
	return file != nil && ast.IsGenerated(file)
}
