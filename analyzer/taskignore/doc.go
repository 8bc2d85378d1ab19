// Package taskignore defines the taskignore check.
//
// # Analyzer taskignore
//
// taskignore: report taskcheck directives that are wrong or silence nothing
//
// A report that cannot be answered in code is silenced by a comment on its
// line or on the line above, with the check, or one category of it, and the
// reason:
//
//	//taskcheck:ignore taskrecover/swallowed the cache is rebuilt every minute
//	defer func() { recover() }()
//
// Nothing stands between // and taskcheck, as in other directives of Go. A
// directive that is reported here silences nothing.
//
// A package whose goroutines are meant to end the process when they panic says so
// once, in the file of its doc comment:
//
//	//taskcheck:policy crash the supervisor restarts the process in a known state
//
// Then nothing is said of goroutines that recover nothing, or that log a panic
// and raise it again, and what hides a panic is certain: the categories
// swallowed, false-success and lost-result.
//
// # Category malformed
//
// The directive has no check or no reason, or its first word is unknown; or it
// sets a policy that there is not, or where it cannot speak for the package:
//
//	//taskcheck:ignore taskrecover
//	//taskcheck:policy crash
//
// # Category unknown-check
//
// There is no check, or no category of the check, of that name:
//
//	//taskcheck:ignore taskrecovery/swallowed best effort
//
// # Category unused
//
// The check finds nothing there, at any confidence: the code has changed, or
// the directive stands in the wrong place. It is not reported in files with
// build constraints, in files that use cgo, and in packages whose imports were
// not analyzed, where the check may have something to say elsewhere.
package taskignore
