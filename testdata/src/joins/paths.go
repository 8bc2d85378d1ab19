package joins

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"

	"joins/group"
)

// Paths that lead past a wait, and whether they are taken.

// What always returns nil leaves no path for an error.
func limited() error {
	var g group.Group
	g.Go(fetch)
	n, err := group.Limit(3)
	if err != nil {
		return err
	}
	for range n {
		g.Go(fetch)
	}
	return g.Wait()
}

// A deferred function makes it an error.
func checked() error {
	var g group.Group
	g.Go(fetch) // want `checked can end without g.Wait`
	err := group.Checked(work)
	if err != nil {
		return err
	}
	return g.Wait()
}

// It returns what another function does.
func locked() error {
	var g group.Group
	g.Go(fetch) // want `locked can end without g.Wait`
	if _, err := group.Locked(fetch); err != nil {
		return err
	}
	return g.Wait()
}

// Another error of the same name is not nil for that.
func limitedInside() error {
	var g group.Group
	g.Go(fetch) // want `limitedInside can end without g.Wait`
	err := fetch()
	if _, err := group.Limit(3); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	return g.Wait()
}

// Nor is it when it has been assigned again.
func limitedAgain() error {
	var g group.Group
	g.Go(fetch) // want `limitedAgain can end without g.Wait`
	_, err := group.Limit(3)
	for err == nil {
		err = fetch()
	}
	if err != nil {
		return err
	}
	return g.Wait()
}

// What a command writes is read until it ends.
func output() (string, error) {
	cmd := exec.Command("true")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	text, err := io.ReadAll(out)
	if err != nil {
		return "", err
	}
	return string(text), cmd.Wait()
}

// That it is not as expected is another matter.
func outputDecoded() (names []string, err error) {
	cmd := exec.Command("true")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil { // want `outputDecoded can end without cmd.Wait`
		return nil, err
	}
	if err := json.NewDecoder(bufio.NewReader(out)).Decode(&names); err != nil {
		return nil, err
	}
	return names, cmd.Wait()
}

// So is what somebody else writes.
func outputOfFile() (string, error) {
	f, err := os.Open("out")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("true")
	cmd.Stdout = f
	if err := cmd.Start(); err != nil { // want `outputOfFile can end without cmd.Wait`
		return "", err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return "", err
	}
	return string(text), cmd.Wait()
}

// Where a command has ended in is there for who stops it.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

func (p *process) watch() {
	p.cmd.Wait()
	close(p.done)
}

func (p *process) stop() *os.ProcessState {
	<-p.done
	return p.cmd.ProcessState
}

// Its number tells nobody.
type numbered struct {
	cmd  *exec.Cmd
	done chan struct{}
}

func (p *numbered) watch() {
	p.cmd.Wait() // want `p.cmd.Wait's error is dropped`
	close(p.done)
}

func (p *numbered) pid() int {
	if p.cmd.Process == nil {
		return 0
	}
	return p.cmd.Process.Pid
}

// Nor what the package itself has put there.
type configured struct {
	cmd  *exec.Cmd
	done chan struct{}
}

func (p *configured) watch() {
	p.cmd.Dir = os.TempDir()
	p.cmd.Wait() // want `p.cmd.Wait's error is dropped`
	close(p.done)
}

func (p *configured) dir() string { return p.cmd.Dir }

// A server is asked nothing by its configuration.
type web struct{ srv *http.Server }

func (w *web) start(ln net.Listener) {
	w.srv.Protocols = new(http.Protocols)
	w.srv.Protocols.SetHTTP1(true)
	go w.srv.Serve(ln) // want `w.srv.Serve's error is dropped by go`
}
