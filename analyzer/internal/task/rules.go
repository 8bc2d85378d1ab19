package task

// A rule is a part of the reasoning about panics that a test can switch off, to
// show that something depends on it: with any rule off, the generated programs
// are judged wrong.
type rule uint32

const (
	ruleConditions  rule = 1 << iota // what holds in a branch holds there
	ruleLeaving                      // what a branch that leaves has tested is not so behind it
	ruleShortCut                     // && and ||
	ruleCases                        // the cases of a switch
	ruleRanges                       // the variables of a range statement
	ruleGrowth                       // a variable that only grows or shrinks
	ruleAssignments                  // what a variable was given
	ruleMended                       // if x > max { x = max }
	ruleDerived                      // sums, remainders, masks
	ruleResults                      // what functions of std return
	ruleBytes                        // the bounds of small unsigned types
	ruleStability                    // a write in between changes what was known
	ruleContracts                    // a caller meets what its callee demands
	ruleFacts                        // what other packages have told
	ruleGuards                       // a panic that is stopped does not leave
	ruleChannels                     // who closes a channel
	ruleOutside                      // what comes from outside is not as expected
	ruleEnd                          // the last one
)

var ruleNames = [...]string{
	"conditions", "leaving", "shortcut", "cases", "ranges", "growth", "assignments", "mended", "derived",
	"results", "bytes", "stability", "contracts", "facts", "guards", "channels", "outside",
}

// without reports whether a rule is switched off.
func (m *Model) without(r rule) bool { return m.known.off&r != 0 }
