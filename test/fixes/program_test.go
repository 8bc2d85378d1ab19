package fixes

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// mainSource runs one function in one mode and prints what its caller learned.
const mainSource = `package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"golden/inject"
)

type buffer struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out.String()
}

func main() {
	f := all[os.Args[1]]
	inject.Mode = os.Args[2]
	var logged buffer
	log.SetOutput(&logged)
	slog.SetDefault(slog.New(slog.NewTextHandler(&logged, nil)))
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	before := runtime.NumGoroutine()
	result := make(chan error, 1)
	go func() { result <- f(ctx) }()
	select {
	case err := <-result:
		cancel()
		if leaks(before) {
			fmt.Println("leak")
			return
		}
		fmt.Println(outcome(err, logged.String()))
	case <-time.After(2 * time.Second):
		fmt.Println("hang")
	}
}

// leaks reports whether goroutines are left that do not end.
func leaks(before int) bool {
	for range 40 {
		time.Sleep(10 * time.Millisecond)
		if runtime.NumGoroutine() <= before {
			return false
		}
	}
	return true
}

func outcome(err error, logged string) string {
	text := logged
	if err != nil {
		text = err.Error()
	}
	inside := strings.Contains(text, inject.Failure.Error())
	panicked := strings.Contains(strings.ToLower(text), "panic")
	switch {
	case err == nil && inject.Mode == "calm" && logged == "":
		return "well"
	case err == nil && panicked && inside:
		return "logged panic"
	case err == nil && inside:
		return "logged"
	case err == nil:
		return "lost"
	case !inside:
		return "other: " + text
	case inject.Mode != "panic" && !errors.Is(err, inject.Failure):
		return "not wrapped: " + text
	case panicked:
		return "panic"
	}
	return "error"
}
`

// A running is one function that is run in one mode.
type running struct{ key, mode string }

// writeModule writes the files of packages by their folder.
func writeModule(t *testing.T, module string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(module, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// runAll builds one program of the functions, which are given by a key and their
// package and expression, and returns the outcome of each in its modes.
func runAll(t *testing.T, module string, funcs map[string][2]string, runs []running) map[running]string {
	t.Helper()
	var table strings.Builder
	table.WriteString("package main\n\nimport (\n\t\"context\"\n\n")
	imports := make(map[string]string)
	for _, f := range funcs {
		if imports[f[0]] == "" {
			imports[f[0]] = fmt.Sprintf("p%d", len(imports))
			fmt.Fprintf(&table, "\t%s %q\n", imports[f[0]], "golden/"+f[0])
		}
	}
	table.WriteString(")\n\nvar all = map[string]func(context.Context) error{\n")
	for key, f := range funcs {
		fmt.Fprintf(&table, "\t%q: %s.%s,\n", key, imports[f[0]], f[1])
	}
	table.WriteString("}\n")
	writeModule(t, module, map[string]string{"program/main.go": mainSource, "program/table.go": table.String()})
	bin := filepath.Join(module, "program.exe")
	build := exec.Command("go", "build", "-o", bin, "./program")
	build.Dir = module
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.4000s", err, out)
	}
	outcomes := make(map[running]string)
	var mu sync.Mutex
	var wg sync.WaitGroup
	room := make(chan struct{}, 4*runtime.NumCPU()) // most of them sleep
	for _, r := range runs {
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			outcome := runOne(bin, r)
			mu.Lock()
			defer mu.Unlock()
			outcomes[r] = outcome
		})
	}
	wg.Wait()
	return outcomes
}

// runOne runs the program once more if the machine may have been too slow.
func runOne(bin string, r running) string {
	outcome := ""
	for range 2 {
		out, err := exec.Command(bin, r.key, r.mode).Output()
		outcome = strings.TrimSpace(string(out))
		if err != nil {
			outcome = "crash"
		}
		if outcome != "hang" && outcome != "leak" {
			break
		}
	}
	return cmp.Or(outcome, "nothing")
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
