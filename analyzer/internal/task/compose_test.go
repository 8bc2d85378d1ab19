package task_test

import (
	"fmt"
	"strings"
	"testing"
)

// A composer writes a program by choices that it takes from data. Data that has
// come to its end chooses 0, which ends everything soon.
type composer struct {
	data  []byte
	out   strings.Builder
	depth int
	loops int // around, in the same func
	count int // of names
}

const composeHead = `package p

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type group struct {
	wg  sync.WaitGroup
	mu  sync.Mutex
	err error
}

func (g *group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.mu.Lock()
			g.err = errors.Join(g.err, err)
			g.mu.Unlock()
		}
	}()
}

func (g *group) Wait() error { g.wg.Wait(); return g.err }

func (g *group) TryGo(f func() error) bool { g.Go(f); return true }

type doer interface{ do() error }

type server struct {
	jobs   chan func()
	errs   chan error
	m      map[string]int
	s      []int
	handle func() error
	next   *server
	doer
}

func logPanic() {
	if r := recover(); r != nil {
		fmt.Println(r)
	}
}

func into(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

func safely(f func()) { go func() { defer logPanic(); f() }() }

func each[T any](all []T, f func(T) error) error {
	var g group
	for _, x := range all {
		g.Go(func() error { return f(x) })
	}
	return g.Wait()
}

var (
	_ = time.Now
	_ context.Context
)

`

// compose returns the program of the data.
func compose(data []byte) string {
	c := &composer{data: data}
	c.out.WriteString(composeHead)
	for i := range 1 + c.choose(3) {
		recv := ""
		if c.choose(2) == 1 {
			recv = "(this *server) "
		}
		result := []string{"err error", "error", "n int, err error"}[c.choose(3)]
		fmt.Fprintf(&c.out, "func %sf%d(ctx context.Context, srv *server, g *group, wg *sync.WaitGroup, c chan error, done chan struct{}, m map[string]int, s []int, x any, f func() error, i int, ok bool) (%s) {\n", recv, i, result)
		c.body(result)
		c.out.WriteString("}\n\n")
	}
	return c.out.String()
}

// choose returns a number below n.
func (c *composer) choose(n int) int {
	if len(c.data) == 0 {
		return 0
	}
	b := c.data[0]
	c.data = c.data[1:]
	return int(b) % n
}

// body writes statements, and a return of the results.
func (c *composer) body(result string) {
	loops := c.loops
	c.loops = 0
	c.block()
	switch result {
	case "":
	case "n int, err error":
		c.out.WriteString("return s[i], f()\n")
	default:
		c.out.WriteString("return " + c.failure() + "\n")
	}
	c.loops = loops
}

// block writes some statements.
func (c *composer) block() {
	if c.depth > 6 || c.out.Len() > maxFuzzed {
		return
	}
	c.depth++
	for range 1 + c.choose(4) {
		c.statement()
	}
	c.depth--
}

// plain are statements that need nothing else. %d is a new number.
var plain = []string{
	"",
	"panic(x)",
	"s[i]++",
	"m[\"k\"] = i",
	"i = i / len(s)",
	"i = x.(int)",
	"f()",
	"_ = f()",
	"srv.handle()",
	"srv.next = srv.next.next",
	"srv.m[\"k\"]++",
	"srv.errs <- f()",
	"c <- f()",
	"c <- nil",
	"<-c",
	"<-done",
	"<-ctx.Done()",
	"close(done)",
	"close(c)",
	"wg.Wait()",
	"wg.Done()",
	"wg.Add(1)",
	"g.Wait()",
	"e%d := g.Wait(); _ = e%[1]d",
	"if e%d := g.Wait(); e%[1]d != nil { panic(e%[1]d) }",
	"e%d := <-c; if e%[1]d != nil { println(e%[1]d.Error()) }",
	"_ = each(s, func(n int) error { return f() })",
	"go f()",
	"go srv.do()",
	"go g.Wait()",
	"go srv.handle()",
	"defer logPanic()",
	"defer wg.Done()",
	"defer close(done)",
	"defer close(c)",
	"defer recover()",
	"defer g.Wait()",
	"defer func() { recover() }()",
	"defer func() { logPanic() }()",
	"defer func() { if r := recover(); r != nil { c <- fmt.Errorf(\"%v\", r) } }()",
	"defer func() { if r := recover(); r != nil { panic(r) } }()",
	"g.Go(f)",
	"g.TryGo(f)",
	"g.TryGo(srv.handle)",
	"srv.jobs <- func() { s[i]++ }",
	"srv.handle = f",
	"safely(func() { f() })",
	"safely(func() { srv.jobs <- nil })",
	"time.AfterFunc(1, func() { s[i]++ })",
	"s = s[:i]",
	"s = append(s, i)",
	"s = make([]int, i)",
	"h%d := f; f = srv.handle; srv.handle = h%[1]d",
	"for j := range s { s[j]++ }",
	"for f := range srv.jobs { f() }",
	"for range c { }",
	"var v%d sync.Mutex; v%[1]d.Lock(); defer v%[1]d.Unlock()",
	"var a%d group; a%[1]d.Go(f); a%[1]d.Go(srv.handle)",
	"r%d := make(chan error, 1); go func() { r%[1]d <- f() }(); select { case <-r%[1]d: case <-ctx.Done(): }",
	"r%d := make(chan error); go func() { r%[1]d <- f() }(); if ok { <-r%[1]d }",
}

// statement writes one.
func (c *composer) statement() {
	switch c.choose(16) {
	case 0, 1, 2, 3, 4, 5:
		text := plain[c.choose(len(plain))]
		if strings.Contains(text, "%d") {
			c.count++
			text = fmt.Sprintf(text, c.count)
		}
		c.out.WriteString(text + "\n")
	case 6:
		c.wrap("go func() {", "", "}()")
	case 7:
		c.wrap("defer func() {", "", "}()")
	case 8:
		c.wrap("g.Go(func() (err error) {", "err error", "})")
	case 9:
		c.wrap("g.Go(func() error {", "error", "})")
	case 10:
		c.nest("if "+c.condition()+" {", "}")
	case 11:
		c.nest("if "+c.condition()+" {", "} else {")
		c.nest("", "}")
	case 12:
		c.loops++
		c.nest([]string{"for " + c.condition() + " {", "for i := range s {\n_ = i", "for {"}[c.choose(3)], "if ok { break }\n}")
		c.loops--
	case 13:
		c.nest("select {\ncase e := <-c:\n_ = e", "")
		c.nest("case <-ctx.Done():", "}")
	case 14:
		c.leave()
	case 15:
		c.wrap("func() {", "", "}()")
	}
}

// wrap writes a literal with its body.
func (c *composer) wrap(before, result, after string) {
	c.out.WriteString(before + "\n")
	c.body(result)
	c.out.WriteString(after + "\n")
}

// nest writes a block in the same func.
func (c *composer) nest(before, after string) {
	c.out.WriteString(before + "\n")
	c.block()
	c.out.WriteString(after + "\n")
}

// leave writes what ends a loop or the goroutine.
func (c *composer) leave() {
	switch n := c.choose(4); {
	case n == 0 && c.loops > 0:
		c.out.WriteString("if " + c.condition() + " { break }\n")
	case n == 1 && c.loops > 0:
		c.out.WriteString("if " + c.condition() + " { continue }\n")
	default:
		c.out.WriteString("if " + c.condition() + " { panic(" + c.failure() + ") }\n")
	}
}

func (c *composer) condition() string {
	all := []string{"ok", "i > 0", "len(s) > i", "x != nil", "m[\"k\"] == 1", "f() != nil", "g.Wait() == nil", "cap(c) > 0", "srv.next != nil"}
	return all[c.choose(len(all))]
}

func (c *composer) failure() string {
	all := []string{"nil", "f()", "<-c", "g.Wait()", "srv.do()", "errors.New(\"\")", "each(s, func(n int) error { return nil })"}
	return all[c.choose(len(all))]
}

// Most of what is composed compiles: else the fuzz test tests little.
func TestCompose(t *testing.T) {
	std := needStd(t)
	const n = 200
	compiles, reported := 0, 0
	for seed := range n {
		src := compose(chance(seed, 400))
		u, errs := parseUnit(std, std.fset, map[string]any{"composed.go": src})
		if len(errs) > 0 {
			t.Logf("%v", errs[0])
			continue
		}
		compiles++
		found, _, err := u.run()
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		if len(found) > 0 {
			reported++
		}
	}
	t.Logf("of %d programs %d compile, %d have reports", n, compiles, reported)
	if compiles < n*3/4 || reported < n/2 {
		t.Errorf("of %d programs %d compile, and %d have reports", n, compiles, reported)
	}
}

// chance returns n bytes that look random, the same for the same seed.
func chance(seed, n int) []byte {
	x := uint64(seed)*2862933555777941757 + 3037000493
	out := make([]byte, n)
	for i := range out {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		out[i] = byte(x >> 32)
	}
	return out
}
