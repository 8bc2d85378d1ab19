package directives

// A file of this name is built everywhere.
func ofUnix() {
	//taskcheck:ignore taskrecover nothing differs // want `finds nothing on this line`
	work()
}
