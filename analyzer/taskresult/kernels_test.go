package taskresult_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskresult"
)

// A kernel is a bug of a real project, as it comes with Go. Its cause is a
// result channel that a receiver leaves, or that nobody receives from, and then
// it is reported on the line of which text is a part, as many times as lines;
// or another one.
type kernel struct {
	text  string
	lines int
	other string
}

var patterns = map[string]kernel{
	"commonpatterns.go": {text: "", lines: 4}, // DoubleSend, EarlyReturn, NCastLeak and Timeout, see patternLines
}

// patternLines are parts of the functions of commonpatterns.go whose leak is
// that of a result channel. In the others workers wait for what is never closed.
var patternLines = []string{"func DoubleSend", "func earlyReturn", "func nCastLeak", "func timeout"}

var goker = map[string]kernel{
	"cockroach10214.go":  {other: "locks in two orders"},
	"cockroach1055.go":   {other: "a WaitGroup and a lock"},
	"cockroach10790.go":  {other: "receives what nobody sends any more"},
	"cockroach13197.go":  {other: "waits for a context that is never cancelled"},
	"cockroach13755.go":  {other: "waits for a context that is never cancelled"},
	"cockroach1462.go":   {other: "a stopper that waits for its worker: both are joined"},
	"cockroach16167.go":  {other: "a lock taken twice"},
	"cockroach18101.go":  {text: "return readyForImportSpan", lines: 1},
	"cockroach2448.go":   {other: "two loops send to each other, by selects"},
	"cockroach24808.go":  {other: "a signal, sent by who makes the channel"},
	"cockroach25456.go":  {other: "receives a signal that nobody gives"},
	"cockroach35073.go":  {other: "a stream between rows, no result; its room was taken"},
	"cockroach35931.go":  {other: "a signal, sent to a full channel under a lock"},
	"cockroach3710.go":   {other: "locks"},
	"cockroach584.go":    {other: "a lock that is not released"},
	"cockroach6181.go":   {other: "locks"},
	"cockroach7504.go":   {other: "locks in two orders"},
	"cockroach9935.go":   {other: "a lock taken twice"},
	"etcd10492.go":       {other: "a lock taken twice"},
	"etcd5509.go":        {other: "a lock that is not released"},
	"etcd6708.go":        {other: "a lock taken twice"},
	"etcd6857.go":        {other: "a request to a loop that has left"},
	"etcd6873.go":        {other: "a lock and a channel"},
	"etcd7492.go":        {other: "a lock and a signal"},
	"etcd7902.go":        {other: "a lock held while it receives"},
	"grpc1275.go":        {other: "receives what nobody sends"},
	"grpc1424.go":        {other: "receives what nobody sends"},
	"grpc1460.go":        {other: "a lock and a signal"},
	"grpc3017.go":        {other: "a lock that is not released"},
	"grpc660.go":         {text: "return", lines: 1},
	"grpc795.go":         {other: "a lock taken twice"},
	"grpc862.go":         {other: "waits for a context that is never cancelled"},
	"hugo3251.go":        {other: "locks"},
	"hugo5379.go":        {other: "a lock taken twice; the channel has room"},
	"istio16224.go":      {other: "a lock held while it sends"},
	"istio17860.go":      {text: "return", lines: 1},
	"istio18454.go":      {other: "a timer and signals in one loop"},
	"kubernetes10182.go": {other: "a lock held while it sends"},
	"kubernetes11298.go": {other: "a condition that is not signalled"},
	"kubernetes13135.go": {other: "locks"},
	"kubernetes1321.go":  {other: "a lock held while it sends a signal"},
	"kubernetes25331.go": {text: "resultChan: make(chan bool)", lines: 1},
	"kubernetes26980.go": {other: "a lock that is not released"},
	"kubernetes30872.go": {other: "locks"},
	"kubernetes38669.go": {text: "result:  make(", lines: 1},
	"kubernetes5316.go":  {text: "case <-time.After(timeout):", lines: 1},
	"kubernetes58107.go": {other: "a condition that is not signalled"},
	"kubernetes62464.go": {other: "a lock taken twice"},
	"kubernetes6632.go":  {other: "a lock held while it sends"},
	"kubernetes70277.go": {other: "receives from a channel that nobody closes"},
	"main.go":            {other: "the program"},
	"moby17176.go":       {text: "case <-time.After(time.Millisecond):", lines: 1},
	"moby21233.go":       {other: "a stream of progress, sent behind an interface"},
	"moby25384.go":       {other: "a WaitGroup with too few calls of Done"},
	"moby27782.go":       {other: "a condition, and the events have another way out"},
	"moby28462.go":       {other: "a lock held while it sends a signal"},
	"moby30408.go":       {other: "a condition that is not signalled"},
	"moby33781.go":       {text: "return", lines: 1},
	"moby36114.go":       {other: "a lock taken twice"},
	"moby4951.go":        {other: "locks in two orders"},
	"moby7559.go":        {other: "a lock that is not released"},
	"serving2137.go":     {other: "a lock, and a channel that is used as one"},
	"syncthing4829.go":   {other: "locks"},
	"syncthing5795.go":   {other: "a loop waits for itself to end"},
}

func TestKernels(t *testing.T) {
	folder := filepath.Join(runtime.GOROOT(), "src", "runtime", "testdata", "testgoroutineleakprofile")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("this Go comes without the kernels of leaks: ", err)
	}
	t.Run("patterns", func(t *testing.T) { checkKernels(t, folder, patterns) })
	t.Run("goker", func(t *testing.T) { checkKernels(t, filepath.Join(folder, "goker"), goker) })
}

func checkKernels(t *testing.T, folder string, kernels map[string]kernel) {
	dir := t.TempDir()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	sources := make(map[string][]string)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		write(t, filepath.Join(dir, "src", "kernels", name), string(source))
		sources[name] = strings.Split(string(source), "\n")
		if _, ok := kernels[name]; !ok && len(kernels) > 1 {
			t.Logf("%s is of a newer Go: nobody has read it", name)
		}
	}
	reported := make(map[string]map[int]bool)
	for _, res := range analysistest.Run(silent{}, dir, taskresult.New(task.NewAnalyzer()), "kernels") {
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		for _, d := range res.Diagnostics {
			if p := res.Pass.Fset.Position(d.Pos); d.Category == "abandoned" || d.Category == "unread" {
				name := filepath.Base(p.Filename)
				if reported[name] == nil {
					reported[name] = make(map[int]bool)
				}
				reported[name][p.Line] = true
				if k := kernels[name]; k.text != "" && !strings.Contains(sources[name][p.Line-1], k.text) {
					t.Errorf("%s:%d: reported in the wrong place: %s", name, p.Line, d.Message)
				}
			}
		}
	}
	for name, k := range kernels {
		if n := len(reported[name]); sources[name] != nil && n != k.lines {
			t.Errorf("%s: reported on %d lines, not %d (%s)", name, n, k.lines, k.other)
		}
	}
	if lines := sources["commonpatterns.go"]; lines != nil {
		checkPatterns(t, lines, reported["commonpatterns.go"])
	}
}

// checkPatterns holds that the reports are in the functions that leak so.
func checkPatterns(t *testing.T, lines []string, reported map[int]bool) {
	t.Helper()
	for line := range reported {
		from := line - 1
		for from > 0 && !strings.HasPrefix(lines[from], "func ") {
			from--
		}
		found := false
		for _, f := range patternLines {
			found = found || strings.HasPrefix(lines[from], f)
		}
		if !found {
			t.Errorf("line %d: reported in %s", line, lines[from])
		}
	}
}
