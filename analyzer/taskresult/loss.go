package taskresult

import (
	"fmt"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// lossFixes send the panic that a guard stops as the error that the receiver waits
// for.
func (f *fixer) lossFixes(l task.Loss) []edit.Fix {
	t := f.Model.SenderTask(l)
	if l.Stop == nil || t == nil || !f.Model.ClosesAfter(l) {
		return nil
	}
	c, ok := f.Model.CureOf(t)
	r, inLiteral := f.Model.RecoveryOf(l.Stop)
	if !ok || !inLiteral || c.To != task.ToldSend || !f.Model.Visible(c.Func, c.Send.Chan) {
		return nil
	}
	set := f.Begin(r.Body.Pos())
	if set.Failed() {
		return nil
	}
	head, tail := set.Text(c.Send.Chan)+" <- ", ""
	if c.Field != "" {
		before, behind := f.SentLiteral(set, c)
		head, tail = head+before+c.Field+": ", behind
	}
	f.Tell(set, r, head+tail, func(err string) string { return head + err + tail })
	return set.Fixes(edit.Safe, fmt.Sprintf("Send the panic on %s: the receiver learns of it", l.Channel.Name))
}
