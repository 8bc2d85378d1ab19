// crash: badger merge.go:45 github.com/dgraph-io/badger/v4@v4.9.6
// A merge operator with the duration 0: the compaction goroutine calls
// time.NewTicker(0), which panics.
package main

import (
	"fmt"
	"time"

	badger "github.com/dgraph-io/badger/v4"
)

func main() {
	db, err := badger.Open(badger.DefaultOptions("").WithInMemory(true).WithLogger(nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer db.Close()
	join := func(a, b []byte) []byte { return append(a, b...) }
	m := db.GetMergeOperator([]byte("key"), join, 0)
	defer m.Stop()
	m.Add([]byte("a"))
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
