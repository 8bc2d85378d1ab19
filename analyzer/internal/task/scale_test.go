package task_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// big are programs that grow with n in one dimension each.
var big = map[string]func(n int) string{
	"statements": func(n int) string {
		return "func f(m map[int]int, s []int) {\ngo func() {\ndefer func() { recover() }()\n" + strings.Repeat("m[1] = s[2]; if s[1] > 2 { g() }\n", n) + "}()\n}\nfunc g() { panic(1) }\n"
	},
	"unguarded statements": func(n int) string {
		return "func f(m map[int]int, s []int) {\ngo func() {\ndefer func() { g(); recover() }()\n" + strings.Repeat("m[1] = s[2]; if s[1] > 2 { g() }\n", n) + "}()\n}\nfunc g() { println() }\n"
	},
	"misplaced": func(n int) string {
		return "func f(s []int) {\ngo func() {\ndefer func() { func() { recover() }() }()\n" + strings.Repeat("if s[1] > 2 { s[1]++ }\n", n) + "s[1]++\n}()\n}\n"
	},
	"goroutines": func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "func f%d(p func()) { go func() { defer func() { recover() }(); p(); f%d(p) }() }\n", i, (i+1)%n)
		}
		return b.String()
	},
	"goroutines of one function": func(n int) string {
		return "func f(p func()) {\n" + strings.Repeat("go func() { defer func() { recover() }(); p() }()\n", n) + "}\n"
	},
	"recursion": func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "func f%d(p func(), s []int) { s[1]++; f%d(p, s); f%d(func() { p() }, s) }\n", i, (i+1)%n, (i+7)%n)
		}
		return b.String() + "func start() { go f0(nil, nil) }\n"
	},
	"chain": func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "func f%d(p func()) { f%d(p) }\n", i, i+1)
		}
		return b.String() + fmt.Sprintf("func f%d(p func()) { go p() }\nfunc start() { f0(func() { recover() }) }\n", n)
	},
	"literals in literals": func(n int) string {
		n /= 10
		return "func f(p func()) {\n" + strings.Repeat("go func() {\n", n) + "p(); recover()\n" + strings.Repeat("}()\n", n) + "}\n"
	},
	"deferred in deferred": func(n int) string {
		n /= 10
		return "func f(p func()) {\ngo func() {\n" + strings.Repeat("defer func() {\n", n) + "p(); recover()\n" + strings.Repeat("}()\n", n) + "}()\n}\n"
	},
	"called literals": func(n int) string {
		n /= 10
		return "func f(p func()) {\ngo func() {\n" + strings.Repeat("func() {\n", n) + "p(); recover()\n" + strings.Repeat("}()\n", n) + "}()\n}\n"
	},
	"defers": func(n int) string {
		n /= 10
		return "func f(p func(), s []int) {\ngo func() {\n" + strings.Repeat("s[1]++; if s[1] > 2 { defer func() { recover() }() }\n", n) + "}()\n}\n"
	},
	"parameters": func(n int) string {
		n /= 10
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "p%d func(), ", i)
		}
		return "func f(" + b.String() + " q func()) {\n" + strings.Repeat("go p0(); p1(); q()\n", n) + "}\n"
	},
	"uses": func(n int) string {
		n /= 10
		return "func f(p func()) {\n" + strings.Repeat("go p(); p(); g(p)\n", n) + "}\nfunc g(p func()) { f(p) }\n"
	},
	"aliases": func(n int) string {
		n /= 10
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "q%d := q%d\nq%d()\n", i+1, i, i+1)
		}
		return "func f(q0 func()) {\n" + b.String() + "}\n"
	},
	"assignments": func(n int) string {
		n /= 10
		return "var x func()\nfunc f(p func()) {\n" + strings.Repeat("x = func() { recover() }\ngo x(); defer x()\n", n) + "}\n"
	},
	"local assignments": func(n int) string {
		n /= 10
		return "func f(p func()) {\nvar x, y func()\n" + strings.Repeat("x = y; y = x; x = p\ngo x(); defer x()\n", n) + "}\n"
	},
	"makers": func(n int) string {
		n /= 10
		return "func mk() func() {\n" + strings.Repeat("if g() { return mk() }\n", n) + "return func() { recover() }\n}\nfunc g() bool\nfunc f() { go mk()(); defer mk()() }\n"
	},
	"handlers": func(n int) string {
		n /= 10
		return "func f(c chan any) {\ngo func() {\ndefer func() {\nr := recover()\n" + strings.Repeat("if r != nil { c <- r }\n", n) + "}()\npanic(1)\n}()\n}\n"
	},
	"else if": func(n int) string {
		n /= 10
		return "func f(n int) {\ngo func() {\ndefer func() { recover() }()\n" + strings.Repeat("if n == 1 { g() } else ", n) + "{ g() }\n}()\n}\nfunc g() { panic(1) }\n"
	},
}

// TestScale measures the suite on programs of two sizes: eight times the code
// must not take many times more than eight times as long, in processor time.
func TestScale(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures time: not with -short")
	}
	std := needStd(t)
	const size, factor = 250, 8
	for name, program := range big {
		t.Run(name, func(t *testing.T) {
			var took [2]time.Duration
			for i, n := range []int{size, size * factor} {
				u, errs := parseUnit(std, std.fset, map[string]any{"big.go": "package p\n" + program(n)})
				if len(errs) > 0 {
					t.Fatal(errs[0])
				}
				start := cpuTime()
				if _, _, err := u.run(); err != nil {
					t.Fatal(err)
				}
				took[i] = cpuTime() - start
			}
			grows := float64(took[1]) / float64(took[0])
			t.Logf("%d: %v, %d: %v, %.1f times", size, took[0], size*factor, took[1], grows)
			if grows > 2.5*factor && took[1] > 2*time.Second {
				t.Errorf("%d times the code takes %.1f times as long (%v)", factor, grows, took[1])
			}
		})
	}
}
