package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A table is a file of tab-separated values whose first line names its columns.
// Empty lines and lines that start with # are comments.
type table struct {
	file    string
	columns []string
	rows    []row
}

// A row is a line of a table.
type row struct {
	table *table
	line  int
	cells []string
}

// readTable reads a table that has to have the columns.
func readTable(file string, columns ...string) (*table, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	t := &table{file: file}
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if t.columns == nil {
			t.columns = cells
			continue
		}
		if len(cells) > len(t.columns) {
			return nil, fmt.Errorf("%s:%d: %d values, and %d columns", file, i+1, len(cells), len(t.columns))
		}
		t.rows = append(t.rows, row{t, i + 1, cells})
	}
	for _, name := range columns {
		if !t.has(name) {
			return nil, fmt.Errorf("%s: its first line must name the columns, and has no %q", file, name)
		}
	}
	return t, nil
}

// has reports whether the table has a column.
func (t *table) has(column string) bool { return slices.Contains(t.columns, column) }

// get returns the value in a column, or "" if there is none.
func (r row) get(column string) string {
	i := slices.Index(r.table.columns, column)
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// errorf returns an error about the row, in one line.
func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.table.file, r.line, fmt.Sprintf(format, args...))
}

// writeTable writes a table, with a comment above it.
func writeTable(file, comment string, columns []string, rows [][]string) error {
	var b strings.Builder
	for line := range strings.Lines(comment) {
		b.WriteString("# " + line)
	}
	if comment != "" {
		b.WriteByte('\n')
	}
	for _, cells := range append([][]string{columns}, rows...) {
		for i, cell := range cells {
			cells[i] = strings.Join(strings.Fields(cell), " ")
		}
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
