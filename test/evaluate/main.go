// Evaluate measures the checks on public modules. From the root of the
// repository:
//
//	go run ./test/evaluate run [flags] [module...]
//	go run ./test/evaluate sheets [flags]
//	go run ./test/evaluate import [flags] sheet...
//	go run ./test/evaluate silences [flags]
//	go run ./test/evaluate crashes [module...]
//	go run ./test/evaluate doc
//
// Run takes the modules of test/evaluate/modules.tsv from the module proxy, runs
// all checks over them, says what is new or gone, and writes what was counted to
// counts.tsv and reports.tsv beside it, and docs/PRECISION.md. Sheets draws a
// sample and writes sheets for labellers. Import reads the sheets back and adds
// the verdicts to verdicts.tsv. Silences draws places at which nothing is reported,
// and takes what a reader says of them. Crashes runs the programs of testdata/crashes,
// which end by what is reported. Doc writes docs/PRECISION.md again.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/internal/finding"
)

func main() {
	if err := evaluate(".", os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

// An evaluation is one use of the command.
type evaluation struct {
	root    string // of the repository
	scratch string // folder for sources and results
	tool    string // path of the taskcheck command
	dirs    map[string]string
	modules []*module
	stdout  io.Writer
	stderr  io.Writer
}

func (e *evaluation) dataFile(name string) string {
	return filepath.Join(e.root, "test", "evaluate", name)
}

func (e *evaluation) verdictFile() string { return e.dataFile("verdicts.tsv") }
func (e *evaluation) drawnFile() string   { return filepath.Join(e.scratch, "drawn.tsv") }
func (e *evaluation) document() string    { return filepath.Join(e.root, "docs", "PRECISION.md") }

const usage = `usage: evaluate run|sheets|import|silences|crashes|doc [flags] [arguments]; "go doc ./test/evaluate" says more`

// evaluate runs the command for the repository in a folder.
func evaluate(root string, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errors.New(usage)
	}
	e := &evaluation{root: root, dirs: make(map[string]string), stdout: stdout, stderr: stderr}
	commands := map[string]func(*flag.FlagSet) func() error{
		"run": e.runCommand, "sheets": e.sheetsCommand, "import": e.importCommand,
		"silences": e.silencesCommand, "crashes": e.crashesCommand,
		"doc": func(*flag.FlagSet) func() error { return e.writeDocument },
	}
	command := commands[args[0]]
	if command == nil {
		return fmt.Errorf("there is no %q; %s", args[0], usage)
	}
	flags := flag.NewFlagSet("evaluate "+args[0], flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&e.scratch, "scratch", "", "`folder` for sources and results; if not given, one in the user's cache folder")
	run := command(flags)
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if err := e.prepare(); err != nil {
		return err
	}
	return run()
}

// prepare reads the list of modules, and chooses the scratch folder.
func (e *evaluation) prepare() (err error) {
	if e.modules, err = readModules(e.dataFile("modules.tsv")); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no %s here: run it in the root of the repository", e.dataFile("modules.tsv"))
	} else if err != nil {
		return err
	}
	if e.scratch == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		e.scratch = filepath.Join(cache, "taskcheck-evaluate")
	}
	e.scratch, err = filepath.Abs(e.scratch)
	return err
}

// runCommand analyzes modules.
func (e *evaluation) runCommand(flags *flag.FlagSet) func() error {
	flags.StringVar(&e.tool, "tool", "", "`path` of a taskcheck command; if not given, it is built")
	flags.Func("dir", "take a module from a folder: `name=folder`; may be given for several", func(s string) error {
		name, dir, ok := strings.Cut(s, "=")
		if !ok {
			return errors.New("want name=folder")
		}
		e.dirs[name] = dir
		return nil
	})
	return func() error {
		chosen, err := choose(e.modules, flags.Args())
		if err != nil {
			return err
		}
		for name := range e.dirs {
			if moduleOf(e.modules, name) == nil {
				return fmt.Errorf("-dir %s: there is no such module in the list", name)
			}
		}
		if err := e.build(); err != nil {
			return err
		}
		failed := e.analyzeAll(chosen)
		if err := e.update(); err != nil {
			return err
		}
		if failed > 0 {
			return fmt.Errorf("%d of %d modules could not be analyzed", failed, len(chosen))
		}
		return nil
	}
}

// build builds the command, unless one is given.
func (e *evaluation) build() (err error) {
	if e.tool != "" {
		e.tool, err = filepath.Abs(e.tool)
		return err
	}
	e.tool = filepath.Join(e.scratch, "taskcheck")
	cmd := exec.Command("go", "build", "-o", e.tool, "./cmd/taskcheck")
	cmd.Dir = e.root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("cannot build taskcheck: %s", oneLine(string(out)))
	}
	return nil
}

// analyzeAll analyzes the modules one after the other, and returns how many
// could not be.
func (e *evaluation) analyzeAll(chosen []*module) (failed int) {
	for _, m := range chosen {
		res, err := e.analyze(m)
		if err == nil {
			err = e.save(res)
		}
		if err != nil {
			failed++
			fmt.Fprintf(e.stderr, "evaluate: %s: %v\n", m.Name, err)
			continue
		}
		fmt.Fprintf(e.stdout, "%s %s: %d lines, %d reports, %d s\n", m.Name, m.Version, res.Lines, len(res.Reports), res.Seconds)
		for _, p := range res.Problems {
			fmt.Fprintf(e.stderr, "evaluate: %s: %s\n", m.Name, p)
		}
	}
	return failed
}

// update writes what was counted and what is reported, and says what changed.
func (e *evaluation) update() error {
	verdicts, err := readVerdicts(e.verdictFile())
	if err != nil {
		return err
	}
	results, err := e.results()
	if err != nil {
		return err
	}
	before, err := readReports(e.dataFile("reports.tsv"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	counts, err := readCounts(e.dataFile("counts.tsv"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	by := judgements(verdicts)
	var after []*report
	var measures []*measured
	goVersion := ""
	for _, m := range e.modules {
		i := slices.IndexFunc(results, func(r *result) bool { return r.Module == m.Name })
		if i < 0 { // what somebody else measured, elsewhere
			after = append(after, ofModule(before, m.Name)...)
			if j := slices.IndexFunc(counts, func(c *measured) bool { return c.Module == m.Name }); j >= 0 {
				measures = append(measures, counts[j])
			}
			continue
		}
		named(results[i].Reports, by)
		for _, r := range results[i].Reports {
			if r.byDefault() || by[r.Fingerprint] != nil {
				after = append(after, r)
			}
		}
		measures = append(measures, measure(m, results[i]))
		goVersion = results[i].Go
	}
	if err := writeReports(e.dataFile("reports.tsv"), after); err != nil {
		return err
	}
	if goVersion != "" || len(counts) == 0 { // else nothing was counted here
		if err := writeCounts(e.dataFile("counts.tsv"), goVersion, measures); err != nil {
			return err
		}
	}
	if err := e.writeDocument(); err != nil {
		return err
	}
	tellChanges(e.stdout, before, after, by) // last, for who reads it may leave
	return nil
}

func ofModule(all []*report, name string) (of []*report) {
	for _, r := range all {
		if r.Module == name {
			of = append(of, r)
		}
	}
	return of
}

// sheetsCommand draws a sample.
func (e *evaluation) sheetsCommand(flags *flag.FlagSet) func() error {
	d := drawing{least: finding.Likely}
	flags.IntVar(&d.seed, "seed", 1, "of the random order: another seed, another sample")
	flags.IntVar(&d.each, "n", 30, "how many reports of each category and confidence")
	flags.IntVar(&d.second, "second", 20, "percent that are labelled twice")
	flags.Func("least", "the least `confidence` that is drawn from; likely if not given", func(s string) error {
		if d.least = finding.ParseConfidence(s); d.least == 0 {
			return fmt.Errorf("a confidence is one of %s", strings.Join(finding.Confidences, ", "))
		}
		return nil
	})
	sample := flags.String("sample", "", "`name` of the sample; if not given, it is made of the seed")
	out := flags.String("o", "", "`folder` to write the sheets to")
	return func() error {
		if *out == "" {
			return errors.New("-o says in which folder the sheets are to be")
		}
		if *sample == "" {
			*sample = fmt.Sprintf("seed %d", d.seed)
		}
		n, err := e.writeSheets(*out, d, *sample)
		if err == nil {
			fmt.Fprintf(e.stdout, "%d reports to label in %s\n", n, *out)
		}
		return err
	}
}

// importCommand takes verdicts.
func (e *evaluation) importCommand(flags *flag.FlagSet) func() error {
	in := new(intake)
	flags.IntVar(&in.round, "round", firstRound, "of rows that do not say it: 2 for a second labeller, 3 for what settles a disagreement")
	flags.StringVar(&in.sample, "sample", "", "`name` of the sample, for rows that do not say it")
	return func() error {
		if flags.NArg() == 0 {
			return errors.New("name the sheets to import")
		}
		if in.round < firstRound || in.round > settledRound {
			return errors.New("-round is 1, 2 or 3")
		}
		return e.importSheets(in, flags.Args())
	}
}

// importSheets adds the verdicts of sheets. Rows that are none are named, and the
// others taken.
func (e *evaluation) importSheets(in *intake, sheets []string) error {
	verdicts, err := readVerdicts(e.verdictFile())
	if err != nil {
		return err
	}
	if in.known, err = e.known(); err != nil {
		return err
	}
	taken, refused := 0, 0
	for _, file := range sheets {
		more, bad, err := in.read(file)
		if err != nil {
			return err
		}
		for _, err := range bad {
			fmt.Fprintln(e.stderr, "evaluate:", err)
		}
		verdicts = merge(verdicts, more)
		taken, refused = taken+len(more), refused+len(bad)
	}
	if err := writeVerdicts(e.verdictFile(), verdicts); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%d verdicts taken, %d in all\n", taken, len(verdicts))
	if err := e.update(); err != nil {
		return err
	}
	if refused > 0 {
		return fmt.Errorf("%d rows were not taken", refused)
	}
	return nil
}

// known returns what a verdict may be about: what is reported, and what was ever
// drawn.
func (e *evaluation) known() ([]*report, error) {
	results, err := e.results()
	if err != nil {
		return nil, err
	}
	var all []*report
	for _, res := range results {
		all = append(all, res.Reports...)
	}
	drawn, err := e.remembered()
	if err != nil {
		return nil, err
	}
	before, err := readReports(e.dataFile("reports.tsv"))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return slices.Concat(drawn, all, before), err
}

// survey reads the data files.
func (e *evaluation) survey() (*survey, error) {
	s := new(survey)
	var err error
	if s.modules, err = readCounts(e.dataFile("counts.tsv")); err != nil {
		return nil, err
	}
	if s.reports, err = readReports(e.dataFile("reports.tsv")); err != nil {
		return nil, err
	}
	if s.verdicts, err = readVerdicts(e.verdictFile()); err != nil {
		return nil, err
	}
	if s.crashes, err = e.readCrashes(); err != nil {
		return nil, err
	}
	if s.silences, err = readSilences(e.silenceFile()); errors.Is(err, os.ErrNotExist) {
		return s, nil // nothing was read yet
	}
	return s, err
}

// writeDocument writes docs/PRECISION.md.
func (e *evaluation) writeDocument() error {
	s, err := e.survey()
	if err != nil {
		return err
	}
	return os.WriteFile(e.document(), []byte(s.document()), 0o644)
}
