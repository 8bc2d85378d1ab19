// crash: interceptor pkg/report/sender_interceptor.go:29 github.com/pion/interceptor@v0.1.51
// The interval option is 0: the report loop, on a goroutine of its own, makes
// its ticker with time.NewTicker(0), which panics.
package main

import (
	"fmt"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/rtcp"
)

func main() {
	f, err := report.NewSenderInterceptor(report.SenderInterval(0))
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
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
