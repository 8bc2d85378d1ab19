package library

// What the functions of the standard library need that work on values of any
// type. What a reflect.Value holds is seldom seen by who reads the call, so
// all of it is soft.

var errorsContract = Library{
	Path: "errors", Versions: "go1.26.8",
	Funcs: []Func{ // wrap.go:107, 112, 116: a pointer to an error type or to an interface
		{Name: "As", Needs: []Need{{Param: 1, Is: NotNil, Soft: true}, {Param: 1, Is: SameKind, Soft: true}}},
	},
}

// value.go, type.go: each begins with a switch on the kind, or mustBe; the
// methods that set also want a value that can be set.
var reflectContract = Library{
	Path: "reflect", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Append", Needs: trusts(0, SameKind)},
		{Name: "Copy", Needs: trusts(0, SameKind)},
		{Name: "MakeChan", Needs: trusts(0, SameKind)},
		{Name: "MakeFunc", Needs: trusts(0, SameKind)},
		{Name: "MakeMap", Needs: trusts(0, SameKind)},
		{Name: "MakeSlice", Needs: []Need{{Param: 0, Is: SameKind, Soft: true}, {Param: 1, Is: NotNegative}, {Param: 2, Is: NotBelow, Of: 1}}},
		{Name: "New", Needs: trusts(0, NotNil)},
		{Name: "Zero", Needs: trusts(0, NotNil)},
		{Recv: "Type", Name: "Elem", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "Field", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "In", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "Key", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "Len", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "NumField", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "NumIn", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "NumOut", Needs: trusts(Receiver, SameKind)},
		{Recv: "Type", Name: "Out", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Addr", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Bool", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Bytes", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Call", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Convert", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Elem", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Field", Needs: []Need{{Param: Receiver, Is: SameKind, Soft: true}, {Param: 0, Is: NotNegative}}},
		{Recv: "Value", Name: "FieldByName", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Float", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Index", Needs: []Need{{Param: Receiver, Is: SameKind, Soft: true}, {Param: 0, Is: Indexes, Of: Receiver}}},
		{Recv: "Value", Name: "Int", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Interface", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "IsNil", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Len", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "MapIndex", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "MapKeys", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "MapRange", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Method", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "NumField", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Set", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetBool", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetBytes", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetFloat", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetInt", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetLen", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetMapIndex", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetString", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "SetUint", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Slice", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Type", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Uint", Needs: trusts(Receiver, SameKind)},
	},
}

var maphashContract = Library{
	Path: "hash/maphash", Versions: "go1.26.8",
	Funcs: []Func{ // maphash.go:46, 70, 211: "use of uninitialized Seed"
		{Name: "Bytes", Needs: trusts(0, Made)},
		{Name: "String", Needs: trusts(0, Made)},
		{Recv: "Hash", Name: "SetSeed", Needs: trusts(0, Made)},
	},
}
