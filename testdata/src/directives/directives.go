// Package directives has every kind of directive. What taskignore says of one
// is in the want comments; the lines on which taskrecover still reports
// something are marked "reported: CATEGORY".
package directives

import (
	"log"
	"strconv"
)

func work() { panic("work") }

// These silence a report.

func onTheLine() {
	go func() {
		defer recover() //taskcheck:ignore taskrecover the process may end
		work()
	}()
}

func onTheLineAbove() {
	go func() {
		//taskcheck:ignore taskrecover the process may end
		defer recover()
		work()
	}()
}

func withCategory() {
	go func() {
		//taskcheck:ignore taskrecover/ineffective the process may end
		defer recover()
		work()
	}()
	go func() {
		defer func() {
			recover() //taskcheck:ignore taskrecover/swallowed the result is best effort
		}()
		work()
	}()
}

// A directive is used where the check finds something that it does not report:
// here at confidence possible.
func usedAtPossible() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
				panic(r) //taskcheck:ignore taskrecover/ineffective the process has to end
			}
		}()
		work()
	}()
}

// These silence nothing.

func twoLinesAbove() {
	go func() {
		//taskcheck:ignore taskrecover too far away // want `^this directive silences nothing: taskrecover finds nothing on this line or the next \[taskignore/unused certain\]$`

		defer recover() // reported: ineffective
		work()
	}()
}

func below() {
	go func() {
		defer recover() // reported: ineffective
		//taskcheck:ignore taskrecover it stands below // want `taskrecover finds nothing on this line or the next \[taskignore/unused certain\]`
		work()
	}()
}

func nothingToReport() {
	//taskcheck:ignore taskrecover/swallowed there was one once // want `taskrecover/swallowed finds nothing on this line or the next \[taskignore/unused certain\]`
	go log.Print("fine")
}

func otherCategory() {
	go func() {
		//taskcheck:ignore taskrecover/swallowed it is ineffective // want `taskrecover/swallowed finds nothing .* \[taskignore/unused certain\]`
		defer recover() // reported: ineffective
		work()
	}()
}

func noCheck() {
	go func() {
		//taskcheck:ignore // want `^this directive silences nothing: it names no check; write "//taskcheck:ignore CHECK\[/CATEGORY\] reason" \[taskignore/malformed certain\]$`
		defer recover() // reported: ineffective
		work()
	}()
}

func noReason() {
	go func() {
		//taskcheck:ignore taskrecover // want `silences nothing: it gives no reason; write .* \[taskignore/malformed certain\]`
		defer recover() // reported: ineffective
		work()
	}()
	go func() {
		//taskcheck:ignore taskrecover/ineffective // want `it gives no reason; write .* \[taskignore/malformed certain\]`
		defer recover() // reported: ineffective
		work()
	}()
}

func unknownVerb() {
	go func() {
		//taskcheck:disable taskrecover that is another tool's word // want `^no directive is named "taskcheck:disable"; write .* \[taskignore/malformed certain\]$`
		defer recover() // reported: ineffective
		work()
	}()
	//taskcheck: // want `no directive is named "taskcheck:"; write .* \[taskignore/malformed certain\]`
	//taskcheck:ignored taskrecover a longer word // want `no directive is named "taskcheck:ignored"`
}

func unknownCheck() {
	go func() {
		//taskcheck:ignore taskrecovery best effort // want `silences nothing: no check is named "taskrecovery" \(have taskrecover\) \[taskignore/unknown-check certain\]`
		defer recover() // reported: ineffective
		work()
	}()
	//taskcheck:ignore taskmodel it is no check // want `no check is named "taskmodel" \(have taskrecover\) \[taskignore/unknown-check certain\]`
}

func unknownCategory() {
	go func() {
		//taskcheck:ignore taskrecover/useless best effort // want `silences nothing: taskrecover has no category "useless" \(have unrecovered, ineffective, swallowed\) \[taskignore/unknown-check certain\]`
		defer recover() // reported: ineffective
		work()
	}()
	//taskcheck:ignore taskrecover/ no category // want `no check is named "taskrecover/" \(have taskrecover\) \[taskignore/unknown-check certain\]`
}

// Nothing silences what is said of directives.
func itself() {
	//taskcheck:ignore taskignore it is right // want `no check is named "taskignore" \(have taskrecover\) \[taskignore/unknown-check certain\]`
	//taskcheck:ignore taskrecover nothing here // want `taskrecover finds nothing .* \[taskignore/unused certain\]`
}

// A space makes a comment of it, as in other directives of Go.
func comment() {
	go func() {
		// taskcheck:ignore taskrecover this is prose
		defer recover() // reported: ineffective
		work()
	}()
	_ = strconv.Quote("//taskcheck:ignore in a string")
}
