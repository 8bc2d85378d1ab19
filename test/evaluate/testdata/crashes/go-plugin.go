// crash: go-plugin client.go:763 github.com/hashicorp/go-plugin@v1.8.0
// The plugin writes a JSON line whose @level is a number on its standard
// error: the host's goroutine that reads the log asserts that it is a string.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/hashicorp/go-plugin"
)

func main() {
	if os.Getenv("CRASH_COOKIE") == "yes" {
		fmt.Fprintln(os.Stderr, `{"@level":1}`)
		time.Sleep(2 * time.Second)
		return
	}
	exe, err := os.Executable()
	if err != nil {
		fmt.Println(err)
		return
	}
	c := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  1,
			MagicCookieKey:   "CRASH_COOKIE",
			MagicCookieValue: "yes",
		},
		Plugins:      plugin.PluginSet{},
		Cmd:          exec.Command(exe),
		StartTimeout: 5 * time.Second,
	})
	defer c.Kill()
	if _, err := c.Start(); err != nil {
		fmt.Println(err)
	}
	fmt.Println("survived")
}
