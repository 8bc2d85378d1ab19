package task

import "strings"

// Joins says what a function has to do with the waiting for goroutines.
type Joins struct {
	Tells  Tells // what it tells of those that it waits for; not Unwaiting if it waits
	Result uint8 // which of its results does
	Raises bool  // it panics with what one of them panicked with
	// Failing says that the result is their failure, and not only that the
	// function itself had to give up.
	Failing bool
	Off     bool // its result says something only outside of tests
	Of      Of   // what it waits for

	Adds    Of   // what has a goroutine more to be waited for after the call
	Done    Of   // what has one less
	Refuses bool // its last result says whether it did what it was called for
}

// Tells is what a function that waits for goroutines tells of them.
type Tells uint8

const (
	Unwaiting  Tells = iota // it does not wait
	TellsNone               // it waits, and has nothing to say
	TellsError              // by an error
	TellsValue              // by a value that stands for a panic, or holds an error
	TellsLater              // it returns at once, with what ends when they have ended
)

func (t Tells) String() string { return [...]string{"", "nothing", "error", "value", "later"}[t] }

// An Of says what a function waits for: the goroutines of its receiver, of a
// parameter, or of its own.
type Of uint8

const (
	OfNone     Of = iota
	OfItself      // goroutines that it starts itself, or that its callers do not know
	OfReceiver    // those of its receiver
	ofParam       // and above: those of a parameter
)

// OfParam returns the Of of the i'th parameter.
func OfParam(i int) Of { return ofParam + Of(min(i, 250)) }

// tells reports whether a function waits and tells of a failure: what it starts
// is over when it returns.
func (j Joins) tells() bool { return j.Tells == TellsError || j.Tells == TellsValue }

// String gives what the tests of the model expect.
func (j Joins) String() string {
	var words []string
	if j.Tells != Unwaiting {
		word := "waits:"
		if j.Failing {
			word = "joins:"
		}
		words = append(words, word+j.Tells.String())
	}
	if j.Raises {
		words = append(words, "raises-kept")
	}
	for _, of := range []struct {
		name string
		of   Of
	}{{"adds", j.Adds}, {"done", j.Done}} {
		if of.of != OfNone {
			words = append(words, of.name+of.of.String())
		}
	}
	if j.Refuses {
		words = append(words, "refuses")
	}
	return strings.Join(words, " ")
}

func (o Of) String() string {
	switch {
	case o == OfReceiver:
		return ":receiver"
	case o >= ofParam:
		return ":" + string(rune('0'+o-ofParam))
	}
	return ""
}
