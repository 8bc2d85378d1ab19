// The module of the cases that need the errgroup of a time when Wait panicked
// again with what a goroutine had panicked with.
module libs15

go 1.25

require golang.org/x/sync v0.15.0
