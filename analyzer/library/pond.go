package library

// Tasks are kept as any, and invokeTask recovers unless the pool was made with
// WithoutPanicRecovery. The default pool, of the functions, was not.

// Groups and futures are interfaces: what Wait returns is the error of what was
// submitted, a panic too (ErrPanic).

var pondTask = []Run{{Param: 0, Goroutine: true, Recovered: true, Unless: "pond.WithoutPanicRecovery"}}

var pondLib = Library{
	Path: "github.com/alitto/pond/v2", Versions: "v2.7.1",
	Funcs: []Func{
		{Name: "Submit", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Name: "SubmitErr", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Recv: "BasePool", Name: "Stop", Join: &Join{Tells: Later}},
		{Recv: "BasePool", Name: "StopAndWait", Join: &Join{Tells: Nothing}},
		{Recv: "Pool", Name: "Go", Runs: pondTask, Refuses: true},
		{Recv: "Pool", Name: "Submit", Runs: pondTask},
		{Recv: "Pool", Name: "SubmitErr", Runs: pondTask},
		{Recv: "Pool", Name: "TrySubmit", Runs: pondTask},
		{Recv: "Pool", Name: "TrySubmitErr", Runs: pondTask},
		{Recv: "ResultPool", Name: "Submit", Runs: pondTask},
		{Recv: "ResultPool", Name: "SubmitErr", Runs: pondTask},
		{Recv: "ResultPool", Name: "TrySubmit", Runs: pondTask},
		{Recv: "ResultPool", Name: "TrySubmitErr", Runs: pondTask},
		{Recv: "ResultTask", Name: "Wait", Join: &Join{Tells: Error, Result: 1}},
		{Recv: "ResultTaskGroup", Name: "Submit", Runs: pondTask},
		{Recv: "ResultTaskGroup", Name: "SubmitErr", Runs: pondTask},
		{Recv: "ResultTaskGroup", Name: "Wait", Join: &Join{Tells: Error, Result: 1}},
		{Recv: "Task", Name: "Wait", Join: &Join{Tells: Error}},
		{Recv: "TaskGroup", Name: "Submit", Runs: pondTask},
		{Recv: "TaskGroup", Name: "SubmitErr", Runs: pondTask},
		{Recv: "TaskGroup", Name: "Wait", Join: &Join{Tells: Error}},
	},
}
