// crash: badger iterator.go:709 github.com/dgraph-io/badger/v4@v4.9.6
// A table on the disk is damaged: the length in a value pointer is 2, which
// nothing checks by default, and the goroutine that prefetches slices beyond.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"time"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

func main() {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Println(err)
		return
	}
	opts := badger.DefaultOptions(dir).WithLogger(nil).WithCompression(options.None).
		WithValueThreshold(10).WithVerifyValueChecksum(true)
	db, err := badger.Open(opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = db.Update(func(txn *badger.Txn) error {
		return txn.Set([]byte("the key"), make([]byte, 100))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	db.Close()

	// Damage the pointer: behind the key with its version (8 bytes), the two
	// bytes of meta data and the expiry (1 byte) are file, length and offset.
	files, _ := filepath.Glob(filepath.Join(dir, "*.sst"))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			fmt.Println(err)
			return
		}
		i := bytes.Index(b, []byte("the key"))
		if i < 0 {
			continue
		}
		length := b[i+7+8+3+4:]
		fmt.Println("length was", binary.NativeEndian.Uint32(length))
		binary.NativeEndian.PutUint32(length, 2)
		if err := os.WriteFile(f, b, 0o600); err != nil {
			fmt.Println(err)
			return
		}
	}

	if db, err = badger.Open(opts); err != nil {
		fmt.Println(err)
		return
	}
	db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.DefaultIteratorOptions)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			fmt.Println(it.Item())
		}
		return nil
	})
	time.Sleep(time.Second)
	db.Close()
	fmt.Println("survived")
}
