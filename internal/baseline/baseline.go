// Package baseline reads and writes the file that lists the findings a team
// knows and has not mended yet, so that only new ones are reported.
//
// The file is text: a head, then one line for each finding, sorted, so that two
// branches can be merged and a review shows what is gone. What counts in a line
// is the fingerprint; the message is for those who read the file.
package baseline

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// head is the first line of a baseline. The number is that of the form and of
// how fingerprints are made.
const head = "# taskcheck baseline 1"

const explanation = "# Findings that are known and not reported: package, category, fingerprint, message.\n" +
	"# Written by taskcheck -baseline FILE -write-baseline.\n"

// An Entry is a line of a baseline.
type Entry struct {
	Package, Category string // the category as "check/category"
	Fingerprint       string
	Message           string
}

func (e Entry) line() string {
	return strings.Join([]string{e.Package, e.Category, e.Fingerprint, e.Message}, "\t")
}

// Check returns the check of the entry, and the category alone.
func (e Entry) Check() (check, category string) {
	check, category, _ = strings.Cut(e.Category, "/")
	return check, category
}

// A Baseline is a list of findings that are known.
type Baseline []Entry

// morePlaces is the part of a message that changes with the number of places.
var morePlaces = regexp.MustCompile(` \(and in \d+ more places?\)$`)

// Of returns the baseline that knows the findings: an entry for each place.
func Of(fs []*finding.Finding) Baseline {
	var b Baseline
	for _, f := range fs {
		message := morePlaces.ReplaceAllString(f.Message, "")
		if f.Function != "" {
			message = f.Function + ": " + message
		}
		for _, fp := range f.Fingerprints() {
			b = append(b, Entry{f.Package, f.ID(), fp, message})
		}
	}
	return b
}

// Read reads a baseline.
func Read(file string) (Baseline, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var b Baseline
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case number == 1 && line != head:
			return nil, foreign(file, line)
		case line == "", strings.HasPrefix(line, "#"):
			continue
		}
		fields := strings.SplitN(line, "\t", 4)
		if len(fields) < 4 {
			return nil, fmt.Errorf("%s:%d: this is no line of a baseline; write the file anew with -write-baseline", file, number)
		}
		b = append(b, Entry{fields[0], fields[1], fields[2], fields[3]})
	}
	if number == 0 {
		return nil, foreign(file, "")
	}
	return b, nil
}

// foreign is the error for a file with another first line.
func foreign(file, line string) error {
	if strings.HasPrefix(line, "# taskcheck baseline ") {
		return fmt.Errorf("%s is the baseline of another version of taskcheck; write it anew with -write-baseline", file)
	}
	return fmt.Errorf("%s is no baseline of taskcheck: its first line is not %q", file, head)
}

// Write writes the baseline, unless the file has that content already.
func (b Baseline) Write(file string) error {
	var lines []string
	for _, e := range b {
		lines = append(lines, e.line()+"\n")
	}
	slices.Sort(lines)
	text := []byte(head + "\n" + explanation + strings.Join(slices.Compact(lines), ""))
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, text) {
		return nil
	}
	return os.WriteFile(file, text, 0o666)
}

// Split tells the findings that are new from those that are known, and returns
// the entries that were not met. A finding with several places is known if all
// of them are.
func (b Baseline) Split(fs []*finding.Finding) (fresh, known []*finding.Finding, unmet Baseline) {
	entries := make(map[string]bool)
	for _, e := range b {
		entries[e.Fingerprint] = true
	}
	met := make(map[string]bool)
	for _, f := range fs {
		isNew := false
		for _, fp := range f.Fingerprints() {
			met[fp] = true
			isNew = isNew || !entries[fp]
		}
		if isNew {
			fresh = append(fresh, f)
		} else {
			known = append(known, f)
		}
	}
	for _, e := range b {
		if !met[e.Fingerprint] {
			unmet = append(unmet, e)
		}
	}
	return fresh, known, unmet
}

// Without returns the baseline without the entries of another.
func (b Baseline) Without(other Baseline) Baseline {
	return slices.DeleteFunc(slices.Clone(b), func(e Entry) bool { return slices.Contains(other, e) })
}
