// Package clients is one of another module: what it returns is not seen where it is used.
package clients

import (
	"errors"
	"os/exec"
	"strings"
)

type Client struct {
	target string
	size   int
}

type Option func(*Client)

func WithSize(n int) Option { return func(c *Client) { c.size = n } }

func NewClient(target string, options ...Option) (*Client, error) {
	if !strings.Contains(target, ":") {
		return nil, errors.New("no port: " + target)
	}
	c := &Client{target: target}
	for _, o := range options {
		o(c)
	}
	return c, nil
}

// StartCommand starts a command, as one for a terminal would.
func StartCommand(cmd *exec.Cmd) error { return cmd.Start() }
