package main

import (
	"strings"
	"testing"
)

const trace = `panic: non-positive interval for NewTicker

goroutine 7 [running]:
time.NewTicker(0x0)
	/go/src/time/tick.go:38 +0xd9
shop.(*Shop).loop(...)
	/mod/shop@v1.0.0/a.go:9 +0x1
created by shop.New in goroutine 1
	/mod/shop@v1.0.0/a.go:21 +0x86
exit status 2
`

// A program shows what is reported only if just that goroutine panics.
func TestDeath(t *testing.T) {
	for _, tt := range []struct {
		place, stderr string
		status        int
		want, err     string
	}{
		{"a.go:21", trace, 2, "panic: non-positive interval for NewTicker", ""},
		{"shop@v1.0.0/a.go:21", trace, 2, "panic: non-positive interval for NewTicker", ""},
		{"b.go:21", trace, 2, "", "it is another goroutine that panics: time.NewTicker(0x0)"},
		{"b.go:3", trace + "\ngoroutine 8 [select]:\nshop.f()\n\t/mod/shop@v1.0.0/b.go:3\n", 2, "", "it is another goroutine that panics"},
		{"a.go:21", strings.Replace(trace, "NewTicker\n", "NewTicker [recovered, repanicked]\n", 1), 2, "panic: non-positive interval for NewTicker [recovered, repanicked]", ""},
		{"a.go:21", "cannot listen\n", 1, "", "it ends otherwise, with status 1: cannot listen"},
		{"a.go:21", "panic: here\n\ngoroutine 1 [running]:\nmain.main()\n\t/main.go:5 +0x1\n", 2, "", "it ends otherwise"},
		{"a.go:21", "panic: here\n\ngoroutine 1 [running]:\nmain.main()\n\t/main.go:5 +0x1\n\ngoroutine 7 [select]:\nshop.f()\ncreated by shop.New in goroutine 1\n\t/mod/a.go:21 +0x86\n", 2, "", "it ends otherwise"},
		{"a.go:21", "", 0, "", "it survives"},
	} {
		got, err := crash{Place: tt.place}.death(tt.stderr, tt.status)
		if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.HasPrefix(err.Error(), tt.err) {
			t.Errorf("started at %s, status %d: got %q, %v, want %q, %q", tt.place, tt.status, got, err, tt.want, tt.err)
		}
	}
}

// Every program is about a module of the list, and one that is quickly built is run.
func TestCrashes(t *testing.T) {
	e := &evaluation{root: "../.."}
	if err := e.prepare(); err != nil {
		t.Fatal(err)
	}
	all, err := e.readCrashes()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Errorf("there are %d programs, want at least 10", len(all))
	}
	for _, c := range all {
		m := moduleOf(e.modules, c.Module)
		if m == nil || c.Path != m.Path+"@"+m.Version {
			t.Errorf("%s is about %s of %s, which is not in modules.tsv", c.file, c.Module, c.Path)
		}
	}
	if testing.Short() {
		t.Skip("-short: it builds and runs a program with a module")
	}
	var out, errs strings.Builder
	if err := evaluate(e.root, []string{"crashes", "interceptor"}, &out, &errs); err != nil || strings.Count(out.String(), "panic: non-positive interval for NewTicker") < 1 {
		t.Errorf("%s%s%v", out.String(), errs.String(), err)
	}
}

// A program that does not say what it is about is no proof of anything.
func TestCrashWithoutHead(t *testing.T) {
	b := &bench{t: t, root: t.TempDir(), work: t.TempDir()}
	b.modules("shop\tservice\texample.com/shop\tv1.0.0\t\t\n")
	b.write(b.data("testdata/crashes/shop.go"), "package main\n")
	_, _, err := b.evaluate("crashes")
	if err == nil || !strings.HasSuffix(err.Error(), "shop.go: its first line must say: // crash: module file:line path@version") {
		t.Errorf("got %v", err)
	}
}
