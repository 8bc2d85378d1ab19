package edit

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// This file asks gofmt whether a file is formatted with the edits of a fix. It asks
// of the declarations that the edits are in and not of the whole file: a file with
// thousands of faults would else be formatted thousands of times.

// mostFormatted is how many bytes of a file are formatted to see whether fixes
// hold: some seconds' work. Who has thousands of faults in one function gets the
// fixes of the first, and those of others when these are mended. A byte counts for
// more where literals are nested, which gofmt looks at again and again.
const mostFormatted = 16 << 20

// A piece is a part of a file that gofmt formats by itself: it begins and ends
// between declarations. The first is the package clause and the imports.
type piece struct {
	from, to int
	decls    []ast.Decl
	cost     int  // of each byte that is formatted; 0 before it is known
	clean    bool // it is formatted
	judged   bool // clean is known
}

// pieces returns the pieces, which are all of the file.
func (f *File) pieces() []*piece {
	if f.cuts != nil {
		return f.cuts
	}
	last, end, lines := &piece{}, f.AST.Name.End(), false
	f.cuts = append(f.cuts, last)
	for _, d := range f.AST.Decls {
		several := f.line(d.Pos()) < f.line(d.End())
		if at := f.gap(end, d.Pos(), lines || several); at > last.from && !isImport(d) {
			last.to = at
			last = &piece{from: at}
			f.cuts = append(f.cuts, last)
		}
		last.decls = append(last.decls, d)
		end, lines = d.End(), several
	}
	last.to = len(f.src)
	return f.cuts
}

func isImport(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.IMPORT
}

// gap returns where the gap between two declarations can be cut, or 0: behind its
// last blank line, for one that is in a comment counts for nothing. Where one of
// the two has several lines a line break will do, if there is no comment: nothing
// of the one is aligned with the other.
func (f *File) gap(end, next token.Pos, lines bool) int {
	from, to := f.offset(end), f.offset(next)
	if from > to || bytes.Contains(f.src[from:to], []byte("/*")) {
		return 0
	}
	if i := bytes.LastIndex(f.src[from:to], []byte("\n\n")); i >= 0 {
		return from + i + len("\n\n")
	}
	if i := bytes.LastIndexByte(f.src[from:to], '\n'); i >= 0 && lines && len(bytes.TrimSpace(f.src[from:to])) == 0 {
		return from + i + len("\n")
	}
	return 0
}

// holds reports whether the file parses with the edits, and is formatted where it
// was before.
func (f *File) holds(edits []analysis.TextEdit) bool {
	all := f.pieces()
	clean := true
	var out []byte
	for i, p := range all {
		if i > 0 && !f.touch(p, edits) {
			continue
		}
		text, ok := f.with(p, edits)
		if !ok {
			return false
		}
		out = append(out, text...)
		f.formatted += len(text) * p.price()
		if f.formatted > max(mostFormatted, 4*len(f.src)) {
			return false
		}
		clean = clean && f.isClean(p)
	}
	formatted, err := format.Source(endLine(out))
	return err == nil && (!clean || bytes.Equal(formatted, endLine(out)))
}

// touch reports whether any of the edits is in a piece or at an end of it.
func (f *File) touch(p *piece, edits []analysis.TextEdit) bool {
	return slices.ContainsFunc(edits, func(e analysis.TextEdit) bool {
		return f.offset(e.Pos) <= p.to && f.offset(e.End) >= p.from
	})
}

// with returns the text of a piece with the edits that begin in it. It is false if
// they overlap, or one goes on in the next piece.
func (f *File) with(p *piece, edits []analysis.TextEdit) (text []byte, ok bool) {
	at := p.from
	for _, e := range edits {
		from, to := f.offset(e.Pos), f.offset(e.End)
		if from < p.from || from >= p.to && p.to < len(f.src) {
			continue
		}
		if from < at || to < from || to > p.to {
			return nil, false
		}
		text = append(append(text, f.src[at:from]...), e.NewText...)
		at = to
	}
	return append(text, f.src[at:p.to]...), true
}

// price returns what a byte of the piece costs.
func (p *piece) price() int {
	if p.cost == 0 {
		most := 0
		for _, d := range p.decls {
			most = max(most, literalsDeep(d))
		}
		p.cost = 1 + most*most/16
	}
	return p.cost
}

// literalsDeep returns how many function literals are around the innermost code.
func literalsDeep(n ast.Node) (most int) {
	var around []int // literals, of each node on the way
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return false
		}
		deep := 0
		if len(around) > 0 {
			deep = around[len(around)-1]
		}
		if _, ok := n.(*ast.FuncLit); ok {
			deep++
		}
		around = append(around, deep)
		most = max(most, deep)
		return true
	})
	return most
}

// isClean reports whether a piece is formatted as it is.
func (f *File) isClean(p *piece) bool {
	if !p.judged {
		text := slices.Clone(f.src[p.from:p.to])
		if p.from > 0 {
			text = append([]byte("package p\n\n"), text...)
		}
		was, err := format.Source(endLine(text))
		p.clean, p.judged = err == nil && bytes.Equal(was, endLine(text)), true
	}
	return p.clean
}

// endLine returns a text without the blank lines that it ends in: behind a piece
// there was another one.
func endLine(text []byte) []byte {
	trimmed := bytes.TrimRight(text, "\n")
	return text[:min(len(trimmed)+1, len(text))]
}
