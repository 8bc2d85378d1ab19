package joinlibs

import (
	"context"
	"net/http"
	"os/exec"
	"sync"

	"github.com/hashicorp/go-multierror"
	"github.com/oklog/run"
	tombv1 "gopkg.in/tomb.v1"
	"gopkg.in/tomb.v2"
)

// github.com/hashicorp/go-multierror

func multierrorDropped() {
	var g multierror.Group
	g.Go(fetch)
	g.Wait() // want `g.Wait's error is dropped`
}

func multierrorOrNil() {
	var g multierror.Group
	g.Go(fetch)
	g.Wait().ErrorOrNil() // want `g.Wait's error is dropped`
}

func multierrorRight() error {
	var g multierror.Group
	g.Go(fetch)
	return g.Wait().ErrorOrNil()
}

func multierrorLookAlike() {
	var e *multierror.Error
	e = multierror.Append(e, fetch())
	e.ErrorOrNil() // no wait
}

// gopkg.in/tomb.v2

type daemon struct{ t tomb.Tomb }

func (d *daemon) start() { d.t.Go(fetch) }

func (d *daemon) stop() {
	d.t.Kill(nil)
	d.t.Wait() // want `d.t.Wait's error is dropped: if fetch fails, stop goes on as if it had worked \[taskjoin/unchecked likely\]`
}

func (d *daemon) stopRight() error {
	d.t.Kill(nil)
	return d.t.Wait()
}

func tombLookAlike(d *daemon) {
	d.t.Err() // does not wait
}

func tombOld(t *tombv1.Tomb) {
	t.Wait() // want `t.Wait's error is dropped`
}

// github.com/oklog/run

func runDropped() {
	var g run.Group
	g.Add(fetch, func(error) {})
	g.Run() // want `g.Run's error is dropped`
}

func runNever() {
	var g run.Group
	g.Add(fetch, func(error) {}) // want `nobody waits for g`
}

func runRight() error {
	var g run.Group
	g.Add(fetch, func(error) {})
	return g.Run()
}

func runLookAlike(cmd *exec.Cmd) error {
	return cmd.Run() // starts and waits by itself
}

// sync

func waitGroupNever() {
	var wg sync.WaitGroup
	wg.Go(work) // want `nobody waits for wg`
}

func waitGroupRight() {
	var wg sync.WaitGroup
	wg.Go(work)
	wg.Wait()
}

func condLookAlike(c *sync.Cond) {
	c.L.Lock()
	c.Wait()
	c.L.Unlock()
}

// os/exec

func commandNever() error {
	cmd := exec.Command("true")
	return cmd.Start() // want `nobody waits for cmd: if it fails, commandNever goes on as if it had worked; call cmd.Wait`
}

func commandDropped(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "true")
	if err := cmd.Start(); err != nil {
		return err
	}
	cmd.Wait() // want `cmd.Wait's error is dropped: if it fails, commandDropped goes on as if it had worked`
	return nil
}

func commandRight() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

// It is killed: how it ends is known.
func commandKilled() {
	cmd := exec.Command("sleep", "9")
	if cmd.Start() != nil {
		return
	}
	cmd.Process.Kill()
	cmd.Wait()
}

// net/http

func serves(ctx context.Context, srv *http.Server) {
	go srv.ListenAndServe() // want `srv.ListenAndServe's error is dropped by go: if it fails, nobody learns of it`
	srv.Shutdown(ctx)       // want `srv.Shutdown's error is dropped`
}

func servesRight(srv *http.Server, errs chan error) error {
	go func() { errs <- srv.ListenAndServe() }()
	return srv.Shutdown(context.Background())
}

func servesLookAlike(srv *http.Server) {
	srv.Close() // does not wait
	srv.SetKeepAlivesEnabled(false)
}
