package unrecovered

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"keys"

	"unrecovered/codec"
)

// More that the author has seen to in another way than by a test right before, as in
// meant.go.

// Settings that are compared in another unit, or by a copy.

type Pace struct{ Every, Pause, Rest time.Duration }

type pacer struct{ every, pause, rest time.Duration }

func paced(p Pace) Pace {
	if int(p.Every.Seconds()) <= 0 {
		p.Every = time.Second
	}
	if d := p.Pause; d <= 0 {
		p.Pause = time.Second
	}
	return p
}

func NewPacer(given Pace) *pacer {
	p := paced(given)
	w := &pacer{every: p.Every, pause: p.Pause, rest: p.Rest}
	go w.work()
	go w.sleep()
	go w.doze() // want `time\.NewTicker\(w\.rest\) panics for some arguments`
	return w
}

func (w *pacer) work() { use(time.NewTicker(w.every)) }

func (w *pacer) sleep() { use(time.NewTicker(w.pause)) }

func (w *pacer) doze() { use(time.NewTicker(w.rest)) }

// A setting that each caller compares before it passes it on, and one that one does not.

type pulse struct{ every time.Duration }

func newPulse(every time.Duration) *pulse { return &pulse{every: every} }

func Pulse(every time.Duration) {
	if every > 0 {
		p := newPulse(every)
		go p.run()
	}
}

func (p *pulse) run() { use(time.NewTicker(p.every)) }

type throb struct{ every time.Duration }

func newThrob(every time.Duration) *throb { return &throb{every: every} }

func Throb(every time.Duration) {
	if every > 0 {
		go newThrob(every).run()
	}
}

func ThrobAnyway(every time.Duration) {
	t := newThrob(every)
	go t.run() // want `time\.NewTicker\(t\.every\) panics for some arguments`
}

func (t *throb) run() { use(time.NewTicker(t.every)) }

// The parts of a sum that are each tested, and those of which one is not.

type shards struct{ of, with int }

func newShards(data, parity, extra int) *shards {
	if data <= 0 || parity <= 0 {
		return nil
	}
	return &shards{of: data + parity, with: data + extra}
}

func Shards(data, parity, extra int) {
	s := newShards(data, parity, extra)
	if s == nil {
		return
	}
	go func() { use(1 << 20 / uint32(s.of)) }()
	go func() { use(1 << 20 / uint32(s.with)) }() // want `1 << 20 / uint32\(s\.with\) may divide by zero`
}

// What a value says of itself can be parsed, and a name cannot.

func Addressed(ip netip.Addr, name string) {
	go func() { use(netip.MustParseAddr(ip.String())) }()
	go func() { use(netip.MustParseAddr(name)) }() // want `netip\.MustParseAddr\(name\) panics if that fails`
}

func Hosts(c chan net.Addr, names chan string) {
	go func() {
		for addr := range c {
			host, _, err := net.SplitHostPort(addr.String())
			if err != nil {
				panic(err)
			}
			use(host)
		}
	}()
	go func() { // want `it can reach panic\(err\)`
		for name := range names {
			host, _, err := net.SplitHostPort(name)
			if err != nil {
				panic(err)
			}
			use(host)
		}
	}()
}

// What could have been refused by an error of an own type.

type apart struct{ names []string }

func (a *apart) Error() string { return fmt.Sprint("nothing in common: ", a.names) }

func common(o *offer) (string, error) {
	for _, n := range o.Names {
		if n == "x" {
			return n, nil
		}
	}
	err := &apart{}
	err.names = o.Names
	return "", err
}

func Common(body []byte) {
	go func() {
		var o offer
		if json.Unmarshal(body, &o) != nil {
			return
		}
		name, err := common(&o)
		if err != nil {
			return
		}
		use(name, o.Names[0])
	}()
}

// A map that both branches give, and one that only one of them does.

func Both(c chan string) {
	var byName sync.Map
	go func() {
		for s := range c {
			v, ok := byName.Load(s)
			var m map[string]int
			if ok {
				m = v.(map[string]int)
			} else {
				m = make(map[string]int)
			}
			m[s]++
			byName.Store(s, m)
		}
	}()
	go func() { // want `m\[s\] may be an assignment to a nil map`
		for s := range c {
			v, ok := byName.Load(s)
			var m map[string]int
			if s == "" {
				m = make(map[string]int)
			} else if ok {
				use(v)
			}
			m[s]++
		}
	}()
}

// A map that is only decoded into behind where it is written to.

func fill(kind string, m map[string]string, body []byte) error {
	if kind == "" {
		m["kind"] = string(body)
		return nil
	}
	return json.Unmarshal(body, &m)
}

func Filled(c chan []byte) {
	go func() {
		for body := range c {
			m := make(map[string]string)
			use(fill("", m, body), m)
		}
	}()
}

// An any that is asserted to a type that no other package can name, and to one that
// anybody can.

type kept struct{ name string }

func Asserted(c chan []byte) {
	go func() {
		for body := range c {
			var v any
			if json.Unmarshal(body, &v) == nil {
				use(v.(*kept).name)
			}
		}
	}()
	go func() { // want `v\.\(string\) panics for any other type`
		for body := range c {
			var v any
			if json.Unmarshal(body, &v) == nil {
				use(v.(string))
			}
		}
	}()
}

// Names and values that are written out, and what is decoded.

func fields(pairs []any) (names []string) {
	for i, v := range pairs {
		if i%2 == 0 {
			names = append(names, v.(string))
		}
	}
	return names
}

func failed(err error) []string { return fields([]any{"error", err}) }

func sized(size any) []string { return fields([]any{"size", size}) }

func Written(c chan []byte) {
	go func() {
		for body := range c {
			_, err := os.Stat(string(body))
			use(failed(err), sized(len(body)))
		}
	}()
}

func listed(values []any) (names []string) {
	for _, v := range values {
		names = append(names, v.(string))
	}
	return names
}

func Listed(c chan []byte) {
	go func() { // want `v\.\(string\) in listed panics for any other type`
		for body := range c {
			var v []any
			if json.Unmarshal(body, &v) == nil {
				use(listed(v))
			}
		}
	}()
}

// Elements that have been asked for their type before, and for another one.

func Asked(c chan []byte) {
	go func() {
		for body := range c {
			var list []any
			if json.Unmarshal(body, &list) != nil {
				continue
			}
			ok := true
			for _, v := range list {
				_, isText := v.(string)
				ok = ok && isText
			}
			if ok {
				for _, v := range list {
					use(v.(string))
				}
			}
		}
	}()
	go func() { // want `v\.\(string\) panics for any other type`
		for body := range c {
			var list []any
			if json.Unmarshal(body, &list) != nil {
				continue
			}
			for _, v := range list {
				_, isNumber := v.(float64)
				use(isNumber)
			}
			for _, v := range list {
				use(v.(string))
			}
		}
	}()
}

// A part that is there only where there are two.

func Subjects(c chan string) {
	go func() {
		for line := range c {
			words := strings.Fields(line)
			if len(words) == 0 {
				continue
			}
			var queue []byte
			if len(words) == 2 {
				queue = []byte(words[1])
			}
			if len(queue) > 0 && words[1] != "*" {
				use(queue)
			}
		}
	}()
	go func() { // want `words\[1\] may be out of range`
		for line := range c {
			words := strings.Fields(line)
			if len(words) == 0 {
				continue
			}
			if len(line) > 0 && words[1] != "*" {
				use(words)
			}
		}
	}()
}

// A file of the kernel's has what it has, and another one may be empty.

const statusFile = "/proc/self/stat"

func Status(name string) {
	go func() {
		text, err := os.ReadFile(statusFile)
		if err == nil {
			use(bytes.Fields(text)[3])
		}
	}()
	go func() { // want `bytes\.Fields\(text\)\[3\] may be out of range`
		text, err := os.ReadFile(name)
		if err == nil {
			use(bytes.Fields(text)[3])
		}
	}()
}

// What a builder of another module was begun with is there, and what a reader returns may
// not be.

func Built(c chan string) {
	go func() {
		for s := range c {
			b := keys.NewBuilder(make([]byte, 2))
			b.Add(s)
			text, err := b.Finish()
			use(text[2:], err)
		}
	}()
	go func() { // want `text\[2:\] may be out of range`
		for s := range c {
			f, err := os.Open(s)
			if err != nil {
				continue
			}
			b := keys.NewReader(f)
			text, err := b.Finish()
			use(text[2:], err)
		}
	}()
}

// A slice that has been indexed under another name.

type sealedEntry struct {
	Kind string
	Data []byte
}

func Opened(c chan []byte) {
	go func() { // want `e\.Data\[0\] may be out of range`
		for body := range c {
			var e sealedEntry
			if json.Unmarshal(body, &e) != nil {
				continue
			}
			op, buf := e.Data[0], e.Data
			if op == 1 {
				buf = e.Data[1:]
			}
			use(op, buf[1:])
		}
	}()
}

// A field that is given its value right before it is tested: no caller decides it.

type stream struct {
	id uint32
	of *mux
}

type mux struct{ next uint32 }

func (s *stream) join() {
	m := s.of
	m.add(s)
}

func (m *mux) add(s *stream) {
	s.id = m.next
	m.next += 2
	if s.id == 0 {
		panic("stream 0")
	}
}

func (m *mux) Start() {
	s := &stream{of: m}
	go s.join()
}

// One of the constants of a type, and a number that may be any.

type lane int

const (
	slow lane = iota + 1
	fast
)

func (p *lanes) change(l lane) {
	if l == slow {
		p.slow++
		return
	}
	if l != fast {
		panic("no such lane")
	}
	p.fast++
}

type lanes struct{ slow, fast int }

func Lanes(c chan lane) {
	p := new(lanes)
	go func() {
		for l := range c {
			p.change(l)
		}
	}()
}

func (p *lanes) count(n int) {
	if n != 1 {
		panic("not one")
	}
	p.slow += n
}

func Counts(c chan []byte) {
	p := new(lanes)
	go func() { // want `panic\("not one"\)`
		for body := range c {
			var n int
			if json.Unmarshal(body, &n) == nil {
				p.count(n)
			}
		}
	}()
}

// What was appended is there, from where the end was before.

func Framed(c chan []byte, encode func([]byte, []byte) []byte) {
	go func() {
		for body := range c {
			var frame []byte
			start := len(frame)
			frame = append(frame, 0, 0)
			frame = encode(frame, body)
			codec.Put16(frame[start:], len(frame))
		}
	}()
}

// Pairs of a list that is made here, and of one that is read.

func Pairs(c chan []byte) {
	go func() {
		made := make([]byte, 64)
		for i := 0; i < len(made); i += 2 {
			made[i+1] = 1
		}
		use(made)
	}()
	go func() { // want `list\[i \+ 1\] may be out of range`
		for body := range c {
			var list []int
			if json.Unmarshal(body, &list) != nil {
				continue
			}
			for i := 0; i < len(list); i += 2 {
				use(list[i], list[i+1])
			}
		}
	}()
}

// The size of a page is never zero.

var page = os.Getpagesize()

func Pages(c chan int) {
	go func() {
		for n := range c {
			use(n % page)
		}
	}()
}

// What is written out, somebody has tried.

func Ruled(name string) {
	go func() {
		c := codec.NewChecker("words")
		codec.AddRule(c, &codec.Rule{Expr: "[a-z]+"})
	}()
	go func() { // want `codec\.AddRule can panic: an explicit panic`
		c := codec.NewChecker("words")
		codec.AddRule(c, &codec.Rule{Expr: name})
	}()
}

// Ends of a pipe that never fail to be closed, and a file that may.

func Piped(c chan error, f *os.File) {
	go func() {
		_, w := io.Pipe()
		for err := range c {
			if err := w.CloseWithError(err); err != nil {
				panic(err)
			}
		}
	}()
	go func() {
		_, w := io.Pipe()
		for err := range c {
			noError(w.CloseWithError(err))
		}
	}()
	go func() { // want `it can reach panic\(err\)`
		if err := f.Close(); err != nil {
			panic(err)
		}
	}()
	go func() { // want `it can reach panic\(err\) in noError`
		noError(f.Sync())
	}()
}

func noError(err error) {
	if err != nil {
		panic(err)
	}
}

// A path that has a name at its end, and what a value says of itself; and what is read.

func Marked(c chan string, id net.Addr) {
	go func() {
		for dir := range c {
			mark := filepath.Join(dir, ".wh."+filepath.Base(dir))
			use(mark[1:], id.String()[:5])
		}
	}()
	go func() { // want `mark\[:5\] may be out of range`
		for dir := range c {
			text, err := os.ReadFile(dir)
			if err == nil {
				mark := filepath.Join(dir, string(text))
				use(mark[:5])
			}
		}
	}()
}

// What a system says of a file has the type of that system.

func Linked(name string) {
	go func() {
		fi, err := os.Lstat(name)
		if err == nil {
			use(fi.Sys().(*os.SyscallError))
		}
	}()
}

// What stands in for a connection in tests.

type state interface{ Get(string) []string }

type MockState struct{ answers map[string][]string }

func (m *MockState) Get(name string) []string { return []string{m.answers[name][0]} }

type liveState struct{ name string }

func (s *liveState) Get(name string) []string { return strings.Fields(s.name + name) }

func Watched(s state, c chan string) {
	go func() {
		for name := range c {
			use(s.Get(name))
		}
	}()
}

var errLate = errors.New("late")

// A base that is clamped, wherever the number that is made of it is used.

func spread(base, n int) int { return base << n }

func newBackoff(base int) func(n int) int {
	if base < 2 {
		base = 2
	}
	return func(n int) int {
		v := spread(base, n)
		return 100 % v
	}
}

func Backoff(base int) {
	wait := newBackoff(base)
	go func() { use(wait(3), errLate) }()
}
