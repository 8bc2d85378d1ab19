package library

// The goroutines are the user's, and call Done. Wait returns what Kill was given.

var tombLib = Library{
	Path: "gopkg.in/tomb.v1", Versions: "v1.0.0-20141024135613-dd632973f1e7",
	Funcs: []Func{
		{Recv: "Tomb", Name: "Done", Done: true},
		{Recv: "Tomb", Name: "Wait", Join: &Join{Tells: Error}},
	},
}
