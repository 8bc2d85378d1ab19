// Package taskrecover defines the taskrecover check.
//
// # Analyzer taskrecover
//
// taskrecover: report goroutines that end the process when they panic, or hide that
//
// A panic that leaves the first function of a goroutine ends the process, and
// no recover elsewhere can stop it. The check finds the functions that run on
// another goroutine, however they are started (a go statement, a function
// such as errgroup.Group.Go, time.AfterFunc or one of your own that starts
// its argument), and judges each recover on the way by what the run-time
// system really does with it. It says nothing where nothing can fail.
//
// # Category unrecovered
//
// A func that runs on another goroutine can panic, and nothing on that
// goroutine recovers:
//
//	go func() {
//		parts := strings.Split(line, "=")
//		store.Set(parts[0], parts[1]) // a line without "=" ends the process
//	}()
//
// It is reported with the operation that can panic and the calls that lead to
// it. It is certain for a panic that is reached when a call fails that reads or
// parses, or when data from outside is of that kind; for a call of a function
// such as regexp.MustCompile whose argument is no constant; and for what is bound
// to fail. It is likely for an index, a slice, a division, a type assertion, an
// assignment to a map or a use of a closed channel that depends on data from
// outside and is not tested before; for a panic that the arguments of a call
// decide; and for arguments that the standard library panics on. How long a list is,
// which type an interface holds and whether a map is there, the functions of a module
// owe each other: from outside is there what is read, decoded or returned by another
// module, and what a caller gives to the function that starts the goroutine. Of a
// number that must not be zero, such as the interval of a ticker, it is also what a
// constructor or a setting was given, unless the setting is validated. It is possible
// for everything else that is not proven to be harmless, such as the length of a list
// that a struct keeps, what a func that returns an error has looked at, a nil pointer,
// code that cannot be seen, the state of an object, a panic whose own text or comment
// says that it is a bug, one in an init func or a finalizer, one that only one of
// several implementations of a method is bound to or that a caller passes, what a func
// that was asked before has measured, an error that hardly comes about, code that is there
// for tests by its file or folder or as it is given one, what is more than three calls away, an identifier or
// digest that is cut, and what another package indexes, asserts or divides where its
// caller cannot prevent the panic. A length that is read out of bytes has to be tested on both
// sides. What is tested before, made here, ranged over or in a table of constants is proven; what the
// standard library and other modules do inside is theirs.
//
// Not all that is likely comes about: an invariant that the code does not show
// is not seen.
//
// Recover where the goroutine starts, where the failure can still be told:
//
//	go func() {
//		defer recovery.Log(ctx)
//		...
//	}()
//
// or test the data first. A team that wants such a process to end turns the
// category off with -taskrecover.off=unrecovered.
//
// There is a fix where a panic tells of a failure that is certain to come, as that of a
// func which panics when a file cannot be read: the failure is told in another way where
// the goroutine starts. There is none where the cure is at the place itself, by a test of
// the data or by a setting that is checked: for an index, an assertion, a division, or an
// argument that is wrong. There is none for what is no more than possible, as of no
// finding of any check.
//
// The fixes put a recover where the goroutine starts. If the module has a func that
// recovers, which the package has or imports, it is that one or none: one that is
// deferred and logs, one that sets an error, or one that starts goroutines. Else it is a
// handler that makes
// the panic the error of the func that a group runs, sends it as the error that the
// goroutine sends, sets the variable or field that is read when the goroutine has
// ended, or logs it with the stack, by the logger that the package uses. An error that
// was the value of the panic stays one for errors.Is and errors.As. A call of Done or
// close is deferred in the same edit. "go s.run()" becomes a func literal that calls
// it, unless run is only ever started. All these turn a crash into survival: -fix
// applies them with -taskmodel.fixes=all.
//
// A handler that only logs is offered where the end of the goroutine is the end of the
// matter, as for one connection or message: not where somebody waits for the goroutine,
// gives it work, reads what it sends, or would see what it left half done. The crash
// would become a hang. An endless loop gets the recover for each item of it, if nobody
// misses the item. Nor is there a fix where a lock would stay locked; where the goroutine
// itself calls panic, which is meant; where it runs a func that a caller gave, whose
// panics are the caller's; where what panics is a func that somebody else may
// call on any goroutine; where the package does not log, or by a logger that drops
// everything until another one is set.
//
// # Category ineffective
//
// A recover stops a panic only if it is called by a function that was
// deferred by the function that panics, neither closer nor farther (spec,
// "Handling panics"). Each of these looks guarded, and ends the process:
//
//	go func() {
//		defer recover() // deferred itself, not called by a deferred func
//		work()
//	}()
//	go func() {
//		defer func() { logPanic() }() // one call too deep
//		work()
//	}()
//	go func() {
//		logPanic() // called, not deferred
//		work()
//	}()
//
// The same goes for a recover among the arguments of a deferred call, in a
// func that the deferred func calls or defers, in the body of a range over a
// func, behind once.Do, or in a func that is returned and never called; for a
// variable that is named recover; and for "recover().(error)", which panics
// when there was no panic. Defer the helper itself, as in
//
//	defer logPanic()
//
// The fixes defer the helper, call what a func returns, or move the recover to where
// it works; a recover that is deferred itself becomes a handler like that of
// unrecovered. In a package with the policy crash it is taken out.
//
// At confidence possible the check also reports a recover that is deferred on
// some paths only or after something that can fail, and one whose handler
// panics again, as some mean it to.
//
// # Category swallowed
//
// The panic is stopped and its value thrown away: nothing is logged, stored,
// sent or returned, and nobody learns that the work was not done:
//
//	go func() {
//		defer func() { recover() }()
//		work()
//	}()
//
// Record it, or say that it is meant:
//
//	defer func() { _ = recover() }() // the result is best-effort
//
// The fix makes the panic the error that somebody waits for, or logs it. In a
// package with the policy crash it takes the recover out, or panics again.
package taskrecover
