// crash: quic-go interop/http09/server.go:56 github.com/quic-go/quic-go@v0.65.0
// A client opens a stream and sends fewer than five bytes: the goroutine of
// the stream slices the request beyond its end.
package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/interop/http09"
)

func main() {
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		fmt.Println(err)
		return
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	cert, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, pub, key)
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := quic.ListenAddrEarly("127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{cert}, PrivateKey: key}},
		NextProtos:   []string{http09.NextProto},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	go (&http09.Server{}).ServeListener(l)

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	c, err := quic.DialAddr(ctx, l.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{http09.NextProto}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := c.OpenStreamSync(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Write([]byte("GET"))
	s.Close()
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
