// crash: discordgo wsapi.go:201 github.com/bwmarrin/discordgo@v0.29.0
// The gateway says hello with a heartbeat interval of 0: the heartbeat
// goroutine of the bot calls time.NewTicker(0), which panics.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// gateway answers the question for the address of the gateway, and is it.
func gateway(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		fmt.Fprintf(w, `{"url":"ws://%s/"}`, r.Host)
		return
	}
	c, err := new(websocket.Upgrader).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	send := func(s string) { c.WriteMessage(websocket.TextMessage, []byte(s)) }
	send(`{"op":10,"d":{"heartbeat_interval":0}}`)
	c.ReadMessage()
	send(`{"op":0,"s":1,"t":"READY","d":{"v":9,"session_id":"x","user":{"id":"1"},"guilds":[]}}`)
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			return
		}
	}
}

// local sends every request to one host.
type local string

func (l local) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = "http", string(l), string(l)
	return http.DefaultTransport.RoundTrip(r)
}

func main() {
	srv := httptest.NewServer(http.HandlerFunc(gateway))
	s, err := discordgo.New("Bot token")
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Client = &http.Client{Transport: local(strings.TrimPrefix(srv.URL, "http://"))}
	if err := s.Open(); err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
