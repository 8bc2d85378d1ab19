package taskresult

import (
	"fmt"
	"go/types"
	"strconv"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// abandonedFixes let the goroutine go that sends in vain: by room for all that is
// sent, or by the end of the context that the receiver leaves with.
func (f *fixer) abandonedFixes(l task.Leak) (fixes []edit.Fix) {
	if s, ok := f.Model.SlotsOf(l); ok {
		fixes = append(fixes, f.room(l, s)...)
	}
	if e, ok := f.Model.EscapeOf(l); ok {
		fixes = append(fixes, f.escape(l, e)...)
	}
	return fixes
}

// room gives the channel room for what is sent.
func (f *fixer) room(l task.Leak, s task.Slots) []edit.Fix {
	set := f.Begin(s.Make.Pos())
	if set.Failed() || s.Of != nil && !f.Means(set, s.Of, s.Make.Pos()) {
		return nil
	}
	size := strconv.Itoa(s.N)
	if s.Of != nil {
		size = set.Text(s.Of)
		if s.Len {
			size = "len(" + size + ")"
		}
		if s.N > 0 {
			size += "+" + strconv.Itoa(s.N)
		}
	}
	last := s.Make.Args[len(s.Make.Args)-1]
	if len(s.Make.Args) > 1 {
		set.ReplaceNode(last, size)
	} else {
		set.Insert(last.End(), ", "+size)
	}
	return set.Fixes(edit.Safe, fmt.Sprintf("Give the channel room for %s: the goroutine can send and end", size))
}

// escape lets the send be given up when the context ends.
func (f *fixer) escape(l task.Leak, e task.Escape) []edit.Fix {
	set := f.Begin(e.Send.Pos())
	if set.Failed() || set.Lines(e.Send) || set.Lookup(e.Context.Name(), e.Send.Pos()) != types.Object(e.Context) {
		return nil
	}
	end := ""
	if e.Returns {
		end = "\n\treturn"
	}
	set.Lined(e.Block, e.Send, "select {\ncase ", ":\ncase <-"+e.Context.Name()+".Done():"+end+"\n}")
	return set.Fixes(edit.Behaviour, fmt.Sprintf("Give up the send when %s ends: the goroutine ends with it", e.Context.Name()))
}
