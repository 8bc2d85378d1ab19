package library

import "go/types"

// A Need is what a function wants of a parameter or of its receiver: it panics
// when that does not hold. Without the needs of its functions a library looks
// harmless, for its insides are no evidence against the caller.
type Need struct {
	Param int // its index, or Receiver
	Is    Cond
	N, M  int // what Is compares with, where its comment says so
	Of    int // the other parameter, or Receiver, where the comment of Is says so
	// Soft is set where callers meet the need as a matter of course, as that a
	// context is not nil, or where the call does not show whether they do:
	// only a violation that is seen counts then, not that none is disproved.
	Soft bool
}

// Receiver stands for the receiver where the index of a parameter is asked.
const Receiver = -1

// A Cond is a condition on an argument. Len is the length that the builtin len
// gives, and of a value with a method Len its result.
type Cond uint8

const (
	_           Cond = iota
	Positive         // > 0; of a *big.Int, its value
	NotNegative      // >= 0; of a *big.Int or *big.Float, its value
	NotZero          // != 0; of a *big.Int or *big.Rat, its value
	Between          // N <= argument <= M
	Within           // 0 <= argument <= len(Of)
	Indexes          // 0 <= argument < len(Of)
	NotBelow         // not below Of, another number
	Below            // below Of, another number
	Odd              // an odd number; of a *big.Int, its value
	Number           // not a NaN

	MinLen    // len >= N; if M is set, another argument decides from len M on
	ExactLen  // len == N
	EvenLen   // an even number of arguments or elements
	RightLen  // the length that Of asks for: the size of its blocks or of its nonces, or a multiple of it
	AsLongAs  // len >= len(Of)
	TwiceLong // len >= 2*len(Of)
	HalfLong  // len >= len(Of)/2
	EncodeLen // len >= the length that the encoding says for len(Of)

	NotNil     // not nil
	Valid      // a text or value of the right form, or nil for an error: the functions named Must
	Comparable // a value that == does not panic on
	SameType   // of the type of the values that were given before
	SameKind   // a reflect.Value, reflect.Type, or value, of a kind that has the operation
	Fresh      // a name, or a value, that was not registered before
	Early      // not called twice, or when another method has been called
	Made       // not the zero value: made by a function of the package
	Balanced   // not more often than the opposite was called
)

// Contracts is what the functions of libraries need, a library each. A
// function can be here and in All: Find gives both.
var Contracts = []*Library{
	&archiveZipContract,
	&bufioContract,
	&bytesContract,
	&heapContract,
	&listContract,
	&contextContract,
	&cryptoContract,
	&cipherContract,
	&ed25519Contract,
	&hmacContract,
	&cryptoRandContract,
	&subtleContract,
	&tlsContract,
	&x509Contract,
	&sqlContract,
	&base32Contract,
	&base64Contract,
	&binaryContract,
	&gobContract,
	&hexContract,
	&errorsContract,
	&expvarContract,
	&flagContract,
	&maphashContract,
	&htmlTemplateContract,
	&ioContract,
	&slogContract,
	&mapsContract,
	&bigContract,
	&bitsContract,
	&randContract,
	&randV2Contract,
	&netContract,
	&httpContract,
	&httptestContract,
	&netipContract,
	&textprotoContract,
	&urlContract,
	&execContract,
	&signalContract,
	&reflectContract,
	&regexpContract,
	&pprofContract,
	&slicesContract,
	&sortContract,
	&strconvContract,
	&stringsContract,
	&syncContract,
	&atomicContract,
	&tabwriterContract,
	&templateContract,
	&timeContract,
	&utf8Contract,
}

// join adds the needs to the table, and to the entries that it has already.
func join(t map[key]*Func) map[key]*Func {
	for _, lib := range Contracts {
		for i := range lib.Funcs {
			f := &lib.Funcs[i]
			k := key{lib.Path, f.Recv, f.Name}
			if e := t[k]; e != nil {
				both := *e
				both.Needs = f.Needs
				f = &both
			}
			t[k] = f
		}
	}
	return t
}

// Needs returns what fn needs of its arguments, or nil.
func Needs(fn *types.Func) []Need {
	if f := Find(fn); f != nil {
		return f.Needs
	}
	return nil
}

// Quotes reports whether the results of fn are always Valid.
func Quotes(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == "regexp" && fn.Name() == "QuoteMeta"
}

// Refuses returns the parameter that alone decides whether fn returns an error, or -1.
func Refuses(fn *types.Func) int {
	if fn.Pkg() == nil {
		return -1
	}
	switch fn.Pkg().Path() + "." + fn.Name() {
	case "path.Match", "path/filepath.Match", "path/filepath.Glob": // "the only possible returned error is ErrBadPattern"
		return 0
	case "regexp.Match", "regexp.MatchString":
		return 0
	}
	return -1
}

// needs says that one parameter has to meet one condition.
func needs(param int, is Cond) []Need { return []Need{{Param: param, Is: is}} }

// trusts is needs for a Soft one.
func trusts(param int, is Cond) []Need { return []Need{{Param: param, Is: is, Soft: true}} }
