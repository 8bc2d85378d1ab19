package library

// What the functions of the standard library need that tie goroutines
// together, and that register something for the whole process.

// context.go:275, 551, 587, 634, 729: "cannot create context from nil parent".
var contextContract = Library{
	Path: "context", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "AfterFunc", Needs: trusts(0, NotNil)},
		{Name: "WithCancel", Needs: trusts(0, NotNil)},
		{Name: "WithCancelCause", Needs: trusts(0, NotNil)},
		{Name: "WithDeadline", Needs: trusts(0, NotNil)},
		{Name: "WithDeadlineCause", Needs: trusts(0, NotNil)},
		{Name: "WithTimeout", Needs: trusts(0, NotNil)},
		{Name: "WithTimeoutCause", Needs: trusts(0, NotNil)},
		{Name: "WithValue", Needs: []Need{ // context.go:732, 735: "nil key", "key is not comparable"
			{Param: 0, Is: NotNil, Soft: true}, {Param: 1, Is: NotNil, Soft: true}, {Param: 1, Is: Comparable, Soft: true}}},
		{Name: "WithoutCancel", Needs: trusts(0, NotNil)},
	},
}

var sqlContract = Library{
	Path: "database/sql", Versions: "go1.26.8",
	Funcs: []Func{ // sql.go:60, 63
		{Name: "Register", Needs: []Need{{Param: 0, Is: Fresh, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
	},
}

var archiveZipContract = Library{
	Path: "archive/zip", Versions: "go1.26.8",
	Funcs: []Func{ // register.go:121, 129
		{Name: "RegisterCompressor", Needs: trusts(0, Fresh)},
		{Name: "RegisterDecompressor", Needs: trusts(0, Fresh)},
		{Recv: "Writer", Name: "SetOffset", Needs: trusts(Receiver, Early)}, // writer.go:55
	},
}

var expvarContract = Library{
	Path: "expvar", Versions: "go1.26.8",
	Funcs: []Func{ // expvar.go: Publish: log.Panicln("Reuse of exported var name:", name)
		{Name: "NewFloat", Needs: trusts(0, Fresh)},
		{Name: "NewInt", Needs: trusts(0, Fresh)},
		{Name: "NewMap", Needs: trusts(0, Fresh)},
		{Name: "NewString", Needs: trusts(0, Fresh)},
		{Name: "Publish", Needs: trusts(0, Fresh)},
	},
}

// flag.go:1013, 1015, 1028: all end in (*FlagSet).Var; "flag redefined".
var flagContract = Library{
	Path: "flag", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Bool", Needs: trusts(0, Fresh)},
		{Name: "BoolFunc", Needs: trusts(0, Fresh)},
		{Name: "BoolVar", Needs: trusts(1, Fresh)},
		{Name: "Duration", Needs: trusts(0, Fresh)},
		{Name: "DurationVar", Needs: trusts(1, Fresh)},
		{Name: "Float64", Needs: trusts(0, Fresh)},
		{Name: "Float64Var", Needs: trusts(1, Fresh)},
		{Name: "Func", Needs: trusts(0, Fresh)},
		{Name: "Int", Needs: trusts(0, Fresh)},
		{Name: "Int64", Needs: trusts(0, Fresh)},
		{Name: "Int64Var", Needs: trusts(1, Fresh)},
		{Name: "IntVar", Needs: trusts(1, Fresh)},
		{Name: "String", Needs: trusts(0, Fresh)},
		{Name: "StringVar", Needs: trusts(1, Fresh)},
		{Name: "TextVar", Needs: trusts(1, Fresh)},
		{Name: "Uint", Needs: trusts(0, Fresh)},
		{Name: "Uint64", Needs: trusts(0, Fresh)},
		{Name: "Uint64Var", Needs: trusts(1, Fresh)},
		{Name: "UintVar", Needs: trusts(1, Fresh)},
		{Name: "Var", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "Bool", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "BoolFunc", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "BoolVar", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "Duration", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "DurationVar", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "Float64", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "Float64Var", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "Func", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "Int", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "Int64", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "Int64Var", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "IntVar", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "String", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "StringVar", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "TextVar", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "Uint", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "Uint64", Needs: trusts(0, Fresh)},
		{Recv: "FlagSet", Name: "Uint64Var", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "UintVar", Needs: trusts(1, Fresh)},
		{Recv: "FlagSet", Name: "Var", Needs: trusts(1, Fresh)},
	},
}

var signalContract = Library{
	Path: "os/signal", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Notify", Needs: trusts(0, NotNil)},        // signal.go:124: "Notify using nil channel"
		{Name: "NotifyContext", Needs: trusts(0, NotNil)}, // context.go:275, by WithCancelCause
	},
}

var execContract = Library{
	Path: "os/exec", Versions: "go1.26.8",
	Funcs: []Func{{Name: "CommandContext", Needs: trusts(0, NotNil)}}, // exec.go:486: "nil Context"
}

var pprofContract = Library{
	Path: "runtime/pprof", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Labels", Needs: needs(0, EvenLen)},                                                           // label.go:101
		{Name: "NewProfile", Needs: []Need{{Param: 0, Is: MinLen, N: 1}, {Param: 0, Is: Fresh, Soft: true}}}, // pprof.go:287, 290
		{Recv: "Profile", Name: "Add", Needs: trusts(0, Fresh)},                                              // pprof.go:375
	},
}

var syncContract = Library{
	Path: "sync", Versions: "go1.26.8",
	Funcs: []Func{
		// map.go: the key is hashed, and CompareAndSwap and CompareAndDelete compare the old value.
		{Recv: "Map", Name: "CompareAndDelete", Needs: []Need{{Param: 0, Is: Comparable, Soft: true}, {Param: 1, Is: Comparable, Soft: true}}},
		{Recv: "Map", Name: "CompareAndSwap", Needs: []Need{{Param: 0, Is: Comparable, Soft: true}, {Param: 1, Is: Comparable, Soft: true}}},
		{Recv: "Map", Name: "Delete", Needs: trusts(0, Comparable)},
		{Recv: "Map", Name: "Load", Needs: trusts(0, Comparable)},
		{Recv: "Map", Name: "LoadAndDelete", Needs: trusts(0, Comparable)},
		{Recv: "Map", Name: "LoadOrStore", Needs: trusts(0, Comparable)},
		{Recv: "Map", Name: "Store", Needs: trusts(0, Comparable)},
		{Recv: "Map", Name: "Swap", Needs: trusts(0, Comparable)},
		{Recv: "Once", Name: "Do", Needs: trusts(0, NotNil)},                 // once.go: f()
		{Recv: "WaitGroup", Name: "Add", Needs: trusts(0, Balanced)},         // waitgroup.go:118: "negative WaitGroup counter"
		{Recv: "WaitGroup", Name: "Done", Needs: trusts(Receiver, Balanced)}, // waitgroup.go:118, by Add(-1)
	},
}

var atomicContract = Library{
	Path: "sync/atomic", Versions: "go1.26.8",
	Funcs: []Func{ // value.go:49, 78, 92, 121, 136, 142, 172
		{Recv: "Value", Name: "CompareAndSwap", Needs: []Need{{Param: 1, Is: NotNil, Soft: true}, {Param: 1, Is: SameType, Soft: true}, {Param: 0, Is: Comparable, Soft: true}}},
		{Recv: "Value", Name: "Store", Needs: []Need{{Param: 0, Is: NotNil, Soft: true}, {Param: 0, Is: SameType, Soft: true}}},
		{Recv: "Value", Name: "Swap", Needs: []Need{{Param: 0, Is: NotNil, Soft: true}, {Param: 0, Is: SameType, Soft: true}}},
	},
}
