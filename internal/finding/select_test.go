package finding

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/internal/catalog"
)

var suite = catalog.Of([]*analysis.Analyzer{
	{Name: "join", Doc: "join: see to it\n\n# Category refused\n\nIt is refused. Or so.\n\n# Category lost\n\nIt is lost.", URL: "https://example.com/join"},
	{Name: "plain", Doc: "plain: it has none\n\nText."},
})

func TestSelection(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "join/refused join/lost plain"},
		{"join", "join/refused join/lost"},
		{"join/lost", "join/lost"},
		{"join,-join/refused", "join/lost"},
		{"-join/refused", "join/lost plain"},
		{"-join", "plain"},
		{"-join,join/lost", "join/lost"},
		{" join , plain ,", "join/refused join/lost plain"},
	} {
		s, err := ParseSelection(tt.text, suite)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		var got []string
		for _, f := range s.Of([]*Finding{{Check: "join", Category: "refused"}, {Check: "join", Category: "lost"}, {Check: "plain"}}) {
			got = append(got, f.ID())
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%q selects %s, want %s", tt.text, g, tt.want)
		}
	}
	for _, text := range []string{"joins", "join/", "join/loss", "--join", "refused"} {
		if _, err := ParseSelection(text, suite); err == nil || !strings.Contains(err.Error(), "have join, join/refused, join/lost, plain") {
			t.Errorf("%q: got %v, want the names that there are", text, err)
		}
	}
}

func TestCatalog(t *testing.T) {
	r := suite.Rule("join", "refused")
	want := catalog.Rule{Check: "join", Category: "refused", Title: "It is refused.", Text: "It is refused. Or so.", URL: "https://example.com/join#hdr-Category_refused"}
	if r != want {
		t.Errorf("got %+v, want %+v", r, want)
	}
}
