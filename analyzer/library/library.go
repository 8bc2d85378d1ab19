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
	Fields   []Field
	Types    []string // the func types whose values neither recover nor panic
}

// A Func is what is known of one function or method.
type Func struct {
	Recv  string // name of the receiver's type, without * and type parameters; "" for a function
	Name  string
	Runs  []Run
	Ends  End
	Needs []Need // what its arguments have to meet, lest it panics

	Guards bool // when it is deferred it stops a panic, and reports it
	Joins  bool // it waits for goroutines, and returns what they failed with
	Safe   bool // a call cannot panic, and what it returns needs no looking at

	// Result says that the function returns a value that stands for work on
	// another goroutine, or a channel of such values: it names their method or
	// field by which one learns that the work has failed.
	Result string
	Join   *Join // how it waits for goroutines, or for what is like them
	Adds   bool  // its receiver has one more to be waited for
	Done   bool  // its receiver has one less
	// Refuses says that its last result tells whether it did what it was called
	// for, such as to start a function.
	Refuses bool
	// Reads says that it has no error but that of the reader that its first
	// argument is.
	Reads bool
}

// A Join says what a function that waits for goroutines tells of them.
type Join struct {
	Tells  Tells
	Result int // the result that tells it
	// GivesUp says that the result is no failure of a goroutine: the function
	// itself gave up waiting.
	GivesUp bool
	Quiet   bool // in tests nobody needs to know
}

// Tells is how a function tells what became of the goroutines.
type Tells uint8

const (
	Nothing Tells = iota // not at all
	Error                // by an error
	Value                // by a value that holds a panic or an error
	Later                // it returns a context, channel or handle that ends when they have
)

// A Run says how a function runs one of its parameters.
type Run struct {
	Param     int
	Goroutine bool // on another goroutine; else on the caller's, before it returns
	Recovered bool // the library stops a panic of the parameter
	// Unless names the option, variable or wrapper with which Recovered is the
	// other way round. Nobody who sees only the call can know it.
	Unless string
}

// A Field says that the function, or the value with methods, that is kept in a
// field of a struct type is called on a goroutine of the library.
type Field struct {
	Type      string
	Name      string
	Recovered bool   // as of a Run
	Unless    string // as of a Run
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
	&pondLib,
	&gopoolLib,
	&mqttLib,
	&failsafeLib,
	&gocronLib,
	&raftLib,
	&natsLib,
	&antsLib,
	&cronLib,
	&gozeroMR,
	&temporalWorker,
	&temporalWorkflow,
	&semaphoreLib,
	&singleflightLib,
	&grpcLib,
	&playgroundPool,
	&tombLib,
	&ioLib,
	&iterLib,
	&clientgoCache,
	&clientgoLeaderelection,
	&netLib,
	&httpLib,
	&fcgiLib,
	&httptestLib,
	&httptraceLib,
	&rpcLib,
	&osLib,
	&execLib,
	&runtimeLib,
	&controllerruntimeBuilder,
	&controllerruntimeController,
	&controllerruntimeManager,
	&controllerruntimeAdmission,
	&syncLib,
	&syscallLib,
	&testingLib,
	&synctestLib,
	&timeLib,
}

var table = join(index())

// fields has the entries of fields by import path.
var fields = indexFields()

func indexFields() map[string][]*Field {
	t := make(map[string][]*Field)
	for _, lib := range All {
		for i := range lib.Fields {
			t[lib.Path] = append(t[lib.Path], &lib.Fields[i])
		}
	}
	return t
}

// quiet has the entries of types.
var quiet = indexTypes()

func indexTypes() map[key]bool {
	t := make(map[key]bool)
	for _, lib := range All {
		for _, name := range lib.Types {
			t[key{path: lib.Path, name: name}] = true
		}
	}
	return t
}

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
	return table[key{fn.Pkg().Path(), ReceiverName(fn), fn.Name()}]
}

// FindField returns the entry of a field, or nil.
func FindField(v *types.Var) *Field {
	if v.Pkg() == nil {
		return nil
	}
	for _, f := range fields[v.Pkg().Path()] {
		tn, ok := v.Pkg().Scope().Lookup(f.Type).(*types.TypeName)
		if !ok || f.Name != v.Name() {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for field := range st.Fields() {
			if field == v.Origin() {
				return f
			}
		}
	}
	return nil
}

// IsQuiet reports whether the values of a func type neither recover nor panic.
func IsQuiet(tn *types.TypeName) bool {
	return tn.Pkg() != nil && quiet[key{path: tn.Pkg().Path(), name: tn.Name()}]
}

// ReceiverName returns the name of the type that fn is a method of, without * and
// type parameters, or "".
func ReceiverName(fn *types.Func) string {
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
