package task_test

// The texts below are put together by generate_test.go. In all of them $ is
// the number of the goroutine, and a sign before a name says which package
// declares it: @ that of the body, ~ that of the goroutine's func, ? that of
// what stands between the two, # that of the guard's helper, ^ the library.

// A genForm starts the func BODY, which finds its value in the variable c.
// "RUN call" is where a wrapper runs it, and may be guarded.
type genForm struct {
	name  string
	spawn string
	decls string // in the package that starts it
	lib   string // in its library
	home  int    // of the func: 0 for the package, 1 for its library
	wraps int    // the home of the wrapper
	// kept says that the value is not seen to come from a caller where the goroutine
	// is started: a field, a variable or another function keeps it, and may know more
	// of it. That is evidence at the default only for what any value panics of.
	kept bool
	// unproven says that the form has an operation of its own that only who
	// knows all callers can prove harmless: it is not for what is to be silent.
	unproven bool
}

const (
	declJob   = "type Job$ struct{ c CTYPE }\n\nfunc (j Job$) run() {\n\tc := j.c\n\tBODY\n}\n"
	genLit    = "func() {\n\tBODY\n}"
	genLitErr = "func() (failed error) {\n\tBODY\n\treturn nil\n}"
	genLitArg = "func(c CTYPE) {\n\tBODY\n}"
)

// The first is the plain one, as in each of the lists below.
var genForms = []genForm{
	{name: "go literal that captures", spawn: "go " + genLit + "()"},
	{name: "go literal with an argument", spawn: "go " + genLitArg + "(c)"},
	{name: "go named func", spawn: "go Task$(c)", decls: "func Task$(c CTYPE) {\n\tBODY\n}\n"},
	{name: "go func of another package", spawn: "go ^Task$(c)", lib: "func Task$(c CTYPE) {\n\tBODY\n}\n", home: 1},
	{name: "go method", kept: true, spawn: "j := Job${c: c}\ngo j.run()", decls: declJob},
	{name: "go method of a pointer", kept: true, spawn: "j := &Job${c: c}\ngo j.run()", decls: "type Job$ struct{ c CTYPE }\n\nfunc (j *Job$) run() {\n\tc := j.c\n\tBODY\n}\n", unproven: true},
	{name: "go method value", kept: true, spawn: "run := Job${c: c}.run\ngo run()", decls: declJob},
	{name: "go method expression", kept: true, spawn: "go Job$.run(Job${c: c})", decls: declJob},
	{name: "go promoted method", kept: true, spawn: "go server${Job${c: c}}.run()", decls: declJob + "\ntype server$ struct{ Job$ }\n"},
	{name: "go method of an interface", kept: true, spawn: "var r runner$ = Job${c: c}\ngo r.run()", decls: declJob + "\ntype runner$ interface{ run() }\n", unproven: true},
	{name: "go local func", spawn: "run := " + genLitArg + "\ngo run(c)"},
	{name: "go generic func", spawn: "go task$(\"k\", c)", decls: "func task$[K comparable](key K, c CTYPE) {\n\tkeep(key)\n\tBODY\n}\n"},
	{name: "go package variable", kept: true, spawn: "go run$(c)", decls: "var run$ = " + genLitArg + "\n"},
	{name: "go func of a maker", kept: true, spawn: "go make$(c)()", decls: "func make$(c CTYPE) func() {\n\treturn " + genLit + "\n}\n"},
	{name: "go in a goroutine", spawn: "go func() {\n\tgo " + genLit + "()\n}()"},
	{name: "go in a loop", spawn: "for range 1 {\n\tgo " + genLit + "()\n}"},
	{name: "go in a deferred func", spawn: "defer func() {\n\tgo " + genLit + "()\n}()"},
	{name: "go in a func that is returned", kept: true, spawn: "starter$(c)()", decls: "func starter$(c CTYPE) func() {\n\treturn func() {\n\t\tgo " + genLit + "()\n\t}\n}\n"},
	{name: "go in a constructor", kept: true, spawn: "keep(newServer$(c))", decls: "type server$ struct{ c CTYPE }\n\nfunc newServer$(c CTYPE) server$ {\n\ts := server${c: c}\n\tgo s.loop()\n\treturn s\n}\n\nfunc (srv server$) loop() {\n\tc := srv.c\n\tBODY\n}\n"},
	{name: "go with a WaitGroup", spawn: "var wg sync.WaitGroup\nwg.Add(1)\ngo func() {\n\tdefer wg.Done()\n\tBODY\n}()\nwg.Wait()"},
	{name: "wrapper", spawn: "spawn$(" + genLit + ")", decls: "func spawn$(f func()) {\n\tgo func() {\n\t\tRUN f()\n\t}()\n}\n"},
	{name: "wrapper that starts its argument", spawn: "spawn$(" + genLit + ")", decls: "func spawn$(f func()) { go f() }\n"},
	{name: "wrapper of a wrapper", spawn: "start$(" + genLit + ")", decls: "func start$(f func()) { spawn$(f) }\n\nfunc spawn$(f func()) {\n\tgo func() {\n\t\tRUN f()\n\t}()\n}\n"},
	{name: "wrapper of variadic funcs", spawn: "all$(" + genLit + ")", decls: "func all$(fs ...func()) {\n\tfor _, f := range fs {\n\t\tgo func() {\n\t\t\tRUN f()\n\t\t}()\n\t}\n}\n"},
	{name: "generic wrapper", spawn: "each$([]CTYPE{c}, " + genLitArg + ")", decls: "func each$[T any](xs []T, f func(T)) {\n\tfor _, x := range xs {\n\t\tgo func() {\n\t\t\tRUN f(x)\n\t\t}()\n\t}\n}\n"},
	{name: "group", spawn: "var g group$\ng.Go(" + genLit + ")\ng.wg.Wait()", decls: "type group$ struct{ wg sync.WaitGroup }\n\nfunc (g *group$) Go(f func()) {\n\twg := &g.wg\n\twg.Add(1)\n\tgo func() {\n\t\tdefer wg.Done()\n\t\tRUN f()\n\t}()\n}\n"},
	{name: "group of funcs that fail", spawn: "var g group$\ng.Go(" + genLitErr + ")\ng.wg.Wait()\nkeep(g.err)", decls: "type group$ struct {\n\twg   sync.WaitGroup\n\tonce sync.Once\n\terr  error\n}\n\nfunc (g *group$) Go(f func() error) {\n\tg.wg.Add(1)\n\tgo func() {\n\t\tdefer g.wg.Done()\n\t\tif err := f(); err != nil {\n\t\t\tg.once.Do(func() { g.err = err })\n\t\t}\n\t}()\n}\n", unproven: true},
	{name: "wrapper of another package", spawn: "^Go$(" + genLit + ")", lib: "func Go$(f func()) {\n\tgo func() {\n\t\tRUN f()\n\t}()\n}\n", wraps: 1},
	{name: "wrapper of another package and an error", spawn: "^Go$(" + genLitErr + ")", lib: "func Go$(f func() error) {\n\tgo func() {\n\t\tRUN keep(f())\n\t}()\n}\n", wraps: 1},
	{name: "group of another package", spawn: "var g ^Group$\ng.Go(" + genLit + ")\ng.Wait()", lib: "type Group$ struct{ wg sync.WaitGroup }\n\nfunc (g *Group$) Go(f func()) {\n\twg := &g.wg\n\twg.Add(1)\n\tgo func() {\n\t\tdefer wg.Done()\n\t\tRUN f()\n\t}()\n}\n\nfunc (g *Group$) Wait() { g.wg.Wait() }\n", wraps: 1},
	{name: "worker of funcs", spawn: "jobs := make(chan func(), 1)\ngo func() {\n\tfor f := range jobs {\n\t\tRUN f()\n\t}\n}()\njobs <- " + genLit + "\nclose(jobs)", unproven: true},
	{name: "worker of values", spawn: "jobs := make(chan CTYPE, 1)\ngo func() {\n\tfor c := range jobs {\n\t\tBODY\n\t}\n}()\njobs <- c\nclose(jobs)"},
	{name: "callback in a field", spawn: "watch${onItem: " + genLit + "}.start()", decls: "type watch$ struct{ onItem func() }\n\nfunc (w watch$) start() {\n\tgo func() {\n\t\tRUN w.onItem()\n\t}()\n}\n", unproven: true},
	{name: "pool with a channel of funcs", spawn: "p := pool${jobs: make(chan func(), 1)}\ngo p.work()\np.submit(" + genLit + ")\nclose(p.jobs)", decls: "type pool$ struct{ jobs chan func() }\n\nfunc (p pool$) work() {\n\tfor f := range p.jobs {\n\t\tRUN f()\n\t}\n}\n\nfunc (p pool$) submit(f func()) { p.jobs <- f }\n", unproven: true},
	{name: "slice of funcs", spawn: "for _, f := range []func(){" + genLit + "} {\n\tgo f()\n}", unproven: true},
	{name: "time.AfterFunc", spawn: "time.AfterFunc(0, " + genLit + ")"},
	{name: "time.AfterFunc of a method", kept: true, spawn: "time.AfterFunc(0, Job${c: c}.run)", decls: declJob},
	{name: "WaitGroup.Go", spawn: "var wg sync.WaitGroup\nwg.Go(" + genLit + ")\nwg.Wait()"},
	{name: "context.AfterFunc", spawn: "ctx, cancel := context.WithCancel(context.Background())\ncontext.AfterFunc(ctx, " + genLit + ")\ncancel()"},
}

// A genRoute is how the value x comes from the one who starts the goroutine, in
// c, to where the body is.
type genRoute struct {
	name     string
	carrier  string // the type of c
	make     string // how c is made from x
	get      string // how x is got from c
	decls    string // in the package of the goroutine's func
	types    string // that it is for, all if empty
	concrete bool   // it is for values whose type is no interface
	kept     bool   // as in genForm
	unproven bool
}

const declBox = "type Box$ struct{ X TYPE }\n"

var genRoutes = []genRoute{
	{name: "itself", carrier: "TYPE", make: "c := x", get: "x := c\nOP"},
	{name: "field", carrier: "~Box$", make: "c := ~Box${X: x}", get: "x := c.X\nOP", decls: declBox},
	{name: "field of a pointer", carrier: "*~Box$", make: "c := &~Box${X: x}", get: "x := c.X\nOP", decls: declBox, unproven: true},
	{name: "method", carrier: "~Box$", make: "c := ~Box${X: x}", get: "x := c.Get()\nOP", decls: declBox + "\nfunc (b Box$) Get() TYPE { return b.X }\n"},
	{name: "channel", carrier: "chan TYPE", make: "c := make(chan TYPE, 1)\nc <- x", get: "x := <-c\nOP"},
	{name: "range over a channel", kept: true, carrier: "chan TYPE", make: "c := ~Source$(x)", get: "for x := range c {\n\tOP\n}", decls: "func Source$(x TYPE) chan TYPE {\n\tc := make(chan TYPE, 1)\n\tc <- x\n\tclose(c)\n\treturn c\n}\n"},
	{name: "range over a slice", carrier: "[]TYPE", make: "c := []TYPE{x}", get: "for _, x := range c {\n\tOP\n}"},
	{name: "result", carrier: "TYPE", make: "c := x", get: "x := ~Pass$(c)\nOP", decls: "func Pass$(x TYPE) TYPE { return x }\n"},
	{name: "result and error", carrier: "TYPE", make: "c := x", get: "x, err := ~Load$(c)\nif err != nil {\n\treturn\n}\nOP", decls: "func Load$(x TYPE) (TYPE, error) { return x, nil }\n"},
	{name: "map", carrier: "map[string]TYPE", make: "c := map[string]TYPE{\"k\": x}", get: "x := c[\"k\"]\nOP"},
	{name: "map and ok", carrier: "map[string]TYPE", make: "c := map[string]TYPE{\"k\": x}", get: "x, ok := c[\"k\"]\nif !ok {\n\treturn\n}\nOP"},
	{name: "strconv", carrier: "string", make: "c := strconv.Itoa(x)", get: "x, err := strconv.Atoi(c)\nif err != nil {\n\treturn\n}\nOP", types: "int"},
	{name: "json", carrier: "[]byte", make: "c, err := json.Marshal(x)\nif err != nil {\n\treturn\n}", get: "var x TYPE\nif err := json.Unmarshal(c, &x); err != nil {\n\treturn\n}\nOP", types: "int uint8 string []int [][]int []string []byte map[string]int @Order$ @Pair$ *int *@P$", unproven: true},
	{name: "package variable", kept: true, carrier: "string", make: "c := \"k\"\n~Global$ = x", get: "keep(c)\nx := ~Global$\nOP", decls: "var Global$ TYPE\n"},
	{name: "any", carrier: "any", make: "var c any = x", get: "x, ok := c.(TYPE)\nif !ok {\n\treturn\n}\nOP", concrete: true},
}

// A genSplit is where the body is, seen from the goroutine's func.
type genSplit struct {
	name  string
	call  string
	decls string // in the package of the body
	mid   string // in the package between
	away  int    // how many packages away the body is
	near  int    // and what stands between
}

const (
	declOp  = "func Op$(x TYPE) {\n\tTEXT\n}\n"
	declMid = "func Mid$(x TYPE) { @Op$(x) }\n"
	declSvc = "type Svc$ struct{ Name string }\n\nfunc (svc Svc$) Do(x TYPE) {\n\tTEXT\n}\n"
)

var genSplits = []genSplit{
	{name: "inline", call: "TEXT"},
	{name: "func", call: "@Op$(x)", decls: declOp},
	{name: "func of a func", call: "?Mid$(x)", decls: declOp, mid: declMid},
	{name: "third func", call: "?Top$(x)", decls: declOp, mid: declMid + "\nfunc Top$(x TYPE) {\n\tkeep(\"top\")\n\tMid$(x)\n}\n"},
	{name: "method", call: "svc := @Svc${Name: \"a\"}\nsvc.Do(x)", decls: declSvc},
	{name: "method of a pointer", call: "svc := &@Svc${Name: \"a\"}\nsvc.Do(x)", decls: "type Svc$ struct{ Name string }\n\nfunc (svc *Svc$) Do(x TYPE) {\n\tTEXT\n}\n"},
	{name: "method value", call: "do := @Svc${Name: \"a\"}.Do\ndo(x)", decls: declSvc},
	{name: "interface", call: "var d doer$ = Svc${Name: \"a\"}\nd.Do(x)", decls: declSvc + "\ntype doer$ interface{ Do(x TYPE) }\n"},
	{name: "generic func", call: "@Op$(\"k\", x)", decls: "func Op$[K comparable](key K, x TYPE) {\n\tkeep(key)\n\tTEXT\n}\n"},
	{name: "local func", call: "do := func(x TYPE) {\n\tTEXT\n}\ndo(x)"},
	{name: "func called at once", call: "func() {\n\tTEXT\n}()"},
	{name: "deferred func", call: "defer func() {\n\tTEXT\n}()"},
	{name: "loop", call: "for range 1 {\n\tTEXT\n}"},
	{name: "package variable", call: "do$(x)", decls: "var do$ = func(x TYPE) {\n\tTEXT\n}\n"},
	{name: "func that is returned", call: "@Make$(x)()", decls: "func Make$(x TYPE) func() {\n\treturn func() {\n\t\tTEXT\n\t}\n}\n"},
	{name: "func of another package", call: "@Op$(x)", decls: declOp, away: 1},
	{name: "method of another package", call: "@Svc${Name: \"a\"}.Do(x)", decls: declSvc, away: 1},
	{name: "func of a func of another package", call: "?Mid$(x)", decls: declOp, mid: declMid, away: 1, near: 1},
	{name: "func of a third package", call: "?Mid$(x)", decls: declOp, mid: declMid, away: 2, near: 1},
}
