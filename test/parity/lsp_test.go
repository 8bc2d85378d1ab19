package parity

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// The part of the language server protocol that an editor needs to show findings.
type (
	lspPosition struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}
	lspRange struct {
		Start lspPosition `json:"start"`
		End   lspPosition `json:"end"`
	}
	lspDiagnostic struct {
		Range           lspRange `json:"range"`
		Code            any      `json:"code,omitempty"`
		CodeDescription struct {
			Href string `json:"href"`
		} `json:"codeDescription"`
		Source             string `json:"source"`
		Message            string `json:"message"`
		RelatedInformation []struct {
			Location struct {
				URI   string   `json:"uri"`
				Range lspRange `json:"range"`
			} `json:"location"`
			Message string `json:"message"`
		} `json:"relatedInformation"`
		Data json.RawMessage `json:"data,omitempty"`
	}
	lspEdit struct {
		Range   lspRange `json:"range"`
		NewText string   `json:"newText"`
	}
	lspAction struct {
		Title string `json:"title"`
		Edit  *struct {
			DocumentChanges []struct {
				TextDocument struct {
					URI string `json:"uri"`
				} `json:"textDocument"`
				Edits []lspEdit `json:"edits"`
			} `json:"documentChanges"`
		} `json:"edit"`
	}
)

// An editor is a client of gopls.
type editor struct {
	conn *jsonrpc2.Conn

	mu          sync.Mutex
	diagnostics map[string][]lspDiagnostic // as published last, by URI
	changed     chan struct{}              // gets a value when they change
}

// newEditor starts gopls for a folder, as an editor does.
func newEditor(t *testing.T, dir string) *editor {
	t.Helper()
	cmd := exec.Command(goplsProgram.path(t), "serve")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e := &editor{diagnostics: make(map[string][]lspDiagnostic), changed: make(chan struct{}, 1)}
	stream := jsonrpc2.NewBufferedStream(pipes{stdout, stdin}, jsonrpc2.VSCodeObjectCodec{})
	e.conn = jsonrpc2.NewConn(t.Context(), stream, jsonrpc2.HandlerWithError(e.handle))
	t.Cleanup(func() {
		e.conn.Close()
		cmd.Process.Kill()
		cmd.Wait()
	})
	e.call(t, "initialize", map[string]any{
		"processId": os.Getpid(),
		"rootUri":   uriOf(dir),
		"capabilities": map[string]any{"textDocument": map[string]any{
			"publishDiagnostics": map[string]any{"relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true},
			"codeAction": map[string]any{"codeActionLiteralSupport": map[string]any{
				"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}},
			}},
		}},
	}, nil)
	e.notify(t, "initialized", map[string]any{})
	return e
}

// pipes are the two pipes of a process as one stream.
type pipes struct {
	io.Reader
	io.WriteCloser
}

func uriOf(path string) string { return "file://" + filepath.ToSlash(path) }

// handle takes what gopls sends by itself.
func (e *editor) handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	switch req.Method {
	case "workspace/configuration":
		return []any{map[string]any{}}, nil
	case "textDocument/publishDiagnostics":
		var params struct {
			URI         string
			Diagnostics []lspDiagnostic
		}
		if err := json.Unmarshal(*req.Params, &params); err != nil {
			return nil, err
		}
		e.mu.Lock()
		e.diagnostics[params.URI] = params.Diagnostics
		e.mu.Unlock()
		select {
		case e.changed <- struct{}{}:
		default:
		}
	}
	return nil, nil
}

func (e *editor) call(t *testing.T, method string, params, result any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := e.conn.Call(ctx, method, params, result); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notify(t *testing.T, method string, params any) {
	t.Helper()
	if err := e.conn.Notify(t.Context(), method, params); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

// A document is a file that is open in an editor.
type document struct {
	*editor
	corpus  *corpus
	file    string // absolute
	text    string
	version int
}

func (e *editor) open(t *testing.T, c *corpus, file string) *document {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := &document{editor: e, corpus: c, file: file, text: string(text), version: 1}
	e.notify(t, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uriOf(file), "languageId": "go", "version": d.version, "text": d.text,
	}})
	return d
}

// change replaces the text, which is not saved.
func (d *document) change(t *testing.T, text string) {
	t.Helper()
	d.text = text
	d.version++
	d.notify(t, "textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uriOf(d.file), "version": d.version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// ours returns what our checks say of the document now.
func (d *document) ours() []lspDiagnostic {
	d.mu.Lock()
	defer d.mu.Unlock()
	return ours(d.diagnostics[uriOf(d.file)])
}

// ours returns those that our checks say.
func ours(diags []lspDiagnostic) (all []lspDiagnostic) {
	for _, diag := range diags {
		if tail.MatchString(diag.Message) {
			all = append(all, diag)
		}
	}
	return all
}

// findings returns them as those of every driver are compared.
func (d *document) findings(t *testing.T) (all []finding) {
	t.Helper()
	for _, diag := range d.ours() {
		f := finding{file: d.corpus.name(t, d.file), line: diag.Range.Start.Line + 1, col: diag.Range.Start.Character + 1, message: diag.Message}
		if len(diag.RelatedInformation) > 0 {
			at := diag.RelatedInformation[0].Location
			f.see = fmt.Sprintf("%s:%d", filepath.Base(at.URI), at.Range.Start.Line+1)
		}
		all = append(all, f)
	}
	slices.SortFunc(all, compareFindings)
	return all
}

// await waits until the document has these findings.
func (d *document) await(t *testing.T, what string, want []finding) {
	t.Helper()
	d.awaitThat(t, fmt.Sprintf("%s: want %v", what, want), func() bool { return slices.Equal(d.findings(t), want) })
}

// TestLSP does what a user of an editor does: open a file, look at a finding, edit,
// take the quick fixes.
func TestLSP(t *testing.T) {
	skipIfShort(t)
	vet := goVet(t, readCorpus(t))
	fixes := fixesOf(t)

	c := copyCorpus(t)
	t.Setenv("GOPLSCACHE", t.TempDir())
	e := newEditor(t, c.dir)
	for _, file := range c.files {
		name := c.name(t, file)
		var want []finding
		for _, f := range vet {
			if f.file == name {
				want = append(want, f)
			}
		}
		d := e.open(t, c, file)
		d.await(t, "opened "+name, want)
		d.checkDetails(t)
		if len(want) == 0 {
			continue
		}
		d.editAbove(t, want)
		if slices.Contains([]string{"spawn", "variant", "directive"}, path.Dir(name)) {
			d.quickFixes(t, fixes[name])
		}
	}
}

// copyCorpus copies the corpus to a folder in which files can be changed.
func copyCorpus(t *testing.T) *corpus {
	t.Helper()
	c := *readCorpus(t)
	dir, err := filepath.EvalSymlinks(t.TempDir()) // gopls names files so
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(c.dir)); err != nil {
		t.Fatal(err)
	}
	c.dir = dir
	c.files, err = filepath.Glob(filepath.Join(dir, "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return &c
}

// checkDetails holds what an editor shows beside the message.
func (d *document) checkDetails(t *testing.T) {
	t.Helper()
	for _, diag := range d.ours() {
		m := strings.FieldsFunc(tail.FindString(diag.Message), func(r rune) bool { return strings.ContainsRune(" []/", r) })
		check, category := m[0], m[1]
		want := "https://pkg.go.dev/github.com/taskcheck/taskcheck/analyzer/" + check + "#hdr-Category_" + strings.ReplaceAll(category, "-", "_")
		switch {
		case diag.Source != check:
			t.Errorf("%s: the source is %q, want %s", diag.Message, diag.Source, check)
		case diag.Code != category:
			t.Errorf("%s: the code is %v, want %s", diag.Message, diag.Code, category)
		case diag.CodeDescription.Href != want:
			t.Errorf("%s: the link is %q, want %s", diag.Message, diag.CodeDescription.Href, want)
		}
	}
}

// editAbove inserts a line, which moves the findings, and takes it out again; then
// it mends the recovers.
func (d *document) editAbove(t *testing.T, want []finding) {
	t.Helper()
	original := d.text
	moved := slices.Clone(want)
	for i := range moved {
		moved[i].line++
		file, line, ok := strings.Cut(moved[i].see, ":")
		if ok && file == filepath.Base(d.file) {
			moved[i].see = fmt.Sprintf("%s:%d", file, atoi(line)+1)
		}
	}
	d.change(t, "// A line more.\n"+original)
	d.await(t, "with a line more", moved)
	d.change(t, strings.ReplaceAll(strings.ReplaceAll(original, "defer recover()", "defer func() { println(recover()) }()"), "{ recover() }", "{ _ = recover() }"))
	d.awaitThat(t, "mended by hand", func() bool {
		return !slices.ContainsFunc(d.ours(), func(diag lspDiagnostic) bool {
			return strings.Contains(diag.Message, "[taskrecover/ineffective ") || strings.Contains(diag.Message, "[taskrecover/swallowed ")
		})
	})
	d.change(t, original)
	d.await(t, "as it was", want)
}

// quickFixes takes each quick fix by itself, and expects the finding to be gone.
func (d *document) quickFixes(t *testing.T, want int) {
	t.Helper()
	original, got := d.text, 0
	for _, diag := range d.ours() {
		for _, a := range d.actions(t, diag) {
			got++
			before := len(d.ours())
			d.change(t, applyEdits(original, a.Edit.DocumentChanges[0].Edits))
			d.awaitThat(t, a.Title, func() bool { return len(d.ours()) < before })
			d.change(t, original)
			d.awaitThat(t, "undone "+a.Title, func() bool { return len(d.ours()) == before })
		}
	}
	if got != want {
		t.Errorf("%s has %d quick fixes, and go vet prints %d fixes", d.file, got, want)
	}
}

// actions returns the quick fixes of a finding, the first first.
func (d *document) actions(t *testing.T, diag lspDiagnostic) []lspAction {
	t.Helper()
	var actions []lspAction
	d.call(t, "textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": uriOf(d.file)},
		"range":        diag.Range,
		"context":      map[string]any{"diagnostics": []lspDiagnostic{diag}, "only": []string{"quickfix"}},
	}, &actions)
	return slices.DeleteFunc(actions, func(a lspAction) bool { return a.Edit == nil })
}

// awaitThat waits until something is true of what the editor shows.
func (d *document) awaitThat(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(3 * time.Minute)
	for !ok() {
		select {
		case <-d.changed:
		case <-deadline:
			t.Fatalf("%s: the editor shows %v", what, d.findings(t))
		}
	}
}

// applyEdits returns the text with edits. Characters are bytes here: the corpus is
// ASCII.
func applyEdits(text string, edits []lspEdit) string {
	offset := func(p lspPosition) int {
		at := 0
		for range p.Line {
			at += strings.IndexByte(text[at:], '\n') + 1
		}
		return at + p.Character
	}
	edits = slices.Clone(edits)
	slices.Reverse(edits) // of those at one place the first goes first
	slices.SortStableFunc(edits, func(a, b lspEdit) int { return offset(b.Range.Start) - offset(a.Range.Start) })
	for _, e := range edits { // last first, so that offsets stay
		text = text[:offset(e.Range.Start)] + e.NewText + text[offset(e.Range.End):]
	}
	return text
}

// fixesOf counts the fixes that go vet -json prints, by file.
func fixesOf(t *testing.T) map[string]int {
	t.Helper()
	c := readCorpus(t)
	counts := make(map[string]int)
	tool := taskcheckProgram.path(t)
	out := run(t, 1, c.dir, "go", "vet", "-vettool="+tool, "-json", "./...").stdout
	seen := make(map[string]bool)
	for dec := json.NewDecoder(strings.NewReader(out)); dec.More(); {
		var packages map[string]map[string][]struct {
			Posn, Message string
			Fixes         []json.RawMessage `json:"suggested_fixes"`
		}
		if err := dec.Decode(&packages); err != nil {
			t.Fatal(err)
		}
		for _, analyzers := range packages {
			for _, reports := range analyzers {
				for _, r := range reports {
					if key := r.Posn + r.Message; !seen[key] {
						seen[key] = true
						file, _, _ := strings.Cut(r.Posn, ":")
						counts[c.name(t, file)] += len(r.Fixes)
					}
				}
			}
		}
	}
	return counts
}
