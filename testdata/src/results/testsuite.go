package results

import (
	"io"
	"net"
)

// A Proxy is there for tests: what it loses, the one that works with it sees.
type Proxy struct{ to net.Conn }

func (p *Proxy) Forward(from net.Conn) {
	go p.forward(from)
}

func (p *Proxy) forward(from net.Conn) error {
	for {
		if _, err := io.CopyN(p.to, from, 512); err != nil {
			return err
		}
	}
}
