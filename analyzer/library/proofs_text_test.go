package library_test

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"container/list"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

var (
	anyOrder binary.ByteOrder = binary.BigEndian
	noMap    map[string]int
)

func never(int, int) bool { return false }

func three() []int { return []int{1, 2, 3} }

// numbers is a heap.
type numbers []int

func (n numbers) Len() int           { return len(n) }
func (n numbers) Less(i, j int) bool { return n[i] < n[j] }
func (n numbers) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *numbers) Push(x any)        { *n = append(*n, x.(int)) }

func (n *numbers) Pop() any {
	last := (*n)[len(*n)-1]
	*n = (*n)[:len(*n)-1]
	return last
}

// What is registered with gob.
type (
	once  struct{ A int }
	twice struct{ A int }
	again struct{ A int }
)

var textProofs = map[string]proof{
	"bufio.(Scanner).Buffer": {
		broken: func() { s := bufio.NewScanner(strings.NewReader("a")); s.Scan(); s.Buffer(nil, 9) },
		met:    func() { bufio.NewScanner(strings.NewReader("a")).Buffer(nil, 9) },
	},
	"bufio.(Scanner).Split": {
		broken: func() { s := bufio.NewScanner(strings.NewReader("a")); s.Scan(); s.Split(bufio.ScanWords) },
		met:    func() { bufio.NewScanner(strings.NewReader("a")).Split(bufio.ScanWords) },
	},
	"bytes.Repeat": {
		broken: func() { _ = bytes.Repeat(nil, minus) },
		met:    func() { _ = bytes.Repeat(nil, zero) },
	},
	"bytes.(Buffer).Grow": {
		broken: func() { new(bytes.Buffer).Grow(minus) },
		met:    func() { new(bytes.Buffer).Grow(zero) },
	},
	"bytes.(Buffer).Next": {
		broken: func() { new(bytes.Buffer).Next(minus) },
		met:    func() { new(bytes.Buffer).Next(9) },
	},
	"bytes.(Buffer).Truncate": {
		broken: func() { bytes.NewBufferString("ab").Truncate(3) },
		met:    func() { bytes.NewBufferString("ab").Truncate(2) },
	},
	"container/heap.Fix": {
		broken: func() { heap.Fix(&numbers{1}, 5) },
		met:    func() { heap.Fix(&numbers{1}, 0) },
	},
	"container/heap.Pop": {
		broken: func() { heap.Pop(&numbers{}) },
		met:    func() { heap.Pop(&numbers{1}) },
	},
	"container/heap.Remove": {
		broken: func() { heap.Remove(&numbers{1}, 2) },
		met:    func() { heap.Remove(&numbers{1}, 0) },
	},
	"container/list.(List).InsertAfter": {
		broken: func() { list.New().InsertAfter(1, nil) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.InsertAfter(1, e) },
	},
	"container/list.(List).InsertBefore": {
		broken: func() { list.New().InsertBefore(1, nil) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.InsertBefore(1, e) },
	},
	"container/list.(List).MoveAfter": {
		broken: func() { l := list.New().Init(); e := l.PushBack(1); l.MoveAfter(nil, e) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.MoveAfter(e, l.PushBack(2)) },
	},
	"container/list.(List).MoveAfter 2": {
		broken: func() { l := list.New().Init(); e := l.PushBack(1); l.MoveAfter(e, nil) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.MoveAfter(e, l.PushBack(2)) },
	},
	"container/list.(List).MoveBefore": {
		broken: func() { l := list.New().Init(); e := l.PushBack(1); l.MoveBefore(nil, e) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.MoveBefore(e, l.PushBack(2)) },
	},
	"container/list.(List).MoveBefore 2": {
		broken: func() { l := list.New().Init(); e := l.PushBack(1); l.MoveBefore(e, nil) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.MoveBefore(e, l.PushBack(2)) },
	},
	"container/list.(List).MoveToBack": {
		broken: func() { l := list.New(); l.MoveToBack(l.Front()) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.MoveToBack(e) },
	},
	"container/list.(List).MoveToFront": {
		broken: func() { l := list.New(); l.MoveToFront(l.Front()) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.MoveToFront(e) },
	},
	"container/list.(List).Remove": {
		broken: func() { l := list.New(); l.Remove(l.Front()) },
		met:    func() { l := list.New().Init(); e := l.PushBack(1); l.Remove(e) },
	},
	"encoding/base32.NewEncoding": {
		broken: func() { base32.NewEncoding(alphabet[:31]) },
		met:    func() { base32.NewEncoding(alphabet[:32]) },
	},
	"encoding/base32.NewEncoding 2": {
		broken: func() { base32.NewEncoding(strings.Repeat("A", 32)) },
		met:    func() { base32.NewEncoding(alphabet[:32]) },
	},
	"encoding/base32.(Encoding).Decode": {
		broken: func() {
			_, _ = base32.StdEncoding.Decode(nil, []byte(base32.StdEncoding.EncodeToString([]byte(alphabet))))
		},
		met: func() {
			_, _ = base32.StdEncoding.Decode(make([]byte, 99), []byte(base32.StdEncoding.EncodeToString([]byte(alphabet))))
		},
	},
	"encoding/base32.(Encoding).Encode": {
		broken: func() { base32.StdEncoding.Encode(nil, []byte{1}) },
		met:    func() { base32.StdEncoding.Encode(make([]byte, 8), []byte{1}) },
	},
	"encoding/base32.(Encoding).WithPadding": {
		broken: func() { base32.StdEncoding.WithPadding('A') },
		met:    func() { base32.StdEncoding.WithPadding('*') },
	},
	"encoding/base64.NewEncoding": {
		broken: func() { base64.NewEncoding(alphabet[:63]) },
		met:    func() { base64.NewEncoding(alphabet[:64]) },
	},
	"encoding/base64.NewEncoding 2": {
		broken: func() { base64.NewEncoding(strings.Repeat("A", 64)) },
		met:    func() { base64.NewEncoding(alphabet[:64]) },
	},
	"encoding/base64.(Encoding).Decode": {
		broken: func() {
			_, _ = base64.StdEncoding.Decode(nil, []byte(base64.StdEncoding.EncodeToString([]byte(alphabet))))
		},
		met: func() {
			_, _ = base64.StdEncoding.Decode(make([]byte, 99), []byte(base64.StdEncoding.EncodeToString([]byte(alphabet))))
		},
	},
	"encoding/base64.(Encoding).Encode": {
		broken: func() { base64.StdEncoding.Encode(nil, []byte{1}) },
		met:    func() { base64.StdEncoding.Encode(make([]byte, 8), []byte{1}) },
	},
	"encoding/base64.(Encoding).WithPadding": {
		broken: func() { base64.StdEncoding.WithPadding('A') },
		met:    func() { base64.StdEncoding.WithPadding('*') },
	},
	"encoding/binary.PutUvarint": {
		broken: func() { binary.PutUvarint(nil, 1) },
		met:    func() { binary.PutUvarint(make([]byte, 10), 1<<63-1) },
	},
	"encoding/binary.PutVarint": {
		broken: func() { binary.PutVarint(nil, 1) },
		met:    func() { binary.PutVarint(make([]byte, 10), 1<<63-1) },
	},
	"encoding/binary.(ByteOrder).PutUint16": {
		broken: func() { anyOrder.PutUint16(make([]byte, 1), 1) },
		met:    func() { anyOrder.PutUint16(make([]byte, 2), 1) },
	},
	"encoding/binary.(ByteOrder).Uint16": {
		broken: func() { anyOrder.Uint16(make([]byte, 1)) },
		met:    func() { anyOrder.Uint16(make([]byte, 2)) },
	},
	"encoding/binary.(ByteOrder).PutUint32": {
		broken: func() { anyOrder.PutUint32(make([]byte, 3), 1) },
		met:    func() { anyOrder.PutUint32(make([]byte, 4), 1) },
	},
	"encoding/binary.(ByteOrder).Uint32": {
		broken: func() { anyOrder.Uint32(make([]byte, 3)) },
		met:    func() { anyOrder.Uint32(make([]byte, 4)) },
	},
	"encoding/binary.(ByteOrder).PutUint64": {
		broken: func() { anyOrder.PutUint64(make([]byte, 7), 1) },
		met:    func() { anyOrder.PutUint64(make([]byte, 8), 1) },
	},
	"encoding/binary.(ByteOrder).Uint64": {
		broken: func() { anyOrder.Uint64(make([]byte, 7)) },
		met:    func() { anyOrder.Uint64(make([]byte, 8)) },
	},
	"encoding/binary.(bigEndian).PutUint16": {
		broken: func() { binary.BigEndian.PutUint16(make([]byte, 1), 1) },
		met:    func() { binary.BigEndian.PutUint16(make([]byte, 2), 1) },
	},
	"encoding/binary.(bigEndian).Uint16": {
		broken: func() { binary.BigEndian.Uint16(make([]byte, 1)) },
		met:    func() { binary.BigEndian.Uint16(make([]byte, 2)) },
	},
	"encoding/binary.(bigEndian).PutUint32": {
		broken: func() { binary.BigEndian.PutUint32(make([]byte, 3), 1) },
		met:    func() { binary.BigEndian.PutUint32(make([]byte, 4), 1) },
	},
	"encoding/binary.(bigEndian).Uint32": {
		broken: func() { binary.BigEndian.Uint32(make([]byte, 3)) },
		met:    func() { binary.BigEndian.Uint32(make([]byte, 4)) },
	},
	"encoding/binary.(bigEndian).PutUint64": {
		broken: func() { binary.BigEndian.PutUint64(make([]byte, 7), 1) },
		met:    func() { binary.BigEndian.PutUint64(make([]byte, 8), 1) },
	},
	"encoding/binary.(bigEndian).Uint64": {
		broken: func() { binary.BigEndian.Uint64(make([]byte, 7)) },
		met:    func() { binary.BigEndian.Uint64(make([]byte, 8)) },
	},
	"encoding/binary.(littleEndian).PutUint16": {
		broken: func() { binary.LittleEndian.PutUint16(make([]byte, 1), 1) },
		met:    func() { binary.LittleEndian.PutUint16(make([]byte, 2), 1) },
	},
	"encoding/binary.(littleEndian).Uint16": {
		broken: func() { binary.LittleEndian.Uint16(make([]byte, 1)) },
		met:    func() { binary.LittleEndian.Uint16(make([]byte, 2)) },
	},
	"encoding/binary.(littleEndian).PutUint32": {
		broken: func() { binary.LittleEndian.PutUint32(make([]byte, 3), 1) },
		met:    func() { binary.LittleEndian.PutUint32(make([]byte, 4), 1) },
	},
	"encoding/binary.(littleEndian).Uint32": {
		broken: func() { binary.LittleEndian.Uint32(make([]byte, 3)) },
		met:    func() { binary.LittleEndian.Uint32(make([]byte, 4)) },
	},
	"encoding/binary.(littleEndian).PutUint64": {
		broken: func() { binary.LittleEndian.PutUint64(make([]byte, 7), 1) },
		met:    func() { binary.LittleEndian.PutUint64(make([]byte, 8), 1) },
	},
	"encoding/binary.(littleEndian).Uint64": {
		broken: func() { binary.LittleEndian.Uint64(make([]byte, 7)) },
		met:    func() { binary.LittleEndian.Uint64(make([]byte, 8)) },
	},
	"encoding/gob.Register": {
		broken: func() { gob.RegisterName("one", twice{}); gob.Register(twice{}) },
		met:    func() { gob.Register(once{}); gob.Register(once{}) },
	},
	"encoding/gob.RegisterName": {
		broken: func() { gob.RegisterName(none, numbers{}) },
		met:    func() { gob.RegisterName("numbers", numbers{}) },
	},
	"encoding/gob.RegisterName 2": {
		broken: func() { gob.RegisterName("other", 1) },
		met:    func() { gob.RegisterName("again", again{}) },
	},
	"encoding/hex.Decode": {
		broken: func() { _, _ = hex.Decode(nil, []byte("ff")) },
		met:    func() { _, _ = hex.Decode(make([]byte, 1), []byte("ff")) },
	},
	"encoding/hex.Encode": {
		broken: func() { hex.Encode(make([]byte, 1), []byte{1}) },
		met:    func() { hex.Encode(make([]byte, 2), []byte{1}) },
	},
	"maps.Copy": {
		broken: func() { maps.Copy(noMap, map[string]int{"a": 1}) },
		met:    func() { maps.Copy(map[string]int{}, map[string]int{"a": 1}) },
	},
	"maps.Insert": {
		broken: func() { maps.Insert(noMap, maps.All(map[string]int{"a": 1})) },
		met:    func() { maps.Insert(map[string]int{}, maps.All(map[string]int{"a": 1})) },
	},
	"slices.Chunk": {
		broken: func() { _ = slices.Chunk(three(), zero) },
		met:    func() { _ = slices.Chunk(three(), 2) },
	},
	"slices.Delete": {
		broken: func() { _ = slices.Delete(three(), minus, 2) },
		met:    func() { _ = slices.Delete(three(), 0, 3) },
	},
	"slices.Delete 2": {
		broken: func() { _ = slices.Delete(three(), 0, 4) },
		met:    func() { _ = slices.Delete(three(), 3, 3) },
	},
	"slices.Delete 3": {
		broken: func() { _ = slices.Delete(three(), 2, 1) },
		met:    func() { _ = slices.Delete(three(), 2, 2) },
	},
	"slices.Grow": {
		broken: func() { _ = slices.Grow(three(), minus) },
		met:    func() { _ = slices.Grow(three(), zero) },
	},
	"slices.Insert": {
		broken: func() { _ = slices.Insert(three(), 4, 1) },
		met:    func() { _ = slices.Insert(three(), 3, 1) },
	},
	"slices.Max": {
		broken: func() { _ = slices.Max(three()[:zero]) },
		met:    func() { _ = slices.Max(three()) },
	},
	"slices.MaxFunc": {
		broken: func() { _ = slices.MaxFunc(three()[:zero], cmp.Compare[int]) },
		met:    func() { _ = slices.MaxFunc(three(), cmp.Compare[int]) },
	},
	"slices.Min": {
		broken: func() { _ = slices.Min(three()[:zero]) },
		met:    func() { _ = slices.Min(three()) },
	},
	"slices.MinFunc": {
		broken: func() { _ = slices.MinFunc(three()[:zero], cmp.Compare[int]) },
		met:    func() { _ = slices.MinFunc(three(), cmp.Compare[int]) },
	},
	"slices.Repeat": {
		broken: func() { _ = slices.Repeat(three(), minus) },
		met:    func() { _ = slices.Repeat(three(), zero) },
	},
	"slices.Replace": {
		broken: func() { _ = slices.Replace(three(), minus, 2) },
		met:    func() { _ = slices.Replace(three(), 0, 3, 9) },
	},
	"slices.Replace 2": {
		broken: func() { _ = slices.Replace(three(), 0, 4) },
		met:    func() { _ = slices.Replace(three(), 3, 3, 9) },
	},
	"slices.Replace 3": {
		broken: func() { _ = slices.Replace(three(), 2, 1) },
		met:    func() { _ = slices.Replace(three(), 2, 2, 9) },
	},
	"sort.Slice": {
		broken: func() { sort.Slice(zero, never) },
		met:    func() { sort.Slice(three(), never) },
	},
	"sort.SliceIsSorted": {
		broken: func() { sort.SliceIsSorted(zero, never) },
		met:    func() { sort.SliceIsSorted(three(), never) },
	},
	"sort.SliceStable": {
		broken: func() { sort.SliceStable(zero, never) },
		met:    func() { sort.SliceStable(three(), never) },
	},
	"strconv.AppendInt": {
		broken: func() { strconv.AppendInt(nil, 100, 37) },
		met:    func() { strconv.AppendInt(nil, 100, 36) },
	},
	"strconv.AppendUint": {
		broken: func() { strconv.AppendUint(nil, 100, 1) },
		met:    func() { strconv.AppendUint(nil, 100, 2) },
	},
	"strconv.FormatComplex": {
		broken: func() { strconv.FormatComplex(1, 'g', 1, 32) },
		met:    func() { strconv.FormatComplex(1, 'g', 1, 128) },
	},
	"strconv.FormatFloat": {
		broken: func() { strconv.FormatFloat(1, 'g', 1, 16) },
		met:    func() { strconv.FormatFloat(1, 'g', 1, 64) },
	},
	"strconv.FormatInt": {
		broken: func() { strconv.FormatInt(100, 37) },
		met:    func() { strconv.FormatInt(100, 36) },
	},
	"strconv.FormatUint": {
		broken: func() { strconv.FormatUint(100, 0) },
		met:    func() { strconv.FormatUint(100, 2) },
	},
	"strings.NewReplacer": {
		broken: func() { strings.NewReplacer("a") },
		met:    func() { strings.NewReplacer("a", "b") },
	},
	"strings.Repeat": {
		broken: func() { _ = strings.Repeat("a", minus) },
		met:    func() { _ = strings.Repeat("a", zero) },
	},
	"strings.(Builder).Grow": {
		broken: func() { new(strings.Builder).Grow(minus) },
		met:    func() { new(strings.Builder).Grow(zero) },
	},
	"text/tabwriter.NewWriter": {
		broken: func() { tabwriter.NewWriter(nil, minus, 1, 1, ' ', 0) },
		met:    func() { tabwriter.NewWriter(nil, 0, 0, 0, ' ', 0) },
	},
	"text/tabwriter.NewWriter 2": {
		broken: func() { tabwriter.NewWriter(nil, 1, minus, 1, ' ', 0) },
		met:    func() { tabwriter.NewWriter(nil, 0, 0, 0, ' ', 0) },
	},
	"text/tabwriter.NewWriter 3": {
		broken: func() { tabwriter.NewWriter(nil, 1, 1, minus, ' ', 0) },
		met:    func() { tabwriter.NewWriter(nil, 0, 0, 0, ' ', 0) },
	},
	"text/tabwriter.(Writer).Init": {
		broken: func() { new(tabwriter.Writer).Init(nil, minus, 1, 1, ' ', 0) },
		met:    func() { new(tabwriter.Writer).Init(nil, 0, 0, 0, ' ', 0) },
	},
	"text/tabwriter.(Writer).Init 2": {
		broken: func() { new(tabwriter.Writer).Init(nil, 1, minus, 1, ' ', 0) },
		met:    func() { new(tabwriter.Writer).Init(nil, 0, 0, 0, ' ', 0) },
	},
	"text/tabwriter.(Writer).Init 3": {
		broken: func() { new(tabwriter.Writer).Init(nil, 1, 1, minus, ' ', 0) },
		met:    func() { new(tabwriter.Writer).Init(nil, 0, 0, 0, ' ', 0) },
	},
	"unicode/utf8.EncodeRune": {
		broken: func() { utf8.EncodeRune(nil, 'a') },
		met:    func() { utf8.EncodeRune(make([]byte, 4), utf8.MaxRune) },
	},
}
