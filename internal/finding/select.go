package finding

import (
	"fmt"
	"strings"

	"github.com/taskcheck/taskcheck/internal/catalog"
)

// A Selection says which findings are wanted: "taskjoin,-taskjoin/refused".
// The zero value wants all.
type Selection struct {
	text  string
	terms []term
}

type term struct {
	name   string // a check, or check/category
	unwant bool
}

// ParseSelection reads a list of checks and categories. A term that begins
// with "-" leaves out; without any other there is everything else. The last
// term that names a finding decides.
func ParseSelection(text string, known *catalog.Catalog) (Selection, error) {
	s := Selection{text: text}
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		name, unwant := strings.CutPrefix(name, "-")
		if !known.Has(name) {
			return s, fmt.Errorf("no check or category is named %q (have %s)", name, strings.Join(known.Names(), ", "))
		}
		s.terms = append(s.terms, term{name, unwant})
	}
	return s, nil
}

func (s Selection) String() string { return s.text }

// Wants reports whether findings of the category are wanted.
func (s Selection) Wants(check, category string) bool {
	wanted := true
	for _, t := range s.terms {
		if !t.unwant {
			wanted = false // something is named, so only that
		}
	}
	for _, t := range s.terms {
		if t.name == check || t.name == catalog.ID(check, category) {
			wanted = !t.unwant
		}
	}
	return wanted
}

// Of returns the findings that are wanted.
func (s Selection) Of(fs []*Finding) (wanted []*Finding) {
	for _, f := range fs {
		if s.Wants(f.Check, f.Category) {
			wanted = append(wanted, f)
		}
	}
	return wanted
}
