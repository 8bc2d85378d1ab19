package task_test

import (
	"bytes"
	"fmt"
	"go/format"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A genClass says for which inputs the body of a goroutine panics.
type genClass uint8

const (
	panicsAlways genClass = iota + 1
	panicsOnOne           // on input 1, and not on input 0
	panicsNever
)

func (c genClass) String() string {
	return [...]string{"", "always panics", "panics on one input", "cannot panic"}[c]
}

// A genTask is one generated goroutine: a draw of each dimension.
type genTask struct {
	id        int
	class     genClass
	body      genBody
	form      genForm
	route     genRoute
	split     genSplit
	guard     genGuard
	inWrapper bool // the guard is the wrapper's
}

func (t *genTask) name() string { return fmt.Sprintf("g%04d", t.id) }

func (t *genTask) String() string {
	place := ""
	if t.inWrapper {
		place = " in the wrapper"
	}
	return fmt.Sprintf("%s: %s; body %q, of row %v; started by %q; value by %q; body in %q; guard %q%s, %v",
		t.name(), t.class, t.body.name, t.body.row, t.form.name, t.route.name, t.split.name, t.guard.name, place, t.guard.kind)
}

// A deck deals its cards in an order of its own, all of them before any again:
// so each is drawn, and independently of the other dimensions.
type deck[T any] struct {
	rng   *rand.Rand
	cards []T
	left  []T
}

func newDeck[T any](rng *rand.Rand, cards ...T) *deck[T] { return &deck[T]{rng: rng, cards: cards} }

func (d *deck[T]) draw() T {
	if len(d.left) == 0 {
		d.left = slices.Clone(d.cards)
		d.rng.Shuffle(len(d.left), func(i, j int) { d.left[i], d.left[j] = d.left[j], d.left[i] })
	}
	card := d.left[0]
	d.left = d.left[1:]
	return card
}

// drawFit draws a card that fits.
func (d *deck[T]) drawFit(fits func(T) bool) T {
	for {
		if card := d.draw(); fits(card) {
			return card
		}
	}
}

// generate draws n goroutines: each dimension by itself, and again where the
// language or what is to be proven leaves no choice.
func generate(seed uint64, n int) []*genTask {
	rng := rand.New(rand.NewPCG(seed, 0))
	var (
		classes = newDeck(rng, panicsAlways, panicsOnOne, panicsNever)
		bodies  = map[genClass]*deck[genBody]{
			panicsAlways: newDeck(rng, append(slices.Clone(always), panicking...)...),
			panicsOnOne:  newDeck(rng, panicking...),
			panicsNever:  newDeck(rng, harmless...),
		}
		kinds  = newDeck(rng, noGuard, noGuard, noGuard, effective, effective, effective, ineffective, ineffective, ineffective, ineffective)
		guards = make(map[guardKind]*deck[genGuard])
		forms  = newDeck(rng, genForms...)
		routes = newDeck(rng, genRoutes...)
		splits = newDeck(rng, genSplits...)
		places = newDeck(rng, true, false)
	)
	for _, k := range []guardKind{noGuard, effective, ineffective} {
		guards[k] = newDeck(rng, slices.DeleteFunc(slices.Clone(genGuards), func(g genGuard) bool { return g.kind != k })...)
	}
	var tasks []*genTask
	for range n {
		t := &genTask{class: classes.draw(), guard: guards[kinds.draw()].draw(), split: splits.draw()}
		t.body = bodies[t.class].draw()
		own := strings.Contains(t.guard.decls, "OP") || t.guard.parent != ""
		t.inWrapper = places.draw() && t.guard.kind != noGuard && !own
		t.form = forms.drawFit(t.startsWith)
		t.inWrapper = t.inWrapper && t.form.isWrapper()
		t.route = routes.drawFit(t.fits)
		tasks = append(tasks, t)
	}
	return tasks
}

// plainTasks returns for each card of each dimension a goroutine in which
// everything else is plain: what goes wrong there is the fault of that card.
func plainTasks() []*genTask {
	var tasks []*genTask
	add := func(class genClass, b genBody, change func(*genTask)) {
		t := &genTask{class: class, body: b, form: genForms[0], route: genRoutes[0], split: genSplits[0], guard: genGuards[0]}
		if change != nil {
			change(t)
		}
		if t.startsWith(t.form) && t.fits(t.route) {
			tasks = append(tasks, t)
		}
	}
	for _, b := range always {
		add(panicsAlways, b, nil)
	}
	for _, b := range panicking {
		add(panicsAlways, b, nil)
		add(panicsOnOne, b, nil)
	}
	for _, b := range harmless {
		add(panicsNever, b, nil)
	}
	both := func(change func(*genTask)) {
		add(panicsOnOne, bodyNamed(panicking, "constant index"), change)
		add(panicsNever, bodyNamed(harmless, "return if too short"), change)
	}
	for _, f := range genForms[1:] {
		both(func(t *genTask) { t.form = f })
	}
	for _, r := range genRoutes[1:] {
		both(func(t *genTask) { t.route = r })
	}
	for _, s := range genSplits[1:] {
		both(func(t *genTask) { t.split = s })
	}
	for _, g := range genGuards[1:] {
		both(func(t *genTask) { t.guard = g })
	}
	return tasks
}

func bodyNamed(bodies []genBody, name string) genBody {
	return bodies[slices.IndexFunc(bodies, func(b genBody) bool { return b.name == name })]
}

// isWrapper reports whether the form has a place for a guard of its own.
func (f genForm) isWrapper() bool { return strings.Contains(f.decls+f.lib+f.spawn, "RUN ") }

// startsWith reports whether the goroutine can be started like that: what is
// to be silent has no operation that the guard does not cover and nobody can
// prove harmless.
func (t *genTask) startsWith(f genForm) bool {
	if !f.unproven || t.class != panicsNever && t.guard.kind != effective {
		return true
	}
	return t.guard.kind == effective && t.inWrapper && f.isWrapper()
}

// fits reports whether the value of the body can go that way.
func (t *genTask) fits(r genRoute) bool {
	if r.unproven && t.class == panicsNever {
		return false
	}
	if r.types != "" && !slices.Contains(strings.Fields(r.types), t.body.typ) {
		return false
	}
	return !r.concrete || t.body.typ != "any" && t.body.typ != "error"
}

// A genCode is the code of one goroutine: in the package that starts it, in
// the library of that, and in the library's library.
type genCode [3]string

// homes are the packages of the parts of a goroutine's code, by the sign that
// stands before the names declared there.
func (t *genTask) homes(guard genGuard, inWrapper bool) map[string]int {
	use := t.form.home
	if inWrapper {
		use = t.form.wraps
	}
	if guard.parent != "" {
		use = 0
	}
	if guard.away {
		use++
	}
	return map[string]int{
		"@": min(t.form.home+t.split.away, 2),
		"?": min(t.form.home+t.split.near, 2),
		"~": t.form.home,
		"^": 1,
		"#": use,
	}
}

var runLine = regexp.MustCompile(`RUN (.*)`)

// code puts the goroutine together, with a guard or without.
func (t *genTask) code(guard genGuard, inWrapper bool, pkgs [3]string) genCode {
	op := strings.ReplaceAll(t.split.call, "TEXT", t.body.op)
	content := strings.ReplaceAll(t.route.get, "OP", op)
	plain := content
	if !inWrapper {
		content = strings.ReplaceAll(guard.text, "OP", content)
	}
	expand := func(text string) string {
		text = runLine.ReplaceAllStringFunc(text, func(line string) string {
			call := strings.TrimPrefix(line, "RUN ")
			if inWrapper {
				return strings.ReplaceAll(guard.text, "OP", call)
			}
			return call
		})
		return strings.NewReplacer("BODY", "sig.Reached = true\n"+content, "OP", plain, "TEXT", t.body.op).Replace(text)
	}
	homes := t.homes(guard, inWrapper)
	var code genCode
	add := func(home int, text string) {
		if text != "" {
			code[home] += "\n" + t.resolve(expand(text), home, homes, pkgs)
		}
	}
	add(0, "func Start$(x TYPE) {\n"+guard.parent+"\n"+t.route.make+"\n"+t.form.spawn+"\n}\n")
	add(0, "func G$(n int) { Start$(@Data$(n)) }\n")
	add(0, t.form.decls)
	add(1, t.form.lib)
	add(homes["~"], t.route.decls)
	add(homes["#"], guard.decls)
	add(homes["?"], t.split.mid)
	add(homes["@"], t.split.decls)
	add(homes["@"], t.body.decls)
	add(homes["@"], t.data())
	return code
}

// data returns the func that makes the value of the body.
func (t *genTask) data() string {
	if t.class == panicsAlways {
		return "func Data$(n int) TYPE {\n\tkeep(n)\n\treturn " + t.body.bad + "\n}\n"
	}
	return "func Data$(n int) TYPE {\n\tif n == 1 {\n\t\treturn " + t.body.bad + "\n\t}\n\treturn " + t.body.good + "\n}\n"
}

// resolve replaces the signs and types in a text that stands in a package.
func (t *genTask) resolve(text string, at int, homes map[string]int, pkgs [3]string) string {
	text = strings.ReplaceAll(text, "CTYPE", t.route.carrier)
	text = strings.ReplaceAll(text, "TYPE", t.body.typ)
	for sign, home := range homes {
		qualifier := ""
		if home != at {
			qualifier = pkgs[home] + "."
		}
		text = strings.ReplaceAll(text, sign, qualifier)
	}
	return strings.ReplaceAll(text, "$", fmt.Sprintf("%04d", t.id))
}

// genModule is the path of a generated module.
const genModule = "example.com/generated"

// stdOf are the packages that a text may name, by how it names them.
var stdOf = map[string]string{
	"atomic": "sync/atomic", "binary": "encoding/binary", "bytes": "bytes", "context": "context",
	"errors": "errors", "fmt": "fmt", "json": "encoding/json", "log": "log", "os": "os", "rand": "math/rand",
	"regexp": "regexp", "runtime": "runtime", "slices": "slices", "strconv": "strconv", "strings": "strings",
	"sync": "sync", "time": "time", "sig": genModule + "/sig",
}

var qualifierOf = regexp.MustCompile(`\b([a-z]+[0-9]*)\.[A-Z]`)

// file returns a source file of a package, formatted.
func genFile(pkg, text string, pkgs [3]string) ([]byte, error) {
	var imports []string
	for _, m := range qualifierOf.FindAllStringSubmatch(text, -1) {
		path := stdOf[m[1]]
		if slices.Contains(pkgs[:], m[1]) && m[1] != pkg {
			path = genModule + "/" + m[1]
		}
		if path != "" {
			imports = append(imports, fmt.Sprintf("%q", path))
		}
	}
	slices.Sort(imports)
	imports = slices.Compact(imports)
	var b bytes.Buffer
	fmt.Fprintf(&b, "package %s\n\n", pkg)
	if len(imports) > 0 {
		fmt.Fprintf(&b, "import (\n%s\n)\n", strings.Join(imports, "\n"))
	}
	b.WriteString(text)
	src, err := format.Source(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%w in\n%s", err, b.Bytes())
	}
	return src, nil
}

// A genProgram is a module of generated goroutines: its files by name.
type genProgram map[string][]byte

const (
	genSig = `package sig

// Reached is set by each goroutine when it runs.
var Reached bool
`
	genUtil = "package %s\n\nfunc keep(any) {}\n"
	genMain = `package main

import (
	"os"
	"runtime"
	"strconv"
	"time"

%s)

func main() {
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		os.Exit(3)
	}
	switch name := os.Args[1]; {
%s	default:
		os.Exit(3)
	}
	// A goroutine that panics is there until the process has ended.
	for !sig.Reached || runtime.NumGoroutine() > 1 {
		time.Sleep(20 * time.Microsecond)
	}
}
`
)

// batchSize is the number of goroutines in one package.
const batchSize = 100

// newProgram returns the program of the tasks, and of the twins, which are the
// same without a guard.
func newProgram(tasks, twins []*genTask) (genProgram, error) {
	p := genProgram{
		"go.mod":     []byte("module " + genModule + "\n\ngo 1.25.0\n"),
		"sig/sig.go": []byte(genSig),
	}
	imports, cases, batch := "\t\""+genModule+"/sig\"\n", "", 0
	for _, part := range []struct {
		prefix string
		tasks  []*genTask
	}{{"g", tasks}, {"t", twins}} {
		for chunk := range slices.Chunk(part.tasks, batchSize) {
			pkgs := [3]string{fmt.Sprintf("p%02d", batch), fmt.Sprintf("l%02d", batch), fmt.Sprintf("d%02d", batch)}
			if err := p.add(part.prefix, chunk, pkgs); err != nil {
				return nil, err
			}
			imports += fmt.Sprintf("\t%q\n", genModule+"/"+pkgs[0])
			cases += fmt.Sprintf("\tcase %s.Run(name, n):\n", pkgs[0])
			batch++
		}
	}
	p["main.go"] = fmt.Appendf(nil, genMain, imports, cases)
	return p, nil
}

// add adds a batch of tasks in three packages.
func (p genProgram) add(prefix string, tasks []*genTask, pkgs [3]string) error {
	calls := ""
	for _, t := range tasks {
		guard, inWrapper := t.guard, t.inWrapper
		if prefix == "t" {
			guard, inWrapper = genGuards[0], false
		}
		for home, text := range t.code(guard, inWrapper, pkgs) {
			if text == "" {
				continue
			}
			src, err := genFile(pkgs[home], text, pkgs)
			if err != nil {
				return fmt.Errorf("%s: %w", t, err)
			}
			p[fmt.Sprintf("%s/%s%04d.go", pkgs[home], prefix, t.id)] = src
		}
		calls += fmt.Sprintf("\tcase \"%s%04d\":\n\t\tG%04d(n)\n", prefix, t.id, t.id)
	}
	for _, pkg := range pkgs {
		p[pkg+"/util.go"] = fmt.Appendf(nil, genUtil, pkg)
	}
	p[pkgs[0]+"/run.go"] = fmt.Appendf(nil, "package %s\n\n// Run starts a goroutine by its name.\nfunc Run(name string, n int) bool {\n\tswitch name {\n%s\tdefault:\n\t\treturn false\n\t}\n\treturn true\n}\n", pkgs[0], calls)
	return nil
}

// write writes the files of the program below dir.
func (p genProgram) write(dir string) error {
	for name, text := range p {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
