package odd

import (
	"reflect"
	"runtime"
	"sync"
	"testing"
)

// Functions in all places and forms.

func _() { go func() { recover() }() }
func _() { defer func() { recover() }() }

func init() { go init2() }
func init() {
	defer func() { recover() }()
	go func() { defer recover() }()
}

func init2() { panic(init2_) }

var init2_ = func() int { go func() { panic(1) }(); return 1 }()

func unnamed(func(), int, func(func()))       {}
func blanks(_ func(), _ int, _ ...func()) int { return 0 }
func bodiless(f func())
func bodilessHelper()

func useOdd() {
	unnamed(func() { recover() }, 1, nil)
	go unnamed(nil, 0, func(f func()) { go f() })
	_ = blanks(nil, 1, func() { recover() }, nil)
	_ = blanks(func() {}, 1)
	bodiless(func() { recover() })
	go bodiless(nil)
	go bodilessHelper()
	go func() {
		defer bodilessHelper()
		panic(1)
	}()
}

func variadic(fs ...func()) {
	for _, f := range fs {
		go f()
	}
	go fs[0]()
	for i := range fs {
		defer fs[i]()
	}
}

func useVariadic(fs []func()) {
	variadic()
	variadic(nil)
	variadic(fs...)
	variadic(append(fs, func() { recover() })...)
	variadic([]func(){func() { panic(1) }, nil}...)
	variadic(func() {}, func() { panic(1) }, fs[0])
	(variadic)(func() {})
}

// Recursion through values.

func recursiveClosures() {
	var f func()
	f = func() { f(); go f(); defer f() }
	var g, h func()
	g, h = h, g
	g = h
	h = g
	go g()
	defer h()
	go f()
	var k func() func()
	k = func() func() { return k() }
	go k()()
	defer k()()
	var l = func() {}
	l = l
	go l()
}

var cycleA, cycleB func()

var selfRef func(func())

func setSelfRef() { selfRef = func(f func()) { go f(); selfRef2(f) } }

func selfRef2(f func()) { selfRef(f) }

func setCycle() {
	cycleA = cycleB
	cycleB = cycleA
	go cycleA()
	defer cycleB()
}

// Wrappers that call each other.

func wrapA(p func()) { wrapB(p) }
func wrapB(p func()) { wrapA(p); go wrapC(p, 3) }
func wrapC(p func(), n int) {
	if n > 0 {
		wrapC(func() { p() }, n-1)
		wrapD(wrapD, p)
	}
}
func wrapD(f any, p func()) { defer wrapA(p) }

func wrapSelf(p func()) func() { return wrapSelf(wrapSelf(p)) }

type rec func(rec)

func (r rec) call() { r(r) }

func recursiveTypes() {
	var r rec = func(r rec) { r(r) }
	go r(r)
	go r.call()
	defer rec.call(r)
	go rec(func(rec) { recover() })(nil)
	type f func() f
	var g f
	g = func() f { return g }
	go g()()()()
	defer g()()()()()()
}

// Statements on builtins, conversions and odd operands.

func oddOperands(m map[string]int, c chan int, e error, p *func(), i interface{ Run() }) {
	go panic(1)
	go print()
	go println(recover())
	go close(c)
	go delete(m, "x")
	go clear(m)
	go copy([]int{1}, []int{2})
	go recover()
	defer panic(1)
	defer print()
	defer close(c)
	defer delete(m, "x")
	defer clear(m)
	defer copy([]int{1}, []int{2})
	defer recover()
	defer (recover)()
	go (panic)(1)
	go (*p)()
	defer (*p)()
	go e.Error()
	go i.Run()
	defer interface{ Run() }.Run(i)
	go (func())(nil)()
	defer (func())(nil)()
	go (func())(func() { recover() })()
	go (func() { recover() })()
	go func() {}()
	defer func(func()) {}(func() { recover() })
	go func(f func()) { f() }(func() { recover() })
	go [1]func(){}[0]()
	go []func(){func() { recover() }}[0]()
	go map[string]func(){"a": func() { recover() }}["a"]()
	go struct{ f func() }{func() { recover() }}.f()
	go (&struct{ f func() }{func() { recover() }}).f()
	go i.(interface{ Go() }).Go()
	go any(i).(func())()
	go runtime.Goexit()
	go reflect.ValueOf(func() { recover() }).Call(nil)
	defer reflect.ValueOf(func() { recover() }).Call(nil)
	defer reflect.ValueOf(reflect.ValueOf).Call(nil)
	go testing.Init()
}

// Composite literals.

type holder struct {
	f    func()
	g, h func()
	sub  struct{ f func() }
	next *holder
}

var table = []*holder{
	{func() { recover() }, nil, nil, struct{ f func() }{func() { go func() { panic(1) }() }}, nil},
	{f: func() { panic(1) }, next: &holder{g: func() { go table2["x"][0].f() }}},
	nil,
}

var table2 = map[string][]holder{
	"x": {{}, {f: func() { recover() }}},
	"y": nil,
}

var nestedArray = [...][2]struct{ f func() }{{{func() {}}, {f: nil}}, 1: {}}

var (
	_              = func() int { go func() { defer recover(); panic(1) }(); return 1 }()
	multiA, multiB = func() (func(), func()) { return nil, func() { recover() } }()
)

func useTables() {
	for _, h := range table {
		go h.f()
		defer h.next.g()
		go h.sub.f()
		h.f, h.g = h.g, h.f
		(h).h = nil
	}
	go multiA()
	defer multiB()
	go nestedArray[0][1].f()
	h := &holder{f: bodilessHelper}
	go h.next.next.next.f()
	*h = holder{}
	pf := &h.f
	*pf = nil
	go (*pf)()
	(*pf)()
	var arr [2]func()
	arr[0], arr[1] = arr[1], func() { recover() }
	defer arr[0]()
}

type slices_ []slices_

func sliceOfItself(s slices_, _ ...slices_) { sliceOfItself(s[0], s...) }

// Embedding.

type runner interface{ Run() }

type embeds struct {
	*sync.Mutex
	runner
}

type embedsAgain struct {
	embeds
	*holder
}

func useEmbedded(e embedsAgain, pe *embedsAgain) {
	go e.Run()
	f := e.Run
	go f()
	defer pe.Run()
	go embedsAgain.Run(e)
	go (*embedsAgain).Run(pe)
	g := (*embedsAgain).Unlock
	defer g(pe)
	go e.f()
	h := runner.Run
	go h(e)
	defer h(nil)
	var r runner = e
	go r.Run()
	r = nil
	defer r.Run()
	var s runner = r
	go s.Run()
	go interface{ Unlock() }(e).Unlock()
}
