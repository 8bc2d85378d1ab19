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
	if s.Helper != nil {
		return f.otherHelper(s)
	}
	title := fmt.Sprintf("Make the panic the func's error: %s reports it", waitOf(s.Group, s.Join))
	switch s.How {
	case task.ByShadowed:
		if assign := f.Model.NamesakeAt(s); assign != nil {
			set := f.Begin(assign.Pos())
			set.Replace(assign.TokPos, assign.TokPos+token.Pos(len(":=")), "=")
			return set.Fixes(edit.Safe, fmt.Sprintf("Set the result %s, not a new variable: %s reports the panic", s.Name, waitOf(s.Group, s.Join)))
		}
	case task.ByUnnamed, task.ByUnset:
		r, ok := f.Model.RecoveryOf(s.Stop)
		if !ok {
			return nil
		}
		set := f.Begin(fn.Body.Lbrace)
		if set.Failed() {
			return nil
		}
		name := remedy.ResultIn(set, fn, f.Model.ErrorResult(fn), r.Lit)
		if !remedy.Sees(set, fn, name, r.Body.Rbrace) {
			return nil
		}
		f.Tell(set, r, name, func(err string) string { return name + " = " + err })
		return set.Fixes(edit.Safe, title)
	case task.ByUnstored:
		return f.storePanic(s)
	}
	return nil
}

// storePanic stores a panic where the goroutine stores its errors.
func (f *finder) storePanic(s task.FalseSuccess) []edit.Fix {
	fn := s.Frame.Func
	c, ok := f.Model.CureOf(s.Frame.Task)
	r, inLiteral := f.Model.RecoveryOf(s.Stop)
	if !ok || !inLiteral || c.To != task.ToldStore || c.Func != fn || f.Model.ReleasesAfter(fn, s.Stop) {
		return nil
	}
	set := f.Begin(fn.Body.Lbrace)
	if set.Failed() || !f.Means(set, c.Store, r.Body.Rbrace) {
		return nil
	}
	target := set.Text(c.Store)
	f.Tell(set, r, target, func(err string) string { return target + " = " + err })
	return set.Fixes(edit.Safe, fmt.Sprintf("Store the panic in %s, as the goroutine does its errors", target))
}

// otherHelper defers the helper that sets an error, if the module has one, in the
// place of one that does not.
func (f *finder) otherHelper(s task.FalseSuccess) []edit.Fix {
	c, ok := f.Model.CureOf(s.Frame.Task)
	if !ok || c.To != task.ToldResult || c.Func != s.Frame.Func || len(f.Known()) == 0 {
		return nil
	}
	set := f.Begin(s.Stop.Pos())
	if set.Failed() {
		return nil
	}
	text, effect := f.GuardText(set, c, s.Stop.Pos(), "")
	set.ReplaceNode(s.Stop, text)
	return set.Fixes(edit.Behaviour, effect)
}
