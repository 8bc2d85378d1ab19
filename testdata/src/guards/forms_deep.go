package main

import (
	"log"

	"guards/rescue"
)

// A helper that the deferred function calls: one call too deep.

// A helper is called by the deferred function, through a function.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepPlain() {
	go func() {
		defer func() {
			logPlain() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a method.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepMethod() {
	l := methodLogger{}
	go func() {
		defer func() {
			l.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a method value.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepMethodValue() {
	f := valueLogger{}.log
	go func() {
		defer func() {
			f() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a method expression.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepMethodExpr() {
	go func() {
		defer func() {
			exprLogger.log(exprLogger{}) // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through an interface.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepInterface() {
	var l logger = ifaceLogger{}
	go func() {
		defer func() {
			l.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through an embedded method.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepEmbedded() {
	l := embeds{}
	go func() {
		defer func() {
			l.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a generic function.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepGeneric() {
	go func() {
		defer func() {
			logGeneric[string]() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a method of a generic type.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepGenericMethod() {
	go func() {
		defer func() {
			genericLogger[int]{}.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a function variable.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepFuncVar() {
	f := func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}
	go func() {
		defer func() {
			f() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a package variable.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepPackageVar() {
	go func() {
		defer func() {
			logVar() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through parentheses.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepParen() {
	go func() {
		defer func() {
			(logParen)() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through another package.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepOtherPackage() {
	go func() {
		defer func() {
			rescue.Log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is called by the deferred function, through a function that returns it.
// DESIGN §4 row 5, PEERS E2, SEMANTICS P9.
// verdict: dies
func caseDeepCurried() {
	go func() {
		defer func() {
			makeLog()() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}
