package joins

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"sync"

	"joins/group"
)

// A daemon is ended by its context; a child by a signal; a guest ends by itself.
type daemon struct {
	cmd  *exec.Cmd
	quit context.CancelFunc
}

func (d *daemon) start() error {
	ctx, cancel := context.WithCancel(context.Background())
	d.quit = cancel
	d.cmd = exec.CommandContext(ctx, "sleep", "60")
	return d.cmd.Start()
}

// What is killed always fails: the error says nothing.
func (d *daemon) stop() error {
	d.quit()
	return d.cmd.Wait()
}

type child struct{ cmd *exec.Cmd }

func (c *child) stop() error {
	if err := c.cmd.Process.Kill(); err != nil {
		return err
	}
	return c.cmd.Wait()
}

type guest struct{ cmd *exec.Cmd }

func (g *guest) leave() error { return g.cmd.Wait() }

func restarts(d *daemon) error {
	d.stop()
	return d.start()
}

func endsBoth(c *child, g *guest) {
	c.stop()
	g.leave() // want `g.leave's error is dropped: .* \[taskjoin/unchecked likely\]`
}

func cancelsOne() error {
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "sleep", "60")
	if err := cmd.Start(); err != nil {
		cancel()
		return err
	}
	fetch()
	cancel()
	cmd.Wait()
	return nil
}

func waitsForOne() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cmd := exec.CommandContext(ctx, "sleep", "60")
	if err := cmd.Start(); err != nil {
		return err
	}
	cmd.Wait() // want `cmd.Wait's error is dropped: .* \[taskjoin/unchecked likely\]`
	return nil
}

func endsIfNotStarted() error {
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "sleep", "60")
	if err := cmd.Start(); err != nil {
		cancel()
		return err
	}
	cmd.Wait() // want `cmd.Wait's error is dropped: .* \[taskjoin/unchecked likely\]`
	cancel()
	return nil
}

// What a copy is read from is closed before it is left: the goroutine ends, and
// whether it saw the end of the text is not asked any more.
func copies(to io.Writer, from io.Reader) error {
	var wg sync.WaitGroup
	complete := false
	r, w := io.Pipe()
	wg.Add(1)
	go func() {
		defer wg.Done()
		text, _ := io.ReadAll(r)
		work()
		complete = strings.HasSuffix(string(text), "end")
	}()
	if _, err := io.Copy(to, io.TeeReader(from, w)); err != nil {
		r.CloseWithError(err)
		return err
	}
	w.Close()
	wg.Wait()
	if !complete {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// Here it is not closed, and waits for more.
func copiesSome(to io.Writer, from io.Reader) error {
	var wg sync.WaitGroup
	r, w := io.Pipe()
	wg.Add(1)
	go func() { // want `copiesSome can end without wg.Wait: .* \[taskjoin/never-waited certain\]`
		defer wg.Done()
		io.ReadAll(r)
		work()
	}()
	if _, err := io.Copy(to, io.TeeReader(from, w)); err != nil {
		return err
	}
	w.Close()
	wg.Wait()
	return nil
}

// Here who waits only waits until it has begun: that would tell no more.
func copiesBegun(to io.Writer, from io.Reader) error {
	var wg sync.WaitGroup
	r, w := io.Pipe()
	wg.Add(1)
	go func() {
		wg.Done()
		io.ReadAll(r)
		work()
	}()
	if _, err := io.Copy(to, io.TeeReader(from, w)); err != nil {
		return err
	}
	w.Close()
	wg.Wait()
	return nil
}

// What a deferred func does first, it does at the end.
func copiesEnded(to io.Writer, from io.Reader) error {
	var wg sync.WaitGroup
	r, w := io.Pipe()
	wg.Add(1)
	go func() { // want `copiesEnded can end without wg.Wait`
		defer func() {
			wg.Done()
			r.Close()
		}()
		io.ReadAll(r)
		work()
	}()
	if _, err := io.Copy(to, io.TeeReader(from, w)); err != nil {
		return err
	}
	w.Close()
	wg.Wait()
	return nil
}

// A goroutine that only computes with what was computed leaves nothing open.
func raises(base, by, mod *big.Int) (*big.Int, error) {
	var wg sync.WaitGroup
	sum := new(big.Int).Add(base, by)
	out := big.NewInt(0)
	wg.Add(1)
	go func() {
		defer wg.Done()
		out.Exp(sum, by, mod)
		work()
	}()
	inverse := new(big.Int).ModInverse(base, mod)
	if inverse == nil {
		return nil, errors.New("no inverse")
	}
	wg.Wait()
	return out.Mul(out, inverse), nil
}

// One that has a file that was opened here leaves that open.
func copiesFile(name, to string) error {
	var wg sync.WaitGroup
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	wg.Add(1)
	go func() { // want `copiesFile can end without wg.Wait`
		defer wg.Done()
		defer file.Close()
		io.Copy(io.Discard, file)
		work()
	}()
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	wg.Wait()
	return nil
}

// A context that is cancelled ends those that have it, but tells of no failure that
// they have met.
func visits(ctx context.Context, visit func(context.Context)) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		visit(ctx)
	}()
	if err := fetch(); err != nil {
		cancel()
		return err
	}
	wg.Wait()
	cancel()
	return nil
}

func gathers(ctx context.Context, gather func(context.Context) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var g group.Group
	g.Go(func() error { return gather(ctx) }) // want `gathers can end without g.Wait: .* \[taskjoin/never-waited certain\]`
	if err := fetch(); err != nil {
		cancel()
		return err
	}
	cancel()
	return g.Wait()
}

// A crew is told why it has to go, and Wait says it back.
type crew struct {
	wg   sync.WaitGroup
	once sync.Once
	why  error
}

func (c *crew) Go(f func() error) {
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		if err := f(); err != nil {
			c.Kill(err)
		}
	}()
}

func (c *crew) Kill(why error) { c.once.Do(func() { c.why = why }) }

func (c *crew) Wait() error {
	c.wg.Wait()
	return c.why
}

func sendsHome() {
	var c crew
	c.Go(fetch)
	c.Kill(io.EOF)
	c.Wait()
}

func seesOff() {
	var c crew
	c.Go(fetch)
	c.Wait() // want `c.Wait's error is dropped: if fetch fails, seesOff goes on as if it had worked \[taskjoin/unchecked certain\]`
}

// A wire writes on a goroutine of its own, and runs what it is asked to as well. Who
// writes waits for its bytes: their error is none of those functions.
type wire struct {
	out     chan []byte
	written chan error
}

func (w *wire) OnClose(f func() error) {
	go func() { w.written <- f() }()
}

func (w *wire) flush() error { return <-w.written }

func (w *wire) Write(b []byte) (int, error) {
	w.out <- b
	return len(b), w.flush()
}

func writes(w *wire) {
	w.OnClose(fetch)
	w.Write([]byte("hello"))
}

// A command that somebody else may kill.
func previews(quit chan struct{}) string {
	cmd := exec.Command("sleep", "60")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return ""
	}
	if err := cmd.Start(); err != nil {
		return ""
	}
	go func() {
		<-quit
		killHard(cmd)
	}()
	text, _ := io.ReadAll(out)
	cmd.Wait()
	return string(text)
}

func killHard(cmd *exec.Cmd) {
	if err := cmd.Process.Kill(); err != nil {
		work()
	}
}

// The caller gets the result when all that is deferred has run: who waits for the
// signal does not read it.
type pump struct {
	err  error
	done chan struct{}
}

func (p *pump) run() {
	err := p.loop()
	p.err = err
}

func (p *pump) loop() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	defer close(p.done)
	work()
	return fetch()
}

func (p *pump) start() { go p.run() }

func (p *pump) stop() { <-p.done }

// A broker runs what it is given, and closing it waits for these; its error is never
// set.
type broker struct {
	wg  sync.WaitGroup
	err error
}

func (b *broker) Handle(f func() error) {
	b.wg.Add(1)
	go func() {
		defer b.wg.Done()
		b.err = f()
	}()
}

func (b *broker) close() error {
	var err error
	b.wg.Wait()
	return err
}

func (b *broker) Close() error { return b.close() }

func serves() {
	b := new(broker)
	defer b.Close()
	b.Handle(fetch)
}

// A tool that is asked by its pipes, which tell of its end. To wait for it is only to
// be rid of it.
type tool struct {
	cmd *exec.Cmd
	in  io.WriteCloser
}

func (t *tool) close() {
	t.in.Close()
	t.cmd.Wait()
}

// This one runs to its end, and is asked nothing.
func (t *tool) runs() {
	if err := t.cmd.Start(); err == nil {
		t.cmd.Wait() // want `t.cmd.Wait's error is dropped`
	}
}
