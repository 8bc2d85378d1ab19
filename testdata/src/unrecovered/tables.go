package unrecovered

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unsafe"
)

// What is in a table of constants, its author has tried.

var units = map[string]int64{"s": 1, "m": 60, "y": 1 << 60}

var changedUnits = map[string]int64{"s": 1}

var someUnits = map[string]int64{"s": 1, "none": 0}

func SetUnit(name string, n int64) { changedUnits[name] = n }

type span struct {
	Unit string
	N    int64
}

func spanOf(c net.Conn) (s span) {
	_ = json.NewDecoder(c).Decode(&s)
	return s
}

func Spans(c net.Conn) {
	go func() {
		s := spanOf(c)
		unit, ok := units[s.Unit]
		if !ok {
			return
		}
		use(int(s.N / unit))
	}()
}

func SpansOfSome(s span) {
	go func() { // want `s\.N / unit may divide by zero`
		unit, ok := someUnits[s.Unit]
		if !ok {
			return
		}
		use(int(s.N / unit))
	}()
}

func SpansChanged(s span) {
	go func() { // want `s\.N / unit may divide by zero`
		unit, ok := changedUnits[s.Unit]
		if !ok {
			return
		}
		use(int(s.N / unit))
	}()
}

var ignored = map[string][]string{"linux": {"lost+found", "*.tmp"}, "default": {".*"}}

func Ignores(name string) {
	go func() {
		for _, pattern := range ignored["linux"] {
			if _, err := filepath.Match(pattern, name); err != nil {
				panic(err)
			}
		}
	}()
}

func IgnoresAny(patterns []string, name string) {
	go func() { // want `it can reach panic\(err\)`
		for _, pattern := range patterns {
			if _, err := filepath.Match(pattern, name); err != nil {
				panic(err)
			}
		}
	}()
}

// What is left of a text, was in it.

func Trimmed(c net.Conn) {
	go func() {
		var r receipt
		_ = json.NewDecoder(c).Decode(&r)
		if strings.TrimSpace(r.Name) == "" {
			return
		}
		use(r.Name[len(r.Name)-1])
	}()
}

func TrimmedOther(c net.Conn) {
	go func() { // want `r\.Name\[len\(r\.Name\) - 1\] may be out of range`
		var r receipt
		_ = json.NewDecoder(c).Decode(&r)
		if strings.TrimSpace(r.TxnID) == "" {
			return
		}
		use(r.Name[len(r.Name)-1])
	}()
}

// A channel that is closed makes room for another one.

func Growing(in chan int) {
	go func() {
		out := make(chan int, 1)
		for v := range in {
			if len(out) == cap(out) {
				close(out)
				out = make(chan int, cap(out)*2)
			}
			out <- v
		}
		close(out)
	}()
}

func GrowingNot(in chan int) {
	go func() { // want `out may be closed|out is sent on`
		out := make(chan int, 1)
		for v := range in {
			if len(out) == cap(out) {
				close(out)
			}
			use(v)
		}
		close(out)
	}()
}

// A list that is padded is as long as it has to be.

func parts(s string, n int) []string {
	all := strings.SplitN(s, "/", n)
	for i := n - len(all); i > 0; i-- {
		all = append(all, "")
	}
	return all
}

func partsAsTheyAre(s string, n int) []string { return strings.SplitN(s, "/", n) }

func Padded(c net.Conn) {
	go func() {
		var r receipt
		_ = json.NewDecoder(c).Decode(&r)
		use(parts(r.Name, 2)[1])
	}()
}

func Unpadded(c net.Conn) {
	go func() { // want `\[1\] may be out of range`
		var r receipt
		_ = json.NewDecoder(c).Decode(&r)
		use(partsAsTheyAre(r.Name, 2)[1])
	}()
}

// Which of the messages it is that is printed, the caller knows.

type message interface{ text() string }

type twoParts struct{ parts []string }

func (p twoParts) text() string { return p.parts[1] }

type oneWord struct{ s string }

func (w oneWord) text() string { return w.s }

func show(m message) { use(m.text()) }

func ShowWord(c net.Conn) {
	go func() {
		var w oneWord
		_ = json.NewDecoder(c).Decode(&w.s)
		show(w)
	}()
}

func secondPart(parts []string) string { return parts[1] }

func ShowSecond(c net.Conn) {
	go func() { // want `parts\[1\] in secondPart may be out of range`
		var parts []string
		_ = json.NewDecoder(c).Decode(&parts)
		use(secondPart(parts))
	}()
}

// What was indexed before, is that long.

func Again(c net.Conn, i int) error {
	var names []string
	if err := json.NewDecoder(c).Decode(&names); err != nil || i < 0 {
		return err
	}
	if strings.HasPrefix(names[i], "x") {
		return errors.New("x")
	}
	first := strings.ToUpper(names[i])
	go func() {
		use(first + names[i])
	}()
	return nil
}

func AgainNot(c net.Conn, i, j int) error {
	var names []string
	if err := json.NewDecoder(c).Decode(&names); err != nil {
		return err
	}
	first := strings.ToUpper(names[i])
	go func() { // want `names\[j\] may be out of range`
		use(first + names[j])
	}()
	return nil
}

// A field that is given what a function makes of it, has been seen to.

type pollOf struct{ Every time.Duration }

type askingAgain struct{ poll *pollOf }

func atLeast(d time.Duration) time.Duration {
	if d < least() {
		return least()
	}
	return d
}

func least() time.Duration { return time.Second }

func (p *askingAgain) Prepare() { p.poll.Every = atLeast(p.poll.Every) }

func (p *askingAgain) Start() {
	go func() {
		t := time.NewTicker(p.poll.Every)
		defer t.Stop()
		<-t.C
	}()
}

// What a function that is asked before has measured, it may have refused.

type query struct{ Names []string }

func refusesNone(q *query) (*query, error) {
	if len(q.Names) == 0 {
		return nil, errors.New("no names")
	}
	return q, nil
}

func firstName(q *query) { use(q.Names[0]) }

func AskedBefore(c net.Conn) error {
	q := new(query)
	_ = json.NewDecoder(c).Decode(q)
	if _, err := refusesNone(q); err != nil {
		return err
	}
	go func() {
		firstName(q)
	}()
	return nil
}

func AskedOfNobody(c net.Conn) {
	q := new(query)
	_ = json.NewDecoder(c).Decode(q)
	go func() { // want `q\.Names\[0\] in firstName may be out of range`
		firstName(q)
	}()
}

// What was read up to a delimiter ends in it, unless there was an error.

func Lines(c net.Conn) {
	r := bufio.NewReader(c)
	go func() {
		line, err := r.ReadSlice('\n')
		if err != nil {
			switch err {
			case io.EOF:
				return
			default:
				panicless()
				return
			}
		}
		use(line[:len(line)-1])
	}()
}

func LinesUnchecked(c net.Conn) {
	r := bufio.NewReader(c)
	go func() { // want `line\[:len\(line\) - 1\] may be out of range`
		line, err := r.ReadSlice('\n')
		if err != nil {
			switch err {
			case io.EOF:
				return
			default:
				panicless()
			}
		}
		use(line[:len(line)-1])
	}()
}

func panicless() {}

// A length that is read out of bytes has to be seen to on both sides.

func readFrame(c net.Conn, room []byte) []byte {
	var head [4]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return nil
	}
	n := int(binary.BigEndian.Uint32(head[:])) - 4
	if n > len(room) {
		return nil
	}
	return room[:n]
}

func Frames(c net.Conn, room []byte) {
	go func() { // want `room\[:n\] in readFrame may be out of range`
		use(readFrame(c, room))
	}()
}

func readFrameSeen(c net.Conn, room []byte) []byte {
	var head [4]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return nil
	}
	n := int(binary.BigEndian.Uint32(head[:])) - 4
	if n < 0 || n > len(room) {
		return nil
	}
	return room[:n]
}

func FramesSeen(c net.Conn, room []byte) {
	go func() {
		use(readFrameSeen(c, room))
	}()
}

// Bytes that are shifted to where they belong are not negative, and a slice that is made
// longer is long enough.
func readShort(c net.Conn) []byte {
	b := make([]byte, 64)
	if _, err := io.ReadFull(c, b[:2]); err != nil {
		return nil
	}
	n := int(b[0])<<8 | int(b[1])
	if n > len(b) {
		b = make([]byte, n)
	}
	return b[:n]
}

func Shorts(c net.Conn) {
	go func() {
		use(readShort(c))
	}()
}

func readSigned(c net.Conn) []byte {
	b := make([]byte, 64)
	if _, err := io.ReadFull(c, b[:2]); err != nil {
		return nil
	}
	n := int(int8(b[0]))<<8 | int(b[1])
	if n > len(b) {
		b = make([]byte, n)
	}
	return b[:n]
}

func Signeds(c net.Conn) {
	go func() { // want `b\[:n\] in readSigned may be out of range`
		use(readSigned(c))
	}()
}

// What is left behind a prefix is as long as what was tested, without it.

func unwrap(c net.Conn) []byte {
	data := make([]byte, 64)
	n, err := c.Read(data)
	if err != nil {
		return nil
	}
	data = data[:n]
	if len(data) < 20 {
		return nil
	}
	data = data[16:]
	return data[4:]
}

func Unwraps(c net.Conn) {
	go func() {
		use(unwrap(c))
	}()
}

// Handlers are made once for all codes.

const codes = 8

var handlers []func()

func init() { handlers = make([]func(), codes) }

func handlerOf(code uint32) func() {
	if code >= codes {
		return nil
	}
	return handlers[code]
}

func Handles(c net.Conn) {
	go func() {
		var head [4]byte
		if _, err := io.ReadFull(c, head[:]); err != nil {
			return
		}
		use(handlerOf(binary.BigEndian.Uint32(head[:])))
	}()
}

// An error that hardly comes about is given to Must all the same.

func Must(err error) {
	if err != nil {
		panic(err)
	}
}

func keyOf(secret [16]byte, n int) ([]byte, error) {
	if n > len(secret) {
		return nil, errors.New("too long")
	}
	return secret[:], nil
}

func KeysOfSecret(secret [16]byte) {
	go func() {
		key, err := keyOf(secret, 16)
		Must(err)
		use(key)
	}()
}

func KeysOfFile(name string) {
	go func() { // want `Must\(err\) panics if that fails|it can reach Must|Must`
		key, err := os.ReadFile(name)
		Must(err)
		use(key)
	}()
}

// What an error says is not in the bytes that are returned beside it.

type sizeError struct{ size uint32 }

func (e sizeError) Error() string { return "too long" }

func readBody(c net.Conn) ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(c, head); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head)
	if n > 1000 {
		return nil, sizeError{n}
	}
	return append(head, make([]byte, n)...), nil
}

func kindOf(body []byte) byte { return body[4] }

func Bodies(c net.Conn) {
	go func() {
		if body, err := readBody(c); err == nil {
			use(kindOf(body))
		}
	}()
}

// A map that is made in each of several cases is made: that there is no other one, the
// author knows.
func merged(parts ...map[string]int) map[string]int {
	var all map[string]int
	if len(parts) == 1 {
		all = make(map[string]int)
	} else if len(parts) == 2 {
		if all = parts[0]; len(all) == 0 {
			all = copied(parts[1])
		}
	}
	all["n"] = len(parts)
	return all
}

func copied(part map[string]int) map[string]int {
	if len(part) > 1 {
		return part
	}
	return nil
}

func mergedOnce(parts ...map[string]int) map[string]int {
	var all map[string]int
	if len(parts) == 1 {
		all = make(map[string]int)
	}
	all["n"] = len(parts) // of no part, say
	return all
}

func mergeAll(a, b map[string]int) {
	go merged(a, b)
	go mergedOnce(a, b) // want `all\["n"\] may be an assignment to a nil map`
}

// What is read by an unsafe.Pointer was laid out by the kernel, and not by a peer.
func fromKernel(r io.Reader, out []byte) {
	go func() {
		var buf [4096]byte
		if _, err := r.Read(buf[:]); err != nil {
			return
		}
		head := (*struct{ Len uint32 })(unsafe.Pointer(&buf[0]))
		copy(out, buf[:head.Len])
	}()
}

func fromPeer(r io.Reader, out []byte) {
	go func() { // want `buf\[:n\] may be out of range`
		var buf [4096]byte
		if _, err := r.Read(buf[:]); err != nil {
			return
		}
		n := binary.BigEndian.Uint32(buf[:4])
		copy(out, buf[:n])
	}()
}

// A reader that computes what it reads does not fail, whichever way it is asked.
func computedKey() {
	go func() {
		key := make([]byte, 4)
		r := hex.NewDecoder(strings.NewReader("00ff00ff"))
		if _, err := r.Read(key); err != nil {
			panic(err)
		}
	}()
}

func readKey(r io.Reader) {
	go func() { // want `it can reach panic\(err\)`
		key := make([]byte, 4)
		if _, err := r.Read(key); err != nil {
			panic(err)
		}
	}()
}

// What a function returns is of the type that it returns everywhere.
type record struct{ Name string }

func (r *record) text() any {
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		return r.Name
	}
	return line
}

func (r *record) size() any {
	var size any
	if json.NewDecoder(os.Stdin).Decode(&size) != nil {
		return r.Name
	}
	return size
}

func readRecord(r *record, out chan<- string) {
	go func() { out <- r.text().(string) }()
	go func() { out <- r.size().(string) }() // want `r\.size\(\)\.\(string\) panics for any other type`
}

// What is of an interface type may be nil.
func (r *record) source() any {
	var in io.Reader
	if json.NewDecoder(os.Stdin).Decode(&in) != nil {
		return in
	}
	return in
}

func readSource(r *record, out chan<- io.Reader) {
	go func() { out <- r.source().(io.Reader) }() // want `r\.source\(\)\.\(io\.Reader\) panics for any other type`
}

// How long a list is that is written here, its author knows: a test that is off by one is
// no thought of something else.
func nameOf(kinds <-chan struct{ kind int }) {
	go func() { // want `names\[k\.kind\] may be out of range`
		names := []string{"none", "some", "all"}
		for k := range kinds {
			if k.kind >= 0 && k.kind <= len(names) {
				println(names[k.kind])
			}
		}
	}()
}

func nameOfGiven(kinds <-chan struct{ kind int }, names []string) {
	go func() {
		for k := range kinds {
			if k.kind >= 0 && k.kind < len(names) {
				println(names[k.kind])
			}
		}
	}()
}
