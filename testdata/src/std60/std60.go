// Package std60 calls the functions of the standard library that real code
// calls most, each correctly, in a goroutine of its own. None of them is worth
// a report. std60_test.go has the list.
package std60

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

type counter struct {
	mu sync.Mutex
	rw sync.RWMutex
	n  int
}

func call01(name string, err error, errs chan<- error) {
	go func() {
		errs <- fmt.Errorf("open %s: %w", name, err)
	}()
}

func call02(name string, n int, out chan<- string) {
	go func() {
		out <- fmt.Sprintf("%s: %d", name, n)
	}()
}

func call03(mu *sync.Mutex, n *int) {
	go func() {
		mu.Lock()
		*n++
		mu.Unlock()
	}()
}

func call04(w io.Writer, name string) {
	go func() {
		fmt.Fprintf(w, "hello, %s\n", name)
	}()
}

func call05(c *counter) {
	go func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
	}()
}

func call06(text string, errs chan<- error) {
	go func() {
		errs <- errors.New(text)
	}()
}

func call07(s, prefix string, found chan<- bool) {
	go func() {
		found <- strings.HasPrefix(s, prefix)
	}()
}

func call08(at chan<- time.Time) {
	go func() {
		at <- time.Now()
	}()
}

func call09(mu *sync.RWMutex, n *int) {
	go func() {
		mu.Lock()
		*n++
		mu.Unlock()
	}()
}

func call10(ctx context.Context, errs chan<- error) {
	go func() {
		errs <- ctx.Err()
	}()
}

func call11(mu *sync.RWMutex, n *int, out chan<- int) {
	go func() {
		mu.RLock()
		v := *n
		mu.RUnlock()
		out <- v
	}()
}

func call12(ctx context.Context, in <-chan int, out chan<- int) {
	go func() {
		select {
		case <-ctx.Done():
		case v := <-in:
			out <- v
		}
	}()
}

func call13(err error, out chan<- bool) {
	go func() {
		out <- errors.Is(err, io.EOF)
	}()
}

func call14(c *counter, out chan<- int) {
	go func() {
		c.rw.RLock()
		defer c.rw.RUnlock()
		out <- c.n
	}()
}

func call15(c *counter, v int) {
	go func() {
		c.rw.Lock()
		defer c.rw.Unlock()
		c.n = v
	}()
}

func call16(buf *bytes.Buffer, s string) {
	go func() {
		buf.WriteString(s)
	}()
}

func call17(name string) {
	go func() {
		fmt.Printf("hello, %s\n", name)
	}()
}

func call18(out chan<- context.Context) {
	go func() {
		out <- context.Background()
	}()
}

func call19(c io.Closer, errs chan<- error) {
	go func() {
		errs <- c.Close()
	}()
}

func call20(req *http.Request, token string) {
	go func() {
		req.Header.Set("Authorization", "Bearer "+token)
	}()
}

func call21(dir, name string, out chan<- string) {
	go func() {
		out <- filepath.Join(dir, name)
	}()
}

func call22(s, part string, found chan<- bool) {
	go func() {
		found <- strings.Contains(s, part)
	}()
}

func call23(s string, out chan<- int) {
	go func() {
		if n, err := strconv.Atoi(s); err == nil {
			out <- n
		}
	}()
}

func call24(parts []string, out chan<- string) {
	go func() {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(p)
		}
		out <- b.String()
	}()
}

func call25(logger *log.Logger, name string) {
	go func() {
		logger.Printf("hello, %s", name)
	}()
}

func call26(err error) {
	go func() {
		log.Fatal(err)
	}()
}

func call27(req *http.Request, out chan<- string) {
	go func() {
		out <- req.Header.Get("Accept")
	}()
}

func call28(name string) {
	go func() {
		log.Printf("hello, %s", name)
	}()
}

func call29(s string, out chan<- string) {
	go func() {
		out <- strings.TrimSpace(s)
	}()
}

func call30(start time.Time, out chan<- time.Duration) {
	go func() {
		out <- time.Since(start)
	}()
}

func call31(v any, out chan<- []byte) {
	go func() {
		if data, err := json.Marshal(v); err == nil {
			out <- data
		}
	}()
}

func call32(v *types.Var, out chan<- types.Type) {
	go func() {
		out <- v.Type()
	}()
}

func call33(f *os.File, errs chan<- error) {
	go func() {
		errs <- f.Close()
	}()
}

func call34(buf *bytes.Buffer, out chan<- string) {
	go func() {
		out <- buf.String()
	}()
}

func call35(d time.Duration, out chan<- float64) {
	go func() {
		out <- d.Seconds()
	}()
}

func call36(key, value string, out chan<- url.Values) {
	go func() {
		q := make(url.Values)
		q.Set(key, value)
		out <- q
	}()
}

func call37(w io.Writer, p []byte, errs chan<- error) {
	go func() {
		_, err := w.Write(p)
		errs <- err
	}()
}

func call38(s, suffix string, found chan<- bool) {
	go func() {
		found <- strings.HasSuffix(s, suffix)
	}()
}

func call39(code int) {
	go func() {
		os.Exit(code)
	}()
}

func call40(v any) {
	go func() {
		fmt.Println("value:", v)
	}()
}

func call41(buf *bytes.Buffer, out chan<- []byte) {
	go func() {
		out <- buf.Bytes()
	}()
}

func call42(parts []string, sep string, out chan<- string) {
	go func() {
		out <- strings.Join(parts, sep)
	}()
}

func call43(n ast.Node, out chan<- token.Pos) {
	go func() {
		out <- n.Pos()
	}()
}

func call44(fn *types.Func, out chan<- string) {
	go func() {
		out <- fn.Name()
	}()
}

func call45(name string, out chan<- string) {
	go func() {
		out <- os.Getenv(name)
	}()
}

func call46(out chan<- *regexp.Regexp) {
	go func() {
		out <- regexp.MustCompile(`^\d+$`)
	}()
}

func call47(t types.Type, out chan<- types.Type) {
	go func() {
		out <- t.Underlying()
	}()
}

func call48(n int, out chan<- string) {
	go func() {
		out <- strconv.Itoa(n)
	}()
}

func call49(s string, out chan<- string) {
	go func() {
		out <- strings.ToLower(s)
	}()
}

func call50(data []byte, errs chan<- error) {
	go func() {
		var v struct{ Name string }
		errs <- json.Unmarshal(data, &v)
	}()
}

func call51(s, sep string, out chan<- string) {
	go func() {
		for _, part := range strings.Split(s, sep) {
			out <- part
		}
	}()
}

func call52(t time.Time, d time.Duration, out chan<- time.Time) {
	go func() {
		out <- t.Add(d)
	}()
}

func call53(v any) {
	go func() {
		log.Println("value:", v)
	}()
}

func call54(v any, out chan<- reflect.Value) {
	go func() {
		out <- reflect.ValueOf(v)
	}()
}

func call55(b *strings.Builder, out chan<- string) {
	go func() {
		out <- b.String()
	}()
}

func call56(v reflect.Value, out chan<- reflect.Type) {
	go func() {
		out <- v.Type()
	}()
}

func call57(req *http.Request, out chan<- context.Context) {
	go func() {
		out <- req.Context()
	}()
}

func call58(a, b []byte, out chan<- bool) {
	go func() {
		out <- bytes.Equal(a, b)
	}()
}

func call59(w io.Writer, v any) {
	go func() {
		fmt.Fprint(w, v)
	}()
}

func call60(w http.ResponseWriter, out chan<- http.Header) {
	go func() {
		out <- w.Header()
	}()
}
