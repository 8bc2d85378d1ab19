package taskrecover

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// why says what the guard does not do, why, and what to write instead.
func why(t task.Trouble) string {
	name := types.ExprString(t.Call)
	switch t.Way {
	case task.WayLate:
		return fmt.Sprintf("a panic of %s ends the process: this recover is deferred after it; defer it first", operation(t.Op))
	case task.WayBehind:
		return fmt.Sprintf("a panic of %s ends the process: it is deferred before this recover, and so runs after it", operation(t.Op))
	case task.WaySometimes:
		return "a panic here can end the process: this recover is deferred or reached on some paths only"
	case task.WayRaises:
		return "the panic goes on and ends the process: the deferred func panics again with what it recovered"
	case task.WayPanics:
		return "a panic still ends the process: the deferred func that recovers it panics by itself"
	case task.WayCalm:
		return `this panics when nothing else did, because recover() is nil then; test it first: "if r := recover(); r != nil"`
	case task.WayAsserts:
		return "the panic goes on if its value is of another type than this asserts; write \"v, ok := ...\" and test ok"
	case task.WayNotCalled:
		return fmt.Sprintf("defer calls %s, but not the func that it returns, which recovers", name) + write(t, "()")
	case task.WayShadowed:
		return name + " stops nothing here: it is not the builtin recover, but a declaration of the same name"
	case task.WayUnreachable:
		return name + " stops nothing here: no path leads to it"
	case task.WaySwitchedOff:
		return name + " stops nothing in this build: the condition before it is constant"
	case task.WayHelperWrong:
		return name + " stops nothing: it does not call recover itself, but another func does, one call too deep"
	case task.WayInner:
		return name + " stops nothing here: what it defers covers only itself; defer the recover in the goroutine's own func"
	}
	if t.Helper != nil {
		return fmt.Sprintf("%s stops nothing here: %s", name, helperMustBe(t.Way)) + write(t, "")
	}
	return fmt.Sprintf("%s stops nothing here: %s", name, recoverMustBe(t.Way))
}

// helperMustBe says how a helper has to be called to recover.
func helperMustBe(way task.Way) string {
	switch way {
	case task.WayNotDeferred:
		return "it must be deferred, not called"
	case task.WayStarted:
		return "it runs on a goroutine of its own"
	case task.WayNestedDefer:
		return "it must be deferred by the func that panics, not by a deferred func"
	}
	return "it must be deferred itself, not called by a deferred func"
}

// recoverMustBe says where a recover has to be called to work.
func recoverMustBe(way task.Way) string {
	switch way {
	case task.WayDirect:
		return "it must be called by a deferred func, not deferred itself"
	case task.WayArgument:
		return "it is called when the defer statement runs, before any panic; call it in the deferred func"
	case task.WayNotDeferred:
		return "it must be called by a deferred func"
	case task.WayStarted:
		return "its func runs on a goroutine of its own, and not as a deferred call"
	case task.WayNestedDefer:
		return "its func is deferred by a deferred func, and not by the func that panics"
	case task.WayRangeFunc:
		return "the body of a range over a func is a func of its own; call it outside of the loop"
	case task.WayIndirect:
		return "it must be called by the deferred func itself, not by a func that is passed on"
	}
	return "it must be called by the deferred func itself, not by a func that this one calls"
}

// maxSource is the longest code that a message repeats.
const maxSource = 40

// write says what to write: the call as it stands, deferred. It says nothing
// if that is too long, or can only be shown in part.
func write(t task.Trouble, behind string) string {
	call, ok := t.Node.(*ast.CallExpr)
	if d, isDefer := t.Node.(*ast.DeferStmt); isDefer {
		call, ok = d.Call, true
	}
	if !ok {
		return ""
	}
	s := types.ExprString(call)
	if strings.Contains(s, "…") || strings.Contains(s, " literal)") {
		return ""
	}
	if len(s) > maxSource {
		s = types.ExprString(call.Fun) + "(...)"
	}
	return fmt.Sprintf("; write \"defer %s%s\"", s, behind)
}

// operation names what can panic, in the user's own words.
func operation(n ast.Node) string {
	e, ok := n.(ast.Expr)
	if call, isCall := n.(*ast.CallExpr); isCall {
		e = call.Fun
	}
	if _, lit := e.(*ast.FuncLit); ok && !lit {
		if s := types.ExprString(e); len(s) <= maxSource {
			return s
		}
	}
	return "the code above"
}

func swallowedMessage(s task.Swallow) string {
	const nobody = "nobody learns of a panic in this goroutine: "
	name := types.ExprString(s.Call)
	switch {
	case s.Helper != nil:
		return nobody + name + " stops it and throws its value away"
	case s.Exits:
		return nobody + name + " ends the process and drops the panic"
	case s.Ends:
		return nobody + name + " ends the goroutine and drops the panic"
	}
	return nobody + `it is stopped here and its value thrown away; log it, or write "_ = recover()" if that is meant`
}
