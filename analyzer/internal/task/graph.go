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

	places map[ast.Node]place // of all nodes that are executed
	fates  map[place]fateOf   // of a panic at a place, as far as known
	often  map[place]registered
	steps  map[ast.Node]int // of the nodes of long blocks, the index in their block
}

// longBlock is how many nodes of a block are looked through one by one.
const longBlock = 32

// A place is between two defer statements of a block: what is registered is
// the same there.
type place struct {
	block  int32
	defers int // how many of them the block executes before
}

// A fateOf is the fate of a panic and the defer that stops it, if one does.
type fateOf struct {
	fate Fate
	stop *ast.DeferStmt
}

// registered says for each defer statement of a function, in source order,
// whether a path to a place has executed it.
type registered []Grade

// maxPaths bounds the kinds of paths that are told apart at one place. Beyond
// it, or with more defers than that, they are taken together, and a defer is
// registered sometimes.
const maxPaths = 16

// graphOf returns the graph of f, made on first demand.
func (m *Model) graphOf(f *Func) *graph {
	if f.graph == nil {
		f.graph = &graph{cfg: cfg.New(f.Body, func(call *ast.CallExpr) bool { return m.endOf(call) == Returns })}
		f.graph.locate()
		f.graph.solve(f.defers)
	}
	return f.graph
}

// locate notes the place of every node: that of the smallest node of a live
// block around it.
func (g *graph) locate() {
	g.places = make(map[ast.Node]place)
	g.fates = make(map[place]fateOf)
	g.often = make(map[place]registered)
	g.steps = make(map[ast.Node]int)
	sizes := make(map[ast.Node]token.Pos)
	for _, b := range g.cfg.Blocks {
		if !b.Live {
			continue
		}
		at := place{block: b.Index}
		for i, node := range b.Nodes {
			size := node.End() - node.Pos()
			for n := range within(node) {
				if old, ok := sizes[n]; !ok || size < old {
					g.places[n], sizes[n] = at, size
					if delete(g.steps, n); len(b.Nodes) > longBlock {
						g.steps[n] = i
					}
				}
			}
			if _, ok := node.(*ast.DeferStmt); ok {
				at.defers++
			}
		}
	}
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
		if len(g.in[i]) > maxPaths || len(p) > maxPaths {
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
	at, ok := g.places[n]
	if !ok {
		return nil
	}
	return after(g.in[at.block], f.defers, g.before(at))
}

// oftenAt returns how often each defer is registered when n is executed, over
// all paths to it, or nil if n is never reached.
func (m *Model) oftenAt(f *Func, n ast.Node) registered {
	g := m.graphOf(f)
	at, ok := g.places[n]
	if !ok {
		return nil
	}
	if _, ok := g.often[at]; !ok {
		if paths := m.registeredAt(f, n); len(paths) > 0 {
			g.often[at] = together(paths)
		}
	}
	return g.often[at]
}

// before returns the nodes of a block that are executed before the place, as
// far as they matter.
func (g *graph) before(at place) (defers []ast.Node) {
	for _, n := range g.cfg.Blocks[at.block].Nodes {
		if len(defers) == at.defers {
			break
		}
		if _, ok := n.(*ast.DeferStmt); ok {
			defers = append(defers, n)
		}
	}
	return defers
}

// reachable reports whether n can be executed at all.
func (m *Model) reachable(f *Func, n ast.Node) bool {
	_, ok := m.graphOf(f).places[n]
	return ok
}
