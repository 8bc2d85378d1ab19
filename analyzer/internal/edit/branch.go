package edit

import (
	"go/ast"
	"strings"
)

// Branch makes a statement of a list the head of an if statement: one text stands
// before it and one behind it, and on the lines below what is done. A comment
// behind the statement stays on its line. The block is what the list is of, if it
// is one.
func (s *Set) Branch(block *ast.BlockStmt, stmt ast.Stmt, before, behind, do string) {
	if s.failed {
		return
	}
	end := stmt.End()
	body := "\n\t" + Indented(do) + "\n}"
	if block != nil && s.oneLine(block) {
		s.expand(block)
		s.put(stmt.Pos(), stmt.Pos(), before)
		s.put(end, end, behind+" {"+reindent(body, s.within(block)))
		return
	}
	if !s.startsLine(stmt.Pos()) || !s.endsLine(end) {
		s.Fail()
		return
	}
	body = reindent(body, s.Indent(stmt.Pos()))
	s.put(stmt.Pos(), stmt.Pos(), before)
	if at := s.lineEnd(end); at != end {
		s.put(end, end, behind+" {")
		s.put(at, at, body)
		return
	}
	s.put(end, end, behind+" {"+body)
}

// Lines reports whether a node is on several lines.
func (f *File) Lines(n ast.Node) bool { return f != nil && f.line(n.Pos()) != f.line(n.End()) }

// Within gives each statement of a block a line, if it is on one line: one of
// them has got lines of its own.
func (s *Set) Within(block *ast.BlockStmt) {
	if !s.failed && s.oneLine(block) {
		s.expand(block)
	}
}

// Lined puts a text on several lines around a statement of a list. A comment behind
// the statement stays behind it.
func (s *Set) Lined(block *ast.BlockStmt, stmt ast.Stmt, before, behind string) {
	if s.failed {
		return
	}
	end, at := stmt.End(), s.lineEnd(stmt.End())
	indent := s.Indent(stmt.Pos())
	switch {
	case block != nil && s.oneLine(block):
		s.expand(block)
		indent, at = s.within(block), end
	case !s.startsLine(stmt.Pos()) || !s.endsLine(end):
		s.Fail()
		return
	}
	s.put(stmt.Pos(), stmt.Pos(), reindent(before, indent))
	if first, rest, ok := strings.Cut(behind, "\n"); ok && at != end {
		s.put(end, end, first)
		s.put(at, at, reindent("\n"+rest, indent))
		return
	}
	s.put(end, end, reindent(behind, indent))
}

// FirstIn inserts statements at the start of a case clause.
func (s *Set) FirstIn(clause *ast.CommClause, text string) {
	if s.failed {
		return
	}
	if !s.endsLine(clause.Colon + 1) {
		s.Fail()
		return
	}
	at, indent := s.lineEnd(clause.Colon), s.Indent(clause.Pos())+"\t"
	s.put(at, at, "\n"+indent+reindent(text, indent))
}
