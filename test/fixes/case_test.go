package fixes

import (
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A golden case is a txtar archive: testdata/NAME.txtar. Its comment begins with a
// sentence, and goes on with lines "key: value":
//
//	check: taskjoin/unchecked      what is reported in it, and fixed
//	fix: safe: Return the error    the class and the beginning of the title of a fix, the first first
//	error: lost -> error           what becomes of a failure that is injected, before and after
//	error: lost -> error; logged   the same by fix, where they differ
//	panic: hang -> panic           the same for a panic with a text
//	panicked: hang -> panic        the same for a panic with an error, which stays one
//	shapes: plain if for           the shapes it is tried in; all, if it does not say
//	not: for                       or all but these
//	left: taskrecover/unrecovered  what may be reported still, which has no fix
//	at: possible                   the confidence, if it is not the default
//
// "fix: none" says that there is no fix, and then nothing is run. A fix that is
// the second or third line is an alternative.
//
// Its files are the package: run.go has func Run(context.Context) error, which
// returns what its caller learns. The lines between "// begin" and "// end" in a
// function are written again in each shape: in a method, in an if statement, and
// so on. A literal whose line ends in "{ // body" is written on one line too. Files
// named "golden", and "golden 2" for the first alternative, have what run.go
// becomes in the plain shape; -update writes them.
type testCase struct {
	name    string
	file    string
	check   string
	fixes   []wantFix
	modes   map[string]transition // by mode
	shapes  []string
	left    []string
	at      string
	files   map[string]string // without golden files
	goldens map[int]string    // by the number of the fix
	archive *txtar.Archive
}

// possible is the confidence at which all is reported.
const possible = "possible"

type wantFix struct{ class, title string }

// A transition is what becomes of a failure before and after the fix: one of the
// fixes, in their order, if they differ.
type transition struct{ before, after string }

func (tr transition) at(n int) string {
	if n == 0 {
		return tr.before
	}
	after := strings.Split(tr.after, "; ")
	return after[min(n, len(after))-1]
}

func (c *testCase) fixable() bool { return len(c.fixes) > 0 }

// readCases reads all cases.
func readCases(t *testing.T) (cases []*testCase) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		c, err := readCase(file)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		cases = append(cases, c)
	}
	return cases
}

func readCase(file string) (*testCase, error) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	c := &testCase{
		name:    strings.TrimSuffix(filepath.Base(file), ".txtar"),
		file:    file,
		modes:   make(map[string]transition),
		shapes:  slices.Clone(allShapes),
		files:   make(map[string]string),
		goldens: make(map[int]string),
		archive: archive,
	}
	for line := range strings.Lines(string(archive.Comment)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && key == strings.ToLower(key) && !strings.Contains(key, " ") {
			if err := c.set(key, value); err != nil {
				return nil, err
			}
		}
	}
	for _, f := range archive.Files {
		n := 1
		switch {
		case f.Name == "golden":
			c.goldens[1] = string(f.Data)
		case strings.HasPrefix(f.Name, "golden "):
			if _, err := fmt.Sscanf(f.Name, "golden %d", &n); err != nil {
				return nil, err
			}
			c.goldens[n] = string(f.Data)
		default:
			c.files[f.Name] = string(f.Data)
		}
	}
	if c.check == "" || c.files["run.go"] == "" {
		return nil, fmt.Errorf("it has no check or no run.go")
	}
	return c, nil
}

func (c *testCase) set(key, value string) error {
	switch key {
	case "check":
		c.check = value
	case "fix":
		if value == "none" {
			return nil
		}
		class, title, _ := strings.Cut(value, ": ")
		c.fixes = append(c.fixes, wantFix{class, title})
	case "error", "panic", "panicked", "calm":
		before, after, ok := strings.Cut(value, " -> ")
		if !ok {
			return fmt.Errorf("%q is no transition", value)
		}
		c.modes[key] = transition{before, after}
	case "at":
		if value != possible {
			return fmt.Errorf("a case is at the default or %s, not %q", possible, value)
		}
		c.at = value
	case "left":
		c.left = strings.Fields(value)
	case "shapes":
		c.shapes = strings.Fields(value)
	case "not":
		c.shapes = slices.DeleteFunc(c.shapes, func(s string) bool { return slices.Contains(strings.Fields(value), s) })
	default:
		return fmt.Errorf("there is no key %q", key)
	}
	return nil
}

// write writes the golden texts back.
func (c *testCase) write(t *testing.T) {
	t.Helper()
	c.archive.Files = slices.DeleteFunc(c.archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "golden") })
	for _, n := range slices.Sorted(maps.Keys(c.goldens)) {
		if n > len(c.fixes) {
			continue
		}
		name := "golden"
		if n > 1 {
			name = fmt.Sprintf("golden %d", n)
		}
		c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: []byte(c.goldens[n])})
	}
	if err := os.WriteFile(c.file, txtar.Format(c.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// plainShape is the case as it is written.
const plainShape = "plain"

// allShapes are the shapes that a case is tried in.
var allShapes = []string{plainShape, "oneLine", "method", "if", "for", "switch", "select", "literal", "deep", "deepOneLine"}

// wraps are what the shapes put around the marked lines.
var wraps = map[string][2]string{
	"if":          {"if inject.On() {", "}"},
	"for":         {"for range inject.Once() {", "}"},
	"switch":      {"switch {\ncase inject.On():", "}"},
	"select":      {"select {\ncase <-inject.Ready():", "}"},
	"literal":     {"if err := func() error {", "return nil\n}(); err != nil {\nreturn err\n}"},
	"deep":        {"for range inject.Once() {\nif inject.On() {\nswitch {\ndefault:", "}\n}\n}"},
	"deepOneLine": {"for range inject.Once() {\nif inject.On() {\nswitch {\ndefault:", "}\n}\n}"},
}

// plain returns the package in its plain shape.
func (c *testCase) plain() (map[string]string, error) { return c.in(plainShape) }

// in returns the package with run.go in the shapes. In several, the functions
// that have marked lines, and Run, are there once for each.
func (c *testCase) in(shapes ...string) (map[string]string, error) {
	files := maps.Clone(c.files)
	source := c.files["run.go"]
	if len(shapes) == 1 && shapes[0] == plainShape {
		text, err := format.Source([]byte(unmark(source)))
		files["run.go"] = string(text)
		return files, err
	}
	head, funcs := cut(source)
	var out strings.Builder
	out.WriteString(head)
	for _, shape := range shapes {
		for _, fn := range funcs {
			out.WriteString("\n" + c.expand(fn, shape, funcs) + "\n")
		}
	}
	if slices.Contains(shapes, "method") {
		out.WriteString("\ntype Matrix struct{}\n")
	}
	text, err := format.Source([]byte(out.String()))
	if err != nil {
		return nil, fmt.Errorf("%w in\n%s", err, out.String())
	}
	files["run.go"] = string(text)
	return files, nil
}

var funcStart = regexp.MustCompile(`(?m)^func (\w+)[(\[]`)

// cut takes the functions Run, and those with marked lines, out of a source.
func cut(source string) (head string, funcs []string) {
	head = source
	for _, m := range funcStart.FindAllStringSubmatchIndex(source, -1) {
		end := strings.Index(source[m[0]:], "\n}\n")
		line, _, _ := strings.Cut(source[m[0]:], "\n")
		if end < 0 || strings.HasSuffix(line, "}") {
			continue
		}
		fn := source[m[0] : m[0]+end+len("\n}\n")]
		if name := source[m[2]:m[3]]; name == "Run" || strings.Contains(fn, "// begin") {
			funcs = append(funcs, fn)
			head = strings.Replace(head, fn, "", 1)
		}
	}
	return head, funcs
}

// expand returns one of the functions in a shape.
func (c *testCase) expand(fn, shape string, funcs []string) string {
	before, rest, marked := strings.Cut(fn, "// begin\n")
	if inside, after, ok := strings.Cut(rest, "// end\n"); marked && ok {
		wrap := wraps[shape]
		fn = before + wrap[0] + "\n" + inside + wrap[1] + "\n" + after
		if wrap[0] == "" {
			fn = before + inside + after
		}
	}
	if strings.HasSuffix(strings.ToLower(shape), "oneline") {
		fn = oneLine(fn)
	}
	for _, other := range funcs {
		name := funcStart.FindStringSubmatch(other)[1]
		to := name + strings.ToUpper(shape[:1]) + shape[1:]
		if shape == "method" {
			fn = regexp.MustCompile(`^func `+name+`\(`).ReplaceAllString(fn, "func (m Matrix) "+to+"(")
			fn = regexp.MustCompile(`([^.\w] ?)\b`+name+`\(`).ReplaceAllString(fn, "${1}m."+to+"(")
			fn = strings.Replace(fn, "(m Matrix) m.", "(m Matrix) ", 1)
		}
		fn = regexp.MustCompile(`\b`+name+`\(`).ReplaceAllString(fn, to+"(")
	}
	return unmark(fn)
}

var (
	markLine = regexp.MustCompile(`(?m)^\s*// (begin|end)\n`)
	bodyMark = regexp.MustCompile(`(?m) // body$`)
	body     = regexp.MustCompile(`(?m)\{ // body\n((?:.*\n)*?)(\s*\})`)
)

func unmark(source string) string {
	return bodyMark.ReplaceAllString(markLine.ReplaceAllString(source, ""), "")
}

// oneLine puts the bodies that are marked on one line.
func oneLine(source string) string {
	return body.ReplaceAllStringFunc(source, func(all string) string {
		m := body.FindStringSubmatch(all)
		var stmts []string
		for line := range strings.Lines(m[1]) {
			stmts = append(stmts, strings.TrimSpace(line))
		}
		return "{ " + strings.Join(stmts, "; ") + " }"
	})
}

// entries returns the expressions of the functions to run, by shape.
func entries(shapes []string) map[string]string {
	all := make(map[string]string)
	for _, shape := range shapes {
		name := "Run" + strings.ToUpper(shape[:1]) + shape[1:]
		if shape == "method" {
			name = "Matrix{}." + name
		}
		all[shape] = name
	}
	return all
}
