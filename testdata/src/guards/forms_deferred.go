package main

import (
	"log"

	"guards/rescue"
)

// A helper that is deferred itself: it stops the panic.

// A helper is deferred, through a function.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredPlain() {
	go func() {
		defer logPlain()
		boom()
	}()
}

// A helper is deferred, through a method.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredMethod() {
	l := methodLogger{}
	go func() {
		defer l.log()
		boom()
	}()
}

// A helper is deferred, through a method value.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredMethodValue() {
	f := valueLogger{}.log
	go func() {
		defer f()
		boom()
	}()
}

// A helper is deferred, through a method expression.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredMethodExpr() {
	go func() {
		defer exprLogger.log(exprLogger{})
		boom()
	}()
}

// A helper is deferred, through an interface.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredInterface() {
	var l logger = ifaceLogger{}
	go func() {
		defer l.log()
		boom()
	}()
}

// A helper is deferred, through an embedded method.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredEmbedded() {
	l := embeds{}
	go func() {
		defer l.log()
		boom()
	}()
}

// A helper is deferred, through a generic function.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredGeneric() {
	go func() {
		defer logGeneric[string]()
		boom()
	}()
}

// A helper is deferred, through a method of a generic type.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredGenericMethod() {
	go func() {
		defer genericLogger[int]{}.log()
		boom()
	}()
}

// A helper is deferred, through a function variable.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredFuncVar() {
	f := func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}
	go func() {
		defer f()
		boom()
	}()
}

// A helper is deferred, through a package variable.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredPackageVar() {
	go func() {
		defer logVar()
		boom()
	}()
}

// A helper is deferred, through parentheses.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredParen() {
	go func() {
		defer (logParen)()
		boom()
	}()
}

// A helper is deferred, through another package.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredOtherPackage() {
	go func() {
		defer rescue.Log()
		boom()
	}()
}

// A helper is deferred, through a function that returns it.
// DESIGN §4 row 2, PEERS E21.
// verdict: survives
func caseDeferredCurried() {
	go func() {
		defer makeLog()()
		boom()
	}()
}
