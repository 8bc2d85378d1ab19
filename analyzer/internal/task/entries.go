package task

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// This file reads the flags by which a user says of functions and types what
// their source does not show, in the form in which go/types prints them:
// path.Func, (*path.Type).Method, path.Type.

// An entry names one function or type in the value of a flag.
type entry struct {
	text     string // as the user wrote it
	key      entryKey
	param    int  // of a spawner: the parameter that it starts, or allParams
	recovers bool // of a spawner: it stops a panic of what it starts
}

// An entryKey is how functions and types are found, as in the table of libraries.
type entryKey struct{ path, recv, name string }

func (k entryKey) String() string {
	if k.recv != "" {
		return fmt.Sprintf("(*%s.%s).%s", k.path, k.recv, k.name)
	}
	return k.path + "." + k.name
}

// allParams stands for all parameters that are funcs.
const allParams = -1

// entries is the value of a flag that lists entries, separated by commas.
type entries struct {
	kind  entryKind
	list  []entry
	byKey map[entryKey][]entry
}

// An entryKind says what the entries of a flag name.
type entryKind uint8

const (
	ofFuncs entryKind = iota
	ofSpawners
	ofTypes
)

// forms says how the entries of a kind are written.
var forms = [...]string{
	ofFuncs:    "write path.Func or (*path.Type).Method",
	ofSpawners: "write path.Func or (*path.Type).Method; behind it may stand :N for the parameter that is started, counted from 0, and :recovers",
	ofTypes:    "write path.Type",
}

func (es *entries) String() string {
	var texts []string
	for _, e := range es.list {
		texts = append(texts, e.text)
	}
	return strings.Join(texts, ",")
}

// Set implements flag.Value.
func (es *entries) Set(s string) error {
	var list []entry
	byKey := make(map[entryKey][]entry)
	for text := range strings.SplitSeq(s, ",") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		e, err := es.kind.parse(text)
		if err != nil {
			return fmt.Errorf("%q %w: %s", text, err, forms[es.kind])
		}
		list = append(list, e)
		byKey[e.key] = append(byKey[e.key], e)
	}
	es.list, es.byKey = list, byKey
	return nil
}

// parse reads one entry. What its error says of it is followed by the form.
func (k entryKind) parse(text string) (entry, error) {
	e := entry{text: text, param: allParams}
	name := text
	if k == ofSpawners {
		var err error
		if name, err = e.cutOptions(text); err != nil {
			return e, err
		}
	}
	if strings.ContainsAny(name, " \t\"'`:;\\") {
		return e, errors.New("is not the name of one thing")
	}
	if strings.Contains(name, "[") {
		return e, errors.New("has type arguments, which are left out")
	}
	rest, isMethod := strings.CutPrefix(name, "(")
	if isMethod {
		if k == ofTypes {
			return e, errors.New("names a method or a pointer")
		}
		recv, method, ok := strings.Cut(rest, ").")
		if !ok || !token.IsIdentifier(method) {
			return e, errors.New("names no method")
		}
		e.key.name = method
		name = strings.TrimPrefix(recv, "*")
	}
	path, last, err := cutName(name)
	if err != nil {
		return e, err
	}
	e.key.path = path
	if isMethod {
		e.key.recv = last
	} else {
		e.key.name = last
	}
	return e, nil
}

// cutOptions cuts what stands behind the name of a spawner.
func (e *entry) cutOptions(text string) (name string, err error) {
	name, options, more := strings.Cut(text, ":")
	for more {
		var option string
		option, options, more = strings.Cut(options, ":")
		n, err := strconv.Atoi(option)
		switch {
		case option == "recovers":
			e.recovers = true
		case err != nil || n < 0:
			return "", fmt.Errorf("has the option %q", option)
		case e.param != allParams:
			return "", errors.New("has two parameters, which are two entries")
		default:
			e.param = n
		}
	}
	return name, nil
}

// cutName cuts a name from the import path before it.
func cutName(s string) (path, name string, err error) {
	dot := strings.LastIndex(s, ".")
	if dot <= 0 || strings.Contains(s[dot:], "/") {
		return "", "", errors.New("has no import path, or no name behind it")
	}
	path, name = s[:dot], s[dot+1:]
	if !token.IsIdentifier(name) || strings.ContainsAny(path, "()*") || strings.HasPrefix(path, "/") || strings.HasSuffix(path, "/") {
		return "", "", errors.New("has no import path, or no name behind it")
	}
	// gopkg.in/yaml.v3 is a path, and example.com/pool.Pool is none.
	if base := path[strings.LastIndex(path, "/")+1:]; strings.Contains(base, ".") {
		if last := base[strings.LastIndex(base, ".")+1:]; token.IsExported(last) {
			return "", "", fmt.Errorf("looks like the method (*%s).%s", path, name)
		}
	}
	return path, name, nil
}

// find returns the entries of the function or type.
func (es *entries) find(obj types.Object) []entry {
	if len(es.list) == 0 {
		return nil // as in by far the most runs
	}
	return es.byKey[keyOf(obj)]
}

// keyOf returns the key of a function or a type that is declared in a package.
func keyOf(obj types.Object) entryKey {
	key := entryKey{name: obj.Name()}
	if obj.Pkg() != nil {
		key.path = obj.Pkg().Path()
	}
	if fn, ok := obj.(*types.Func); ok {
		key.recv = library.ReceiverName(fn)
	}
	return key
}
