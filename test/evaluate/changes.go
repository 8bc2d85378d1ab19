package main

import (
	"fmt"
	"io"
)

// tellChanges writes what is new and what is gone, with what is known of it.
func tellChanges(w io.Writer, before, after []*report, by map[string]judgement) {
	had, has := make(map[string]*report), make(map[string]*report)
	for _, r := range before {
		had[r.Fingerprint] = r
	}
	for _, r := range after {
		has[r.Fingerprint] = r
	}
	added, gone := 0, 0
	for _, r := range after {
		switch old := had[r.Fingerprint]; {
		case old == nil:
			added++
			fmt.Fprintf(w, "new   %s %s %s%s\n", r.place(), r.Category, r.Confidence, known(by[r.Fingerprint]))
		case old.Confidence != r.Confidence:
			fmt.Fprintf(w, "now   %s %s %s, was %s%s\n", r.place(), r.Category, r.Confidence, old.Confidence, known(by[r.Fingerprint]))
		}
	}
	for _, r := range before {
		if has[r.Fingerprint] == nil {
			gone++
			fmt.Fprintf(w, "gone  %s %s %s%s\n", r.place(), r.Category, r.Confidence, known(by[r.Fingerprint]))
		}
	}
	fmt.Fprintf(w, "%d new, %d gone\n", added, gone)
}

func known(j judgement) string {
	switch {
	case j == nil:
		return ""
	case j.holds():
		return " (true)"
	}
	return " (false)"
}
