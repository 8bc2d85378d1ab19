package library

// The server starts a goroutine for each call and never recovers: "go f()" in
// (*Server).serveStreams. Many interceptors are there to do just that.

var grpcLib = Library{
	Path: "google.golang.org/grpc", Versions: "v1.84.0",
	Funcs: []Func{
		{Name: "ChainStreamInterceptor", Runs: []Run{{Param: 0, Goroutine: true}}},
		{Name: "ChainUnaryInterceptor", Runs: []Run{{Param: 0, Goroutine: true}}},
		{Name: "StreamInterceptor", Runs: []Run{{Param: 0, Goroutine: true}}},
		{Name: "UnaryInterceptor", Runs: []Run{{Param: 0, Goroutine: true}}},
		{Name: "UnknownServiceHandler", Runs: []Run{{Param: 0, Goroutine: true}}},
	},
}
