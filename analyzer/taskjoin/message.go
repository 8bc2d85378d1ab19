package taskjoin

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// maxSource is the longest code that a message repeats.
const maxSource = 40

// source returns an expression as it is written, or other if that is too long
// or can only be shown in part.
func source(e ast.Expr, other string) string {
	if e == nil {
		return other
	}
	s := types.ExprString(e)
	if len(s) > maxSource || strings.Contains(s, "…") || strings.Contains(s, " literal)") {
		return other
	}
	return s
}

// joinOf names a call that waits: g.Wait.
func joinOf(call *ast.CallExpr) string {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return source(sel, sel.Sel.Name)
	}
	return source(call.Fun, "the call")
}

// around names the function that a call is written in.
func around(f *task.Func) string {
	if f != nil && f.Root.Obj != nil {
		return f.Root.Obj.Name()
	}
	return "the caller"
}

// whatFails names what can fail: the function, where one is started by name.
func whatFails(tasks []*task.Task) string {
	for _, t := range tasks {
		if t.Obj != nil {
			return t.Obj.Name()
		}
	}
	return "a goroutine"
}

func uncheckedMessage(l task.DroppedWait) string {
	what, fails := "error", "if it fails, "
	if len(l.Tasks) > 0 {
		fails = fmt.Sprintf("if %s fails, ", whatFails(l.Tasks))
	}
	if l.Join.Tells == task.TellsValue {
		what, fails = "result", "if a goroutine panics, "
	}
	on := around(l.In)
	switch l.How {
	case task.Deferred:
		return fmt.Sprintf("%s's %s is dropped by defer: %s%s ends as if it had worked", joinOf(l.Call), what, fails, on)
	case task.Started:
		return fmt.Sprintf("%s's %s is dropped by go: %snobody learns of it", joinOf(l.Call), what, fails)
	case task.Tested:
		return fmt.Sprintf("%s's %s is compared and then ignored: %s%s goes on as if it had worked", joinOf(l.Call), what, fails, on)
	}
	return fmt.Sprintf("%s's %s is dropped: %s%s goes on as if it had worked", joinOf(l.Call), what, fails, on)
}

func overwrittenMessage(o task.Overwritten) string {
	if o.By != nil {
		return fmt.Sprintf("%s's error is lost: %s is overwritten before anything reads it", joinOf(o.Call), o.Name)
	}
	return fmt.Sprintf("%s's error is lost on some path: %s leaves without reading %s", joinOf(o.Call), around(o.In), o.Name)
}

func neverWaitedMessage(u task.Unwaited) string {
	group, join := u.Group, u.Join
	if group != "" {
		join = group + "." + join
	} else {
		group = "the goroutines"
	}
	if u.Never && !u.Tells && !u.Self {
		return fmt.Sprintf("nobody waits for %s: what is started here may still run when all else has ended; call %s", group, join)
	}
	if u.Never {
		what := whatFails(u.Tasks)
		if u.Self {
			what = "it"
		}
		return fmt.Sprintf("nobody waits for %s: if %s fails, %s goes on as if it had worked; call %s", group, what, around(u.In), join)
	}
	in := u.Name
	if in == "" {
		in = around(u.In)
	}
	return fmt.Sprintf("%s can end without %s: what was started here goes on, and nobody learns how it ends", in, join)
}

func refusedMessage(l task.DroppedWait) string {
	if l.Func {
		return fmt.Sprintf("%s's answer is dropped: if it refuses, the func never runs and nobody learns of it", joinOf(l.Call))
	}
	return fmt.Sprintf("%s's answer is dropped: if it gives up, %s goes on as if it had not", joinOf(l.Call), around(l.In))
}

// waitOf names what who waits calls.
func waitOf(group, join string) string {
	switch {
	case group != "" && join != "":
		return group + "." + join
	case join != "":
		return join
	}
	return "the wait"
}

func falseSuccessMessage(s task.FalseSuccess) string {
	wait := waitOf(s.Group, s.Join)
	if s.How == task.ByOther {
		return fmt.Sprintf("the panic is not what is reported: the handler reports %s, and nothing of what it recovered", s.Name)
	}
	if s.How == task.ByGoexit {
		return fmt.Sprintf("%s ends this goroutine as if it had worked: %s reports success", source(s.Call, "this"), wait)
	}
	head := fmt.Sprintf("if %s panics, %s reports success: ", operation(s.Op), wait)
	switch s.How {
	case task.ByUnstored:
		return head + "the goroutine stores its errors, and this handler does not"
	case task.ByUnset:
		return head + fmt.Sprintf("the panic is stopped and %s stays nil; set %[1]s in the handler", s.Name)
	case task.ByShadowed:
		return head + fmt.Sprintf("the handler sets a new %s, not the result of that name", s.Name)
	}
	return head + "the panic is stopped and the func returns nil; name its result and set it here"
}

// operation names what can panic, in the user's own words.
func operation(n ast.Node) string {
	e, ok := n.(ast.Expr)
	if call, isCall := n.(*ast.CallExpr); isCall {
		e = call.Fun
	}
	if !ok {
		return "the code below"
	}
	return source(e, "the code below")
}

func skippedDoneMessage(s task.Skipped) string {
	wait, done := waitOf(s.Group, s.Join), joinOf(s.Call)
	why := done + " is not deferred, and not reached"
	if s.Late {
		why = done + " is deferred too late"
	}
	switch {
	case s.Ends:
		return fmt.Sprintf("%s never returns after %s: %s; defer it first", wait, operation(s.Op), why)
	case s.Op == nil:
		return fmt.Sprintf("%s never returns when this func returns early: %s; defer it first", wait, why)
	}
	return fmt.Sprintf("%s never returns if %s panics: %s; defer it first", wait, operation(s.Op), why)
}

func earlyReleaseMessage(e task.EarlyRelease) string {
	call := source(e.Defer.Call, "this")
	if e.Closes {
		return fmt.Sprintf("%s runs before the handler that sends on it, which then panics; defer it before the handler", call)
	}
	return fmt.Sprintf("%s lets the waiter go on before the failure is stored: it runs before the handler; defer it first", call)
}
