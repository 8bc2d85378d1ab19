package task

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// This file finds the entries of flags that name what a package does not have.
// Only the package itself knows, so it is there that the model fails.

// check returns an error for each entry that is about the package and wrong.
func (s *said) check(pkg *types.Package) error {
	if s == nil {
		return nil
	}
	var errs []error
	for _, f := range s.flags() {
		for _, e := range f.entries.list {
			if err := e.check(f.entries.kind, pkg); err != nil {
				errs = append(errs, fmt.Errorf("flag -taskmodel.%s: %q: %w", f.name, e.text, err))
			}
		}
	}
	return errors.Join(errs...)
}

func (e entry) check(kind entryKind, pkg *types.Package) error {
	if e.key.path != pkg.Path() {
		return e.checkPath(kind, pkg)
	}
	if kind == ofTypes {
		return e.checkType(pkg)
	}
	fn, err := e.find(pkg)
	if err == nil && kind == ofSpawners {
		err = e.checkParams(fn)
	}
	return err
}

// checkPath tells the name of a package from its import path: it is what one
// writes in code. It is taken for a mistake only if the package has what the
// entry names.
func (e entry) checkPath(kind entryKind, pkg *types.Package) error {
	path := pkg.Path()
	if strings.Contains(e.key.path, "/") || isStd(e.key.path) || e.key.path == "main" || !strings.Contains(path, "/") {
		return nil
	}
	if pkg.Name() != e.key.path && !strings.HasSuffix(path, "/"+e.key.path) {
		return nil
	}
	full := e
	full.key.path = path
	if full.check(kind, pkg) != nil {
		return nil
	}
	return fmt.Errorf("%s is no import path; write %s", e.key.path, full.key)
}

func (e entry) checkType(pkg *types.Package) error {
	switch pkg.Scope().Lookup(e.key.name).(type) {
	case *types.TypeName:
		return nil
	case nil:
		return fmt.Errorf("package %s has no type %s%s", pkg.Path(), e.key.name, near(e.key.name, typesOf(pkg)))
	}
	return fmt.Errorf("%s is no type", e.key)
}

// find returns the function that the entry names, or says what is right.
func (e entry) find(pkg *types.Package) (*types.Func, error) {
	name := e.key.name
	if e.key.recv != "" {
		return e.findMethod(pkg)
	}
	switch obj := pkg.Scope().Lookup(name).(type) {
	case *types.Func:
		return obj, nil
	case nil:
		return nil, fmt.Errorf("package %s has no function %s%s", pkg.Path(), name, near(name, funcsOf(pkg)))
	case *types.TypeName:
		return nil, fmt.Errorf("%s is a type%s", e.key, near(name, methodsOf(pkg, obj)))
	default:
		return nil, fmt.Errorf("%s is neither a function nor a method", e.key)
	}
}

func (e entry) findMethod(pkg *types.Package) (*types.Func, error) {
	tn, ok := pkg.Scope().Lookup(e.key.recv).(*types.TypeName)
	if !ok {
		return nil, fmt.Errorf("package %s has no type %s%s", pkg.Path(), e.key.recv, near(e.key.recv, typesOf(pkg)))
	}
	obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, pkg, e.key.name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, fmt.Errorf("type %s.%s has no method %s%s", pkg.Path(), e.key.recv, e.key.name, near(e.key.name, methodsOf(pkg, tn)))
	}
	// A call of a promoted method, or through an alias, is one of the method itself.
	if key := keyOf(fn.Origin()); key != e.key {
		return nil, fmt.Errorf("the method is another type's; write %s", key)
	}
	return fn, nil
}

// checkParams reports whether the entry names parameters that can be started.
func (e entry) checkParams(fn *types.Func) error {
	params := fn.Signature().Params()
	var funcs []string
	for _, i := range (entry{param: allParams}).params(fn) {
		funcs = append(funcs, fmt.Sprintf("%s:%d", e.key, i))
	}
	have := "none of its parameters is a func"
	if len(funcs) > 0 {
		have = "write " + strings.Join(funcs, " or ")
	}
	switch {
	case e.param == allParams && len(funcs) == 0:
		return errors.New(have)
	case e.param == allParams:
		return nil
	case e.param >= params.Len():
		return fmt.Errorf("it has %d parameters, counted from 0; %s", params.Len(), have)
	}
	// A func may come as the value of an interface, such as http.Handler.
	if p := params.At(e.param); !carriesFunc(p.Type()) && !types.IsInterface(p.Type()) {
		return fmt.Errorf("parameter %d is no func; %s", e.param, have)
	}
	return nil
}

// A name is something that an entry could have meant.
type name struct {
	short string // what is compared
	entry string // what to write
}

// funcsOf returns the functions of a package, and the methods of its types.
func funcsOf(pkg *types.Package) (names []name) {
	var methods []name
	for _, n := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(n).(type) {
		case *types.Func:
			names = append(names, name{n, keyOf(obj).String()})
		case *types.TypeName:
			methods = append(methods, methodsOf(pkg, obj)...)
		}
	}
	return append(names, methods...)
}

func typesOf(pkg *types.Package) (names []name) {
	for _, n := range pkg.Scope().Names() {
		if tn, ok := pkg.Scope().Lookup(n).(*types.TypeName); ok {
			names = append(names, name{n, keyOf(tn).String()})
		}
	}
	return names
}

// methodsOf returns the methods that are declared for a type of the package.
func methodsOf(pkg *types.Package, tn *types.TypeName) (names []name) {
	named, ok := types.Unalias(tn.Type()).(*types.Named)
	if !ok || tn.Pkg() != pkg {
		return nil
	}
	add := func(fn *types.Func) { names = append(names, name{fn.Name(), keyOf(fn).String()}) }
	for fn := range named.Methods() {
		add(fn)
	}
	if iface, ok := named.Underlying().(*types.Interface); ok {
		for fn := range iface.ExplicitMethods() {
			add(fn)
		}
	}
	return names
}

// maxNear is how many names are listed where none is like the wrong one.
const maxNear = 5

// near says which of the names was meant, or all of them if they are few.
func near(wrong string, names []name) string {
	best, least := name{}, max(1, (len(wrong)+1)/3)+1 // two letters changed places: 2 of 5
	for _, n := range names {
		d := distance(strings.ToLower(wrong), strings.ToLower(n.short))
		if d < least {
			best, least = n, d
		}
	}
	if best.entry != "" {
		return "; did you mean " + best.entry + "?"
	}
	if len(names) == 0 || len(names) > maxNear {
		return ""
	}
	var all []string
	for _, n := range names {
		all = append(all, n.entry)
	}
	slices.Sort(all)
	return "; it has " + strings.Join(all, ", ")
}

// distance returns how many letters are to be changed, added or left out to
// make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
