package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A labeller sees a report and its code. How sure the report is, and what others
// say of it, is not in the sheet.
var sheetColumns = []string{"fingerprint", "module", "file", "line", "category", "message", "source", "round", "sample", "verdict", "reason"}

const sheetComment = `A report is true only with a witness: an input, an interleaving or a return value
that leads to what the message says. Without one it is false. Fill in the last two
columns: true and the witness, or false and the reason, in your own words, no code.`

var errNoResults = errors.New(`there are no reports in the scratch folder: run "go run ./test/evaluate run" first`)

// writeSheets writes a sheet for each category of what is drawn and has no
// verdict of that round yet, and returns how many reports are in them.
func (e *evaluation) writeSheets(dir string, d drawing, sample string) (n int, err error) {
	verdicts, err := readVerdicts(e.verdictFile())
	if err != nil {
		return 0, err
	}
	results, err := e.results()
	if err != nil {
		return 0, err
	}
	sources := make(map[string]string)
	var all []*report
	for _, res := range results {
		sources[res.Module] = res.Dir
		all = append(all, res.Reports...)
	}
	if len(all) == 0 {
		return 0, errNoResults
	}
	by := judgements(verdicts)
	named(all, by)
	drawn := d.draw(all)
	if err := e.remember(drawn); err != nil {
		return 0, err
	}
	for round, reports := range map[int][]*report{firstRound: drawn, secondRound: d.twice(drawn)} {
		sheets := make(map[string][][]string)
		for _, r := range reports {
			if by[r.Fingerprint].of(round) == nil {
				sheets[r.Category] = append(sheets[r.Category], []string{
					r.Fingerprint, r.Module, r.File, strconv.Itoa(r.Line), r.Category, r.Message,
					filepath.Join(sources[r.Module], r.File), strconv.Itoa(round), sample, "", "",
				})
			}
		}
		for category, rows := range sheets {
			n += len(rows)
			name := fmt.Sprintf("round%d/%s.tsv", round, strings.ReplaceAll(category, "/", "."))
			if err := writeTable(filepath.Join(dir, name), sheetComment, sheetColumns, rows); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// named gives a report that has several fingerprints the one that has a verdict.
func named(all []*report, by map[string]judgement) {
	for _, r := range all {
		for _, also := range r.Also {
			if by[r.Fingerprint] == nil && by[also] != nil {
				r.Fingerprint = also
			}
		}
	}
}

// remember keeps what was drawn, for a report may be gone when its verdict comes.
func (e *evaluation) remember(drawn []*report) error {
	known, err := e.remembered()
	if err != nil {
		return err
	}
	for _, r := range drawn {
		if !slices.ContainsFunc(known, func(k *report) bool { return k.Fingerprint == r.Fingerprint }) {
			known = append(known, r)
		}
	}
	return writeReports(e.drawnFile(), known)
}

// remembered returns what was ever drawn.
func (e *evaluation) remembered() ([]*report, error) {
	known, err := readReports(e.drawnFile())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return known, err
}

// An intake takes verdicts from sheets.
type intake struct {
	known  []*report // that a row may be about, the surest source first
	round  int       // of rows that do not say it
	sample string    // likewise
}

// read returns the verdicts of a sheet, and an error for each row that is none.
func (in *intake) read(file string) (verdicts []*verdict, bad []error, err error) {
	t, err := readTable(file)
	if err != nil {
		return nil, nil, err
	}
	if !t.has("verdict") && !t.has("label") {
		return nil, nil, fmt.Errorf("%s: its first line must name the columns, and has no %q", file, "verdict")
	}
	for _, r := range t.rows {
		if r.get("verdict") == "" && r.get("label") == "" {
			continue // not labelled yet
		}
		v, err := in.verdict(r)
		if err != nil {
			bad = append(bad, err)
			continue
		}
		verdicts = append(verdicts, v)
	}
	return verdicts, bad, nil
}

// verdict reads a row.
func (in *intake) verdict(r row) (*verdict, error) {
	holds, err := parseVerdict(r)
	if err != nil {
		return nil, err
	}
	round := in.round
	if text := r.get("round"); text != "" {
		if round, err = strconv.Atoi(text); err != nil || round < firstRound || round > settledRound {
			return nil, r.errorf("the round is 1, 2 or 3, not %q", text)
		}
	}
	about, err := in.find(r)
	if err != nil {
		return nil, err
	}
	return &verdict{
		about.Fingerprint, about.Module, about.Version, about.File, about.Line, about.Category, about.Confidence,
		holds, round, cmp.Or(r.get("sample"), in.sample), reasonOf(r),
	}, nil
}

// find returns the report that a row is about: by its fingerprint, else by the
// place and the category.
func (in *intake) find(r row) (*report, error) {
	if fp := r.get("fingerprint"); fp != "" {
		for _, k := range in.known {
			if k.Fingerprint == fp || slices.Contains(k.Also, fp) {
				return k, nil
			}
		}
		return nil, r.errorf("%s was never drawn, and the last run has no such report", fp)
	}
	file, line, err := placeOf(r)
	if err != nil {
		return nil, err
	}
	var found []*report
	for _, k := range in.known {
		if k.Module == r.get("module") && k.File == file && k.Line == line && sameCategory(k.Category, r.get("category")) &&
			!slices.ContainsFunc(found, func(f *report) bool { return f.Fingerprint == k.Fingerprint }) {
			found = append(found, k)
		}
	}
	switch {
	case len(found) == 0:
		return nil, r.errorf("nothing was drawn or is reported at %s/%s:%d %s", r.get("module"), file, line, r.get("category"))
	case len(found) > 1:
		return nil, r.errorf("%d reports are at %s/%s:%d %s: say which by its fingerprint", len(found), r.get("module"), file, line, r.get("category"))
	}
	return found[0], nil
}

// sameCategory reports whether name is that of the category, with the check or
// without. An empty one is any.
func sameCategory(category, name string) bool {
	_, word, _ := strings.Cut(category, "/")
	return name == "" || name == category || name == word
}

// placeOf returns the file and the line of a row: in columns of their own, or in
// one as file:line or file:line:column.
func placeOf(r row) (file string, line int, err error) {
	file, number := r.get("file"), r.get("line")
	if r.table.has("file:line") {
		file = r.get("file:line")
	}
	if number == "" {
		parts := strings.Split(file, ":")
		if len(parts) < 2 {
			return "", 0, r.errorf("it names neither a fingerprint nor a line")
		}
		file, number = parts[0], parts[1]
	}
	if line, err = strconv.Atoi(number); err != nil {
		return "", 0, r.errorf("%q is no line number", number)
	}
	return file, line, nil
}

// merge adds the verdicts to those there are: a new one replaces that of the same
// report and round, but keeps the sample in which it was drawn.
func merge(all, more []*verdict) []*verdict {
	for _, v := range more {
		i := slices.IndexFunc(all, func(o *verdict) bool { return o.Fingerprint == v.Fingerprint && o.Round == v.Round })
		if i < 0 {
			all = append(all, v)
			continue
		}
		v.Sample = all[i].Sample
		all[i] = v
	}
	return all
}
