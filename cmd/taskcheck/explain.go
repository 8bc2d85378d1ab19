package main

import (
	"fmt"
	"strings"

	"github.com/taskcheck/taskcheck/internal/catalog"
)

// explain prints what the documentation says of a category, or of a check.
func (c *command) explain(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("explain takes one check or category, such as %s", c.anyRule())
	}
	for _, r := range catalog.Of(c.checks).Rules {
		if r.Category != "" && r.ID() == args[0] {
			_, err := fmt.Fprintf(c.stdout, "%s\n\n%s\n\n%s\n", r.ID(), r.Text, r.URL)
			return err
		}
	}
	for _, a := range c.checks {
		if a.Name == args[0] {
			_, err := fmt.Fprintf(c.stdout, "%s\n\n%s\n", strings.TrimSpace(a.Doc), a.URL)
			return err
		}
	}
	return fmt.Errorf("no check or category is named %q (have %s)", args[0], strings.Join(catalog.Of(c.checks).Names(), ", "))
}

// anyRule returns a name that explain takes.
func (c *command) anyRule() string {
	names := catalog.Of(c.checks).Names()
	return names[len(names)-1]
}
