// Package testdirectives has directives in its test file.
package testdirectives

func work() { panic("work") }
