package odd

import (
	"errors"
	"log"
	"os"
)

// Handlers.

func handlers(a, b any, c chan any, err *error) (res error) {
	defer func() {
		a, b = recover(), recover()
		_, _ = recover(), recover()
		var x, y = recover(), recover()
		c <- recover()
		*err = recover().(error)
		res, _ = recover().(error)
		if err, ok := recover().(error); ok && errors.Is(err, os.ErrExist) || x == y {
			panic(err)
		}
		go panic(recover())
		defer panic(recover())
		defer log.Println(recover())
		for recover() != nil {
		}
		for r := recover(); r != nil; r = recover() {
			log.Panic(r)
		}
		if nil == recover() {
			return
		} else if r := recover(); nil != r {
			log.Fatal(r)
		}
		if recover() == recover() {
			os.Exit(1)
		}
		switch r := recover().(type) {
		case error:
			panic(r)
		}
		_ = []any{recover(), func() any { return recover() }}
		_ = map[any]any{recover(): recover()}
		func() any { return recover() }()
		recover()
		return
	}()
	handlers(recover(), recover(), c, err)
	return recover().(error)
}

func recursiveHelper(n int) {
	defer recursiveHelper(n - 1)
	if n == 0 {
		recover()
	}
	mutualHelper(n)
}

func mutualHelper(n int) { defer recursiveHelper(n); recover() }

func useRecursive() {
	go func() {
		defer recursiveHelper(3)
		defer mutualHelper(2)
		panic(1)
	}()
	go recursiveHelper(1)
}

func endsEachOther(n int) { endsOther(n) }
func endsOther(n int)     { endsEachOther(n) }

func deferLoop() {
	go func() {
		for {
			defer func() { recover() }()
		}
	}()
	go func() {
		defer func() {
			defer func() {
				defer func() {
					defer recover()
					panic(3)
				}()
				panic(2)
			}()
			panic(1)
		}()
		panic(0)
	}()
}

func returnsHelper() (f func())      { f = func() { recover() }; return }
func returnsTwo() (func(), error)    { return func() { recover() }, nil }
func returnsNil() func()             { return nil }
func returnsSelf() func()            { return returnsSelf() }
func returnsMethod(h *holder) func() { return h.f }
func neverReturns() func() {
	for {
	}
}
func returnsPanics() func() { panic(1) }

func useReturned() {
	go func() {
		defer returnsHelper()()
		defer returnsNil()()
		defer returnsSelf()()
		defer returnsMethod(nil)()
		defer neverReturns()()
		defer returnsPanics()()
		f, _ := returnsTwo()
		defer f()
		panic(1)
	}()
	go returnsHelper()()
	go returnsSelf()()
	go returnsPanics()()
}

func setsFlag(f func()) (done bool) {
	normal := false
	defer func() {
		if !normal {
			panic(recover())
		}
	}()
	go func() { f() }()
	f()
	normal = true
	return
}

func flagEmptyBody() {
	var normal bool
	go func() {}()
	defer func() {
		if normal {
			recover()
		}
	}()
}
