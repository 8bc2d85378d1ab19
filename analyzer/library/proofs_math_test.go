package library_test

import (
	"math"
	"math/big"
	"math/bits"
	"math/rand"
	randv2 "math/rand/v2"
	"time"
)

var mathProofs = map[string]proof{
	"math/big.Jacobi": {
		broken: func() { big.Jacobi(big.NewInt(3), big.NewInt(4)) },
		met:    func() { big.Jacobi(big.NewInt(3), big.NewInt(5)) },
	},
	"math/big.NewFloat": {
		broken: func() { big.NewFloat(math.NaN()) },
		met:    func() { big.NewFloat(math.Inf(1)) },
	},
	"math/big.NewRat": {
		broken: func() { big.NewRat(1, int64(zero)) },
		met:    func() { big.NewRat(1, 2) },
	},
	"math/big.(Float).SetFloat64": {
		broken: func() { new(big.Float).SetFloat64(math.NaN()) },
		met:    func() { new(big.Float).SetFloat64(1) },
	},
	"math/big.(Float).Sqrt": {
		broken: func() { new(big.Float).Sqrt(big.NewFloat(-1)) },
		met:    func() { new(big.Float).Sqrt(big.NewFloat(0)) },
	},
	"math/big.(Int).Append": {
		broken: func() { big.NewInt(3).Append(nil, 63) },
		met:    func() { big.NewInt(3).Append(nil, 62) },
	},
	"math/big.(Int).Bit": {
		broken: func() { big.NewInt(3).Bit(minus) },
		met:    func() { big.NewInt(3).Bit(0) },
	},
	"math/big.(Int).Div": {
		broken: func() { new(big.Int).Div(big.NewInt(3), new(big.Int)) },
		met:    func() { new(big.Int).Div(big.NewInt(3), big.NewInt(-2)) },
	},
	"math/big.(Int).Mod": {
		broken: func() { new(big.Int).Mod(big.NewInt(3), new(big.Int)) },
		met:    func() { new(big.Int).Mod(big.NewInt(3), big.NewInt(-2)) },
	},
	"math/big.(Int).Quo": {
		broken: func() { new(big.Int).Quo(big.NewInt(3), new(big.Int)) },
		met:    func() { new(big.Int).Quo(big.NewInt(3), big.NewInt(-2)) },
	},
	"math/big.(Int).Rem": {
		broken: func() { new(big.Int).Rem(big.NewInt(3), new(big.Int)) },
		met:    func() { new(big.Int).Rem(big.NewInt(3), big.NewInt(-2)) },
	},
	"math/big.(Int).DivMod": {
		broken: func() { new(big.Int).DivMod(big.NewInt(3), new(big.Int), new(big.Int)) },
		met:    func() { new(big.Int).DivMod(big.NewInt(3), big.NewInt(-2), new(big.Int)) },
	},
	"math/big.(Int).QuoRem": {
		broken: func() { new(big.Int).QuoRem(big.NewInt(3), new(big.Int), new(big.Int)) },
		met:    func() { new(big.Int).QuoRem(big.NewInt(3), big.NewInt(-2), new(big.Int)) },
	},
	"math/big.(Int).ModSqrt": {
		broken: func() { new(big.Int).ModSqrt(big.NewInt(3), big.NewInt(8)) },
		met:    func() { new(big.Int).ModSqrt(big.NewInt(3), big.NewInt(7)) },
	},
	"math/big.(Int).ProbablyPrime": {
		broken: func() { big.NewInt(3).ProbablyPrime(minus) },
		met:    func() { big.NewInt(3).ProbablyPrime(0) },
	},
	"math/big.(Int).SetBit": {
		broken: func() { new(big.Int).SetBit(big.NewInt(3), minus, 1) },
		met:    func() { new(big.Int).SetBit(big.NewInt(3), 0, 1) },
	},
	"math/big.(Int).SetBit 2": {
		broken: func() { new(big.Int).SetBit(big.NewInt(3), 1, 2) },
		met:    func() { new(big.Int).SetBit(big.NewInt(3), 1, 0) },
	},
	"math/big.(Int).SetString": {
		broken: func() { new(big.Int).SetString("1", 63) },
		met:    func() { new(big.Int).SetString("1", 0) },
	},
	"math/big.(Int).Sqrt": {
		broken: func() { new(big.Int).Sqrt(big.NewInt(-1)) },
		met:    func() { new(big.Int).Sqrt(big.NewInt(0)) },
	},
	"math/big.(Int).Text": {
		broken: func() { big.NewInt(3).Text(1) },
		met:    func() { big.NewInt(3).Text(2) },
	},
	"math/big.(Rat).Inv": {
		broken: func() { new(big.Rat).Inv(new(big.Rat)) },
		met:    func() { new(big.Rat).Inv(big.NewRat(1, 2)) },
	},
	"math/big.(Rat).Quo": {
		broken: func() { new(big.Rat).Quo(big.NewRat(1, 2), new(big.Rat)) },
		met:    func() { new(big.Rat).Quo(new(big.Rat), big.NewRat(1, 2)) },
	},
	"math/big.(Rat).SetFrac": {
		broken: func() { new(big.Rat).SetFrac(big.NewInt(1), big.NewInt(0)) },
		met:    func() { new(big.Rat).SetFrac(big.NewInt(1), big.NewInt(2)) },
	},
	"math/big.(Rat).SetFrac64": {
		broken: func() { new(big.Rat).SetFrac64(1, int64(zero)) },
		met:    func() { new(big.Rat).SetFrac64(1, 2) },
	},
	"math/bits.Div": {
		broken: func() { bits.Div(0, 1, uint(zero)) },
		met:    func() { bits.Div(0, 1, 2) },
	},
	"math/bits.Div 2": {
		broken: func() { bits.Div(uint(len(three())), 1, 3) },
		met:    func() { bits.Div(2, 1, 3) },
	},
	"math/bits.Rem": {
		broken: func() { bits.Rem(7, 1, uint(zero)) },
		met:    func() { bits.Rem(7, 1, 3) },
	},
	"math/bits.Div32": {
		broken: func() { bits.Div32(0, 1, uint32(zero)) },
		met:    func() { bits.Div32(0, 1, 2) },
	},
	"math/bits.Div32 2": {
		broken: func() { bits.Div32(uint32(len(three())), 1, 3) },
		met:    func() { bits.Div32(2, 1, 3) },
	},
	"math/bits.Rem32": {
		broken: func() { bits.Rem32(7, 1, uint32(zero)) },
		met:    func() { bits.Rem32(7, 1, 3) },
	},
	"math/bits.Div64": {
		broken: func() { bits.Div64(0, 1, uint64(zero)) },
		met:    func() { bits.Div64(0, 1, 2) },
	},
	"math/bits.Div64 2": {
		broken: func() { bits.Div64(uint64(len(three())), 1, 3) },
		met:    func() { bits.Div64(2, 1, 3) },
	},
	"math/bits.Rem64": {
		broken: func() { bits.Rem64(7, 1, uint64(zero)) },
		met:    func() { bits.Rem64(7, 1, 3) },
	},
	"math/rand.Int31n": {
		broken: func() { rand.Int31n(int32(zero)) },
		met:    func() { rand.Int31n(1) },
	},
	"math/rand.Int63n": {
		broken: func() { rand.Int63n(int64(zero)) },
		met:    func() { rand.Int63n(1) },
	},
	"math/rand.Intn": {
		broken: func() { rand.Intn(int(zero)) },
		met:    func() { rand.Intn(1) },
	},
	"math/rand.Perm": {
		broken: func() { rand.Perm(minus) },
		met:    func() { rand.Perm(zero) },
	},
	"math/rand.Shuffle": {
		broken: func() { rand.Shuffle(minus, nil) },
		met:    func() { rand.Shuffle(zero, nil) },
	},
	"math/rand.(Rand).Int31n": {
		broken: func() { rand.New(rand.NewSource(1)).Int31n(int32(zero)) },
		met:    func() { rand.New(rand.NewSource(1)).Int31n(1) },
	},
	"math/rand.(Rand).Int63n": {
		broken: func() { rand.New(rand.NewSource(1)).Int63n(int64(zero)) },
		met:    func() { rand.New(rand.NewSource(1)).Int63n(1) },
	},
	"math/rand.(Rand).Intn": {
		broken: func() { rand.New(rand.NewSource(1)).Intn(int(zero)) },
		met:    func() { rand.New(rand.NewSource(1)).Intn(1) },
	},
	"math/rand.(Rand).Perm": {
		broken: func() { rand.New(rand.NewSource(1)).Perm(minus) },
		met:    func() { rand.New(rand.NewSource(1)).Perm(zero) },
	},
	"math/rand.(Rand).Shuffle": {
		broken: func() { rand.New(rand.NewSource(1)).Shuffle(minus, nil) },
		met:    func() { rand.New(rand.NewSource(1)).Shuffle(zero, nil) },
	},
	"math/rand.(Zipf).Uint64": {
		broken: func() { rand.NewZipf(rand.New(rand.NewSource(1)), 0, 0, 1).Uint64() },
		met:    func() { rand.NewZipf(rand.New(rand.NewSource(1)), 2, 2, 1).Uint64() },
	},
	"math/rand/v2.Int32N": {
		broken: func() { randv2.Int32N(int32(zero)) },
		met:    func() { randv2.Int32N(1) },
	},
	"math/rand/v2.Int64N": {
		broken: func() { randv2.Int64N(int64(zero)) },
		met:    func() { randv2.Int64N(1) },
	},
	"math/rand/v2.IntN": {
		broken: func() { randv2.IntN(int(zero)) },
		met:    func() { randv2.IntN(1) },
	},
	"math/rand/v2.Uint32N": {
		broken: func() { randv2.Uint32N(uint32(zero)) },
		met:    func() { randv2.Uint32N(1) },
	},
	"math/rand/v2.Uint64N": {
		broken: func() { randv2.Uint64N(uint64(zero)) },
		met:    func() { randv2.Uint64N(1) },
	},
	"math/rand/v2.UintN": {
		broken: func() { randv2.UintN(uint(zero)) },
		met:    func() { randv2.UintN(1) },
	},
	"math/rand/v2.Perm": {
		broken: func() { randv2.Perm(minus) },
		met:    func() { randv2.Perm(zero) },
	},
	"math/rand/v2.Shuffle": {
		broken: func() { randv2.Shuffle(minus, nil) },
		met:    func() { randv2.Shuffle(zero, nil) },
	},
	"math/rand/v2.(Rand).Int32N": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).Int32N(int32(zero)) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).Int32N(1) },
	},
	"math/rand/v2.(Rand).Int64N": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).Int64N(int64(zero)) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).Int64N(1) },
	},
	"math/rand/v2.(Rand).IntN": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).IntN(int(zero)) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).IntN(1) },
	},
	"math/rand/v2.(Rand).Uint32N": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).Uint32N(uint32(zero)) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).Uint32N(1) },
	},
	"math/rand/v2.(Rand).Uint64N": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).Uint64N(uint64(zero)) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).Uint64N(1) },
	},
	"math/rand/v2.(Rand).UintN": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).UintN(uint(zero)) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).UintN(1) },
	},
	"math/rand/v2.(Rand).Perm": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).Perm(minus) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).Perm(zero) },
	},
	"math/rand/v2.(Rand).Shuffle": {
		broken: func() { randv2.New(randv2.NewPCG(1, 2)).Shuffle(minus, nil) },
		met:    func() { randv2.New(randv2.NewPCG(1, 2)).Shuffle(zero, nil) },
	},
	"math/rand/v2.N": {
		broken: func() { randv2.N(time.Duration(zero)) },
		met:    func() { randv2.N(time.Second) },
	},
	"math/rand/v2.(Zipf).Uint64": {
		broken: func() { randv2.NewZipf(randv2.New(randv2.NewPCG(1, 2)), 0, 0, 1).Uint64() },
		met:    func() { randv2.NewZipf(randv2.New(randv2.NewPCG(1, 2)), 2, 2, 1).Uint64() },
	},
	"time.Date": {
		broken: func() { time.Date(1, 2, 3, 4, 5, 6, 7, nil) },
		met:    func() { time.Date(1, 2, 3, 4, 5, 6, 7, time.UTC) },
	},
	"time.NewTicker": {
		broken: func() { time.NewTicker(time.Duration(zero)) },
		met:    func() { time.NewTicker(1).Stop() },
	},
	"time.(Ticker).Reset": {
		broken: func() { time.NewTicker(time.Hour).Reset(time.Duration(zero)) },
		met:    func() { time.NewTicker(time.Hour).Reset(time.Hour) },
	},
	"time.(Ticker).Reset 2": {
		broken: func() { new(time.Ticker).Reset(1) },
		met:    func() { time.NewTicker(time.Hour).Reset(time.Hour) },
	},
	"time.(Time).In": {
		broken: func() { time.Now().In(nil) },
		met:    func() { time.Now().In(time.UTC) },
	},
	"time.(Timer).Reset": {
		broken: func() { new(time.Timer).Reset(1) },
		met:    func() { time.NewTimer(time.Hour).Reset(time.Hour) },
	},
	"time.(Timer).Stop": {
		broken: func() { new(time.Timer).Stop() },
		met:    func() { time.NewTimer(time.Hour).Stop() },
	},
}
