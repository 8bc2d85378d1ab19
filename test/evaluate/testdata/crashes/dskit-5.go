// crash: dskit runtimeconfig/manager.go:135 github.com/grafana/dskit@v0.0.0-20260703122047-de1ec7541c44
// The flag -runtime-config.reload-period=0 is accepted: the loop of the
// manager, on the goroutine of its service, calls time.NewTicker(0).
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/go-kit/log"
	"github.com/grafana/dskit/runtimeconfig"
	"github.com/grafana/dskit/services"
	"github.com/prometheus/client_golang/prometheus"
)

func main() {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Println(err)
		return
	}
	file := filepath.Join(dir, "runtime.yaml")
	if err := os.WriteFile(file, []byte("limit: 3\n"), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	var cfg runtimeconfig.Config
	fs := flag.NewFlagSet("crash", flag.ContinueOnError)
	cfg.RegisterFlags(fs)
	if err := fs.Parse([]string{"-runtime-config.file=" + file, "-runtime-config.reload-period=0"}); err != nil {
		fmt.Println(err)
		return
	}
	cfg.Loader = func(r io.Reader) (interface{}, error) { return io.ReadAll(r) }
	m, err := runtimeconfig.New(cfg, "main", prometheus.NewRegistry(), log.NewNopLogger())
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := services.StartAndAwaitRunning(context.Background(), m); err != nil {
		fmt.Println(err)
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
