package library

import (
	"go/types"
	"strings"
)

//go:generate go test ../internal/task -run TestHarmless -harmless.update

// Harmless reports whether a function of the standard library cannot panic
// when it is called correctly: its Needs are met, its receiver and pointers are
// not nil, and the functions and values that it is given do not panic.
// (What it is given is judged where it is passed.)
//
// There are two lists, both as text, a package each: one that a test makes from
// the source of GOROOT, of the functions that the model itself proves, and one
// that was read. The lists are searched when somebody asks, and cost nothing
// before.
func Harmless(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	name := TableName(fn)
	return Approved(fn) || strings.Contains(proven(fn.Pkg().Path()), " "+name+" ")
}

// Approved reports whether fn is on the list that was read.
func Approved(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	list := approved(fn.Pkg().Path())
	if list == "" {
		return false
	}
	name := TableName(fn)
	if strings.Contains(list, " "+name+" ") {
		return true
	}
	recv, _, isMethod := strings.Cut(name, ".")
	if isMethod && strings.Contains(list, " "+recv+".* ") || !isMethod && strings.Contains(list, " * ") {
		return !strings.Contains(list, " -"+name+" ")
	}
	return false
}

// TableName is the name of a function in the lists: Name or Receiver.Name.
func TableName(fn *types.Func) string {
	if recv := ReceiverName(fn); recv != "" {
		return recv + "." + fn.Name()
	}
	return fn.Name()
}
