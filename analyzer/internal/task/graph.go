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
	in  [][]registered // at the start of each block, by its index; nil if it is never reached
}

// registered says for each defer statement of a function, in source order,
// whether a path to a place has executed it.
type registered []Grade

// maxPaths bounds the kinds of paths that are told apart at one place. Beyond
// it they are taken together, and a defer is registered sometimes.
const maxPaths = 16

// graphOf returns the graph of f, made on first demand.
func (m *Model) graphOf(f *Func) *graph {
	if f.graph == nil {
		f.graph = &graph{cfg: cfg.New(f.Body, func(call *ast.CallExpr) bool { return m.endOf(call) == Returns })}
		f.graph.solve(f.defers)
	}
	return f.graph
}

// solve computes the registered defers by iteration. Paths that have executed
// the same defers are one: a guard on both branches of an if is a guard.
func (g *graph) solve(defers []*ast.DeferStmt) {
	g.in = make([][]registered, len(g.cfg.Blocks))
	if len(g.in) == 0 || len(defers) == 0 {
		return
	}
	g.in[0] = []registered{make(registered, len(defers))}
	work := []*cfg.Block{g.cfg.Blocks[0]}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		out := after(g.in[b.Index], defers, b.Nodes)
		for _, succ := range b.Succs {
			if g.merge(succ.Index, out) {
				work = append(work, succ)
			}
		}
	}
}

// after returns what is registered when the nodes were executed.
func after(paths []registered, defers []*ast.DeferStmt, nodes []ast.Node) []registered {
	out := make([]registered, len(paths))
	for i, p := range paths {
		out[i] = slices.Clone(p)
	}
	for _, n := range nodes {
		if d, ok := n.(*ast.DeferStmt); ok {
			if i := slices.Index(defers, d); i >= 0 {
				for _, p := range out {
					p[i] = Always
				}
			}
		}
	}
	return out
}

// merge adds ways into block i and reports whether that changed anything.
func (g *graph) merge(i int32, paths []registered) (changed bool) {
	for _, p := range paths {
		if slices.ContainsFunc(g.in[i], p.within) {
			continue
		}
		changed = true
		g.in[i] = append(g.in[i], slices.Clone(p))
		if len(g.in[i]) > maxPaths {
			g.in[i] = []registered{together(g.in[i])}
		}
	}
	return changed
}

// within reports whether q says all that r says.
func (r registered) within(q registered) bool {
	for i := range r {
		if r[i] != q[i] && q[i] != Sometimes {
			return false
		}
	}
	return true
}

// together returns what holds on all of the paths.
func together(paths []registered) registered {
	all := slices.Clone(paths[0])
	for _, p := range paths[1:] {
		for i := range all {
			all[i] = joinGrades(all[i], p[i])
		}
	}
	return all
}

// registeredAt returns what is registered when n is executed, for each kind
// of path to it: none if n is never reached.
func (m *Model) registeredAt(f *Func, n ast.Node) []registered {
	if len(f.defers) == 0 {
		return []registered{{}}
	}
	g := m.graphOf(f)
	block, index := g.find(n)
	if block == nil {
		return nil
	}
	return after(g.in[block.Index], f.defers, block.Nodes[:index])
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
