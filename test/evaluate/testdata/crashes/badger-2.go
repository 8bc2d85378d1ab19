// crash: badger stream.go:430 github.com/dgraph-io/badger/v4@v4.9.6
// A stream of a database that was opened with 0 stream goroutines: the
// goroutine that makes the key ranges divides by that number.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/ristretto/v2/z"
)

func main() {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Println(err)
		return
	}
	opts := badger.DefaultOptions(dir).WithLogger(nil).WithNumGoroutines(0)
	db, err := badger.Open(opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	b := db.NewWriteBatch()
	for i := range 20000 {
		b.Set(fmt.Appendf(nil, "key%06d", i), make([]byte, 500))
	}
	if err := b.Flush(); err != nil {
		fmt.Println(err)
		return
	}
	// The tables are written when the database closes.
	db.Close()
	if db, err = badger.Open(opts); err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	s := db.NewStream()
	s.Send = func(*z.Buffer) error { return nil }
	if err := s.Orchestrate(ctx); err != nil {
		fmt.Println(err)
	}
	time.Sleep(2 * time.Second)
	db.Close()
	fmt.Println("survived")
}
