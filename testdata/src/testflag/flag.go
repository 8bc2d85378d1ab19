// Package testflag is analyzed with -taskrecover.tests.
package testflag

func work() { panic("work") }
