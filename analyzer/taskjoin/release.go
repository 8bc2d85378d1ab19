package taskjoin

import (
	"fmt"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// earlyReleaseFixes move what releases the waiter above the handler, so that it
// runs after it.
func (f *finder) earlyReleaseFixes(e task.EarlyRelease) []edit.Fix {
	for _, s := range f.Model.SkippedDones() {
		if s.Late && s.Call == e.Defer.Call {
			return f.skippedDoneFixes(s) // which does it as well
		}
	}
	body, ok := f.Model.CanSwap(e)
	if !ok {
		return nil
	}
	set := f.Begin(e.Defer.Pos())
	above, text, behind := set.Cut(body, e.Defer)
	set.Before(body, e.Handler, above+text+behind)
	call := source(e.Defer.Call, "it")
	return set.Fixes(edit.Safe, fmt.Sprintf("Defer %s before the handler, so that it runs after it", call))
}

// skippedDoneFixes defer what says that the goroutine has ended, first of all.
func (f *finder) skippedDoneFixes(s task.Skipped) []edit.Fix {
	stmt, ok := f.Model.DoneToDefer(s)
	if !ok {
		return nil
	}
	body := s.Frame.Func.Body
	set := f.Begin(body.Lbrace)
	above, text, behind := set.Cut(body, stmt)
	if !s.Late {
		text = "defer " + text
	}
	set.First(body, above+text+behind)
	return set.Fixes(edit.Safe, fmt.Sprintf("Defer %s first, so that %s returns whatever happens", source(s.Call, "it"), waitOf(s.Group, s.Join)))
}
