package task_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A pathology is a shape of which nobody writes as much, but a program may.
type pathology struct {
	name string
	n    int // how much of it has to be borne
	text func(n int) string
}

const pathologyHead = `package p

import "sync"

func work(i int) error { if i < 0 { panic(i) }; return nil }

func logged() { if r := recover(); r != nil { println(r) } }

type group struct { wg sync.WaitGroup; err error }

func (g *group) Go(f func() error) { g.wg.Add(1); go func() { defer g.wg.Done(); if err := f(); err != nil { g.err = err } }() }
func (g *group) Wait() error { g.wg.Wait(); return g.err }

`

// pathologies are those that the checks are held to. Each is of everything that
// the checks look at: panics, recovers, waits, channels.
var pathologies = []pathology{
	{"statements in a function", 20_000, func(n int) string {
		return "func f(s []int, m map[int]int, c chan error, g *group, q func() error) error {\ngo func() {\n" +
			repeat(n/2, "if s[%d] > 2 { m[1] = s[2] }\n") + "c <- q()\n}()\ng.Go(q)\n" + repeat(n/2, "s[%d]++\n") + "<-c\nreturn g.Wait()\n}\n"
	}},
	{"statements that wait", 20_000, func(n int) string {
		return "func f(c chan error, g *group, q func() error) (err error) {\n" +
			repeat(n/4, "if err = <-c; err != nil { return err }\nif q() != nil { g.Go(q) }\nerr = g.Wait()\n") + "return\n}\n"
	}},
	{"goroutines in one function", 5_000, func(n int) string {
		return "func f(s []int, c chan error) {\nvar wg sync.WaitGroup\n" +
			repeat(n, "wg.Add(1)\ngo func() { defer wg.Done(); defer logged(); s[%d]++; c <- work(1) }()\n") + "wg.Wait()\n}\n"
	}},
	{"goroutines in a package", 5_000, func(n int) string {
		return repeat(n, "func f%d(done chan struct{}, q func() error) error {\nc := make(chan error)\ngo func() { defer logged(); c <- q() }()\nselect {\ncase err := <-c:\nreturn err\ncase <-done:\nreturn nil\n}\n}\n")
	}},
	{"groups in a package", 5_000, func(n int) string {
		return repeat(n, "func f%d(q func() error) error {\nvar g group\ng.Go(q)\ng.Go(func() (err error) { defer logged(); return q() })\nreturn g.Wait()\n}\n")
	}},
	{"groups in fields", 2_000, func(n int) string {
		return repeat(n, "type t%d struct { wg sync.WaitGroup; err error; done chan error }\nfunc (t *t%d) run(q func() error) error {\nt.wg.Add(1)\ngo func() { defer t.wg.Done(); t.err = q() }()\ngo func() { t.done <- q() }()\nt.wg.Wait()\nif err := <-t.done; err != nil { return err }\nreturn t.err\n}\n")
	}},
	{"groups of the package", 2_000, func(n int) string {
		return repeat(n, "var w%d sync.WaitGroup\nfunc f%d(q func() error, e *error) {\nw%d.Add(1)\ngo func() { defer w%d.Done(); *e = q() }()\nw%d.Wait()\n}\nfunc h%d(q func() error) (err error) { f%d(q, &err); return }\n")
	}},
	{"mutually recursive functions", 2_000, func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "func f%d(p func() error, s []int, c chan error) error { s[%d]++; go func() { c <- f%d(p, s, c) }(); if p() != nil { return f%d(func() error { return p() }, s, c) }; return <-c }\n", i, i, (i+1)%n, (i+7)%n)
		}
		return b.String()
	}},
	{"functions that all call each other's neighbours", 2_000, func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "func f%d(s []int) { f%d(s); f%d(s); f%d(s); s[0]++ }\n", i, (i+1)%n, (i*7)%n, (i+n-1)%n)
		}
		return b.String() + "func f(s []int) { go f0(s); go f1(s) }\n"
	}},
	{"nested goroutines", 500, func(n int) string {
		return "func f(s []int) {\n" + repeat(n, "go func() {\ns[%d]++\n") + strings.Repeat("}()\n", n) + "}\n"
	}},
	{"nested deferred literals", 500, func(n int) string {
		return "func f(s []int) {\ngo func() {\n" + repeat(n, "defer func() {\ns[%d]++; recover()\n") + strings.Repeat("}()\n", n) + "}()\n}\n"
	}},
	{"nested literals called and assigned", 500, func(n int) string {
		return "func f(s []int, c chan error) {\ngo func() {\n" + repeat(n, "q%d := func() {\ns[0]++\n") + "c <- nil\n" + backwards(n, "}\nq%d()\n") + "}()\n<-c\n}\n"
	}},
	{"nested literals in a group", 500, func(n int) string {
		return "func f(s []int, g *group) {\n" + repeat(n, "g.Go(func() error {\ns[%d]++\n") + strings.Repeat("return g.Wait()\n})\n", n) + "g.Wait()\n}\n"
	}},
}

// repeat returns the text n times. A %d in it is the number of the repetition.
func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

func backwards(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", fmt.Sprint(n-1-i)))
	}
	return b.String()
}

// unit returns a program of the size, type-checked.
func (p pathology) unit(t testing.TB, n int) *unit {
	t.Helper()
	std := needStd(t)
	u, errs := parseUnit(std, std.fset, map[string]any{"pathological.go": pathologyHead + p.text(n)})
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	return u
}

// The bounds on one package of that size.
const (
	mostTime   = 30 * time.Second // of the processors, where that is known
	mostMemory = 2 << 30          // allocated in all
	// Four times the program may cost so many times more.
	mostGrowth = 6.5
)

// TestPathological holds the suite to bounds on time and memory, and to a growth
// that is about linear. What is allocated says it better than the time.
func TestPathological(t *testing.T) {
	if testing.Short() {
		t.Skip("it analyzes very large functions: not with -short")
	}
	for _, p := range pathologies {
		t.Run(p.name, func(t *testing.T) {
			var took [2]time.Duration
			var allocated [2]uint64
			for i, n := range []int{p.n / 4, p.n} {
				u := p.unit(t, n)
				took[i], allocated[i] = measure(t, u)
			}
			grows := float64(allocated[1]) / float64(allocated[0])
			t.Logf("%d: %v and %d MB, %d: %v and %d MB, %.1f times the memory, %.1f times the time", p.n/4, took[0], allocated[0]>>20,
				p.n, took[1], allocated[1]>>20, grows, float64(took[1])/float64(took[0]))
			if took[1] > mostTime || allocated[1] > mostMemory {
				t.Errorf("%d %s take %v and %d MB", p.n, p.name, took[1], allocated[1]>>20)
			}
			if grows > mostGrowth && allocated[1] > 64<<20 {
				t.Errorf("four times the %s take %.1f times the memory", p.name, grows)
			}
			if slower := float64(took[1]) / float64(took[0]); slower > 2*mostGrowth && took[1] > 20*time.Second {
				t.Errorf("four times the %s take %.1f times as long", p.name, slower)
			}
		})
	}
}

// measure runs the suite over the unit, and returns what it takes.
func measure(t testing.TB, u *unit) (took time.Duration, allocated uint64) {
	t.Helper()
	return costOf(func() {
		if _, _, err := u.run(); err != nil {
			t.Fatal(err)
		}
	})
}

// costOf returns the processor time, which a busy machine does not stretch, and the
// memory that a function takes.
func costOf(f func()) (took time.Duration, allocated uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cpuTime()
	f()
	took = cpuTime() - start
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

var began = time.Now()

// wallTime stands in for the processor time where that is not known.
func wallTime() time.Duration { return time.Since(began) }

// BenchmarkPathological tells time and memory against the size.
func BenchmarkPathological(b *testing.B) {
	for _, p := range pathologies {
		for _, n := range []int{p.n / 4, p.n / 2, p.n} {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(p.name, " ", "-"), n), func(b *testing.B) {
				u := p.unit(b, n)
				b.ReportAllocs()
				b.ResetTimer()
				for b.Loop() {
					if _, _, err := u.run(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/unit")
			})
		}
	}
}
