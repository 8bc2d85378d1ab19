package library

// gopool.Go and gopool.CtxGo are inferred. A Pool is an interface that anybody
// may implement; what is here is the promise of the one that NewPool returns.

var gopoolLib = Library{
	Path: "github.com/bytedance/gopkg/util/gopool", Versions: "v0.1.4",
	Funcs: []Func{
		{Recv: "Pool", Name: "CtxGo", Runs: []Run{{Param: 1, Goroutine: true, Recovered: true}}},
		{Recv: "Pool", Name: "Go", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
	},
}
