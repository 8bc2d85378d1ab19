package task

import (
	"go/types"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// Joins says what a function has to do with the waiting for goroutines.
type Joins struct {
	Tells  Tells // what it tells of those that it waits for; not Unwaiting if it waits
	Result uint8 // which of its results does
	Raises bool  // it panics with what one of them panicked with
	// Failing says that the result is their failure, and not only that the
	// function itself had to give up.
	Failing bool
	// Inferred says that this is only so because another method of its type starts a
	// goroutine, which may be about something else: a request waits for its reply.
	Inferred bool
	Off      bool // its result says something only outside of tests
	Of       Of   // what it waits for

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

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// isErrorType reports whether t is a type of errors.
func isErrorType(t types.Type) bool {
	return types.Implements(t, errorType)
}

// tellsOf returns how a function that waits can tell of a failure, by its type.
func tellsOf(sig *types.Signature) (Tells, uint8) {
	n := sig.Results().Len()
	if n == 0 {
		return TellsNone, 0
	}
	last := sig.Results().At(n - 1).Type()
	switch {
	case isErrorType(last):
		return TellsError, uint8(n - 1)
	case n == 1 && holdsError(last):
		return TellsValue, 0
	}
	return TellsNone, 0
}

// holdsError reports whether t is a pointer to a struct that stands for a
// panic: with a field of any type, and a method that makes an error of it.
func holdsError(t types.Type) bool {
	ptr, ok := t.(*types.Pointer)
	if !ok {
		return false
	}
	st, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return false
	}
	some := false
	for field := range st.Fields() {
		iface, ok := field.Type().Underlying().(*types.Interface)
		some = some || ok && iface.Empty()
	}
	return some && makesError(t)
}

func makesError(t types.Type) bool {
	methods := types.NewMethodSet(t)
	for i := range methods.Len() {
		if fn, ok := methods.At(i).Obj().(*types.Func); ok {
			sig := fn.Signature()
			if sig.Params().Len() == 0 && sig.Results().Len() == 1 && isErrorType(sig.Results().At(0).Type()) {
				return true
			}
		}
	}
	return false
}

// withLibrary returns j with what the table says of a function. The error of
// goroutines that was inferred is that of the version in use, and stays.
func (j Joins) withLibrary(fn *types.Func, entry *library.Func) Joins {
	if entry == nil {
		return j
	}
	if k := entry.Join; k != nil && !j.Failing {
		j.Tells = [...]Tells{TellsNone, TellsError, TellsValue, TellsLater}[k.Tells]
		j.Result, j.Failing = uint8(k.Result), !k.GivesUp && k.Tells != library.Nothing
		j.Of = OfReceiver
		if entry.Recv == "" {
			j.Of = OfItself
		}
	}
	j.Off = entry.Join != nil && entry.Join.Quiet
	if entry.Joins {
		j = j.asSaid(fn)
	}
	if entry.Adds {
		j.Adds = OfReceiver
	}
	if entry.Done {
		j.Done = OfReceiver
	}
	j.Refuses = j.Refuses || entry.Refuses
	return j
}

// asSaid returns j with what the user says of fn: that it waits for goroutines,
// and returns what they failed with.
func (j Joins) asSaid(fn *types.Func) Joins {
	sig := fn.Signature()
	j.Tells, j.Result = tellsOf(sig)
	if j.Tells == TellsNone && sig.Results().Len() > 0 {
		j.Tells, j.Result = TellsValue, uint8(sig.Results().Len()-1)
	}
	j.Failing = j.Tells != TellsNone
	j.Of = OfItself
	if sig.Recv() != nil {
		j.Of = OfReceiver
	}
	return j
}
