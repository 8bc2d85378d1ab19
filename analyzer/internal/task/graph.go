package task

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A graph is the control-flow graph of a function with the deferred calls
// that are registered at each place.
type graph struct {
	cfg *cfg.CFG
	in  []registered // at the start of each block, by its index
}

// registered says for each defer statement of a function, in source order, on
// how many of the paths to a place it was executed.
type registered []Grade

// graphOf returns the graph of f, made on first demand.
func (m *Model) graphOf(f *Func) *graph {
	if f.graph == nil {
		f.graph = &graph{cfg: cfg.New(f.Body, func(call *ast.CallExpr) bool { return m.endOf(call) == Returns })}
		f.graph.solve(f.defers)
	}
	return f.graph
}

// solve computes the registered defers by iteration: a defer is certain at a
// join if it is on all ways into it.
func (g *graph) solve(defers []*ast.DeferStmt) {
	g.in = make([]registered, len(g.cfg.Blocks))
	if len(g.in) == 0 || len(defers) == 0 {
		return
	}
	g.in[0] = make(registered, len(defers))
	work := []*cfg.Block{g.cfg.Blocks[0]}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		out := slices.Clone(g.in[b.Index])
		for _, n := range b.Nodes {
			out.register(defers, n)
		}
		for _, succ := range b.Succs {
			if g.merge(succ.Index, out) {
				work = append(work, succ)
			}
		}
	}
}

func (r registered) register(defers []*ast.DeferStmt, n ast.Node) {
	if d, ok := n.(*ast.DeferStmt); ok {
		if i := slices.Index(defers, d); i >= 0 {
			r[i] = Always
		}
	}
}

// merge adds a way into block i and reports whether that changed anything.
func (g *graph) merge(i int32, out registered) (changed bool) {
	if g.in[i] == nil {
		g.in[i] = slices.Clone(out)
		return true
	}
	for j, grade := range out {
		if have := g.in[i][j]; have != grade && have != Sometimes {
			g.in[i][j] = Sometimes
			changed = true
		}
	}
	return changed
}

// registeredAt returns the defers that are registered when n is executed, or
// nil if n is never reached.
func (m *Model) registeredAt(f *Func, n ast.Node) registered {
	if len(f.defers) == 0 {
		return registered{}
	}
	g := m.graphOf(f)
	block, index := g.find(n)
	if block == nil || g.in[block.Index] == nil {
		return nil
	}
	at := slices.Clone(g.in[block.Index])
	for _, before := range block.Nodes[:index] {
		at.register(f.defers, before)
	}
	return at
}

// find returns the place of n: the smallest node of a live block around it.
func (g *graph) find(n ast.Node) (block *cfg.Block, index int) {
	var size token.Pos
	for _, b := range g.cfg.Blocks {
		if !b.Live {
			continue
		}
		for i, node := range b.Nodes {
			if node.Pos() <= n.Pos() && n.End() <= node.End() {
				if s := node.End() - node.Pos(); block == nil || s < size {
					block, index, size = b, i, s
				}
			}
		}
	}
	return block, index
}

// reachable reports whether n can be executed at all.
func (m *Model) reachable(f *Func, n ast.Node) bool {
	block, _ := m.graphOf(f).find(n)
	return block != nil
}
