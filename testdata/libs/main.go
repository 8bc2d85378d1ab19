// Command libs has the cases of guards that need libraries. Its comments have
// the form that is described in the command guards.
package main

import "os"

// cases are the functions by name. A test fails if one is missing.
var cases = map[string]func(){
	"caseDo":                   caseDo,
	"caseDoCallerGuarded":      caseDoCallerGuarded,
	"caseDoChan":               caseDoChan,
	"caseDoChanCallerGuarded":  caseDoChanCallerGuarded,
	"caseDoChanGuarded":        caseDoChanGuarded,
	"caseDoChanMistaken":       caseDoChanMistaken,
	"caseGroup":                caseGroup,
	"caseGroupDeep":            caseGroupDeep,
	"caseGroupEmbedded":        caseGroupEmbedded,
	"caseGroupGuarded":         caseGroupGuarded,
	"caseGroupMistaken":        caseGroupMistaken,
	"caseGroupNamed":           caseGroupNamed,
	"caseGroupTryGo":           caseGroupTryGo,
	"caseGroupTryGoGuarded":    caseGroupTryGoGuarded,
	"caseGroupWaiterGuarded":   caseGroupWaiterGuarded,
	"caseGroupWrapper":         caseGroupWrapper,
	"caseHandler":              caseHandler,
	"caseHandlerStarts":        caseHandlerStarts,
	"caseHandlerStartsGuarded": caseHandlerStartsGuarded,
}

func main() {
	if len(os.Args) != 2 || cases[os.Args[1]] == nil {
		os.Stderr.WriteString("usage: libs CASE\n")
		os.Exit(3)
	}
	cases[os.Args[1]]()
	finish()
}
