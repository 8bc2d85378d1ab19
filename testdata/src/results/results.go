// Package results has a case for each shape of taskresult: what is to be
// reported has a want comment, and what looks like it has none.
package results

import (
	"context"
	"errors"
	"io"
	"log"
	"results/replies"
	"sync"
	"time"
)

type result struct {
	value int
	err   error
}

func work() (int, error)              { return 1, errors.New("no") }
func fetch() error                    { return errors.New("no") }
func load(key string) (string, error) { return key, nil }
func never() error                    { return nil }
func use(int)                         {}
func look(error)                      {}
func parse(s string) int              { return len(s[1:]) }
func serve(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
func logged() error {
	if err := fetch(); err != nil {
		log.Print(err)
		return err
	}
	return nil
}

// dropped-error

type server struct {
	mu   sync.Mutex
	ln   io.Closer
	errc chan error
}

func (s *server) run() error { return s.ln.Close() }

func dropsErrors(s *server, f func() error) {
	go fetch()    // want `the error of fetch is lost: .* \[taskresult/dropped-error certain\]`
	go s.run()    // want `the error of s.run is lost: .* \[taskresult/dropped-error certain\]`
	go f()        // want `the error of f is lost: .* \[taskresult/dropped-error likely\]`
	go load("")   // nothing is ever wrong
	go never()    // likewise
	go serve(nil) // it says only why its context ended
	go logged()   // the error was told of
	go s.ln.Close()
	run := s.run
	go run()                    // want `the error of run is lost: .* \[taskresult/dropped-error certain\]`
	go io.ReadAll(nil)          // want `the error of io.ReadAll is lost: .* \[taskresult/dropped-error likely\]`
	go io.Copy(io.Discard, nil) // who wants nothing of it needs not know
	go func() error {           // want `the error of this func is lost: .* \[taskresult/dropped-error certain\]`
		return fetch()
	}()
	go func() { _ = fetch() }()
	go func() { errc := make(chan error, 1); errc <- fetch(); look(<-errc) }()
}

// dropped-channel

func refresh() <-chan error {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	return errc
}

func dropsChannels() {
	refresh()              // want `nobody learns of the result of what refresh starts, or of its error: its channel is dropped \[taskresult/dropped-channel likely\]`
	replies.Start(work)    // want `the goroutine that replies.Start starts waits forever to send its result, and nobody sees it: its channel is dropped \[taskresult/dropped-channel likely\]`
	replies.Go(fetch)      // want `the goroutine that replies.Go starts waits forever to send its result, and nobody sees it: what it returns for that is dropped \[taskresult/dropped-channel likely\]`
	go replies.Start(work) // want `replies.Start starts waits forever`
	_ = refresh()          // meant
	replies.Signal(func() {})
	replies.Channel[int](1)
	<-replies.Signal(func() {})
}

// unread

func neverReads(ctx context.Context) {
	errc := make(chan error, 1) // want `what the goroutine sends on errc is lost: nothing receives from errc \[taskresult/unread certain\]`
	go func() { errc <- fetch() }()
	hangs := make(chan error) // want `the goroutine that sends on hangs waits forever, and its result is lost: nothing receives from hangs \[taskresult/unread certain\]`
	go func() { hangs <- fetch() }()
	started := replies.Start(work) // want `the goroutine that sends on started waits forever, .* \[taskresult/unread likely\]`
	log.Print(started == nil)
	meant := make(chan error, 1)
	go func() { meant <- fetch() }()
	_ = meant
	<-ctx.Done()
}

// abandoned

func timesOut(ctx context.Context) error {
	errc := make(chan error)
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err() // want `the goroutine that sends on errc waits forever after this: nothing receives any more; give errc room for 1 \[taskresult/abandoned certain\]`
	}
}

// A context that never ends is no way out, and leaves nobody behind.
func neverTimesOut() error {
	ctx := context.Background()
	errc := make(chan error)
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func hasRoom(ctx context.Context) error {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func leavesEarly(key string) error {
	errc := make(chan error)
	go func() { errc <- fetch() }()
	if _, err := load(key); err != nil {
		return err // want `the goroutine that sends on errc waits forever after this: .* certain\]`
	}
	return <-errc
}

func firstOf(keys []string) string {
	first := make(chan string)
	for _, key := range keys {
		go func() {
			s, _ := load(key)
			first <- s
		}()
	}
	return <-first // want `goroutines that send on first wait forever after this: there are more sends than receives and room; give it room for all \[taskresult/abandoned certain\]`
}

func firstOfWithRoom(keys []string) string {
	first := make(chan string, len(keys))
	for _, key := range keys {
		go func() { s, _ := load(key); first <- s }()
	}
	return <-first
}

func allOf(keys []string) (err error) {
	errc := make(chan error)
	for range keys {
		go func() { errc <- fetch() }()
	}
	for range keys {
		err = errors.Join(err, <-errc)
	}
	return err
}

func firstErrorOf(keys []string) error {
	errc := make(chan error)
	for range keys {
		go func() { errc <- fetch() }()
	}
	for range keys {
		if err := <-errc; err != nil {
			return err // want `goroutines that send on errc wait forever after this: .* certain\]`
		}
	}
	return nil
}

func counts(jobs map[string]bool) (err error) {
	errc := make(chan error)
	pending := 0
	for _, wanted := range jobs {
		if wanted {
			pending++
			go func() { errc <- fetch() }()
		}
	}
	for pending > 0 {
		err = errors.Join(err, <-errc)
		pending--
	}
	return err
}

func sometimesStarts(async bool) error {
	errc := make(chan error)
	if async {
		go func() { errc <- fetch() }()
	}
	if async {
		return <-errc
	}
	return nil
}

func wayOut(ctx context.Context) error {
	errc := make(chan error)
	go func() {
		select {
		case errc <- fetch():
		case <-ctx.Done():
		}
	}()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func drains(n int) int {
	results := make(chan result)
	go func() {
		defer close(results)
		for i := range n {
			results <- result{value: i, err: fetch()}
		}
	}()
	for r := range results {
		if r.err != nil {
			go func() {
				for range results {
				}
			}()
			return r.value
		}
	}
	return 0
}

func breaks(n int) int {
	results := make(chan result)
	go func() {
		defer close(results)
		for i := range n {
			results <- result{value: i, err: fetch()}
		}
	}()
	for r := range results {
		if r.err != nil {
			return r.value // want `send on results wait forever after this: .* certain\]`
		}
	}
	return 0
}

func deferredReceive(key string) error {
	errc := make(chan error)
	go func() { errc <- fetch() }()
	defer func() { look(<-errc) }()
	_, err := load(key)
	return err
}

func escapes(s *server) {
	errc := make(chan error)
	go func() { errc <- fetch() }()
	s.errc = errc
}

func started(ctx context.Context) (int, error) {
	results := replies.Start(work)
	select {
	case r := <-results:
		return r.Value, r.Err
	case <-ctx.Done():
		return 0, ctx.Err() // want `the goroutine that sends on results waits forever after this: nothing receives any more; let it select with a way out \[taskresult/abandoned likely\]`
	}
}

func madeElsewhere(ctx context.Context) error {
	errc := replies.Unbuffered()
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err() // want `the goroutine that sends on errc waits forever after this: .* likely\]`
	}
}

func madeWithRoom(ctx context.Context) error {
	errc := replies.Channel[error](1)
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

type call struct {
	reply chan result
	key   string
}

func (c *call) do() { c.reply <- result{err: fetch()} }
func (c *call) wait(ctx context.Context) error {
	select {
	case r := <-c.reply:
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func inStruct(ctx context.Context) error {
	c := &call{reply: make(chan result)}
	go c.do()
	return c.wait(ctx) // want `the goroutine that sends on reply waits forever after this: .* certain\]`
}

type request struct {
	key   string
	reply chan result
}

type worker struct{ requests chan *request }

func (w *worker) loop() {
	for r := range w.requests {
		r.reply <- result{err: fetch()}
	}
}

func (w *worker) ask(ctx context.Context, key string) error {
	r := &request{key: key, reply: make(chan result)}
	w.requests <- r
	select {
	case res := <-r.reply:
		return res.err
	case <-ctx.Done():
		return ctx.Err() // want `the goroutine that sends on reply waits forever after this: .* likely\]`
	}
}

func bothJoined() error {
	errc := make(chan error)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := fetch(); err != nil {
			errc <- err
		}
	}()
	select {
	case err := <-errc:
		return err
	case <-done:
		return nil
	}
}

func waited(keys []string) error {
	var wg sync.WaitGroup
	errc := make(chan error, 1)
	for range keys {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := fetch(); err != nil {
				select {
				case errc <- err:
				default:
				}
			}
		}()
	}
	wg.Wait()
	select {
	case err := <-errc:
		return err
	default:
		return nil
	}
}

func inLoop(ctx context.Context) {
	for {
		errc := make(chan error)
		go func() { errc <- fetch() }()
		select {
		case err := <-errc:
			look(err)
		case <-time.After(time.Second): // want `the goroutine that sends on errc waits forever after this: .* certain\]`
		}
		if ctx.Err() != nil {
			return
		}
	}
}

func freeList(n int) {
	free := make(chan []byte, n)
	for range n {
		free <- make([]byte, 1)
	}
	for range n {
		b := <-free
		go func() { use(len(b)); free <- b }()
	}
}

func flagged(n int) {
	errc := make(chan error)
	started := false
	if n > 3 {
		started = true
		go func() { errc <- fetch() }()
	}
	if started {
		look(<-errc)
	}
}

func nilUnlessStarted(n int) {
	var errc chan error
	if n > 3 {
		errc = make(chan error)
		go func() { errc <- fetch() }()
	}
	if errc != nil {
		look(<-errc)
	}
}

// ignored-error

func ignores(ctx context.Context) {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	<-errc // want `the error that comes from errc is lost: it is received and not looked at \[taskresult/ignored-error certain\]`
}

func ignoresInSelect(ctx context.Context) {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	select {
	case <-errc: // want `the error that comes from errc is lost: it is received and not looked at`
	case <-ctx.Done():
	}
}

func ignoresAll(n int) {
	errc := make(chan error)
	go func() {
		defer close(errc)
		for range n {
			errc <- fetch()
		}
	}()
	for range errc { // want `the errors that come from errc are lost: the loop receives them and looks at none`
	}
}

func ignoresField() {
	results := make(chan result, 1)
	go func() { n, err := work(); results <- result{n, err} }()
	r := <-results // want `the error that comes with r is lost: nothing looks at its err`
	use(r.value)
	use((<-replies.Start(work)).Value)   // want `the error that comes with .* is lost: nothing looks at its Err`
	for r := range replies.StartAll(4) { // want `the error that comes with r is lost: nothing looks at its Err \[taskresult/ignored-error likely\]`
		use(r.Value)
	}
}

func looks() error {
	results := make(chan result, 1)
	go func() { n, err := work(); results <- result{n, err} }()
	r := <-results
	if r.err != nil {
		return r.err
	}
	passed := make(chan result, 1)
	go func() { n, err := work(); passed <- result{n, err} }()
	handle(<-passed)
	meant := make(chan error, 1)
	go func() { meant <- fetch() }()
	_ = <-meant
	two := make(chan error, 2)
	go func() { two <- fetch() }()
	go func() { two <- fetch() }()
	err := <-two
	<-two // a drain
	return err
}

func handle(result) {}

func nilIsASignal() {
	done := make(chan error, 1)
	go func() { use(1); done <- nil }()
	<-done
}

// lost-result

func losesResult() string {
	res := make(chan string, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil { // want `if s\[1:\] panics, who receives from res waits forever: the panic is stopped here, and nothing is sent; send in the deferred func \[taskresult/lost-result certain\]`
				log.Print(r)
			}
		}()
		s, _ := load("")
		res <- s[1:]
	}()
	return <-res
}

func losesAndSwallows() int {
	res := make(chan int, 1)
	go func() {
		defer func() { recover() }() // want `if parse panics, who receives from res waits forever: .* \[taskresult/lost-result certain\]`
		res <- parse("")
	}()
	return <-res
}

func zeroIsSuccess() error {
	errc := make(chan error, 1)
	go func() {
		defer close(errc)
		defer func() {
			if r := recover(); r != nil { // want `if parse panics, who receives from errc takes the zero value for a result: .* \[taskresult/lost-result certain\]`
				log.Print(r)
			}
		}()
		use(parse(""))
		errc <- fetch()
	}()
	return <-errc
}

func commaOK() (error, bool) {
	errc := make(chan error, 1)
	go func() {
		defer close(errc)
		defer func() { log.Print(recover()) }()
		use(parse(""))
		errc <- fetch()
	}()
	err, ok := <-errc
	return err, ok
}

func handlerSends() error {
	errc := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				errc <- errors.New("panic")
			}
		}()
		use(parse(""))
		errc <- fetch()
	}()
	return <-errc
}

// A type switch tells whether there was a panic: one send is all there is.
func handlerSwitches(ctx context.Context) error {
	errc := make(chan error, 1)
	go func() {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case error:
				errc <- r
			default:
				errc <- errors.New("panic")
			}
		}()
		use(parse(""))
		errc <- fetch()
	}()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Here there are two.
func handlerSwitchesToo(ctx context.Context) error {
	errc := make(chan error, 1)
	go func() {
		defer func() {
			switch r := recover().(type) {
			case error:
				errc <- r
			default:
				errc <- nil
			}
		}()
		use(parse(""))
		errc <- fetch()
	}()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err() // want `a goroutine that sends on errc waits forever after this: nothing receives any more, and the room is not enough \[taskresult/abandoned certain\]`
	}
}

func deferredSend() error {
	errc := make(chan error, 1)
	go func() {
		var err error
		defer func() { errc <- err }()
		defer func() {
			if r := recover(); r != nil {
				err = errors.New("panic")
			}
		}()
		use(parse(""))
	}()
	return <-errc
}

// The test framework tells of the panic, and the receiver does not wait for it.
func toldOtherwise(ctx context.Context) {
	done := make(chan int, 1)
	go func() {
		defer func() { log.Print(recover()) }()
		done <- parse("")
	}()
	select {
	case n := <-done:
		use(n)
	case <-ctx.Done():
	}
}

func swallowedWithTimeout(ctx context.Context) {
	done := make(chan int, 1)
	go func() {
		defer func() { recover() }() // want `if parse panics, who receives from done waits in vain: .* \[taskresult/lost-result likely\]`
		done <- parse("")
	}()
	select {
	case n := <-done:
		use(n)
	case <-ctx.Done():
	}
}

// fields

type conn struct {
	result  chan result
	status  chan int
	events  chan int
	dropped chan error
	served  chan error
}

func newConn() *conn {
	return &conn{
		result:  make(chan result, 1),
		status:  make(chan int), // want `the goroutine that sends on status waits forever, and its result is lost: nothing receives from status \[taskresult/unread likely\]`
		events:  make(chan int),
		dropped: make(chan error, 1),
		served:  make(chan error, 1),
	}
}

func (c *conn) dial()          { c.result <- result{err: fetch()} }
func (c *conn) watch()         { c.status <- 1 }
func (c *conn) exit(n int)     { c.events <- n }
func (c *conn) serve()         { c.served <- fetch() }
func (c *conn) background()    { c.dropped <- fetch() }
func (c *conn) result1() error { r := <-c.result; return r.err }

func (c *conn) start() {
	go c.dial()
	go c.watch()
	go c.exit(1)
	go c.serve()
	go c.background()
}

// What comes after a cancellation concerns nobody.
func (c *conn) cancel() int {
	select {
	case r := <-c.result:
		return r.value
	default:
		return 0
	}
}

func (c *conn) loop(ctx context.Context) {
	for {
		select {
		case n := <-c.events:
			use(n)
		case <-ctx.Done():
			return // want `the goroutine that sends on events waits forever after this: .* \[taskresult/abandoned likely\]`
		}
	}
}

func (c *conn) close() error {
	<-c.dropped // want `the error that comes from c.dropped is lost: it is received and not looked at \[taskresult/ignored-error likely\]`
	return <-c.served
}

// in loops of their own

func hammers(n int) {
	done := make(chan bool)
	i := 0
	for ; i < n/2; i++ {
		go func() { use(i); done <- true }()
	}
	for ; i < n; i++ {
		go func() { use(i); done <- true }()
	}
	for i := 0; i < n; i++ {
		<-done
	}
}

func limit(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for n := range in {
			out <- n
		}
	}()
	return out
}

func collect(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for n := range in {
			out <- n + 1
		}
	}()
	return out
}

func chained(in <-chan int) {
	for n := range collect(limit(in)) {
		use(n)
	}
}

type future struct{ ch <-chan result }

func newFuture() (future, chan<- result) {
	ch := make(chan result, 1)
	return future{ch: ch}, ch
}

func (f future) take() error { return (<-f.ch).err }

func settles(jobs chan<- chan<- result) future {
	f, ch := newFuture()
	jobs <- ch
	return f
}
