package task

import (
	"fmt"
	"strings"
)

// A Summary is what a caller has to know of a function: what it does to the
// panic of the function that defers it, and how it runs the functions that it
// is given. It is the one fact of the suite, attached to the origin of a
// *types.Func, and exported only where it says something.
//
// Absence means "not known", never "does nothing".
type Summary struct {
	Deferred Handler // what the function does when it is deferred
	Returned Handler // what the func that it returns does when that is deferred
	Runs     []Run   // how it runs its parameters, sorted, without duplicates
	Raises   uint64  // the parameters that it may panic with, a bit each
	Ends     End     // how it ends, if it never returns
	Made     Made    // the channel or handle that it returns
	Calm     bool    // the error that it returns is nil, or says that its context ended
	NilError bool    // the error that it returns is always nil
	Joins    Joins   // what it has to do with the waiting for goroutines

	Dangers  []Danger // what can panic in it, the worst first
	Complete bool     // the dangers are all
}

// AFact marks a Summary as a fact of go/analysis.
func (*Summary) AFact() {}

// String gives the summary in the words that the tests of the model expect.
func (s *Summary) String() string {
	var words []string
	if d := s.Deferred.String(); d != "" {
		words = append(words, "deferred:"+d)
	}
	if r := s.Returned.String(); r != "" {
		words = append(words, "returned:"+r)
	}
	for _, r := range s.Runs {
		words = append(words, r.String())
	}
	if s.Raises != 0 {
		words = append(words, fmt.Sprintf("raises:%b", s.Raises))
	}
	if s.Ends != Returns {
		words = append(words, "ends:"+s.Ends.String())
	}
	if d := s.Made.String(); d != "" {
		words = append(words, d)
	}
	if s.Calm {
		words = append(words, "calm")
	}
	if s.NilError {
		words = append(words, "nil-error")
	}
	if j := s.Joins.String(); j != "" {
		words = append(words, j)
	}
	for _, d := range s.Dangers {
		words = append(words, d.String())
	}
	switch {
	case s.Complete && len(s.Dangers) == 0:
		words = append(words, "harmless")
	case s.Complete:
		words = append(words, "no-more")
	}
	return strings.Join(words, " ")
}

func (s *Summary) zero() bool { return s.String() == "" }

// A Grade says on how many paths something happens.
type Grade uint8

const (
	Never Grade = iota
	Sometimes
	Always
)

func (g Grade) String() string { return [...]string{"never", "sometimes", "always"}[g] }

// gradeOf returns the grade of an event that some paths have and others lack.
func gradeOf(some, others bool) Grade {
	switch {
	case some && others:
		return Sometimes
	case some:
		return Always
	}
	return Never
}

// A Handler says what a function does with a panic of the function that
// deferred it.
type Handler struct {
	Known  bool  // the function was seen; all else is meaningless if it was not
	Stops  Grade // recover is called in the one frame in which it works
	Raises Grade // it panics again
	Meant  bool  // what it panics with is the value it recovered: on purpose
	Calm   Grade // it panics even when there was no panic
	Value  Value // what becomes of the value
	Pure   bool  // it does nothing when there was no panic: it is only good for deferring
	Keeps  bool  // it stores something where others may read it
	Ends   bool  // it recovers nothing, and ends the goroutine or the process: no use is meant as a guard
	Why    Way   // why the recover that it contains stops nothing, if it does not
}

func (h Handler) String() string {
	var words []string
	add := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if h.Stops != Never {
		add("stops-%s", h.Stops)
		add("%s", h.Value)
	}
	if h.Raises != Never {
		add("raises-%s", h.Raises)
	}
	if h.Calm != Never {
		add("panics-%s", h.Calm)
	}
	if h.Why != WayNone {
		add("%s", h.Why)
	}
	return strings.Join(words, ",")
}

// A Value says what becomes of a recovered value.
type Value uint8

const (
	Dropped  Value = iota // thrown away, and nothing else records the panic
	Unclear               // thrown away, but the handler does something that may record it
	Declined              // thrown away by an explicit act: _ = recover()
	Used                  // logged, stored, sent or returned
)

func (v Value) String() string { return [...]string{"dropped", "unclear", "declined", "used"}[v] }

// A Way is a way in which a recover fails to stop a panic: the rows of the
// language's rule (spec "Handling panics"; src/runtime/panic.go: exactly one
// frame between the panic and the function that calls recover).
type Way uint8

const (
	WayNone        Way = iota
	WayDirect          // defer recover()
	WayArgument        // defer f(recover()): evaluated when the defer statement runs
	WayDeep            // called by a function that the deferred function calls
	WayNestedDefer     // deferred by the deferred function
	WayIndirect        // run through a function such as once.Do
	WayRangeFunc       // in the body of a range over a function
	WayNotDeferred     // called, not deferred
	WayStarted         // run on a goroutine of its own
	WayShadowed        // not the builtin
	WayUnreachable     // never executed
	WayNotCalled       // defer mk(), where mk returns the function meant to be deferred
	WayHelperWrong     // the helper is one that never works
	WayInner           // covers only a function that does nothing else
	WaySwitchedOff     // behind a condition that is constant in this build
	WayLate            // deferred after what panics
	WayBehind          // run before a deferred call that panics
	WaySometimes       // on some paths only
	WayAsserts         // asserts what it recovered to be an error, and panics if it is none
	WayRaises          // panics again with what it recovered
	WayPanics          // panics again with something else
	WayCalm            // panics when there was no panic
)

var wayNames = [...]string{
	"none", "direct", "argument", "deep", "nested-defer", "indirect", "range-func", "not-deferred", "started", "shadowed",
	"unreachable", "not-called", "helper-wrong", "inner", "switched-off", "late", "behind", "sometimes", "asserts", "raises", "panics", "calm",
}

// Local reports whether the way is one of the place and not of the helper: the
// helper is used as it is meant to be.
func (w Way) Local() bool { return w >= WaySwitchedOff }

func (w Way) String() string { return wayNames[w] }

// A Place says where a function that is given to another one is run.
type Place uint8

const (
	OnCaller    Place = iota + 1 // on the goroutine of the call, before it returns
	OnGoroutine                  // on another goroutine
	OnResult                     // by the func that is returned, wherever that is called
	OnDefer                      // as OnCaller, and deferred: a recover in it works
)

func (p Place) String() string {
	return [...]string{"", "calls", "starts", "wraps", "defers"}[p]
}

// A Run says how a function runs one of its func parameters. A parameter has
// several where it is run in several ways.
type Run struct {
	Param int // or Receiver
	Place Place
	Fate  Fate // of a panic in the parameter, as far as this function decides it
}

// Receiver stands for the receiver of a method, which may be a func too.
const Receiver = -1

func (r Run) String() string {
	return fmt.Sprintf("%s(%d,%s)", r.Place, r.Param, r.Fate)
}

// A Fate says what becomes of a panic. They are ordered by how bad they are.
type Fate uint8

const (
	FateUnknown Fate = iota
	Contained        // stopped
	Depends          // stopped or not: on a condition, or on a call that cannot be seen
	Crashes          // not stopped; for a call that returns to a caller: passed on to it
)

func (f Fate) String() string {
	return [...]string{"unknown", "contained", "depends", "crashes"}[f]
}

// then returns the fate of a panic that meets f first and then outer.
func (f Fate) then(outer Fate) Fate {
	switch f {
	case Contained:
		return Contained
	case Crashes:
		return outer
	}
	if outer == Contained {
		return Contained
	}
	return f
}

// An End says how a function ends that never returns.
type End uint8

const (
	Returns End = iota
	EndPanic
	EndExit   // os.Exit: the process ends, deferred calls do not run
	EndGoexit // runtime.Goexit: the goroutine ends, deferred calls run
	EndBlocks // select {}, for {}
)

func (e End) String() string { return [...]string{"returns", "panic", "exit", "goexit", "blocks"}[e] }
