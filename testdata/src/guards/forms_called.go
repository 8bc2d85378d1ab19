package main

import (
	"log"

	"guards/rescue"
)

// A helper that is called where it has to be deferred.

// A helper is called and not deferred, through a function.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledPlain() {
	go func() {
		logPlain() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a method.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledMethod() {
	l := methodLogger{}
	go func() {
		l.log() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a method value.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledMethodValue() {
	f := valueLogger{}.log
	go func() {
		f() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a method expression.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledMethodExpr() {
	go func() {
		exprLogger.log(exprLogger{}) // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through an interface.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledInterface() {
	var l logger = ifaceLogger{}
	go func() {
		l.log() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through an embedded method.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledEmbedded() {
	l := embeds{}
	go func() {
		l.log() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a generic function.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledGeneric() {
	go func() {
		logGeneric[string]() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a method of a generic type.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledGenericMethod() {
	go func() {
		genericLogger[int]{}.log() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a function variable.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledFuncVar() {
	f := func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}
	go func() {
		f() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a package variable.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledPackageVar() {
	go func() {
		logVar() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through parentheses.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledParen() {
	go func() {
		(logParen)() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through another package.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledOtherPackage() {
	go func() {
		rescue.Log() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// A helper is called and not deferred, through a function that returns it.
// DESIGN §4 row 13.
// verdict: dies
func caseCalledCurried() {
	go func() {
		makeLog()() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}
