package main

import (
	"log"
	"net/http"
	"net/http/httptest"
)

// serve sends one request to a server of the handler.
func serve(h http.HandlerFunc) {
	srv := httptest.NewServer(h)
	defer srv.Close()
	defer srv.Client().CloseIdleConnections()
	resp, err := srv.Client().Get(srv.URL)
	if err != nil {
		log.Println(err)
		return
	}
	resp.Body.Close()
}

// PEERS E7: the server guards the goroutine that it calls the handler on.
// verdict: survives
// model: none (it is a library that calls the handler)
func caseHandler() {
	serve(func(w http.ResponseWriter, r *http.Request) {
		boom()
	})
}

// PEERS E7, DESIGN §4 row 21: and no other.
// verdict: dies
func caseHandlerStarts() {
	serve(func(w http.ResponseWriter, r *http.Request) {
		go boom()
	})
}

// PEERS E7, DESIGN §4 row 21: one that the handler starts has its own.
// verdict: survives
func caseHandlerStartsGuarded() {
	serve(func(w http.ResponseWriter, r *http.Request) {
		go func() {
			defer logPanic()
			boom()
		}()
	})
}
