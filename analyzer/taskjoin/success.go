package taskjoin

import (
	"fmt"
	"go/token"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/remedy"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// falseSuccessFixes make the error of a goroutine of the panic that it stops.
func (f *finder) falseSuccessFixes(s task.FalseSuccess) []edit.Fix {
	fn := s.Frame.Func
	title := fmt.Sprintf("Make the panic the func's error: %s reports it", waitOf(s.Group, s.Join))
	switch s.How {
	case task.ByShadowed:
		if assign := f.m.NamesakeAt(s); assign != nil {
			set := f.maker().Begin(assign.Pos())
			set.Replace(assign.TokPos, assign.TokPos+token.Pos(len(":=")), "=")
			return one(set, edit.Safe, fmt.Sprintf("Set the result %s, not a new variable: %s reports the panic", s.Name, waitOf(s.Group, s.Join)))
		}
	case task.ByUnnamed, task.ByUnset:
		r, ok := f.m.RecoveryOf(s.Stop)
		if !ok {
			return nil
		}
		set := f.maker().Begin(fn.Body.Lbrace)
		if set.Failed() {
			return nil
		}
		name := remedy.ResultIn(set, fn, f.m.ErrorResult(fn), r.Lit)
		if !remedy.Sees(set, fn, name, r.Body.Rbrace) {
			return nil
		}
		f.maker().Tell(set, r, name, func(err string) string { return name + " = " + err })
		return one(set, edit.Safe, title)
	}
	return nil
}
