package taskjoin

import (
	"fmt"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// earlyReleaseFixes move what releases the waiter above the handler, so that it
// runs after it.
func (f *finder) earlyReleaseFixes(e task.EarlyRelease) []edit.Fix {
	for _, s := range f.m.SkippedDones() {
		if s.Late && s.Call == e.Defer.Call {
			return f.skippedDoneFixes(s) // which does it as well
		}
	}
	body, ok := f.m.CanSwap(e)
	if !ok {
		return nil
	}
	set := f.maker().Begin(e.Defer.Pos())
	above, text, behind := set.Cut(body, e.Defer)
	set.Before(body, e.Handler, above+text+behind)
	call := source(e.Defer.Call, "it")
	return one(set, edit.Safe, fmt.Sprintf("Defer %s before the handler, so that it runs after it", call))
}

// skippedDoneFixes defer what says that the goroutine has ended, first of all.
func (f *finder) skippedDoneFixes(s task.Skipped) []edit.Fix {
	stmt, ok := f.m.DoneToDefer(s)
	if !ok {
		return nil
	}
	body := s.Frame.Func.Body
	set := f.maker().Begin(body.Lbrace)
	above, text, behind := set.Cut(body, stmt)
	if !s.Late {
		text = "defer " + text
	}
	set.First(body, above+text+behind)
	return one(set, edit.Safe, fmt.Sprintf("Defer %s first, so that %s returns whatever happens", source(s.Call, "it"), waitOf(s.Group, s.Join)))
}

// one returns the fix that a set is, if it is one.
func one(set *edit.Set, class edit.Class, title string) []edit.Fix {
	if fix, ok := set.Fix(class, title); ok {
		return []edit.Fix{fix}
	}
	return nil
}
