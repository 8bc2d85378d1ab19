// crash: bbolt db.go:1293 go.etcd.io/bbolt@v1.5.0
// A page of the file bears the number of another one, as after a corruption:
// the goroutine that looks for the free pages on opening asserts the number.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
)

func main() {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Println(err)
		return
	}
	file := filepath.Join(dir, "db")
	opts := &bolt.Options{Timeout: time.Second, NoFreelistSync: true, PageSize: 4096}
	db, err := bolt.Open(file, 0o600, opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	var root int
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("b"))
		if err != nil {
			return err
		}
		for i := range 1000 {
			if err := b.Put(fmt.Appendf(nil, "key%06d", i), []byte("value")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	db.View(func(tx *bolt.Tx) error {
		root = int(tx.Bucket([]byte("b")).Root())
		return nil
	})
	db.Close()

	// The first eight bytes of a page are its number.
	b, err := os.ReadFile(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	binary.NativeEndian.PutUint64(b[root*4096:], uint64(root+1))
	if err := os.WriteFile(file, b, 0o600); err != nil {
		fmt.Println(err)
		return
	}
	// A caller that is careful is no better off.
	defer func() { fmt.Println("survived", recover()) }()
	if db, err = bolt.Open(file, 0o600, opts); err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(time.Second)
	db.Close()
}
