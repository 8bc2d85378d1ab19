package task_test

// A genBody is what a generated goroutine does with the value x that reaches
// it. In its texts $ is the number of the goroutine, and a name of its own
// declarations is written with @ before it, for it may be another package's.
type genBody struct {
	name  string
	row   evidenceRow // of the table in DESIGN §5; none for a body that cannot panic
	typ   string      // the type of x
	good  string      // a value for which the body does not panic
	bad   string      // one for which it does, or is supposed to
	decls string
	op    string // the statements
	panic string // what the run-time system prints
}

// An evidenceRow is a row of the table of DESIGN §5, least first.
type evidenceRow uint8

const (
	rowNone evidenceRow = iota
	rowPossible
	rowLikely
	rowCertain
)

func (r evidenceRow) String() string {
	return [...]string{"none", "possible", "likely", "certain"}[r]
}

// What the run-time system prints.
const (
	outOfRange = "index out of range"
	outOfSlice = "slice bounds out of range"
	byZero     = "integer divide by zero"
	nilMap     = "assignment to entry in nil map"
	nilDeref   = "invalid memory address or nil pointer dereference"
	conversion = "interface conversion"
)

const (
	declPoint  = "type P$ struct{ Name string }\n"
	declNode   = "type Node$ struct {\n\tVal  int\n\tNext *Node$\n}\n"
	declOrder  = "type Order$ struct{ Lines []string }\n"
	declReg    = "type Reg$ struct{ M map[string]int }\n"
	declPair   = "type Pair$ struct{ A, B []int }\n"
	declKey    = "type Key$ struct{ V any }\n"
	declCell   = "type Cell$ struct {\n\tN int\n\tS []int\n}\n\nfunc (c *Cell$) Up() { c.N = 1 }\n\nfunc (c *Cell$) Cut() {\n\tif c.N > 0 {\n\t\tc.S = make([]int, 1)\n\t}\n}\n"
	declErr    = "type Err$ struct{ Code int }\n\nfunc (e *Err$) Error() string { return \"failed\" }\n"
	declCount  = "type Count$ struct{ n int }\n\nfunc (c *Count$) Inc() { c.n++ }\n"
	declValue  = "type Value$ struct{ n int }\n\nfunc (v Value$) Get() int { return v.n }\n"
	declOuter  = "type Inner$ struct{ Name string }\n\ntype Outer$ struct{ *Inner$ }\n"
	declClosed = "func Closed$() chan int {\n\tc := make(chan int, 1)\n\tclose(c)\n\treturn c\n}\n"
	declMust   = "func Must$[V any](v V, err error) V {\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\treturn v\n}\n"
	declAsked  = "type Asked$ struct{ Bad bool }\n\nfunc MustAsk$(a *Asked$, name string) {\n\tif a.Bad {\n\t\tpanic(\"bad value of \" + name)\n\t}\n}\n"
	declAssert = "func Assert$(ok bool) {\n\tif !ok {\n\t\tpanic(\"assertion failed\")\n\t}\n}\n"
	declLate   = "func Seq$(n int) func(func(int) bool) {\n\treturn func(yield func(int) bool) {\n\t\tfor i := range n {\n\t\t\tyield(i)\n\t\t}\n\t}\n}\n"
	declThird  = "func Third$(s []int) int { return s[2] }\n"
	declAt     = "func At$(s []int, i int) int { return s[i] }\n"
	declRatio  = "func Ratio$(a, b int) int { return a / b }\n"
	declSize   = "func Size$(n int) int {\n\tif n <= 0 {\n\t\tpanic(\"size is not positive\")\n\t}\n\treturn n\n}\n"
	declNext   = "func Next$(s []int, i int) int {\n\tv := s[i]\n\tif v == 0 {\n\t\treturn v\n\t}\n\treturn v + Next$(s, i+1)\n}\n"
	declTurns  = "func Odd$(s []int, i int) int {\n\tv := s[i]\n\tif v == 0 {\n\t\treturn v\n\t}\n\treturn v + Even$(s, i)\n}\n\nfunc Even$(s []int, i int) int { return Odd$(s, i+1) }\n"
	declFind   = "func Find$(n int) (*P$, error) {\n\tif n == 1 {\n\t\treturn nil, errors.New(\"not found\")\n\t}\n\treturn &P${Name: \"a\"}, nil\n}\n"
)

// always are the bodies that panic for every value: they are of class one.
var always = []genBody{
	{"unconditional panic", rowCertain, "int", "1", "3", "", "keep(x)\npanic(\"not written yet\")", "not written yet"},
	{"panic of an error made here", rowCertain, "string", `"a"`, `"b"`, "", "panic(errors.New(x + \" failed\"))", "failed"},
	{"write to a map never made", rowLikely, "string", `"a"`, `"b"`, "", "var m map[string]int\nm[x] = 1", nilMap},
	{"loop to the length itself", rowLikely, "[]int", "nil", "[]int{1}", "", "for i := 0; i <= len(x); i++ {\n\tkeep(x[i])\n}", outOfRange},
}

// panicking are the bodies that panic for the bad value, by the kind of panic:
// they are of the classes one (only the bad value reaches them) and two.
var panicking = []genBody{
	// An index out of range.
	{"index of a local slice", rowLikely, "int", "1", "7", "", "s := []int{1, 2, 3}\nkeep(s[x])", outOfRange},
	{"negative index", rowLikely, "int", "1", "-1", "", "s := []int{1, 2, 3}\nkeep(s[x])", outOfRange},
	{"constant index", rowLikely, "[]int", "[]int{1, 2, 3}", "[]int{1}", "", "keep(x[2])", outOfRange},
	{"index of a field", rowLikely, "@Order$", `@Order${Lines: []string{"a"}}`, "@Order${}", declOrder, "keep(x.Lines[0])", outOfRange},
	{"index of a string", rowLikely, "string", `"abc"`, `""`, "", "keep(x[0])", outOfRange},
	{"index of an array", rowLikely, "int", "2", "4", "", "var a [4]int\na[x] = 1\nkeep(a)", outOfRange},
	{"index of a pointer to array", rowLikely, "int", "2", "4", "", "a := new([4]int)\na[x]++", outOfRange},
	{"index of an index", rowLikely, "[][]int", "[][]int{{1, 2}}", "[][]int{{1}}", "", "for _, r := range x {\n\tkeep(r[1])\n}", outOfRange},
	{"index of strings.Split", rowLikely, "string", `"k=v"`, `"k"`, "", "parts := strings.Split(x, \"=\")\nkeep(parts[1])", outOfRange},
	{"index of strings.Fields", rowLikely, "string", `"a b"`, `" "`, "", "keep(strings.Fields(x)[0])", outOfRange},
	{"last element", rowLikely, "[]int", "[]int{1}", "nil", "", "keep(x[len(x)-1])", outOfRange},
	{"assignment to an element", rowLikely, "[]int", "[]int{1}", "nil", "", "x[0] = 1", outOfRange},
	{"loop off by one", rowLikely, "[]int", "nil", "[]int{1}", "", "for i := range x {\n\tkeep(x[i+1])\n}", outOfRange},
	{"check of too small a length", rowLikely, "[]int", "[]int{1, 2}", "[]int{1}", "", "if len(x) > 0 {\n\tkeep(x[1])\n}", outOfRange},
	{"range over another slice", rowPossible, "@Pair$", "@Pair${A: []int{1}, B: []int{1}}", "@Pair${A: []int{1}}", declPair, "for i := range x.A {\n\tkeep(x.B[i])\n}", outOfRange},
	{"check before a reslice", rowLikely, "[]int", "[]int{1, 2}", "[]int{1}", "", "if len(x) == 0 {\n\treturn\n}\nx = x[1:]\nkeep(x[0])", outOfRange},
	{"remainder of a negative", rowLikely, "int", "3", "-1", "", "s := make([]int, 4)\nkeep(s[x%4])", outOfRange},
	{"check of the upper end only", rowLikely, "int", "1", "-1", "", "s := []int{1, 2, 3}\nif x < len(s) {\n\tkeep(s[x])\n}", outOfRange},
	{"check that logs and goes on", rowLikely, "[]string", `[]string{"a"}`, "nil", "", "if len(x) == 0 {\n\tkeep(\"empty\")\n}\nkeep(x[0])", outOfRange},
	{"check with <=", rowLikely, "int", "1", "3", "", "s := []int{1, 2, 3}\nif x >= 0 && x <= len(s) {\n\tkeep(s[x])\n}", outOfRange},
	{"check in an or", rowLikely, "[]int", "[]int{1, 2}", "[]int{1}", "", "if len(x) > 1 || cap(x) > 0 {\n\tkeep(x[1])\n}", outOfRange},

	{"test of a field that a call changes", rowPossible, "*@Cell$", "&@Cell${S: []int{1}}", "&@Cell${}", declCell, "if x.N > 0 {\n\treturn\n}\nx.Up()\nif x.N > 0 {\n\tkeep(x.S[0])\n}", outOfRange},

	// Slice bounds out of range.
	{"capacity of a field that a call changes", rowPossible, "*@Cell$", "&@Cell${S: make([]int, 4)}", "&@Cell${N: 1, S: make([]int, 4)}", declCell, "if cap(x.S) >= 4 {\n\tx.Cut()\n\tkeep(x.S[:4])\n}", outOfSlice},
	{"high bound", rowLikely, "int", "2", "9", "", "s := []int{1, 2, 3}\nkeep(s[:x])", outOfSlice},
	{"low bound", rowLikely, "[]int", "[]int{1, 2, 3}", "[]int{1}", "", "keep(x[2:])", outOfSlice},
	{"bound of a string", rowLikely, "string", `"abcd"`, `"a"`, "", "keep(x[3:])", outOfSlice},
	{"third bound", rowLikely, "int", "4", "9", "", "s := make([]int, 2, 8)\nkeep(s[0:1:x])", outOfSlice},
	{"bound over the capacity", rowLikely, "int", "0", "1", "", "s := make([]int, 2, 8)\nkeep(s[:cap(s)+x])", outOfSlice},
	{"bounds crossed", rowLikely, "int", "4", "1", "", "s := \"hello\"\nkeep(s[3:x])", outOfSlice},
	{"bound of an array", rowLikely, "int", "2", "7", "", "var a [4]int\nkeep(a[:x])", outOfSlice},
	{"bound of strings.Index", rowLikely, "string", `"a:b"`, `"ab"`, "", "keep(x[:strings.Index(x, \":\")])", outOfSlice},
	{"prefix not checked", rowLikely, "string", `"Bearer abc"`, `""`, "", "keep(x[len(\"Bearer \"):])", outOfSlice},
	{"slice of a nil pointer to array", rowPossible, "*[4]int", "new([4]int)", "nil", "", "keep(x[:2])", nilDeref},

	// What was learnt of one value, and another has taken its place.
	{"search in another text", rowPossible, "string", `"abcdef"`, `""`, "", "s := \"abc:d\"\ni := strings.LastIndex(s, \":\")\ns = x\nkeep(s[i+1:])", outOfSlice},
	{"what was found in another text", rowPossible, "string", `"abcdef"`, `""`, "", "s := \"abc:d\"\nif i := strings.Index(s, \":\"); i >= 0 {\n\ts = x\n\tkeep(s[:i])\n}", outOfSlice},
	{"count of what is in another buffer", rowPossible, "[]byte", "make([]byte, 10)", "nil", "", "b := make([]byte, 10)\nn := binary.PutUvarint(b, 300)\nb = x\nkeep(b[:n])", outOfSlice},
	{"count of what was copied elsewhere", rowPossible, "[]int", "make([]int, 4)", "nil", "", "s := make([]int, 4)\nn := copy(s, []int{1, 2, 3})\ns = x\nkeep(s[:n])", outOfSlice},
	{"random of another length", rowPossible, "[]int", "make([]int, 4)", "nil", "", "s := make([]int, 4)\ni := rand.Intn(len(s))\ns = x\nkeep(s[i])", outOfRange},
	{"least of another length", rowPossible, "[]int", "make([]int, 4)", "nil", "", "s := make([]int, 4)\nn := min(len(s), 3)\ns = x\nkeep(s[:n])", outOfSlice},
	{"reslice of the same", rowPossible, "[]int", "make([]int, 4)", "make([]int, 3)", "", "if len(x) < 3 {\n\treturn\n}\nx = x[2:]\nkeep(x[1])", outOfRange},
	{"reslice through a pointer", rowPossible, "[]int", "make([]int, 4)", "make([]int, 3)", "", "if len(x) < 3 {\n\treturn\n}\np := &x\n*p = x[2:]\nkeep(x[1])", outOfRange},
	{"reslice by another name", rowPossible, "[]int", "make([]int, 4)", "make([]int, 3)", declCell, "if len(x) < 3 {\n\treturn\n}\ncell := &@Cell${S: x}\np := cell\np.S = cell.S[2:]\nkeep(cell.S[1])", outOfRange},
	{"index beside a call that cuts off", rowPossible, "int", "0", "1", "", "s := []int{1, 2, 3, 4}\ncut := func() int {\n\tif x == 1 {\n\t\ts = nil\n\t}\n\treturn 0\n}\na, b := s[3], cut()\nkeep(a + b)\nkeep(s[3])", outOfRange},
	{"case that another falls into", rowPossible, "int", "1", "7", "", "var a [3]int\nswitch x {\ncase 7:\n\tfallthrough\ncase 0:\n\ta[x]++\n}\nkeep(a)", outOfRange},
	{"cases that another falls into", rowPossible, "int", "1", "7", "", "var a [3]int\nswitch x {\ncase 7:\n\tfallthrough\ncase 0, 2:\n\ta[x]++\n}\nkeep(a)", outOfRange},
	{"program without a name", rowPossible, "int", "0", "1", "", "if x == 1 {\n\tos.Args = nil\n}\nkeep(os.Args[0])", outOfRange},

	// Conversion of a slice to an array.
	{"slice to array", rowLikely, "[]int", "[]int{1, 2, 3, 4}", "[]int{1}", "", "keep([4]int(x))", "cannot convert slice"},
	{"slice to pointer to array", rowLikely, "[]byte", "[]byte{1, 2}", "nil", "", "keep((*[2]byte)(x))", "cannot convert slice"},

	// Integer division.
	{"division", rowLikely, "int", "2", "0", "", "keep(10 / x)", byZero},
	{"remainder", rowLikely, "int", "2", "0", "", "keep(10 % x)", byZero},
	{"division and assignment", rowLikely, "int", "2", "0", "", "v := 10\nv /= x\nkeep(v)", byZero},
	{"remainder and assignment", rowLikely, "uint8", "2", "0", "", "v := uint8(10)\nv %= x\nkeep(v)", byZero},
	{"average", rowLikely, "[]int", "[]int{1}", "nil", "", "sum := 0\nfor _, v := range x {\n\tsum += v\n}\nkeep(sum / len(x))", byZero},
	{"division by what was cut off", rowLikely, "int", "3", "256", "", "if x != 0 {\n\tkeep(uint8(10) / uint8(x))\n}", byZero},
	{"index modulo an empty length", rowLikely, "[]int", "[]int{1}", "nil", "", "keep(x[7%len(x)])", byZero},

	// Type assertions.
	{"assertion to a concrete type", rowLikely, "any", `"a"`, "1", "", "keep(x.(string))", conversion},
	{"assertion to an interface", rowLikely, "any", "time.Second", "1", "", "keep(x.(fmt.Stringer))", conversion},
	{"assertion of nil", rowLikely, "any", "1", "nil", "", "keep(x.(int))", conversion},
	{"assertion of an error", rowLikely, "error", "&@Err${Code: 1}", `errors.New("other")`, declErr, "keep(x.(*@Err$).Code)", conversion},
	{"assertion of a map value", rowLikely, "map[string]any", `map[string]any{"k": 1}`, "nil", "", "keep(x[\"k\"].(int))", conversion},

	// Explicit panics.
	{"panic under a condition", rowCertain, "int", "1", "3", "", "if x == 3 {\n\tpanic(\"bad value\")\n}", "bad value"},
	{"panic of an error", rowCertain, "error", "nil", `errors.New("bad value")`, "", "if x != nil {\n\tpanic(x)\n}", "bad value"},
	{"panic after Atoi", rowCertain, "string", `"1"`, `"zz"`, "", "v, err := strconv.Atoi(x)\nif err != nil {\n\tpanic(err)\n}\nkeep(v)", "invalid syntax"},
	{"panic in an else", rowCertain, "int", "1", "3", "", "if x < 3 {\n\tkeep(x)\n} else {\n\tpanic(\"too many\")\n}", "too many"},
	{"panic of nil", rowCertain, "int", "1", "3", "", "if x > 2 {\n\tpanic(nil)\n}", "panic called with nil argument"},
	{"log.Panic", rowLikely, "int", "1", "3", "", "if x > 2 {\n\tlog.Panic(\"bad value\")\n}", "bad value"},
	{"regexp.MustCompile", rowCertain, "string", `"a+"`, `"("`, "", "keep(regexp.MustCompile(x))", "missing closing"},
	{"a Must of its own", rowCertain, "string", `"1"`, `"zz"`, declMust, "keep(@Must$(strconv.Atoi(x)))", "invalid syntax"},
	{"a Must of what it asks", rowPossible, "int", "1", "3", declAsked, "@MustAsk$(&@Asked${Bad: x == 3}, \"a\")", "bad value"},
	{"a contract of its own", rowCertain, "int", "1", "-1", declSize, "keep(@Size$(x))", "size is not positive"},
	// Who writes these says that they are never reached: that may be so.
	{"panic in a default case", rowPossible, "int", "1", "3", "", "switch x {\ncase 1, 2:\n\tkeep(x)\ndefault:\n\tpanic(\"unreachable\")\n}", "unreachable"},
	{"an assert of its own", rowPossible, "int", "1", "-1", declAssert, "@Assert$(x > 0)", "assertion failed"},

	// What a callee demands, and its caller has not tested.
	{"slice of a callee", rowLikely, "[]int", "[]int{1, 2, 3}", "nil", declThird, "keep(@Third$(x))", outOfRange},
	{"slice of a callee, tested for less", rowLikely, "[]int", "[]int{1, 2, 3}", "[]int{1, 2}", declThird, "if len(x) > 1 {\n\tkeep(@Third$(x))\n}", outOfRange},
	{"index of a callee", rowLikely, "int", "1", "7", declAt, "s := []int{1, 2, 3}\nkeep(@At$(s, x))", outOfRange},
	{"divisor of a callee", rowLikely, "int", "1", "0", declRatio, "keep(@Ratio$(10, x))", byZero},

	// Writes to a nil map.
	{"nil map", rowLikely, "map[string]int", "map[string]int{}", "nil", "", "x[\"a\"] = 1", nilMap},
	{"local map that may be nil", rowLikely, "int", "1", "0", "", "var m map[string]int\nif x > 0 {\n\tm = make(map[string]int)\n}\nm[\"a\"]++", nilMap},
	{"nil map in a field", rowPossible, "@Reg$", "@Reg${M: map[string]int{}}", "@Reg${}", declReg, "x.M[\"a\"] = 1", nilMap},
	{"nil map in what a pointer is given later", rowPossible, "int", "0", "1", declReg, "r := &@Reg${M: map[string]int{}}\nif x > 0 {\n\t*r = @Reg${}\n}\nr.M[\"a\"] = 1", nilMap},
	{"nil map in a map", rowLikely, "map[string]map[string]int", `map[string]map[string]int{"a": {}}`, "nil", "", "x[\"a\"][\"b\"] = 1", nilMap},

	// Nil dereferences.
	{"field of nil", rowPossible, "*@P$", `&@P${Name: "a"}`, "nil", declPoint, "keep(x.Name)", nilDeref},
	{"assignment to a field of nil", rowPossible, "*@P$", "new(@P$)", "nil", declPoint, "x.Name = \"b\"", nilDeref},
	{"method of nil", rowPossible, "*@Count$", "new(@Count$)", "nil", declCount, "x.Inc()", nilDeref},
	{"value method of nil", rowPossible, "*@Value$", "new(@Value$)", "nil", declValue, "keep(x.Get())", nilDeref},
	{"load of nil", rowPossible, "*int", "new(int)", "nil", "", "keep(*x)", nilDeref},
	{"store to nil", rowPossible, "*int", "new(int)", "nil", "", "*x = 1", nilDeref},
	{"field of a field of nil", rowPossible, "@Node$", "@Node${Next: &@Node${}}", "@Node${}", declNode, "keep(x.Next.Val)", nilDeref},
	{"field of an embedded nil", rowPossible, "@Outer$", "@Outer${&@Inner${}}", "@Outer${}", declOuter, "keep(x.Name)", nilDeref},
	{"element of a nil pointer to array", rowPossible, "*[4]int", "new([4]int)", "nil", "", "for i := range x {\n\tkeep(x[i])\n}", nilDeref},
	{"range of values over a nil pointer to array", rowPossible, "*[4]int", "new([4]int)", "nil", "", "for _, v := range x {\n\tkeep(v)\n}", nilDeref},
	{"field of a map value", rowPossible, "map[string]*@P$", `map[string]*@P${"k": {}}`, "nil", declPoint, "keep(x[\"k\"].Name)", nilDeref},
	{"result used before its error", rowPossible, "int", "0", "1", declPoint + declFind, "p, err := @Find$(x)\nkeep(p.Name)\nif err != nil {\n\treturn\n}", nilDeref},
	{"method of a nil interface", rowPossible, "error", `errors.New("a")`, "nil", "", "keep(x.Error())", nilDeref},
	{"method value of a nil interface", rowPossible, "error", `errors.New("a")`, "nil", "", "f := x.Error\nkeep(f)", nilDeref},
	{"call of a nil func", rowPossible, "func()", "func() {}", "nil", "", "x()", nilDeref},
	{"call of a local func that may be nil", rowPossible, "int", "1", "0", "", "var f func()\nif x > 0 {\n\tf = func() {}\n}\nf()", nilDeref},
	{"defer of a nil func", rowPossible, "int", "1", "0", "", "var f func()\nif x > 0 {\n\tf = func() {}\n}\ndefer f()", nilDeref},

	// Channels.
	{"send on a channel closed here", rowLikely, "int", "0", "1", "", "ch := make(chan int, 1)\nif x == 1 {\n\tclose(ch)\n}\nch <- 1", "send on closed channel"},
	{"close of a channel closed here", rowLikely, "int", "0", "1", "", "ch := make(chan int)\nif x == 1 {\n\tclose(ch)\n}\nclose(ch)", "close of closed channel"},
	{"send on a closed channel", rowPossible, "chan int", "make(chan int, 1)", "@Closed$()", declClosed, "x <- 1", "send on closed channel"},
	{"close of a closed channel", rowPossible, "chan int", "make(chan int)", "@Closed$()", declClosed, "close(x)", "close of closed channel"},
	{"close of a nil channel", rowPossible, "chan int", "make(chan int)", "nil", "", "close(x)", "close of nil channel"},
	{"send in a select", rowPossible, "chan int", "make(chan int)", "@Closed$()", declClosed, "select {\ncase x <- 1:\ndefault:\n}", "send on closed channel"},

	// What is left of the language.
	{"make with a negative length", rowPossible, "int", "1", "-1", "", "keep(make([]int, x))", "makeslice: len out of range"},
	{"make with a capacity too small", rowPossible, "int", "8", "2", "", "keep(make([]int, 4, x))", "makeslice: cap out of range"},
	{"make of a channel", rowPossible, "int", "1", "-1", "", "keep(make(chan int, x))", "makechan: size out of range"},
	{"negative shift", rowPossible, "int", "1", "-1", "", "keep(1 << x)", "negative shift amount"},
	{"negative shift and assignment", rowPossible, "int", "1", "-1", "", "v := 64\nv >>= x\nkeep(v)", "negative shift amount"},
	{"key that cannot be hashed", rowPossible, "any", "1", "[]int{1}", "", "m := map[any]int{}\nm[x] = 1", "hash of unhashable type"},
	{"lookup that cannot be hashed", rowPossible, "any", "1", "[]int{1}", "", "m := map[any]int{1: 1}\nkeep(m[x])", "hash of unhashable type"},
	{"struct key that cannot be hashed", rowPossible, "@Key$", "@Key${1}", "@Key${[]int{1}}", declKey, "m := map[@Key$]int{}\nm[x]++", "hash of unhashable type"},
	{"comparison of interfaces", rowPossible, "any", "1", "[]int{2}", "", "var y any = []int{1}\nkeep(x == y)", "comparing uncomparable type"},
	{"beyond the end by a call of itself", rowPossible, "int", "0", "1", declNext, "keep(@Next$([]int{1, x}, 0))", outOfRange},
	{"beyond the end by calls of each other", rowPossible, "int", "0", "1", declTurns, "keep(@Odd$([]int{1, x}, 0))", outOfRange},
	{"late yield", rowPossible, "int", "1", "2", declLate, "for v := range @Seq$(x) {\n\tkeep(v)\n\tbreak\n}", "range function continued iteration"},

	// What libraries require.
	{"strings.Repeat", rowLikely, "int", "1", "-1", "", "keep(strings.Repeat(\"a\", x))", "negative Repeat count"},
	{"bytes.Repeat", rowLikely, "int", "1", "-1", "", "keep(bytes.Repeat([]byte(\"a\"), x))", "negative Repeat count"},
	{"time.NewTicker", rowLikely, "int", "1", "0", "", "t := time.NewTicker(time.Duration(x))\nt.Stop()", "non-positive interval"},
	{"rand.Intn", rowLikely, "int", "1", "0", "", "keep(rand.Intn(x))", "invalid argument to Intn"},
	{"binary.BigEndian.Uint32", rowLikely, "[]byte", "[]byte{1, 2, 3, 4}", "nil", "", "keep(binary.BigEndian.Uint32(x))", outOfRange},
	{"slices.Delete", rowLikely, "int", "1", "3", "", "s := []int{1, 2}\nkeep(slices.Delete(s, 0, x))", outOfSlice},
	{"strconv.FormatInt", rowLikely, "int", "10", "99", "", "keep(strconv.FormatInt(5, x))", "illegal AppendInt/FormatInt base"},
	{"WaitGroup.Add", rowPossible, "int", "1", "-1", "", "var wg sync.WaitGroup\nwg.Add(x)", "negative WaitGroup counter"},
	{"atomic.Value.Store", rowPossible, "any", "1", "nil", "", "var v atomic.Value\nv.Store(x)", "store of nil value"},
}
