package task

import (
	"go/ast"
	"go/token"
)

// This file knows the statements that go on elsewhere: break, continue and goto.

// jumpsOut reports whether one of the statements, or one in them, jumps out of them from
// behind a position.
func jumpsOut(list []ast.Stmt, from token.Pos) bool {
	for _, s := range list {
		if jumps(s, from, true, true) {
			return true
		}
	}
	return false
}

// breaksOut reports whether what is in a case leaves its switch for what follows that, or for
// a place that is named: by a break that is the switch's, one with a label, or a goto.
func breaksOut(list []ast.Stmt) bool {
	for _, s := range list {
		if jumps(s, token.NoPos, true, false) {
			return true
		}
	}
	return false
}

// jumps reports whether a statement has a jump behind a position that leaves it. breaks and
// continues say whether one without a label would.
func jumps(n ast.Node, from token.Pos, breaks, continues bool) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || found {
			return false
		}
		switch s := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			switch {
			case s.Pos() < from, s.Tok == token.FALLTHROUGH:
			case s.Label != nil && s.Tok == token.CONTINUE:
				found = found || continues
			case s.Label != nil, s.Tok == token.GOTO:
				found = true
			default:
				found = s.Tok == token.BREAK && breaks || s.Tok == token.CONTINUE && continues
			}
		case *ast.ForStmt:
			found = jumps(s.Body, from, false, false)
			return false
		case *ast.RangeStmt:
			found = jumps(s.Body, from, false, false)
			return false
		case *ast.SwitchStmt:
			found = jumps(s.Body, from, false, continues)
			return false
		case *ast.TypeSwitchStmt:
			found = jumps(s.Body, from, false, continues)
			return false
		case *ast.SelectStmt:
			found = jumps(s.Body, from, false, continues)
			return false
		}
		return true
	})
	return found
}

// goesTo reports whether a function, or one in it, has a goto: what stands before a place
// in it says then nothing of what was executed before that.
func (m *Model) goesTo(f *Func) bool {
	return recall(&m.gotos, f.Root, func() (found bool) {
		ast.Inspect(f.Root.Node, func(n ast.Node) bool {
			s, ok := n.(*ast.BranchStmt)
			found = found || ok && s.Tok == token.GOTO
			return !found
		})
		return found
	})
}
