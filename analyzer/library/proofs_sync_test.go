package library_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"expvar"
	"flag"
	"io"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"time"
)

func cancel(_ context.Context, f context.CancelFunc) { f() }

// quiet runs f and lets the log package write nothing.
func quiet(f func()) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	f()
}

const taken = "taken"

// takenFlags returns a set that has a flag of that name.
func takenFlags() *flag.FlagSet {
	s := flag.NewFlagSet("a", flag.ContinueOnError)
	s.SetOutput(io.Discard)
	s.Bool(taken, false, none)
	return s
}

// withFlags runs f while the flags of the process are takenFlags.
func withFlags(f func()) {
	defer func(old *flag.FlagSet) { flag.CommandLine = old }(flag.CommandLine)
	flag.CommandLine = takenFlags()
	f()
}

type text struct{}

func (text) String() string   { return none }
func (text) Set(string) error { return nil }

type noDriver struct{}

func (noDriver) Open(string) (driver.Conn, error) { return nil, errors.ErrUnsupported }

var syncProofs = map[string]proof{
	"archive/zip.RegisterCompressor": {
		broken: func() { zip.RegisterCompressor(zip.Store, nil) },
		met:    func() { zip.RegisterCompressor(99, nil) },
	},
	"archive/zip.RegisterDecompressor": {
		broken: func() { zip.RegisterDecompressor(zip.Store, nil) },
		met:    func() { zip.RegisterDecompressor(99, nil) },
	},
	"archive/zip.(Writer).SetOffset": {
		broken: func() { w := zip.NewWriter(new(bytes.Buffer)); _, _ = w.Create("a"); _ = w.Flush(); w.SetOffset(1) },
		met:    func() { zip.NewWriter(new(bytes.Buffer)).SetOffset(1) },
	},
	"context.AfterFunc": {
		broken: func() { context.AfterFunc(noCtx, func() {}) },
		met:    func() { context.AfterFunc(context.Background(), func() {}) },
	},
	"context.WithCancel": {
		broken: func() { cancel(context.WithCancel(noCtx)) },
		met:    func() { cancel(context.WithCancel(context.Background())) },
	},
	"context.WithCancelCause": {
		broken: func() { _, stop := context.WithCancelCause(noCtx); stop(nil) },
		met:    func() { _, stop := context.WithCancelCause(context.Background()); stop(nil) },
	},
	"context.WithDeadline": {
		broken: func() { cancel(context.WithDeadline(noCtx, time.Time{})) },
		met:    func() { cancel(context.WithDeadline(context.Background(), time.Time{})) },
	},
	"context.WithDeadlineCause": {
		broken: func() { cancel(context.WithDeadlineCause(noCtx, time.Time{}, nil)) },
		met:    func() { cancel(context.WithDeadlineCause(context.Background(), time.Time{}, nil)) },
	},
	"context.WithTimeout": {
		broken: func() { cancel(context.WithTimeout(noCtx, 1)) },
		met:    func() { cancel(context.WithTimeout(context.Background(), 1)) },
	},
	"context.WithTimeoutCause": {
		broken: func() { cancel(context.WithTimeoutCause(noCtx, 1, nil)) },
		met:    func() { cancel(context.WithTimeoutCause(context.Background(), 1, nil)) },
	},
	"context.WithValue": {
		broken: func() { _ = context.WithValue(noCtx, again{}, 1) },
		met:    func() { _ = context.WithValue(context.Background(), again{}, 1) },
	},
	"context.WithValue 2": {
		broken: func() { _ = context.WithValue(context.Background(), nothing, 1) },
		met:    func() { _ = context.WithValue(context.Background(), again{}, 1) },
	},
	"context.WithValue 3": {
		broken: func() { _ = context.WithValue(context.Background(), three(), 1) },
		met:    func() { _ = context.WithValue(context.Background(), again{}, 1) },
	},
	"context.WithoutCancel": {
		broken: func() { context.WithoutCancel(noCtx) },
		met:    func() { context.WithoutCancel(context.Background()) },
	},
	"database/sql.Register": {
		broken: func() { sql.Register("a", noDriver{}); sql.Register("a", noDriver{}) },
		met:    func() { sql.Register("b", noDriver{}) },
	},
	"database/sql.Register 2": {
		broken: func() { sql.Register("c", nil) },
		met:    func() { sql.Register("d", noDriver{}) },
	},
	"expvar.NewFloat": {
		broken: func() { quiet(func() { expvar.NewFloat("cmdline") }) },
		met:    func() { expvar.NewFloat("NewFloat") },
	},
	"expvar.NewInt": {
		broken: func() { quiet(func() { expvar.NewInt("cmdline") }) },
		met:    func() { expvar.NewInt("NewInt") },
	},
	"expvar.NewMap": {
		broken: func() { quiet(func() { expvar.NewMap("cmdline") }) },
		met:    func() { expvar.NewMap("NewMap") },
	},
	"expvar.NewString": {
		broken: func() { quiet(func() { expvar.NewString("cmdline") }) },
		met:    func() { expvar.NewString("NewString") },
	},
	"expvar.Publish": {
		broken: func() { quiet(func() { expvar.Publish("cmdline", nil) }) },
		met:    func() { expvar.Publish("Publish", new(expvar.Int)) },
	},
	"flag.Bool": {
		broken: func() { withFlags(func() { flag.Bool(taken, false, none) }) },
		met:    func() { withFlags(func() { flag.Bool("Bool", false, none) }) },
	},
	"flag.(FlagSet).Bool": {
		broken: func() { takenFlags().Bool(taken, false, none) },
		met:    func() { takenFlags().Bool("Bool", false, none) },
	},
	"flag.BoolFunc": {
		broken: func() { withFlags(func() { flag.BoolFunc(taken, none, nil) }) },
		met:    func() { withFlags(func() { flag.BoolFunc("BoolFunc", none, nil) }) },
	},
	"flag.(FlagSet).BoolFunc": {
		broken: func() { takenFlags().BoolFunc(taken, none, nil) },
		met:    func() { takenFlags().BoolFunc("BoolFunc", none, nil) },
	},
	"flag.Duration": {
		broken: func() { withFlags(func() { flag.Duration(taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Duration("Duration", 1, none) }) },
	},
	"flag.(FlagSet).Duration": {
		broken: func() { takenFlags().Duration(taken, 1, none) },
		met:    func() { takenFlags().Duration("Duration", 1, none) },
	},
	"flag.Float64": {
		broken: func() { withFlags(func() { flag.Float64(taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Float64("Float64", 1, none) }) },
	},
	"flag.(FlagSet).Float64": {
		broken: func() { takenFlags().Float64(taken, 1, none) },
		met:    func() { takenFlags().Float64("Float64", 1, none) },
	},
	"flag.Func": {
		broken: func() { withFlags(func() { flag.Func(taken, none, nil) }) },
		met:    func() { withFlags(func() { flag.Func("Func", none, nil) }) },
	},
	"flag.(FlagSet).Func": {
		broken: func() { takenFlags().Func(taken, none, nil) },
		met:    func() { takenFlags().Func("Func", none, nil) },
	},
	"flag.Int": {
		broken: func() { withFlags(func() { flag.Int(taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Int("Int", 1, none) }) },
	},
	"flag.(FlagSet).Int": {
		broken: func() { takenFlags().Int(taken, 1, none) },
		met:    func() { takenFlags().Int("Int", 1, none) },
	},
	"flag.Int64": {
		broken: func() { withFlags(func() { flag.Int64(taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Int64("Int64", 1, none) }) },
	},
	"flag.(FlagSet).Int64": {
		broken: func() { takenFlags().Int64(taken, 1, none) },
		met:    func() { takenFlags().Int64("Int64", 1, none) },
	},
	"flag.String": {
		broken: func() { withFlags(func() { flag.String(taken, none, none) }) },
		met:    func() { withFlags(func() { flag.String("String", none, none) }) },
	},
	"flag.(FlagSet).String": {
		broken: func() { takenFlags().String(taken, none, none) },
		met:    func() { takenFlags().String("String", none, none) },
	},
	"flag.Uint": {
		broken: func() { withFlags(func() { flag.Uint(taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Uint("Uint", 1, none) }) },
	},
	"flag.(FlagSet).Uint": {
		broken: func() { takenFlags().Uint(taken, 1, none) },
		met:    func() { takenFlags().Uint("Uint", 1, none) },
	},
	"flag.Uint64": {
		broken: func() { withFlags(func() { flag.Uint64(taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Uint64("Uint64", 1, none) }) },
	},
	"flag.(FlagSet).Uint64": {
		broken: func() { takenFlags().Uint64(taken, 1, none) },
		met:    func() { takenFlags().Uint64("Uint64", 1, none) },
	},
	"flag.BoolVar": {
		broken: func() { withFlags(func() { flag.BoolVar(new(bool), taken, false, none) }) },
		met:    func() { withFlags(func() { flag.BoolVar(new(bool), "BoolVar", false, none) }) },
	},
	"flag.(FlagSet).BoolVar": {
		broken: func() { takenFlags().BoolVar(new(bool), taken, false, none) },
		met:    func() { takenFlags().BoolVar(new(bool), "BoolVar", false, none) },
	},
	"flag.DurationVar": {
		broken: func() { withFlags(func() { flag.DurationVar(new(time.Duration), taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.DurationVar(new(time.Duration), "DurationVar", 1, none) }) },
	},
	"flag.(FlagSet).DurationVar": {
		broken: func() { takenFlags().DurationVar(new(time.Duration), taken, 1, none) },
		met:    func() { takenFlags().DurationVar(new(time.Duration), "DurationVar", 1, none) },
	},
	"flag.Float64Var": {
		broken: func() { withFlags(func() { flag.Float64Var(new(float64), taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Float64Var(new(float64), "Float64Var", 1, none) }) },
	},
	"flag.(FlagSet).Float64Var": {
		broken: func() { takenFlags().Float64Var(new(float64), taken, 1, none) },
		met:    func() { takenFlags().Float64Var(new(float64), "Float64Var", 1, none) },
	},
	"flag.Int64Var": {
		broken: func() { withFlags(func() { flag.Int64Var(new(int64), taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Int64Var(new(int64), "Int64Var", 1, none) }) },
	},
	"flag.(FlagSet).Int64Var": {
		broken: func() { takenFlags().Int64Var(new(int64), taken, 1, none) },
		met:    func() { takenFlags().Int64Var(new(int64), "Int64Var", 1, none) },
	},
	"flag.IntVar": {
		broken: func() { withFlags(func() { flag.IntVar(new(int), taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.IntVar(new(int), "IntVar", 1, none) }) },
	},
	"flag.(FlagSet).IntVar": {
		broken: func() { takenFlags().IntVar(new(int), taken, 1, none) },
		met:    func() { takenFlags().IntVar(new(int), "IntVar", 1, none) },
	},
	"flag.StringVar": {
		broken: func() { withFlags(func() { flag.StringVar(new(string), taken, none, none) }) },
		met:    func() { withFlags(func() { flag.StringVar(new(string), "StringVar", none, none) }) },
	},
	"flag.(FlagSet).StringVar": {
		broken: func() { takenFlags().StringVar(new(string), taken, none, none) },
		met:    func() { takenFlags().StringVar(new(string), "StringVar", none, none) },
	},
	"flag.TextVar": {
		broken: func() { withFlags(func() { flag.TextVar(new(time.Time), taken, time.Time{}, none) }) },
		met:    func() { withFlags(func() { flag.TextVar(new(time.Time), "TextVar", time.Time{}, none) }) },
	},
	"flag.(FlagSet).TextVar": {
		broken: func() { takenFlags().TextVar(new(time.Time), taken, time.Time{}, none) },
		met:    func() { takenFlags().TextVar(new(time.Time), "TextVar", time.Time{}, none) },
	},
	"flag.Uint64Var": {
		broken: func() { withFlags(func() { flag.Uint64Var(new(uint64), taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.Uint64Var(new(uint64), "Uint64Var", 1, none) }) },
	},
	"flag.(FlagSet).Uint64Var": {
		broken: func() { takenFlags().Uint64Var(new(uint64), taken, 1, none) },
		met:    func() { takenFlags().Uint64Var(new(uint64), "Uint64Var", 1, none) },
	},
	"flag.UintVar": {
		broken: func() { withFlags(func() { flag.UintVar(new(uint), taken, 1, none) }) },
		met:    func() { withFlags(func() { flag.UintVar(new(uint), "UintVar", 1, none) }) },
	},
	"flag.(FlagSet).UintVar": {
		broken: func() { takenFlags().UintVar(new(uint), taken, 1, none) },
		met:    func() { takenFlags().UintVar(new(uint), "UintVar", 1, none) },
	},
	"flag.Var": {
		broken: func() { withFlags(func() { flag.Var(text{}, taken, none) }) },
		met:    func() { withFlags(func() { flag.Var(text{}, "Var", none) }) },
	},
	"flag.(FlagSet).Var": {
		broken: func() { takenFlags().Var(text{}, taken, none) },
		met:    func() { takenFlags().Var(text{}, "Var", none) },
	},
	"os/exec.CommandContext": {
		broken: func() { exec.CommandContext(noCtx, "a") },
		met:    func() { exec.CommandContext(context.Background(), "a") },
	},
	"os/signal.Notify": {
		broken: func() { signal.Notify(nil) },
		met:    func() { c := make(chan os.Signal, 1); signal.Notify(c, os.Interrupt); signal.Stop(c) },
	},
	"os/signal.NotifyContext": {
		broken: func() { _, stop := signal.NotifyContext(noCtx, os.Interrupt); stop() },
		met:    func() { _, stop := signal.NotifyContext(context.Background(), os.Interrupt); stop() },
	},
	"runtime/pprof.Labels": {
		broken: func() { pprof.Labels("a") },
		met:    func() { pprof.Labels("a", "b") },
	},
	"runtime/pprof.NewProfile": {
		broken: func() { pprof.NewProfile(none) },
		met:    func() { pprof.NewProfile("a") },
	},
	"runtime/pprof.NewProfile 2": {
		broken: func() { pprof.NewProfile("heap") },
		met:    func() { pprof.NewProfile("b") },
	},
	"runtime/pprof.(Profile).Add": {
		broken: func() { p := pprof.NewProfile("c"); p.Add(1, 0); p.Add(1, 0) },
		met:    func() { pprof.NewProfile("d").Add(1, 0) },
	},
	"sync.(Map).CompareAndDelete": {
		broken: func() { new(sync.Map).CompareAndDelete(three(), 1) },
		met:    func() { new(sync.Map).CompareAndDelete(1, 1) },
	},
	"sync.(Map).CompareAndDelete 2": {
		broken: func() { m := new(sync.Map); m.Store(1, three()); m.CompareAndDelete(1, three()) },
		met:    func() { m := new(sync.Map); m.Store(1, three()); m.CompareAndDelete(1, 1) },
	},
	"sync.(Map).CompareAndSwap": {
		broken: func() { new(sync.Map).CompareAndSwap(three(), 1, 1) },
		met:    func() { new(sync.Map).CompareAndSwap(1, 1, 1) },
	},
	"sync.(Map).CompareAndSwap 2": {
		broken: func() { m := new(sync.Map); m.Store(1, three()); m.CompareAndSwap(1, three(), 1) },
		met:    func() { m := new(sync.Map); m.Store(1, three()); m.CompareAndSwap(1, 1, 1) },
	},
	"sync.(Map).Delete": {
		broken: func() { new(sync.Map).Delete(three()) },
		met:    func() { new(sync.Map).Delete(1) },
	},
	"sync.(Map).Load": {
		broken: func() { new(sync.Map).Load(three()) },
		met:    func() { new(sync.Map).Load(1) },
	},
	"sync.(Map).LoadAndDelete": {
		broken: func() { new(sync.Map).LoadAndDelete(three()) },
		met:    func() { new(sync.Map).LoadAndDelete(1) },
	},
	"sync.(Map).LoadOrStore": {
		broken: func() { new(sync.Map).LoadOrStore(three(), 1) },
		met:    func() { new(sync.Map).LoadOrStore(1, 1) },
	},
	"sync.(Map).Store": {
		broken: func() { new(sync.Map).Store(three(), 1) },
		met:    func() { new(sync.Map).Store(1, 1) },
	},
	"sync.(Map).Swap": {
		broken: func() { new(sync.Map).Swap(three(), 1) },
		met:    func() { new(sync.Map).Swap(1, 1) },
	},
	"sync.(Once).Do": {
		broken: func() { new(sync.Once).Do(nil) },
		met:    func() { new(sync.Once).Do(func() {}) },
	},
	"sync.(WaitGroup).Add": {
		broken: func() { new(sync.WaitGroup).Add(minus) },
		met:    func() { new(sync.WaitGroup).Add(1) },
	},
	"sync.(WaitGroup).Done": {
		broken: func() { new(sync.WaitGroup).Done() },
		met:    func() { var wg sync.WaitGroup; wg.Add(1); wg.Done() },
	},
	"sync/atomic.(Value).CompareAndSwap": {
		broken: func() { v := new(atomic.Value); v.Store(1); v.CompareAndSwap(1, nothing) },
		met:    func() { v := new(atomic.Value); v.Store(1); v.CompareAndSwap(1, 2) },
	},
	"sync/atomic.(Value).CompareAndSwap 2": {
		broken: func() { v := new(atomic.Value); v.Store(1); v.CompareAndSwap(1, none) },
		met:    func() { v := new(atomic.Value); v.Store(1); v.CompareAndSwap(1, 2) },
	},
	"sync/atomic.(Value).CompareAndSwap 3": {
		broken: func() { v := new(atomic.Value); v.Store(three()); v.CompareAndSwap(three(), three()) },
		met:    func() { v := new(atomic.Value); v.Store(1); v.CompareAndSwap(1, 2) },
	},
	"sync/atomic.(Value).Store": {
		broken: func() { new(atomic.Value).Store(nothing) },
		met:    func() { new(atomic.Value).Store(1) },
	},
	"sync/atomic.(Value).Store 2": {
		broken: func() { v := new(atomic.Value); v.Store(1); v.Store(none) },
		met:    func() { v := new(atomic.Value); v.Store(1); v.Store(2) },
	},
	"sync/atomic.(Value).Swap": {
		broken: func() { new(atomic.Value).Swap(nothing) },
		met:    func() { new(atomic.Value).Swap(1) },
	},
	"sync/atomic.(Value).Swap 2": {
		broken: func() { v := new(atomic.Value); v.Store(1); v.Swap(none) },
		met:    func() { v := new(atomic.Value); v.Store(1); v.Swap(2) },
	},
}
