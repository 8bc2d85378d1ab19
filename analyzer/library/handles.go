package library

// Functions whose outcome comes later, by a value that they return: an
// interface stands between, or the goroutine that settles it was started
// before. Result names what tells of the failure.

var failsafeLib = Library{
	Path: "github.com/failsafe-go/failsafe-go", Versions: "v0.9.8",
	Funcs: []Func{ // executeAsync starts a goroutine that records the result
		{Recv: "Executor", Name: "GetAsync", Result: "Error"},
		{Recv: "Executor", Name: "GetAsyncWithExecution", Result: "Error"},
		{Recv: "Executor", Name: "RunAsync", Result: "Error"},
		{Recv: "Executor", Name: "RunAsyncWithExecution", Result: "Error"},
	},
}

var mqttLib = Library{
	Path: "github.com/eclipse/paho.mqtt.golang", Versions: "v1.5.1",
	Funcs: []Func{ // Wait returns true on failure too: baseToken
		{Recv: "Client", Name: "Connect", Result: "Error"},
		{Recv: "Client", Name: "Publish", Result: "Error"},
		{Recv: "Client", Name: "Subscribe", Result: "Error"},
		{Recv: "Client", Name: "SubscribeMultiple", Result: "Error"},
		{Recv: "Client", Name: "Unsubscribe", Result: "Error"},
	},
}

var natsLib = Library{
	Path: "github.com/nats-io/nats.go", Versions: "v1.53.1",
	Funcs: []Func{ // settled by handleAsyncReply
		{Recv: "JetStream", Name: "PublishAsync", Result: "Err"},
		{Recv: "JetStream", Name: "PublishMsgAsync", Result: "Err"},
	},
}

var playgroundPool = Library{
	Path: "gopkg.in/go-playground/pool.v3", Versions: "v3.1.1",
	Funcs: []Func{ // set by the workers of limitedPool, and by "go" in unlimitedPool
		{Recv: "Pool", Name: "Queue", Result: "Error"},
	},
}

var raftLib = Library{
	Path: "github.com/hashicorp/raft", Versions: "v1.7.3",
	Funcs: []Func{ // deferError.respond, by the goroutines that NewRaft starts
		{Recv: "Raft", Name: "AddNonvoter", Result: "Error"},
		{Recv: "Raft", Name: "AddVoter", Result: "Error"},
		{Recv: "Raft", Name: "Apply", Result: "Error"},
		{Recv: "Raft", Name: "ApplyLog", Result: "Error"},
		{Recv: "Raft", Name: "Barrier", Result: "Error"},
		{Recv: "Raft", Name: "BootstrapCluster", Result: "Error"},
		{Recv: "Raft", Name: "DemoteVoter", Result: "Error"},
		{Recv: "Raft", Name: "LeadershipTransfer", Result: "Error"},
		{Recv: "Raft", Name: "LeadershipTransferToServer", Result: "Error"},
		{Recv: "Raft", Name: "RemoveServer", Result: "Error"},
		{Recv: "Raft", Name: "Shutdown", Result: "Error"},
		{Recv: "Raft", Name: "Snapshot", Result: "Error"},
		{Recv: "Raft", Name: "VerifyLeader", Result: "Error"},
	},
}

var rpcLib = Library{
	Path: "net/rpc", Versions: "go1.26.8",
	Funcs: []Func{ // (*Client).input, started by NewClientWithCodec, calls Call.done
		{Recv: "Client", Name: "Go", Result: "Error"},
	},
}

var singleflightLib = Library{
	Path: "golang.org/x/sync/singleflight", Versions: "v0.22.0",
	Funcs: []Func{ // "go g.doCall", which sends on each of call.chans; each has room for one
		{Recv: "Group", Name: "DoChan", Result: "Err"},
	},
}

var temporalWorkflow = Library{
	Path: "go.temporal.io/sdk/workflow", Versions: "v1.45.0",
	Funcs: []Func{ // settled by the server's events
		{Name: "ExecuteActivity", Result: "Get"},
		{Name: "ExecuteLocalActivity", Result: "Get"},
	},
}
