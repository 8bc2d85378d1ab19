package task

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A memory has answers that are asked for once for each use of a variable or a
// group: without it, functions with very many of them take the square of the time.
type memory struct {
	locals     map[variableIn]bool
	compared   map[variableIn]bool
	given      map[*types.Var][]*Task // what each group is given to run, if the summaries are complete
	failing    map[*types.Var]groupTasks
	others     map[*types.Var]*group // that are no groups of the package
	errors     map[*Func]bool
	errorsMade map[*Func]bool
	nilErrors  map[funcWithin]bool
	symbols    map[ast.Expr]linear // of expressions that are no variables
	indices    map[ast.Node]int    // of the statements of long lists
	idents     map[*types.Var][]*ast.Ident
	kills      map[*Func][]*ast.CallExpr

	argsTested map[ast.Expr]bool
	facts      map[*types.Package]bool // whether its facts are here

	setCompared    map[hopsTo]bool // of fields
	tables         map[*types.Var][]ast.Expr
	indexings      map[ast.Expr][]ast.Expr
	stores         map[*types.Var][]*types.Var
	filled         map[variableIn]bool
	naturals       map[variableIn]bool
	givingsIn      map[*Func]map[*types.Var][]giving
	lengths        map[*Func][]symbol // that are compared
	steps          map[ast.Node][]ast.Node
	passedCompared map[hopsTo]bool // of parameters
	firstIndexed   map[*Func]map[symbol]token.Pos
	okAsserts      map[*Func][]*ast.TypeAssertExpr
	fromOutside    [3]map[variableIn]bool // by strictness
	endless        map[variableIn]bool
	killed         map[variableIn]bool    // given to what kills it
	writesIn       map[variableIn][]write // of fields, in a root
	unchanged      map[variableIn]bool    // by others than the function
	methods        map[types.Type][]*types.Func
	contained      map[variableIn]bool // given what a container of one type returns
	gotos          map[*Func]bool      // roots that have one
	kept           map[variableIn]bool // variables whose address something keeps
	waitedOn       map[startOf]bool

	unheard      map[*types.Var]bool // groups, made on first demand
	helpers      []Helper
	helpersKnown bool
}

// A variableIn is a variable as a function sees it.
type variableIn struct {
	f *Func
	v *types.Var
}

// A hopsTo is a variable, and by how many others a search has come to it.
type hopsTo struct {
	v    *types.Var
	hops int
}

// groupTasks are goroutines of a group, and something that is true of all.
type groupTasks struct {
	tasks []*Task
	all   bool
}

// A startOf is a statement, and a group that something is started on in it.
type startOf struct {
	stmt ast.Node
	g    *group
}

// recall returns what is remembered for the key, or asks and remembers it.
func recall[K comparable, V any](known *map[K]V, key K, ask func() V) V {
	if v, ok := (*known)[key]; ok {
		return v
	}
	v := ask()
	if *known == nil {
		*known = make(map[K]V)
	}
	(*known)[key] = v
	return v
}

// indexIn returns the index of a statement in a list, or -1. It is asked for once
// for each operation of the list, which may have very many.
func (m *Model) indexIn(list []ast.Stmt, child ast.Node) int {
	if len(list) <= longBlock {
		return slices.IndexFunc(list, func(s ast.Stmt) bool { return s == child })
	}
	if _, ok := m.indices[list[0]]; !ok {
		if m.indices == nil {
			m.indices = make(map[ast.Node]int)
		}
		for i, s := range list {
			m.indices[s] = i
		}
	}
	if i, ok := m.indices[child]; ok && i < len(list) && list[i] == child {
		return i
	}
	return -1
}
