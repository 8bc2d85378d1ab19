package main

import "log"

// The helpers that the files forms_*.go use, one for each way to name a
// function. No two cases use one helper wrongly in the same way, for that
// would be one report.

func logPlain() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type methodLogger struct{}

func (methodLogger) log() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type valueLogger struct{}

func (valueLogger) log() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type exprLogger struct{}

func (exprLogger) log() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type logger interface{ log() }

type ifaceLogger struct{}

func (ifaceLogger) log() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type embedded struct{}

func (*embedded) log() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type embeds struct{ *embedded }

func logGeneric[T any]() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

type genericLogger[T any] struct{}

func (genericLogger[T]) log() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

var logVar = func() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func logParen() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func makeLog() func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}
}
