package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A silence is a place of interest at which nothing is reported at the default.
// Whoever reads it says whether that is right: no input, interleaving or return
// value ends the process there, loses a failure or leaks a goroutine.
type silence struct {
	Module, Version, File string
	Line                  int
	Kind                  string // task or join
	Right                 bool
	Reason                string
}

// The kinds of places: where a goroutine is started, and where one is waited for
// or a channel for its result is made.
const (
	aTask = "task"
	aJoin = "join"
)

var silenceColumns = []string{"module", "version", "file", "line", "kind", "verdict", "reason"}

const silenceComment = `Places at which nothing is reported at the default, drawn at random and read: right,
or missed with the witness. Written by "go run ./test/evaluate silences -import".`

// silencesCommand draws places at which nothing is reported, or takes what was
// said of them.
func (e *evaluation) silencesCommand(flags *flag.FlagSet) func() error {
	seed := flags.Int("seed", 1, "of the random order: another seed, another sample")
	n := flags.Int("n", 60, "how many places of each kind")
	out := flags.String("o", "", "`file` to write the places to")
	sheet := flags.String("import", "", "`file` with the verdicts to take: right or missed")
	return func() error {
		if *sheet != "" {
			return e.importSilences(*sheet)
		}
		if *out == "" {
			return errors.New("-o says to which file the places are written, -import from which the verdicts are read")
		}
		all, err := e.places()
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return errNoResults
		}
		var rows [][]string
		for _, s := range drawSilences(all, *seed, *n) {
			rows = append(rows, []string{s.Module, s.Version, s.File, strconv.Itoa(s.Line), s.Kind, "", ""})
		}
		return writeTable(*out, silenceComment, silenceColumns, rows)
	}
}

// drawSilences returns the first n of each kind in an order that the seed gives.
func drawSilences(all []silence, seed, n int) (drawn []silence) {
	d := drawing{seed: seed}
	rank := func(s silence) string { return d.rank(s.Module, fmt.Sprintf("%s %d", s.File, s.Line)) }
	slices.SortFunc(all, func(a, b silence) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Kind, b.Kind))
	})
	taken := make(map[string]int)
	for _, s := range all {
		if taken[s.Kind]++; taken[s.Kind] <= n {
			drawn = append(drawn, s)
		}
	}
	return drawn
}

// places returns all places of the modules that were analyzed.
func (e *evaluation) places() (all []silence, err error) {
	results, err := e.results()
	if err != nil {
		return nil, err
	}
	for _, res := range results {
		m := moduleOf(e.modules, res.Module)
		files, err := sources(res.Dir, e.environment(m), m)
		if err != nil {
			return nil, err
		}
		for path, text := range files {
			name, err := filepath.Rel(res.Dir, path)
			if err != nil {
				return nil, err
			}
			name = filepath.ToSlash(name)
			for at, last := range placesIn(text) {
				if !res.speaks(name, at.line, last) {
					all = append(all, silence{Module: res.Module, Version: res.Version, File: name, Line: at.line, Kind: at.kind})
				}
			}
		}
	}
	return all, nil
}

// speaks reports whether something is reported at the default in these lines.
func (res *result) speaks(file string, first, last int) bool {
	return slices.ContainsFunc(res.Reports, func(r *report) bool {
		return r.byDefault() && r.File == file && first <= r.Line && r.Line <= last
	})
}

// starters are the names under which a library starts a function given to it.
var starters = []string{"Go", "TryGo", "GoCtx", "Submit", "TrySubmit", "AfterFunc", "Spawn"}

// A spot is where a place begins.
type spot struct {
	line int
	kind string
}

// placesIn returns the places in a file, one of a kind to a line, with the lines
// that they end at. It goes by the look of the code alone: what the checks take for
// a task must not choose what they are measured on.
func placesIn(text []byte) map[spot]int {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		return nil // for another version of Go
	}
	found := make(map[spot]int)
	for n := range ast.Preorder(file) {
		if kind := kindOf(n); kind != "" {
			found[spot{fset.Position(n.Pos()).Line, kind}] = fset.Position(n.End()).Line
		}
	}
	return found
}

// kindOf returns what a node is, or "".
func kindOf(n ast.Node) string {
	if _, ok := n.(*ast.GoStmt); ok {
		return aTask
	}
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return ""
	}
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		if fun.Name == "make" && len(call.Args) > 0 && isResultChannel(call.Args[0]) {
			return aJoin
		}
	case *ast.SelectorExpr:
		if fun.Sel.Name == "Wait" && len(call.Args) == 0 {
			return aJoin
		}
		if slices.Contains(starters, fun.Sel.Name) && len(call.Args) > 0 {
			if _, ok := call.Args[len(call.Args)-1].(*ast.FuncLit); ok {
				return aTask
			}
		}
	}
	return ""
}

// isResultChannel reports whether a type is that of a channel of more than
// signals.
func isResultChannel(x ast.Expr) bool {
	ch, ok := x.(*ast.ChanType)
	if !ok {
		return false
	}
	elem, ok := ch.Value.(*ast.StructType)
	return !ok || len(elem.Fields.List) > 0
}

func (e *evaluation) silenceFile() string { return e.dataFile("silences.tsv") }

// importSilences adds what a sheet says to what there is, and writes the document.
func (e *evaluation) importSilences(sheet string) error {
	all, err := readSilences(e.silenceFile())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	more, err := readSilences(sheet)
	if err != nil {
		return err
	}
	for _, s := range more {
		i := slices.IndexFunc(all, func(o silence) bool {
			return o.Module == s.Module && o.File == s.File && o.Line == s.Line && o.Kind == s.Kind
		})
		if i >= 0 {
			all = slices.Delete(all, i, i+1)
		}
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b silence) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Module, b.Module), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var rows [][]string
	for _, s := range all {
		rows = append(rows, []string{s.Module, s.Version, s.File, strconv.Itoa(s.Line), s.Kind, s.told(), s.Reason})
	}
	if err := writeTable(e.silenceFile(), silenceComment, silenceColumns, rows); err != nil {
		return err
	}
	return e.writeDocument()
}

func (s silence) told() string {
	if s.Right {
		return "right"
	}
	return "missed"
}

// readSilences reads a table of silences. A row without a verdict is left out.
func readSilences(file string) (all []silence, err error) {
	t, err := readTable(file, silenceColumns...)
	if err != nil {
		return nil, err
	}
	for _, r := range t.rows {
		s := silence{Module: r.get("module"), Version: r.get("version"), File: r.get("file"), Kind: r.get("kind"), Reason: r.get("reason")}
		switch verdict := strings.ToLower(r.get("verdict")); {
		case verdict == "":
			continue
		case verdict != "right" && verdict != "missed":
			return nil, r.errorf("a silence is right or missed, not %q", verdict)
		case s.Reason == "":
			return nil, r.errorf("a silence that is right needs the reason, one that is missed its witness")
		case s.Kind != aTask && s.Kind != aJoin:
			return nil, r.errorf("a place is a task or a join, not %q", s.Kind)
		default:
			s.Right = verdict == "right"
		}
		if s.Line, err = strconv.Atoi(r.get("line")); err != nil {
			return nil, r.errorf("%q is no line number", r.get("line"))
		}
		all = append(all, s)
	}
	return all, nil
}

// silent returns what the silences came to.
func (s *survey) silent() string {
	var b strings.Builder
	b.WriteString("## Silences\n\nPlaces drawn at random at which nothing is reported at the default, each read for what\nwas missed: an input, an interleaving or a return value that ends the process there,\nloses a failure or leaks a goroutine.\n\n| kind | read | right | share | 95 % interval |\n|---|---:|---:|---:|---:|\n")
	var missed strings.Builder
	for _, kind := range []string{aTask, aJoin} {
		var sum share
		for _, x := range s.silences {
			if x.Kind != kind {
				continue
			}
			if sum.add(x.Right); !x.Right {
				fmt.Fprintf(&missed, "| %s %s %s:%d | %s | %s |\n", x.Module, x.Version, x.File, x.Line, x.Kind, cell(x.Reason))
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %s | %s |\n", kind, sum.n, sum.true, sum.percent(), sum.interval())
	}
	if missed.Len() > 0 {
		b.WriteString("\n| missed | kind | what |\n|---|---|---|\n" + missed.String())
	}
	return b.String()
}
