package finding

import (
	"fmt"
	"strings"
	"testing"
)

// The same file belongs to p and to p [p.test]; both may be in the output.
func TestDecode(t *testing.T) {
	const stream = `
{"p [p.test]": {"c": [{"posn": "/d/a.go:10:2", "message": "m"}, {"posn": "/d/a_test.go:1:1", "message": "m"}]}}
{}
{"p": {"c": [{"posn": "/d/a.go:10:2", "message": "m"}, {"posn": "/d/a.go:9:20", "message": "m"}], "b": [{"posn": "/d/a.go:10:2", "message": "other"}]}}
{"q": {"c": {"error": "failed prerequisites: b@q"}, "b": {"error": "b gave up"}}}
`
	found, failures, err := Decode(strings.NewReader(stream))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%s %s:%d:%d %s", f.Package, f.Place.File, f.Place.Line, f.Place.Column, f.Message))
	}
	want := "p /d/a.go:9:20 m, p /d/a.go:10:2 other, p /d/a.go:10:2 m, p /d/a_test.go:1:1 m"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("findings: got %s, want %s", s, want)
	}
	if len(failures) != 2 || failures[0] != (Failure{"q", "b", "b gave up"}) {
		t.Errorf("failures: got %v, want the cause first", failures)
	}
}

func TestDecodeDetails(t *testing.T) {
	const stream = `{"p": {"taskrecover": [{
		"category": "swallowed", "posn": "C:\\d\\a.go:10:2", "end": "C:\\d\\a.go:10:8",
		"message": "it is lost [taskrecover/swallowed likely]",
		"related": [{"posn": "/d/b.go:1:1", "end": "-", "message": "and here"}],
		"suggested_fixes": [{"message": "Log it", "edits": [{"filename": "/d/a.go", "start": 5, "end": 6, "new": "x"}]}]
	}]}}`
	found, _, err := Decode(strings.NewReader(stream))
	if err != nil || len(found) != 1 {
		t.Fatalf("got %v, %v, want one finding", found, err)
	}
	f := found[0]
	if f.Message != "it is lost" || f.Confidence != Likely || f.ID() != "taskrecover/swallowed" || f.Tail() != " [taskrecover/swallowed likely]" {
		t.Errorf("got %q, %v, %s, %q", f.Message, f.Confidence, f.ID(), f.Tail())
	}
	if want := (Place{`C:\d\a.go`, 10, 2, 10, 8}); f.Place != want {
		t.Errorf("place: got %v, want %v", f.Place, want)
	}
	if r := f.Related[0]; !r.Again() || r.Place != (Place{"/d/b.go", 1, 1, 1, 1}) {
		t.Errorf("related: got %v", r)
	}
	if fix := f.Fixes[0]; fix.Message != "Log it" || fix.Edits[0] != (Edit{"/d/a.go", 5, 6, "x"}) {
		t.Errorf("fix: got %v", fix)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, text := range []string{`{} go: something else`, `{"p": {"c": 1}}`} {
		if _, _, err := Decode(strings.NewReader(text)); err == nil {
			t.Errorf("no error for %s", text)
		}
	}
}

func TestParsePosn(t *testing.T) {
	tests := []struct {
		in   string
		want Place
	}{
		{"/d/a.go:3:4", Place{File: "/d/a.go", Line: 3, Column: 4}},
		{`C:\d\a.go:3:4`, Place{File: `C:\d\a.go`, Line: 3, Column: 4}},
		{"-", Place{File: "-"}},
		{"", Place{}},
		{"a.go:3", Place{File: "a.go:3"}},
	}
	for _, tt := range tests {
		if got := parsePosn(tt.in); got != tt.want {
			t.Errorf("parsePosn(%q) = %v, want %v", tt.in, got, tt.want)
		}
	}
}
