// Package finding holds what a run of the checks came to: findings, where they
// are, and what they are known by when the code around them changes.
package finding

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/taskcheck/taskcheck/internal/catalog"
)

// A Finding is a report of a check.
type Finding struct {
	Check, Category string
	Confidence      Confidence
	// Message is one sentence, without the tail that names the check.
	Message string
	Package string
	// Function is the func that the place is in, such as "(*Shop).handle", or "".
	Function string
	Place    Place
	Related  []Related
	Fixes    []Fix
	// Fingerprint is the same as long as the code that is reported is.
	Fingerprint string
	// Also are the fingerprints of further places with the same cause.
	Also []string
}

// ID returns "check/category".
func (f *Finding) ID() string { return catalog.ID(f.Check, f.Category) }

// Tail returns what the message ends with in every driver.
func (f *Finding) Tail() string {
	if f.Confidence == 0 {
		return ""
	}
	return " [" + f.ID() + " " + f.Confidence.String() + "]"
}

// Fingerprints returns those of all places where the finding is.
func (f *Finding) Fingerprints() []string {
	return append([]string{f.Fingerprint}, f.Also...)
}

// MoveFiles gives every file that the finding names the name that moved returns.
func (f *Finding) MoveFiles(moved func(file string) string) {
	f.Place.File = moved(f.Place.File)
	for i := range f.Related {
		f.Related[i].File = moved(f.Related[i].File)
	}
	for _, fix := range f.Fixes {
		for i := range fix.Edits {
			fix.Edits[i].File = moved(fix.Edits[i].File)
		}
	}
}

// A Place is a range in a file. Columns count bytes from 1. The end is not part
// of it, and may be the start.
type Place struct {
	File               string
	Line, Column       int
	EndLine, EndColumn int
}

// Compare orders places by file, then by position.
func (p Place) Compare(q Place) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// A Related is a place that belongs to a finding.
type Related struct {
	Place
	Message string
}

// andHere is what the checks write beside the further places of one cause.
const andHere = "and here"

// Again reports whether the place is another one with the cause of the finding.
func (r Related) Again() bool { return r.Message == andHere }

// A Fix is edits that belong together: all are applied, or none.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Behaviour reports whether the fix does more than to mend the fault, as the end of
// its message says: it turns a crash into survival, or adds a path.
func (f Fix) Behaviour() bool { return strings.HasSuffix(f.Message, " [behaviour]") }

// An Edit replaces the bytes of a file from Start up to End.
type Edit struct {
	File  string `json:"filename"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// Confidence says how sure a finding is. 0 is one that does not say it.
type Confidence int

// The confidences, least first.
const (
	Possible Confidence = iota + 1
	Likely
	Certain
)

// Confidences are their names, least first.
var Confidences = []string{"possible", "likely", "certain"}

func (c Confidence) String() string {
	if c < Possible {
		return ""
	}
	return Confidences[c-1]
}

// ParseConfidence returns the confidence of that name, or 0.
func ParseConfidence(name string) Confidence {
	return Confidence(slices.Index(Confidences, name) + 1)
}

// tail matches what ends the message of a finding.
var tail = regexp.MustCompile(` \[(task[a-z]+)/([a-z-]+) (possible|likely|certain)\]$`)

// cutTail takes the tail off a message.
func cutTail(message string) (sentence string, c Confidence) {
	m := tail.FindStringSubmatch(message)
	if m == nil {
		return message, 0
	}
	return strings.TrimSuffix(message, m[0]), ParseConfidence(m[3])
}

// SortByPlace orders findings by their places, then by what they say.
func SortByPlace(fs []*Finding) { slices.SortStableFunc(fs, comparePlace) }

func comparePlace(a, b *Finding) int {
	return cmp.Or(a.Place.Compare(b.Place), cmp.Compare(a.ID(), b.ID()), cmp.Compare(a.Message, b.Message))
}

// SortWorstFirst orders findings by confidence, the surest first, then by place.
func SortWorstFirst(fs []*Finding) {
	slices.SortStableFunc(fs, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), comparePlace(a, b))
	})
}
