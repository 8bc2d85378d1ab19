package library

// The packages threading, fx, rescue and the rest of mr are inferred.

var gozeroMR = Library{
	Path: "github.com/zeromicro/go-zero/core/mr", Versions: "v1.10.3",
	Funcs: []Func{
		// Sent on a channel that is passed through parameters, from one literal of
		// the library to another. The caller panics with what was recovered.
		{Name: "Finish", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Name: "FinishVoid", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
	},
}
