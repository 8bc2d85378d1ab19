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

// sources returns the files of the packages, without tests and generated files,
// by their paths.
func sources(dir string, env []string, m *module) (map[string][]byte, error) {
	args := slices.Concat([]string{"list", "-e", "-json=Dir,GoFiles,CgoFiles"}, m.Flags, m.Packages)
	stdout, stderr, status, err := start(dir, env, "go", args)
	if err != nil {
		return nil, err
	}
	if status != 0 {
		return nil, fmt.Errorf("go list: %s", oneLine(stderr))
	}
	files := make(map[string][]byte)
	for dec := json.NewDecoder(strings.NewReader(stdout)); ; {
		var p struct {
			Dir               string
			GoFiles, CgoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return files, nil
		} else if err != nil {
			return nil, err
		}
		for _, name := range append(p.GoFiles, p.CgoFiles...) {
			path := filepath.Join(p.Dir, name)
			text, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			if !generated(text) {
				files[path] = text
			}
		}
	}
}

// countLines counts the lines of the files.
func countLines(files map[string][]byte) (lines int) {
	for _, text := range files {
		lines += bytes.Count(text, []byte("\n"))
	}
	return lines
}

// generated reports whether a program wrote the file.
func generated(text []byte) bool {
	file, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.PackageClauseOnly|parser.ParseComments)
	return file != nil && ast.IsGenerated(file)
}
