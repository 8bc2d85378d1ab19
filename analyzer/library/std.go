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
	Types: []string{"CancelCauseFunc", "CancelFunc"},
}

var execLib = Library{
	Path: "os/exec", Versions: "go1.26.8",
	Funcs: []Func{
		// A process is waited for as a goroutine is. What Run and Output return is
		// the failure of a process that nobody else can wait for: no join.
		{Recv: "Cmd", Name: "Start", Adds: true},
		{Recv: "Cmd", Name: "Wait", Join: &Join{Tells: Error}},
	},
	Fields: []Field{
		{Type: "Cmd", Name: "Cancel"}, // "go c.watchCtx"
	},
}

var fcgiLib = Library{
	Path: "net/http/fcgi", Versions: "go1.26.8",
	Funcs: []Func{
		// "go c.serveRequest(req, body)": unlike net/http, it does not recover.
		{Name: "Serve", Runs: []Run{{Param: 1, Goroutine: true}}},
	},
}

// The server's goroutine of a connection recovers and logs: (*conn).serve.
// Where a handler is an interface, it is http.HandlerFunc that makes it a func.
var httpLib = Library{
	Path: "net/http", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Handle", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Name: "HandleFunc", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Name: "ListenAndServe", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Name: "ListenAndServeTLS", Runs: []Run{{Param: 3, Goroutine: true, Recovered: true}}},
		{Name: "Serve", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Name: "ServeTLS", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		// Recovered into panicChan, and raised again on the goroutine that serves.
		{Name: "TimeoutHandler", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Recv: "ServeMux", Name: "Handle", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Recv: "ServeMux", Name: "HandleFunc", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		// They return when the server cannot listen or ends, always with an error.
		{Recv: "Server", Name: "ListenAndServe", Join: &Join{Tells: Error, Quiet: true}},
		{Recv: "Server", Name: "ListenAndServeTLS", Join: &Join{Tells: Error, Quiet: true}},
		// Shutdown: "go f()" over Server.onShutdown.
		{Recv: "Server", Name: "RegisterOnShutdown", Runs: []Run{{Param: 0, Goroutine: true}}},
		{Recv: "Server", Name: "Serve", Join: &Join{Tells: Error, Quiet: true}},
		{Recv: "Server", Name: "ServeTLS", Join: &Join{Tells: Error, Quiet: true}},
		// The error of the context, if handlers still run when it ends.
		{Recv: "Server", Name: "Shutdown", Join: &Join{Tells: Error, Quiet: true}},
	},
	Fields: []Field{
		// StateNew comes on the goroutine that accepts, the others in (*conn).serve.
		{Type: "Server", Name: "ConnState", Unless: "http.StateNew"},
		{Type: "Server", Name: "Handler", Recovered: true},
		// (*Transport).startDialConnForLocked: "go func" for each connection.
		{Type: "Transport", Name: "DialContext"},
		{Type: "Transport", Name: "DialTLSContext"},
	},
}

var httptestLib = Library{
	Path: "net/http/httptest", Versions: "go1.26.8",
	Funcs: []Func{ // servers of net/http
		{Name: "NewServer", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Name: "NewTLSServer", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Name: "NewUnstartedServer", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
	},
}

var httptraceLib = Library{
	Path: "net/http/httptrace", Versions: "go1.26.8",
	Fields: []Field{
		{Type: "ClientTrace", Name: "WroteRequest"}, // (*persistConn).writeLoop
	},
}

var ioLib = Library{
	Path: "io", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "ReadAll", Reads: true},
	},
}

var iterLib = Library{
	Path: "iter", Versions: "go1.26.8",
	Funcs: []Func{ // on a coroutine; next and stop panic with what was recovered
		{Name: "Pull", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Name: "Pull2", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
	},
}

var netLib = Library{
	Path: "net", Versions: "go1.26.8",
	Fields: []Field{
		{Type: "Resolver", Name: "Dial"}, // the queries of (*Resolver).goLookupIPCNAMEOrder
	},
}

var osLib = Library{
	Path: "os", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Exit", Ends: Exits},
		// Nobody can wait for it afterwards: that is what it is called for.
		{Recv: "Process", Name: "Release", Join: &Join{Tells: Nothing}},
		// The error is that of the wait, and not of the process.
		{Recv: "Process", Name: "Wait", Join: &Join{Tells: Error, Result: 1, GivesUp: true}},
	},
}

var runtimeLib = Library{
	Path: "runtime", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "AddCleanup", Runs: []Run{{Param: 1, Goroutine: true}}},
		{Name: "Goexit", Ends: EndsGoroutine},
		{Name: "SetFinalizer", Runs: []Run{{Param: 1, Goroutine: true}}},
	},
}

// The counter and the semaphore are of the run-time system.
var syncLib = Library{
	Path: "sync", Versions: "go1.26.8",
	Funcs: []Func{
		{Recv: "Cond", Name: "Wait", Join: &Join{Tells: Nothing}},
		{Recv: "WaitGroup", Name: "Add", Adds: true},
		{Recv: "WaitGroup", Name: "Done", Done: true},
		{Recv: "WaitGroup", Name: "Wait", Join: &Join{Tells: Nothing}},
	},
}

var syscallLib = Library{
	Path: "syscall", Versions: "go1.26.8",
	Funcs: []Func{{Name: "Exit", Ends: Exits}},
}

// The methods of T, B and F are inferred.
var testingLib = Library{
	Path: "testing", Versions: "go1.26.8",
	Funcs: []Func{
		{Recv: "TB", Name: "FailNow", Ends: EndsGoroutine},
		{Recv: "TB", Name: "Fatal", Ends: EndsGoroutine},
		{Recv: "TB", Name: "Fatalf", Ends: EndsGoroutine},
		{Recv: "TB", Name: "Skip", Ends: EndsGoroutine},
		{Recv: "TB", Name: "SkipNow", Ends: EndsGoroutine},
		{Recv: "TB", Name: "Skipf", Ends: EndsGoroutine},
	},
}

var synctestLib = Library{
	Path: "testing/synctest", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Test", Runs: []Run{{Param: 1, Goroutine: true}}}, // by a linkname
	},
}

var timeLib = Library{
	Path: "time", Versions: "go1.26.8",
	Funcs: []Func{
		// goFunc, called by the timer code of the run-time system: "go arg.(func())()".
		{Name: "AfterFunc", Runs: []Run{{Param: 1, Goroutine: true}}},
	},
}
