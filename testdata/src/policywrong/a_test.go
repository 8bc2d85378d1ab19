// This is a doc comment in a test file.
package policywrong

//taskcheck:policy crash a test does not decide for the package // want `this directive sets no policy: it must stand in the file`
