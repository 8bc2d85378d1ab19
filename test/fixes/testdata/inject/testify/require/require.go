// Package require stands for the package of testify: it is known by its path.
package require

// A TestingT is a test.
type TestingT interface {
	Errorf(format string, args ...any)
	FailNow()
}

// NoError ends a test with an error.
func NoError(t TestingT, err error) {
	if err != nil {
		t.Errorf("%v", err)
		t.FailNow()
	}
}
