package edit

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Set collects the edits of one fix in a file.
type Set struct {
	*File

	edits    []analysis.TextEdit
	imports  map[string]string // path to name, of what is to be imported
	expanded map[*ast.BlockStmt]*expansion
	failed   bool
}

// Begin returns an empty set. It works on a nil file, of which it makes nothing.
func (f *File) Begin() *Set {
	return &Set{File: f, imports: make(map[string]string), expanded: make(map[*ast.BlockStmt]*expansion), failed: f == nil}
}

// Fail notes that there is no right edit.
func (s *Set) Fail() { s.failed = true }

// Failed reports whether there is none.
func (s *Set) Failed() bool { return s.failed }

// Fix returns the fix that the edits are. It is false if anything failed, if
// nothing changes, or if the file would not be formatted any more.
func (s *Set) Fix(class Class, title string) (Fix, bool) {
	if s.failed {
		return Fix{}, false
	}
	edits := slices.Clone(s.edits)
	for _, x := range s.expanded {
		edits = append(edits, x.edits()...)
	}
	add, ok := s.addImports()
	if !ok {
		return Fix{}, false
	}
	edits = append(edits, add...)
	slices.SortStableFunc(edits, order)
	if len(edits) == 0 || !s.holds(edits) {
		return Fix{}, false
	}
	return Fix{Title: title, Class: class, Edits: edits}, true
}

// Fixes returns the fix in a list, or nil if there is none.
func (s *Set) Fixes(class Class, title string) []Fix {
	if fix, ok := s.Fix(class, title); ok {
		return []Fix{fix}
	}
	return nil
}

// Replace replaces a range by a text, whose lines are indented relative to that
// of the range.
func (s *Set) Replace(pos, end token.Pos, text string) {
	if s.failed {
		return
	}
	s.put(pos, end, reindent(text, s.Indent(pos)))
}

// ReplaceNode replaces a node.
func (s *Set) ReplaceNode(n ast.Node, text string) { s.Replace(n.Pos(), n.End(), text) }

// Insert inserts a text at a position.
func (s *Set) Insert(pos token.Pos, text string) { s.Replace(pos, pos, text) }

func (s *Set) put(pos, end token.Pos, text string) {
	s.edits = append(s.edits, analysis.TextEdit{Pos: pos, End: end, NewText: []byte(text)})
}

// First inserts statements at the start of a body.
func (s *Set) First(body *ast.BlockStmt, text string) {
	if s.failed {
		return
	}
	switch {
	case s.oneLine(body):
		s.expand(body).before(0, text)
	case s.endsLine(body.Lbrace + 1):
		at := s.lineEnd(body.Lbrace) + 1
		s.put(at, at, s.within(body)+reindent(text, s.within(body))+"\n")
	default:
		s.Fail()
	}
}

// Second inserts statements at the start of a body, behind those that First inserts
// there. It does so at a place of its own, so that the same First of another fix
// is in nobody's way.
func (s *Set) Second(body *ast.BlockStmt, text string) {
	switch {
	case s.failed:
	case s.oneLine(body):
		s.expand(body).before(0, text)
	case s.endsLine(body.Lbrace + 1):
		at := s.lineEnd(body.Lbrace) + 1
		in, next := s.within(body), s.Indent(at) // which is less before a label
		if !strings.HasPrefix(in, next) {
			s.Fail()
			return
		}
		at += token.Pos(len(next))
		s.put(at, at, in[len(next):]+reindent(text, in)+"\n"+next)
	default:
		s.Fail()
	}
}

// Before inserts statements before one of a list, above the comments that belong
// to it. The body is what the list is of, if it is a block.
func (s *Set) Before(body *ast.BlockStmt, stmt ast.Stmt, text string) {
	switch {
	case s.failed:
	case body != nil && s.oneLine(body):
		s.expand(body).before(slices.Index(body.List, stmt), text)
	case s.startsLine(stmt.Pos()):
		at := s.lead(stmt)
		s.put(at, at, reindent(text, s.Indent(stmt.Pos()))+"\n"+s.Indent(stmt.Pos()))
	default:
		s.Fail()
	}
}

// After inserts statements behind one of a list.
func (s *Set) After(body *ast.BlockStmt, stmt ast.Stmt, text string) {
	switch {
	case s.failed:
	case body != nil && s.oneLine(body):
		s.expand(body).before(slices.Index(body.List, stmt)+1, text)
	case s.endsLine(stmt.End()) && s.startsLine(stmt.Pos()):
		at := s.lineEnd(stmt.End())
		s.put(at, at, "\n"+s.Indent(stmt.Pos())+reindent(text, s.Indent(stmt.Pos())))
	default:
		s.Fail()
	}
}

// Cut deletes a statement with its line and the comments that belong to it. It
// returns its text, what stands above it and what behind it, for the place that
// it goes to.
func (s *Set) Cut(body *ast.BlockStmt, stmt ast.Stmt) (above, text, behind string) {
	if s.failed {
		return "", "", ""
	}
	text = unindent(s.Text(stmt), s.Indent(stmt.Pos()))
	if s.oneLine(body) {
		s.expand(body).cut(slices.Index(body.List, stmt))
		return "", text, ""
	}
	if !s.startsLine(stmt.Pos()) || !s.endsLine(stmt.End()) {
		s.Fail()
		return "", text, ""
	}
	lead := s.lead(stmt)
	above = unindent(s.slice(lead, stmt.Pos()), s.Indent(stmt.Pos()))
	behind = strings.TrimRight(s.slice(stmt.End(), s.lineEnd(stmt.End())), " \t")
	from, to := s.lineStart(lead), s.lineEnd(stmt.End())+1
	if len(body.List) > 0 && body.List[len(body.List)-1] == stmt && len(s.comments(to, body.Rbrace)) == 0 {
		for from > s.lineStart(body.Lbrace) && strings.TrimSpace(s.slice(s.lineStart(from-1), from)) == "" {
			from = s.lineStart(from - 1) // no blank line before the brace
		}
	}
	s.put(from, to, "")
	return above, text, behind
}

// within returns the indentation of what is in a block.
func (s *Set) within(body *ast.BlockStmt) string { return s.Indent(body.Rbrace) + "\t" }

// oneLine reports whether a block, with what is in it, is on one line.
func (s *Set) oneLine(body *ast.BlockStmt) bool {
	return s.line(body.Lbrace) == s.line(body.Rbrace)
}

// An expansion is a block on one line that gets a line for each statement.
type expansion struct {
	*Set
	body *ast.BlockStmt
	text map[int][]string // before the statement of that number
	gone map[int]bool
}

func (s *Set) expand(body *ast.BlockStmt) *expansion {
	x := s.expanded[body]
	if x == nil {
		x = &expansion{Set: s, body: body, text: make(map[int][]string), gone: make(map[int]bool)}
		s.expanded[body] = x
	}
	if len(s.comments(body.Lbrace, body.Rbrace)) > 0 {
		s.Fail() // { /* why */ f() }
	}
	return x
}

func (x *expansion) before(i int, text string) { x.text[i] = append(x.text[i], text) }
func (x *expansion) cut(i int)                 { x.gone[i] = true }

// edits returns the edits of the gaps between the statements. What edits the
// statements themselves stays as it is.
func (x *expansion) edits() (edits []analysis.TextEdit) {
	in, out := x.within(x.body), x.Indent(x.body.Rbrace)
	from := x.body.Lbrace + 1
	for i := 0; i <= len(x.body.List); i++ {
		gap := ""
		for _, text := range x.text[i] {
			gap += "\n" + in + reindent(text, in)
		}
		if i == len(x.body.List) {
			return append(edits, analysis.TextEdit{Pos: from, End: x.body.Rbrace, NewText: []byte(gap + "\n" + out)})
		}
		stmt := x.body.List[i]
		to, end := stmt.Pos(), stmt.End()
		if x.gone[i] {
			to = end
		} else {
			gap += "\n" + in
		}
		edits = append(edits, analysis.TextEdit{Pos: from, End: to, NewText: []byte(gap)})
		from = end
	}
	return edits
}

// Wrap puts the statements of a list, which begin on the line behind a position,
// between a head and a tail, and indents them.
func (s *Set) Wrap(open token.Pos, list []ast.Stmt, head, tail string) {
	if s.failed || len(list) == 0 {
		return
	}
	last := list[len(list)-1]
	from, to := s.lineEnd(open)+1, s.lineEnd(last.End())
	if s.line(open) == s.line(list[0].Pos()) || !s.endsLine(last.End()) {
		s.Fail()
		return
	}
	indent := s.Indent(list[0].Pos())
	s.put(from, to, indent+reindent(head, indent)+"\n"+Indented("\n" + s.slice(from, to))[1:]+"\n"+indent+tail)
}

// Keep fails if there are comments in a node, which is to be replaced, but within
// one of its parts, which is kept.
func (s *Set) Keep(n ast.Node, kept ...ast.Node) {
	if s.failed {
		return
	}
	for _, group := range s.comments(n.Pos(), n.End()) {
		within := func(part ast.Node) bool { return part.Pos() <= group.Pos() && group.End() <= part.End() }
		if !slices.ContainsFunc(kept, within) {
			s.Fail()
		}
	}
}

// Between returns the source of a range, and Unindented that of a node as it would
// stand at the start of a line.
func (s *Set) Between(pos, end token.Pos) string {
	if s.failed {
		return ""
	}
	return unindent(s.slice(pos, end), s.Indent(pos))
}

func (s *Set) Unindented(n ast.Node) string { return s.Between(n.Pos(), n.End()) }

// Swap puts statements in the place of one of a list.
func (s *Set) Swap(body *ast.BlockStmt, stmt ast.Stmt, text string) {
	if s.failed || body == nil || !s.oneLine(body) || !strings.Contains(text, "\n") {
		s.ReplaceNode(stmt, text)
		return
	}
	i := slices.Index(body.List, stmt)
	s.expand(body).before(i, text)
	s.expand(body).cut(i)
}
