// Package catalog knows what the checks report: their categories, and what the
// documentation of the checks says of each.
//
// It reads all of that from the checks themselves, so that a check or a category
// that is added is known everywhere at once.
package catalog

import (
	"go/doc"
	"go/doc/comment"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Rule is a category of a check. A check without categories is one rule, with
// no Category.
type Rule struct {
	Check, Category string
	// Title is the first sentence of Text.
	Title string
	// Text is the section of the documentation, as it is written in a comment.
	Text string
	// URL is where the section is to be read.
	URL string
}

// ID returns "check/category".
func (r Rule) ID() string { return ID(r.Check, r.Category) }

// ID returns "check/category", or the check alone if there is no category.
func ID(check, category string) string {
	if category == "" {
		return check
	}
	return check + "/" + category
}

// A Catalog has the rules of a suite of checks, in the order of the checks, and
// in each in the order of its documentation.
type Catalog struct {
	Checks []string
	Rules  []Rule
}

// heading starts the section of a category in the documentation of its check.
const heading = "# Category "

// Of returns the catalog of the checks.
func Of(checks []*analysis.Analyzer) *Catalog {
	c := new(Catalog)
	for _, a := range checks {
		c.Checks = append(c.Checks, a.Name)
		sections := strings.Split("\n"+a.Doc, "\n"+heading)
		if len(sections) == 1 {
			_, text, _ := strings.Cut(a.Doc, "\n")
			c.Rules = append(c.Rules, newRule(a.Name, "", text, a.URL))
			continue
		}
		for _, section := range sections[1:] {
			category, text, _ := strings.Cut(section, "\n")
			c.Rules = append(c.Rules, newRule(a.Name, category, text, a.URL+"#"+anchor(heading+category)))
		}
	}
	return c
}

func newRule(check, category, text, url string) Rule {
	text = strings.TrimSpace(text)
	return Rule{Check: check, Category: category, Title: new(doc.Package).Synopsis(text), Text: text, URL: url}
}

// anchor returns the name that the documentation gives to the heading.
func anchor(line string) string {
	for _, block := range new(comment.Parser).Parse(line).Content {
		if h, ok := block.(*comment.Heading); ok {
			return h.DefaultID()
		}
	}
	return ""
}

// Rule returns the rule of a category. One that is in no documentation has a
// name only.
func (c *Catalog) Rule(check, category string) Rule {
	for _, r := range c.Rules {
		if r.Check == check && r.Category == category {
			return r
		}
	}
	return Rule{Check: check, Category: category}
}

// Has reports whether name is that of a check, or of a "check/category".
func (c *Catalog) Has(name string) bool {
	for _, r := range c.Rules {
		if name == r.Check || name == r.ID() {
			return true
		}
	}
	return false
}

// Names returns what Has has: each check, and each of its categories.
func (c *Catalog) Names() (names []string) {
	for i, r := range c.Rules {
		if i == 0 || c.Rules[i-1].Check != r.Check {
			names = append(names, r.Check)
		}
		if r.Category != "" {
			names = append(names, r.ID())
		}
	}
	return names
}
