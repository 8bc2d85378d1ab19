package edit

import (
	"strings"
	"testing"
)

// TestPieces holds the pieces of files against what gofmt formats together.
func TestPieces(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"blank lines", "package a\n\nimport \"fmt\"\n\n|// A says.\nfunc A() { fmt.Println() }\n\n|func b() {}\n"},
		{"no blank line", "package a\n\n|func a() {\n}\n|func b() {\n}\n"},
		{"aligned bodies", "package a\n\n|func a()   {}\nfunc bcd() {}\n"},
		{"aligned comments", "package a\n\n|var a = 1   // x\nvar bcd = 2 // y\n"},
		{"a comment behind the end", "package a\n\n|func a() {\n} // x\nfunc bcd() {} // y\n"},
		{"a blank line in a comment", "package a\n\n|func a() {\n}\n\n/*\n\n*/\nfunc b() {}\n"},
		{"a comment of nothing", "package a\n\n|func a() {\n}\n\n// nothing\n\n|func b() {}\n"},
		{"nothing", "package a\n"},
		{"imports", "package a\n\nimport \"fmt\"\n\nimport \"os\"\n\n|var _, _ = fmt.Print, os.Args\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := strings.ReplaceAll(test.src, "|", "")
			pass := load(t, src)
			var got []string
			for _, p := range Of(pass).At(pass.Files[0].Package).pieces() {
				got = append(got, src[p.from:p.to])
			}
			if have := strings.Join(got, "|"); have != test.src {
				t.Errorf("the pieces are\n%s\nwant\n%s", have, test.src)
			}
		})
	}
}

func TestLiteralsDeep(t *testing.T) {
	pass := load(t, "package a\n\nvar _ = func() { func() {}(); func() { func() {}() }() }\n")
	if got := literalsDeep(pass.Files[0]); got != 3 {
		t.Errorf("literals are %d deep, want 3", got)
	}
}
