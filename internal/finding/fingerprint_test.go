package finding

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// prints returns the fingerprints of findings on the lines of a text that
// contain "recover()", by what follows "//" there.
func prints(t *testing.T, name, text string) map[string]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var fs []*Finding
	var names []string
	for i, line := range strings.Split(text, "\n") {
		if code, name, ok := strings.Cut(line, "//"); ok && strings.Contains(code, "recover()") {
			fs = append(fs, &Finding{Check: "taskrecover", Category: "swallowed", Package: "p", Place: Place{File: file, Line: i + 1, Column: 1}})
			names = append(names, strings.TrimSpace(name))
		}
	}
	SetFingerprints(fs, new(Sources))
	got := make(map[string]string)
	for i, f := range fs {
		got[names[i]] = f.Fingerprint
	}
	return got
}

const before = `package p

func (s *shop) handle() {
	recover() // one
	recover() // two
}

func other() {
	recover() // other
}
`

// What changes elsewhere, also on the same line but for the code, leaves a
// fingerprint alone; so does a move to another file.
func TestFingerprintsStay(t *testing.T) {
	old := prints(t, "a.go", before)
	if len(old) != 3 || old["one"] == old["two"] || old["one"] == old["other"] {
		t.Fatalf("fingerprints are not distinct: %v", old)
	}
	for name, text := range map[string]string{
		"lines above":    strings.Replace(before, "package p\n", "package p\n\nimport \"os\"\n\nfunc first() {\n\t_ = os.Args\n}\n", 1),
		"other spaces":   strings.ReplaceAll(before, "\trecover()", "   recover( )"),
		"order of funcs": "package p\n" + before[strings.Index(before, "\nfunc other"):] + before[len("package p\n"):strings.Index(before, "\nfunc other")],
		"a receiver":     strings.Replace(before, "(s *shop)", "(the *shop)", 1),
	} {
		text = strings.ReplaceAll(text, "recover( )", "recover()  ")
		got := prints(t, "b.go", text)
		for k, v := range old {
			if got[k] != v {
				t.Errorf("%s: the fingerprint of %q was %s, is %s", name, k, v, got[k])
			}
		}
	}
}

// What changes in the code that is reported changes the fingerprint.
func TestFingerprintsChange(t *testing.T) {
	old := prints(t, "a.go", before)
	for name, text := range map[string]string{
		"the func":  strings.Replace(before, "handle", "serve", 1),
		"the type":  strings.Replace(before, "*shop", "*store", 1),
		"by value":  strings.Replace(before, "*shop", "shop", 1),
		"the line":  strings.Replace(before, "recover() // one", "_ = recover() // one", 1),
		"a literal": strings.Replace(before, "recover() // one", `log("recover()") // one`, 1),
	} {
		if got := prints(t, "a.go", text); got["one"] == old["one"] {
			t.Errorf("%s: the fingerprint is the same", name)
		}
	}
}

// The places of one cause have a fingerprint each.
func TestFingerprintsOfOneCause(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(file, []byte(before), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(line int) Place { return Place{File: file, Line: line, Column: 2} }
	joined := &Finding{Check: "c", Category: "x", Package: "p", Place: at(4), Related: []Related{{at(3), "started here"}, {at(5), andHere}}}
	first, second := &Finding{Check: "c", Category: "x", Package: "p", Place: at(4)}, &Finding{Check: "c", Category: "x", Package: "p", Place: at(5)}
	SetFingerprints([]*Finding{joined}, new(Sources))
	SetFingerprints([]*Finding{first, second}, new(Sources))
	if len(joined.Also) != 1 || joined.Fingerprint != first.Fingerprint || joined.Also[0] != second.Fingerprint {
		t.Errorf("joined: %v, %v; apart: %s, %s", joined.Fingerprint, joined.Also, first.Fingerprint, second.Fingerprint)
	}
	if joined.Function != "(*shop).handle" {
		t.Errorf("function: got %q", joined.Function)
	}
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"\tdefer recover()", "defer recover ( )"},
		{"\tdefer  recover( ) // why", "defer recover ( )"},
		{"\tgo f(`a", "go f ( `a"}, // the rest is on the next lines
		{"", ""},
	} {
		if got := tokens(tt.line); got != tt.want {
			t.Errorf("tokens(%q) = %q, want %q", tt.line, got, tt.want)
		}
	}
}

func TestFunction(t *testing.T) {
	const text = "package p\n\nvar f = func() {\n}\n\nfunc (t T[K]) M() {\n}\n\nfunc (t *T[K, V]) P() {\n}\n\nfunc F() {}\n"
	file := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[int]string{1: "", 3: "", 6: "T.M", 7: "T.M", 9: "(*T).P", 12: "F", 99: ""} {
		if got := new(Sources).Function(file, line); got != want {
			t.Errorf("line %d: got %q, want %q", line, got, want)
		}
	}
	if got := new(Sources).Function(file+"x", 1); got != "" {
		t.Errorf("a file that is not there: got %q", got)
	}
}
