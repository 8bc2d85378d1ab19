// Package codec is what the cases of unrecovered call in another package.
package codec

import (
	"bufio"
	"regexp"
	"strconv"
)

// Version reads the first byte.
func Version(b []byte) byte { return b[0] }

// Checked reads the first byte, if there is one.
func Checked(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// MustNumber panics if s is no number.
func MustNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

// Load panics if s is no number, and its name does not say so.
func Load(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

// Each calls f with each byte.
func Each(b []byte, f func(byte)) {
	for _, c := range b {
		f(c)
	}
}

// Start starts f.
func Start(f func()) { go f() }

// Second reads a line and returns its second byte.
func Second(r *bufio.Reader) byte {
	line, _ := r.ReadString('\n')
	return line[1]
}

// Column returns the column of a cell.
func Column(cell, width int) int { return cell % width }

// Put16 writes a number.
func Put16(b []byte, n int) { b[0], b[1] = byte(n>>8), byte(n) }

// A Rule is one of a Checker's.
type Rule struct{ Expr string }

// A Checker has rules.
type Checker struct{ all []*regexp.Regexp }

// NewChecker returns one of a name.
func NewChecker(name string) *Checker { return new(Checker) }

// AddRule adds a rule, which has to be right.
func AddRule(c *Checker, r *Rule) {
	re, err := regexp.Compile(r.Expr)
	if err != nil {
		panic(err)
	}
	c.all = append(c.all, re)
}
