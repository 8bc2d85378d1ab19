package task

import (
	"fmt"
	"go/ast"
	"go/types"
)

// Operations returns what is thought of each operation that can panic, test files
// left out, in source order: why a line is silent.
func (m *Model) Operations() (notes []Note) {
	for _, f := range m.all {
		if m.inTest(f.Body.Pos()) {
			continue
		}
		for n := range f.own() {
			if op, ok := m.operationAt(f, n); ok {
				notes = append(notes, m.learntOfOperation(f, op))
			}
			for _, d := range m.furtherDangers(f, n) {
				what := fmt.Sprintf("%s can panic: %s", briefSource(n), d.Kind.Short())
				notes = append(notes, operationNote(n, what, m.openText(f, n, d)))
			}
		}
	}
	sortNotes(notes)
	return notes
}

// learntOfOperation says whether the operation is proven not to panic, or what
// becomes of it if not.
func (m *Model) learntOfOperation(f *Func, op operation) Note {
	text := "ruled out, by what is tested, made or known of it"
	if d, ok := m.judge(f, op); ok {
		text = m.openText(f, op.node, d)
	}
	return operationNote(op.node, fmt.Sprintf(op.kind.Says(), briefSource(op.show)), text)
}

func operationNote(n ast.Node, what, text string) Note {
	return Note{Pos: n.Pos(), End: n.End(), Kind: NoteOperation, Text: what + ": " + text}
}

// openText says what becomes of a danger at n that is not ruled out.
func (m *Model) openText(f *Func, n ast.Node, d danger) string {
	switch {
	case !m.leavesFrame(f, n, &d):
		return "nothing rules it out, but the panic is stopped in this func"
	case d.Level == Possible:
		return "nothing rules it out, and nothing says that it happens: it is possible"
	case len(d.Needs) > 0:
		return fmt.Sprintf("it is %s where a caller does not see to it", d.Level)
	}
	return fmt.Sprintf("nothing rules it out: it is %s", d.Level)
}

// briefSource returns the source of an operation, cut if it is long.
func briefSource(n ast.Node) string {
	source := []rune("this")
	switch n := n.(type) {
	case ast.Expr:
		source = []rune(types.ExprString(n))
	case *ast.SendStmt:
		source = []rune(types.ExprString(n.Chan))
	case *ast.AssignStmt:
		source = []rune(types.ExprString(n.Lhs[0]) + " " + n.Tok.String() + " " + types.ExprString(n.Rhs[0]))
	}
	const most = 60
	if len(source) > most {
		source = append(source[:most], '…')
	}
	return string(source)
}
