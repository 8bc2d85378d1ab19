// Package taskjoin defines the taskjoin check.
//
// # Analyzer taskjoin
//
// taskjoin: report waits for goroutines that hide a failure or never end
//
// Who waits for goroutines (by errgroup.Group.Wait, sync.WaitGroup.Wait, or a
// type of your own that starts functions and waits for them) has to learn
// that one of them failed: that it returned an error, and also that it died
// of a panic. The check finds the waits that drop the error, the groups that
// nobody waits for, and the goroutines that look well when they died. How a
// type starts and waits is inferred from its source.
//
// Where an edit is right a report has a fix for it. One that changes nothing but
// the fault is applied by -fix; the others are offered by editors and shown by
// -diff, and applied too with -taskmodel.fixes=all.
//
// # Category unchecked
//
// The error of a wait is dropped, and the function goes on as if everything
// had worked:
//
//	g.Go(fetch)
//	g.Wait()
//
// The same goes for "defer g.Wait()", for "go g.Wait()", for an error that is
// compared by an if statement with an empty body, and for a function that
// returns the error of a wait in it. Return the error, or say that it is not
// needed: "_ = g.Wait()".
//
// The fix returns the error where the function can, ends or fails a test with it,
// joins it to the result if the wait is deferred, and logs it elsewhere, if the
// package logs. If the function does more behind the wait, there is one if that reads
// what the goroutines have written; what has to be let go there, such as a lock, is let
// go before the error is returned.
//
// # Category overwritten
//
// The error of a wait is assigned, and on some path nothing reads it:
//
//	err := g.Wait()
//	err = save(results)
//	return err
//
// Where a signal to stop leads to that path, it is no more than possible. The fix looks at
// it where it is assigned.
//
// # Category never-waited
//
// Goroutines are started, and a path leaves without waiting for them:
//
//	g.Go(fetch)
//	if len(names) == 0 {
//		return nil // fetch goes on, and its error is lost
//	}
//	return g.Wait()
//
// A command that is started is waited for like a goroutine; one that is given os.Stderr
// shows by itself how it fails, and is possible. So is a path that only a failure leads
// to which does not come about, as of a constructor that is given constants, one by
// which the program ends, and a command whose process is handed on. A group whose
// goroutines count themselves out before they do anything waits for their beginning.
// Goroutines that return no error and count themselves out of another group, which is
// waited for, are. There is no fix: to wait may be to wait forever.
//
// # Category refused
//
// A function that may decline says so by its result:
//
//	g.TryGo(fetch) // false: fetch never runs, and g.Wait returns nil
//
// The fix returns the error of one that says so by an error. Of a bool there is
// none to return, and what else to do is yours to know.
//
// # Category false-success
//
// A goroutine stops its own panic, and returns no error all the same:
//
//	g.Go(func() error {
//		defer func() {
//			if r := recover(); r != nil {
//				log.Print(r)
//			}
//		}()
//		return fetch() // if it panics, g.Wait returns nil
//	})
//
// Name the result, and set it:
//
//	g.Go(func() (err error) {
//		defer func() {
//			if r := recover(); r != nil {
//				err = fmt.Errorf("panic: %v", r)
//			}
//		}()
//		return fetch()
//	})
//
// Goroutines that end themselves, by runtime.Goexit or t.FailNow, look like a
// success too. A func that logs its own errors and returns nil for them is
// taken to mean it. A handler that tests what it recovered, and then reports
// another variable, is reported here.
//
// The fix names the result and sets it in the handler, or sets it where the
// handler set a new variable of that name, or stores the panic where the goroutine
// stores its errors. A panic with an error stays one, for errors.Is.
//
// # Category skipped-done
//
// The goroutine dies without having said that it ended, and who waits for it
// waits forever:
//
//	go func() {
//		defer recovery.Log()
//		work() // if it panics, wg.Wait never returns
//		wg.Done()
//	}()
//
// Make "defer wg.Done()" the first statement. The fix does, if nothing follows the
// call that the waiter does not wait for.
//
// # Category early-release
//
// Deferred calls run last first. One that lets the waiter go on runs before
// the handler that is deferred above it, which has not stored the failure yet:
//
//	go func() {
//		defer func() {
//			if r := recover(); r != nil {
//				err = fmt.Errorf("panic: %v", r)
//			}
//		}()
//		defer wg.Done() // the waiter reads err too early
//		work()
//	}()
//
// The fix defers it before the handler.
package taskjoin
