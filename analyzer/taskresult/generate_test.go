package taskresult_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// The programs that the tests run are composed of a channel, what sends on it
// and what receives from it, drawn independently. In all of them, work computes
// what is sent; in a run that leaves it takes longer than the receiver stays,
// and in a run that panics it panics.

// A program is one function.
type program struct {
	name                string
	room, send, receive part
}

// A part is one of the three: its name, and its source, in which CH is the
// channel and T the type of what is sent.
type part struct{ name, source string }

var rooms = []part{
	{"none", ""},
	{"one", ", 1"},
	{"two", ", 2"},
	{"three", ", 3"},
	{"len", ", len(list)"},
	{"param", ", n"},
}

var senders = []part{
	{"once", `go func() { CH <- work(m) }()`},
	{"branches", `go func() {
	if x := work(m); m.odd {
		CH <- x
	} else {
		CH <- x
	}
}()`},
	{"loop", `go func() {
	for range 3 {
		CH <- work(m)
	}
}()`},
	{"each", `for range list {
	go func() { CH <- work(m) }()
}`},
	{"counted", `for i := 0; i < n; i++ {
	go func() { CH <- work(m) }()
}`},
	{"select", `go func() {
	select {
	case CH <- work(m):
	case <-m.ctx.Done():
	}
}()`},
	{"try", `go func() {
	x := work(m)
	select {
	case CH <- x:
	default:
	}
}()`},
	{"closes", `go func() {
	defer close(CH)
	CH <- work(m)
}()`},
	{"loop-closes", `go func() {
	defer close(CH)
	for range list {
		CH <- work(m)
	}
}()`},
	{"helper", `go sendOne(CH, m)`},
	{"group", `var wg sync.WaitGroup
wg.Go(func() { CH <- work(m) })`},
	{"closer", `var wg sync.WaitGroup
for range list {
	wg.Add(1)
	go func() {
		defer wg.Done()
		CH <- work(m)
	}()
}
go func() {
	wg.Wait()
	close(CH)
}()`},
	{"guarded", `go func() {
	defer func() {
		if r := recover(); r != nil {
			note(r)
		}
	}()
	CH <- work(m)
}()`},
	{"handler-sends", `go func() {
	defer func() {
		if r := recover(); r != nil {
			CH <- zero()
		}
	}()
	CH <- work(m)
}()`},
	{"deferred-send", `go func() {
	x := zero()
	defer func() { CH <- x }()
	defer func() { note(recover()) }()
	x = work(m)
}()`},
	{"guarded-helper", `go func() {
	defer guard()
	x := work(m)
	CH <- x
}()`},
	{"sometimes", `go func() {
	if x := work(m); check(x) {
		CH <- x
	}
}()`},
	{"variable", `send := func() { CH <- work(m) }
go send()`},
}

var receivers = []part{
	{"once", `use(<-CH)`},
	{"select", `select {
case x := <-CH:
	use(x)
case <-m.ctx.Done():
	return
}`},
	{"select-falls", `select {
case x := <-CH:
	use(x)
case <-m.ctx.Done():
}`},
	{"early", `if m.leave {
	return
}
use(<-CH)`},
	{"three", `for range 3 {
	use(<-CH)
}`},
	{"each", `for range list {
	use(<-CH)
}`},
	{"counted", `for i := 0; i < n; i++ {
	use(<-CH)
}`},
	{"first-failure", `for range list {
	use(<-CH)
	if m.leave {
		return
	}
}`},
	{"range", `for x := range CH {
	use(x)
}`},
	{"range-break", `for x := range CH {
	use(x)
	if m.leave {
		break
	}
}`},
	{"never", ``},
	{"deferred", `defer func() { use(<-CH) }()
if m.leave {
	return
}`},
	{"drain", `if m.leave {
	go drain(CH)
	return
}
use(<-CH)`},
	{"select-loop", `for got := 0; got < 3; {
	select {
	case x := <-CH:
		use(x)
		got++
	case <-m.ctx.Done():
		return
	}
}`},
	{"comma-ok", `if x, ok := <-CH; ok {
	use(x)
}`},
	{"helper", `await(m, CH)`},
	{"branches", `if m.odd {
	use(<-CH)
} else {
	use(<-CH)
}`},
	{"literal", `func() {
	if !m.leave {
		use(<-CH)
	}
}()`},
	{"two-of", `use(<-CH)
if m.leave {
	return
}
use(<-CH)`},
}

// draw returns n different programs.
func draw(n int, seed uint64) (programs []program) {
	rnd := rand.New(rand.NewPCG(seed, seed))
	seen := make(map[string]bool)
	for len(programs) < n {
		p := program{
			room:    rooms[rnd.IntN(len(rooms))],
			send:    senders[rnd.IntN(len(senders))],
			receive: receivers[rnd.IntN(len(receivers))],
		}
		key := p.String()
		if !seen[key] {
			seen[key] = true
			p.name = fmt.Sprintf("case%d", len(programs))
			programs = append(programs, p)
		}
	}
	return programs
}

func (p program) String() string {
	return fmt.Sprintf("room %s, sender %s, receiver %s", p.room.name, p.send.name, p.receive.name)
}

// guarded reports whether a panic of work is recovered.
func (p program) guarded() bool {
	return slices.Contains([]string{"guarded", "handler-sends", "deferred-send", "guarded-helper"}, p.send.name)
}

// source returns the function. With the form it says where the channel is: in a
// local variable, in the field of a struct, made in another package, or of a
// type parameter.
func (p program) source(form string) string {
	params, ch, elem := "", "ch", "int"
	made := "ch := make(chan T" + p.room.source + ")"
	switch form {
	case "field":
		ch, made = "b.ch", "b := &box{ch: make(chan T"+p.room.source+")}"
	case "package":
		made = "ch := made.Channel[T](" + strings.TrimPrefix(strings.TrimPrefix(p.room.source, ","), " ") + ")"
		if p.room.source == "" {
			made = "ch := made.Unbuffered[T]()"
		}
	case "generic":
		params, elem = "[E any]", "E"
	}
	body := made + "\n" + p.send.source + "\n" + p.receive.source
	if elem == "E" {
		for _, f := range []string{"work", "zero"} {
			body = strings.ReplaceAll(body, f+"(", f+"[E](")
		}
	} else {
		for _, f := range []string{"work", "zero"} {
			body = strings.ReplaceAll(body, f+"(", f+"[int](")
		}
	}
	body = strings.ReplaceAll(strings.ReplaceAll(body, "CH", ch), "chan T", "chan "+elem)
	body = strings.ReplaceAll(body, "[T](", "["+elem+"](")
	return fmt.Sprintf("// %s\nfunc %s%s(m *mode, list []int, n int) {\n%s\n}\n", p, p.name, params, body)
}

// common is what all programs use.
const common = `
type mode struct {
	ctx               context.Context
	leave, fail, odd bool
}

type box struct{ ch chan int }

var sink atomic.Int64

// work takes longer than a receiver stays that leaves.
func work[T any](m *mode) (x T) {
	switch {
	case m.fail:
		panic("work")
	case m.leave:
		time.Sleep(100 * time.Millisecond)
	}
	return x
}

func zero[T any]() (x T) { return x }

func use[T any](T) { sink.Add(1) }

func check[T any](T) bool { return sink.Load() >= 0 }

func note(any) { sink.Add(1) }

func guard() {
	if r := recover(); r != nil {
		note(r)
	}
}

func sendOne[T any](ch chan<- T, m *mode) { ch <- work[T](m) }

func drain[T any](ch <-chan T) {
	for range ch {
	}
}

func await[T any](m *mode, ch <-chan T) {
	select {
	case x := <-ch:
		use(x)
	case <-m.ctx.Done():
	}
}
`

// runs is how often each program is run on each of its paths.
const runs = 20

// driver runs each program, each run under labels of its own, and writes the
// leak profile.
const driver = `
type entry struct {
	name    string
	guarded bool
	run     func(*mode, []int, int)
}

var keep []context.CancelFunc // what may still be cancelled is no leak

func main() {
	for _, e := range entries {
		for _, path := range []string{"stay", "leave", "panic"} {
			if path == "panic" && !e.guarded {
				continue
			}
			for run := range RUNS {
				ctx, cancel := context.WithCancel(context.Background())
				m := &mode{ctx: ctx, leave: path == "leave", fail: path == "panic", odd: run%2 == 1}
				if m.leave {
					cancel()
				}
				keep = append(keep, cancel)
				label := fmt.Sprint(e.name, "/", path, "/", run)
				go pprof.Do(context.Background(), pprof.Labels("run", label), func(context.Context) { e.run(m, []int{1, 2, 3}, 3) })
			}
		}
		if len(keep)%1000 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	time.Sleep(2 * time.Second)
	if err := pprof.Lookup("goroutineleak").WriteTo(os.Stdout, 1); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	runtime.KeepAlive(keep)
}
`

// runnable returns the program of all functions, which runs them.
func runnable(programs []program) string {
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n\"context\"\n\"fmt\"\n\"os\"\n\"runtime\"\n\"runtime/pprof\"\n\"sync\"\n\"sync/atomic\"\n\"time\"\n)\n")
	b.WriteString("var _ sync.Mutex\n")
	b.WriteString(common)
	b.WriteString(strings.ReplaceAll(driver, "RUNS", fmt.Sprint(runs)))
	b.WriteString("\nvar entries = []entry{\n")
	for _, p := range programs {
		fmt.Fprintf(&b, "{%q, %t, %s},\n", p.name, p.guarded(), p.name)
	}
	b.WriteString("}\n")
	for _, p := range programs {
		b.WriteString(p.source(""))
	}
	return b.String()
}

// analyzed returns a package of the functions in one form.
func analyzed(programs []program, form string) string {
	var b strings.Builder
	b.WriteString("package cases\n\nimport (\n\"context\"\n\"sync\"\n\"sync/atomic\"\n\"time\"\n")
	if form == "package" {
		b.WriteString("\"made\"\n")
	}
	b.WriteString(")\n\nvar _ sync.Mutex\n")
	b.WriteString(common)
	for _, p := range programs {
		b.WriteString(p.source(form))
	}
	return b.String()
}

// made is the package of the helpers that make channels.
const made = `package made

func Channel[T any](room int) chan T { return make(chan T, room) }

func Unbuffered[T any]() chan T { return make(chan T) }
`
