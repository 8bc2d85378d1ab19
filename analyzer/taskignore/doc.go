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
// # Category malformed
//
// The directive has no check or no reason, or its first word is unknown:
//
//	//taskcheck:ignore taskrecover
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
