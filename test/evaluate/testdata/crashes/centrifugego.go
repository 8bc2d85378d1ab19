// crash: centrifugego subscription.go:612 github.com/centrifugal/centrifuge-go@v0.12.1
// The server grants delta compression and recovers a publication whose data is
// no JSON string: the callback, on the goroutine of the queue, panics.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge-go"
	"github.com/gorilla/websocket"
)

// serve answers the commands of a client, one or more JSON values a message.
func serve(w http.ResponseWriter, r *http.Request) {
	c, err := new(websocket.Upgrader).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	for {
		_, m, err := c.ReadMessage()
		if err != nil {
			return
		}
		for d := json.NewDecoder(bytes.NewReader(m)); ; {
			var cmd struct {
				ID                 uint32 `json:"id"`
				Connect, Subscribe json.RawMessage
			}
			if d.Decode(&cmd) != nil {
				break
			}
			switch {
			case cmd.Connect != nil:
				m = fmt.Appendf(nil, `{"id":%d,"connect":{"client":"c","version":"1"}}`, cmd.ID)
			case cmd.Subscribe != nil:
				m = fmt.Appendf(nil, `{"id":%d,"subscribe":{"recoverable":true,"epoch":"e","offset":1,"delta":true,"publications":[{"data":{"a":1},"offset":1}]}}`, cmd.ID)
			default:
				continue
			}
			c.WriteMessage(websocket.TextMessage, m)
		}
	}
}

func main() {
	srv := httptest.NewServer(http.HandlerFunc(serve))
	c := centrifuge.NewJsonClient("ws"+strings.TrimPrefix(srv.URL, "http"), centrifuge.Config{})
	s, err := c.NewSubscription("news", centrifuge.SubscriptionConfig{Recoverable: true, Delta: centrifuge.DeltaTypeFossil})
	if err != nil {
		fmt.Println(err)
		return
	}
	s.OnPublication(func(e centrifuge.PublicationEvent) { fmt.Printf("%s\n", e.Data) })
	if err := s.Subscribe(); err != nil {
		fmt.Println(err)
	}
	if err := c.Connect(); err != nil {
		fmt.Println(err)
	}
	time.Sleep(3 * time.Second)
	fmt.Println("survived")
}
