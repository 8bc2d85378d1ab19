package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// The same file belongs to p and to p [p.test]; both may be in the output.
func TestFindingsOfVariants(t *testing.T) {
	const stream = `
{"p [p.test]": {"c": [{"posn": "/d/a.go:10:2", "message": "m"}, {"posn": "/d/a_test.go:1:1", "message": "m"}]}}
{}
{"p": {"c": [{"posn": "/d/a.go:10:2", "message": "m"}, {"posn": "/d/a.go:9:20", "message": "m"}], "b": [{"posn": "/d/a.go:10:2", "message": "other"}]}}
{"q": {"c": {"error": "c gave up"}, "b": {"error": "failed prerequisites: c@q"}}}
`
	tree, err := decodeTree(strings.NewReader(stream))
	if err != nil {
		t.Fatal(err)
	}
	found, problems, err := tree.findings()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Posn+" "+f.Message)
	}
	want := "/d/a.go:9:20 m, /d/a.go:10:2 m, /d/a.go:10:2 other, /d/a_test.go:1:1 m"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("findings: got %s, want %s", s, want)
	}
	if len(problems) != 2 || problems[0].reason != "c: c gave up" || !problems[0].internal {
		t.Errorf("problems: got %v, want the cause first", problems)
	}
}

func TestDecodeTreeRefuses(t *testing.T) {
	if _, err := decodeTree(strings.NewReader(`{} go: something else`)); err == nil {
		t.Error("no error for text that is not JSON")
	}
}

func TestParsePosn(t *testing.T) {
	tests := []struct {
		in   string
		want posn
	}{
		{"/d/a.go:3:4", posn{"/d/a.go", 3, 4}},
		{`C:\d\a.go:3:4`, posn{`C:\d\a.go`, 3, 4}},
		{"-", posn{file: "-"}},
		{"", posn{}},
		{"a.go:3", posn{file: "a.go:3"}},
	}
	for _, tt := range tests {
		if got := parsePosn(tt.in); got != tt.want {
			t.Errorf("parsePosn(%q) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestShortPosn(t *testing.T) {
	dir, err := filepath.Abs("dir")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ in, want string }{
		{filepath.Join(dir, "sub", "a.go") + ":3:4", filepath.Join("sub", "a.go") + ":3:4"},
		{filepath.Join(filepath.Dir(dir), "a.go") + ":3:4", filepath.Join("..", "a.go") + ":3:4"},
		{"-", "-"},
	}
	for _, tt := range tests {
		if got := shortPosn(tt.in, dir); got != tt.want {
			t.Errorf("shortPosn(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	// A relative path that is longer than the absolute one helps nobody.
	if got := shortPosn("/a.go:1:1", "/very/deep/down/here"); got != "/a.go:1:1" {
		t.Errorf("shortPosn = %q, want the absolute path", got)
	}
}
