package several

// One calls the helper where it has to be deferred.
func One(xs []string) {
	go func() {
		logPanic()
		println(xs[1])
	}()
	go func() { println(read("two")) }()
}
