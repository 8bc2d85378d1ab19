package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/internal/baseline"
)

// saveBaseline writes the findings to the baseline, or takes out of it those
// that are gone, and says so.
func (r *run) saveBaseline(known baseline.Baseline) error {
	next := baseline.Of(r.found)
	said := fmt.Sprintf("wrote %s with %s", r.baseline, plural(len(r.found), "finding"))
	if r.pruneBaseline {
		stale := r.stale(known)
		next = known.Without(stale)
		said = fmt.Sprintf("took %s out of %s", plural(len(stale), "line"), r.baseline)
	}
	if err := next.Write(r.baseline); err != nil {
		return fmt.Errorf("-baseline: %w", err)
	}
	fmt.Fprintf(r.stderr, "taskcheck: %s\n", said)
	return r.conclude(false)
}

// mentionStale says how many entries of the baseline are of no use any more.
func (r *run) mentionStale(known baseline.Baseline) {
	if n := len(r.stale(known)); n > 0 {
		fmt.Fprintf(r.stderr, "taskcheck: %s in %s for findings that are gone: -prune-baseline takes them out\n", plural(n, "line"), r.baseline)
	}
}

// stale returns the entries of the baseline whose findings are gone: those of
// categories that are asked for, in packages that were analyzed or are not
// there any more.
func (r *run) stale(known baseline.Baseline) (stale baseline.Baseline) {
	if len(known) == 0 || r.vet.listNames() != nil {
		return nil // then nobody knows
	}
	_, _, unmet := known.Split(r.checks.Of(r.out.found))
	failed := make(map[string]bool)
	for _, p := range r.allProblems() {
		failed[p.key()] = true
	}
	var others []string
	for _, e := range unmet {
		if !r.vet.names(e.Package) {
			others = append(others, e.Package)
		}
	}
	gone := r.vet.gone(others)
	for _, e := range unmet {
		analyzed := r.vet.names(e.Package) && !failed[e.Package]
		if r.checks.Wants(e.Check()) && (analyzed || gone[e.Package]) {
			stale = append(stale, e)
		}
	}
	return stale
}

// names reports whether the package is one of the command line, or the external
// test of one.
func (g *goVet) names(path string) bool {
	return slices.Contains(g.packages, path) || slices.Contains(g.packages, strings.TrimSuffix(path, "_test"))
}

// gone returns which of the packages are not there.
func (g *goVet) gone(packages []string) map[string]bool {
	gone := make(map[string]bool)
	if len(packages) == 0 {
		return gone
	}
	slices.Sort(packages)
	elsewhere := *g // which is asked for nothing but a list
	other := *g.settings
	other.patterns = slices.Compact(packages)
	elsewhere.settings = &other
	listed, err := elsewhere.list("-find", "-json=ImportPath,Error")
	if err != nil {
		return gone // then nobody knows
	}
	for _, p := range listed {
		gone[p.ImportPath] = p.Error != nil
	}
	return gone
}

// plural returns "1 finding", "2 findings".
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
