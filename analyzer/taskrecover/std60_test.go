package taskrecover_test

import (
	"bytes"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskrecover"
)

// std60 are the 60 functions and methods of the standard library that are called
// most in 15 modules of services and libraries (caddy, restic, syncthing, the
// OpenTelemetry collector's core; badger, franz-go, go-redis, memberlist,
// minio-go, nats.go, pebble, pgx, serf, x/net, x/tools): calls in files that are
// neither tests nor generated, of 52,596 of std in all.
var std60 = []struct {
	name  string
	calls int
}{
	{"fmt.Errorf", 3339},
	{"fmt.Sprintf", 2149},
	{"sync.(*Mutex).Unlock", 1501},
	{"fmt.Fprintf", 1431},
	{"sync.(*Mutex).Lock", 1403},
	{"errors.New", 1203},
	{"strings.HasPrefix", 626},
	{"time.Now", 620},
	{"sync.(*RWMutex).Unlock", 469},
	{"context.(Context).Err", 450},
	{"sync.(*RWMutex).RUnlock", 449},
	{"context.(Context).Done", 446},
	{"errors.Is", 425},
	{"sync.(*RWMutex).RLock", 425},
	{"sync.(*RWMutex).Lock", 424},
	{"bytes.(*Buffer).WriteString", 420},
	{"fmt.Printf", 410},
	{"context.Background", 391},
	{"io.(Closer).Close", 361},
	{"net/http.(Header).Set", 343},
	{"path/filepath.Join", 329},
	{"strings.Contains", 290},
	{"strconv.Atoi", 269},
	{"strings.(*Builder).WriteString", 264},
	{"log.(*Logger).Printf", 248},
	{"log.Fatal", 246},
	{"net/http.(Header).Get", 244},
	{"log.Printf", 234},
	{"strings.TrimSpace", 232},
	{"time.Since", 231},
	{"encoding/json.Marshal", 227},
	{"go/types.(*object).Type", 227},
	{"os.(*File).Close", 227},
	{"bytes.(*Buffer).String", 220},
	{"time.(Duration).Seconds", 210},
	{"net/url.(Values).Set", 209},
	{"io.(Writer).Write", 208},
	{"strings.HasSuffix", 200},
	{"os.Exit", 196},
	{"fmt.Println", 193},
	{"bytes.(*Buffer).Bytes", 189},
	{"strings.Join", 186},
	{"go/ast.(Node).Pos", 181},
	{"go/types.(*object).Name", 181},
	{"os.Getenv", 180},
	{"regexp.MustCompile", 180},
	{"go/types.(Type).Underlying", 179},
	{"strconv.Itoa", 175},
	{"strings.ToLower", 173},
	{"encoding/json.Unmarshal", 171},
	{"strings.Split", 170},
	{"time.(Time).Add", 161},
	{"log.Println", 159},
	{"reflect.ValueOf", 157},
	{"strings.(*Builder).String", 157},
	{"reflect.(Value).Type", 156},
	{"net/http.(*Request).Context", 155},
	{"bytes.Equal", 153},
	{"fmt.Fprint", 151},
	{"net/http.(ResponseWriter).Header", 149},
}

// TestStd60 holds that nobody is told of a goroutine that it can panic because
// it calls one of them correctly, and that each of these goroutines is looked
// at: with a panic in it, it is reported.
func TestStd60(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	results := analysistest.Run(t, testdata, taskrecover.New(task.NewAnalyzer()), "std60")
	if len(results) != 1 || len(std60) != 60 {
		t.Fatalf("%d packages, %d functions", len(results), len(std60))
	}
	called := calledInGoroutines(results[0].Pass)
	if len(called) != len(std60) {
		t.Errorf("%d goroutines for %d functions", len(called), len(std60))
	}
	for i, f := range std60 {
		if i < len(called) && !called[i][f.name] {
			t.Errorf("goroutine %d does not call %s", i+1, f.name)
		}
		if i > 0 && f.calls > std60[i-1].calls {
			t.Errorf("%s is not in the order of the calls", f.name)
		}
	}
}

// calledInGoroutines returns the functions that are called in each func that a
// go statement starts, in source order.
func calledInGoroutines(pass *analysis.Pass) (called []map[string]bool) {
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			start, ok := n.(*ast.GoStmt)
			if !ok {
				return true
			}
			names := make(map[string]bool)
			ast.Inspect(start.Call, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func); ok {
						names[corpusName(fn)] = true
					}
				}
				return true
			})
			called = append(called, names)
			return false
		})
	}
	return called
}

// corpusName is the name of a function as the list has it.
func corpusName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Pkg().Path() + "." + fn.Name()
	}
	star, typ := "", recv.Type()
	if p, ok := typ.(*types.Pointer); ok {
		star, typ = "*", p.Elem()
	}
	return fn.Pkg().Path() + ".(" + star + typ.(*types.Named).Obj().Name() + ")." + fn.Name()
}

// TestStd60Panics is the counter-check: each of the goroutines is reported when
// it panics as well.
func TestStd60Panics(t *testing.T) {
	source, err := os.ReadFile("../../testdata/src/std60/std60.go")
	if err != nil {
		t.Fatal(err)
	}
	start := []byte("\tgo func() {\n")
	if n := bytes.Count(source, start); n != len(std60) {
		t.Fatalf("%d goroutines for %d functions", n, len(std60))
	}
	source = bytes.ReplaceAll(source, start, []byte("\tgo func() { // want `a panic here ends the process: .*unrecovered certain`\npanic(1)\n"))
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "src", "std60"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "src", "std60", "std60.go"), source, 0o666); err != nil {
		t.Fatal(err)
	}
	results := analysistest.Run(t, dir, taskrecover.New(task.NewAnalyzer()), "std60")
	if n := strings.Count(messages(results), "unrecovered certain]"); n != len(std60) {
		t.Errorf("%d of %d goroutines are reported", n, len(std60))
	}
}

func messages(results []*analysistest.Result) (all string) {
	for _, res := range results {
		for _, d := range res.Diagnostics {
			all += d.Message + "\n"
		}
	}
	return all
}
