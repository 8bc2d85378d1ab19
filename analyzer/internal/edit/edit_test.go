package edit

import (
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// load returns a pass over one file.
func load(t *testing.T, src string) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
		Implicits: make(map[ast.Node]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Scopes: make(map[ast.Node]*types.Scope), FileVersions: make(map[*ast.File]string),
	}
	conf := types.Config{Importer: importer.Default(), GoVersion: "go1.26"}
	pkg, err := conf.Check("a", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{
		Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info,
		ReadFile: func(string) ([]byte, error) { return []byte(src), nil },
	}
}

// body returns the body of the last function literal or declaration.
func body(pass *analysis.Pass) (found *ast.BlockStmt) {
	ast.Inspect(pass.Files[0], func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = n.Body
		case *ast.FuncDecl:
			if found == nil {
				found = n.Body
			}
		}
		return true
	})
	return found
}

// apply returns the source with a fix made, which has to compile.
func apply(t *testing.T, src string, pass *analysis.Pass, fix Fix) string {
	t.Helper()
	file := Of(pass).At(pass.Files[0].Package)
	var out strings.Builder
	at := 0
	for _, e := range fix.Edits {
		out.WriteString(src[at:file.offset(e.Pos)])
		out.Write(e.NewText)
		at = file.offset(e.End)
	}
	out.WriteString(src[at:])
	load(t, out.String())
	if formatted, err := format.Source([]byte(out.String())); err != nil || string(formatted) != out.String() {
		t.Errorf("not formatted (%v):\n%s", err, out.String())
	}
	return out.String()
}

// The bodies that a statement goes into, at several indentations.
func TestStatements(t *testing.T) {
	const text = "defer func() {\n\t_ = recover()\n}()"
	for _, test := range []struct {
		name, src string
		edit      func(s *Set, body *ast.BlockStmt)
		want      string
	}{
		{"empty", "package a\n\nfunc f() {}\n", first, "package a\n\nfunc f() {\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n}\n"},
		{"one line", "package a\n\nfunc f() { g() }\nfunc g() {}\n", first, "package a\n\nfunc f() {\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n\tg()\n}\nfunc g() {}\n"},
		{"two on one line", "package a\n\nfunc f() { g(); g() }\nfunc g() {}\n", first, "package a\n\nfunc f() {\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n\tg()\n\tg()\n}\nfunc g() {}\n"},
		{"lines", "package a\n\nfunc f() {\n\t// why\n\tg()\n}\nfunc g() {}\n", first, "package a\n\nfunc f() {\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n\t// why\n\tg()\n}\nfunc g() {}\n"},
		{"comment behind the brace", "package a\n\nfunc f() { // why\n\tg()\n}\nfunc g() {}\n", first, "package a\n\nfunc f() { // why\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n\tg()\n}\nfunc g() {}\n"},
		{"literal", "package a\n\nfunc f() {\n\tif true {\n\t\tgo func() { f() }()\n\t}\n}\n", first,
			"package a\n\nfunc f() {\n\tif true {\n\t\tgo func() {\n\t\t\tdefer func() {\n\t\t\t\t_ = recover()\n\t\t\t}()\n\t\t\tf()\n\t\t}()\n\t}\n}\n"},
		{"argument on its line", "package a\n\nfunc f(func()) {\n\tf(\n\t\tfunc() { f(nil) },\n\t)\n}\n", first,
			"package a\n\nfunc f(func()) {\n\tf(\n\t\tfunc() {\n\t\t\tdefer func() {\n\t\t\t\t_ = recover()\n\t\t\t}()\n\t\t\tf(nil)\n\t\t},\n\t)\n}\n"},
		{"before", "package a\n\nfunc f() {\n\tg()\n\n\t// why\n\tg()\n}\nfunc g() {}\n",
			func(s *Set, b *ast.BlockStmt) { s.Before(b, b.List[1], text) },
			"package a\n\nfunc f() {\n\tg()\n\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n\t// why\n\tg()\n}\nfunc g() {}\n"},
		{"after", "package a\n\nfunc f() {\n\tg() // first\n\tg()\n}\nfunc g() {}\n",
			func(s *Set, b *ast.BlockStmt) { s.After(b, b.List[0], text) },
			"package a\n\nfunc f() {\n\tg() // first\n\tdefer func() {\n\t\t_ = recover()\n\t}()\n\tg()\n}\nfunc g() {}\n"},
		{"moved", "package a\n\nfunc f() {\n\tg()\n\n\t// last\n\tg() // one\n}\nfunc g() {}\n",
			func(s *Set, b *ast.BlockStmt) {
				above, text, behind := s.Cut(b, b.List[1])
				s.First(b, above+"defer "+text+behind)
			},
			"package a\n\nfunc f() {\n\t// last\n\tdefer g() // one\n\tg()\n}\nfunc g() {}\n"},
		{"moved on one line", "package a\n\nfunc f() { g(); f() }\nfunc g() {}\n",
			func(s *Set, b *ast.BlockStmt) {
				_, text, _ := s.Cut(b, b.List[1])
				s.First(b, "defer "+text)
			},
			"package a\n\nfunc f() {\n\tdefer f()\n\tg()\n}\nfunc g() {}\n"},
		{"a raw string keeps its lines", "package a\n\nfunc f() {\n\tg(`a\nb`)\n}\nfunc g(string) {}\n",
			func(s *Set, b *ast.BlockStmt) {
				_, text, _ := s.Cut(b, b.List[0])
				s.First(b, "for {\n\t"+Indented(text)+"\n}")
			},
			"package a\n\nfunc f() {\n\tfor {\n\t\tg(`a\nb`)\n\t}\n}\nfunc g(string) {}\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			pass := load(t, test.src)
			s := Of(pass).At(pass.Files[0].Package).Begin()
			test.edit(s, body(pass))
			fix, ok := s.Fix(Safe, "Change it")
			if !ok {
				t.Fatal("no fix")
			}
			if got := apply(t, test.src, pass, fix); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func first(s *Set, body *ast.BlockStmt) { s.First(body, "defer func() {\n\t_ = recover()\n}()") }

// The declarations that an import goes into. Both imports are added by fixes of
// their own, whose edits go together.
func TestImports(t *testing.T) {
	const use = "\nfunc f() { f() }\n"
	for _, test := range []struct{ name, src, fmt, both string }{
		{"none", "package a\n" + use, "package a\n\nimport \"fmt\"\n", ""},
		{"one before", "package a\n\nimport \"errors\"\n" + use + "\nvar _ = errors.New\n",
			"import (\n\t\"errors\"\n\t\"fmt\"\n)\n", "import (\n\t\"errors\"\n\t\"fmt\"\n\t\"runtime/debug\"\n)\n"},
		{"one behind", "package a\n\nimport \"sync\"\n" + use + "\nvar _ sync.Once\n",
			"import (\n\t\"fmt\"\n\t\"sync\"\n)\n", "import (\n\t\"fmt\"\n\t\"runtime/debug\"\n\t\"sync\"\n)\n"},
		{"between", "package a\n\nimport (\n\t\"errors\"\n\t\"sync\"\n)\n" + use + "\nvar _ sync.Once\nvar _ = errors.New\n",
			"\t\"errors\"\n\t\"fmt\"\n\t\"sync\"\n", "\t\"errors\"\n\t\"fmt\"\n\t\"runtime/debug\"\n\t\"sync\"\n"},
		{"at the end", "package a\n\nimport (\n\t\"errors\"\n\t\"flag\"\n)\n" + use + "\nvar _ = flag.Parse\nvar _ = errors.New\n",
			"\t\"flag\"\n\t\"fmt\"\n)", "\t\"flag\"\n\t\"fmt\"\n\t\"runtime/debug\"\n)"},
		{"there", "package a\n\nimport \"fmt\"\n" + use + "\nvar _ = fmt.Sprint\n", "import \"fmt\"\n", "import (\n\t\"fmt\"\n\t\"runtime/debug\"\n)\n"},
		{"there by another name", "package a\n\nimport f \"fmt\"\n\nfunc g() { g() }\n\nvar _ = f.Sprint\n", "f.Print()", ""},
		{"a var of the name", "package a\n\nvar fmt = 1\n" + use, "import stdfmt \"fmt\"\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			pass := load(t, test.src)
			one := printing(t, pass, "fmt", "Print()")
			if got := apply(t, test.src, pass, one); !strings.Contains(got, test.fmt) {
				t.Errorf("got\n%s\nwant\n%s", got, test.fmt)
			}
			if test.both == "" {
				return
			}
			two := printing(t, pass, "runtime/debug", "Stack()")
			two.Edits = two.Edits[:len(two.Edits):len(two.Edits)]
			if got := apply(t, test.src, pass, merged(one, two)); !strings.Contains(got, test.both) {
				t.Errorf("got\n%s\nwant\n%s", got, test.both)
			}
		})
	}
}

// printing returns a fix that adds a call of the package.
func printing(t *testing.T, pass *analysis.Pass, path, call string) Fix {
	t.Helper()
	s := Of(pass).At(pass.Files[0].Package).Begin()
	b := body(pass)
	name := s.Package(path, b.Lbrace+1)
	s.After(b, b.List[0], name+"."+call)
	fix, ok := s.Fix(Safe, "Print")
	if !ok {
		t.Fatal("no fix")
	}
	return fix
}

// merged returns the edits of two fixes as drivers merge them. What both change
// in the body stands last, and is the first's with that of the second behind it.
func merged(a, b Fix) Fix {
	m := Fix{Edits: append([]analysis.TextEdit(nil), a.Edits...)}
	for _, e := range b.Edits {
		same := false
		for i, o := range m.Edits {
			if o.Pos == e.Pos && o.End == e.End && string(o.NewText) == string(e.NewText) {
				same = true
			} else if o.Pos == e.Pos && o.End == e.End && o.End > o.Pos {
				m.Edits[i].NewText, same = []byte(strings.TrimRight(string(o.NewText), "\n\t")+string(e.NewText)), true
			}
		}
		if !same {
			m.Edits = append(m.Edits, e)
		}
	}
	for i := range m.Edits {
		for j := i; j > 0 && (m.Edits[j].Pos < m.Edits[j-1].Pos || m.Edits[j].Pos == m.Edits[j-1].Pos && m.Edits[j].End < m.Edits[j-1].End); j-- {
			m.Edits[j], m.Edits[j-1] = m.Edits[j-1], m.Edits[j]
		}
	}
	return m
}

// Where no name is right there is no fix.
func TestNoFix(t *testing.T) {
	for name, src := range map[string]string{
		"cgo":                 "package a\n\nimport \"C\"\n\nfunc f() { f() }\n",
		"generated":           "// Code generated by hand. DO NOT EDIT.\n\npackage a\n\nfunc f() { f() }\n",
		"hidden by a var":     "package a\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint\n\nfunc f(fmt int) { f(fmt) }\n",
		"a comment on a line": "package a\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint\n\nfunc f() { /* why */ f() }\n",
	} {
		t.Run(name, func(t *testing.T) {
			var pass *analysis.Pass
			if name == "cgo" {
				fset := token.NewFileSet()
				file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
				if err != nil {
					t.Fatal(err)
				}
				pass = &analysis.Pass{Fset: fset, Files: []*ast.File{file}, ReadFile: func(string) ([]byte, error) { return []byte(src), nil }}
			} else {
				pass = load(t, src)
			}
			s := Of(pass).At(pass.Files[0].Package).Begin()
			if b := body(pass); !s.Failed() {
				s.After(b, b.List[0], s.Package("fmt", b.Lbrace+1)+".Print()")
			}
			if fix, ok := s.Fix(Safe, "Print"); ok {
				t.Errorf("there is a fix: %+v", fix)
			}
		})
	}
}

func TestNamedResult(t *testing.T) {
	for _, test := range []struct{ src, name, want string }{
		{"func f() error { return nil }", "err", "func f() (err error) { return nil }"},
		{"func f() (int, error) { return 0, nil }", "err", "func f() (_ int, err error) { return 0, nil }"},
		{"func f() (err error) { return }", "err", "func f() (err error) { return }"},
		{"func f() (e error) { return }", "e", "func f() (e error) { return }"},
		{"func f() (_ int, _ error) { return 0, nil }", "err", "func f() (_ int, err error) { return 0, nil }"},
		{"func f() error {\n\terr := f()\n\treturn err\n}", "retErr", "func f() (retErr error) {"},
		{"func f() error {\n\t_, err := 1, f()\n\treturn err\n}", "retErr", "func f() (retErr error) {"},
		{"func f() error {\n\tx, err := 1, f()\n\t_ = x\n\treturn err\n}", "err", "func f() (err error) {"},
		{"var err error\n\nfunc f() error {\n\terr = nil\n\treturn nil\n}", "retErr", "func f() (retErr error) {"},
	} {
		src := "package a\n\n" + test.src + "\n"
		pass := load(t, src)
		s := Of(pass).At(pass.Files[0].Package).Begin()
		var fn *ast.FuncDecl
		for _, d := range pass.Files[0].Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				fn = d
			}
		}
		if name := s.NameResult(fn.Type, fn.Body, fn.Type.Results.NumFields()-1, "err", "retErr"); name != test.name {
			t.Errorf("%s: the name is %s", test.src, name)
		}
		fix, ok := s.Fix(Safe, "Name it")
		if !ok {
			if !strings.Contains(src, test.want) {
				t.Errorf("%s: no fix", test.src)
			}
			continue
		}
		if got := apply(t, src, pass, fix); !strings.Contains(got, test.want) {
			t.Errorf("%s becomes\n%s", test.src, got)
		}
	}
}

func TestZero(t *testing.T) {
	const src = `package a

import "time"

type point struct{ x int }
type list[T any] struct{ t T }
type seconds time.Duration

func f[T any](a int, b string, c bool, d []int, e point, g *point, h T, i time.Time, j list[T], k [2]point, l error, m seconds, n func(), o any) {
}
`
	pass := load(t, src)
	fn := pass.Files[0].Decls[len(pass.Files[0].Decls)-1].(*ast.FuncDecl)
	sig := pass.TypesInfo.Defs[fn.Name].Type().(*types.Signature)
	want := []string{"0", `""`, "false", "nil", "point{}", "nil", "*new(T)", "time.Time{}", "list[T]{}", "[2]point{}", "nil", "0", "nil", "nil"}
	file := Of(pass).At(fn.Pos())
	for i := range sig.Params().Len() {
		if got, ok := file.Zero(sig.Params().At(i).Type(), fn.Body.Lbrace+1); !ok || got != want[i] {
			t.Errorf("%s: %q, %v", sig.Params().At(i), got, ok)
		}
	}
}

func TestIsExcused(t *testing.T) {
	for comment, want := range map[string]bool{
		"//nolint":                      true,
		"//nolint // whatever happens":  true,
		"// nolint:errcheck":            true,
		"//nolint:gosec,errcheck // ok": true,
		"//nolint: taskcheck":           true,
		"//nolint:all":                  true,
		"//nolint:gosec":                false,
		"//nolint:gosec // no errcheck": false,
		"//nolints":                     false,
		"// errcheck":                   false,
	} {
		src := "package a\n\nfunc f() error\n\nfunc g() {\n\tf() " + comment + "\n\tf()\n}\n"
		pass := load(t, src)
		file, list := Of(pass).At(pass.Files[0].Package), pass.Files[0].Decls[1].(*ast.FuncDecl).Body.List
		if got := file.IsExcused(list[0].Pos()); got != want {
			t.Errorf("%s: got %v, want %v", comment, got, want)
		}
		if file.IsExcused(list[1].Pos()) {
			t.Errorf("%s: the next line is excused", comment)
		}
	}
}
