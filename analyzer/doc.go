// Package analyzer holds the taskcheck suite: go/analysis passes that find
// goroutines whose failure is lost, and one model that all of them ask.
//
// # The model
//
// The model (internal/task, the analyzer taskmodel) answers two questions for
// a package: what runs on another goroutine, and what becomes of a panic there.
// These are its words, which are types in it:
//
// A Task is a function that is run on another goroutine: by a go statement, or
// by a function that starts its argument, such as errgroup.Group.Go, or a
// wrapper of the user's. How a function runs its func parameters (a Run: on the
// caller's goroutine, on another, by the func that it returns) is inferred.
//
// A Frame is a function of the package as it runs on the goroutine of a task:
// the task's own function, and what that calls, directly or not. A panic that
// leaves a frame goes on in its caller; one that leaves the first frame of a
// goroutine ends the process.
//
// A guard is a deferred call that stops a panic. What any function does when
// it is deferred is its Handler: whether it stops a panic, panics again, or
// panics when all was well, each never, sometimes or always; and what becomes
// of the value. Why a recover stops nothing is a Way, one for each shape: called
// one func too deep, deferred itself, not deferred.
//
// The Fate of an operation is what becomes of a panic in it: contained,
// depends, or crashes. To find it, the model takes each kind of path to the
// operation, and runs the calls that are deferred on it by then, last first.
//
// A group is a variable or field that is given goroutines for somebody to wait
// for. What a function has to do with waiting is its Joins: whether it waits,
// for what, and how it tells of a failure; whether it adds to a group, or takes
// from it. It is inferred from what a function waits by and from what is
// started on its receiver. By which paths a group is left, and an error of it
// read, the control-flow graph says.
//
// A Danger is an operation that can panic, as a caller sees it. Whether it can is
// decided by what is known where it stands: conditions, assignments and loops
// give inequalities between two numbers, and what follows from them is proven.
// What is left is a Level, by where the data comes from that decides it, and the
// Needs that a caller has to meet. Dangers go up the calls of the package, and by
// fact to the other packages of the module.
//
// A Summary is what a caller in another package has to know of a function: its
// Handler, that of the func it returns, its Runs, its Joins, the channel that it
// makes, its Dangers, and how it ends if it never returns. It is the one fact of the suite, exported only where it says
// something. A missing fact means "not known", never "does nothing". What
// source cannot show, such as what time.AfterFunc does, is in package library.
//
// # How a check asks
//
// A check requires the model and takes it from its pass. It goes through
// Model.Frames, asks of each what it is about (Model.Ineffective,
// Model.Swallows), and gives its findings to a report.Check, which applies
// flags and directives. A check never searches syntax for goroutines, and the
// model never reports.
//
// A finding may have fixes. Where an edit is right, and what it has to do, is asked of
// the model too: who learns of a failure (Model.CureOf, Model.OutletAt), where a guard
// stands, what can be moved. How that is written is in internal/remedy, for all checks,
// and internal/edit makes the text of it: formatted, imported and named as the file is.
// A finding that is no more than possible has none: it may be wrong.
package analyzer
