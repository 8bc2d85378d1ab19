// Package contracts calls functions of the standard library that panic for some
// arguments, in goroutines that recover nothing.
package contracts

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"
	"time"
)

type config struct {
	interval time.Duration
	Pattern  string
}

func tickerOfZero() {
	go func() { // want `time.NewTicker\(0\) panics for some arguments.*unrecovered certain`
		<-time.NewTicker(0).C
	}()
}

func tickerOfParameter(d time.Duration) {
	go func() { // want `time.NewTicker\(d\) panics for some arguments.*unrecovered likely`
		<-time.NewTicker(d).C
	}()
}

func tickerOfField(c *config) {
	go func() {
		if c.interval <= 0 {
			return
		}
		<-time.NewTicker(c.interval).C
	}()
}

func tickerOfConstant() {
	go func() {
		<-time.NewTicker(5 * time.Second).C
	}()
}

func tickerOfTested(d time.Duration) {
	if d <= 0 {
		d = time.Second
	}
	go func() {
		<-time.NewTicker(d).C
	}()
}

// poll demands of its callers what NewTicker demands.
func poll(every time.Duration) {
	<-time.NewTicker(every).C
}

func pollEverySecond() {
	go poll(time.Second)
}

func pollNever() {
	go poll(0) // want `time.NewTicker\(every\) panics for some arguments.*certain`
}

func tick(d time.Duration) {
	go func() {
		<-time.Tick(d) // nil if d is not positive
	}()
}

func patternOfParameter(p string, out chan<- *regexp.Regexp) {
	go func() { // want `regexp.MustCompile\(p\) panics if that fails.*certain`
		out <- regexp.MustCompile(p)
	}()
}

func patternOfQuoted(p string, out chan<- *regexp.Regexp) {
	go func() {
		out <- regexp.MustCompile("^" + regexp.QuoteMeta(p) + "$")
	}()
}

func patternOfConstant(out chan<- *regexp.Regexp) {
	const digits = `\d+`
	go func() {
		out <- regexp.MustCompile("^" + digits + "$")
	}()
}

func addrOfField(c *config, out chan<- netip.Addr) {
	go func() { // want `netip.MustParseAddr\(c.Pattern\) panics if that fails.*certain`
		out <- netip.MustParseAddr(c.Pattern)
	}()
}

func templateOfFile(name string, out chan<- *template.Template) {
	go func() { // want `panics if that fails.*certain`
		out <- template.Must(template.ParseFiles(name))
	}()
}

func templateOfConstant(out chan<- *template.Template) {
	go func() {
		out <- template.Must(template.New("page").Parse("{{.}}"))
	}()
}

func padding(s string, width int, out chan<- string) {
	go func() { // want `strings.Repeat\(" ", width - len\(s\)\) panics for some arguments.*likely`
		out <- strings.Repeat(" ", width-len(s)) + s
	}()
}

func paddingOfMore(s string, width int, out chan<- string) {
	go func() {
		out <- strings.Repeat(" ", max(0, width)) + s
	}()
}

func number(b []byte, out chan<- uint32) {
	go func() { // want `binary.BigEndian.Uint32\(b\) panics for some arguments.*likely`
		out <- binary.BigEndian.Uint32(b)
	}()
}

func numberOfEnough(b []byte, out chan<- uint32) {
	go func() {
		if len(b) < 8 {
			return
		}
		out <- binary.BigEndian.Uint32(b) + binary.BigEndian.Uint32(b[4:8])
	}()
}

func numberOfMade(out chan<- []byte) {
	go func() {
		b := make([]byte, 8)
		binary.LittleEndian.PutUint64(b, 1)
		out <- b
	}()
}

func pick(names []string, out chan<- string) {
	go func() { // want `rand.IntN\(len\(names\)\) panics for some arguments.*likely`
		out <- names[rand.IntN(len(names))]
	}()
}

func pickOfSome(names []string, out chan<- string) {
	go func() {
		if len(names) == 0 {
			return
		}
		out <- names[rand.IntN(len(names))]
	}()
}

func largest(n []int, out chan<- int) {
	go func() { // want `slices.Max\(n\) panics for some arguments.*likely`
		out <- slices.Max(n)
	}()
}

func insert(n []int, at int, out chan<- []int) {
	go func() { // want `slices.Insert\(n, at, 1\) panics for some arguments.*likely`
		out <- slices.Insert(n, at, 1)
	}()
}

func insertInFront(n []int, out chan<- []int) {
	go func() {
		out <- slices.Insert(n, 0, 1)
	}()
}

func replacer(out chan<- *strings.Replacer) {
	go func() { // want `strings.NewReplacer\("a"\) panics.*certain`
		out <- strings.NewReplacer("a")
	}()
}

// What callers meet as a matter of course is no evidence.
func ofCourse(ctx context.Context, wg *sync.WaitGroup, m *sync.Map, key any, n int64, buf *bytes.Buffer, loc *time.Location) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		m.Store(key, strconv.FormatInt(n, 10)+time.Now().In(loc).String())
		buf.Truncate(0)
		<-ctx.Done()
	}()
}

// What is seen to be violated is, whatever callers do as a rule.
func nilContext() {
	go func() { // want `context.WithCancel\(nil\) panics.*certain`
		_, cancel := context.WithCancel(nil)
		cancel()
	}()
}

func hexOfMade(b []byte, out chan<- []byte) {
	go func() {
		dst := make([]byte, hex.EncodedLen(len(b)))
		hex.Encode(dst, b)
		out <- dst
	}()
}

// Fewer is what Done does, too.
func fewer(wg *sync.WaitGroup, n int) {
	wg.Add(n)
	go func() {
		wg.Add(-1)
	}()
}

// A variable that was quoted before is of the right form.
func quotedBefore(p string, out chan<- *regexp.Regexp) {
	go func() {
		end := p[:len(p)/2]
		end = regexp.QuoteMeta(end)
		out <- regexp.MustCompile("^" + end + "$")
	}()
	go func() { // want `regexp.MustCompile\("\^" \+ end \+ "\$"\) panics if that fails.*certain`
		end := regexp.QuoteMeta(p)
		if len(p) > 3 {
			end = p
		}
		out <- regexp.MustCompile("^" + end + "$")
	}()
}
