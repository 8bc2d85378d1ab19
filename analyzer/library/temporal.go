package library

// workflow.Go and workflow.GoNamed are inferred.

var temporalWorker = Library{
	Path: "go.temporal.io/sdk/worker", Versions: "v1.45.0",
	Funcs: []Func{
		// (*activityTaskHandlerImpl).Execute and (*coroutineState).run recover.
		{Recv: "ActivityRegistry", Name: "RegisterActivity", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Recv: "ActivityRegistry", Name: "RegisterActivityWithOptions", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Recv: "WorkflowRegistry", Name: "RegisterWorkflow", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
		{Recv: "WorkflowRegistry", Name: "RegisterWorkflowWithOptions", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true}}},
	},
}
