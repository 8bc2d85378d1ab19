// crash: interceptor pkg/twcc/sender_interceptor.go:31 github.com/pion/interceptor@v0.1.51
// The interval option is 0: with the first packet that bears a transport
// sequence number the report loop makes its ticker with time.NewTicker(0).
package main

import (
	"fmt"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
)

const uri = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

func main() {
	f, err := twcc.NewSenderInterceptor(twcc.SendInterval(0))
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
	ext, err := rtp.TransportCCExtension{TransportSequence: 1}.Marshal()
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := pkt.SetExtension(1, ext); err != nil {
		fmt.Println(err)
		return
	}
	info := &interceptor.StreamInfo{SSRC: 7, RTPHeaderExtensions: []interceptor.RTPHeaderExtension{{URI: uri, ID: 1}}}
	r := i.BindRemoteStream(info, interceptor.RTPReaderFunc(
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
