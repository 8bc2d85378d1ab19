// Package directives has directives that are wrong, and a policy.
//
//taskcheck:policy crash the supervisor starts the process again
package directives

import "corpus.example/work"

func start(items []string, key int) {
	go func() { println(items[key]) }() // a crash is what the policy asks for
	go func() {
		//taskcheck:ignore taskrecover // want "\[taskignore/malformed "
		defer recover() // want "\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 1)
	}()
	go func() {
		//taskcheck:ignore taskrecovery best effort // want "\[taskignore/unknown-check "
		defer recover() // want "\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 1)
	}()
}
