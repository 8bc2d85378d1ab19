package library

// A semaphore starts nothing, but who was refused goes on without a place, and
// its Release panics.

var semaphoreLib = Library{
	Path: "golang.org/x/sync/semaphore", Versions: "v0.22.0",
	Funcs: []Func{
		{Recv: "Weighted", Name: "Acquire", Refuses: true}, // the error of the context
		{Recv: "Weighted", Name: "TryAcquire", Refuses: true},
	},
}
