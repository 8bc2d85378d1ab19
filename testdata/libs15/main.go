// Command libs15 has the cases of guards that need an old errgroup. Its comments
// have the form that is described in the command guards.
package main

import "os"

// cases are the functions by name. A test fails if one is missing.
var cases = map[string]func(){
	"caseOldGroup":              caseOldGroup,
	"caseOldGroupGuarded":       caseOldGroupGuarded,
	"caseOldGroupWaiterGuarded": caseOldGroupWaiterGuarded,
}

func main() {
	if len(os.Args) != 2 || cases[os.Args[1]] == nil {
		os.Stderr.WriteString("usage: libs15 CASE\n")
		os.Exit(3)
	}
	cases[os.Args[1]]()
	finish()
}
