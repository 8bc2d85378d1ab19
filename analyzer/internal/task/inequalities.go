package task

import "math"

// This file has the arithmetic of the proofs: what follows from inequalities.

// inequalities are facts, and what they say as a graph: a fact a <= b + c is an edge
// from b to a of length c, and whatever follows from several is the shortest way over
// them. A proof asks for very many ways, so that the symbols have numbers there.
type inequalities struct {
	all   []fact
	edges []edge
	ids   map[symbol]int
	far   []int64 // of the symbols, for the search that is under way
}

// A fact is an inequality; a weak one holds unless a call, or another
// goroutine, has changed a field in between.
type fact struct {
	atMost
	weak bool
}

// An edge is a fact about symbols that have a number.
type edge struct {
	from, to int
	c        int64
	weak     bool
}

// unreached is how far a symbol is that no way leads to.
const unreached = math.MaxInt64

// add takes down a fact, unless it is known.
func (q *inequalities) add(f fact) {
	e := edge{q.id(f.b), q.id(f.a), f.c, f.weak}
	for _, known := range q.edges {
		if known == e {
			return
		}
	}
	q.edges = append(q.edges, e)
	q.all = append(q.all, f)
}

// weaken makes all facts weak.
func (q *inequalities) weaken() {
	for i := range q.edges {
		q.edges[i].weak, q.all[i].weak = true, true
	}
}

// id returns the number of a symbol, a new one if it has none.
func (q *inequalities) id(s symbol) int {
	id, ok := q.ids[s]
	if !ok {
		if q.ids == nil {
			q.ids = make(map[symbol]int)
		}
		id = len(q.ids)
		q.ids[s] = id
		q.far = append(q.far, unreached)
	}
	return id
}

// reaches reports whether an inequality follows: whether a way leads from b to a that
// is no longer than it says. One that is still found after as many rounds as there are
// symbols on the ways goes in a circle, and is shorter each time.
func (q *inequalities) reaches(st atMost, weak bool) bool {
	if st.a == st.b && st.c >= 0 {
		return true
	}
	from, ok := q.ids[st.b]
	if !ok {
		return false
	}
	for i := range q.far {
		q.far[i] = unreached
	}
	q.far[from] = 0
	to, named := q.ids[st.a]
	for round, reached := 0, 1; round < reached; round++ {
		changed := false
		for _, e := range q.edges {
			if e.weak && !weak || q.far[e.from] == unreached {
				continue
			}
			old := q.far[e.to]
			if far := q.far[e.from] + e.c; far < old {
				if old == unreached {
					reached++
				}
				q.far[e.to], changed = far, true
			}
		}
		if named && q.far[to] != unreached && q.far[to] <= st.c {
			return true
		}
		if !changed {
			return false
		}
	}
	return true // the conditions contradict each other: the place is never reached
}
