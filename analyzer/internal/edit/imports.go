package edit

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Package returns the name by which code at a position can use a package, which
// is imported if the file does not. The set fails if there is none.
func (s *Set) Package(importPath string, at token.Pos) string {
	if s.failed {
		return ""
	}
	if name, ok := s.imports[importPath]; ok {
		if !s.free(name, at) {
			s.Fail()
		}
		return name
	}
	if name, imported := s.imported(importPath); imported {
		if obj, ok := s.Lookup(name, at).(*types.PkgName); !ok || obj.Imported().Path() != importPath {
			s.Fail() // hidden by a variable
		}
		return name
	}
	for _, name := range names(importPath) {
		if s.free(name, at) && s.Pass.Pkg.Scope().Lookup(name) == nil && !s.declares(name) {
			s.imports[importPath] = name
			return name
		}
	}
	s.Fail()
	return ""
}

// Import notes that the set imports a package under its own name, which is that
// of types; it fails if code at a position cannot use it by that.
func (s *Set) Import(pkg *types.Package, at token.Pos) string {
	if s.failed || pkg == s.Pass.Pkg {
		return ""
	}
	if _, imported := s.imported(pkg.Path()); imported {
		return s.Package(pkg.Path(), at)
	}
	if !s.free(pkg.Name(), at) || s.Pass.Pkg.Scope().Lookup(pkg.Name()) != nil || s.declares(pkg.Name()) {
		s.Fail()
		return ""
	}
	s.imports[pkg.Path()] = pkg.Name()
	return pkg.Name()
}

// imported returns the name by which the file imports a package. Twice means
// not, and so does an import for its effects.
func (f *File) imported(importPath string) (name string, ok bool) {
	for _, spec := range f.AST.Imports {
		if unquote(spec) != importPath {
			continue
		}
		obj := f.Pass.TypesInfo.PkgNameOf(spec)
		if obj == nil || obj.Name() == "_" {
			continue
		}
		if obj.Name() != "." {
			return obj.Name(), true
		}
	}
	return "", false
}

// ImportedAs returns the name by which code at a position knows a package that the file
// imports, whose path ends in a text.
func (f *File) ImportedAs(suffix string, at token.Pos) (name string, ok bool) {
	for _, spec := range f.AST.Imports {
		if obj := f.Pass.TypesInfo.PkgNameOf(spec); obj != nil && strings.HasSuffix(unquote(spec), suffix) && f.Lookup(obj.Name(), at) == types.Object(obj) {
			return obj.Name(), true
		}
	}
	return "", false
}

// free reports whether a name means nothing at a position.
func (f *File) free(name string, at token.Pos) bool {
	return f.Lookup(name, at) == nil
}

// declares reports whether anything in the file has the name of an import: two fixes
// would else import a package by two names, one where the name is hidden and one where
// it is not.
func (f *File) declares(name string) bool {
	found, known := f.declared[name]
	if !known {
		file := f.Pass.TypesInfo.Scopes[f.AST]
		found = file != nil && declaredIn(file, name)
		f.declared[name] = found
	}
	return found
}

func declaredIn(s *types.Scope, name string) bool {
	for i := range s.NumChildren() {
		if declaredIn(s.Child(i), name) {
			return true
		}
	}
	return s.Lookup(name) != nil
}

// names returns the names by which a package of the standard library may be
// imported, its own first.
func names(importPath string) []string {
	base := path.Base(importPath)
	short := strings.ReplaceAll(importPath, "/", "")
	return []string{base, "std" + base, short + "pkg"}
}

func unquote(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// addImports returns the edits that add the imports of the set. Two sets that
// add the same package make the same edits, and ones that add different packages
// none that contradict each other.
func (s *Set) addImports() ([]analysis.TextEdit, bool) {
	if s.failed || len(s.imports) == 0 {
		return nil, !s.failed
	}
	var specs []string
	for _, p := range slices.Sorted(maps.Keys(s.imports)) {
		spec := strconv.Quote(p)
		if name := s.imports[p]; name != path.Base(p) && (isStd(p) || name != s.nameOf(p)) {
			spec = name + " " + spec
		}
		specs = append(specs, spec)
	}
	decls := s.importDecls()
	switch {
	case len(decls) == 0:
		return s.firstImports(specs), true
	case decls[0].Lparen.IsValid():
		return s.intoGroups(decls[0], specs), true
	case len(decls) == 1:
		return s.intoSingle(decls[0], specs)
	}
	return s.beside(decls, specs), true
}

// nameOf returns the name of a package that the sibling files import.
func (f *File) nameOf(importPath string) string {
	for _, p := range f.Pass.Pkg.Imports() {
		if p.Path() == importPath {
			return p.Name()
		}
	}
	return path.Base(importPath)
}

func (f *File) importDecls() (decls []*ast.GenDecl) {
	for _, d := range f.AST.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.IMPORT {
			decls = append(decls, d)
		}
	}
	return decls
}

// firstImports adds the first imports of a file. It replaces the line break behind
// the package clause, so that no two of them are applied that differ.
func (f *File) firstImports(specs []string) []analysis.TextEdit {
	text := "\n\nimport " + specs[0] + "\n"
	if len(specs) > 1 {
		text = "\n\nimport (\n\t" + strings.Join(specs, "\n\t") + "\n)\n"
	}
	at := f.lineEnd(f.AST.Name.End())
	return []analysis.TextEdit{{Pos: at, End: min(at+1, f.pos(len(f.src))), NewText: []byte(text)}}
}

// beside adds imports to a list of declarations without parentheses.
func (f *File) beside(decls []*ast.GenDecl, specs []string) (edits []analysis.TextEdit) {
	for _, spec := range specs {
		last := decls[0]
		for _, d := range decls {
			if d.Lparen.IsValid() {
				break
			}
			if pathOf(spec) > unquote(d.Specs[0].(*ast.ImportSpec)) && isStd(unquote(d.Specs[0].(*ast.ImportSpec))) == isStd(pathOf(spec)) {
				last = d
			}
		}
		edits = append(edits, f.behind(last.End(), "\nimport "+spec))
	}
	return edits
}

// behind inserts a text at the end of the line of a position.
func (f *File) behind(pos token.Pos, text string) analysis.TextEdit {
	at := f.lineEnd(pos)
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(text)}
}

// intoSingle makes a group of the one import of a file. Each part has a place of
// its own, so that those of several sets go together.
func (f *File) intoSingle(d *ast.GenDecl, specs []string) ([]analysis.TextEdit, bool) {
	only := d.Specs[0].(*ast.ImportSpec)
	begin := d.TokPos + token.Pos(len("import"))
	end := f.lineEnd(d.End())
	if f.slice(begin, only.Pos()) != " " || f.offset(end) >= len(f.src) {
		return nil, false
	}
	edits := []analysis.TextEdit{{Pos: begin, End: begin + 1, NewText: []byte(" (")}}
	std, lead := isStd(unquote(only)), "\n\t"
	for _, spec := range specs {
		switch {
		case isStd(pathOf(spec)) && !std:
			edits = append(edits, insertion(only.Pos(), "\n\t"+spec))
			lead = "\n\n\t"
		case !isStd(pathOf(spec)) && std:
			edits = append(edits, f.behind(end, "\n\n\t"+spec))
		case pathOf(spec) < unquote(only):
			edits = append(edits, insertion(only.Pos(), "\n\t"+spec))
		default:
			edits = append(edits, f.behind(end, "\n\t"+spec))
		}
	}
	// The one import goes to a line of its own by an edit of its first letter, which
	// comes behind whatever is inserted before it.
	first := only.Pos() + 1
	edits = append(edits, analysis.TextEdit{Pos: only.Pos(), End: first, NewText: []byte(lead + f.slice(only.Pos(), first))})
	return append(edits, analysis.TextEdit{Pos: end, End: end + 1, NewText: []byte("\n)\n")}), true
}

func insertion(at token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: at, End: at, NewText: []byte(text)}
}

// intoGroups adds imports to a declaration with parentheses: each to the group
// that it is most like, in its place.
func (f *File) intoGroups(d *ast.GenDecl, specs []string) (edits []analysis.TextEdit) {
	groups := f.groupsOf(d)
	if len(groups) == 0 { // import ()
		return f.firstImports(specs)
	}
	for i := 0; i < len(specs); i++ {
		spec := specs[i]
		group := bestGroup(groups, pathOf(spec))
		if group != nil {
			edits = append(edits, f.intoGroup(group, spec))
			continue
		}
		var alone []string // of a kind that has no group
		for ; i < len(specs) && bestGroup(groups, pathOf(specs[i])) == nil; i++ {
			alone = append(alone, specs[i])
		}
		i--
		if isStd(pathOf(spec)) {
			at := f.lineStart(f.specStart(groups[0][0]))
			edits = append(edits, analysis.TextEdit{Pos: at, End: at, NewText: []byte("\t" + strings.Join(alone, "\n\t") + "\n\n")})
			continue
		}
		last := groups[len(groups)-1]
		edits = append(edits, f.behind(last[len(last)-1].End(), "\n\n\t"+strings.Join(alone, "\n\t")))
	}
	return edits
}

// groupsOf returns the imports of a declaration, cut at blank lines.
func (f *File) groupsOf(d *ast.GenDecl) (groups [][]*ast.ImportSpec) {
	last := -1
	for _, spec := range d.Specs {
		spec := spec.(*ast.ImportSpec)
		if line := f.line(f.specStart(spec)); last < 0 || line > last+1 {
			groups = append(groups, nil)
		}
		last = f.line(spec.End())
		groups[len(groups)-1] = append(groups[len(groups)-1], spec)
	}
	return groups
}

func (f *File) specStart(spec *ast.ImportSpec) token.Pos {
	if spec.Doc != nil {
		return spec.Doc.Pos()
	}
	return spec.Pos()
}

// bestGroup returns the group that a path belongs to: the first of the standard
// library's, or the one that has the longest beginning in common with it.
func bestGroup(groups [][]*ast.ImportSpec, p string) (best []*ast.ImportSpec) {
	most := -1
	for _, g := range groups {
		for _, spec := range g {
			q := unquote(spec)
			if isStd(p) != isStd(q) {
				continue
			}
			if n := common(p, q); !isStd(p) && n > most || best == nil {
				best, most = g, n
			}
		}
	}
	return best
}

// common returns how many elements two paths begin with alike.
func common(p, q string) (n int) {
	a, b := strings.Split(p, "/"), strings.Split(q, "/")
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// intoGroup adds an import to a sorted group. There are three places between two
// lines, which sets that add different packages share as far as they go.
func (f *File) intoGroup(group []*ast.ImportSpec, spec string) analysis.TextEdit {
	i := slices.IndexFunc(group, func(s *ast.ImportSpec) bool {
		return unquote(s) > pathOf(spec) && isStd(unquote(s)) == isStd(pathOf(spec))
	})
	slot := slotOf(pathOf(spec))
	if i < 0 {
		last := group[len(group)-1]
		if at := f.lineEnd(last.End()); slot > 0 && f.offset(at) < len(f.src) {
			return analysis.TextEdit{Pos: at + 1, End: at + 1, NewText: []byte("\t" + spec + "\n")}
		}
		return f.behind(last.End(), "\n\t"+spec)
	}
	next := group[i]
	switch start := f.lineStart(f.specStart(next)); {
	case slot == 0 && i > 0:
		return f.behind(group[i-1].End(), "\n\t"+spec)
	case slot < 2 || next.Doc != nil:
		return analysis.TextEdit{Pos: start, End: start, NewText: []byte("\t" + spec + "\n")}
	}
	return analysis.TextEdit{Pos: next.Pos(), End: next.Pos(), NewText: []byte(spec + "\n\t")}
}

// slotOf spreads the packages that fixes import over the places between two lines,
// in the order of their paths.
func slotOf(p string) int {
	switch {
	case p <= "fmt":
		return 0
	case strings.HasPrefix(p, "log"):
		return 1
	}
	return 2
}

// addsImport reports whether an edit inserts a line of an import declaration:
// several may stand at one place.
func addsImport(e analysis.TextEdit) bool {
	text := strings.TrimSpace(string(e.NewText))
	_, err := strconv.Unquote(text[strings.IndexByte(text, ' ')+1:])
	return e.Pos == e.End && err == nil
}

func pathOf(spec string) string {
	p, _ := strconv.Unquote(spec[strings.IndexByte(spec, ' ')+1:])
	return p
}

// isStd tells the standard library by the missing dot, as goimports does.
func isStd(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return !strings.Contains(first, ".")
}
