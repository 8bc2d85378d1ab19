package task

import (
	"go/ast"
	"go/token"
	"slices"
)

// This file finds the conditions that lead to a place, and whether there are any.

// A condition leads to a place if it is true, or false.
type condition struct {
	e     ast.Expr
	truth bool
	other bool // it is the default of a switch
}

// conditionsTo returns the conditions that lead to n in its frame, the nearest
// first.
func (m *Model) conditionsTo(f *Func, n ast.Node) (all []condition) {
	child := n
	for up := m.parent(f, child); up != nil && up != f.Node && len(all) < maxLevels; up = m.parent(f, child) {
		switch up := up.(type) {
		case *ast.IfStmt:
			if child == up.Body || child == up.Else {
				all = append(all, condition{e: up.Cond, truth: child == up.Body})
			}
		case *ast.BlockStmt:
			all = append(all, m.passed(up.List, child)...)
		case *ast.CaseClause:
			all = append(all, m.passed(up.Body, child)...)
			all = append(all, m.caseCondition(f, up)...)
		case *ast.CommClause:
			all = append(all, m.passed(up.Body, child)...)
			all = append(all, condition{e: ast.NewIdent("_"), other: true})
		}
		child = up
	}
	return all
}

// passed returns the conditions of the if statements before child that leave.
func (m *Model) passed(list []ast.Stmt, child ast.Node) (all []condition) {
	i := m.indexIn(list, child)
	for j := i - 1; j >= 0 && j >= i-maxBefore; j-- {
		switch s := list[j].(type) {
		case *ast.IfStmt:
			if s.Else == nil && m.leaves(s.Body.List) {
				all = append(all, condition{e: s.Cond})
			}
		case *ast.ForStmt, *ast.RangeStmt: // it finds what it looks for, as a rule
			if returnsFrom(s) {
				all = append(all, condition{e: ast.NewIdent("_"), other: true})
			}
		case *ast.SwitchStmt, *ast.TypeSwitchStmt: // it has the cases that it needs, as a rule
			if slices.ContainsFunc(switchBody(s).List, func(c ast.Stmt) bool { return m.leaves(clauseBody(c)) }) {
				all = append(all, condition{e: ast.NewIdent("_"), other: true})
			}
		}
	}
	return all
}

// always reports whether n is reached whenever its frame f is run to its end,
// but for the condition that is given: no other one decides, and no loop that may
// have no round.
func (m *Model) always(f *Func, n ast.Node, but ast.Expr) bool {
	child := n
	for up := m.parent(f, child); up != nil && up != f.Node; up = m.parent(f, child) {
		switch up := up.(type) {
		case *ast.IfStmt:
			if child != up.Init && child != up.Cond && up.Cond != but {
				return false
			}
		case *ast.BinaryExpr:
			if child == up.Y && (up.Op == token.LAND || up.Op == token.LOR) {
				return false
			}
		case *ast.ForStmt:
			if child != up.Init && child != up.Cond {
				return false
			}
		case *ast.RangeStmt:
			if child != up.X {
				return false
			}
		case *ast.CaseClause, *ast.CommClause, *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			if slices.ContainsFunc(m.passed(up.List, child), func(c condition) bool { return c.e != but }) {
				return false
			}
		}
		child = up
	}
	return true
}

// returnsFrom reports whether a statement may end its function by a return.
func returnsFrom(s ast.Stmt) (found bool) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
		}
		return !found
	})
	return found
}

func switchBody(s ast.Stmt) *ast.BlockStmt {
	switch s := s.(type) {
	case *ast.SwitchStmt:
		return s.Body
	case *ast.TypeSwitchStmt:
		return s.Body
	}
	return new(ast.BlockStmt)
}

func (m *Model) caseCondition(f *Func, c *ast.CaseClause) []condition {
	switch s := m.parent(f, m.parent(f, c)).(type) {
	case *ast.SwitchStmt:
		if len(c.List) == 0 {
			if s.Tag == nil {
				return []condition{{e: ast.NewIdent("_"), other: true}}
			}
			return []condition{{e: s.Tag, other: true}} // it has the cases that it needs, as a rule
		}
		if s.Tag == nil {
			return []condition{{e: c.List[0], truth: true}}
		}
		return []condition{{e: &ast.BinaryExpr{X: s.Tag, Op: token.EQL, Y: c.List[0], OpPos: c.Pos()}, truth: true}}
	case *ast.TypeSwitchStmt:
		return []condition{{e: ast.NewIdent("_"), other: true}}
	}
	return nil
}
