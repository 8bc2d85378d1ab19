package edit

import (
	"go/token"
	"go/types"
)

// Value returns an expression of a type that code at a position has at hand: the
// receiver, a parameter or another variable of it, or a field of the receiver. If
// there are several variables, the innermost is meant.
func (f *File) Value(t types.Type, at token.Pos) (text string, ok bool) {
	if f == nil {
		return "", false
	}
	for s := f.scope(at); s != nil && s != types.Universe; s = s.Parent() {
		if s == f.Pass.Pkg.Scope() || s.Parent() == f.Pass.Pkg.Scope() {
			break
		}
		for _, name := range s.Names() {
			v, isVar := s.Lookup(name).(*types.Var)
			if isVar && types.Identical(v.Type(), t) && name != "_" && f.Lookup(name, at) == types.Object(v) {
				return name, true
			}
		}
	}
	return f.fieldOf(t, at)
}

// fieldOf returns a field of the receiver, or a variable of the package.
func (f *File) fieldOf(t types.Type, at token.Pos) (text string, ok bool) {
	if recv := f.receiverAt(at); recv != nil && f.Lookup(recv.Name(), at) == types.Object(recv) {
		under := recv.Type().Underlying()
		if ptr, isPtr := under.(*types.Pointer); isPtr {
			under = ptr.Elem().Underlying()
		}
		if st, isStruct := under.(*types.Struct); isStruct {
			for field := range st.Fields() {
				if types.Identical(field.Type(), t) {
					return recv.Name() + "." + field.Name(), true
				}
			}
		}
	}
	if named, isNamed := types.Unalias(t).(*types.Named); isNamed && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" {
		return "", false // none is kept for good
	}
	for _, name := range f.Pass.Pkg.Scope().Names() {
		v, isVar := f.Pass.Pkg.Scope().Lookup(name).(*types.Var)
		if isVar && types.Identical(v.Type(), t) && f.Lookup(name, at) == types.Object(v) {
			return name, true
		}
	}
	return "", false
}
