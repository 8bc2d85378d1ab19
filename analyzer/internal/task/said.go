package task

import (
	"flag"
	"go/types"
	"slices"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// entry returns what is known of fn: what the table of libraries has, with what
// the user says added. It is nil if nothing is known.
func (t table) entry(fn *types.Func) *library.Func {
	known, user := t.fn(fn), t.said.of(fn)
	if known == nil || user == nil {
		return firstOf(user, known)
	}
	both := *known
	both.Runs = slices.Concat(both.Runs, user.Runs)
	both.Guards = both.Guards || user.Guards
	both.Joins = both.Joins || user.Joins
	both.Safe = both.Safe || user.Safe
	return &both
}

func firstOf(a, b *library.Func) *library.Func {
	if a != nil {
		return a
	}
	return b
}

// safeCall reports whether a call of fn cannot panic, and what it returns needs
// no looking at.
func (t table) safeCall(fn *types.Func) bool {
	e := t.entry(fn.Origin())
	return e != nil && e.Safe
}

// joins reports whether fn is known to wait for goroutines and to return what
// they failed with.
func (t table) joins(fn *types.Func) bool {
	e := t.entry(fn.Origin())
	return e != nil && e.Joins
}

// safeType reports whether the values of a type need no looking at: a func
// neither recovers nor panics, a result or handle may be dropped.
func (t table) safeType(tn *types.TypeName) bool {
	return t.quiet(tn) || t.said.safe(tn)
}

// said is what the user says by the flags of the model. A nil one says nothing.
type said struct {
	spawners, helpers, joins, safecalls, safetypes entries
}

// A saidFlag is a flag of the model.
type saidFlag struct {
	name, usage string
	entries     *entries
}

func (s *said) flags() []saidFlag {
	return []saidFlag{
		{"spawners", "comma-separated `functions` that run a func parameter on another goroutine: path.Func or (*path.Type).Method; all func parameters, or with :N the one counted from 0; with :recovers a panic is stopped there", &s.spawners},
		{"helpers", "comma-separated `functions` that stop a panic when they are deferred", &s.helpers},
		{"joins", "comma-separated `functions` that wait for goroutines and return their error", &s.joins},
		{"safecalls", "comma-separated `functions` that cannot panic, and whose results need no looking at", &s.safecalls},
		{"safetypes", "comma-separated `types`, as path.Type, whose values need no looking at: a func cannot panic, a result may be dropped", &s.safetypes},
	}
}

// register adds the flags to those of the model.
func (s *said) register(fs *flag.FlagSet) {
	s.spawners.kind, s.safetypes.kind = ofSpawners, ofTypes
	for _, f := range s.flags() {
		fs.Var(f.entries, f.name, f.usage)
	}
}

// guards reports whether the user says that fn stops a panic.
func (s *said) guards(fn *types.Func) bool {
	return s != nil && s.helpers.find(fn) != nil
}

// of returns what the user says of fn, or nil.
func (s *said) of(fn *types.Func) *library.Func {
	if s == nil {
		return nil
	}
	guards, joins, safe := s.helpers.find(fn) != nil, s.joins.find(fn) != nil, s.safecalls.find(fn) != nil
	starts := s.spawners.find(fn)
	if !guards && !joins && !safe && starts == nil {
		return nil
	}
	said := &library.Func{Name: fn.Name(), Guards: guards, Joins: joins, Safe: safe}
	for _, e := range starts {
		for _, i := range e.params(fn) {
			said.Runs = append(said.Runs, library.Run{Param: i, Goroutine: true, Recovered: e.recovers})
		}
	}
	return said
}

func (s *said) safe(tn *types.TypeName) bool {
	return s != nil && s.safetypes.find(tn) != nil
}

// params returns the parameters of fn that it starts as the entry says.
func (e entry) params(fn *types.Func) (indices []int) {
	if e.param != allParams {
		return []int{e.param}
	}
	for i := range fn.Signature().Params().Len() {
		if carriesFunc(fn.Signature().Params().At(i).Type()) {
			indices = append(indices, i)
		}
	}
	return indices
}
