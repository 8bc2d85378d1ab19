package library

// The functions of the standard library whose effect on goroutines the source
// does not show: the run-time system or an assembly body does it, or the
// function is stored where another package finds it.

var contextLib = Library{
	Path: "context", Versions: "go1.26.8",
	Funcs: []Func{
		// Stored in afterFuncCtx.f, started by "go a.f()" in cancel.
		{Name: "AfterFunc", Runs: []Run{{Param: 1, Goroutine: true}}},
	},
}

var httpLib = Library{
	Path: "net/http", Versions: "go1.26.8",
	Funcs: []Func{
		// The server's goroutine of a connection recovers and logs: (*conn).serve.
		{Name: "HandleFunc", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Recv: "ServeMux", Name: "HandleFunc", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		// Shutdown: "go f()" over Server.onShutdown.
		{Recv: "Server", Name: "RegisterOnShutdown", Runs: []Run{{Param: 0, Goroutine: true}}},
	},
}

var osLib = Library{
	Path: "os", Versions: "go1.26.8",
	Funcs: []Func{{Name: "Exit", Ends: Exits}},
}

var runtimeLib = Library{
	Path: "runtime", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "AddCleanup", Runs: []Run{{Param: 1, Goroutine: true}}},
		{Name: "Goexit", Ends: EndsGoroutine},
		{Name: "SetFinalizer", Runs: []Run{{Param: 1, Goroutine: true}}},
	},
}

var syscallLib = Library{
	Path: "syscall", Versions: "go1.26.8",
	Funcs: []Func{{Name: "Exit", Ends: Exits}},
}

var timeLib = Library{
	Path: "time", Versions: "go1.26.8",
	Funcs: []Func{
		// goFunc, called by the timer code of the run-time system: "go arg.(func())()".
		{Name: "AfterFunc", Runs: []Run{{Param: 1, Goroutine: true}}},
	},
}
