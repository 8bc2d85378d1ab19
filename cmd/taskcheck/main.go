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
// Each finding is a line on standard output, "file:line:col: message", worst
// first, with the line of code and the places that belong to it indented below.
// The end of a message names the check, the category and the confidence, such as
// [taskrecover/ineffective certain]; "taskcheck explain taskrecover/ineffective"
// says what that means. A count of each category comes last. On a terminal no
// more is printed than fits on the screen, and colors are used unless NO_COLOR
// is set.
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
// The flags come before the packages. What is reported:
//
//	-checks taskjoin,-taskjoin/refused
//	                 only these checks and categories; with a minus, not these
//	-fail certain    the least confidence that makes the exit status 1: certain,
//	                 likely, possible (all that is reported), or never
//	-all             on a terminal too, all findings and not one screen
//
// In which form:
//
//	-json            for programs; docs/json.md describes it
//	-sarif           SARIF 2.1.0, for GitHub code scanning and others
//	-github          annotations of GitHub Actions
//	-gitlab          a GitLab Code Quality report
//
// Only what is new:
//
//	-baseline file   leave out the findings that the file lists
//	-baseline file -write-baseline
//	                 write the findings to the file
//	-baseline file -prune-baseline
//	                 take out of the file what is not found any more
//	-write-ignores reason
//	                 write a directive with the reason beside each finding
//	-new-from rev    leave out the findings that a git revision has too; both
//	                 are analyzed, for a helper that changes makes findings in
//	                 files that do not
//
// Mending:
//
//	-fix             apply the first fix of each finding that changes nothing but
//	                 the fault, then report what is left; with -taskmodel.fixes=all
//	                 also those that turn a crash into survival, or add a path
//	-diff            print what -fix -taskmodel.fixes=all would change; a diff is
//	                 status 1
//
// And -version, and -h for a summary.
//
// Each check has a flag of its own name, which runs only the checks so named
// (or all but those with "=false"), and flags that start with its name, such as
// -taskrecover.confidence=possible. "taskcheck help" lists the checks and
// "taskcheck help taskrecover" describes one with its flags.
//
// The build flags are those of the go command, such as -tags, -race, -mod,
// -modfile and -overlay; see "go help build". With -C dir, packages and files are
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
		model:     suite.Model,
		checks:    suite.Checks,
		inspector: suite.Inspect,
		suite:     suite,
		stdout:    os.Stdout,
		stderr:    os.Stderr,
	}
	os.Exit(c.main(os.Args[1:]))
}
