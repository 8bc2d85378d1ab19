package task

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Note is something that the model learnt, for people who want to know why
// something is reported, or is not.
type Note struct {
	Pos, End token.Pos
	Kind     NoteKind
	Text     string
	// There is a place that the text speaks of, if ThereText is not empty.
	There, ThereEnd token.Pos
	ThereText       string
}

// A NoteKind says what a note is about.
type NoteKind string

const (
	NoteHelper    NoteKind = "helper"    // a func, and what it does with a panic when it is deferred
	NoteSpawner   NoteKind = "spawner"   // a func, and what it runs on another goroutine
	NoteGuard     NoteKind = "guard"     // a func that runs its parameter and stops its panic
	NoteGoroutine NoteKind = "goroutine" // where one is started, and what becomes of its panic
	NoteJoin      NoteKind = "join"      // a func that waits for goroutines, and what it tells of them
	NoteResult    NoteKind = "result"    // a func that returns the channel or handle of a goroutine
	NoteFrame     NoteKind = "frame"     // the whole of a func that runs on another goroutine
	NoteOperation NoteKind = "operation" // what can panic, and what is thought of it
)

// Learnt returns what was learnt of the package, test files left out, in source
// order.
func (m *Model) Learnt() (notes []Note) {
	for _, f := range m.all {
		if f.Obj != nil && !m.inTest(f.Body.Pos()) {
			notes = append(notes, m.learntOf(f)...)
		}
	}
	for _, t := range m.Tasks() {
		if !m.inTest(t.At.Pos()) {
			notes = append(notes, m.learntOfTask(t))
		}
	}
	for _, fr := range m.Frames() {
		if !m.inTest(fr.Func.Body.Pos()) {
			notes = append(notes, m.learntOfFrame(fr))
		}
	}
	sortNotes(notes)
	return notes
}

func sortNotes(notes []Note) {
	slices.SortStableFunc(notes, func(a, b Note) int { return int(a.Pos - b.Pos) })
}

// learntOf returns what a caller has to know of a declared function.
func (m *Model) learntOf(f *Func) (notes []Note) {
	s := m.local[f.Obj]
	decl, ok := f.Node.(*ast.FuncDecl)
	if !ok || s == nil {
		return nil
	}
	add := func(kind NoteKind, text string) {
		notes = append(notes, Note{Pos: decl.Name.Pos(), End: decl.Name.End(), Kind: kind, Text: text})
	}
	name := f.name()
	if text := handlerText(s.Deferred); text != "" && !m.handlingOf(f).exits {
		// One that calls log.Fatal leaves no panic, and helps nobody.
		add(NoteHelper, fmt.Sprintf("%s, when deferred, %s", name, text))
	}
	if text := handlerText(s.Returned); text != "" {
		add(NoteHelper, fmt.Sprintf("the func that %s returns, when deferred, %s", name, text))
	}
	if text := joinText(s.Joins); text != "" {
		add(NoteJoin, name+" "+text)
	}
	if text := madeText(m.madeIn(f).Made); text != "" {
		add(NoteResult, name+" "+text)
	}
	for _, r := range s.Runs {
		if kind, text := runText(r, m.paramName(f, r.Param)); text != "" {
			add(kind, name+" "+text)
		}
	}
	return notes
}

// handlerText says what a function does with a panic when it is deferred, or "".
func handlerText(h Handler) string {
	if !h.Known || h.Stops == Never {
		if h.Why != WayNone && h.Pure {
			return "stops no panic, although it looks as if it did"
		}
		return ""
	}
	text := "stops a panic"
	if h.Stops == Sometimes {
		text = "may stop a panic"
	}
	text += " and " + map[Value]string{
		Dropped: "throws its value away", Unclear: "throws its value away", Declined: "throws its value away on purpose", Used: "uses its value",
	}[h.Value]
	switch {
	case h.Raises == Always:
		text += ", then panics again"
	case h.Raises == Sometimes:
		text += "; it may panic again"
	}
	if h.Calm != Never {
		text += "; it panics when there was no panic"
	}
	return text
}

// runText says how a function runs its parameter, if that is of interest.
func runText(r Run, param string) (NoteKind, string) {
	stops := map[Fate]string{Contained: "stops its panic", Depends: "may stop its panic"}[r.Fate]
	switch {
	case r.Place == OnGoroutine && stops == "":
		return NoteSpawner, fmt.Sprintf("runs %s on another goroutine, and stops no panic of it", param)
	case r.Place == OnGoroutine:
		return NoteSpawner, fmt.Sprintf("runs %s on another goroutine, and %s", param, stops)
	case r.Place == OnResult && stops != "":
		return NoteGuard, fmt.Sprintf("returns a func that runs %s and %s", param, stops)
	case r.Place == OnCaller && stops != "":
		return NoteGuard, fmt.Sprintf("runs %s and %s", param, stops)
	}
	return "", ""
}

// joinText says what a function that waits for goroutines tells of them, or "".
func joinText(j Joins) string {
	switch {
	case j.Raises:
		return "waits for goroutines, and panics if one did"
	case j.Tells == TellsNone:
		return "waits for goroutines, and says nothing of their failures"
	case j.Tells == TellsError:
		return "waits for goroutines, and returns their error"
	case j.Tells == TellsValue:
		return "waits for goroutines, and returns what they failed with"
	case j.Tells == TellsLater:
		return "returns what ends when goroutines have ended"
	}
	return ""
}

// madeText says what a function returns of a goroutine that it starts, or "".
func madeText(d Made) string {
	switch d.Kind {
	case MadeResult:
		if d.Room > 0 {
			return "starts a goroutine, and returns the channel of its result, with room for it"
		}
		return "starts a goroutine, and returns the channel of its result"
	case MadeHandle:
		return "starts a goroutine, and returns a value that stands for it"
	}
	return ""
}

// paramName names a parameter of f as its users do.
func (m *Model) paramName(f *Func, i int) string {
	if i == Receiver {
		return "its receiver"
	}
	if v := m.param(f, i); v != nil && v.Name() != "" && v.Name() != "_" {
		return v.Name()
	}
	return fmt.Sprintf("its parameter %d", i+1)
}

// name names a declared function with its receiver.
func (f *Func) name() string {
	if recv := f.Obj.Signature().Recv(); recv != nil {
		typ := types.TypeString(recv.Type(), func(*types.Package) string { return "" })
		if _, pointer := recv.Type().(*types.Pointer); pointer {
			typ = "(" + typ + ")"
		}
		return typ + "." + f.Obj.Name()
	}
	return f.Obj.Name()
}

// learntOfTask says what becomes of a panic of a goroutine.
func (m *Model) learntOfTask(t *Task) Note {
	n := Note{Pos: t.Pos(), End: t.End(), Kind: NoteGoroutine}
	switch {
	case t.Fate == Contained:
		n.Text = "what starts the goroutine stops its panic"
	case t.Func == nil:
		n.Text = "the func that the goroutine runs is not seen from here: nothing is said of it"
	default:
		m.learntOfBody(t, &n)
	}
	return n
}

func (m *Model) learntOfBody(t *Task, n *Note) {
	op, _ := m.unstopped(t.Func, nil)
	if op == nil {
		n.Text = "every panic in the func of the goroutine is stopped there, or nothing in it can panic"
		return
	}
	n.There, n.ThereEnd, n.ThereText = op.Pos(), op.End(), "such as one here"
	if m.frameFate(t.Func, op).then(t.Fate) == Depends {
		n.Text = "a panic of the goroutine is stopped on some paths only, or by a call that cannot be seen"
		return
	}
	n.Text = "nothing stops a panic in the func of the goroutine"
}

// learntOfFrame says that a function runs on another goroutine.
func (m *Model) learntOfFrame(fr *Frame) Note {
	text := "a panic that leaves this func " + map[Fate]string{
		Contained: "is stopped", Depends: "is stopped on some paths only, or by a call that cannot be seen", Crashes: "ends the process", FateUnknown: "is not followed",
	}[fr.Fate]
	return Note{
		Pos: fr.Func.Node.Pos(), End: fr.Func.Node.End(), Kind: NoteFrame, Text: text,
		There: fr.Task.Pos(), ThereEnd: fr.Task.End(), ThereText: "it runs on the goroutine that is started here",
	}
}
