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
// alone; and so is a value that is passed on.
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
// Send in the deferred function, or receive with "v, ok := <-result".
//
// # Category unread
//
// A goroutine sends on a channel that nothing ever receives from:
//
//	errc := make(chan error, 1)
//	go func() { errc <- serve() }()
//	<-ctx.Done()
package taskresult
