package task

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isKept reports whether the address of a local variable is kept: assigned, stored or
// returned, and not just passed to a call.
func (m *Model) isKept(f *Func, v *types.Var) bool {
	return recall(&m.kept, variableIn{f.Root, v}, func() bool {
		for _, id := range m.usesIn(f.Root, v) {
			in := m.frameOf(f.Root, id)
			addr, ok := m.parent(in, id).(*ast.UnaryExpr)
			if !ok || addr.Op != token.AND {
				continue
			}
			if call, ok := m.parent(in, addr).(*ast.CallExpr); !ok || m.isBuiltin(call, "append") {
				return true
			}
		}
		return false
	})
}

// isHandedOn reports whether a local variable is used otherwise than by its fields before a
// place: what has it may change them.
func (m *Model) isHandedOn(f *Func, v *types.Var, at ast.Node) bool {
	for _, id := range m.usesIn(f.Root, v) {
		in := m.frameOf(f.Root, id)
		if at != nil && id.Pos() > at.Pos() && in == f && !m.sharesLoop(f, at, id) {
			continue
		}
		sel, ok := m.parent(in, id).(*ast.SelectorExpr)
		if !ok {
			if assign, isAssign := m.parent(in, id).(*ast.AssignStmt); isAssign && len(assign.Lhs) == 1 && assign.Lhs[0] == ast.Expr(id) {
				continue
			}
			return true
		}
		if s := m.info.Selections[sel]; s == nil || s.Kind() != types.FieldVal {
			return true
		}
	}
	return false
}
