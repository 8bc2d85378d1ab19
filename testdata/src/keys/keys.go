// Package keys is of another module: its keys are right when it returns them.
package keys

import "os"

// Raw panics for what is no key.
func Raw(s string) string {
	if len(s) == 0 || s[0] != '/' {
		panic("no key: " + s)
	}
	return s
}

// List returns the keys that are there.
func List() []string {
	entries, _ := os.ReadDir("keys")
	var list []string
	for _, e := range entries {
		list = append(list, "/"+e.Name())
	}
	return append(list, "/")
}

// Order computes an order from a key.
func Order(key string) string { return key + key }

// Read reads the keys of a file.
func Read(name string) ([]string, error) {
	if _, err := os.ReadFile(name); err != nil {
		return nil, err
	}
	return List(), nil
}

// Marshal encodes a name.
func Marshal(name string) ([]byte, error) {
	if name == "" {
		return nil, os.ErrInvalid
	}
	return []byte(name), nil
}

// A Builder puts keys together, behind what it is begun with.
type Builder struct{ text []byte }

// NewBuilder begins with a text.
func NewBuilder(text []byte) *Builder { return &Builder{text} }

// NewReader begins with what can be read.
func NewReader(f *os.File) *Builder {
	text := make([]byte, 8)
	n, _ := f.Read(text)
	return &Builder{text[:n]}
}

// Add adds a key.
func (b *Builder) Add(key string) { b.text = append(b.text, key...) }

// Finish returns the keys.
func (b *Builder) Finish() ([]byte, error) { return b.text, nil }
