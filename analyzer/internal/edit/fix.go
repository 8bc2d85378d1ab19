package edit

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A Class says what a fix does to a program in which nothing goes wrong, and
// so who may apply it.
type Class uint8

const (
	// Safe is a fix that changes nothing but the fault: it may be applied unread.
	Safe Class = iota + 1
	// Behaviour is one that turns a crash into survival, or adds a path: somebody
	// has to want that.
	Behaviour
)

func (c Class) String() string { return [...]string{"", "safe", "behaviour"}[c] }

// A Fix is a change of the source that cures a finding.
type Fix struct {
	// Title is a verb phrase with its effect.
	Title string
	Class Class
	Edits []analysis.TextEdit
}

// With returns the fix with what another one changes, unless that contradicts it. It
// is safe if both are.
func (f Fix) With(o Fix) Fix {
	if Overlap(f.Edits, o.Edits) {
		return f
	}
	f.Class = max(f.Class, o.Class)
	f.Edits = slices.Clone(f.Edits)
	for _, e := range o.Edits {
		if !slices.ContainsFunc(f.Edits, func(have analysis.TextEdit) bool { return same(have, e) }) {
			f.Edits = append(f.Edits, e)
		}
	}
	slices.SortStableFunc(f.Edits, order)
	return f
}

// order is that of the edits of a fix: an insertion comes before what replaces the
// text behind it.
func order(a, b analysis.TextEdit) int {
	return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
}

func same(a, b analysis.TextEdit) bool {
	return a.Pos == b.Pos && a.End == b.End && string(a.NewText) == string(b.NewText)
}

// Suggested returns the fix as drivers take it. Its message ends in the class,
// as that of a diagnostic ends in its confidence: a driver hands on nothing but
// the text, and whoever applies fixes from it has to tell the classes apart.
func (f Fix) Suggested() analysis.SuggestedFix {
	return analysis.SuggestedFix{Message: f.Title + " [" + f.Class.String() + "]", TextEdits: f.Edits}
}

// A Choice says which fixes of a finding a driver gets. It is the flag
// -taskmodel.fixes, with what the driver says of itself.
//
// Every driver that applies fixes unattended takes the first of each diagnostic
// (those of golangci-lint take all), and none asks what it does. So a driver gets
// one fix at most, one that may be applied unread, unless it says that it only
// offers fixes and somebody chooses.
type Choice struct {
	all     bool
	offered bool
	reports map[string]func(category string, sure int) bool // by the name of a check
}

// Reported says by a function what a check reports: findings of a category that are
// as sure as a confidence.
func (c *Choice) Reported(check string, reports func(category string, sure int) bool) {
	if c.reports == nil {
		c.reports = make(map[string]func(string, int) bool)
	}
	c.reports[check] = reports
}

// Reports asks for that: the fix of one check also mends what another one would have
// to say of the fixed code, and nothing that nobody wants to hear of.
func (c *Choice) Reports(check, category string, sure int) bool {
	reports := c.reports[check]
	return reports != nil && reports(category, sure)
}

// Offer says that the driver shows fixes to somebody who chooses.
func (c *Choice) Offer() { c.offered = true }

// Offered reports whether somebody chooses.
func (c *Choice) Offered() bool { return c.offered }

// Preview says that the driver shows what the first fixes would change, and
// changes nothing.
func (c *Choice) Preview() { c.offered, c.all = false, true }

// String implements flag.Value.
func (c *Choice) String() string {
	if c.all {
		return "all"
	}
	return "safe"
}

// Set implements flag.Value.
func (c *Choice) Set(s string) error {
	switch s {
	case "safe", "all":
		c.all = c.all || s == "all" // a preview shows all of them
	default:
		return fmt.Errorf("want safe or all")
	}
	return nil
}

// ChoiceFlag is the name of the flag among those of the model.
const ChoiceFlag = "fixes"

// ChoiceOf returns the choice that an analyzer has as its flag.
func ChoiceOf(model *analysis.Analyzer) *Choice {
	if f := model.Flags.Lookup(ChoiceFlag); f != nil {
		if c, ok := f.Value.(*Choice); ok {
			return c
		}
	}
	return new(Choice)
}

// ChoiceUsage is the usage of the flag.
const ChoiceUsage = "which `fixes` are applied unattended: safe, those that change nothing but the fault, or all"

// Of returns the fixes that the driver gets, the one to be applied unattended
// first, without those that are the same but for their title.
func (c *Choice) Of(fixes []Fix) []Fix {
	fixes = slices.Clone(fixes)
	slices.SortStableFunc(fixes, func(a, b Fix) int { return int(a.Class) - int(b.Class) })
	var chosen []Fix
	for _, f := range fixes {
		same := func(o Fix) bool { return o.Title == f.Title || equal(o.Edits, f.Edits) }
		if len(f.Edits) > 0 && !slices.ContainsFunc(chosen, same) {
			chosen = append(chosen, f)
		}
	}
	switch {
	case c.offered:
		return chosen
	case len(chosen) == 0 || !c.all && chosen[0].Class != Safe:
		return nil
	}
	return chosen[:1]
}

func equal(a, b []analysis.TextEdit) bool {
	return slices.EqualFunc(a, b, same)
}

// Overlap reports whether two lists of edits change the same text in two ways,
// or insert different texts at one place. The same edit in both is one.
func Overlap(a, b []analysis.TextEdit) bool {
	for _, x := range a {
		for _, y := range b {
			if same(x, y) {
				continue
			}
			if x.Pos < y.End && y.Pos < x.End || x.Pos == y.Pos && x.End == y.End && !addsImport(x) {
				return true
			}
		}
	}
	return false
}
