// crash: interceptor pkg/ccfb/interceptor.go:38 github.com/pion/interceptor@v0.1.51
// The interval option is 0: with the first packet of a peer the report loop,
// on its own goroutine, makes its ticker with time.NewTicker(0).
package main

import (
	"fmt"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/ccfb"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

func main() {
	f, err := ccfb.NewSenderInterceptor(ccfb.SendInterval(0))
	if err != nil {
		fmt.Println(err)
		return
	}
	i, err := f.NewInterceptor("")
	if err != nil {
		fmt.Println(err)
		return
	}
	i.BindRTCPWriter(interceptor.RTCPWriterFunc(func(p []rtcp.Packet, _ interceptor.Attributes) (int, error) {
		return len(p), nil
	}))
	pkt := &rtp.Packet{Header: rtp.Header{Version: 2, SSRC: 7, SequenceNumber: 1}, Payload: []byte("x")}
	r := i.BindRemoteStream(&interceptor.StreamInfo{SSRC: 7}, interceptor.RTPReaderFunc(
		func(b []byte, a interceptor.Attributes) (int, interceptor.Attributes, error) {
			n, err := pkt.MarshalTo(b)
			return n, a, err
		}))
	if _, _, err := r.Read(make([]byte, 1500), nil); err != nil {
		fmt.Println(err)
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
