package library_test

import (
	"context"
	"maps"
)

// A proof of a need is two calls: one that does not meet it, and one that
// does, and is otherwise correct.
type proof struct{ broken, met func() }

// proofs has a proof for each need, by the name of its function; from the
// second need on with a number.
var proofs = join(textProofs, mathProofs, cryptoProofs, reflectProofs, syncProofs, netProofs)

func join(all ...map[string]proof) map[string]proof {
	joined := make(map[string]proof)
	for _, m := range all {
		maps.Copy(joined, m)
	}
	return joined
}

// What the compiler would not let stand as a constant.
var (
	minus   = -1
	zero    = 0
	none    = ""
	nothing any
	noCtx   context.Context
)
