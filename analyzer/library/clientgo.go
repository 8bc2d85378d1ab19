package library

// client-go calls event handlers under HandleCrash, which panics again unless
// ReallyCrash is switched off. workqueue.ParallelizeUntil is inferred, and so
// is the package wait of k8s.io/apimachinery.

var clientgoCache = Library{
	Path: "k8s.io/client-go/tools/cache", Versions: "v0.35.10",
	Fields: []Field{
		// (*processorListener).run, by way of OnAdd, OnUpdate and OnDelete.
		{Type: "FilteringResourceEventHandler", Name: "FilterFunc", Unless: "runtime.ReallyCrash"},
		{Type: "ResourceEventHandlerDetailedFuncs", Name: "AddFunc", Unless: "runtime.ReallyCrash"},
		{Type: "ResourceEventHandlerDetailedFuncs", Name: "DeleteFunc", Unless: "runtime.ReallyCrash"},
		{Type: "ResourceEventHandlerDetailedFuncs", Name: "UpdateFunc", Unless: "runtime.ReallyCrash"},
		{Type: "ResourceEventHandlerFuncs", Name: "AddFunc", Unless: "runtime.ReallyCrash"},
		{Type: "ResourceEventHandlerFuncs", Name: "DeleteFunc", Unless: "runtime.ReallyCrash"},
		{Type: "ResourceEventHandlerFuncs", Name: "UpdateFunc", Unless: "runtime.ReallyCrash"},
	},
}

var clientgoLeaderelection = Library{
	Path: "k8s.io/client-go/tools/leaderelection", Versions: "v0.35.10",
	Fields: []Field{
		// "go le.config.Callbacks.OnStartedLeading(ctx)" in (*LeaderElector).Run: its
		// HandleCrash is on another goroutine. OnStoppedLeading is deferred there.
		{Type: "LeaderCallbacks", Name: "OnNewLeader"},
		{Type: "LeaderCallbacks", Name: "OnStartedLeading"},
	},
}
