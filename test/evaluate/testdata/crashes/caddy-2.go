// crash: caddy caddy.go:636 github.com/caddyserver/caddy/v2@v2.11.9
// The configuration that is loaded after a delay lets the remote admin endpoint
// listen on UDP: the loading goroutine asserts that this is a net.Listener.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/caddyserver/caddy/v2"
)

// loader is a source of configurations.
type loader struct{}

func (loader) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{
		ID:  "caddy.config_loaders.crash",
		New: func() caddy.Module { return new(loader) },
	}
}

func (loader) LoadConfig(caddy.Context) ([]byte, error) {
	return []byte(`{"admin":{
		"listen":"localhost:20198",
		"config":{"persist":false},
		"identity":{"identifiers":[],"issuers":[]},
		"remote":{"listen":"udp/localhost:20197"}
	}}`), nil
}

func main() {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Println(err)
		return
	}
	os.Setenv("XDG_DATA_HOME", dir)
	os.Setenv("XDG_CONFIG_HOME", dir)
	caddy.RegisterModule(loader{})
	err = caddy.Load([]byte(`{"admin":{"listen":"localhost:20198","config":{"persist":false,"load":{"module":"crash"},"load_delay":"1s"}}}`), true)
	if err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(4 * time.Second)
	fmt.Println("survived")
}
