package remedy

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// ResultNames are the names that a result gets which is its function's error.
var ResultNames = []string{"err", "retErr", "panicErr"}

// ResultIn gives the error of a function a name that a literal in it can use, and
// returns it.
func ResultIn(s *edit.Set, f *task.Func, i int, lit *ast.FuncLit) string {
	names := slices.DeleteFunc(slices.Clone(ResultNames), func(name string) bool { return edit.Fresh(lit, "", name) != name })
	if len(names) == 0 {
		s.Fail()
		return ""
	}
	return s.NameResult(f.Type, f.Body, i, names...)
}

// Handler returns the deferred func literal of a body.
func Handler(body string) string { return "defer func() {\n\t" + edit.Indented(body) + "\n}()" }

// IfRecovered returns the if statement that does something when there was a panic,
// with the value of it by a name.
func IfRecovered(value, do string) string {
	return "if " + value + " := recover(); " + value + " != nil {\n\t" + edit.Indented(do) + "\n}"
}

// ValueName returns a name for the value of a panic that hides nothing in a text.
func ValueName(used string) string { return edit.Fresh(nil, used, "r", "p", "v") }

// valueName is ValueName for code at a position: nor does it hide a parameter, or
// the receiver.
func (mk Maker) valueName(s *edit.Set, at token.Pos, used string) string {
	for _, name := range []string{"r", "p", "v"} {
		if s.Lookup(name, at) != nil {
			used += " " + name
		}
	}
	return ValueName(used)
}

// Sees reports whether a name means at a position what it means at the start of a
// function, where it may be about to be declared.
func Sees(s *edit.Set, f *task.Func, name string, at token.Pos) bool {
	here, there := s.Lookup(name, at), s.Lookup(name, f.Body.Lbrace+1)
	if here == there {
		return true
	}
	v, ok := here.(*types.Var)
	return ok && v.Pos() < f.Body.Lbrace
}

// Means reports whether all names in an expression mean the same at a position.
func (mk Maker) Means(s *edit.Set, e ast.Expr, at token.Pos) (same bool) {
	same = true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			same = same && mk.Means(s, n.X, at)
			return false
		case *ast.Ident:
			same = same && s.Lookup(n.Name, at) == mk.Pass.TypesInfo.ObjectOf(n)
		}
		return same
	})
	return same
}

// Tell adds to a handler what makes an error of the panic, and has it told by the
// statement that tell returns for an expression. A panic with an error stays one.
func (mk Maker) Tell(s *edit.Set, r task.Recovery, used string, tell func(err string) string) {
	if s.Failed() {
		return
	}
	at := r.Body.Rbrace
	value := ValueName(used)
	if r.Value != nil {
		value = r.Value.Name
		if s.Lookup(value, at) != mk.Pass.TypesInfo.Defs[r.Value] {
			s.Fail()
			return
		}
	}
	text := mk.tellText(s, at, r, used, value, tell)
	switch {
	case r.Alone != nil:
		text = IfRecovered(value, text)
		if s.Lines(r.Body) {
			s.ReplaceNode(r.Alone, text)
			return
		}
		s.Cut(r.Body, r.Alone)
		s.First(r.Body, text)
		return
	case r.Branch != nil:
		s.Insert(r.Branch.Cond.Pos(), value+" := recover(); ")
		s.ReplaceNode(r.Call, value)
	}
	switch n := len(r.Body.List); {
	case r.Last != nil:
		s.Before(r.Body, r.Last, text)
	case n > 0:
		s.After(r.Body, r.Body.List[n-1], text)
	default:
		s.First(r.Body, text)
	}
}

// tellText returns the statements that make an error of a value and have it told.
func (mk Maker) tellText(s *edit.Set, at token.Pos, r task.Recovery, used, value string, tell func(string) string) string {
	pkg := s.Package("fmt", at)
	cause := edit.Fresh(r.Lit, used, "cause", "reason")
	return "if " + cause + ", ok := " + value + ".(error); ok {\n\t" +
		tell(pkg+`.Errorf("panic: %w", `+cause+")") + "\n} else {\n\t" +
		tell(pkg+`.Errorf("panic: %v", `+value+")") + "\n}"
}
