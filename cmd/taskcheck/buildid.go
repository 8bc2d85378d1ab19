package main

import (
	"bytes"
	"debug/elf"
	"fmt"
	"io"
	"os"
	"strings"
)

// printIdentity answers -V=full, by which the go command knows whether its cache is
// of this tool. unitchecker answers with a hash of the whole executable, which takes
// longer than all else that this tool adds to a run in which nothing has changed. The
// go command has hashed it when it built it, and left that in the file. It returns
// false if it did not: then the hash is needed.
func (c *command) printIdentity() bool {
	exe, err := os.Executable()
	if err != nil {
		return false
	}
	id, ok := buildID(exe)
	if ok {
		fmt.Fprintf(c.stdout, "taskcheck version devel buildID=%s\n", id)
	}
	return ok
}

// buildIDStart is before the build ID of executables that are no ELF, at the
// beginning of their code (cmd/link, textbuildid).
const buildIDStart = "\xff Go build ID: \""

// buildID returns what identifies the content of an executable, as the go command has
// written it there: the last of the four hashes "action/action/content/content"
// (cmd/go/internal/work, buildid.go). Other builders leave none, or one of their own.
func buildID(file string) (id string, ok bool) {
	f, err := os.Open(file)
	if err != nil {
		return "", false
	}
	defer f.Close()
	if exe, err := elf.NewFile(f); err == nil {
		note := exe.Section(".note.go.buildid")
		if note == nil {
			return "", false
		}
		data, err := note.Data()
		const header = 16 // three sizes and the name "Go"
		if err != nil || len(data) < header {
			return "", false
		}
		id = strings.TrimRight(string(data[header:]), "\x00")
	} else {
		start, err := io.ReadAll(io.NewSectionReader(f, 0, 64<<10))
		if err != nil {
			return "", false
		}
		_, rest, _ := bytes.Cut(start, []byte(buildIDStart))
		quoted, _, _ := bytes.Cut(rest, []byte{'"'})
		id = string(quoted)
	}
	parts := strings.Split(id, "/")
	if len(parts) != 4 || parts[3] == "" {
		return "", false
	}
	return parts[3], true
}
