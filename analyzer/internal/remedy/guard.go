package remedy

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/taskcheck/taskcheck/analyzer/internal/edit"
	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// Guards makes the guards of the goroutines of a package.
type Guards struct {
	Maker
	helpers []task.Helper
	asked   bool // helpers is known
}

// GuardText returns the statement that stops a panic and has it told as the cure
// says, for a function whose code is at a position, with the verb phrase that says
// what it does. result is the name of the result that is its error, if it has one
// already. The set fails where there is no such statement.
func (x *Guards) GuardText(s *edit.Set, c task.Cure, at token.Pos, result string) (text, effect string) {
	target := result
	switch c.To {
	case task.ToldResult:
		if target == "" {
			target = s.NameResult(c.Func.Type, c.Func.Body, c.Result, ResultNames...)
		}
	case task.ToldVar:
		target = c.Var.Name()
		if c.Field != "" {
			target += "." + c.Field
		}
	case task.ToldStore:
		target = s.Text(c.Store)
	}
	if helpers := x.Known(); len(helpers) > 0 {
		return x.helperText(s, c, at, target)
	}
	where := x.Where(c)
	switch c.To {
	case task.ToldNobody:
		logger := s.Logger(at)
		if !logger.IsHeard() {
			s.Fail()
		}
		r := x.valueName(s, at, logger.Panic("", ""))
		return Handler(IfRecovered(r, logger.Panic("panic in "+where, r))), "Recover and log the panic: the goroutine ends, the process goes on"
	case task.ToldSend:
		return x.sendText(s, c, at, where), "Recover and send the panic as an error: the receiver learns of it"
	}
	return x.switchText(s, at, target, func(e string) string { return target + " = " + e }, where), "Recover and make the panic the error" + of(c)
}

func of(c task.Cure) string {
	switch c.To {
	case task.ToldResult:
		return " of the func: whoever waits for it learns of it"
	case task.ToldVar:
		return " that is sent: the receiver learns of it"
	}
	return ": whoever waits learns of it"
}

// switchText returns a guard that makes an error of the panic. One that was an
// error stays one.
func (x *Guards) switchText(s *edit.Set, at token.Pos, used string, tell func(err string) string, where string) string {
	pkg, stack := s.Package("fmt", at), s.Package("runtime/debug", at)
	r := x.valueName(s, at, used+" "+tell(pkg)+" "+stack)
	text := func(verb string) string {
		return tell(panicError(pkg, stack, where, verb, r))
	}
	return Handler("switch " + r + " := recover().(type) {\ncase nil:\ncase error:\n\t" + text("%w") + "\ndefault:\n\t" + text("%v") + "\n}")
}

// panicError returns the error of a panic, with the stack: nothing else keeps that.
func panicError(pkg, stack, where, verb, value string) string {
	return fmt.Sprintf("%s.Errorf(%s, %s, %s.Stack())", pkg, strconv.Quote("panic in "+where+": "+verb+"\n%s"), value, stack)
}

// sendText returns a guard that sends what the function sends, with the panic for
// the error.
func (x *Guards) sendText(s *edit.Set, c task.Cure, at token.Pos, where string) string {
	if !x.Model.Visible(c.Func, c.Send.Chan) {
		s.Fail()
	}
	ch := s.Text(c.Send.Chan)
	tell := func(err string) string { return ch + " <- " + err }
	used := ch
	if c.Field != "" {
		head, tail := x.SentLiteral(s, c)
		used += " " + head
		tell = func(err string) string { return ch + " <- " + head + c.Field + ": " + err + tail }
	}
	return x.onceText(s, at, used, tell, where)
}

// onceText returns a guard that makes an error of the panic and tells of it at one
// place: a send in each branch would be counted as two.
func (x *Guards) onceText(s *edit.Set, at token.Pos, used string, tell func(err string) string, where string) string {
	pkg, stack := s.Package("fmt", at), s.Package("runtime/debug", at)
	used += " " + tell(pkg) + " " + stack
	r := x.valueName(s, at, used)
	err := edit.Fresh(nil, used+" "+r, "err", "cause")
	ok := edit.Fresh(nil, used+" "+r+" "+err, "ok", "isErr")
	wrapped := panicError(pkg, stack, where, "%w", err)
	return Handler(IfRecovered(r, err+", "+ok+" := "+r+".(error)\nif !"+ok+" {\n\t"+err+" = "+pkg+".Errorf(\"%v\", "+r+")\n}\n"+tell(wrapped)))
}

// SentLiteral returns the literal that is sent around the field that has the error.
// The fields that a handler can fill in as well are kept.
func (x *Guards) SentLiteral(s *edit.Set, c task.Cure) (head, tail string) {
	lit, ok := ast.Unparen(c.Send.Value).(*ast.CompositeLit)
	if !ok {
		s.Fail()
		return "", ""
	}
	head = s.Text(lit.Type) + "{"
	st, _ := x.TypeOf(lit).Underlying().(*types.Struct)
	for i, elt := range lit.Elts {
		name, value := "", elt
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			name, value = s.Text(kv.Key), kv.Value
		} else if st != nil && i < st.NumFields() {
			name = st.Field(i).Name()
		}
		if name != c.Field && x.Model.Visible(c.Func, value) {
			head += name + ": " + s.Text(value) + ", "
		}
	}
	return head, "}"
}

// Where names the function of a goroutine.
func (x *Guards) Where(c task.Cure) string {
	switch t := c.Task; {
	case c.Func != nil && c.Func.Obj != nil:
		return c.Func.Obj.Name()
	case t.Obj != nil:
		return t.Obj.Name()
	case c.Func != nil && c.Func.Root.Obj != nil: // which several places may start
		return "a goroutine of " + c.Func.Root.Obj.Name()
	case t.In != nil && t.In.Root.Obj != nil:
		return "a goroutine of " + t.In.Root.Obj.Name()
	}
	return "a goroutine"
}

// Known returns the helpers that are in reach.
func (x *Guards) Known() []task.Helper {
	if !x.asked {
		x.helpers, x.asked = x.Model.Helpers(), true
	}
	return x.helpers
}

// helperText returns the deferred call of the helper that is used most of those
// that can tell as the cure says. A module that has one gets that, or nothing.
func (x *Guards) helperText(s *edit.Set, c task.Cure, at token.Pos, target string) (text, effect string) {
	if c.To != task.ToldSend && c.Field == "" {
		for _, h := range x.Known() {
			if h.Starts || h.Calls || (h.Into >= 0) != (c.To != task.ToldNobody) || c.Func != nil && h.Func == c.Func.Obj {
				continue
			}
			args, ok := x.helperArgs(s, h, at, target, x.Where(c))
			if !ok {
				continue
			}
			call := x.Called(s, &h, at) + "(" + args + ")"
			if c.To == task.ToldNobody {
				return "defer " + call, "Defer " + call + ": the panic is logged, the goroutine ends"
			}
			return "defer " + call, "Defer " + call + ": the panic becomes the error"
		}
	}
	s.Fail()
	return "", ""
}

// Called returns how code at a position calls a helper.
func (x *Guards) Called(s *edit.Set, h *task.Helper, at token.Pos) string {
	if recv := h.Func.Signature().Recv(); recv != nil {
		text, ok := s.Value(recv.Type(), at)
		if !ok {
			s.Fail()
		}
		return text + "." + h.Func.Name()
	}
	if h.Func.Pkg() == x.Pass.Pkg {
		if s.Lookup(h.Func.Name(), at) != types.Object(h.Func) {
			s.Fail()
		}
		return h.Func.Name()
	}
	return s.Import(h.Func.Pkg(), at) + "." + h.Func.Name()
}

// helperArgs returns the arguments of a helper: the error, a name, and what is at
// hand of the types that it takes.
func (x *Guards) helperArgs(s *edit.Set, h task.Helper, at token.Pos, target, where string) (args string, ok bool) {
	sig := h.Func.Signature()
	if recv := sig.Recv(); recv != nil {
		if _, ok := s.Value(recv.Type(), at); !ok {
			return "", false
		}
	}
	var list []string
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		switch b, isBasic := p.Type().(*types.Basic); {
		case i == h.Into:
			list = append(list, "&"+target)
		case sig.Variadic() && i == sig.Params().Len()-1:
		case isBasic && b.Kind() == types.String:
			list = append(list, strconv.Quote(where))
		default:
			value, ok := s.Value(p.Type(), at)
			if !ok {
				return "", false
			}
			list = append(list, value)
		}
	}
	return strings.Join(list, ", "), true
}

// Starter returns the helper that starts what it is given, if that is what the
// package uses most.
func (x *Guards) Starter() *task.Helper {
	if helpers := x.Known(); len(helpers) > 0 && (helpers[0].Starts || helpers[0].Calls) && !helpers[0].Unsure {
		return &helpers[0]
	}
	return nil
}

// StartedBy returns how a function is started at a position by what Starter returns, up
// to the function.
func (x *Guards) StartedBy(s *edit.Set, h *task.Helper, at token.Pos) string {
	if h.Calls {
		return "go " + x.Called(s, h, at) + "("
	}
	return x.Called(s, h, at) + "("
}

// Name returns how a function of another package is called.
func Name(fn *types.Func) string { return fn.Pkg().Name() + "." + fn.Name() }
