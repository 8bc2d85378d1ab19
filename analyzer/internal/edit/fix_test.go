package edit

import (
	"go/token"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func fixOf(title string, class Class, edits ...analysis.TextEdit) Fix {
	return Fix{Title: title, Class: class, Edits: edits}
}

func insert(pos int, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: token.Pos(100 + pos), End: token.Pos(100 + pos), NewText: []byte(text)}
}

// What a driver gets depends on what it says of itself, and on the flag.
func TestChoice(t *testing.T) {
	safe := fixOf("Mend it", Safe, insert(1, "a"))
	other := fixOf("Mend it otherwise", Safe, insert(2, "b"))
	more := fixOf("Recover", Behaviour, insert(3, "c"))
	again := fixOf("Recover as well", Behaviour, insert(3, "c"))
	empty := fixOf("Do nothing", Safe)
	for _, test := range []struct {
		name   string
		choice Choice
		fixes  []Fix
		want   []string
	}{
		{"unattended", Choice{}, []Fix{more, safe, other}, []string{"Mend it"}},
		{"unattended, none is safe", Choice{}, []Fix{more}, nil},
		{"unattended, all", Choice{all: true}, []Fix{more}, []string{"Recover"}},
		{"unattended, all, but one is safe", Choice{all: true}, []Fix{more, safe}, []string{"Mend it"}},
		{"offered", Choice{offered: true}, []Fix{more, safe, again, empty, other}, []string{"Mend it", "Mend it otherwise", "Recover"}},
	} {
		var got []string
		for _, f := range test.choice.Of(test.fixes) {
			got = append(got, f.Title)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestChoiceFlag(t *testing.T) {
	var c Choice
	if c.String() != "safe" || c.Set("none") == nil || c.Set("all") != nil || c.String() != "all" {
		t.Errorf("the flag is %q", c.String())
	}
	c = Choice{}
	c.Preview()
	if c.Set("safe") != nil || c.String() != "all" || c.Offered() {
		t.Error("a preview does not show all first fixes")
	}
	c.Offer()
	if !c.Offered() {
		t.Error("fixes are not offered")
	}
}

func TestClassInMessage(t *testing.T) {
	for class, want := range map[Class]string{Safe: "Mend it [safe]", Behaviour: "Mend it [behaviour]"} {
		if got := fixOf("Mend it", class).Suggested().Message; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOverlap(t *testing.T) {
	replace := func(from, to int, text string) analysis.TextEdit {
		e := insert(from, text)
		e.End = insert(to, "").Pos
		return e
	}
	for _, test := range []struct {
		a, b analysis.TextEdit
		want bool
	}{
		{insert(1, "x"), insert(1, "x"), false},
		{insert(1, "x"), insert(1, "y"), true},
		{insert(1, "\n\t\"fmt\""), insert(1, "\n\t\"log\""), false},
		{insert(1, "\tstdlog \"log\"\n"), insert(1, "\t\"fmt\"\n"), false},
		{insert(1, "x"), insert(2, "y"), false},
		{replace(1, 4, ""), insert(2, "y"), true},
		{replace(1, 4, ""), insert(4, "y"), false},
		{replace(1, 4, ""), insert(1, "y"), false},
		{replace(1, 4, ""), replace(3, 5, ""), true},
		{replace(1, 4, "z"), replace(1, 4, "z"), false},
	} {
		a, b := []analysis.TextEdit{test.a}, []analysis.TextEdit{test.b}
		if Overlap(a, b) != test.want || Overlap(b, a) != test.want {
			t.Errorf("%v and %v: overlap is not %v", test.a, test.b, test.want)
		}
		with := fixOf("", Safe, test.a).With(fixOf("", Behaviour, test.b))
		if both := with.Class == Behaviour; both == test.want {
			t.Errorf("%v with %v: class %v", test.a, test.b, with.Class)
		}
	}
}
