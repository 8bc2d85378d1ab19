// Command demo is a shop whose goroutines all have a recover. It is here to be
// analyzed, and it runs: the first odd order ends the process all the same.
package main

import (
	"context"
	"errors"
	"log"
	"strings"
	"sync"
	"time"

	"github.com/taskcheck/taskcheck/testdata/demo/recovery"
)

func main() {
	s := &shop{stock: map[string]int{"tea": 3}}
	time.AfterFunc(time.Hour, s.count)
	time.AfterFunc(time.Hour, s.clean)
	var wg sync.WaitGroup
	for _, order := range []string{"2 tea", "coffee"} {
		wg.Go(func() { s.handle(context.Background(), order) })
	}
	wg.Wait()
}

type shop struct {
	mu    sync.Mutex
	stock map[string]int
}

// handle runs on a goroutine for each order.
func (s *shop) handle(ctx context.Context, order string) {
	defer func() {
		recovery.Log(ctx)
	}()
	item := s.take(order)
	go func() {
		defer recover()
		s.ship(item)
	}()
	go func() {
		defer func() {
			recover()
		}()
		s.bill(item)
	}()
}

// count runs on the goroutine of a timer.
func (s *shop) count() {
	defer func() {
		recovery.Log(context.Background())
	}()
	s.bill(s.take("0 tea"))
}

// clean is right: recovery.Log is deferred itself.
func (s *shop) clean() {
	defer recovery.Log(context.Background())
	s.ship(s.take("0 tea"))
}

// take panics for an order of one word.
func (s *shop) take(order string) (item string) {
	item = strings.Fields(order)[1]
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stock[item]--
	return item
}

func (s *shop) ship(item string) {
	words := strings.Fields(item)
	log.Println("ship", words[0])
}

func (s *shop) bill(item string) {
	if item == "" {
		panic(errors.New("nothing to bill"))
	}
	log.Println("bill", item)
}
