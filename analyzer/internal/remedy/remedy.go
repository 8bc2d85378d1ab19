// Package remedy makes the edits that handle an error which is dropped, for all
// checks: the model says where the error can go, and this is how that is written.
package remedy

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// A Maker makes fixes in one package.
type Maker struct {
	Pass  *analysis.Pass
	Model *task.Model

	files *edit.Files
}

// New returns what makes the fixes in the package of a pass.
func New(pass *analysis.Pass, model *task.Model) Maker {
	return Maker{Pass: pass, Model: model, files: edit.Of(pass)}
}

// An Error is an error that is dropped.
type Error struct {
	What  string // "g.Wait's error"
	Cause string // what its text begins with, or ""
	Later string // what to call it where err is taken: "waitErr"
	// Needed marks an error that says that what follows cannot work.
	Needed bool
}

// Checked returns the fixes that look at the error of a statement, which drops
// it. Where what follows cannot work without what was not done, to log it and go on is
// no fix; and where it may be wanted all the same, to leave it out is none.
func (mk Maker) Checked(s task.Spot, e Error) []edit.Fix {
	o := mk.Model.OutletAt(s.In, s.Expr)
	if e.Needed && o.Kind == task.OutletLog || !e.Needed && o.Kind == task.OutletReturn && o.Ending == task.LeavesOut {
		return nil
	}
	return mk.checkedBy(s, o, e)
}

func (mk Maker) checkedBy(s task.Spot, o task.Outlet, e Error) []edit.Fix {
	set := mk.Begin(s.Stmt.Pos())
	mk.check(set, s, o, e)
	return Finish(set, o, e)
}

// Begin returns an empty set of edits for the file around a position. There is no
// fix of what its author has excused: the comment would stand behind other code, and
// what it is about is meant so.
func (mk Maker) Begin(at token.Pos) *edit.Set {
	f := mk.files.At(at)
	set := f.Begin()
	if f != nil && f.IsExcused(at) {
		set.Fail()
	}
	return set
}

// check makes "g.Wait()" the head of an if statement that handles the error.
func (mk Maker) check(set *edit.Set, s task.Spot, o task.Outlet, e Error) {
	if set.Failed() {
		return
	}
	blanks := strings.Repeat("_, ", s.Values-1)
	if require := mk.requires(set, o, s.Expr.Pos(), false); require != "" && s.Values == 1 && isAlone(s) {
		set.Insert(s.Expr.Pos(), require)
		set.Insert(s.Expr.End(), ")")
		return
	}
	if o.Last != nil {
		name := edit.Fresh(o.Func.Node, "", e.Later)
		set.Insert(s.Stmt.Pos(), blanks+name+" := ")
		do := mk.Handle(set, o, o.Last.Pos(), name, e)
		set.Before(o.Func.Body, o.Last, IfError(name, do))
		return
	}
	name := mk.nameFor(o, e)
	do := mk.Handle(set, o, s.Stmt.Pos(), name, e)
	set.Branch(s.Block, s.Stmt, "if "+blanks+name+" := ", "; "+name+" != nil", do)
}

// nameFor returns what to call the error: err, where that is not the result that
// it is put in.
func (mk Maker) nameFor(o task.Outlet, e Error) string {
	if o.Kind == task.OutletResult {
		return edit.Fresh(o.Func.Root.Node, "", e.Later)
	}
	return "err"
}

// Finish returns the fix that a set is, for an outlet.
func Finish(set *edit.Set, o task.Outlet, e Error) []edit.Fix {
	return set.Fixes(classOf(o), titleOf(o, e))
}

// IfError returns the if statement that does something when there was an error.
func IfError(err, do string) string {
	return "if " + err + " != nil {\n\t" + edit.Indented(do) + "\n}"
}

// Handle returns the statement by which an error of a name, which is known at a
// position, goes to the outlet.
func (mk Maker) Handle(s *edit.Set, o task.Outlet, at token.Pos, name string, e Error) string {
	if s.Failed() {
		return ""
	}
	switch o.Kind {
	case task.OutletNone:
		s.Fail()
		return ""
	case task.OutletReturn:
		zeros, ok := s.Zeros(mk.Model.Signature(o.Func), at)
		if !ok {
			s.Fail()
		}
		if e.Cause == "" {
			return "return " + zeros + name
		}
		return fmt.Sprintf("return %s%s.Errorf(\"%s: %%w\", %s)", zeros, s.Package("fmt", at), e.Cause, name)
	case task.OutletResult:
		typ, body := o.Func.Type, o.Func.Body
		result := s.NameResult(typ, body, typ.Results.NumFields()-1, "err", "retErr")
		if s.Lookup(result, at) != nil && mk.shadowed(s, o, result, at) {
			s.Fail()
		}
		if !s.Go("go1.20") {
			return fmt.Sprintf("if %s == nil {\n\t%[1]s = %[2]s\n}", result, name)
		}
		return fmt.Sprintf("%s = %s.Join(%[1]s, %[3]s)", result, s.Package("errors", at), name)
	case task.OutletFatal:
		return fmt.Sprintf("%s.Fatal(%s)", mk.test(s, o, at), name)
	case task.OutletError:
		return fmt.Sprintf("%s.Error(%s)", mk.test(s, o, at), name)
	}
	logger := s.Logger(at)
	if !mk.logs(logger) {
		s.Fail()
		return ""
	}
	text := "goroutine"
	if e.Cause != "" {
		text = e.Cause
	}
	return logger.Error(text+" failed", name)
}

// logs reports whether the package logs by a logger, and the file has it at hand: one that
// does not log, a program too, has its reasons, or a logger of another kind. That it logs
// panics says nothing: these have nowhere else to go. One of its own a program uses as it is.
func (mk Maker) logs(by edit.Logger) bool {
	if by.Path() == "" {
		return mk.Pass.Pkg.Name() == "main"
	}
	for _, imp := range mk.Pass.Pkg.Imports() {
		if imp.Path() == by.Path() {
			return by.IsAtHand() && mk.logsMore(imp)
		}
	}
	return false
}

// logsMore reports whether an imported package is used elsewhere than in functions
// that recover.
func (mk Maker) logsMore(imp *types.Package) bool {
	for id, obj := range mk.Pass.TypesInfo.Uses {
		if name, ok := obj.(*types.PkgName); ok && name.Imported() == imp && !mk.Model.IsInHandler(id) {
			return true
		}
	}
	return false
}

// shadowed reports whether the name of a result means something else at a place.
func (mk Maker) shadowed(s *edit.Set, o task.Outlet, name string, at token.Pos) bool {
	return s.Lookup(name, at) != s.Lookup(name, o.Func.Body.Lbrace+1)
}

// test returns the name by which a test fails at a place.
func (mk Maker) test(s *edit.Set, o task.Outlet, at token.Pos) string {
	if s.Lookup(o.Test.Name(), at) != types.Object(o.Test) {
		s.Fail()
	}
	return o.Test.Name()
}

// classOf returns the class of a fix by where it puts an error.
func classOf(o task.Outlet) edit.Class {
	switch o.Kind {
	case task.OutletReturn, task.OutletFatal:
		if o.Ending == task.LeavesOut {
			return edit.Behaviour
		}
		return edit.Safe
	case task.OutletResult, task.OutletError:
		return edit.Safe
	}
	return edit.Behaviour
}

func titleOf(o task.Outlet, e Error) string {
	in := o.Func.Name()
	if _, lit := o.Func.Node.(*ast.FuncLit); lit || in == "" {
		in = "the func"
	}
	switch o.Kind {
	case task.OutletReturn:
		return fmt.Sprintf("Return %s: %s fails with it", e.What, in)
	case task.OutletResult:
		return fmt.Sprintf("Join %s to what %s returns", e.What, in)
	case task.OutletFatal:
		return fmt.Sprintf("End the test with %s", e.What)
	case task.OutletError:
		return fmt.Sprintf("Fail the test with %s", e.What)
	}
	return fmt.Sprintf("Log %s: %s goes on", e.What, in)
}

// Words returns a name as words: "waitAll" is "wait all".
func Words(name string) string {
	var words strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		upper := unicode.IsUpper(r)
		if upper && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			words.WriteByte(' ')
		}
		if upper && (i+1 == len(runes) || !unicode.IsUpper(runes[i+1])) && (i == 0 || !unicode.IsUpper(runes[i-1]) || i+1 < len(runes)) {
			r = unicode.ToLower(r)
		}
		if r == '_' {
			r = ' '
		}
		words.WriteRune(r)
	}
	return words.String()
}
