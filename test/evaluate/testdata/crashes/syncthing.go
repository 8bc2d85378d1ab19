// crash: syncthing lib/rc/rc.go:111 github.com/syncthing/syncthing@v1.30.0
// The program at the API address reports a Starting event without data: the
// event loop asserts that the data is a map.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/syncthing/syncthing/lib/rc"
)

func main() {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `[{"id":1,"type":"Starting","data":null}]`)
	}))
	defer srv.Close()
	p := rc.NewProcess(strings.TrimPrefix(srv.URL, "http://"))
	if err := p.Start("sleep", "3"); err != nil {
		fmt.Println(err)
		return
	}
	select {
	case <-p.Stopped():
	case <-time.After(5 * time.Second):
	}
	fmt.Println("survived")
}
