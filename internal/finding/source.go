package finding

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
)

// Sources reads the files that findings are in, each once.
type Sources struct{ files map[string]*file }

type file struct {
	text  []byte // nil if it cannot be read
	lines []string
	funcs []span // once they are asked for
}

// A span is a declared func, and the lines that it is on.
type span struct {
	name     string
	from, to int
}

// Text returns the text of a file, or nil if it cannot be read.
func (s *Sources) Text(name string) []byte { return s.file(name).text }

// Line returns the line of a file without its end, or "" if there is none.
func (s *Sources) Line(name string, line int) string {
	if lines := s.file(name).lines; 0 < line && line <= len(lines) {
		return strings.TrimRight(lines[line-1], "\r\n")
	}
	return ""
}

// Function returns the name of the func that the line of a file is in: "name",
// "T.name", "(*T).name", or "".
func (s *Sources) Function(name string, line int) string {
	f := s.file(name)
	if f.funcs == nil {
		f.funcs = funcsOf(f.text)
	}
	for _, fn := range f.funcs {
		if fn.from <= line && line <= fn.to {
			return fn.name
		}
	}
	return ""
}

// funcsOf returns the declared funcs of a file. One that does not parse has no
// findings, but may have had some.
func funcsOf(text []byte) []span {
	funcs := []span{} // not nil
	fset := token.NewFileSet()
	syntax, _ := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if syntax == nil {
		return funcs
	}
	for _, decl := range syntax.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			// Not as //line comments have it: the name is that of this file.
			from, to := fset.PositionFor(fn.Pos(), false), fset.PositionFor(fn.End(), false)
			funcs = append(funcs, span{funcName(fn), from.Line, to.Line})
		}
	}
	return funcs
}

// funcName returns the name of the func with its receiver.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	recv, pointer := ast.Unparen(fn.Recv.List[0].Type), false
	if star, ok := recv.(*ast.StarExpr); ok {
		recv, pointer = ast.Unparen(star.X), true
	}
	switch generic := recv.(type) {
	case *ast.IndexExpr:
		recv = generic.X
	case *ast.IndexListExpr:
		recv = generic.X
	}
	id, ok := recv.(*ast.Ident)
	switch {
	case !ok:
		return fn.Name.Name
	case pointer:
		return "(*" + id.Name + ")." + fn.Name.Name
	}
	return id.Name + "." + fn.Name.Name
}

// Generated reports whether a program wrote the file.
func (s *Sources) Generated(name string) bool {
	syntax, _ := parser.ParseFile(token.NewFileSet(), "", s.Text(name), parser.PackageClauseOnly|parser.ParseComments)
	return syntax != nil && ast.IsGenerated(syntax)
}

func (s *Sources) file(name string) *file {
	if f, ok := s.files[name]; ok {
		return f
	}
	if s.files == nil {
		s.files = make(map[string]*file)
	}
	f := new(file)
	s.files[name] = f
	text, err := os.ReadFile(name)
	if err != nil {
		return f // such as a file of an overlay: its findings are shown without it
	}
	f.text, f.lines = text, strings.SplitAfter(string(text), "\n")
	return f
}
