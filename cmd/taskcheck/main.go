// Taskcheck reports goroutines whose failure is lost: a panic that ends the
// process although a recover is there, or an error that nobody looks at.
//
// Usage:
//
//	taskcheck [build flags] [flags] [packages]
//	go vet -vettool=$(which taskcheck) [build flags] [vet flags] [packages]
//
// Both do the same run: taskcheck starts go vet with itself as the vet tool, so
// go vet's cache makes a second run instant. Packages are named as for the go
// command; none means the package in the current directory.
//
// Each finding is one line on standard output, "file:line:col: message",
// with the places that belong to it indented below. The end of a message
// names the check, the category and the confidence, such as
// [taskrecover/ineffective certain].
//
// The exit status is
//
//	0  nothing was found
//	1  there are findings
//	2  something could not be analyzed: a usage error, or a package that
//	   does not exist or does not compile; standard error has a line for
//	   each, and the findings of the other packages are still printed
//
// # Flags
//
// The flags come before the packages:
//
//	-json       print the findings as go vet -json does: package, check, findings
//	-fix        apply the first fix of each finding, then report what is left
//	-fix -diff  print the fixes as a diff and change nothing; a diff is status 1
//	-version    print the version of taskcheck and of the Go that built it
//	-h          print a summary of the usage
//
// Each check has a flag of its own name, which runs only the checks so named
// (or all but those with "=false"), and flags that start with its name, such as
// -taskrecover.confidence=possible. "taskcheck help" lists the checks and
// "taskcheck help taskrecover" describes one with its flags.
//
// The build flags are those of the go command, such as -tags, -race, -mod,
// -modfile and -overlay; see "go help build". With -C dir, packages are
// named, and paths printed, relative to dir. The flags that make the go command
// print what it does (-n, -v, -work, -x) are left to go vet -vettool.
//
// # In an editor
//
// gopls takes no plugins. "taskcheck gopls -o file" builds one that has the
// checks compiled in, from the module proxy, for an editor to run in place of
// its own.
//
// # As a vet tool
//
// As a vet tool taskcheck has the flags of go vet: -json, -fix, -diff, and those of
// the checks. go fix -fixtool=$(which taskcheck) applies the fixes. The exit
// status is then go vet's own.
//
// go vet of Go 1.26 answers from its cache with nothing for a package that an
// earlier run with the same flags met as a dependency only. The command does not
// have this fault; with go vet -vettool, name all packages at once (./...).
package main

import (
	"os"

	"github.com/taskcheck/taskcheck/analyzer"
)

func main() {
	suite := analyzer.New()
	c := &command{
		model:  suite.Model,
		checks: suite.Checks,
		stdout: os.Stdout,
		stderr: os.Stderr,
	}
	os.Exit(c.main(os.Args[1:]))
}
