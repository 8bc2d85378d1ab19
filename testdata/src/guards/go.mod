// The module that the cases are built and run in; analysistest reads the same
// files from its GOPATH.
module guards

go 1.25
