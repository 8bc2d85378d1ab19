// Package taskresult defines the taskresult check.
//
// # Analyzer taskresult
//
// taskresult: report results of goroutines that nobody receives, and errors in them that nobody sees
//
// What a goroutine computes travels by a channel, or by a value that stands for
// it, such as a future; and so does its error. The check finds the channels
// that goroutines send their results on, by following them through variables,
// fields, parameters, helpers and requests that carry a reply channel, into
// other packages. It counts what is sent and received on each path. A channel
// of struct{} is a signal, and not a result. A channel that gets to where it
// may be received from unseen is left alone.
//
// Where an edit is right a report has a fix for it. One that changes nothing but
// the fault is applied by -fix; the others are offered by editors and shown by
// -diff, and applied too with -taskmodel.fixes=all. For dropped-channel and unread
// there is none: whether to wait, or not to send, is yours to know.
//
// An explicit act, as in "_ = <-errc", is believed where nothing hangs or leaks.
//
// # Category abandoned
//
// The receiver leaves on one of its paths, and a goroutine then waits forever
// to send: the channel has no room for what nobody receives.
//
//	result := make(chan string)
//	go func() { result <- fetch() }()
//	select {
//	case s := <-result:
//		return s, nil
//	case <-ctx.Done():
//		return "", ctx.Err() // fetch comes to its end, and its goroutine never does
//	}
//
// Give the channel room for what is sent, as in make(chan string, 1); or let the
// send have another way out; or receive on all paths.
//
// The fix gives it room where the number of sends is known, a constant, or the
// length of what a loop ranges over, and no goroutine sends on another channel, too,
// for the receiver may rely on the order. Else, and as another choice, the send is given
// up when the context ends that has ended wherever the receiver leaves. A test ends
// with what it leaks: there the report is no more than possible. So is it where the program
// ends with the function: a command of the command line, or all that main calls; and where
// a deferred func receives what is left, if only on some of its paths.
//
// # Category dropped-channel
//
// A call starts a goroutine and returns the channel or handle of its result,
// and is used as a statement:
//
//	refresh(ctx) // func refresh(ctx context.Context) <-chan error
//
// # Category dropped-error
//
// A go statement throws the results of its function away, its error too:
//
//	go server.Serve(listener)
//
// Handle it in the goroutine, or send it to who waits:
//
//	go func() { errc <- server.Serve(listener) }()
//
// In a test, and in what is there for tests by the name of its file or folder, such as
// testutil, it is no more than possible where the test sees the failure at the other end.
//
// The fix logs it, if the file does, in a func literal that is given its arguments
// when the go statement is executed; and recovers there, if the function tells of a
// failure by a panic too. There is none for a server of another package: it returns an
// error when it is closed, too, and which one that is, the program knows.
//
// # Category ignored-error
//
// A result is received, and the error in it, or the error that it is, is not
// looked at:
//
//	<-errc
//
//	r := <-results
//	use(r.Value) // and r.Err?
//
// What is received after a first error was looked at is a drain, and left
// alone; and so is a value that is passed on. A test that only waits for what it
// tests, by a channel that a call returned or a field has, sees by other means what has
// come of it.
//
// The fix returns the error if nothing is left out then, or logs it where that cannot be
// and the package logs. A loop joins what it receives, and is not left. In tests there is none: the error may
// be the one that is expected.
//
// # Category lost-result
//
// A panic of the goroutine is recovered, and then its result never arrives. The
// receiver waits forever:
//
//	go func() {
//		defer func() {
//			if r := recover(); r != nil {
//				log.Print(r)
//			}
//		}()
//		result <- fetch() // never sent, if fetch panics
//	}()
//	use(<-result)
//
// or takes the zero value of a channel that is closed for success:
//
//	go func() {
//		defer close(errc)
//		defer func() { log.Print(recover()) }()
//		errc <- fetch()
//	}()
//	err := <-errc // nil, if fetch panics
//
// Send in the deferred function, or receive with "v, ok := <-result". The fix sends
// the panic as the error of what the goroutine sends, if that has one.
//
// # Category unread
//
// A goroutine sends on a channel that nothing ever receives from:
//
//	errc := make(chan error, 1)
//	go func() { errc <- serve() }()
//	<-ctx.Done()
package taskresult
