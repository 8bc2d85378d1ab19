package task

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/taskcheck/taskcheck/analyzer/library"
)

// contractDangers returns what the table says that a function of a library
// needs, as far as a call does not provably meet it.
func (m *Model) contractDangers(f *Func, call *ast.CallExpr, fn *types.Func) (found []danger) {
	entry := m.known.fn(fn.Origin())
	if entry == nil {
		return nil
	}
	for _, need := range entry.Needs {
		demands, base := m.demandsOfNeed(f, call, need)
		if len(demands) == 0 {
			continue
		}
		d := danger{Danger: Danger{Kind: KindContract, Always: m.always(f, call, nil)}, op: call, show: call, in: f}
		var rest Level
		d.Level, rest, d.demands = m.unmet(f, call, demands, base, func(o demand) bool {
			return need.Is == library.Valid || o.e != nil && !m.isSetting(o.e) &&
				m.strictlyIf(o.owed(KindContract), KindContract, func() bool { return m.outside(f, m.decisive(o.e), 0) })
		})
		if d.Level == 0 {
			continue
		}
		if d.Needs = m.needsOf(f, d.demands); len(d.Needs) > 0 {
			d.Level = max(d.Level, min(rest, Likely)) // what the callers seen pass is judged where they do
		}
		if need.Is == library.Valid && !need.Soft {
			d.Kind = KindMust
		}
		if open := d.demands; d.Level == Likely && d.Needs == nil && open[0].owed(d.Kind) && open[0].e != nil {
			m.leaveToCaller(f, &d, []ast.Expr{m.decisive(open[0].e)})
		}
		found = append(found, d)
	}
	return found
}

// demandsOfNeed returns a need as demands on what a call passes, and how sure
// it is that it panics if they are not proven and the value comes from outside.
func (m *Model) demandsOfNeed(f *Func, call *ast.CallExpr, need library.Need) (demands []demand, base Level) {
	base = Likely
	if need.Soft {
		base = Possible
	}
	e, count := m.argument(call, need.Param)
	if need.Is == library.Valid && !need.Soft {
		base = Certain // somebody has tried what is a constant, and nobody what is not
	}
	if e == nil {
		return m.demandsOfCount(f, call, need, count), base
	}
	of, length := linear{}, linear{}
	if other, n := m.argument(call, need.Of); other != nil {
		of, length = m.linearOf(other), m.lengthOf(other)
	} else if n >= 0 {
		length = number(int64(n))
	}
	less := func(x, y linear) {
		d := m.less(x, y)
		d.e = e
		demands = append(demands, d)
	}
	switch value := m.linearOf(e); need.Is {
	case library.Positive, library.NotNegative, library.NotZero, library.Between, library.Odd, library.Number:
		if _, _, ok := intSize(typeOf(m.info, e)); !ok {
			return []demand{{is: demandNever}}, Possible // a *big.Int, a float: its value is not looked at
		}
		switch need.Is {
		case library.Positive:
			less(number(1), value)
		case library.NotNegative:
			less(number(0), value)
		case library.NotZero:
			demands = append(demands, demand{is: demandNonZero, x: value, e: e})
		case library.Between:
			less(number(int64(need.N)), value)
			less(value, number(int64(need.M)))
		}
	case library.Within:
		less(number(0), value)
		less(value, length)
	case library.Indexes:
		less(number(0), value)
		less(value.plus(1), length)
	case library.NotBelow:
		less(of, value)
	case library.Below:
		less(value.plus(1), of)
	case library.MinLen:
		if need.M > 0 {
			base = Possible // what else is passed decides it, too
		}
		less(number(int64(need.N)), m.lengthOf(e))
	case library.ExactLen:
		less(number(int64(need.N)), m.lengthOf(e))
		less(m.lengthOf(e), number(int64(need.N)))
	case library.AsLongAs:
		less(length, m.lengthOf(e))
	case library.NotNil:
		if m.converts(call, e) && !m.info.Types[e].IsNil() {
			return nil, base // an interface that holds a nil pointer is not nil
		}
		demands = append(demands, m.notNil(e))
	case library.Valid:
		return m.demandsOfValid(f, e, need), base
	case library.Comparable:
		if !m.comparable(e) {
			demands, base = []demand{{is: demandNever}}, Possible
		}
	case library.Balanced: // an Add before each Done is how everybody counts
		if _, _, ok := intSize(typeOf(m.info, e)); ok {
			base = Possible
			if less(number(0), value); value.isZero() && value.c < 0 {
				demands = []demand{{is: demandNever}} // as Done does, if there was one
			}
		}
	default:
		demands, base = []demand{{is: demandNever}}, Possible // neither proven nor disproved
	}
	return demands, base
}

// demandsOfCount returns the demands on a parameter that has no expression: so
// many variadic arguments, or the results of a call.
func (m *Model) demandsOfCount(f *Func, call *ast.CallExpr, need library.Need, count int) []demand {
	switch {
	case need.Is == library.EvenLen && count >= 0 && count%2 == 1:
		return []demand{m.less(number(1), number(0))}
	case need.Is == library.Valid && count < 0 && len(call.Args) == 1:
		if inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr); ok && !m.allConstants(f, inner.Args, 0) {
			return []demand{{is: demandConstant, e: inner}} // template.Must(template.ParseFiles(name))
		}
	}
	return nil
}

func (m *Model) allConstants(f *Func, es []ast.Expr, depth int) bool {
	return !slices.ContainsFunc(es, func(e ast.Expr) bool { return !m.madeOfConstants(f, e, depth) })
}

// demandsOfValid demands of what has to have the right form that it is a
// constant, which somebody has tried, or computed from constants.
func (m *Model) demandsOfValid(f *Func, e ast.Expr, need library.Need) []demand {
	if m.madeOfConstants(f, e, 0) {
		return nil
	}
	s, _ := m.keyOf(e)
	return []demand{{is: demandConstant, e: e, at: s}}
}

// madeOfConstants reports whether the value of e is computed from constants.
func (m *Model) madeOfConstants(f *Func, e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if tv := m.info.Types[e]; tv.Value != nil || tv.IsNil() {
		return true
	}
	if depth > maxHops {
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return m.allConstants(f, []ast.Expr{e.X, e.Y}, depth+1)
	case *ast.CallExpr:
		fn, ok := m.callee(e).(*types.Func)
		switch {
		case !ok:
			return m.info.Types[e.Fun].IsType() && m.allConstants(f, e.Args, depth+1)
		case library.Quotes(fn):
			return true // whatever it was, it is of the right form now
		}
		return computes[pathOf(fn)] && m.allConstants(f, e.Args, depth+1)
	case *ast.Ident:
		if def := m.onlyValue(f, e); def != nil {
			return m.madeOfConstants(f, def, depth+1)
		}
		return isEmbedded(typeOf(m.info, e)) || m.isQuoted(f, e) || m.isFromTable(f, e)
	case *ast.IndexExpr:
		return m.isFromTable(f, e)
	}
	return false
}

// isPrinted reports whether a text is what values say of themselves by String, alone or
// put together: what parses it again knows the form.
func (m *Model) isPrinted(f *Func, e ast.Expr, depth int) bool {
	if e == nil || e == unknownExpr || depth > maxHops {
		return false
	}
	e = ast.Unparen(e)
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return m.isPrintedOrConstant(f, e.X, depth) && m.isPrintedOrConstant(f, e.Y, depth)
	case *ast.Ident:
		def := m.onlyValue(f, e)
		return def != nil && m.isPrinted(f, def, depth+1)
	case *ast.CallExpr:
		fn, ok := m.callee(e).(*types.Func)
		switch {
		case !ok:
			return false
		case pathOf(fn) == "fmt" && fn.Name() == "Sprintf":
			return !slices.ContainsFunc(e.Args, func(arg ast.Expr) bool { return isText(typeOf(m.info, arg)) && !m.isPrintedOrConstant(f, arg, depth) })
		}
		return isPrinter(fn)
	}
	return false
}

func (m *Model) isPrintedOrConstant(f *Func, e ast.Expr, depth int) bool {
	return m.info.Types[e].Value != nil || m.isPrinted(f, e, depth+1)
}

// isQuoted reports whether the last that a variable is given before a place, in a block
// around it, is made to be of the right form.
func (m *Model) isQuoted(f *Func, id *ast.Ident) bool {
	v, ok := m.info.Uses[id].(*types.Var)
	if !ok || m.isPlain(v) {
		return false
	}
	call, ok := m.lastGiven(f, v, id.Pos()).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, ok := m.callee(call).(*types.Func)
	stmt, isAssign := m.parent(f, call).(*ast.AssignStmt)
	return ok && isAssign && library.Quotes(fn) && contains(id.Pos(), m.parent(f, stmt))
}

// isEmbedded reports whether the type is embed.FS: files of the program, which
// are as they were when somebody tried them.
func isEmbedded(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "embed"
}
