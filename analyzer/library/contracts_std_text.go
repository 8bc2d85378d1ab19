package library

// What the functions of the standard library need that work on bytes, text,
// slices and containers. The comments say where the source shows it; an index
// or slice expression there is a check as good as an explicit panic.

var bufioContract = Library{
	Path: "bufio", Versions: "go1.26.8",
	Funcs: []Func{
		{Recv: "Scanner", Name: "Buffer", Needs: trusts(Receiver, Early)}, // scan.go:277: "Buffer called after Scan"
		{Recv: "Scanner", Name: "Split", Needs: trusts(Receiver, Early)},  // scan.go:289: "Split called after Scan"
	},
}

var bytesContract = Library{
	Path: "bytes", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Repeat", Needs: needs(1, NotNegative)},                                                      // bytes.go:648
		{Recv: "Buffer", Name: "Grow", Needs: needs(0, NotNegative)},                                        // buffer.go:184
		{Recv: "Buffer", Name: "Next", Needs: needs(0, NotNegative)},                                        // buffer.go: b.buf[b.off:b.off+n]
		{Recv: "Buffer", Name: "Truncate", Needs: []Need{{Param: 0, Is: Within, Of: Receiver, Soft: true}}}, // buffer.go:116
	},
}

var heapContract = Library{
	Path: "container/heap", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Fix", Needs: []Need{{Param: 1, Is: Indexes, Of: 0, Soft: true}}},    // heap.go: down and up call h.Less(i, ...)
		{Name: "Pop", Needs: []Need{{Param: 0, Is: MinLen, N: 1, Soft: true}}},      // heap.go: h.Swap(0, -1) if it is empty
		{Name: "Remove", Needs: []Need{{Param: 1, Is: Indexes, Of: 0, Soft: true}}}, // heap.go: h.Swap(i, n)
	},
}

var listContract = Library{
	Path: "container/list", Versions: "go1.26.8",
	Funcs: []Func{ // list.go: e.list of a nil e; Front and Back of an empty list are nil
		{Recv: "List", Name: "InsertAfter", Needs: trusts(1, NotNil)},
		{Recv: "List", Name: "InsertBefore", Needs: trusts(1, NotNil)},
		{Recv: "List", Name: "MoveAfter", Needs: []Need{{Param: 0, Is: NotNil, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
		{Recv: "List", Name: "MoveBefore", Needs: []Need{{Param: 0, Is: NotNil, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
		{Recv: "List", Name: "MoveToBack", Needs: trusts(0, NotNil)},
		{Recv: "List", Name: "MoveToFront", Needs: trusts(0, NotNil)},
		{Recv: "List", Name: "Remove", Needs: trusts(0, NotNil)},
	},
}

var base32Contract = Library{
	Path: "encoding/base32", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "NewEncoding", Needs: []Need{{Param: 0, Is: ExactLen, N: 32}, {Param: 0, Is: Valid, Soft: true}}}, // base32.go:63, 77, 79
		{Recv: "Encoding", Name: "Decode", Needs: []Need{{Param: 0, Is: EncodeLen, Of: 1, Soft: true}}},          // base32.go: dst[dsti+...]
		{Recv: "Encoding", Name: "Encode", Needs: []Need{{Param: 0, Is: EncodeLen, Of: 1, Soft: true}}},          // base32.go: dst[di+7]
		{Recv: "Encoding", Name: "WithPadding", Needs: trusts(0, Valid)},                                         // base32.go:103, 105
	},
}

var base64Contract = Library{
	Path: "encoding/base64", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "NewEncoding", Needs: []Need{{Param: 0, Is: ExactLen, N: 64}, {Param: 0, Is: Valid, Soft: true}}}, // base64.go:66, 80, 82
		{Recv: "Encoding", Name: "Decode", Needs: []Need{{Param: 0, Is: EncodeLen, Of: 1, Soft: true}}},          // base64.go: dst[j+2]
		{Recv: "Encoding", Name: "Encode", Needs: []Need{{Param: 0, Is: EncodeLen, Of: 1, Soft: true}}},          // base64.go: dst[di+0]
		{Recv: "Encoding", Name: "WithPadding", Needs: trusts(0, Valid)},                                         // base64.go:99, 101
	},
}

// binary.go: each starts with "_ = b[n-1]". The types are those of BigEndian
// and LittleEndian; NativeEndian embeds one of them.
var binaryContract = Library{
	Path: "encoding/binary", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "PutUvarint", Needs: []Need{{Param: 0, Is: MinLen, N: 10, M: 1}}}, // varint.go: buf[i]; 10 bytes are enough
		{Name: "PutVarint", Needs: []Need{{Param: 0, Is: MinLen, N: 10, M: 1}}},
		{Recv: "ByteOrder", Name: "PutUint16", Needs: []Need{{Param: 0, Is: MinLen, N: 2}}},
		{Recv: "ByteOrder", Name: "PutUint32", Needs: []Need{{Param: 0, Is: MinLen, N: 4}}},
		{Recv: "ByteOrder", Name: "PutUint64", Needs: []Need{{Param: 0, Is: MinLen, N: 8}}},
		{Recv: "ByteOrder", Name: "Uint16", Needs: []Need{{Param: 0, Is: MinLen, N: 2}}},
		{Recv: "ByteOrder", Name: "Uint32", Needs: []Need{{Param: 0, Is: MinLen, N: 4}}},
		{Recv: "ByteOrder", Name: "Uint64", Needs: []Need{{Param: 0, Is: MinLen, N: 8}}},
		{Recv: "bigEndian", Name: "PutUint16", Needs: []Need{{Param: 0, Is: MinLen, N: 2}}},
		{Recv: "bigEndian", Name: "PutUint32", Needs: []Need{{Param: 0, Is: MinLen, N: 4}}},
		{Recv: "bigEndian", Name: "PutUint64", Needs: []Need{{Param: 0, Is: MinLen, N: 8}}},
		{Recv: "bigEndian", Name: "Uint16", Needs: []Need{{Param: 0, Is: MinLen, N: 2}}},
		{Recv: "bigEndian", Name: "Uint32", Needs: []Need{{Param: 0, Is: MinLen, N: 4}}},
		{Recv: "bigEndian", Name: "Uint64", Needs: []Need{{Param: 0, Is: MinLen, N: 8}}},
		{Recv: "littleEndian", Name: "PutUint16", Needs: []Need{{Param: 0, Is: MinLen, N: 2}}},
		{Recv: "littleEndian", Name: "PutUint32", Needs: []Need{{Param: 0, Is: MinLen, N: 4}}},
		{Recv: "littleEndian", Name: "PutUint64", Needs: []Need{{Param: 0, Is: MinLen, N: 8}}},
		{Recv: "littleEndian", Name: "Uint16", Needs: []Need{{Param: 0, Is: MinLen, N: 2}}},
		{Recv: "littleEndian", Name: "Uint32", Needs: []Need{{Param: 0, Is: MinLen, N: 4}}},
		{Recv: "littleEndian", Name: "Uint64", Needs: []Need{{Param: 0, Is: MinLen, N: 8}}},
	},
}

var gobContract = Library{
	Path: "encoding/gob", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Register", Needs: trusts(0, Fresh)},                                                            // type.go:845, by RegisterName
		{Name: "RegisterName", Needs: []Need{{Param: 0, Is: MinLen, N: 1}, {Param: 0, Is: Fresh, Soft: true}}}, // type.go:835, 845, 851
	},
}

var hexContract = Library{
	Path: "encoding/hex", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Decode", Needs: []Need{{Param: 0, Is: HalfLong, Of: 1}}},  // hex.go: dst[i] = (a << 4) | b
		{Name: "Encode", Needs: []Need{{Param: 0, Is: TwiceLong, Of: 1}}}, // hex.go: dst[j+1]
	},
}

var mapsContract = Library{
	Path: "maps", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Copy", Needs: trusts(0, NotNil)},   // maps.go: dst[k] = v; if src has an entry
		{Name: "Insert", Needs: trusts(0, NotNil)}, // iter.go: m[k] = v; if seq has an entry
	},
}

var slicesContract = Library{
	Path: "slices", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Chunk", Needs: needs(1, Positive)}, // iter.go:99
		{Name: "Delete", Needs: []Need{ // slices.go:223: s[i:j:len(s)]
			{Param: 1, Is: Within, Of: 0}, {Param: 2, Is: Within, Of: 0}, {Param: 2, Is: NotBelow, Of: 1}}},
		{Name: "Grow", Needs: needs(1, NotNegative)},                   // slices.go:422
		{Name: "Insert", Needs: []Need{{Param: 1, Is: Within, Of: 0}}}, // slices.go:136: s[i:]
		{Name: "Max", Needs: []Need{{Param: 0, Is: MinLen, N: 1}}},     // sort.go:97
		{Name: "MaxFunc", Needs: []Need{{Param: 0, Is: MinLen, N: 1}}}, // sort.go:111
		{Name: "Min", Needs: []Need{{Param: 0, Is: MinLen, N: 1}}},     // sort.go:67
		{Name: "MinFunc", Needs: []Need{{Param: 0, Is: MinLen, N: 1}}}, // sort.go:81
		{Name: "Repeat", Needs: needs(1, NotNegative)},                 // slices.go:514
		{Name: "Replace", Needs: []Need{ // slices.go:261: s[i:j]
			{Param: 1, Is: Within, Of: 0}, {Param: 2, Is: Within, Of: 0}, {Param: 2, Is: NotBelow, Of: 1}}},
	},
}

var sortContract = Library{
	Path: "sort", Versions: "go1.26.8",
	Funcs: []Func{ // slice.go: reflectlite.Swapper(x) and rv.Len() want a slice
		{Name: "Slice", Needs: trusts(0, SameKind)},
		{Name: "SliceIsSorted", Needs: trusts(0, SameKind)},
		{Name: "SliceStable", Needs: trusts(0, SameKind)},
	},
}

var strconvContract = Library{
	Path: "strconv", Versions: "go1.26.8",
	Funcs: []Func{ // internal/strconv: itoa.go:90, ftoa.go:83, ctoa.go:24
		{Name: "AppendInt", Needs: []Need{{Param: 2, Is: Between, N: 2, M: 36}}},
		{Name: "AppendUint", Needs: []Need{{Param: 2, Is: Between, N: 2, M: 36}}},
		{Name: "FormatComplex", Needs: trusts(3, Valid)}, // 64 or 128
		{Name: "FormatFloat", Needs: trusts(3, Valid)},   // 32 or 64
		{Name: "FormatInt", Needs: []Need{{Param: 1, Is: Between, N: 2, M: 36}}},
		{Name: "FormatUint", Needs: []Need{{Param: 1, Is: Between, N: 2, M: 36}}},
	},
}

var stringsContract = Library{
	Path: "strings", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "NewReplacer", Needs: needs(0, EvenLen)},               // replace.go:34
		{Name: "Repeat", Needs: needs(1, NotNegative)},                // strings.go:628
		{Recv: "Builder", Name: "Grow", Needs: needs(0, NotNegative)}, // builder.go:78
	},
}

var tabwriterContract = Library{
	Path: "text/tabwriter", Versions: "go1.26.8",
	Funcs: []Func{ // tabwriter.go:211: minwidth, tabwidth, padding
		{Name: "NewWriter", Needs: []Need{{Param: 1, Is: NotNegative}, {Param: 2, Is: NotNegative}, {Param: 3, Is: NotNegative}}},
		{Recv: "Writer", Name: "Init", Needs: []Need{{Param: 1, Is: NotNegative}, {Param: 2, Is: NotNegative}, {Param: 3, Is: NotNegative}}},
	},
}

var utf8Contract = Library{
	Path: "unicode/utf8", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "EncodeRune", Needs: []Need{{Param: 0, Is: MinLen, N: 4, M: 1}}}, // utf8.go: "_ = p[3]"; fewer for a short rune
	},
}
