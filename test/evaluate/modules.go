package main

import (
	"fmt"
	"slices"
	"strings"
)

// A module is one of the list that the checks are measured on.
type module struct {
	Name     string   // what it is called here
	Kind     string   // library or service
	Path     string   // of the module
	Version  string   // or a commit
	Packages []string // patterns
	Flags    []string // of the build
}

var kinds = []string{"library", "service"}

// readModules reads the list of modules.
func readModules(file string) ([]*module, error) {
	t, err := readTable(file, "name", "kind", "path", "version", "packages", "flags")
	if err != nil {
		return nil, err
	}
	var all []*module
	for _, r := range t.rows {
		m := &module{
			Name: r.get("name"), Kind: r.get("kind"), Path: r.get("path"), Version: r.get("version"),
			Packages: strings.Fields(r.get("packages")), Flags: strings.Fields(r.get("flags")),
		}
		switch {
		case m.Name == "" || m.Path == "" || m.Version == "":
			return nil, r.errorf("a module needs a name, a path and a version")
		case strings.ContainsAny(m.Name, "/ "):
			return nil, r.errorf("the name %q is used for files: no slashes and spaces", m.Name)
		case !slices.Contains(kinds, m.Kind):
			return nil, r.errorf("the kind is library or service, not %q", m.Kind)
		case moduleOf(all, m.Name) != nil:
			return nil, r.errorf("there are two modules %q", m.Name)
		}
		if len(m.Packages) == 0 {
			m.Packages = []string{"./..."}
		}
		all = append(all, m)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: it lists no modules", file)
	}
	return all, nil
}

// moduleOf returns the module of that name or path, or nil.
func moduleOf(all []*module, name string) *module {
	for _, m := range all {
		if m.Name == name || m.Path == name {
			return m
		}
	}
	return nil
}

// choose returns the modules of these names, or all if there are none.
func choose(all []*module, names []string) ([]*module, error) {
	if len(names) == 0 {
		return all, nil
	}
	var chosen []*module
	for _, name := range names {
		m := moduleOf(all, name)
		if m == nil {
			return nil, fmt.Errorf("there is no module %q in the list", name)
		}
		chosen = append(chosen, m)
	}
	return chosen, nil
}
