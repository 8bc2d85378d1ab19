package edit

import (
	"go/token"
	"go/types"
)

// TypeName returns a type as code at a position writes it, with the imports that
// the file has. It is false if it cannot be written there.
func (f *File) TypeName(t types.Type, at token.Pos) (text string, ok bool) {
	if f == nil {
		return "", false
	}
	ok = true
	text = types.TypeString(t, func(p *types.Package) string {
		if p == f.Pass.Pkg {
			return ""
		}
		name, imported := f.imported(p.Path())
		if obj, isName := f.Lookup(name, at).(*types.PkgName); !imported || !isName || obj.Imported() != p {
			ok = false
		}
		return name
	})
	return text, ok && f.visible(t, at)
}

// visible reports whether the names in a type mean at a position what they mean
// in the type.
func (f *File) visible(t types.Type, at token.Pos) bool {
	switch t := t.(type) {
	case *types.Named:
		return f.names(t.Obj(), at) && f.visibleArgs(t.TypeArgs(), at)
	case *types.Alias:
		return f.names(t.Obj(), at) && f.visibleArgs(t.TypeArgs(), at)
	case *types.TypeParam:
		return f.Lookup(t.Obj().Name(), at) == types.Object(t.Obj())
	case *types.Basic:
		return t.Kind() != types.Invalid && (t.Kind() == types.UnsafePointer || f.Lookup(t.Name(), at) == types.Universe.Lookup(t.Name()))
	case *types.Pointer:
		return f.visible(t.Elem(), at)
	case *types.Slice:
		return f.visible(t.Elem(), at)
	case *types.Array:
		return f.visible(t.Elem(), at)
	case *types.Chan:
		return f.visible(t.Elem(), at)
	case *types.Map:
		return f.visible(t.Key(), at) && f.visible(t.Elem(), at)
	case *types.Signature:
		return f.visibleVars(t.Params(), at) && f.visibleVars(t.Results(), at)
	case *types.Struct:
		return t.NumFields() == 0
	case *types.Interface:
		return t.Empty()
	}
	return false
}

func (f *File) visibleArgs(args *types.TypeList, at token.Pos) bool {
	for i := range args.Len() {
		if !f.visible(args.At(i), at) {
			return false
		}
	}
	return true
}

func (f *File) visibleVars(vars *types.Tuple, at token.Pos) bool {
	for v := range vars.Variables() {
		if !f.visible(v.Type(), at) {
			return false
		}
	}
	return true
}

// names reports whether a type's own name means it: its package is imported, or
// nothing hides it.
func (f *File) names(tn *types.TypeName, at token.Pos) bool {
	switch tn.Pkg() {
	case nil:
		return f.Lookup(tn.Name(), at) == types.Universe.Lookup(tn.Name())
	case f.Pass.Pkg:
		return f.Lookup(tn.Name(), at) == types.Object(tn)
	}
	return tn.Exported()
}

// Zero returns the zero value of a type as code at a position writes it.
func (f *File) Zero(t types.Type, at token.Pos) (text string, ok bool) {
	if f == nil {
		return "", false
	}
	if _, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		name, ok := f.TypeName(t, at)
		return "*new(" + name + ")", ok
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Kind() == types.UnsafePointer:
			return "nil", f.Lookup("nil", at) == types.Universe.Lookup("nil")
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		case u.Info()&types.IsBoolean != 0:
			return "false", f.Lookup("false", at) == types.Universe.Lookup("false")
		}
		return "", false
	case *types.Struct, *types.Array:
		name, ok := f.TypeName(t, at)
		return name + "{}", ok
	}
	return "nil", f.Lookup("nil", at) == types.Universe.Lookup("nil")
}

// Zeros returns the zero values of all results of a signature but the last,
// each with a comma behind it.
func (f *File) Zeros(sig *types.Signature, at token.Pos) (text string, ok bool) {
	if f == nil {
		return "", false
	}
	for i := range sig.Results().Len() - 1 {
		zero, ok := f.Zero(sig.Results().At(i).Type(), at)
		if !ok {
			return "", false
		}
		text += zero + ", "
	}
	return text, true
}
