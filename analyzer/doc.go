// Package analyzer holds the taskcheck suite: go/analysis passes that hold
// every task, a function running on another goroutine, to four obligations.
package analyzer
