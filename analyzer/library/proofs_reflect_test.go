package library_test

import (
	"errors"
	"hash/maphash"
	"io"
	"io/fs"
	"reflect"
	"time"
)

var intType = reflect.TypeFor[int]()

var reflectProofs = map[string]proof{
	"errors.As": {
		broken: func() { errors.As(io.EOF, nothing) },
		met:    func() { errors.As(io.EOF, new(fs.FileInfo)) },
	},
	"errors.As 2": {
		broken: func() { errors.As(io.EOF, any(zero)) },
		met:    func() { errors.As(io.EOF, new(fs.FileInfo)) },
	},
	"reflect.Append": {
		broken: func() { reflect.Append(reflect.ValueOf(1), reflect.ValueOf(1)) },
		met:    func() { reflect.Append(reflect.ValueOf(three()), reflect.ValueOf(1)) },
	},
	"reflect.Copy": {
		broken: func() { reflect.Copy(reflect.ValueOf(1), reflect.ValueOf(1)) },
		met:    func() { reflect.Copy(reflect.ValueOf(three()), reflect.ValueOf(three())) },
	},
	"reflect.MakeChan": {
		broken: func() { reflect.MakeChan(intType, 0) },
		met:    func() { reflect.MakeChan(reflect.TypeFor[chan int](), 0) },
	},
	"reflect.MakeFunc": {
		broken: func() { reflect.MakeFunc(intType, nil) },
		met:    func() { reflect.MakeFunc(reflect.TypeFor[func()](), nil) },
	},
	"reflect.MakeMap": {
		broken: func() { reflect.MakeMap(intType) },
		met:    func() { reflect.MakeMap(reflect.TypeFor[map[int]int]()) },
	},
	"reflect.MakeSlice": {
		broken: func() { reflect.MakeSlice(intType, 1, 1) },
		met:    func() { reflect.MakeSlice(reflect.TypeFor[[]int](), 1, 1) },
	},
	"reflect.MakeSlice 2": {
		broken: func() { reflect.MakeSlice(reflect.TypeFor[[]int](), minus, 1) },
		met:    func() { reflect.MakeSlice(reflect.TypeFor[[]int](), 0, 1) },
	},
	"reflect.MakeSlice 3": {
		broken: func() { reflect.MakeSlice(reflect.TypeFor[[]int](), 2, 1) },
		met:    func() { reflect.MakeSlice(reflect.TypeFor[[]int](), 1, 1) },
	},
	"reflect.New": {
		broken: func() { reflect.New(reflect.TypeOf(nothing)) },
		met:    func() { reflect.New(intType) },
	},
	"reflect.Zero": {
		broken: func() { reflect.Zero(reflect.TypeOf(nothing)) },
		met:    func() { reflect.Zero(intType) },
	},
	"reflect.(Type).Elem": {
		broken: func() { intType.Elem() },
		met:    func() { reflect.TypeFor[*int]().Elem() },
	},
	"reflect.(Type).Field": {
		broken: func() { intType.Field(0) },
		met:    func() { reflect.TypeFor[twice]().Field(0) },
	},
	"reflect.(Type).In": {
		broken: func() { intType.In(0) },
		met:    func() { reflect.TypeFor[func(int) int]().In(0) },
	},
	"reflect.(Type).Key": {
		broken: func() { intType.Key() },
		met:    func() { reflect.TypeFor[map[int]int]().Key() },
	},
	"reflect.(Type).Len": {
		broken: func() { intType.Len() },
		met:    func() { reflect.TypeFor[[2]int]().Len() },
	},
	"reflect.(Type).NumField": {
		broken: func() { intType.NumField() },
		met:    func() { reflect.TypeFor[twice]().NumField() },
	},
	"reflect.(Type).NumIn": {
		broken: func() { intType.NumIn() },
		met:    func() { reflect.TypeFor[func(int) int]().NumIn() },
	},
	"reflect.(Type).NumOut": {
		broken: func() { intType.NumOut() },
		met:    func() { reflect.TypeFor[func(int) int]().NumOut() },
	},
	"reflect.(Type).Out": {
		broken: func() { intType.Out(0) },
		met:    func() { reflect.TypeFor[func(int) int]().Out(0) },
	},
	"reflect.(Value).Addr": {
		broken: func() { reflect.ValueOf(1).Addr() },
		met:    func() { reflect.ValueOf(new(int)).Elem().Addr() },
	},
	"reflect.(Value).Bool": {
		broken: func() { reflect.ValueOf(1).Bool() },
		met:    func() { reflect.ValueOf(true).Bool() },
	},
	"reflect.(Value).Bytes": {
		broken: func() { reflect.ValueOf(1).Bytes() },
		met:    func() { reflect.ValueOf([]byte(nil)).Bytes() },
	},
	"reflect.(Value).Call": {
		broken: func() { reflect.ValueOf(1).Call(nil) },
		met:    func() { reflect.ValueOf(func() {}).Call(nil) },
	},
	"reflect.(Value).Convert": {
		broken: func() { reflect.ValueOf(1).Convert(reflect.TypeFor[[]int]()) },
		met:    func() { reflect.ValueOf(1).Convert(reflect.TypeFor[int64]()) },
	},
	"reflect.(Value).Elem": {
		broken: func() { reflect.ValueOf(1).Elem() },
		met:    func() { reflect.ValueOf(new(int)).Elem() },
	},
	"reflect.(Value).Field": {
		broken: func() { reflect.ValueOf(1).Field(0) },
		met:    func() { reflect.ValueOf(twice{}).Field(0) },
	},
	"reflect.(Value).Field 2": {
		broken: func() { reflect.ValueOf(twice{}).Field(minus) },
		met:    func() { reflect.ValueOf(twice{}).Field(0) },
	},
	"reflect.(Value).FieldByName": {
		broken: func() { reflect.ValueOf(1).FieldByName("A") },
		met:    func() { reflect.ValueOf(twice{}).FieldByName("A") },
	},
	"reflect.(Value).Float": {
		broken: func() { reflect.ValueOf(1).Float() },
		met:    func() { reflect.ValueOf(1.5).Float() },
	},
	"reflect.(Value).Index": {
		broken: func() { reflect.ValueOf(1).Index(0) },
		met:    func() { reflect.ValueOf(three()).Index(0) },
	},
	"reflect.(Value).Index 2": {
		broken: func() { reflect.ValueOf(three()).Index(3) },
		met:    func() { reflect.ValueOf(three()).Index(2) },
	},
	"reflect.(Value).Int": {
		broken: func() { reflect.ValueOf(true).Int() },
		met:    func() { reflect.ValueOf(1).Int() },
	},
	"reflect.(Value).Interface": {
		broken: func() { reflect.Value{}.Interface() },
		met:    func() { reflect.ValueOf(1).Interface() },
	},
	"reflect.(Value).IsNil": {
		broken: func() { reflect.ValueOf(1).IsNil() },
		met:    func() { reflect.ValueOf(three()).IsNil() },
	},
	"reflect.(Value).Len": {
		broken: func() { reflect.ValueOf(1).Len() },
		met:    func() { reflect.ValueOf(three()).Len() },
	},
	"reflect.(Value).MapIndex": {
		broken: func() { reflect.ValueOf(1).MapIndex(reflect.ValueOf(1)) },
		met:    func() { reflect.ValueOf(map[int]int{}).MapIndex(reflect.ValueOf(1)) },
	},
	"reflect.(Value).MapKeys": {
		broken: func() { reflect.ValueOf(1).MapKeys() },
		met:    func() { reflect.ValueOf(map[int]int{}).MapKeys() },
	},
	"reflect.(Value).MapRange": {
		broken: func() { reflect.ValueOf(1).MapRange() },
		met:    func() { reflect.ValueOf(map[int]int{}).MapRange() },
	},
	"reflect.(Value).Method": {
		broken: func() { reflect.ValueOf(1).Method(0) },
		met:    func() { reflect.ValueOf(time.Second).Method(0) },
	},
	"reflect.(Value).NumField": {
		broken: func() { reflect.ValueOf(1).NumField() },
		met:    func() { reflect.ValueOf(twice{}).NumField() },
	},
	"reflect.(Value).Set": {
		broken: func() { reflect.ValueOf(1).Set(reflect.ValueOf(1)) },
		met:    func() { reflect.ValueOf(new(int)).Elem().Set(reflect.ValueOf(1)) },
	},
	"reflect.(Value).SetBool": {
		broken: func() { reflect.ValueOf(true).SetBool(true) },
		met:    func() { reflect.ValueOf(new(bool)).Elem().SetBool(true) },
	},
	"reflect.(Value).SetBytes": {
		broken: func() { reflect.ValueOf(1).SetBytes(nil) },
		met:    func() { reflect.ValueOf(new([]byte)).Elem().SetBytes(nil) },
	},
	"reflect.(Value).SetFloat": {
		broken: func() { reflect.ValueOf(1.5).SetFloat(1) },
		met:    func() { reflect.ValueOf(new(float64)).Elem().SetFloat(1) },
	},
	"reflect.(Value).SetInt": {
		broken: func() { reflect.ValueOf(1).SetInt(1) },
		met:    func() { reflect.ValueOf(new(int)).Elem().SetInt(1) },
	},
	"reflect.(Value).SetLen": {
		broken: func() { reflect.ValueOf(three()).SetLen(1) },
		met:    func() { reflect.ValueOf(new([]int)).Elem().SetLen(0) },
	},
	"reflect.(Value).SetMapIndex": {
		broken: func() { reflect.ValueOf(1).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(1)) },
		met:    func() { reflect.ValueOf(map[int]int{}).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(1)) },
	},
	"reflect.(Value).SetString": {
		broken: func() { reflect.ValueOf(1).SetString(none) },
		met:    func() { reflect.ValueOf(new(string)).Elem().SetString(none) },
	},
	"reflect.(Value).SetUint": {
		broken: func() { reflect.ValueOf(1).SetUint(1) },
		met:    func() { reflect.ValueOf(new(uint)).Elem().SetUint(1) },
	},
	"reflect.(Value).Slice": {
		broken: func() { reflect.ValueOf(1).Slice(0, 1) },
		met:    func() { reflect.ValueOf(three()).Slice(0, 1) },
	},
	"reflect.(Value).Type": {
		broken: func() { reflect.Value{}.Type() },
		met:    func() { reflect.ValueOf(1).Type() },
	},
	"reflect.(Value).Uint": {
		broken: func() { reflect.ValueOf(1).Uint() },
		met:    func() { reflect.ValueOf(uint(1)).Uint() },
	},
	"hash/maphash.Bytes": {
		broken: func() { maphash.Bytes(maphash.Seed{}, nil) },
		met:    func() { maphash.Bytes(maphash.MakeSeed(), nil) },
	},
	"hash/maphash.String": {
		broken: func() { maphash.String(maphash.Seed{}, none) },
		met:    func() { maphash.String(maphash.MakeSeed(), none) },
	},
	"hash/maphash.(Hash).SetSeed": {
		broken: func() { new(maphash.Hash).SetSeed(maphash.Seed{}) },
		met:    func() { new(maphash.Hash).SetSeed(maphash.MakeSeed()) },
	},
}
