package unrecovered

import (
	queue "container/list"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// How long a list is, which type an any holds and whether a map is there is what the
// functions of a module owe each other. Evidence is what a caller gives where the
// goroutine starts, and what is read, decoded or returned by another module.

type Batch struct {
	Items  []string
	Header any
	counts map[string]int
	depth  int
}

// A value that a constructor was given, and keeps.

type Keeper struct {
	items []string
	first any
	size  int
}

func NewKeeper(items []string, first any, size int) *Keeper {
	k := &Keeper{items: items, first: first, size: size}
	go k.run()
	return k
}

func (k *Keeper) run() {
	use(k.items[0])
	use(k.items[1:])
}

// One that is passed on by the function that starts the goroutine.

func (b *Batch) Send(out []string) {
	b.sendAll(out)
}

func (b *Batch) sendAll(out []string) {
	go func() {
		use(out[0])
	}()
}

func (b *Batch) Sent(out []string) {
	go func() { // want `out\[0\] in head may be out of range \[taskrecover/unrecovered likely\]`
		head(out)
	}()
	rest := strings.Split(out[0], ",")
	go func() { // want `rest\[1\] may be out of range \[taskrecover/unrecovered likely\]`
		use(rest[1])
	}()
}

func head(out []string) { use(out[0]) }

// One that was decoded, whoever did it and however far away.

type reply struct {
	Rows []string
	Any  any
}

func decode(b []byte) (*reply, error) {
	r := new(reply)
	if err := json.Unmarshal(b, r); err != nil {
		return nil, err
	}
	return r, nil
}

func (b *Batch) Decoded(body []byte) {
	go func() { // want `r\.Rows\[0\] may be out of range \[taskrecover/unrecovered likely\]`
		r, err := decode(body)
		if err != nil {
			return
		}
		use(r.Rows[0])
	}()
}

func (b *Batch) fetched(name string) {
	go func() { // want `text\[:4\] may be out of range \[taskrecover/unrecovered likely\]`
		text, err := os.ReadFile(name)
		if err != nil {
			return
		}
		use(text[:4])
	}()
}

// A number that a call returns says how many there are, as a rule.

func (b *Batch) counted(f *os.File, buf []byte) {
	go func() {
		n, err := f.Read(buf)
		if err != nil {
			return
		}
		use(buf[:n])
	}()
}

func (b *Batch) grown(l *queue.List) {
	go func() {
		use(slices.Grow(b.Items, l.Len()))
	}()
}

// So many as are written.

func table() ([]string, error) { return []string{os.Args[0]}, nil }

func (b *Batch) written() {
	go func() {
		t, err := table()
		if err != nil {
			return
		}
		use(t[0])
	}()
}

// What an any holds is known where it is made one.

type entry struct{ value any }

func push(l []entry, v *Batch) []entry { return append(l, entry{value: v}) }

func (b *Batch) held(r *http.Request) {
	var l []entry
	got, err := decode(nil)
	if err != nil {
		return
	}
	l = push(l, &Batch{Items: got.Rows})
	go func() {
		use(l[len(l)-1].value.(*Batch))
	}()
	go func() { // want `got\.Any\.\(string\) panics for any other type \[taskrecover/unrecovered likely\]`
		use(got.Any.(string))
	}()
}

// A loop that goes on until there are enough of them.

type manifest struct{ levels []map[int]bool }

func (m *manifest) apply(body []byte) {
	var change struct {
		Level uint32
		ID    int
	}
	if json.Unmarshal(body, &change) != nil {
		return
	}
	go func() {
		for len(m.levels) <= int(change.Level) {
			m.levels = append(m.levels, make(map[int]bool))
		}
		use(m.levels[change.Level])
	}()
}

// A literal beside the place writes the same field of another struct.

func split(body []byte) {
	replies := make(map[int]*reply)
	if json.Unmarshal(body, &replies) != nil {
		return
	}
	single := func(row string) *reply {
		r := new(reply)
		r.Rows = []string{row}
		return r
	}
	go func() {
		for _, r := range replies {
			if len(r.Rows) == 1 && r.Rows[0] != "" {
				use(r)
			}
		}
	}()
	use(single("a"))
}

// An error that says what has come about.

var errBroken = errors.New("broken")

func (b *Batch) check(name string) {
	go func() { // want `it can reach panic\(pathErr\) \[taskrecover/unrecovered certain\]`
		err := os.Remove(name)
		if pathErr, ok := err.(*fs.PathError); ok && pathErr.Err == errBroken {
			panic(pathErr)
		}
	}()
}

// The state of an object is its own.

func (b *Batch) Add(n int) {
	b.depth += n
	if b.depth < 0 {
		panic("negative depth")
	}
}

func (b *Batch) leave() {
	go func() {
		b.Add(-1)
	}()
}

// A map that is made here is there, whatever is put into it on the way.

func mark(seen map[string]*reply, r *reply) { seen[r.Rows[0]] = r }

func (b *Batch) marked(body []byte) {
	r, err := decode(body)
	if err != nil || len(r.Rows) == 0 {
		return
	}
	seen := make(map[string]*reply)
	seen[""] = r
	go func() {
		each(r, func(r *reply) { mark(seen, r) })
	}()
}

func each(r *reply, do func(*reply)) {
	if len(r.Rows) > 0 {
		do(r)
	}
}

// A setting that was put right before it was stored.

type poller struct {
	every, pause time.Duration
}

func newPoller(every, pause time.Duration) *poller {
	if every <= 0 {
		every = time.Second
	}
	return &poller{every: every, pause: pause}
}

func (p *poller) Start() {
	go p.poll()
	go p.rest() // want `time\.NewTicker\(p\.pause\) panics for some arguments`
}

func (p *poller) poll() { use(time.NewTicker(p.every)) }

func (p *poller) rest() { use(time.NewTicker(p.pause)) }
