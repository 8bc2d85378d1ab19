package library

// controller-runtime takes interfaces with one method, for which it has func
// types: manager.RunnableFunc, reconcile.Func, admission.HandlerFunc.

var controllerruntimeBuilder = Library{
	Path: "sigs.k8s.io/controller-runtime/pkg/builder", Versions: "v0.23.3",
	Funcs: []Func{
		// (*Controller).Reconcile in pkg/internal/controller.
		{Recv: "TypedBuilder", Name: "Build", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true, Unless: "Options.RecoverPanic"}}},
		{Recv: "TypedBuilder", Name: "Complete", Runs: []Run{{Param: 0, Goroutine: true, Recovered: true, Unless: "Options.RecoverPanic"}}},
	},
}

var controllerruntimeController = Library{
	Path: "sigs.k8s.io/controller-runtime/pkg/controller", Versions: "v0.23.3",
	Fields: []Field{
		{Type: "TypedOptions", Name: "Reconciler", Recovered: true, Unless: "Options.RecoverPanic"},
	},
}

var controllerruntimeManager = Library{
	Path: "sigs.k8s.io/controller-runtime/pkg/manager", Versions: "v0.23.3",
	Funcs: []Func{
		// (*runnableGroup).reconcile: "go func(rn *readyRunnable)" without recover.
		{Recv: "Manager", Name: "Add", Runs: []Run{{Param: 0, Goroutine: true}}},
	},
}

var controllerruntimeAdmission = Library{
	Path: "sigs.k8s.io/controller-runtime/pkg/webhook/admission", Versions: "v0.23.3",
	Fields: []Field{
		// (*Webhook).Handle recovers, and with RecoverPanic switched off the
		// goroutine of net/http does.
		{Type: "Webhook", Name: "Handler", Recovered: true},
	},
}
