package taskjoin_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// This file generates functions that start goroutines and wait for them: the
// kind of group, what runs on it and how it is waited for are drawn
// independently. The test runs each with an operation that returns an error and
// with one that panics, and holds the reports against what its caller learned.

// A kind is a kind of group. Errors get to who waits by what Wait returns, or
// by what the functions store.
type kind struct {
	name   string
	decl   string // declares g, in a function with the context ctx
	typ    string // of g, for a field
	in     string // what makes a value of it there; "" if its zero value is one
	stores bool   // the functions store their errors
	starts bool   // a stored kind that starts functions itself
	wait   string // "g.Wait()" or what gives an error of it
}

var kinds = []kind{
	{name: "own", decl: "var g group.Group", typ: "group.Group", wait: "g.Wait()"},
	{name: "errgroup", decl: "var g errgroup.Group", typ: "errgroup.Group", wait: "g.Wait()"},
	{name: "context", decl: "g, ctx := errgroup.WithContext(ctx)\n\t_ = ctx", typ: "*errgroup.Group", in: "new(errgroup.Group)", wait: "g.Wait()"},
	{name: "conc", decl: "g := pool.New().WithErrors()", typ: "*pool.ErrorPool", in: "pool.New().WithErrors()", wait: "g.Wait()"},
	{name: "multierror", decl: "var g multierror.Group", typ: "multierror.Group", wait: "g.Wait().ErrorOrNil()"},
	{name: "tomb", decl: "var g tomb.Tomb", typ: "tomb.Tomb", wait: "g.Wait()"},
	{name: "waitgroup", decl: "var g sync.WaitGroup", typ: "sync.WaitGroup", stores: true},
	{name: "waitgroupGo", decl: "var g sync.WaitGroup", typ: "sync.WaitGroup", stores: true, starts: true},
	{name: "counter", decl: "g := new(group.Counter)", typ: "*group.Counter", in: "new(group.Counter)", stores: true},
}

// A form is what a goroutine runs, or how it is waited for.
type form struct {
	name string
	code string
}

// tasks of groups that return an error: each is a func() error.
var tasks = []form{
	{"plain", `func() error { return op(mode) }`},
	{"callsFirst", `func() error {
		settle()
		if err := op(mode); err != nil {
			return fmt.Errorf("task: %w", err)
		}
		return nil
	}`},
	{"set", `func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return op(mode)
	}`},
	{"setByHelper", `func() (err error) {
		defer into(&err)
		return op(mode)
	}`},
	{"unnamed", `func() error {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		return op(mode)
	}`},
	{"unset", `func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				log.Printf("panic: %v", r)
			}
		}()
		err = op(mode)
		return err
	}`},
	{"shadowed", `func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err := fmt.Errorf("panic: %v", r)
				log.Print(err)
			}
		}()
		return op(mode)
	}`},
	{"logHelper", `func() error {
		defer logPanic()
		return op(mode)
	}`},
	{"goexit", `func() error {
		if mode == panics {
			runtime.Goexit()
		}
		return op(mode)
	}`},
	{"normalFlag", `func() (err error) {
		normal := false
		defer func() {
			if !normal {
				err = fmt.Errorf("died: %v", recover())
			}
		}()
		err = op(mode)
		normal = true
		return err
	}`},
}

// joins of groups that return an error. WAIT is the expression of the error.
var joins = []form{
	{"returned", `return WAIT`},
	{"tested", `if err := WAIT; err != nil {
		return err
	}
	return nil`},
	{"wrapped", `err := WAIT
	if err != nil {
		err = fmt.Errorf("all: %w", err)
	}
	return err`},
	{"dropped", `WAIT
	return nil`},
	{"deferred", `defer WAIT
	return nil`},
	{"inLiteral", `func() {
		WAIT
	}()
	return nil`},
	{"overwritten", `err := WAIT
	err = other()
	return err`},
	{"leaves", `err := WAIT
	if flag {
		return nil
	}
	return err`},
	{"never", `return nil`},
	{"early", `if flag {
		return nil
	}
	return WAIT`},
	{"emptyTest", `if err := WAIT; err != nil {
	}
	return nil`},
	{"started", `go WAIT
	return nil`},
	{"stored", `last.Store(WAIT)
	return last.get()`},
	{"deferredJoin", `var result error
	func() {
		defer func() { result = errors.Join(result, WAIT) }()
	}()
	return result`},
	{"bothPaths", `if flag {
		return errors.Join(other(), WAIT)
	}
	return WAIT`},
}

// storing tasks are the bodies of functions that put their error in errs[0].
// START and END are what a kind needs around them; DONE is its Done.
var storingTasks = []form{
	{"plain", `defer DONE
		errs[0] = op(mode)`},
	{"stored", `defer DONE
		defer func() {
			if r := recover(); r != nil {
				settle()
				errs[0] = fmt.Errorf("panic: %v", r)
			}
		}()
		errs[0] = op(mode)`},
	{"logs", `defer DONE
		defer logPanic()
		errs[0] = op(mode)`},
	{"logsInline", `defer DONE
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		if err := op(mode); err != nil {
			errs[0] = err
		}`},
	{"releasedEarly", `defer func() {
			if r := recover(); r != nil {
				settle()
				errs[0] = fmt.Errorf("panic: %v", r)
			}
		}()
		defer DONE
		errs[0] = op(mode)`},
	{"notDeferred", `defer func() {
			if r := recover(); r != nil {
				errs[0] = fmt.Errorf("panic: %v", r)
			}
		}()
		errs[0] = op(mode)
		DONE`},
	{"deferredLate", `defer func() {
			if r := recover(); r != nil {
				errs[0] = fmt.Errorf("panic: %v", r)
			}
		}()
		errs[0] = op(mode)
		defer DONE`},
	{"inHandler", `defer func() {
			if r := recover(); r != nil {
				errs[0] = fmt.Errorf("panic: %v", r)
			}
			DONE
		}()
		errs[0] = op(mode)`},
	{"unguarded", `errs[0] = op(mode)
		DONE`},
	{"goexit", `defer DONE
		if mode == panics {
			runtime.Goexit()
		}
		errs[0] = op(mode)`},
	{"goexitNotDeferred", `if mode == panics {
			runtime.Goexit()
		}
		errs[0] = op(mode)
		DONE`},
}

// storingGoTasks are those of a kind that counts for itself.
var storingGoTasks = []form{
	{"plain", `errs[0] = op(mode)`},
	{"stored", `defer func() {
			if r := recover(); r != nil {
				settle()
				errs[0] = fmt.Errorf("panic: %v", r)
			}
		}()
		errs[0] = op(mode)`},
	{"logs", `defer logPanic()
		errs[0] = op(mode)`},
	{"goexit", `if mode == panics {
			runtime.Goexit()
		}
		errs[0] = op(mode)`},
}

// storingJoins wait for what stores its errors.
var storingJoins = []form{
	{"returned", `g.Wait()
	return errs[0]`},
	{"tested", `g.Wait()
	if errs[0] != nil {
		return errs[0]
	}
	return nil`},
	{"never", `return errs[0]`},
	{"early", `if flag {
		return nil
	}
	g.Wait()
	return errs[0]`},
	{"byDefer", `return func() error {
		func() {
			defer g.Wait()
		}()
		return errs[0]
	}()`},
	{"elsewhere", `done := make(chan struct{})
	go func() {
		g.Wait()
		close(done)
	}()
	<-done
	return errs[0]`},
}

// A generated is one function.
type generated struct {
	name  string
	parts string // of what it is made
	kind  kind
	task  form
	join  form
}

// A moving says where a group is.
type moving uint8

const (
	local moving = iota
	inField
	inPackage
	inGeneric
)

func (m moving) String() string { return [...]string{"local", "field", "package", "generic"}[m] }

// draw draws n different functions.
func draw(seed uint64, n int) (fs []generated) {
	rnd := rand.New(rand.NewPCG(seed, 0))
	seen := make(map[string]bool)
	for len(fs) < n {
		k := kinds[rnd.IntN(len(kinds))]
		ts, js := tasks, joins
		switch {
		case k.stores && k.starts:
			ts, js = storingGoTasks, storingJoins
		case k.stores:
			ts, js = storingTasks, storingJoins
		}
		g := generated{kind: k, task: ts[rnd.IntN(len(ts))], join: js[rnd.IntN(len(js))]}
		g.parts = k.name + "/" + g.task.name + "/" + g.join.name
		if seen[g.parts] {
			continue
		}
		seen[g.parts] = true
		g.name = fmt.Sprintf("case%d", len(fs))
		fs = append(fs, g)
	}
	return fs
}

// write returns the source of the function with its group where m says.
func (g generated) write(m moving) string {
	k := g.kind
	name, decl, on := g.name, k.decl, "g"
	var before, params string
	switch m {
	case inField:
		before = fmt.Sprintf("type holder%s struct {\n\tname string\n\tg %s\n}\n\n", g.name, k.typ)
		decl, on = fmt.Sprintf("h := &holder%s{name: \"h\"}", g.name), "h.g"
		if k.in != "" {
			decl = fmt.Sprintf("h := &holder%s{g: %s}", g.name, k.in)
		}
	case inPackage:
		decl = fmt.Sprintf("g := wrap.New%s()", strings.ToUpper(k.name[:1])+k.name[1:])
	case inGeneric:
		before = fmt.Sprintf("type box%s[T any] struct {\n\tvalue T\n\tg %s\n}\n\n", g.name, k.typ)
		decl, on, params = fmt.Sprintf("b := &box%s[T]{}", g.name), "b.g", "[T any]"
		if k.in != "" {
			decl = fmt.Sprintf("b := &box%s[T]{g: %s}", g.name, k.in)
		}
	}
	wait := k.wait
	if m == inPackage {
		wait = "g.Wait()"
	}
	var start string
	switch {
	case k.stores && k.starts:
		start = "errs := make([]error, 1)\n\tg.Go(func() {\n\t\t" + g.task.code + "\n\t})"
	case k.stores:
		body := strings.ReplaceAll(g.task.code, "DONE", "g.Done()")
		start = "errs := make([]error, 1)\n\tg.Add(1)\n\tgo func() {\n\t\t" + body + "\n\t}()"
	default:
		start = "g.Go(" + g.task.code + ")"
	}
	body := start + "\n\t" + strings.ReplaceAll(g.join.code, "WAIT", wait)
	body = strings.ReplaceAll(body, "g.", on+".")
	for _, pkg := range []string{"lo" + on, "l" + on} { // log.Print is no group
		body = strings.ReplaceAll(body, pkg+".", "log.")
	}
	return fmt.Sprintf("%sfunc %s%s(ctx context.Context, mode int, flag bool) error {\n\t%s\n\t%s\n}\n", before, name, params, decl, body)
}
