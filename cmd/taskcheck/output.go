package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A tree is what go vet -json prints: for each package and each check its
// findings, or an error.
type tree map[string]map[string]json.RawMessage

// A finding is a report of a check as the tree has it, or a place related to one.
type finding struct {
	Posn    string    `json:"posn"`
	Message string    `json:"message"`
	Related []finding `json:"related"`
}

// decodeTree reads the trees of all packages, one after the other, into one.
func decodeTree(r io.Reader) (tree, error) {
	all := make(tree)
	for dec := json.NewDecoder(r); ; {
		var one tree
		if err := dec.Decode(&one); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		maps.Copy(all, one)
	}
}

// findings returns the findings of all packages in the order of their places,
// each once: a file belongs to its package and to the package as its tests see
// it. What the checks themselves failed at comes as problems.
func (t tree) findings() ([]finding, []problem, error) {
	var all []finding
	var problems, followUps []problem
	for _, id := range slices.Sorted(maps.Keys(t)) {
		for _, check := range slices.Sorted(maps.Keys(t[id])) {
			raw := t[id][check]
			if p, ok := checkError(id, check, raw); ok {
				if strings.Contains(p.reason, "failed prerequisites") {
					followUps = append(followUps, p) // another check has the cause
				} else {
					problems = append(problems, p)
				}
				continue
			}
			var fs []finding
			if err := json.Unmarshal(raw, &fs); err != nil {
				return nil, nil, fmt.Errorf("cannot read the findings of %s in %s: %w", check, id, err)
			}
			all = append(all, fs...)
		}
	}
	slices.SortStableFunc(all, compare)
	return slices.CompactFunc(all, func(a, b finding) bool { return compare(a, b) == 0 }), append(problems, followUps...), nil
}

// checkError returns the error of a check, if that is what it has in the tree.
func checkError(id, check string, raw json.RawMessage) (problem, bool) {
	var e struct{ Error string }
	if json.Unmarshal(raw, &e) != nil || e.Error == "" {
		return problem{}, false
	}
	return problem{pkg: id, internal: true, reason: check + ": " + oneLine(e.Error)}, true
}

// compare orders findings by place, then by message.
func compare(a, b finding) int {
	p, q := parsePosn(a.Posn), parsePosn(b.Posn)
	return cmp.Or(
		cmp.Compare(p.file, q.file),
		cmp.Compare(p.line, q.line),
		cmp.Compare(p.col, q.col),
		cmp.Compare(a.Message, b.Message),
	)
}

// A posn is a place in a file.
type posn struct {
	file      string
	line, col int
}

// parsePosn reads "file:line:col". The file may have colons; what is no
// place, such as "-", is all file.
func parsePosn(s string) posn {
	rest, col, ok := cutNumber(s)
	if !ok {
		return posn{file: s}
	}
	file, line, ok := cutNumber(rest)
	if !ok {
		return posn{file: s}
	}
	return posn{file, line, col}
}

// cutNumber cuts ":number" from the end of s.
func cutNumber(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

// shortPosn returns the place with its file relative to dir when that is
// shorter, as the go command prints it.
func shortPosn(s, dir string) string {
	p := parsePosn(s)
	rel, err := filepath.Rel(dir, p.file)
	if p.line == 0 || err != nil || len(rel) >= len(p.file) {
		return s
	}
	return fmt.Sprintf("%s:%d:%d", rel, p.line, p.col)
}

// printText prints each finding on a line, its related places indented below.
func printText(w io.Writer, fs []finding, dir string) error {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s: %s\n", shortPosn(f.Posn, dir), f.Message)
		for _, r := range f.Related {
			fmt.Fprintf(&b, "\t%s: %s\n", shortPosn(r.Posn, dir), r.Message)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// printJSON prints the trees of all packages as one.
func printJSON(w io.Writer, t tree) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	enc.SetEscapeHTML(false) // as go vet leaves the text
	return enc.Encode(t)
}
