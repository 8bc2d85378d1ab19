package task_test

import (
	"math/rand/v2"
	"testing"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
)

// TestReaches compares what follows from inequalities with what the shortest ways
// between all of the numbers say.
func TestReaches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	follows := 0
	for range 20_000 {
		n := 1 + r.IntN(6)
		ask := func() [3]int { return [3]int{r.IntN(n), r.IntN(n), r.IntN(9) - 3} }
		facts := make([][3]int, r.IntN(3*n+1))
		for i := range facts {
			facts[i] = ask()
		}
		st := ask()
		got, want := task.Reaches(facts, st), shortestWays(n, facts, st)
		if got != want {
			t.Fatalf("%v of %v: %v, not %v", st, facts, got, want)
		}
		if got {
			follows++
		}
	}
	if follows < 2_000 || follows > 18_000 {
		t.Errorf("%d follow: the cases say little", follows)
	}
}

// shortestWays decides it by the shortest way between any two numbers: what can be
// reached from b and is less than itself contradicts.
func shortestWays(n int, facts [][3]int, st [3]int) bool {
	const far = 1 << 30
	way := make([][]int, n) // way[b][a]: x[a] <= x[b] + way
	for i := range way {
		way[i] = make([]int, n)
		for j := range way[i] {
			if way[i][j] = far; i == j {
				way[i][j] = 0
			}
		}
	}
	for _, f := range facts {
		way[f[1]][f[0]] = min(way[f[1]][f[0]], f[2])
	}
	for k := range n {
		for i := range n {
			for j := range n {
				if way[i][k] < far && way[k][j] < far {
					way[i][j] = min(way[i][j], way[i][k]+way[k][j])
				}
			}
		}
	}
	for k := range n {
		if way[st[1]][k] < far && way[k][k] < 0 {
			return true
		}
	}
	return way[st[1]][st[0]] <= st[2]
}
