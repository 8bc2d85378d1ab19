package directives

// The name of the file says that it is not built everywhere.
func ofLinuxAmd64() {
	//taskcheck:ignore taskrecover other systems differ
	work()
}
