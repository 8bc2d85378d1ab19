// Package uses calls what the table of libraries has entries of. A comment
// says what becomes of a panic of the func in its line, on the goroutine that
// the library calls it on.
package uses

import (
	"context"
	"net"
	"net/http"
	"os/exec"
	"time"

	"github.com/alitto/pond/v2"
	"github.com/bytedance/gopkg/util/gopool"
	"github.com/robfig/cron/v3"
	"github.com/zeromicro/go-zero/core/mr"
)

func serve(w http.ResponseWriter, r *http.Request) {}

func dial(ctx context.Context, network, addr string) (net.Conn, error) { return nil, nil }

func functions() {
	time.AfterFunc(time.Second, func() {})           // crashes
	http.HandleFunc("/", serve)                      // contained
	http.Handle("/", http.HandlerFunc(serve))        // contained
	http.ListenAndServe("", http.HandlerFunc(serve)) // contained
	mr.Finish(func() error { return nil })           // contained
}

func fields(cmd *exec.Cmd) {
	srv := &http.Server{
		Handler:   http.HandlerFunc(serve),           // contained
		ConnState: func(net.Conn, http.ConnState) {}, // depends
	}
	srv.Handler = http.HandlerFunc(serve)                             // contained
	http.DefaultClient.Transport = &http.Transport{DialContext: dial} // crashes
	cmd.Cancel = func() error { return nil }                          // crashes
	srv.BaseContext = func(net.Listener) context.Context { return nil }
}

// wrap is inferred to keep its parameter in a field of a library.
func wrap(cancel func() error) *exec.Cmd {
	cmd := exec.Command("true")
	cmd.Cancel = cancel // crashes
	return cmd
}

func wrapped() {
	wrap(func() error { return nil }) // crashes
}

func interfaces(pool pond.Pool, gopool gopool.Pool, c *cron.Cron) {
	pool.Submit(func() {})                      // depends
	pond.Submit(func() {})                      // contained
	gopool.Go(func() {})                        // contained
	c.AddFunc("@daily", func() {})              // depends
	c.AddJob("@daily", cron.FuncJob(func() {})) // depends
}

func inferred(p gopool.Pool) {
	gopool.Go(func() {}) // contained
}
