package task_test

import (
	"cmp"
	"errors"
	"fmt"
	"go/format"
	"go/scanner"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
)

// mostRounds is how often the first fixes of all reports are made: what is fixed
// may show what it hid, but in the end nothing is left to be fixed.
const mostRounds = 7

// mostAlone is how many fixes of a source are made each alone.
const mostAlone = 8

// holdFixes holds the fixes of the reports on a source against what is true of
// every fix: each one alone, and the first ones of all reports together.
func (e *examination) holdFixes(t *testing.T, src string) error {
	var all []fix
	for _, fixes := range e.fixes {
		all = append(all, fixes...)
	}
	step := 1 + len(all)/mostAlone
	for i, f := range all {
		if !f.holds(src) {
			return fmt.Errorf("a fix is in its own way:\n%v", f)
		}
		if i%step != len(src)%step {
			continue
		}
		if _, err := e.holdFixed(t, src, f.apply(src)); err != nil {
			return err
		}
	}
	return e.holdTogether(t, src)
}

// holdTogether makes the first fixes of all reports, again and again.
func (e *examination) holdTogether(t *testing.T, src string) error {
	for range mostRounds {
		fixed := e.together(src)
		if fixed == src {
			return nil
		}
		if text := formatted(fixed); sameLines(text, fixed) {
			fixed = text // as drivers do: several fixes import in any order
		}
		after, err := e.holdFixed(t, src, fixed)
		if err != nil || after == nil {
			return err
		}
		e, src = after, fixed
	}
	return fmt.Errorf("there is no end of fixes:\n%s\n%s", src, e)
}

// holdFixed examines a source after a fix. It parses, compiles, and is formatted,
// if it was before.
func (e *examination) holdFixed(t *testing.T, src, fixed string) (after *examination, err error) {
	after, err = examine(t, fixed)
	switch {
	case err != nil:
		return nil, fmt.Errorf("with a fix: %w\n%s", err, fixed)
	case after == nil:
		return nil, nil
	case e.parses && !after.parses:
		return nil, fmt.Errorf("with a fix it does not parse: %v\n%s", after.why(), fixed)
	case e.compiles && !after.compiles:
		return nil, fmt.Errorf("with a fix it does not compile: %v\n%s", after.why(), fixed)
	case e.parses && formatted(src) == src && formatted(fixed) != fixed:
		return nil, fmt.Errorf("with a fix it is not formatted:\n%s", fixed)
	}
	return after, nil
}

// sameLines reports whether two texts have the same lines, in whatever order.
func sameLines(a, b string) bool {
	return slices.Equal(slices.Sorted(strings.Lines(a)), slices.Sorted(strings.Lines(b)))
}

// parses reports whether the errors are none of the syntax.
func parses(errs []error) bool {
	return !slices.ContainsFunc(errs, func(err error) bool {
		var list scanner.ErrorList
		return errors.As(err, &list)
	})
}

// formatted returns a source as gofmt writes it, if it parses.
func formatted(src string) string {
	if text, err := format.Source([]byte(src)); err == nil {
		return string(text)
	}
	return src
}

// together returns the source with the first fix of each report, but for those
// that get in the way of one before them.
func (e *examination) together(src string) string {
	var made fix
	for _, fixes := range e.fixes {
		if len(fixes) > 0 && !edit.Overlap(made, fixes[0]) {
			made = made.with(fixes[0])
		}
	}
	return made.apply(src)
}

// A fix is the edits of one. Their positions are offsets in the file, and 1 more,
// for they outlive its file set.
type fix []analysis.TextEdit

func fixOf(fset *token.FileSet, f analysis.SuggestedFix) (edits fix) {
	for _, e := range f.TextEdits {
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		start := fset.Position(e.Pos).Offset
		edits = append(edits, analysis.TextEdit{Pos: token.Pos(1 + start), End: token.Pos(1 + start + int(end-e.Pos)), NewText: e.NewText})
	}
	return edits
}

func (f fix) String() string {
	var b strings.Builder
	for _, e := range f {
		fmt.Fprintf(&b, "\t\t%d-%d: %q\n", e.Pos-1, e.End-1, e.NewText)
	}
	return b.String()
}

// with returns the edits of both, each once.
func (f fix) with(o fix) fix {
	f = slices.Clone(f)
	for _, e := range o {
		if !slices.ContainsFunc(f, func(have analysis.TextEdit) bool { return reflect.DeepEqual(have, e) }) {
			f = append(f, e)
		}
	}
	return f
}

// holds reports whether the edits are inside a source and do not overlap.
func (f fix) holds(src string) bool {
	for i, e := range f {
		if e.Pos < 1 || e.End < e.Pos || int(e.End) > 1+len(src) || edit.Overlap(f[:i], f[i:i+1]) {
			return false
		}
	}
	return true
}

// apply makes the edits.
func (f fix) apply(src string) string {
	f = slices.Clone(f)
	slices.SortStableFunc(f, func(a, b analysis.TextEdit) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End)) })
	var b strings.Builder
	at := 0
	for _, e := range f {
		b.WriteString(src[at:e.Pos-1] + string(e.NewText))
		at = int(e.End - 1)
	}
	return b.String() + src[at:]
}
