package task_test

const (
	declRecovers = "func Parse$(n int) (err error) {\n\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\terr = errors.New(\"failed\")\n\t\t}\n\t}()\n\tif n == 1 {\n\t\tpanic(\"caught by Parse\")\n\t}\n\treturn nil\n}\n"
	declNilSafe  = "type P$ struct{ Name string }\n\nfunc (p *P$) Get() string {\n\tif p == nil {\n\t\treturn \"\"\n\t}\n\treturn p.Name\n}\n"
	declNew      = "type P$ struct{ N int }\n\nfunc New$(n int) *P$ { return &P${N: n} }\n"
	declCheck    = "func Check$(n int) error {\n\tif n == 1 {\n\t\treturn errors.New(\"bad value\")\n\t}\n\treturn nil\n}\n"
	declUnused   = "func Unused$() { panic(\"never called\") }\n"
	declUnless   = "func Unless$(n int, last bool) {\n\tif !last && n == 0 {\n\t\tpanic(\"nothing\")\n\t}\n}\n"
	declAgain    = "func Again$(s []int, n int) int {\n\tif n <= 0 {\n\t\treturn s[0]\n\t}\n\treturn s[0] + Again$(s, n-1)\n}\n"
	declStop     = "type Stop$ struct {\n\tonce sync.Once\n\tdone chan struct{}\n}\n"
)

// harmless are the bodies of class three, which look like the others and cannot
// panic for any value.
var harmless = []genBody{
	// Indexes.
	{name: "the same index in each call of itself", typ: "int", good: "1", bad: "3", decls: declAgain, op: "keep(@Again$([]int{1}, x))"},
	{name: "both ends checked", typ: "int", good: "1", bad: "7", op: "s := []int{1, 2, 3}\nif x >= 0 && x < len(s) {\n\tkeep(s[x])\n}"},
	{name: "return out of range", typ: "int", good: "1", bad: "-7", op: "s := []int{1, 2, 3}\nif x < 0 || x >= len(s) {\n\treturn\n}\nkeep(s[x])"},
	{name: "return if too short", typ: "[]int", good: "[]int{1, 2, 3}", bad: "nil", op: "if len(x) < 3 {\n\treturn\n}\nkeep(x[2])"},
	{name: "string not empty", typ: "string", good: `"a"`, bad: `""`, op: "if len(x) > 0 {\n\tkeep(x[0])\n}"},
	{name: "string compared with empty", typ: "string", good: `"a"`, bad: `""`, op: "if x == \"\" {\n\treturn\n}\nkeep(x[0])"},
	{name: "range over the same slice", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for i := range x {\n\tx[i]++\n}"},
	{name: "loop to the length", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for i := 0; i < len(x); i++ {\n\tkeep(x[i])\n}"},
	{name: "loop down from the length", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for i := len(x) - 1; i >= 0; i-- {\n\tkeep(x[i])\n}"},
	{name: "loop over a string", typ: "string", good: `"ab"`, bad: `""`, op: "for i := 0; i < len(x); i++ {\n\tkeep(x[i])\n}"},
	{name: "made with the length", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "out := make([]int, len(x))\nfor i, v := range x {\n\tout[i] = v * 2\n}\nkeep(out)"},
	{name: "masked index", typ: "int", good: "1", bad: "-9", op: "var a [8]int\na[x&7] = 1\nkeep(a)"},
	{name: "index of 256 by uint8", typ: "int", good: "1", bad: "-9", op: "var a [256]int\na[uint8(x)]++\nkeep(a)"},
	{name: "constant index of an array", typ: "[4]int", good: "[4]int{}", bad: "[4]int{1}", op: "x[3] = 1\nkeep(x[0])"},
	{name: "constant index of what was made", typ: "int", good: "1", bad: "9", op: "s := make([]int, 4)\ns[3] = x\nkeep(s)"},
	{name: "last if there is one", typ: "[]int", good: "[]int{1}", bad: "nil", op: "if len(x) == 0 {\n\treturn\n}\nkeep(x[len(x)-1])"},
	{name: "split into two", typ: "string", good: `"k=v"`, bad: `"k"`, op: "parts := strings.SplitN(x, \"=\", 2)\nif len(parts) != 2 {\n\treturn\n}\nkeep(parts[1])"},
	{name: "strings.Cut", typ: "string", good: `"k=v"`, bad: `"k"`, op: "before, after, ok := strings.Cut(x, \"=\")\nif !ok {\n\treturn\n}\nkeep(before + after)"},
	{name: "switch on the length", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "switch len(x) {\ncase 0:\ncase 1:\n\tkeep(x[0])\ndefault:\n\tkeep(x[1])\n}"},
	{name: "append then index", typ: "[]int", good: "[]int{1}", bad: "nil", op: "x = append(x, 1)\nkeep(x[len(x)-1])"},
	{name: "clamped index", typ: "int", good: "1", bad: "-9", op: "var a [4]int\nkeep(a[min(max(x, 0), 3)])"},
	{name: "result of copy", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "buf := make([]int, 4)\nn := copy(buf, x)\nkeep(buf[:n])"},
	{name: "unsigned remainder", typ: "uint", good: "1", bad: "9", op: "var a [4]int\nkeep(a[x%4])"},
	{name: "check in an and", typ: "[]int", good: "[]int{1}", bad: "nil", op: "if len(x) > 0 && x[0] == 1 {\n\tkeep(x)\n}"},
	{name: "a look ahead", typ: "string", good: `"a.b"`, bad: `""`, op: "for i := range len(x) {\n\tif i+1 == len(x) || x[i+1] == '.' {\n\t\tkeep(i)\n\t}\n}"},
	{name: "up to the capacity that was tested", typ: "[]int", good: "make([]int, 1, 4)", bad: "nil", op: "if cap(x) >= 2 {\n\tkeep(x[:2])\n}"},
	{name: "check in an or that holds", typ: "[]int", good: "[]int{1}", bad: "nil", op: "if len(x) == 0 || x[0] == 1 {\n\treturn\n}\nkeep(x)"},
	{name: "field copied and checked", typ: "@Order$", good: `@Order${Lines: []string{"a"}}`, bad: "@Order${}", decls: declOrder, op: "lines := x.Lines\nif len(lines) == 0 {\n\treturn\n}\nkeep(lines[0])"},
	{name: "field checked", typ: "@Order$", good: `@Order${Lines: []string{"a"}}`, bad: "@Order${}", decls: declOrder, op: "if len(x.Lines) > 0 {\n\tkeep(x.Lines[0])\n}"},
	{name: "field ranged over", typ: "@Order$", good: `@Order${Lines: []string{"a"}}`, bad: "@Order${}", decls: declOrder, op: "for i := range x.Lines {\n\tkeep(x.Lines[i])\n}"},
	{name: "loop while not empty", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for len(x) > 0 {\n\tkeep(x[0])\n\tx = x[1:]\n}"},
	{name: "least of two lengths", typ: "@Pair$", good: "@Pair${A: []int{1}, B: []int{1}}", bad: "@Pair${A: []int{1}}", decls: declPair, op: "n := min(len(x.A), len(x.B))\nfor i := range n {\n\tkeep(x.A[i] + x.B[i])\n}"},
	{name: "element before", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for i := range x {\n\tif i > 0 {\n\t\tkeep(x[i-1])\n\t}\n}"},
	{name: "loop from one", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for i := 1; i < len(x); i++ {\n\tkeep(x[i] - x[i-1])\n}"},
	{name: "nested loops", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "for i := range x {\n\tfor j := i + 1; j < len(x); j++ {\n\t\tkeep(x[i] + x[j])\n\t}\n}"},
	{name: "length in a variable", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "n := len(x)\nif n == 0 {\n\treturn\n}\nkeep(x[n-1])"},
	{name: "rows of a matrix", typ: "[][]int", good: "[][]int{{1}, {}}", bad: "nil", op: "for i := range x {\n\tfor j := range x[i] {\n\t\tkeep(x[i][j])\n\t}\n}"},

	{name: "counted up to the length", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "i := 0\nfor i < len(x) {\n\tkeep(x[i])\n\ti++\n}"},

	// What a callee demands, and its caller has tested.
	{name: "slice of a callee, tested", typ: "[]int", good: "[]int{1, 2, 3}", bad: "nil", decls: declThird, op: "if len(x) > 2 {\n\tkeep(@Third$(x))\n}"},
	{name: "index of a callee, tested", typ: "int", good: "1", bad: "7", decls: declAt, op: "s := []int{1, 2, 3}\nif x >= 0 && x < len(s) {\n\tkeep(@At$(s, x))\n}"},
	{name: "divisor of a callee, tested", typ: "int", good: "1", bad: "0", decls: declRatio, op: "if x == 0 {\n\treturn\n}\nkeep(@Ratio$(10, x))"},
	{name: "divisor of a callee, constant", typ: "int", good: "1", bad: "0", decls: declRatio, op: "keep(@Ratio$(x, 2))"},
	{name: "contract met by a test", typ: "int", good: "1", bad: "0", decls: declSize, op: "if x > 0 {\n\tkeep(@Size$(x))\n}"},
	{name: "contract met by a constant", typ: "int", good: "1", bad: "0", decls: declSize, op: "keep(x)\nkeep(@Size$(8))"},

	// Slices.
	{name: "bound checked", typ: "[]int", good: "[]int{1, 2, 3}", bad: "nil", op: "if len(x) >= 3 {\n\tkeep(x[3:])\n}"},
	{name: "bounds zero and length", typ: "string", good: `"ab"`, bad: `""`, op: "keep(x[:0])\nkeep(x[:])\nkeep(x[len(x):])"},
	{name: "bound at most the length", typ: "string", good: `"abc"`, bad: `""`, op: "keep(x[:min(len(x), 2)])"},
	{name: "clamped bound", typ: "int", good: "1", bad: "9", op: "s := []int{1, 2, 3}\nif x > len(s) {\n\tx = len(s)\n}\nif x < 0 {\n\tx = 0\n}\nkeep(s[:x])"},
	{name: "strings.CutPrefix", typ: "string", good: `"Bearer abc"`, bad: `""`, op: "if rest, ok := strings.CutPrefix(x, \"Bearer \"); ok {\n\tkeep(rest)\n}"},
	{name: "slice of an array", typ: "[4]int", good: "[4]int{}", bad: "[4]int{1}", op: "keep(x[1:3])"},

	// Conversions.
	{name: "long enough for the array", typ: "[]int", good: "[]int{1, 2, 3, 4}", bad: "nil", op: "if len(x) < 4 {\n\treturn\n}\nkeep([4]int(x))"},
	{name: "exactly the array", typ: "[]byte", good: "[]byte{1, 2}", bad: "nil", op: "if len(x) == 2 {\n\tkeep([2]byte(x))\n}"},

	// Divisions.
	{name: "constant divisor", typ: "int", good: "1", bad: "0", op: "const d = 4\nkeep(x/2 + x%d)"},
	{name: "return on zero", typ: "int", good: "1", bad: "0", op: "if x == 0 {\n\treturn\n}\nkeep(10 / x)"},
	{name: "if not zero", typ: "int", good: "1", bad: "0", op: "if x != 0 {\n\tkeep(10 % x)\n}"},
	{name: "if positive", typ: "int", good: "1", bad: "0", op: "if x > 0 {\n\tv := 10\n\tv /= x\n\tkeep(v)\n}"},
	{name: "division of floats", typ: "float64", good: "1", bad: "0", op: "keep(1.0 / x)"},
	{name: "divisor at least one", typ: "int", good: "1", bad: "0", op: "keep(10 / max(x, 1))"},
	{name: "divisor by mask", typ: "int", good: "1", bad: "-1", op: "keep(10 / (x&7 + 1))"},
	{name: "average of some", typ: "[]int", good: "[]int{1}", bad: "nil", op: "if len(x) > 0 {\n\tkeep(10 / len(x))\n}"},
	{name: "index modulo the length", typ: "[]int", good: "[]int{1, 2}", bad: "nil", op: "if len(x) > 0 {\n\tkeep(x[7%len(x)])\n}"},
	{name: "default divisor", typ: "int", good: "1", bad: "0", op: "if x == 0 {\n\tx = 1\n}\nkeep(10 / x)"},
	{name: "zero in a switch", typ: "int", good: "1", bad: "0", op: "switch {\ncase x == 0:\n\treturn\n}\nkeep(10 / x)"},

	// Assertions.
	{name: "comma-ok", typ: "any", good: `"a"`, bad: "1", op: "s, ok := x.(string)\nif !ok {\n\treturn\n}\nkeep(s)"},
	{name: "comma-ok in an if", typ: "any", good: `"a"`, bad: "nil", op: "if s, ok := x.(string); ok {\n\tkeep(s)\n}"},
	{name: "comma-ok not looked at", typ: "any", good: `"a"`, bad: "nil", op: "s, _ := x.(string)\nkeep(s)"},
	{name: "switch on type", typ: "any", good: `"a"`, bad: "1", op: "switch v := x.(type) {\ncase string:\n\tkeep(v)\ncase error, nil:\n\tkeep(x)\n}"},
	{name: "comma-ok of an error", typ: "error", good: "&@Err${Code: 1}", bad: "nil", decls: declErr, op: "if _, ok := x.(*@Err$); ok {\n\tkeep(x)\n}"},

	// Panics that no goroutine sees.
	{name: "error and not panic", typ: "int", good: "0", bad: "1", decls: declCheck, op: "if err := @Check$(x); err != nil {\n\tkeep(err)\n\treturn\n}"},
	{name: "callee recovers", typ: "int", good: "0", bad: "1", decls: declRecovers, op: "keep(@Parse$(x))"},
	{name: "literal recovers", typ: "int", good: "0", bad: "1", op: "func() {\n\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\tkeep(r)\n\t\t}\n\t}()\n\tif x == 1 {\n\t\tpanic(\"caught here\")\n\t}\n}()"},
	{name: "func that nobody calls", typ: "int", good: "0", bad: "1", decls: declUnused, op: "keep(x)"},
	{name: "literal that nobody calls", typ: "int", good: "0", bad: "1", op: "f := func() { panic(\"never called\") }\n_ = f\nkeep(x)"},
	{name: "Atoi and return", typ: "string", good: `"1"`, bad: `"zz"`, op: "v, err := strconv.Atoi(x)\nif err != nil {\n\treturn\n}\nkeep(v)"},
	{name: "condition that is constant", typ: "int", good: "0", bad: "1", op: "const debug = false\nif debug {\n\tpanic(\"never\")\n}\nkeep(x)"},

	// Maps.
	{name: "made map", typ: "string", good: `"a"`, bad: `""`, op: "m := make(map[string]int)\nm[x]++\nkeep(m)"},
	{name: "map literal", typ: "string", good: `"a"`, bad: `""`, op: "m := map[string]int{}\nm[x] = 1\nkeep(m)"},
	{name: "return on a nil map", typ: "map[string]int", good: "map[string]int{}", bad: "nil", op: "if x == nil {\n\treturn\n}\nx[\"a\"] = 1"},
	{name: "map made if nil", typ: "map[string]int", good: "map[string]int{}", bad: "nil", op: "if x == nil {\n\tx = make(map[string]int)\n}\nx[\"a\"] = 1"},
	{name: "reads of a nil map", typ: "map[string]int", good: `map[string]int{"a": 1}`, bad: "nil", op: "keep(x[\"a\"])\nkeep(len(x))\ndelete(x, \"a\")\nfor k, v := range x {\n\tkeep(k)\n\tkeep(v)\n}"},
	{name: "comma-ok of a map", typ: "map[string]int", good: `map[string]int{"a": 1}`, bad: "nil", op: "if v, ok := x[\"a\"]; ok {\n\tkeep(10 - v)\n}"},
	{name: "map in a fresh struct", typ: "string", good: `"a"`, bad: `""`, decls: declReg, op: "r := @Reg${M: make(map[string]int)}\nr.M[x] = 1\nkeep(r)"},
	{name: "map of slices", typ: "[]string", good: `[]string{"a"}`, bad: "nil", op: "m := make(map[string][]int, len(x))\nfor i, k := range x {\n\tm[k] = append(m[k], i)\n}\nkeep(m)"},

	// Pointers.
	{name: "return on nil", typ: "*@P$", good: "new(@P$)", bad: "nil", decls: declPoint, op: "if x == nil {\n\treturn\n}\nkeep(x.Name)"},
	{name: "if not nil", typ: "*@P$", good: "new(@P$)", bad: "nil", decls: declPoint, op: "if x != nil {\n\tx.Name = \"b\"\n}"},
	{name: "not nil in an and", typ: "*@P$", good: "new(@P$)", bad: "nil", decls: declPoint, op: "if x != nil && x.Name != \"\" {\n\tkeep(x)\n}"},
	{name: "fresh pointer", typ: "string", good: `"a"`, bad: `""`, decls: declPoint, op: "p := &@P${Name: x}\np.Name += \"b\"\nkeep(p)"},
	{name: "new", typ: "int", good: "1", bad: "0", op: "p := new(int)\n*p = x\nkeep(*p)"},
	{name: "method that tests for nil", typ: "*@P$", good: "new(@P$)", bad: "nil", decls: declNilSafe, op: "keep(x.Get())"},
	{name: "list to its end", typ: "*@Node$", good: "&@Node${Val: 1}", bad: "nil", decls: declNode, op: "for x != nil {\n\tkeep(x.Val)\n\tx = x.Next\n}"},
	{name: "constructor", typ: "int", good: "1", bad: "0", decls: declNew, op: "p := @New$(x)\nkeep(p.N)"},
	{name: "indexes of a nil pointer to array", typ: "*[4]int", good: "new([4]int)", bad: "nil", op: "keep(len(x))\nfor i := range x {\n\tkeep(i)\n}"},
	{name: "address of a variable", typ: "int", good: "1", bad: "0", op: "p := &x\n*p++\nkeep(x)"},
	{name: "local func", typ: "int", good: "1", bad: "0", op: "f := func(v int) int { return v + 1 }\nkeep(f(x))"},
	{name: "new pointer if nil", typ: "*@P$", good: "new(@P$)", bad: "nil", decls: declPoint, op: "if x == nil {\n\tx = &@P${}\n}\nkeep(x.Name)"},

	// Channels.
	{name: "send on a fresh channel", typ: "int", good: "1", bad: "0", op: "ch := make(chan int, 1)\nch <- x\nclose(ch)\nkeep(<-ch)"},
	{name: "deferred close of a fresh channel", typ: "int", good: "1", bad: "0", op: "ch := make(chan int, 1)\ndefer close(ch)\nch <- x"},
	{name: "receive from a closed channel", typ: "chan int", good: "make(chan int)", bad: "@Closed$()", decls: declClosed, op: "select {\ncase v, ok := <-x:\n\tkeep(v)\n\tkeep(ok)\ndefault:\n}"},
	{name: "closed once", typ: "int", good: "1", bad: "0", decls: declStop, op: "s := @Stop${done: make(chan struct{})}\ns.once.Do(func() { close(s.done) })\ns.once.Do(func() { close(s.done) })\nkeep(x)"},

	// What was learnt of a value that is still the same.
	{name: "one of several constants", typ: "int", good: "1", bad: "7", op: "var a [3]int\nswitch x {\ncase 0, 2:\n\ta[x]++\n}\nkeep(a)"},
	{name: "behind the last of something", typ: "string", good: `"a.b"`, bad: `""`, op: "keep(x[strings.LastIndex(x, \".\")+1:])"},
	{name: "what was written into a buffer", typ: "int", good: "1", bad: "0", op: "b := make([]byte, 10)\nn := binary.PutUvarint(b, uint64(x))\nkeep(b[:n])"},
	{name: "another condition of a panic", typ: "int", good: "1", bad: "0", decls: declUnless, op: "@Unless$(1, false)\nkeep(x)"},

	// What is left of the language.
	{name: "make of a constant", typ: "int", good: "1", bad: "-1", op: "keep(make([]int, 4, 8))\nkeep(x)"},
	{name: "make of a clamped length", typ: "int", good: "1", bad: "-1", op: "keep(make([]int, min(max(x, 0), 8)))"},
	{name: "make of a masked length", typ: "int", good: "1", bad: "-1", op: "keep(make([]byte, x&15))"},
	{name: "capacity of a length", typ: "[]int", good: "[]int{1}", bad: "nil", op: "out := make([]int, 0, len(x))\nfor _, v := range x {\n\tout = append(out, v)\n}\nkeep(out)"},
	{name: "unsigned shift", typ: "uint", good: "1", bad: "99", op: "keep(1 << x)"},
	{name: "masked shift", typ: "int", good: "1", bad: "-1", op: "keep(1 << (x & 31))"},
	{name: "checked shift", typ: "int", good: "1", bad: "-1", op: "if x >= 0 {\n\tkeep(1 << x)\n}"},
	{name: "shift by a count", typ: "[]int", good: "[]int{1}", bad: "nil", op: "n := 0\nfor _, v := range x {\n\tif v > 0 {\n\t\tn++\n\t}\n}\nkeep(1 << n)"},
	{name: "string in an interface key", typ: "string", good: `"a"`, bad: `""`, op: "m := map[any]int{}\nm[x]++\nkeep(m)"},
	{name: "comparison with a string", typ: "any", good: "1", bad: "[]int{1}", op: "keep(x == \"a\")"},
	{name: "comparison with nil", typ: "any", good: "nil", bad: "[]int{1}", op: "keep(x == nil)"},

	// What libraries require.
	{name: "strings.Repeat of a constant", typ: "string", good: `"a"`, bad: `""`, op: "keep(strings.Repeat(\"a\", 3))\nkeep(x)"},
	{name: "strings.Repeat of a mask", typ: "int", good: "1", bad: "-1", op: "keep(strings.Repeat(\"a\", x&7))"},
	{name: "rand.Intn if positive", typ: "int", good: "1", bad: "0", op: "if x > 0 {\n\tkeep(rand.Intn(x))\n}"},
	{name: "time.NewTicker of a constant", typ: "int", good: "1", bad: "0", op: "t := time.NewTicker(time.Second)\nt.Stop()\nkeep(x)"},
	{name: "functions of strings", typ: "string", good: `" a b"`, bad: `""`, op: "for _, f := range strings.Fields(x) {\n\tkeep(strings.ToUpper(f))\n}\nkeep(strings.TrimSpace(x))"},
	{name: "functions of strconv", typ: "int", good: "1", bad: "0", op: "s := strconv.Itoa(x)\nv, err := strconv.ParseInt(s, 10, 64)\nif err != nil {\n\treturn\n}\nkeep(v)"},
}
