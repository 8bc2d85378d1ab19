package taskresult

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// maxSource is the longest code that a message repeats.
const maxSource = 30

func droppedErrorMessage(d task.Drop) string {
	return fmt.Sprintf("the error of %s is lost: a go statement throws results away; handle it in the goroutine, or send it on a channel", name(d.Call.Fun))
}

func droppedChannelMessage(d task.Drop) string {
	what := "its channel is dropped"
	if d.Handle {
		what = "what it returns for that is dropped"
	}
	if d.Hangs {
		return fmt.Sprintf("the goroutine that %s starts waits forever to send its result, and nobody sees it: %s", name(d.Call.Fun), what)
	}
	return fmt.Sprintf("nobody learns of the result of what %s starts, or of its error: %s", name(d.Call.Fun), what)
}

func unreadMessage(l task.Leak) string {
	ch := l.Channel.Name
	if l.Hangs {
		return fmt.Sprintf("the goroutine that sends on %s waits forever, and its result is lost: nothing receives from %s", ch, ch)
	}
	return fmt.Sprintf("what the goroutine sends on %s is lost: nothing receives from %s", ch, ch)
}

// abandonedMessage names room as the cure only where the room that it takes is known.
func abandonedMessage(l task.Leak, roomy bool) string {
	ch := l.Channel.Name
	switch {
	case l.Endless || l.Count > 6:
		return fmt.Sprintf("the goroutine that sends on %s waits forever after this: nothing receives any more, and the send has no other way out", ch)
	case l.Count > 1:
		cure := "let each select with a way out"
		if roomy {
			cure = "give it room for all"
		}
		return fmt.Sprintf("goroutines that send on %s wait forever after this: there are more sends than receives and room; %s", ch, cure)
	case l.Room == 0 && roomy:
		return fmt.Sprintf("the goroutine that sends on %s waits forever after this: nothing receives any more; give %s room for 1", ch, ch)
	case l.Room == 0:
		return fmt.Sprintf("the goroutine that sends on %s waits forever after this: nothing receives any more; let it select with a way out", ch)
	}
	return fmt.Sprintf("a goroutine that sends on %s waits forever after this: nothing receives any more, and the room is not enough", ch)
}

func unlookedMessage(u task.Unlooked) string {
	from := u.Name
	if len(from) > maxSource || strings.Contains(from, "literal)") {
		from = "here"
	}
	switch {
	case u.Loop:
		return fmt.Sprintf("the errors that come from %s are lost: the loop receives them and looks at none", from)
	case u.Field != "":
		return fmt.Sprintf("the error that comes with %s is lost: nothing looks at its %s", from, u.Field)
	}
	return fmt.Sprintf("the error that comes from %s is lost: it is received and not looked at", from)
}

func lossMessage(l task.Loss) string {
	ch := l.Channel.Name
	here := "stopped here"
	if l.Stop == nil {
		here = "stopped by " + name(l.Start.Fun)
	}
	if l.Zero {
		return fmt.Sprintf("if %s panics, who receives from %s takes the zero value for a result: the panic is %s, then %s is closed", operation(l.Op), ch, here, ch)
	}
	waits := "waits forever"
	if l.Leaves {
		waits = "waits in vain"
	}
	return fmt.Sprintf("if %s panics, who receives from %s %s: the panic is %s, and nothing is sent; send in the deferred func", operation(l.Op), ch, waits, here)
}

// name returns what is called, in the user's own words.
func name(fun ast.Expr) string {
	if _, lit := ast.Unparen(fun).(*ast.FuncLit); lit {
		return "this func"
	}
	if s := types.ExprString(fun); len(s) <= maxSource && !strings.Contains(s, "literal)") {
		return s
	}
	if sel, ok := ast.Unparen(fun).(*ast.SelectorExpr); ok {
		return sel.Sel.Name
	}
	return "the call"
}

// operation names what can panic.
func operation(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		return name(n.Fun)
	case ast.Expr:
		if s := types.ExprString(n); len(s) <= maxSource && !strings.Contains(s, "literal)") {
			return s
		}
	}
	return "the code before"
}
