package variant_test

import (
	"testing"

	"corpus.example/recovery"
	"corpus.example/variant"
)

func TestExternal(t *testing.T) {
	go func() {
		defer func() { recovery.Log() }() // in a test file: off by default
		variant.New(nil).Start()
	}()
}
