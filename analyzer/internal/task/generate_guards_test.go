package task_test

// A guardKind says what a guard does to a panic.
type guardKind uint8

const (
	noGuard guardKind = iota
	effective
	ineffective
)

func (k guardKind) String() string { return [...]string{"none", "effective", "ineffective"}[k] }

// A genGuard is what stands around the operation OP, or is meant to.
type genGuard struct {
	name   string
	kind   guardKind
	text   string
	decls  string // of the helper; OP in it is in the package of the goroutine
	away   bool   // the helper is another package's
	parent string // what stands in the func that starts the goroutine
	// meant says that the panic may be let through on purpose: it is enough
	// that it is reported at possible.
	meant bool
}

const (
	logs        = "if r := recover(); r != nil {\n\tlog.Println(\"recovered:\", r)\n}"
	deferLogs   = "defer func() {\n\t" + logs + "\n}()"
	declHelper  = "func Guard$() {\n\t" + logs + "\n}\n"
	declHandler = "type Handler$ struct{ name string }\n\nfunc (h Handler$) Guard() {\n\t" + logs + "\n}\n"
	declMaker   = "func Guards$() func() {\n\treturn func() {\n\t\t" + logs + "\n\t}\n}\n"
	declSafely  = "func Safely$(f func()) {\n\t" + deferLogs + "\n\tf()\n}\n"
	declInto    = "func Into$(err *error) {\n\tif r := recover(); r != nil {\n\t\t*err = fmt.Errorf(\"panic: %v\", r)\n\t}\n}\n"
	declSeq     = "func Once$(yield func(int) bool) { yield(0) }\n"
)

var genGuards = []genGuard{
	{name: "none", text: "OP"},

	{name: "literal that logs", kind: effective, text: deferLogs + "\nOP"},
	{name: "literal that drops", kind: effective, text: "defer func() { _ = recover() }()\nOP"},
	{name: "literal that keeps the value", kind: effective, text: "var cause any\ndefer func() { keep(cause) }()\ndefer func() { cause = recover() }()\nOP"},
	{name: "literal that defers recover", kind: effective, text: "defer func() { defer recover() }()\nOP"},
	{name: "helper", kind: effective, decls: declHelper, text: "defer #Guard$()\nOP"},
	{name: "helper of another package", kind: effective, decls: declHelper, away: true, text: "defer #Guard$()\nOP"},
	{name: "helper that defers recover", kind: effective, decls: "func Guard$() { defer recover() }\n", text: "defer #Guard$()\nOP"},
	{name: "helper with an argument", kind: effective, decls: "func Guard$(name string) {\n\tif r := recover(); r != nil {\n\t\tlog.Println(name, r)\n\t}\n}\n", text: "defer #Guard$(\"job\")\nOP"},
	{name: "generic helper", kind: effective, decls: "func Guard$[T any](v T) {\n\tif r := recover(); r != nil {\n\t\tkeep(v)\n\t}\n}\n", text: "defer #Guard$(1)\nOP"},
	{name: "method", kind: effective, decls: declHandler, text: "h := #Handler${}\ndefer h.Guard()\nOP"},
	{name: "method of another package", kind: effective, decls: declHandler, away: true, text: "defer #Handler${}.Guard()\nOP"},
	{name: "promoted method", kind: effective, decls: declHandler + "\ntype Wide$ struct{ Handler$ }\n", text: "defer #Wide${}.Guard()\nOP"},
	{name: "method value", kind: effective, decls: declHandler, text: "guard := #Handler${}.Guard\ndefer guard()\nOP"},
	{name: "func of a maker", kind: effective, decls: declMaker, text: "defer #Guards$()()\nOP"},
	{name: "func of a maker of another package", kind: effective, decls: declMaker, away: true, text: "defer #Guards$()()\nOP"},
	{name: "local func", kind: effective, text: "guard := func() {\n\t" + logs + "\n}\ndefer guard()\nOP"},
	{name: "wrapper", kind: effective, decls: declSafely, text: "#Safely$(func() {\n\tOP\n})"},
	{name: "wrapper of another package", kind: effective, decls: declSafely, away: true, text: "#Safely$(func() {\n\tOP\n})"},
	{name: "guarded callee", kind: effective, decls: "func Guarded$(c CTYPE) {\n\t" + deferLogs + "\n\tOP\n}\n", text: "Guarded$(c)"},
	{name: "guarded literal", kind: effective, text: "func() {\n\t" + deferLogs + "\n\tOP\n}()"},
	{name: "named error", kind: effective, text: "run := func() (failed error) {\n\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\tfailed = fmt.Errorf(\"panic: %v\", r)\n\t\t}\n\t}()\n\tOP\n\treturn nil\n}\nif err := run(); err != nil {\n\tlog.Println(err)\n}"},
	{name: "helper that sets an error", kind: effective, decls: declInto, text: "var stopped error\ndefer #Into$(&stopped)\nOP"},
	{name: "guard behind one that panics again", kind: effective, text: deferLogs + "\ndefer func() {\n\tif r := recover(); r != nil {\n\t\tpanic(r)\n\t}\n}()\nOP"},
	{name: "runtime.Goexit", kind: effective, text: "defer runtime.Goexit()\nOP"},
	{name: "guard in a loop", kind: effective, text: "for range 1 {\n\t" + deferLogs + "\n\tOP\n}"},
	{name: "guard after a close", kind: effective, text: "done := make(chan struct{})\ndefer close(done)\n" + deferLogs + "\nOP"},

	{name: "defer recover()", kind: ineffective, text: "defer recover()\nOP"},
	{name: "helper called by a deferred func", kind: ineffective, decls: declHelper, text: "defer func() { #Guard$() }()\nOP"},
	{name: "helper of another package called by a deferred func", kind: ineffective, decls: declHelper, away: true, text: "defer func() { #Guard$() }()\nOP"},
	{name: "literal in a deferred literal", kind: ineffective, text: "defer func() {\n\tfunc() { keep(recover()) }()\n}()\nOP"},
	{name: "defer in a deferred literal", kind: ineffective, text: "defer func() {\n\tdefer func() { keep(recover()) }()\n}()\nOP"},
	{name: "helper of a helper", kind: ineffective, decls: declHelper + "\nfunc Deep$() { Guard$() }\n", text: "defer #Deep$()\nOP"},
	{name: "guard that comes too late", kind: ineffective, text: "OP\n" + deferLogs},
	{name: "helper that comes too late", kind: ineffective, decls: declHelper, text: "OP\ndefer #Guard$()"},
	{name: "guard in the parent", kind: ineffective, text: "OP", parent: deferLogs},
	{name: "helper in the parent", kind: ineffective, text: "OP", decls: declHelper, parent: "defer #Guard$()"},
	{name: "guard on another branch", kind: ineffective, meant: true, text: "if os.Getenv(\"RECOVER\") != \"\" {\n\t" + deferLogs + "\n}\nOP"},
	{name: "recover on another branch", kind: ineffective, meant: true, text: "defer func() {\n\tif os.Getenv(\"RECOVER\") != \"\" {\n\t\tkeep(recover())\n\t}\n}()\nOP"},
	{name: "literal that panics again", kind: ineffective, meant: true, text: "defer func() {\n\tif r := recover(); r != nil {\n\t\tlog.Println(r)\n\t\tpanic(r)\n\t}\n}()\nOP"},
	{name: "helper that panics again", kind: ineffective, meant: true, decls: "func Guard$() {\n\tif r := recover(); r != nil {\n\t\tpanic(fmt.Sprint(\"again: \", r))\n\t}\n}\n", text: "defer #Guard$()\nOP"},
	{name: "recover called", kind: ineffective, text: "keep(recover())\nOP"},
	{name: "helper called", kind: ineffective, decls: declHelper, text: "#Guard$()\nOP"},
	{name: "recover that is a variable", kind: ineffective, text: "{\n\trecover := func() any { return nil }\n\tdefer func() { keep(recover()) }()\n}\nOP"},
	{name: "guard in another callee", kind: ineffective, decls: "func Other$() {\n\t" + deferLogs + "\n\tkeep(\"other\")\n}\n", text: "#Other$()\nOP"},
	{name: "guard in another literal", kind: ineffective, text: "func() {\n\t" + deferLogs + "\n\tkeep(\"other\")\n}()\nOP"},
	{name: "wrapper around something else", kind: ineffective, decls: declSafely, text: "#Safely$(func() { keep(\"other\") })\nOP"},
	{name: "guard in another goroutine", kind: ineffective, text: "go func() {\n\t" + deferLogs + "\n}()\nOP"},
	{name: "guard in the goroutine around", kind: ineffective, text: deferLogs + "\ngo func() {\n\tOP\n}()"},
	{name: "recover among the arguments", kind: ineffective, text: "defer keep(recover())\nOP"},
	{name: "maker that is not called", kind: ineffective, decls: declMaker, text: "defer #Guards$()\nOP"},
	{name: "recover in a range over a func", kind: ineffective, decls: declSeq, text: "defer func() {\n\tfor range #Once$ {\n\t\tkeep(recover())\n\t}\n}()\nOP"},
	{name: "recover in once.Do", kind: ineffective, text: "var once sync.Once\ndefer once.Do(func() { keep(recover()) })\nOP"},
	{name: "operation deferred before the guard", kind: ineffective, text: "defer func() {\n\tOP\n}()\n" + deferLogs},
	{name: "method that is named recover", kind: ineffective, decls: "type Handler$ struct{}\n\nfunc (Handler$) Recover() {}\n", text: "defer #Handler${}.Recover()\nOP"},
}
