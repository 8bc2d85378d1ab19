package main

import (
	"fmt"
	"math"
	"testing"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// The values are those of Wilson's formula worked out by hand and, for 10 of 10,
// n/(n+z²).
func TestWilson(t *testing.T) {
	tests := []struct {
		yes, n    int
		low, high float64
	}{
		{0, 0, 0, 1},
		{10, 10, 0.7225, 1},
		{0, 10, 0, 0.2775},
		{5, 10, 0.2366, 0.7634},
		{57, 60, 0.8630, 0.9829},
	}
	for _, tt := range tests {
		low, high := wilson(tt.yes, tt.n)
		if math.Abs(low-tt.low) > 0.0001 || math.Abs(high-tt.high) > 0.0001 {
			t.Errorf("wilson(%d, %d) = %.4f, %.4f, want %.4f, %.4f", tt.yes, tt.n, low, high, tt.low, tt.high)
		}
	}
}

func TestKappa(t *testing.T) {
	tests := []struct {
		a, b, c, d int
		want       float64
	}{
		{20, 5, 10, 15, 0.4}, // the example of textbooks
		{5, 0, 0, 5, 1},
		{0, 0, 0, 0, 1},
		{9, 0, 0, 0, 1},
		{0, 5, 5, 0, -1},
	}
	for _, tt := range tests {
		if got := kappa(tt.a, tt.b, tt.c, tt.d); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("kappa(%d, %d, %d, %d) = %v, want %v", tt.a, tt.b, tt.c, tt.d, got, tt.want)
		}
	}
}

// A sample is the same for the same seed, whatever the order of the reports; a
// report more changes it by one at most; and all reports have the same chance.
func TestDraw(t *testing.T) {
	var all []*report
	for i := range 100 {
		confidence := finding.Confidences[i%2+1]
		all = append(all, &report{Fingerprint: fmt.Sprint(i), Category: "c/d", Confidence: confidence})
	}
	all = append(all, &report{Fingerprint: "p", Category: "c/d", Confidence: "possible"})
	d := drawing{seed: 1, each: 10, second: 20, least: finding.Likely}
	drawn := d.draw(all)
	if len(drawn) != 20 || len(d.twice(drawn)) != 4 {
		t.Fatalf("%d are drawn, %d twice", len(drawn), len(d.twice(drawn)))
	}
	backwards := make([]*report, len(all))
	for i, r := range all {
		backwards[len(all)-1-i] = r
	}
	if !same(drawn, d.draw(backwards)) {
		t.Error("the order of the reports changes the sample")
	}
	if d2 := (drawing{seed: 2, each: 10, least: finding.Likely}); same(drawn, d2.draw(all)) {
		t.Error("the seed does not change the sample")
	}
	kept := 0
	in := make(map[string]bool)
	for _, r := range drawn {
		in[r.Fingerprint] = true
	}
	for _, r := range d.draw(append(all, &report{Fingerprint: "new", Category: "c/d", Confidence: "likely"})) {
		if in[r.Fingerprint] {
			kept++
		}
	}
	if kept < 19 {
		t.Errorf("one report more leaves %d of 20 in the sample", kept)
	}
	times := make(map[string]int)
	for seed := range 1000 {
		for _, r := range (drawing{seed: seed, each: 10, least: finding.Likely}).draw(all) {
			times[r.Fingerprint]++
		}
	}
	for _, r := range all[:100] { // 200 expected, with a deviation of 13
		if n := times[r.Fingerprint]; n < 140 || n > 260 {
			t.Errorf("%s is drawn %d times of 1000", r.Fingerprint, n)
		}
	}
}

func same(a, b []*report) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Fingerprint != b[i].Fingerprint {
			return false
		}
	}
	return true
}
