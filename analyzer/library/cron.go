package library

// cron.Recover, which New takes in WithChain, guards all jobs. Without it (v3
// has no default) (*Cron).startJob does not recover.

var cronLib = Library{
	Path: "github.com/robfig/cron/v3", Versions: "v3.0.1",
	Funcs: []Func{
		{Recv: "Cron", Name: "AddFunc", Runs: []Run{{Param: 1, Goroutine: true, Unless: "cron.Recover"}}},
		{Recv: "Cron", Name: "AddJob", Runs: []Run{{Param: 1, Goroutine: true, Unless: "cron.Recover"}}},
		{Recv: "Cron", Name: "Schedule", Runs: []Run{{Param: 1, Goroutine: true, Unless: "cron.Recover"}}},
	},
}
