package variant

import (
	"testing"

	"corpus.example/work"
)

func TestServer(t *testing.T) {
	s := New([]string{"a", "b", "c", "d"})
	s.onPanic = func() { t.Log("ended") }
	s.Start()
	go func() {
		defer recover()
		work.Item(nil, 1)
	}()
}
