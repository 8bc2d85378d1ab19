package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// A report is what the checks say of a place.
type report struct {
	Fingerprint string
	Also        []string `json:",omitempty"` // of further places of one cause
	Module      string
	Version     string
	File        string // relative to the module
	Line        int
	Column      int
	Category    string // check/category
	Confidence  string
	Message     string
}

// byDefault reports whether a user sees the report without asking for more.
func (r *report) byDefault() bool {
	return finding.ParseConfidence(r.Confidence) >= finding.Likely
}

// inTest reports whether the report is about a test file.
func (r *report) inTest() bool { return strings.HasSuffix(r.File, "_test.go") }

func (r *report) place() string { return fmt.Sprintf("%s/%s:%d", r.Module, r.File, r.Line) }

// A count is the number of reports of a module in a category.
type count struct {
	Category, Confidence string
	Reports              int
	Tests                int // of them, in test files
}

// A measured is a module with what was counted in it.
type measured struct {
	Module, Path, Version, Kind string
	Lines, Problems             int
	Counts                      []count
}

var countColumns = []string{"module", "path", "version", "kind", "lines", "not analyzed", "category", "confidence", "reports", "in tests"}

const countComment = `What the last run counted: the modules, their lines without tests and generated
files, and their reports. Written by "go run ./test/evaluate run".`

// measure counts the reports of a module.
func measure(m *module, res *result) *measured {
	counts := make(map[[2]string]*count)
	for _, r := range res.Reports {
		key := [2]string{r.Category, r.Confidence}
		if counts[key] == nil {
			counts[key] = &count{Category: r.Category, Confidence: r.Confidence}
		}
		counts[key].Reports++
		if r.inTest() {
			counts[key].Tests++
		}
	}
	out := &measured{m.Name, m.Path, res.Version, m.Kind, res.Lines, len(res.Problems), nil}
	for _, c := range slices.SortedFunc(maps.Values(counts), compareCounts) {
		out.Counts = append(out.Counts, *c)
	}
	return out
}

func compareCounts(a, b *count) int {
	return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Confidence, b.Confidence))
}

// writeCounts writes what was counted: a line for each module, and one for each
// category and confidence in it.
func writeCounts(file, goVersion string, all []*measured) error {
	var rows [][]string
	for _, m := range all {
		head := []string{m.Module, m.Path, m.Version, m.Kind, strconv.Itoa(m.Lines), strconv.Itoa(m.Problems)}
		rows = append(rows, append(slices.Clone(head), "", "", "", ""))
		for _, c := range m.Counts {
			rows = append(rows, append(slices.Clone(head), c.Category, c.Confidence, strconv.Itoa(c.Reports), strconv.Itoa(c.Tests)))
		}
	}
	return writeTable(file, countComment+"\nWith "+goVersion+".", countColumns, rows)
}

// readCounts reads what writeCounts wrote.
func readCounts(file string) (all []*measured, err error) {
	t, err := readTable(file, countColumns...)
	if err != nil {
		return nil, err
	}
	for _, r := range t.rows {
		if r.get("category") == "" {
			lines, err1 := strconv.Atoi(r.get("lines"))
			problems, err2 := strconv.Atoi(r.get("not analyzed"))
			if err1 != nil || err2 != nil {
				return nil, r.errorf("lines and what was not analyzed are numbers")
			}
			all = append(all, &measured{r.get("module"), r.get("path"), r.get("version"), r.get("kind"), lines, problems, nil})
			continue
		}
		reports, err1 := strconv.Atoi(r.get("reports"))
		tests, err2 := strconv.Atoi(r.get("in tests"))
		if err1 != nil || err2 != nil || len(all) == 0 || all[len(all)-1].Module != r.get("module") {
			return nil, r.errorf("this is no count of the module above it")
		}
		last := all[len(all)-1]
		last.Counts = append(last.Counts, count{r.get("category"), r.get("confidence"), reports, tests})
	}
	return all, nil
}

var reportColumns = []string{"fingerprint", "module", "version", "file", "line", "category", "confidence"}

const reportComment = `What the last run reported at the default confidence, and what has a verdict.
Written by "go run ./test/evaluate run".`

// writeReports writes the reports in the order of their places.
func writeReports(file string, all []*report) error {
	slices.SortFunc(all, compareReports)
	var rows [][]string
	for _, r := range all {
		rows = append(rows, []string{r.Fingerprint, r.Module, r.Version, r.File, strconv.Itoa(r.Line), r.Category, r.Confidence})
	}
	return writeTable(file, reportComment, reportColumns, rows)
}

func compareReports(a, b *report) int {
	return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Fingerprint, b.Fingerprint))
}

// readReports reads what writeReports wrote.
func readReports(file string) (all []*report, err error) {
	t, err := readTable(file, reportColumns...)
	if err != nil {
		return nil, err
	}
	for _, r := range t.rows {
		line, err := strconv.Atoi(r.get("line"))
		if err != nil {
			return nil, r.errorf("%q is no line number", r.get("line"))
		}
		all = append(all, &report{
			Fingerprint: r.get("fingerprint"), Module: r.get("module"), Version: r.get("version"),
			File: r.get("file"), Line: line, Category: r.get("category"), Confidence: r.get("confidence"),
		})
	}
	return all, nil
}
