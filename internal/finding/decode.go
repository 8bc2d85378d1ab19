package finding

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Failure is an error of a check itself.
type Failure struct{ Package, Check, Err string }

// A report is a finding, or a place related to one, as go vet -json prints it.
type report struct {
	Category string   `json:"category"`
	Posn     string   `json:"posn"`
	End      string   `json:"end"`
	Message  string   `json:"message"`
	Related  []report `json:"related"`
	Fixes    []Fix    `json:"suggested_fixes"`
}

// Decode reads what go vet -json prints: an object for each package that has
// findings or an error by check. The findings are in the order of their
// places, each once: a file belongs to its package and to the package as its
// tests see it. They have no fingerprints yet.
func Decode(r io.Reader) (fs []*Finding, failures []Failure, err error) {
	dec := json.NewDecoder(r)
	for {
		var packages map[string]map[string]json.RawMessage
		if err := dec.Decode(&packages); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		for _, id := range slices.Sorted(maps.Keys(packages)) {
			for _, check := range slices.Sorted(maps.Keys(packages[id])) {
				found, failure, err := decodeCheck(id, check, packages[id][check])
				if err != nil {
					return nil, nil, fmt.Errorf("cannot read the findings of %s in %s: %w", check, id, err)
				}
				fs = append(fs, found...)
				failures = append(failures, failure...)
			}
		}
	}
	SortByPlace(fs)
	fs = slices.CompactFunc(fs, func(a, b *Finding) bool { return comparePlace(a, b) == 0 })
	return fs, causesFirst(failures), nil
}

// decodeCheck reads the findings of a check in a package, or its error.
func decodeCheck(id, check string, raw json.RawMessage) ([]*Finding, []Failure, error) {
	path, _, _ := strings.Cut(id, " ") // without [path.test]
	var failed struct{ Error string }
	if json.Unmarshal(raw, &failed) == nil && failed.Error != "" {
		return nil, []Failure{{id, check, failed.Error}}, nil
	}
	var reports []report
	if err := json.Unmarshal(raw, &reports); err != nil {
		return nil, nil, err
	}
	var fs []*Finding
	for _, r := range reports {
		f := &Finding{Check: check, Category: r.Category, Package: path, Place: r.place(), Fixes: r.Fixes}
		f.Message, f.Confidence = cutTail(r.Message)
		for _, rel := range r.Related {
			f.Related = append(f.Related, Related{rel.place(), rel.Message})
		}
		fs = append(fs, f)
	}
	return fs, nil, nil
}

// causesFirst puts the failures of checks behind those of what they require.
func causesFirst(failures []Failure) []Failure {
	followUp := func(f Failure) int {
		if strings.Contains(f.Err, "failed prerequisites") {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(failures, func(a, b Failure) int { return followUp(a) - followUp(b) })
	return failures
}

func (r report) place() Place {
	p, end := parsePosn(r.Posn), parsePosn(r.End)
	p.EndLine, p.EndColumn = end.Line, end.Column
	if end.File != p.File || end.Line == 0 {
		p.EndLine, p.EndColumn = p.Line, p.Column
	}
	return p
}

// parsePosn reads "file:line:col". The file may have colons; what is no
// place, such as "-", is all file.
func parsePosn(s string) Place {
	rest, col, ok := cutNumber(s)
	if !ok {
		return Place{File: s}
	}
	file, line, ok := cutNumber(rest)
	if !ok {
		return Place{File: s}
	}
	return Place{File: file, Line: line, Column: col}
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
