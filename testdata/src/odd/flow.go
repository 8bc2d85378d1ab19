package odd

// Control flow.

func gotos(n int) {
again:
	for i := range n {
		if i == 3 {
			goto end
		}
		defer func() { recover() }()
		if i > 4 {
			continue again
		}
	}
	{
		goto inner
	inner:
		go func() {
		loop:
			defer func() { recover() }()
			goto loop
		}()
	}
end:
}

func gotoBack() {
	i := 0
top:
	defer recover()
	i++
	if i < 3 {
		goto top
	}
	go gotoBack()
}

func labels(c chan int) {
L:
	switch {
	case c == nil:
		break L
	default:
	M:
		select {
		case <-c:
			break M
		case c <- 1:
			break L
		}
	}
N:
	go func() {
	O:
		for {
			for range 10 {
				break O
			}
		}
		if false {
			panic(1)
		}
	}()
	for range 2 {
		continue
	}
	if c == nil {
		goto N
	}
}

func emptySelect() { select {} }

func selects(c chan func()) {
	go func() {
		defer emptySelect()
		select {}
	}()
	go func() {
		select {
		case f := <-c:
			f()
			(<-c)()
		case c <- func() { recover() }:
		default:
		}
	}()
	go (<-c)()
	defer (<-c)()
}

func switches(x any) {
	go func() {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case error, string:
				panic(r)
			default:
			}
			switch r := recover(); {
			case r == nil:
				return
			}
			switch recover() {
			case nil:
			case x:
				fallthroughs(1)
			}
		}()
		switch x := x.(type) {
		case func():
			x()
			go x()
			defer x()
		}
		switch {
		}
		switch x.(type) {
		}
	}()
}

func fallthroughs(n int) {
	switch n {
	case 1:
		defer recover()
		fallthrough
	case 2:
		panic(n)
	default:
		fallthroughs(n - 1)
	}
}

func ranges(seq func(yield func(func(), int) bool), n int, fs map[string]func(), c <-chan func(), a *[3]func(), s string) {
	for f, i := range seq {
		go f()
		defer f()
		_ = i
		defer func() { recover() }()
	}
	for range seq {
	}
	for range func(func() bool) {} {
		defer recover()
		return
	}
	for i := range n {
		go func() { _ = a[i] }()
	}
	for _, f := range fs {
		go f()
	}
	for f := range c {
		go f()
	}
	for _, f := range a {
		defer f()
	}
	for range s {
		defer func() { recover() }()
	}
	var f func()
	for _, f = range a {
		go f()
	}
	for _, fs["x"] = range a {
		go fs["x"]()
	}
}

func empty()      {}
func emptyAgain() {}
func block() {
	{
	}
}

func deadCode() {
	return
	defer func() { recover() }()
	go func() { panic(1) }()
	recover()
}

func endless() {
	for {
	}
	go empty()
	defer recover()
}

func endlessTask() {
	go endless()
	go emptySelect()
	go func() {
		for {
		}
	}()
	go func() {
		goto l
	l:
		goto l
	}()
}

// Variables that are given each other.
func swapped(n int) int {
	var a, b any = n, "b"
	for range n {
		a, b = b, a
		a = b
		b = a
	}
	return a.(int)
}
