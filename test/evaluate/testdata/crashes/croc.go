// crash: croc src/croc/croc.go:1045 github.com/schollz/croc/v10@v10.7.0
// Somebody listens on the relay port of another address than 127.0.0.1: the
// port looks free, but the local relay cannot listen and its goroutine panics.
package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/croc/v10/src/croc"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	port := l.Addr().(*net.TCPAddr).Port
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
		SharedSecret:     "1234-some-secret-words",
		RelayPorts:       []string{fmt.Sprint(port), fmt.Sprint(port + 1)},
		RelayPassword:    "pass123",
		NoPrompt:         true,
		OnlyLocal:        true,
		DisableClipboard: true,
		Curve:            "p256",
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
	time.Sleep(5 * time.Second)
	fmt.Println("survived")
}
