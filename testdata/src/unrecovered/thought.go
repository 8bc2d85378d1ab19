package unrecovered

import (
	"bufio"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"

	"unrecovered/codec"
)

// What the author has thought of, in a way that the arithmetic does not
// understand, is no more than possible; a test that is understood and leaves a
// gap is as likely as none.

func testedBySomething(quads []byte, line string) {
	go func() {
		if !wellFormed(quads) {
			return
		}
		use(quads[3])
	}()
	go func() {
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			use(line[1 : len(line)-1])
		}
	}()
	go func() { // want `quads\[3\] may be out of range`
		if len(quads) < 3 {
			return
		}
		use(quads[3])
	}()
}

func wellFormed(b []byte) bool { return len(b)%4 == 0 && len(b) > 0 }

// A number that a call returned that was given the slice counts what is in it.
func counted(r io.Reader, size int) {
	go func() {
		buf := make([]byte, size)
		n, err := r.Read(buf)
		if err != nil {
			return
		}
		use(buf[:n])
	}()
}

// A slice that is filled here, a counter and what is clamped are seen to.
func worked(words []string, from, to int) {
	go func() {
		var all []string
		for _, w := range words {
			all = append(all, w, w+"s")
		}
		for i := 0; i < len(all); i += 2 {
			use(all[i], all[i+1])
		}
	}()
	go func() {
		lo, hi := from, to
		if lo < 0 {
			lo = 0
		}
		if hi > len(words) {
			hi = len(words)
		}
		use(words[min(lo, hi):hi])
	}()
}

// Indices that are kept beside what they are of.
type pages struct {
	rows []string
	at   map[string]int
}

func (p *pages) put(key, row string) {
	i, ok := p.at[key]
	if !ok {
		i = len(p.rows)
		p.at[key] = i
		p.rows = append(p.rows, "")
	}
	p.rows[i] = row
}

func keeps(p *pages, key, row string) {
	go p.put(key, row)
}

// A setting that is validated elsewhere, and one that is not.
type settings struct {
	Parts  int
	Shares int
}

func (s *settings) validate() error {
	if s.Parts <= 0 {
		return errors.New("parts is not positive")
	}
	return nil
}

func Split(s *settings, total int) {
	go func() { use(total / s.Parts) }()
	go func() { use(total / s.Shares) }() // want `total / s\.Shares may divide by zero`
}

// What a regular expression found has as many elements as it has groups.
var pair = regexp.MustCompile(`^(\w+)=(\w+)$`)

func matched(line string) {
	go func() {
		m := pair.FindStringSubmatch(line)
		if m == nil {
			return
		}
		use(m[1], m[2])
	}()
}

// The number of arguments is tested in one place for all.
func arguments() {
	if flag.NArg() == 0 {
		os.Exit(2)
	}
	go func() { use(flag.Args()[0]) }()
}

// The values of a header that are there are not empty; one that is asked for may
// be missing.
func headers(h http.Header) {
	go func() {
		for name, values := range h {
			use(name, values[0])
		}
	}()
	go func() { // want `h\["Accept"\]\[0\] may be out of range`
		use(h["Accept"][0])
	}()
}

// A map that is made under the condition under which it is written.
func twice(verbose bool, names []string) {
	go func() {
		var seen map[string]int
		if verbose {
			seen = make(map[string]int)
		}
		for _, n := range names {
			if verbose {
				seen[n]++
			}
		}
	}()
}

// A panic that a lookup in a table of its own decides is about that table.
type registry struct{ open map[string]io.Writer }

func (r *registry) write(name string) {
	w, ok := r.open[name]
	if !ok {
		panic("write to " + name)
	}
	use(w)
}

func writes(r *registry, name string) {
	go r.write(name)
}

// What differs and is at most, is less.
func lookAhead(subject string) {
	go func() {
		for i := range len(subject) {
			if i+1 == len(subject) || subject[i+1] == '.' {
				use(i)
			}
		}
	}()
}

// Closes in two cases of one select never follow each other.
func either(a, b <-chan int) {
	stop := make(chan struct{})
	go func() {
		select {
		case <-a:
			close(stop)
		case <-b:
			close(stop)
		}
	}()
	<-stop
}

// An error that a check returned, be it into a variable that others share, says
// whether the rest is right; one that comes beside a value does not.
func checkedBefore(r io.Reader) {
	go func() {
		v, err := io.ReadAll(r)
		if err != nil {
			return
		}
		if err = checkSize(len(v), 4); err != nil {
			return
		}
		use(v[3])
	}()
	go func() { // want `v\[3\] may be out of range`
		v, err := io.ReadAll(r)
		if err != nil {
			return
		}
		use(v[3])
	}()
}

func checkSize(got, want int) error {
	if got != want {
		return errors.New("wrong size")
	}
	return nil
}

// Keys and values in a list are agreed with the callers.
func pairs(args ...any) {
	go func() {
		for i, a := range args {
			if i%2 == 0 {
				use(a.(string))
			}
		}
	}()
}

func list(args []any) {
	go func() { // want `a\.\(string\) panics for any other type`
		for _, a := range args {
			use(a.(string))
		}
	}()
}

// A search finds, as a rule.
func latest(major int) {
	go func() { use(versionOf(major)) }()
}

func versionOf(major int) string {
	for _, v := range versions {
		if v.major <= major {
			return v.name
		}
	}
	panic("no version")
}

var versions = []struct {
	major int
	name  string
}{{2, "two"}, {1, "one"}}

// What an operation behind a test needs is not broken by a call that does not
// pass the test.
func shortened(line func() string) {
	go func() { use(short(line(), 0)) }()
}

func short(s string, most int) string {
	if most > 0 && len(s) > most {
		s = s[:most-3] + "..."
	}
	return s
}

// One of several kinds of nodes says that it has no children; who asks, knows.
type node interface{ child() node }

type inner struct{ first node }

type leaf struct{}

func (n *inner) child() node { return n.first }
func (n *leaf) child() node  { panic("child of a leaf") }

func descend(root node) {
	go func() { use(root.child()) }()
}

func descendFrom(n *leaf) {
	go func() { use(n.child()) }() // want `it can reach n\.child\(\)`
}

// What is not found is given another place.
func host(r *bufio.Reader) {
	go func() {
		addr, _ := r.ReadString('\n')
		colon := strings.LastIndex(addr, ":")
		if colon == -1 {
			colon = len(addr)
		}
		use(addr[:colon])
	}()
	go func() { // want `addr\[:colon\] may be out of range`
		addr, _ := r.ReadString('\n')
		colon := strings.LastIndex(addr, ":")
		use(addr[:colon])
	}()
}

// What another package does with what it reads, its callers have no say in: it may
// rely on an invariant that is not seen from here.
func elsewhere(r *bufio.Reader) {
	go func() { use(codec.Second(r)) }()
	go func() { use(secondOf(r)) }() // want `line\[1\] in secondOf may be out of range`
	go codec.Second(r)               // want `codec\.Second can panic: an index out of range`
}

func secondOf(r *bufio.Reader) byte {
	line, _ := r.ReadString('\n')
	return line[1]
}

// Of several functions that are values, each is there to be called.
func refuse()  { panic("refused") }
func dismiss() { panic("dismissed") }

func oneOf(first bool) {
	f := refuse
	if first {
		f = dismiss
	}
	go func() { f() }() // want `it can reach panic\("(refused|dismissed)"\)`
}
