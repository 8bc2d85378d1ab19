package task_test

import (
	"fmt"
	"go/ast"
	"slices"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
)

// What the suite may take of a package, in times what it takes to parse and to
// type-check it: every driver does that before. Packages that take next to nothing
// are below the slack.
const (
	mostTimes   = 8
	slackTime   = 500 * time.Millisecond
	slackMemory = 32 << 20
)

// TestBounds holds the suite to bounds on the time and the memory that it takes for
// each package of the standard library, at the lowest confidence and with the fixes.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("it analyzes the standard library: not with -short")
	}
	std := needStd(t)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles}, "std")
	if err != nil {
		t.Fatal(err)
	}
	var all, before cost
	for _, p := range pkgs {
		sources := make(map[string]any)
		for _, name := range p.GoFiles {
			sources[name] = nil
		}
		checked(t, std, sources) // so that what it imports is known, which is not its own
		u, checking := checked(t, std, sources)
		var running cost
		running.time, running.memory = measure(t, u)
		before.add(checking)
		all.add(running)
		if running.time > mostTimes*checking.time+slackTime || running.memory > mostTimes*checking.memory+slackMemory {
			t.Errorf("%s takes %v, and to type-check it %v", p.PkgPath, running, checking)
		} else if running.time > slackTime {
			t.Logf("%s takes %v, and to type-check it %v", p.PkgPath, running, checking)
		}
	}
	t.Logf("%d packages take %v, and to type-check them %v", len(pkgs), all, before)
}

// checked returns a package, and what it takes to parse and to type-check it.
func checked(t *testing.T, std *exports, sources map[string]any) (u *unit, c cost) {
	t.Helper()
	var errs []error
	c.time, c.memory = costOf(func() { u, errs = parseUnit(std, std.fset, sources) })
	if len(errs) > 0 && !slices.ContainsFunc(u.files, importsC) { // to type-check these takes cgo
		t.Error(errs[0])
	}
	return u, c
}

func importsC(file *ast.File) bool {
	return slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}

// A cost is what something takes: of the processors, and allocated in all.
type cost struct {
	time   time.Duration
	memory uint64
}

func (c *cost) add(o cost) { c.time, c.memory = c.time+o.time, c.memory+o.memory }

func (c cost) String() string {
	return fmt.Sprintf("%v and %d MB", c.time.Round(time.Millisecond), c.memory>>20)
}
