package edit

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// A Logger is how code at a place logs.
type Logger struct {
	entry library.Logger
	of    string // what the calls are of; "" for a package
	set   *Set
	at    token.Pos
	short string       // a beginning that the messages of the file have
	by    types.Object // what it is a value of, or nil
	found bool         // it is used already
}

// Logger returns the logger that the code around a position uses, or else the
// file, or else package log.
func (s *Set) Logger(at token.Pos) Logger {
	l := Logger{entry: library.Loggers[0], set: s, at: at}
	if s.failed {
		return l
	}
	best := -1
	search := func(file *ast.File) {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			near := fn.Pos() <= at && at < fn.End()
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				found, ok := s.loggerOf(call, fn, at)
				if weight := s.weight(found, near); ok && weight > best {
					best, l = weight, found
				}
				return true
			})
		}
	}
	search(s.AST)
	for _, file := range s.Pass.Files {
		if best < 0 && !strings.HasSuffix(s.Pass.Fset.Position(file.Package).Filename, "_test.go") {
			search(file)
		}
	}
	return l
}

// weight says how much a logger is to be preferred: one that the func around the
// place uses to one of elsewhere, and one that is at hand to the global one.
func (s *Set) weight(l Logger, near bool) (n int) {
	if near {
		n += 8
	}
	if l.of != "" {
		n += 4
	}
	if l.short != "" {
		n++
	}
	if strings.HasSuffix(l.short, ": ") {
		n++
	}
	return n
}

// loggerOf returns the logger that a call in a func is of, if code at a position
// can use it.
func (s *Set) loggerOf(call *ast.CallExpr, in *ast.FuncDecl, at token.Pos) (l Logger, ok bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return l, false
	}
	fn, ok := s.Pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return l, false
	}
	recv := library.ReceiverName(fn)
	if entry, isOwn := ownLogger(fn); isOwn {
		l = Logger{entry: entry, set: s, at: at, short: s.beginning(call), by: s.objectOf(sel.X), found: true}
		l.of, ok = s.spelled(sel.X, in, at)
		return l, ok
	}
	i := slices.IndexFunc(library.Loggers, func(e library.Logger) bool {
		return e.Path == fn.Pkg().Path() && e.Recv == recv && slices.Contains(e.Names, fn.Name())
	})
	if i < 0 {
		return l, false
	}
	l = Logger{entry: library.Loggers[i], set: s, at: at, short: s.beginning(call), by: s.objectOf(sel.X), found: true}
	if recv == "" {
		return l, true
	}
	l.of, ok = s.spelled(sel.X, in, at)
	return l, ok
}

// ownLogger returns how one logs by a method of a type that is not known.
func ownLogger(fn *types.Func) (entry library.Logger, ok bool) {
	recv := fn.Signature().Recv()
	if recv == nil || !isPrintf(fn) {
		return entry, false
	}
	for _, known := range library.Loggers {
		if fn.Pkg() == nil || known.Path == fn.Pkg().Path() {
			return entry, false
		}
	}
	for _, own := range library.OwnLoggers {
		if !slices.Contains(own.Names, fn.Name()) || !strings.Contains(library.ReceiverName(fn), own.Type) {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, fn.Pkg(), own.By)
		if method, isFunc := obj.(*types.Func); isFunc && isPrintf(method) {
			return own.Logger, true
		}
	}
	return entry, false
}

// isPrintf reports whether a method takes a format and what belongs to it.
func isPrintf(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Params().Len() != 2 || !sig.Variadic() || sig.Results().Len() > 0 {
		return false
	}
	b, isBasic := sig.Params().At(0).Type().(*types.Basic)
	return isBasic && b.Kind() == types.String && types.IsInterface(sig.Params().At(1).Type().(*types.Slice).Elem())
}

// spelled returns the expression of a logger as code at a position writes it: it
// is a package variable, or a field of the receiver, or a variable in scope.
func (s *Set) spelled(x ast.Expr, in *ast.FuncDecl, at token.Pos) (text string, ok bool) {
	root := ast.Unparen(x)
	for {
		sel, isSel := root.(*ast.SelectorExpr)
		if !isSel {
			break
		}
		root = ast.Unparen(sel.X)
	}
	id, isID := root.(*ast.Ident)
	if !isID {
		return "", false
	}
	obj := s.Pass.TypesInfo.ObjectOf(id)
	text = types.ExprString(x) // it may be in another file
	if s.Lookup(id.Name, at) == obj {
		return text, true
	}
	if in.Recv == nil || len(in.Recv.List[0].Names) == 0 || s.Pass.TypesInfo.Defs[in.Recv.List[0].Names[0]] != obj {
		return "", false
	}
	other := s.receiverAt(at)
	if other == nil || !types.Identical(other.Type(), obj.Type()) || s.Lookup(other.Name(), at) != types.Object(other) {
		return "", false
	}
	return other.Name() + strings.TrimPrefix(text, id.Name), true
}

// receiverAt returns the receiver of the method around a position.
func (f *File) receiverAt(at token.Pos) *types.Var {
	for _, decl := range f.AST.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if ok && fn.Pos() <= at && at < fn.End() && fn.Recv != nil && len(fn.Recv.List[0].Names) > 0 {
			v, _ := f.Pass.TypesInfo.Defs[fn.Recv.List[0].Names[0]].(*types.Var)
			return v
		}
	}
	return nil
}

// levelRx matches what a log message begins with that names its level, and who logs.
var levelRx = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^"\[(?:DEBUG|INFO|WARN|ERR|ERROR)\] ([a-zA-Z0-9._-]+: )?`)
})

// whoRx matches what a log message begins with that may name who logs.
var whoRx = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^"([a-zA-Z0-9._/-]+: )`) })

// beginning returns what the text of a log message of the file begins with, if that
// names the level, as in "[ERR] memberlist: ", or who logs, as nearly all of the package do.
func (s *Set) beginning(call *ast.CallExpr) string {
	text := textOf(call)
	if m := levelRx().FindStringSubmatch(text); m != nil {
		return "[ERR] " + m[1]
	}
	if m := whoRx().FindStringSubmatch(text); m != nil && s.isShared(call, m[0]) {
		return m[1]
	}
	return ""
}

// textOf returns the source of the text that a call is given first, if it is written there.
func textOf(call *ast.CallExpr) string {
	if len(call.Args) == 0 {
		return ""
	}
	lit, ok := ast.Unparen(call.Args[0]).(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	return lit.Value
}

// isShared reports whether three messages or more of the package are given to the logger of
// a call, and three of four begin in the same way.
func (s *Set) isShared(call *ast.CallExpr, beginning string) bool {
	of := s.loggerObject(call)
	all, same := 0, 0
	for _, file := range s.Pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if other, ok := n.(*ast.CallExpr); ok && textOf(other) != "" && of != nil && s.loggerObject(other) == of {
				if all++; strings.HasPrefix(textOf(other), beginning) {
					same++
				}
			}
			return true
		})
	}
	return all >= 3 && 4*same >= 3*all
}

// loggerObject returns what a call of a logger is selected from: a variable, or a package.
func (s *Set) loggerObject(call *ast.CallExpr) any {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	switch obj := s.objectOf(sel.X).(type) {
	case nil:
		return nil
	case *types.PkgName:
		return obj.Imported()
	default:
		return obj
	}
}

// objectOf returns the variable or field that an expression denotes, or nil.
func (f *File) objectOf(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.Pass.TypesInfo.ObjectOf(e)
	case *ast.SelectorExpr:
		return f.Pass.TypesInfo.ObjectOf(e.Sel)
	}
	return nil
}

// IsHeard reports whether what is logged reaches somebody: the package logs so already,
// and the logger is neither one that may be nil nor one that drops everything until
// somebody sets another.
func (l Logger) IsHeard() bool {
	if !l.found || l.set.failed {
		return false
	}
	for _, file := range l.set.Pass.Files {
		heard := true
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				heard = heard && !(n.Op == token.NEQ && l.by != nil && l.set.objectOf(n.X) == l.by && l.set.Pass.TypesInfo.Types[n.Y].IsNil())
			case *ast.ValueSpec:
				heard = heard && !l.isMuteIn(n)
			}
			return heard
		})
		if !heard {
			return false
		}
	}
	return true
}

// isMuteIn reports whether a declaration gives the logger a value that drops what it
// gets: it writes to io.Discard, or its methods do nothing.
func (l Logger) isMuteIn(spec *ast.ValueSpec) (mute bool) {
	i := slices.IndexFunc(spec.Names, func(id *ast.Ident) bool { return l.by != nil && l.set.Pass.TypesInfo.Defs[id] == l.by })
	if i < 0 || len(spec.Values) != len(spec.Names) {
		return false
	}
	ast.Inspect(spec.Values[i], func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		mute = mute || ok && id.Name == "Discard"
		return !mute
	})
	return mute || l.set.doesNothing(l.set.Pass.TypesInfo.TypeOf(spec.Values[i]))
}

// doesNothing reports whether a type of the package has methods, and none has a body
// with anything in it.
func (f *File) doesNothing(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	methods, busy := 0, 0
	for _, file := range f.Pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Body == nil {
				continue
			}
			obj, _ := f.Pass.TypesInfo.Defs[fn.Name].(*types.Func)
			if obj == nil || library.ReceiverName(obj) != named.Obj().Name() {
				continue
			}
			methods++
			busy += min(1, len(fn.Body.List))
		}
	}
	return methods > 0 && busy == 0
}

// IsAtHand reports whether the file logs by it, or has a value to log by: it needs no
// import for that.
func (l Logger) IsAtHand() bool {
	return l.of != "" || slices.ContainsFunc(l.set.AST.Imports, func(imp *ast.ImportSpec) bool { return strings.Trim(imp.Path.Value, "`\"") == l.entry.Path })
}

// Path returns the package of the logger.
func (l Logger) Path() string { return l.entry.Path }

// Panic returns the statement that logs a panic, with the stack.
func (l Logger) Panic(text, value string) string { return l.fill(l.entry.Panic, text, value) }

// Error returns the statement that logs an error.
func (l Logger) Error(text, value string) string { return l.fill(l.entry.Error, text, value) }

func (l Logger) fill(form, text, value string) string {
	var pairs []string
	add := func(word, path, behind string) {
		if strings.Contains(form, word) {
			pairs = append(pairs, word, l.set.Package(path, l.at)+behind)
		}
	}
	of := l.of
	if of == "" && strings.Contains(form, "LOG") {
		of = l.set.Package(l.entry.Path, l.at)
	}
	add("PKG", l.entry.Path, "")
	add("FMT", "fmt", "")
	add("STACK", "runtime/debug", ".Stack()")
	return strings.NewReplacer(append(pairs, "LOG", of, "TEXT", l.short+text, "VALUE", value)...).Replace(form)
}
