package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// A drawing says how many reports are drawn, and which.
type drawing struct {
	seed   int
	each   int                // of each category and confidence
	second int                // percent that are labelled twice
	least  finding.Confidence // that is drawn from
}

// draw returns a random sample of the reports: the first ones of each category
// and confidence in an order that the seed and the fingerprints give. So what is
// new or gone moves few others in or out.
func (d drawing) draw(all []*report) (drawn []*report) {
	strata := make(map[[2]string][]*report)
	for _, r := range all {
		if finding.ParseConfidence(r.Confidence) >= d.least {
			key := [2]string{r.Category, r.Confidence}
			strata[key] = append(strata[key], r)
		}
	}
	for _, stratum := range strata {
		slices.SortFunc(stratum, func(a, b *report) int {
			return cmp.Compare(d.rank("", a.Fingerprint), d.rank("", b.Fingerprint))
		})
		drawn = append(drawn, stratum[:min(d.each, len(stratum))]...)
	}
	// Mixed, so that a sheet does not tell the confidence.
	slices.SortFunc(drawn, func(a, b *report) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(d.rank("mix", a.Fingerprint), d.rank("mix", b.Fingerprint)))
	})
	return drawn
}

// twice returns those of the drawn that a second labeller gets: the part of each
// category that the drawing says, at least one.
func (d drawing) twice(drawn []*report) (again []*report) {
	by := make(map[string][]*report)
	for _, r := range drawn {
		by[r.Category] = append(by[r.Category], r)
	}
	for _, category := range by {
		slices.SortFunc(category, func(a, b *report) int {
			return cmp.Compare(d.rank("second", a.Fingerprint), d.rank("second", b.Fingerprint))
		})
		n := (len(category)*d.second + 99) / 100
		again = append(again, category[:n]...)
	}
	slices.SortFunc(again, compareReports)
	return again
}

// rank returns the place of a report in a random order.
func (d drawing) rank(purpose, fingerprint string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s", d.seed, purpose, fingerprint))
	return string(sum[:])
}
