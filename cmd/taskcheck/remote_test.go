package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/gotooltest"
	"github.com/rogpeppe/go-internal/testscript"
)

// cacher is a program for GOCACHEPROG, and the server that it asks.
const cacher = "github.com/bradfitz/go-tool-cache/cmd/go-cacher%s@v0.0.0-20260722201841-0bb331e19f64"

// TestRemoteCache tries what docs/drivers.md says of many machines.
func TestRemoteCache(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: builds a cache server")
	}
	bin := t.TempDir()
	for _, name := range []string{"", "-server"} {
		cmd := exec.Command("go", "install", fmt.Sprintf(cacher, name))
		cmd.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("there is no cache program: %v\n%s", err, out)
		}
	}
	params := testscript.Params{
		Dir:                 "testdata/remote",
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exit": exit},
		Setup: func(env *testscript.Env) error {
			port, err := freePort()
			env.Setenv("PORT", port)
			env.Setenv("PATH", bin+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOTOOLCHAIN", "local")
			return err
		},
	}
	if err := gotooltest.Setup(&params); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, params)
}

// freePort returns a port that nobody listens on now.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}
