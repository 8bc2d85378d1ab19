// Package library holds what is known of libraries and their source does not
// show: the run-time system starts the function, an interface stands between,
// a promise is only written down. It is data: one file a library, with the
// versions that were read. What can be inferred from source is not here.
package library

import "go/types"

// A Library is what is known of one package.
type Library struct {
	Path     string // import path
	Versions string // the versions that were read
	Funcs    []Func
}

// A Func is what is known of one function or method.
type Func struct {
	Recv string // name of the receiver's type, without * and type parameters; "" for a function
	Name string
	Runs []Run
	Ends End
}

// A Run says how a function runs one of its parameters.
type Run struct {
	Param     int
	Goroutine bool // on another goroutine; else on the caller's, before it returns
	Recovered bool // the library stops a panic of the parameter
}

// An End says how a function ends that never returns.
type End uint8

const (
	Returns       End = iota
	Panics            // as by the builtin panic
	Exits             // as os.Exit: the process ends, deferred calls do not run
	EndsGoroutine     // as runtime.Goexit: deferred calls run
)

// All is the table, a library each.
var All = []*Library{
	&contextLib,
	&httpLib,
	&osLib,
	&runtimeLib,
	&syscallLib,
	&timeLib,
}

var table = index()

type key struct{ path, recv, name string }

func index() map[key]*Func {
	t := make(map[key]*Func)
	for _, lib := range All {
		for i := range lib.Funcs {
			f := &lib.Funcs[i]
			t[key{lib.Path, f.Recv, f.Name}] = f
		}
	}
	return t
}

// Find returns the entry of fn, or nil. Functions are found by package path,
// receiver and name: the full name that go/types prints of a generic method
// contains the name of its type parameter.
func Find(fn *types.Func) *Func {
	if fn.Pkg() == nil {
		return nil
	}
	return table[key{fn.Pkg().Path(), receiver(fn), fn.Name()}]
}

func receiver(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return ""
	}
	t := types.Unalias(recv.Type())
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}
