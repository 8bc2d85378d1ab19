// Package edit makes text edits of Go source that are formatted as they stand,
// at any indentation, and import what they use.
//
// A File is a file of a pass that may be edited. The edits of one fix are
// collected in a Set, which notes what cannot be done: of a Set in which anything
// failed there is no fix.
package edit

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A File is a file that may be edited.
type File struct {
	Pass *analysis.Pass
	AST  *ast.File

	tok       *token.File
	src       []byte
	cuts      []*piece        // once they are asked for
	formatted int             // how many bytes were, so far
	declared  map[string]bool // what declares has found
}

// Files are those of a pass. Each is read once, for a fix of it or many.
type Files struct {
	pass *analysis.Pass
	open map[*ast.File]*File
}

// Of returns the files of a pass.
func Of(pass *analysis.Pass) *Files {
	return &Files{pass: pass, open: make(map[*ast.File]*File)}
}

// At returns the file around a position, or nil if it may not be edited: it is
// generated, has cgo in it, or is not what is on disk.
func (fs *Files) At(pos token.Pos) *File {
	for _, file := range fs.pass.Files {
		if pos < file.FileStart || file.FileEnd < pos {
			continue
		}
		f, ok := fs.open[file]
		if !ok {
			f = open(fs.pass, file)
			fs.open[file] = f
		}
		return f
	}
	return nil
}

func open(pass *analysis.Pass, file *ast.File) *File {
	tok := pass.Fset.File(file.FileStart)
	// A //line comment says that the text is made from another file, as cgo does.
	if tok == nil || ast.IsGenerated(file) || importsC(file) || pass.ReadFile == nil ||
		pass.Fset.Position(file.Package).Filename != tok.Name() {
		return nil
	}
	src, err := pass.ReadFile(tok.Name())
	if err != nil || len(src) != tok.Size() {
		return nil
	}
	return &File{Pass: pass, AST: file, tok: tok, src: src, declared: make(map[string]bool)}
}

func importsC(file *ast.File) bool {
	for _, spec := range file.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	return false
}

// Text returns the source of a node.
func (f *File) Text(n ast.Node) string { return f.slice(n.Pos(), n.End()) }

func (f *File) slice(pos, end token.Pos) string {
	if f == nil {
		return "" // of a set that has failed
	}
	from, to := f.offset(pos), f.offset(end)
	if from > to {
		return ""
	}
	return string(f.src[from:to])
}

// offset is token.File.Offset for positions that may be wrong.
func (f *File) offset(pos token.Pos) int {
	return max(0, min(int(pos)-f.tok.Base(), len(f.src)))
}

func (f *File) pos(offset int) token.Pos { return token.Pos(f.tok.Base() + offset) }

func (f *File) line(pos token.Pos) int { return f.tok.Line(pos) }

// lineStart returns where the line of a position begins.
func (f *File) lineStart(pos token.Pos) token.Pos {
	return f.pos(bytes.LastIndexByte(f.src[:f.offset(pos)], '\n') + 1)
}

// lineEnd returns where the line of a position ends, before the line break.
func (f *File) lineEnd(pos token.Pos) token.Pos {
	at := f.offset(pos)
	if i := bytes.IndexByte(f.src[at:], '\n'); i >= 0 {
		return f.pos(at + i)
	}
	return f.pos(len(f.src))
}

// Indent returns the white space that the line of a position begins with.
func (f *File) Indent(pos token.Pos) string {
	if f == nil {
		return ""
	}
	line := f.slice(f.lineStart(pos), f.lineEnd(pos))
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// startsLine reports whether nothing but white space stands before a position on
// its line, and endsLine whether nothing but a comment stands behind it.
func (f *File) startsLine(pos token.Pos) bool {
	return strings.TrimLeft(f.slice(f.lineStart(pos), pos), " \t") == ""
}

func (f *File) endsLine(end token.Pos) bool {
	rest := strings.TrimLeft(f.slice(end, f.lineEnd(end)), " \t")
	return rest == "" || strings.HasPrefix(rest, "//")
}

// comments returns the comment groups that begin in a range.
func (f *File) comments(pos, end token.Pos) []*ast.CommentGroup {
	if from, to := f.commentsBefore(pos), f.commentsBefore(end); from < to {
		return f.AST.Comments[from:to]
	}
	return nil
}

// ignoredRx matches a comment that says in words what _ = says in code.
var ignoredRx = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\bignor(e|es|ed|ing)\b`) })

// IsExcused reports whether a comment on the line of a position, or right above it, says
// that an error is dropped there on purpose: in words, or by //nolint for all linters of
// golangci-lint or for one of those that look at errors.
func (f *File) IsExcused(at token.Pos) bool {
	for _, g := range f.AST.Comments {
		near := f.line(g.Pos()) == f.line(at) && g.Pos() > at || f.line(g.End())+1 == f.line(at)
		if near && ignoredRx().MatchString(g.Text()) {
			return true
		}
	}
	return slices.ContainsFunc(f.comments(at, f.lineEnd(at)), func(g *ast.CommentGroup) bool {
		text, ok := strings.CutPrefix(strings.TrimLeft(g.List[0].Text, "/ "), "nolint")
		names, _, _ := strings.Cut(text, "//")
		names, some := strings.CutPrefix(strings.TrimSpace(names), ":")
		return ok && (!some && names == "" || slices.ContainsFunc(strings.Split(names, ","), func(name string) bool {
			return slices.Contains([]string{"all", "errcheck", "taskcheck"}, strings.TrimSpace(name))
		}))
	})
}

// commentsBefore returns how many comment groups begin before a position.
func (f *File) commentsBefore(pos token.Pos) int {
	return sort.Search(len(f.AST.Comments), func(i int) bool { return f.AST.Comments[i].Pos() >= pos })
}

// lead returns where the comments begin that stand right above a statement, or
// the statement itself.
func (f *File) lead(n ast.Node) token.Pos {
	if i := f.commentsBefore(n.Pos()); i > 0 {
		group := f.AST.Comments[i-1]
		if f.line(group.End())+1 == f.line(n.Pos()) && f.startsLine(group.Pos()) {
			return group.Pos()
		}
	}
	return n.Pos()
}

// scope returns the innermost scope around a position.
func (f *File) scope(at token.Pos) *types.Scope {
	file := f.Pass.TypesInfo.Scopes[f.AST]
	if file == nil {
		return f.Pass.Pkg.Scope()
	}
	if s := file.Innermost(at); s != nil {
		return s
	}
	return file
}

// Lookup returns what a name means at a position, or nil.
func (f *File) Lookup(name string, at token.Pos) types.Object {
	if f == nil {
		return nil
	}
	_, obj := f.scope(at).LookupParent(name, at)
	return obj
}

// Go reports whether the file is of a Go version, such as "go1.20", or a later one.
func (f *File) Go(v string) bool {
	if f == nil {
		return false
	}
	have := f.Pass.TypesInfo.FileVersions[f.AST]
	if have == "" {
		have = f.Pass.Pkg.GoVersion()
	}
	return have == "" || version.Compare(have, v) >= 0
}
