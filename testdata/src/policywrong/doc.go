// Package policywrong has directives that set no policy.
package policywrong

//taskcheck:policy // want `this directive sets no policy; write "//taskcheck:policy crash reason" \[taskignore/malformed certain\]`
//taskcheck:policy crash // want `this directive sets no policy: it gives no reason; write`
//taskcheck:policy survive every goroutine is to be guarded // want `this directive sets no policy: none is named "survive" \(have crash\)`
//taskcheck:policies crash on purpose // want `no directive is named "taskcheck:policies"`
