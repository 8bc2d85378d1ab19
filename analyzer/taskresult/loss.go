package taskresult

import (
	"fmt"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// lossFixes send the panic that a guard stops as the error that the receiver waits
// for.
func (f *fixer) lossFixes(l task.Loss) []edit.Fix {
	t := f.m.SenderTask(l)
	if l.Stop == nil || t == nil || !f.m.ClosesAfter(l) {
		return nil
	}
	c, ok := f.m.CureOf(t)
	r, inLiteral := f.m.RecoveryOf(l.Stop)
	if !ok || !inLiteral || c.To != task.ToldSend || !f.m.Visible(c.Func, c.Send.Chan) {
		return nil
	}
	mk := f.maker()
	set := mk.Begin(r.Body.Pos())
	if set.Failed() {
		return nil
	}
	head, tail := set.Text(c.Send.Chan)+" <- ", ""
	if c.Field != "" {
		guards := remedy.Guards{Maker: mk}
		before, behind := guards.SentLiteral(set, c)
		head, tail = head+before+c.Field+": ", behind
	}
	mk.Tell(set, r, head+tail, func(err string) string { return head + err + tail })
	return one(set, edit.Safe, fmt.Sprintf("Send the panic on %s: the receiver learns of it", l.Channel.Name))
}
