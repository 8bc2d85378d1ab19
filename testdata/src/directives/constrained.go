//go:build !plan9

package directives

// Another build may have something to say: no directive here is unused.
func constrained() {
	//taskcheck:ignore taskrecover other systems differ
	work()
	//taskcheck:ignore taskrecover // want `it gives no reason`
	work()
}
