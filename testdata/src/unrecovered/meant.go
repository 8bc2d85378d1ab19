package unrecovered

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"keys"

	"unrecovered/codec"
)

// What the author has seen to in another way than by a test right before: no more than
// possible. Beside each what looks alike and is not.

// Settings that are validated as a whole, by what their tags say.

type tagged struct {
	Every time.Duration `min:"1ms"`
	Pause time.Duration
}

func (t *tagged) Validate() error {
	v := reflect.ValueOf(t).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("min") != "" && v.Field(i).Int() <= 0 {
			return errors.New("too small")
		}
	}
	return nil
}

type watcher struct {
	tagged   tagged
	untagged Untagged
}

func NewWatcher(t tagged, u Untagged) *watcher {
	w := &watcher{t, u}
	go w.byTags()
	go w.byEvery() // want `time\.NewTicker\(w\.untagged\.Every\) panics for some arguments`
	go w.byPause()
	return w
}

func (w *watcher) byTags() { use(time.NewTicker(w.tagged.Every)) }

func (w *watcher) byEvery() { use(time.NewTicker(w.untagged.Every)) }

func (w *watcher) byPause() { use(time.NewTicker(w.untagged.Pause)) }

// One whose validation looks at the other field.

type Untagged struct {
	Every time.Duration
	Pause time.Duration
}

func (u *Untagged) Validate() error {
	if u.Pause <= 0 {
		return errors.New("no pause")
	}
	return nil
}

// A field that is given another one, which is compared elsewhere.

type columns struct{ width int }

func newColumns(o *layout) *columns { return &columns{width: o.width} }

type layout struct{ width int }

func parseLayout(width int) (*layout, error) {
	o := &layout{width: width}
	if o.width < 1 {
		return nil, errors.New("no width")
	}
	return o, nil
}

func (c *columns) Start(n int) {
	go func() {
		use(codec.Column(n, c.width))
	}()
}

// What a function of the package could have refused.

type offer struct{ Names []string }

func agree(o *offer) (string, error) {
	for _, n := range o.Names {
		if n == "x" {
			return n, nil
		}
	}
	return "", errors.New("nothing in common")
}

func count(o *offer) (int, error) {
	_, err := os.Stat(fmt.Sprint(len(o.Names)))
	return 0, err
}

func Agreed(body []byte) {
	go func() {
		var o offer
		if json.Unmarshal(body, &o) != nil {
			return
		}
		name, err := agree(&o)
		if err != nil {
			return
		}
		use(name, o.Names[0])
	}()
}

func Counted(body []byte) {
	go func() { // want `o\.Names\[0\] may be out of range`
		var o offer
		if json.Unmarshal(body, &o) != nil {
			return
		}
		n, err := count(&o)
		if err != nil {
			return
		}
		use(n, o.Names[0])
	}()
}

// What nobody can go on without, as the package is initialized, and what a finalizer
// finds.

func init() {
	go func() {
		if _, err := os.ReadFile(os.Args[0]); err != nil {
			panic(err)
		}
	}()
}

func Loaded() {
	go func() { // want `it can reach panic\(err\)`
		if _, err := os.ReadFile(os.Args[0]); err != nil {
			panic(err)
		}
	}()
}

type lease struct{ open bool }

func tracked() *lease {
	h := &lease{open: true}
	runtime.SetFinalizer(h, func(h *lease) {
		panic("a lease was not ended")
	})
	return h
}

// What the comment says of a panic.

func Mapped(name string) {
	go func() {
		if _, err := os.ReadFile(name); err != nil {
			// This is never reached: the file was opened before.
			panic(err)
		}
	}()
}

// A lookup that finds nothing says so.

func Looked(host string) {
	go func() {
		addrs, err := net.LookupHost(host)
		if err != nil {
			return
		}
		use(addrs[0])
	}()
	go func() { // want `entries\[0\] may be out of range`
		entries, err := os.ReadDir(host)
		if err != nil {
			return
		}
		use(entries[0])
	}()
}

// What a module returned and takes back.

func Keys() {
	go func() {
		for _, key := range keys.List() {
			use(keys.Raw(key))
		}
	}()
	go func() { // want `keys\.Raw can panic`
		if name, err := os.ReadFile("key"); err == nil {
			use(keys.Raw(string(name)))
		}
	}()
}

// What another module computes, and what it reads.

type ordered struct {
	first string
	depth int
}

func (o *ordered) Start(key string) {
	go func() {
		use(keys.Order(o.first)[:o.depth])
	}()
	go func() { // want `names\[0\] may be out of range`
		names, err := keys.Read(key)
		if err == nil {
			use(names[0])
		}
	}()
}

// The last of a list is owed, as the first is; what a search did not find is seen to by
// nobody.

type stack []string

func (s *stack) pop() string {
	of := *s
	last := len(of) - 1
	top := of[0]
	of[0] = of[last]
	*s = of[:last]
	return top
}

func (s stack) drain(c chan string) {
	go func() {
		for range c {
			for len(s) > 0 && s[0] != "" {
				use(s.pop())
			}
		}
	}()
	go func() { // want `line\[:i\] may be out of range`
		for line := range c {
			i := strings.Index(line, ":")
			use(line[:i])
		}
	}()
}

// One of the constants of a case.

func Ops(c chan int) {
	go func() {
		for op := range c {
			var counts [3]int
			switch op {
			case 0, 2:
				counts[op]++
			}
			use(counts)
		}
	}()
}

// How much a function of std wrote into a buffer.

func Sized(c chan []byte) {
	go func() {
		for b := range c {
			n := binary.PutUvarint(b, 7)
			use(b[:n])
		}
	}()
}

// A map that is made before what uses it is started, and one that is made on some paths.

func Made(c chan string, some bool) {
	var counts, rest map[string]int
	for name := range c {
		if name == "" {
			continue
		}
		counts = make(map[string]int)
		go func() {
			counts[name]++
		}()
		if some {
			rest = make(map[string]int)
		}
		go func() { // want `rest\[name\] may be an assignment to a nil map`
			rest[name]++
		}()
	}
}

// What was encoded right here can be decoded.

func Copied(v any) {
	go func() {
		b, err := json.Marshal(v)
		if err != nil {
			return
		}
		var o any
		if err := json.Unmarshal(b, &o); err != nil {
			panic(err)
		}
		use(o)
	}()
}

// A setting that no caller but a test sets, and one that is given to everybody.

const sweep = time.Minute

func swept() { sweptEvery(sweep) }

func sweptEvery(every time.Duration) {
	go sweeper(every)
}

func Swept(every time.Duration) {
	go sweeper(every) // want `time\.NewTicker\(every\) panics for some arguments`
}

func sweeper(every time.Duration) { use(time.NewTicker(every)) }

// What a buffer has room for is owed, in a function of std too.

type sealer struct{ offset int }

func (s *sealer) Seal(c chan *frame) {
	go func() {
		for f := range c {
			s.seal(f.buf)
		}
	}()
}

func (s *sealer) seal(b []byte) { head32(b[s.offset:]) }

func head32(b []byte) { binary.LittleEndian.PutUint32(b, 1) }

type frame struct{ buf []byte }

// Settings that an option stores as a whole.

type Settings struct{ Beat time.Duration }

type router struct{ settings Settings }

func WithSettings(s Settings) func(*router) {
	return func(r *router) { r.settings = s }
}

func (r *router) Start() {
	go r.beat() // want `time\.NewTicker\(r\.settings\.Beat\) panics for some arguments`
}

func (r *router) beat() { use(time.NewTicker(r.settings.Beat)) }

// What an expression matched is never empty, by the expression; that it matched anything,
// somebody has to look at.

var word = regexp.MustCompile(`([a-z]+)=`)

func Words(c chan string) {
	go func() {
		for line := range c {
			for _, found := range word.FindAllString(line, -1) {
				use(found[0])
			}
		}
	}()
	go func() { // want `found\[1\] may be out of range`
		for line := range c {
			found := word.FindStringSubmatch(line)
			use(found[1])
		}
	}()
}

// A page of what was read, as long as there is something to show.

func Paged(body []byte, from uint8, limit int) {
	r, err := decode(body)
	if err != nil {
		return
	}
	offset := int(from)
	go func() {
		page := make([]string, max(0, min(limit, len(r.Rows)-offset)))
		for i := range page {
			page[i] = r.Rows[i+offset]
		}
		use(page)
	}()
}

// What is decoded, and what is left out there and made by somebody else.

type event struct {
	Frame *Frame
}

type Frame struct {
	Seen  map[string]int
	Nodes map[string]int `json:"-"`
}

func Events(c chan []byte) {
	go func() { // want `e\.Frame\.Seen\[e\.Frame\.name\(\)\] may be an assignment to a nil map`
		for body := range c {
			var e event
			if json.Unmarshal(body, &e) == nil && e.Frame != nil {
				e.Frame.Seen[e.Frame.name()] = 1
			}
		}
	}()
	go func() {
		for body := range c {
			var e event
			if json.Unmarshal(body, &e) == nil && e.Frame != nil {
				e.Frame.Nodes[e.Frame.name()] = 1
			}
		}
	}()
}

func (f *Frame) name() string { return "frame" }

// A handler of errors that panics was chosen.

func Handled(name string, fail func(error)) {
	if fail == nil {
		fail = func(err error) { panic(err) }
	}
	go func() {
		if _, err := os.ReadFile(name); err != nil {
			fail(err)
		}
	}()
}

// The program has a name, and what is behind the last of something is there.

func Base(c chan string) {
	go func() {
		use(os.Args[0])
		for name := range c {
			use(name[strings.LastIndex(name, ".")+1:])
		}
	}()
	go func() { // want `name\[strings\.LastIndex\(name, "\."\):\] may be out of range`
		for name := range c {
			use(name[strings.LastIndex(name, "."):])
		}
	}()
}

// A text that has what it is split at.

func Named(c chan string) {
	go func() {
		for name := range c {
			if !strings.Contains(name, "://") {
				name = "file://" + name
			}
			use(strings.SplitN(name, "://", 2)[0])
			parts := strings.SplitN(name, "://", 2)
			use(parts[1])
		}
	}()
	go func() { // want `parts\[1\] may be out of range`
		for name := range c {
			if !strings.Contains(name, "://") {
				name = "file://" + name
			}
			parts := strings.Split(name, ":")
			use(parts[1])
		}
	}()
}

// What no call passes, whatever else is passed.

type Sizes struct{ list []int }

func (l *Sizes) add(n int, last bool) {
	if !last && n == 0 {
		panic("nothing to add")
	}
	l.list = append(l.list, n)
}

func (l *Sizes) Start(n int) {
	go func() {
		l.add(7, false)
		l.add(0, true)
	}()
	go func() { // want `it can reach panic\("nothing to add"\)`
		l.add(n, false)
	}()
}

// How long is what was encoded here.

func Encoded(k *ordered, out []byte) {
	go func() {
		b, err := keys.Marshal(k.first)
		if err == nil {
			use(b[:k.depth])
		}
	}()
}

// A setting that is compared by one of its methods.

type Storage struct{ every time.Duration }

func NewStorage(every, pause time.Duration) *Storage {
	s := &Storage{every: every}
	if int(s.every.Seconds()) <= 0 {
		s.every = time.Minute
	}
	go s.sweep()
	return s
}

func (s *Storage) sweep() { use(time.NewTicker(s.every)) }

// A function named Must of something that nobody can pass a constant for.

type source interface{ Peek(n int) ([]byte, error) }

func mustPeek(s source) []byte {
	b, err := s.Peek(0)
	if err != nil {
		panic(err)
	}
	return b
}

func mustCount(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func Peeked(s source, text string) {
	go func() {
		use(mustPeek(s))
	}()
	go func() { // want `mustCount`
		use(mustCount(text))
	}()
}

// What a variable held before it was given what was read.

func Reread(f *frame, c chan string) {
	go func() {
		for name := range c {
			b := f.buf
			use(b[0])
			b, _ = os.ReadFile(name)
			use(len(b))
		}
	}()
	go func() { // want `b\[0\] may be out of range`
		for name := range c {
			b := f.buf
			use(len(b))
			b, _ = os.ReadFile(name)
			use(b[0])
		}
	}()
}
