package library

// What the functions of the standard library need that compute: numbers,
// random numbers, time.

// What a *big.Int holds is seldom seen by who reads the call, so that is soft.
var bigContract = Library{
	Path: "math/big", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Jacobi", Needs: trusts(1, Odd)},                                            // int.go:927
		{Name: "NewFloat", Needs: trusts(0, Number)},                                       // float.go:90
		{Name: "NewRat", Needs: needs(1, NotZero)},                                         // rat.go: by SetFrac64's rule, "division by zero"
		{Recv: "Float", Name: "SetFloat64", Needs: trusts(0, Number)},                      // float.go:556
		{Recv: "Float", Name: "Sqrt", Needs: trusts(0, NotNegative)},                       // sqrt.go:44
		{Recv: "Int", Name: "Append", Needs: []Need{{Param: 1, Is: Between, N: 2, M: 62}}}, // natconv.go:299
		{Recv: "Int", Name: "Bit", Needs: needs(0, NotNegative)},                           // int.go:1132
		{Recv: "Int", Name: "Div", Needs: trusts(1, NotZero)},                              // natdiv.go:520, as the next ones
		{Recv: "Int", Name: "DivMod", Needs: trusts(1, NotZero)},
		{Recv: "Int", Name: "Mod", Needs: trusts(1, NotZero)},
		{Recv: "Int", Name: "ModSqrt", Needs: trusts(1, Odd)},              // int.go:927, by Jacobi
		{Recv: "Int", Name: "ProbablyPrime", Needs: needs(0, NotNegative)}, // prime.go:37
		{Recv: "Int", Name: "Quo", Needs: trusts(1, NotZero)},
		{Recv: "Int", Name: "QuoRem", Needs: trusts(1, NotZero)},
		{Recv: "Int", Name: "Rem", Needs: trusts(1, NotZero)},
		{Recv: "Int", Name: "SetBit", Needs: []Need{{Param: 1, Is: NotNegative}, {Param: 2, Is: Between, N: 0, M: 1}}}, // int.go:1149, nat.go:466
		{Recv: "Int", Name: "SetString", Needs: trusts(1, Valid)},                                                      // natconv.go:115: 0, or 2 to 62
		{Recv: "Int", Name: "Sqrt", Needs: trusts(0, NotNegative)},                                                     // int.go:1305
		{Recv: "Int", Name: "Text", Needs: []Need{{Param: 0, Is: Between, N: 2, M: 62}}},                               // natconv.go:299
		{Recv: "Rat", Name: "Inv", Needs: trusts(0, NotZero)},                                                          // rat.go:387
		{Recv: "Rat", Name: "Quo", Needs: trusts(1, NotZero)},                                                          // rat.go:552
		{Recv: "Rat", Name: "SetFrac", Needs: trusts(1, NotZero)},                                                      // rat.go:311
		{Recv: "Rat", Name: "SetFrac64", Needs: needs(1, NotZero)},                                                     // rat.go:325
	},
}

var bitsContract = Library{
	Path: "math/bits", Versions: "go1.26.8",
	Funcs: []Func{ // bits.go:507, 520, 523; y > hi says that it is not zero
		{Name: "Div", Needs: []Need{{Param: 2, Is: NotZero}, {Param: 0, Is: Below, Of: 2}}},
		{Name: "Div32", Needs: []Need{{Param: 2, Is: NotZero}, {Param: 0, Is: Below, Of: 2}}},
		{Name: "Div64", Needs: []Need{{Param: 2, Is: NotZero}, {Param: 0, Is: Below, Of: 2}}},
		{Name: "Rem", Needs: needs(2, NotZero)},
		{Name: "Rem32", Needs: needs(2, NotZero)},
		{Name: "Rem64", Needs: needs(2, NotZero)},
	},
}

var randContract = Library{
	Path: "math/rand", Versions: "go1.26.8",
	Funcs: []Func{ // rand.go:122, 139, 180, 249; Perm: make([]int, n)
		{Name: "Int31n", Needs: needs(0, Positive)},
		{Name: "Int63n", Needs: needs(0, Positive)},
		{Name: "Intn", Needs: needs(0, Positive)},
		{Name: "Perm", Needs: needs(0, NotNegative)},
		{Name: "Shuffle", Needs: needs(0, NotNegative)},
		{Recv: "Rand", Name: "Int31n", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Int63n", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Intn", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Perm", Needs: needs(0, NotNegative)},
		{Recv: "Rand", Name: "Shuffle", Needs: needs(0, NotNegative)},
		{Recv: "Zipf", Name: "Uint64", Needs: trusts(Receiver, NotNil)}, // zipf.go:60: NewZipf returns nil for bad parameters
	},
}

var randV2Contract = Library{
	Path: "math/rand/v2", Versions: "go1.26.8",
	Funcs: []Func{ // rand.go:66, 75, 173, 182, 193, 202, 235, 325
		{Name: "Int32N", Needs: needs(0, Positive)},
		{Name: "Int64N", Needs: needs(0, Positive)},
		{Name: "IntN", Needs: needs(0, Positive)},
		{Name: "N", Needs: needs(0, Positive)},
		{Name: "Perm", Needs: needs(0, NotNegative)},
		{Name: "Shuffle", Needs: needs(0, NotNegative)},
		{Name: "Uint32N", Needs: needs(0, Positive)},
		{Name: "Uint64N", Needs: needs(0, Positive)},
		{Name: "UintN", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Int32N", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Int64N", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "IntN", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Perm", Needs: needs(0, NotNegative)},
		{Recv: "Rand", Name: "Shuffle", Needs: needs(0, NotNegative)},
		{Recv: "Rand", Name: "Uint32N", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "Uint64N", Needs: needs(0, Positive)},
		{Recv: "Rand", Name: "UintN", Needs: needs(0, Positive)},
		{Recv: "Zipf", Name: "Uint64", Needs: trusts(Receiver, NotNil)}, // zipf.go:60
	},
}

// time.Tick needs nothing: it returns nil for an interval that is not positive.
var timeContract = Library{
	Path: "time", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Date", Needs: trusts(7, NotNil)},       // time.go:1736: "missing Location"
		{Name: "NewTicker", Needs: needs(0, Positive)}, // tick.go:38: "non-positive interval"
		{Recv: "Ticker", Name: "Reset", Needs: []Need{{Param: 0, Is: Positive}, {Param: Receiver, Is: Made, Soft: true}}}, // tick.go:67, 70
		{Recv: "Time", Name: "In", Needs: trusts(0, NotNil)},                                                              // time.go:1386
		{Recv: "Timer", Name: "Reset", Needs: trusts(Receiver, Made)},                                                     // sleep.go:173
		{Recv: "Timer", Name: "Stop", Needs: trusts(Receiver, Made)},                                                      // sleep.go:115
	},
}
