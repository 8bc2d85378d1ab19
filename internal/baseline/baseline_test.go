package baseline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taskcheck/taskcheck/internal/finding"
)

func found(function, message, fingerprint string, also ...string) *finding.Finding {
	return &finding.Finding{Check: "c", Category: "x", Package: "p", Function: function, Message: message, Fingerprint: fingerprint, Also: also}
}

func TestFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "baseline")
	b := Of([]*finding.Finding{
		found("f", "it is lost (and in 2 more places)", "ffff", "eeee", "dddd"),
		found("", "another", "aaaa"),
	})
	if err := b.Write(file); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := head + "\n" + explanation + "p\tc/x\taaaa\tanother\np\tc/x\tdddd\tf: it is lost\np\tc/x\teeee\tf: it is lost\np\tc/x\tffff\tf: it is lost\n"
	if string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	read, err := Read(file)
	if err != nil || len(read) != 4 || read[3] != (Entry{"p", "c/x", "ffff", "f: it is lost"}) {
		t.Errorf("read back: %v, %v", read, err)
	}
	if check, category := read[0].Check(); check != "c" || category != "x" {
		t.Errorf("the check is %q, the category %q", check, category)
	}
}

func TestSplit(t *testing.T) {
	b := Baseline{{Fingerprint: "a"}, {Fingerprint: "b"}, {Fingerprint: "gone"}}
	all, one, fresh := found("", "", "a", "b"), found("", "", "a", "c"), found("", "", "d")
	gotNew, known, unmet := b.Split([]*finding.Finding{all, one, fresh})
	if len(known) != 1 || known[0] != all {
		t.Errorf("known: %v, want the one of which every place is known", known)
	}
	if len(gotNew) != 2 || gotNew[0] != one || gotNew[1] != fresh {
		t.Errorf("new: %v", gotNew)
	}
	if len(unmet) != 1 || unmet[0].Fingerprint != "gone" {
		t.Errorf("unmet: %v", unmet)
	}
	if rest := b.Without(unmet); len(rest) != 2 {
		t.Errorf("without it: %v", rest)
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	for text, want := range map[string]string{
		"":                             "is no baseline of taskcheck",
		"package p\n":                  "is no baseline of taskcheck",
		"# taskcheck baseline 7\n":     "is the baseline of another version of taskcheck",
		head + "\n<<<<<<< HEAD\n":      ":2: this is no line of a baseline",
		head + "\r\np\tc/x\tffff\tm\r": "", // as git may check it out
	} {
		file := filepath.Join(dir, "baseline")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		b, err := Read(file)
		switch {
		case want == "" && (err != nil || len(b) != 1 || b[0].Message != "m"):
			t.Errorf("%q: %v, %v", text, b, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n")):
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
	if _, err := Read(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("no error for a file that is not there")
	}
}
