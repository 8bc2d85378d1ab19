package odd

// Type parameters.

type job[T any] struct {
	f    func(T)
	run  func()
	next *job[T]
}

func (j *job[T]) Go(f func(T), v T) {
	go f(v)
	go j.run()
	defer j.f(v)
	go func() {
		defer j.guard()
		f(v)
	}()
}

func (j *job[_]) guard() { recover() }

func (*job[T]) static(f func()) { go f() }

func Go[F ~func()](f F) {
	go f()
	defer f()
	go func() {
		defer func() { recover() }()
		f()
	}()
}

func goCore[F interface{ ~func() }](f F, fs ...F) {
	go f()
	for _, f := range fs {
		go f()
		Go(f)
	}
}

func goMethod[T interface{ Run() }](t T, p *T) {
	go t.Run()
	defer t.Run()
	go (*p).Run()
	f := t.Run
	go f()
	go T.Run(t)
	g := T.Run
	defer g(t)
}

func rangeCore[S ~[]E, E ~func(), M ~map[string]E, C ~chan E, I ~int](s S, m M, c C, n I) {
	for _, f := range s {
		go f()
	}
	for _, f := range m {
		go f()
	}
	for f := range c {
		go f()
	}
	for i := range n {
		go s[i]()
		_ = s[i:]
		_ = n / i
		m["x"] = nil
	}
	go s[0]()
	defer (<-c)()
}

func rangeFuncCore[S ~func(yield func(E) bool), E any](s S) {
	go func() {
		for range s {
			defer func() { recover() }()
			panic(1)
		}
		defer func() {
			for range s {
				recover()
			}
		}()
	}()
}

type fn = func()

type genericFn[T any] func(T)

func (f genericFn[T]) call(v T) { f(v) }

type alias[T any] = job[T]

type aliasFn[T any] = func(T) fn

func useGeneric(f fn, af aliasFn[int]) {
	Go(f)
	Go[fn](f)
	Go[func()](func() { recover() })
	(Go[fn])(nil)
	goCore(f, f, f)
	g := Go[fn]
	go g(f)
	go goCore[fn](f)
	var j alias[int]
	j.Go(func(int) { recover() }, 1)
	go j.Go(nil, 0)
	go (*alias[string]).guard(&alias[string]{run: func() { recover() }})
	defer j.guard()
	defer (&job[int]{}).next.guard()
	go af(1)()
	genericFn[int](func(int) { recover() }).call(1)
	go genericFn[string](nil).call("")
	k := &job[func()]{func(f func()) { f() }, f, nil}
	go k.f(f)
	l := []job[int]{{run: f}, {nil, nil, &job[int]{}}}
	go l[0].run()
	rangeFuncCore[func(func(int) bool)](nil)
	goMethod[runner](nil, nil)
	goMethod(struct{ runner }{}, nil)
	div(1, 2)
}

func div[T ~int | ~float64](a, b T) T {
	go func() { _ = a / b; a /= b }()
	return a / b
}

func index[T ~[]int | ~[3]int](t T, b []byte) int {
	go func() { _ = t[0]; t[0] = 1; t[0]++ }()
	return t[0]
}

func convert[T any, P interface{ *T }](p P) {
	go func() { _ = *p; _ = any(*p).(func()) }()
}
