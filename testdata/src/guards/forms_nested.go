package main

import (
	"log"

	"guards/rescue"
)

// A helper that the deferred function defers: it runs under the wrong frame.

// A helper is deferred by the deferred function, through a function.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedPlain() {
	go func() {
		defer func() {
			defer logPlain() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a method.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedMethod() {
	l := methodLogger{}
	go func() {
		defer func() {
			defer l.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a method value.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedMethodValue() {
	f := valueLogger{}.log
	go func() {
		defer func() {
			defer f() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a method expression.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedMethodExpr() {
	go func() {
		defer func() {
			defer exprLogger.log(exprLogger{}) // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through an interface.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedInterface() {
	var l logger = ifaceLogger{}
	go func() {
		defer func() {
			defer l.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through an embedded method.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedEmbedded() {
	l := embeds{}
	go func() {
		defer func() {
			defer l.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a generic function.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedGeneric() {
	go func() {
		defer func() {
			defer logGeneric[string]() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a method of a generic type.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedGenericMethod() {
	go func() {
		defer func() {
			defer genericLogger[int]{}.log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a function variable.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedFuncVar() {
	f := func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}
	go func() {
		defer func() {
			defer f() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a package variable.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedPackageVar() {
	go func() {
		defer func() {
			defer logVar() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through parentheses.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedParen() {
	go func() {
		defer func() {
			defer (logParen)() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through another package.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedOtherPackage() {
	go func() {
		defer func() {
			defer rescue.Log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// A helper is deferred by the deferred function, through a function that returns it.
// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseNestedCurried() {
	go func() {
		defer func() {
			defer makeLog()() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}
