// Package unrecovered has goroutines that nothing recovers on: those that can
// panic for what they are given, and those that look alike and cannot.
package unrecovered

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"

	"unrecovered/codec"
)

type order struct {
	Lines []string
	Sums  map[string]int
	Made  map[string]int
	sizes []int
}

func use(...any) {}

// Indices and slices.

func indices(o order, words []string, i int) {
	go func() { // want `a panic here ends the process: o\.Lines\[0\] may be out of range \[taskrecover/unrecovered likely\]`
		use(o.Lines[0])
	}()
	go func() { // want `words\[i\] may be out of range`
		use(words[i])
	}()
	go func() { // want `strings\.Split\(words\[0\], "="\)\[1\] may be out of range`
		if len(words) > 0 {
			use(strings.Split(words[0], "=")[1])
		}
	}()
	go func() { // want `words\[1:i\] may be out of range`
		use(words[1:i])
	}()
	go func() { // want `words\[len\(words\) - 1\] may be out of range`
		use(words[len(words)-1])
	}()
	go second(words) // want `words\[1\] may be out of range`
	go second([]string{"a", "b"})
	go second([]string{"a"}) // want `words\[1\] may be out of range \[taskrecover/unrecovered certain\]`
	go func() {              // want `words\[1\] in second may be out of range`
		third(words)
	}()
}

func second(words []string) { use(words[1]) }

func third(words []string) { second(words) }

func tested(o order, words []string, i, j int) {
	go func() {
		if len(o.Lines) > 0 {
			use(o.Lines[0])
		}
	}()
	go func() {
		if i < 0 || i >= len(words) {
			return
		}
		use(words[i], words[:i], words[i:])
	}()
	go func() {
		for i := range words {
			use(words[i], words[:i+1])
		}
		for i := 0; i < len(words); i++ {
			use(words[i])
		}
		for i := len(words) - 1; i >= 0; i-- {
			use(words[i])
		}
		for i := 1; i < len(words); i++ {
			use(words[i-1])
		}
	}()
	go func() {
		switch {
		case len(words) == 0:
			return
		}
		use(words[0], words[len(words)-1])
	}()
	go func() {
		if i >= 0 && j >= 0 && i+j <= len(words) {
			use(words[i : i+j])
		}
	}()
	go func() {
		for range words {
			use(i%len(words), words[0])
		}
		for word := range o.Sums {
			o.Sums[word] = 1
		}
	}()
	go func() {
		if len(words) != 2 {
			return
		}
		second(words)
	}()
	go func() {
		parts := strings.SplitN(o.Lines2(), "=", 2)
		if len(parts) < 2 {
			return
		}
		use(parts[0], parts[1])
	}()
	go func() {
		out := make([]string, len(words))
		for i, w := range words {
			out[i] = w
		}
		var counts [8]int
		counts[i&7]++
	}()
	go func() {
		line := o.Lines2()
		if n := strings.Index(line, "="); n >= 0 {
			use(line[:n], line[n+1:])
		}
	}()
	go func() {
		sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	}()
	go func() {
		if strings.HasPrefix(words2, "ab") {
			use(words2[2:])
		}
	}()
}

// A write in another case, or before a return, does not come to what follows.
func exclusive(words []string, i int) {
	for len(words) > 0 {
		switch {
		case i < 0:
			words = words[1:]
		case i > 0:
			use(words[0])
			words = words[1:]
		}
		i--
	}
}

func returns(words []string, i int) {
	if len(words) == 0 {
		return
	}
	if i == 2 {
		words = nil
		use(words)
		return
	}
	use(words[0])
}

func runs(words []string, i int) {
	go exclusive(words, i)
	go returns(words, i)
}

const off = false

var i2 = len(os.Args)

var words2 = os.Getenv("WORDS")

func (o order) Lines2() string { return strings.Join(o.Lines, ",") }

// Numbers.

func numbers(n, d int, o order) {
	go func() { // want `n / d may divide by zero`
		use(n / d)
	}()
	go func() { // want `n % len\(o\.Lines\) may divide by zero`
		use(n % len(o.Lines))
	}()
	go func() {
		if d == 0 {
			return
		}
		use(n/d, n/2)
	}()
	go func() {
		if len(o.Lines) > 0 {
			use(n % len(o.Lines))
		}
		use(n / max(d, 1))
	}()
}

// Maps, assertions, channels.

func others(v any, o order, in chan any) {
	go func() { // want `v\.\(string\) panics for any other type`
		use(v.(string))
	}()
	go func() { // want `o\.Sums\["a"\] may be an assignment to a nil map`
		o.Sums["a"]++
	}()
	go func() { // want `m\["a"\] may be an assignment to a nil map \[taskrecover/unrecovered certain\]`
		var m map[string]int
		m["a"] = 1
	}()
	go func() { // want `done may be closed when this sends on it`
		done := make(chan int, 1)
		close(done)
		done <- 1
	}()
	go func() {
		if s, ok := v.(string); ok {
			use(s)
		}
		switch v.(type) {
		case string:
			use(v.(string))
		}
		m := map[string]int{}
		m["a"] = 1
		if o.Made == nil {
			o.Made = make(map[string]int)
		}
		o.Made["a"]++
	}()
	go func() {
		if off && len(words2) > 0 { // not in this build
			use(words2[i2:], 1/i2)
		}
	}()
	go func() {
		if len(o.sizes) < cap(o.sizes) {
			o.sizes = o.sizes[:len(o.sizes)+1] // up to its capacity
		}
	}()
	go func() {
		var all map[string]map[int]int
		for _, line := range o.Lines {
			var of map[int]int
			for i := range line {
				if of == nil {
					if all == nil {
						all = make(map[string]map[int]int)
					}
					of = all[line]
					if of == nil {
						of = make(map[int]int)
						all[line] = of
					}
				}
				of[i]++
			}
		}
	}()
	go func() {
		var pool = sync.Pool{New: func() any { return new(int) }}
		use(pool.Get().(*int))
		var m sync.Map
		m.Range(func(k, v any) bool { use(k.(string)); return true })
	}()
	out := make(chan int)
	go func() {
		defer close(out)
		out <- 1
	}()
	use(<-out)
}

// Explicit panics.

func explicit(name string, n int) {
	go func() { // want `it can reach panic\(err\) \[taskrecover/unrecovered certain\]`
		if _, err := os.Open(name); err != nil {
			panic(err)
		}
	}()
	go func() { // want `it can reach panic\("no name"\) \[taskrecover/unrecovered certain\]`
		if name == "" {
			panic("no name")
		}
	}()
	go func() { // want `codec\.MustNumber can panic: a call that panics where another fails \[taskrecover/unrecovered certain\]`
		use(codec.MustNumber(name))
	}()
	go func() { // want `codec\.Load can panic: an explicit panic \[taskrecover/unrecovered certain\]`
		use(codec.Load(name))
	}()
	go natural(-1) // want `it can reach panic\("negative"\) \[taskrecover/unrecovered certain\]`
	go natural(n)  // want `it can reach panic\("negative"\) \[taskrecover/unrecovered likely\]`
	go natural(1)
	go func() {
		if n >= 0 {
			natural(n)
		}
		use(codec.MustNumber("12"))
	}()
	go func() {
		switch n {
		case 1:
		default:
			if n > 1<<40 {
				panic("bug: cannot happen")
			}
		}
	}()
}

func natural(n int) {
	if n < 0 {
		panic("negative")
	}
}

// Other packages.

func packages(b []byte) {
	go func() { // want `codec\.Version can panic: an index out of range \[taskrecover/unrecovered likely\]`
		use(codec.Version(b))
	}()
	go func() {
		use(codec.Checked(b))
		if len(b) > 0 {
			use(codec.Version(b))
		}
		codec.Each(b, func(c byte) { use(c) })
	}()
	codec.Start(func() { // want `b\[0\] may be out of range \(and in 1 more place\) \[taskrecover/unrecovered likely\]`
		use(b[0])
	})
	codec.Start(func() {
		use(b[1])
	})
	codec.Start(func() { use(len(b)) })
}

// A wrapper of this package is reported where it starts the goroutine.

func start(f func()) {
	go f() // want `b\[0\] may be out of range \(and in 1 more place\)`
}

func starts(b []byte) {
	start(func() { use(b[0]) })
	start(func() { use(b[1]) })
	start(func() { use(len(b)) })
}

// Where a recover seems to cover the goroutine, code that cannot be seen is
// evidence enough.

type store interface{ Save(string) error }

func surprised(s store, save func(string) error, w http.ResponseWriter) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	go func() { // want `save is code that cannot be seen here, and surprised's recover does not cover a new goroutine \[taskrecover/unrecovered likely\]`
		use(save("a"))
	}()
	go func() { // who declared the interface knows what implements it
		use(s.Save("a"))
	}()
	go fmt.Println("a")
}

func handle(w http.ResponseWriter, r *http.Request) {
	go func() { // want `r\.Header\["A"\]\[0\] may be out of range, and net/http does not recover on a new goroutine`
		use(r.Header["A"][0])
	}()
}

func unseen(s store) {
	go func() { use(s.Save("a")) }() // only possible
}

// Recovered: nothing is said.

func recovered(o order, words []string) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		use(o.Lines[0])
		second(words)
	}()
	go func() {
		safely(func() { use(o.Lines[0]) })
	}()
}

func safely(f func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	f()
}

func parse(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func waits(wg *sync.WaitGroup, done chan struct{}, s string) {
	go func() {
		wg.Wait()
		close(done)
	}()
	go parse(s)
}

// A defer that is not reached defers nothing.
func neverDeferred(words []string, i int) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		panic(words)
		defer func() { use(words[i]) }()
	}()
	go func() {
		return
		defer func() { use(words[i]) }()
	}()
	go func() { // want `words\[i\] in neverDeferred may be out of range`
		defer func() { use(words[i]) }()
	}()
}
