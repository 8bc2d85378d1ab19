package library

var gocronLib = Library{
	Path: "github.com/go-co-op/gocron/v2", Versions: "v2.21.2",
	Funcs: []Func{
		// Called by reflection; callJobWithRecover is used only with the listener.
		{Name: "NewTask", Runs: []Run{{Param: 0, Goroutine: true, Unless: "gocron.AfterJobRunsWithPanic"}}},
	},
}
