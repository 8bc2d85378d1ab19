package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A problem is something that could not be analyzed.
type problem struct {
	pkg      string // "" if it is not one package that is to blame
	reason   string
	internal bool   // the fault is taskcheck's own
	tests    bool   // only the package with its tests is affected
	details  string // what a report of an internal error has to have
}

const issues = "https://github.com/taskcheck/taskcheck/issues"

// String is one clear line, but for the stack of an internal error.
func (p problem) String() string {
	switch {
	case p.internal:
		s := fmt.Sprintf("internal error in %s: %s; please report it at %s", p.pkg, p.reason, issues)
		if p.details != "" {
			s += " with this:\n" + indent(p.details)
		}
		return s
	case p.pkg != "":
		return fmt.Sprintf("cannot analyze %s: %s", p.pkg, p.reason)
	}
	return p.reason
}

// key is the same for problems that are said once: one for each package.
func (p problem) key() string {
	if p.pkg == "" {
		return p.reason
	}
	path, _, _ := strings.Cut(p.pkg, " ") // without [path.test]
	return path
}

// blocksImporters reports whether nothing that imports the package can be
// analyzed either.
func (p problem) blocksImporters() bool {
	return p.pkg != "" && !p.internal && !p.tests
}

// A stderrReport is what go vet wrote to standard error, taken apart.
type stderrReport struct {
	rest   []string // lines before the first block
	blocks []block
	json   string // findings: before Go 1.26 go vet -json wrote them here
}

// A block is what belongs to one package, below the line "# path".
type block struct {
	pkg   string
	tests bool     // of the package as its tests see it
	text  []string // the whole, with its header
	lines []string // without
}

// header matches the line "# path", "# [path]" or "# path [path.test]".
var header = regexp.MustCompile(`^# (\[?)([^ \[\]]+)\]?( \[\S+\])?$`)

// splitStderr takes the standard error of go vet apart.
func splitStderr(stderr string) stderrReport {
	var r stderrReport
	for _, line := range lines(stderr) {
		m := header.FindStringSubmatch(line)
		last := len(r.blocks) - 1
		switch {
		case m != nil && m[1] != "" && last >= 0:
			r.blocks[last].tests = true // "# [path]" comes second
			r.blocks[last].text = append(r.blocks[last].text, line)
		case m != nil:
			r.blocks = append(r.blocks, block{pkg: m[2], tests: m[3] != "", text: []string{line}})
		case last < 0:
			r.rest = append(r.rest, line)
		default:
			r.blocks[last].text = append(r.blocks[last].text, line)
			r.blocks[last].lines = append(r.blocks[last].lines, line)
		}
	}
	r.takeJSON()
	return r
}

// takeJSON moves the blocks that hold findings.
func (r *stderrReport) takeJSON() {
	var others []block
	for _, b := range r.blocks {
		if len(b.lines) > 0 && strings.HasPrefix(b.lines[0], "{") {
			r.json += strings.Join(b.lines, "\n") + "\n"
			continue
		}
		others = append(others, b)
	}
	r.blocks = others
}

// notes returns what there is to pass on of a run that succeeded.
func (r *stderrReport) notes() []string {
	notes := slices.Clone(r.rest)
	for _, b := range r.blocks {
		notes = append(notes, b.text...)
	}
	return notes
}

// explain says what went wrong in a run that failed. The tool is the name that
// the vet tool puts before its errors.
func (r *stderrReport) explain(tool string) (notes []string, problems []problem) {
	for _, b := range r.blocks {
		if m := tooOld.FindStringSubmatch(strings.Join(b.lines, " ")); m != nil {
			// True of every package, down to the runtime.
			return nil, []problem{outdated(m[1], m[2])}
		}
		if wrong := b.wrongFlags(tool); len(wrong) > 0 {
			problems = append(problems, wrong...)
			continue
		}
		problems = append(problems, b.problem(tool))
	}
	nothing := slices.Contains(r.rest, "no packages to vet")
	for _, line := range joinContinued(r.rest) {
		warning, isWarning := strings.CutPrefix(line, "go: warning: ")
		switch {
		case isWarning && nothing: // the reason why
			problems = append(problems, problem{reason: warning})
		case isWarning || isNote(line):
			notes = append(notes, line)
		case !isTrailer(line):
			problems = append(problems, problem{reason: line})
		}
	}
	return notes, problems
}

// tooOld matches what go/types says of a package that is newer than itself.
var tooOld = regexp.MustCompile(`requires newer Go version (\S+) \(application built with (\S+)\)`)

// outdated is the problem of a taskcheck that is older than the go command.
func outdated(need, have string) problem {
	const install = "go install github.com/taskcheck/taskcheck/cmd/taskcheck@latest"
	return problem{reason: fmt.Sprintf("it was built with %s and cannot analyze what needs %s; build it anew: %s", have, need, install)}
}

// isNote reports whether the go command only tells what it does.
func isNote(line string) bool {
	return strings.HasPrefix(line, "go: downloading ") ||
		strings.HasPrefix(line, "go: extracting ") ||
		strings.HasPrefix(line, "go: finding ")
}

// isTrailer reports whether the line only repeats the one before it, or names
// the help of go vet, which knows nothing of taskcheck.
func isTrailer(line string) bool {
	return line == "no packages to vet" || strings.HasPrefix(line, "usage: go vet ") ||
		strings.HasPrefix(line, "Run 'go help ") || strings.Contains(line, " help' for a full list of ") ||
		strings.Contains(line, " -help' for an overview")
}

// position matches the start of an error that has a place in a file.
var position = regexp.MustCompile(`^\S.*?:\d+(:\d+)?: `)

// problem says in one line what is wrong with the package of the block.
func (b block) problem(tool string) problem {
	p := problem{pkg: b.pkg, tests: b.tests, reason: "go vet gave no reason"}
	errs := joinContinued(b.lines)
	if len(errs) == 0 {
		return p
	}
	if crash := b.crash(tool); crash != "" {
		p.internal, p.reason, p.details = true, crash, b.stack()
		return p
	}
	p.reason = strings.TrimPrefix(errs[0], tool+": ")
	more := 0
	for _, line := range errs[1:] {
		if position.MatchString(line) {
			more++
		}
	}
	if more > 0 {
		p.reason += fmt.Sprintf(" (and %d more)", more)
	}
	return p
}

// wrongFlags returns what the vet tool says of flags that name what a package
// does not have. The fault is not the package's.
func (b block) wrongFlags(tool string) (wrong []problem) {
	for _, line := range b.lines {
		if reason, ok := strings.CutPrefix(line, tool+": flag -"); ok {
			wrong = append(wrong, problem{reason: "flag -" + reason})
		}
	}
	return wrong
}

// crash returns the line that says that the vet tool itself failed. All that it
// says of a package that it cannot analyze has a place in a file.
func (b block) crash(tool string) string {
	for _, line := range b.lines {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			return line
		}
		if rest, ok := strings.CutPrefix(line, tool+": "); ok && !position.MatchString(rest) {
			return rest
		}
	}
	return ""
}

// stack returns the lines up to the end of the first goroutine, which is the one
// that failed.
func (b block) stack() string {
	goroutines := 0
	for i, line := range b.lines {
		if strings.HasPrefix(line, "goroutine ") {
			goroutines++
		}
		if goroutines == 2 {
			return strings.Join(b.lines[:i], "\n")
		}
	}
	return strings.Join(b.lines, "\n")
}

// joinContinued joins lines that start with a tab to the one before, and those
// that come after a colon.
func joinContinued(in []string) []string {
	var out []string
	for _, line := range in {
		last := len(out) - 1
		if last >= 0 && (strings.HasPrefix(line, "\t") || strings.HasSuffix(out[last], ":")) {
			out[last] += " " + strings.TrimSpace(line)
		} else {
			out = append(out, line)
		}
	}
	return out
}

// lines splits text into lines and leaves out the empty ones.
func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// oneLine joins the lines of text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// indent puts a tab before each line of text.
func indent(text string) string { return "\t" + strings.ReplaceAll(text, "\n", "\n\t") }
