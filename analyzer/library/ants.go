package library

// The workers are behind the interface worker. They recover, and log by default
// or call the PanicHandler of the pool. Submit fails where the pool is closed, or
// full and not to block: the function is then never run.

var antsTask = []Run{{Param: 0, Goroutine: true, Recovered: true}}

var antsLib = Library{
	Path: "github.com/panjf2000/ants/v2", Versions: "v2.12.1",
	Funcs: []Func{
		{Name: "Submit", Runs: antsTask, Refuses: true},
		{Recv: "MultiPool", Name: "Submit", Runs: antsTask, Refuses: true},
		{Recv: "MultiPoolWithFunc", Name: "Invoke", Refuses: true},
		{Recv: "MultiPoolWithFuncGeneric", Name: "Invoke", Refuses: true},
		{Recv: "Pool", Name: "Submit", Runs: antsTask, Refuses: true},
		{Recv: "PoolWithFunc", Name: "Invoke", Refuses: true},
		{Recv: "PoolWithFuncGeneric", Name: "Invoke", Refuses: true},
	},
}
