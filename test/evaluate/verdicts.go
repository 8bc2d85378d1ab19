package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// A verdict is what a labeller says of a report. Its place and its confidence
// are those of the day: what it belongs to now is found by the fingerprint.
type verdict struct {
	Fingerprint string
	Module      string
	Version     string
	File        string
	Line        int
	Category    string
	Confidence  string
	True        bool
	Round       int    // 1, 2 for the second labeller, 3 for what settles a disagreement
	Sample      string // in which the report was drawn
	Reason      string // the witness, or why there is none
}

// The rounds of labelling.
const (
	firstRound = 1 + iota
	secondRound
	settledRound
)

var verdictColumns = []string{"fingerprint", "module", "version", "file", "line", "category", "confidence", "verdict", "round", "sample", "reason"}

const verdictComment = `Verdicts on reports: true with its witness, false with the reason. Round 2 is a
second labeller's, round 3 settles what they disagree on. Written by
"go run ./test/evaluate import".`

// readVerdicts reads the verdicts. There may be none yet.
func readVerdicts(file string) (all []*verdict, err error) {
	t, err := readTable(file, verdictColumns...)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for _, r := range t.rows {
		v := &verdict{
			Fingerprint: r.get("fingerprint"), Module: r.get("module"), Version: r.get("version"), File: r.get("file"),
			Category: r.get("category"), Confidence: r.get("confidence"), Sample: r.get("sample"), Reason: r.get("reason"),
		}
		var errLine, errRound error
		v.Line, errLine = strconv.Atoi(r.get("line"))
		v.Round, errRound = strconv.Atoi(r.get("round"))
		if errLine != nil || errRound != nil || v.Round < firstRound || v.Round > settledRound {
			return nil, r.errorf("the line is a number, and the round 1, 2 or 3")
		}
		if v.True, err = parseVerdict(r); err != nil {
			return nil, err
		}
		if finding.ParseConfidence(v.Confidence) == 0 {
			return nil, r.errorf("%q is no confidence", v.Confidence)
		}
		key := fmt.Sprint(v.Fingerprint, v.Round)
		if seen[key] {
			return nil, r.errorf("there are two verdicts of round %d on %s", v.Round, v.Fingerprint)
		}
		seen[key] = true
		all = append(all, v)
	}
	return all, nil
}

// parseVerdict reads the verdict of a row, which needs a reason.
func parseVerdict(r row) (bool, error) {
	text := strings.ToLower(cmp.Or(r.get("verdict"), r.get("label")))
	if text != "true" && text != "false" {
		return false, r.errorf("a verdict is true or false, not %q", text)
	}
	if reasonOf(r) == "" {
		return false, r.errorf("a true report needs its witness, a false one the reason")
	}
	return text == "true", nil
}

func reasonOf(r row) string { return cmp.Or(r.get("reason"), r.get("witness or reason")) }

// writeVerdicts writes the verdicts in the order of their places.
func writeVerdicts(file string, all []*verdict) error {
	slices.SortFunc(all, func(a, b *verdict) int {
		return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(a.Round, b.Round))
	})
	var rows [][]string
	for _, v := range all {
		rows = append(rows, []string{
			v.Fingerprint, v.Module, v.Version, v.File, strconv.Itoa(v.Line), v.Category, v.Confidence,
			strconv.FormatBool(v.True), strconv.Itoa(v.Round), v.Sample, v.Reason,
		})
	}
	return writeTable(file, verdictComment, verdictColumns, rows)
}

// A judgement is all verdicts on one report, in the order of the rounds.
type judgement []*verdict

// judgements returns the verdicts by fingerprint.
func judgements(all []*verdict) map[string]judgement {
	by := make(map[string]judgement)
	for _, v := range all {
		by[v.Fingerprint] = append(by[v.Fingerprint], v)
	}
	for _, j := range by {
		slices.SortFunc(j, func(a, b *verdict) int { return cmp.Compare(a.Round, b.Round) })
	}
	return by
}

// holds reports whether the report is taken for true: by the verdict that
// settles it, else by all.
func (j judgement) holds() bool {
	if last := j[len(j)-1]; last.Round == settledRound {
		return last.True
	}
	return !slices.ContainsFunc(j, func(v *verdict) bool { return !v.True })
}

// of returns the verdict of a round, or nil.
func (j judgement) of(round int) *verdict {
	for _, v := range j {
		if v.Round == round {
			return v
		}
	}
	return nil
}
