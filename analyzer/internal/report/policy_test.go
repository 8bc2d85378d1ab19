package report

import (
	"testing"
)

func TestPolicyAdjusts(t *testing.T) {
	for _, test := range []struct {
		finding     Finding
		none, crash Confidence // what it is reported with, or 0
	}{
		{Finding{Category: "unrecovered", Confidence: Certain}, Certain, 0},
		{Finding{Category: "unrecovered", Confidence: Possible}, Possible, 0},
		{Finding{Category: "ineffective", Confidence: Possible, Crashes: true}, Possible, 0},
		{Finding{Category: "ineffective", Confidence: Likely}, Likely, Likely},
		{Finding{Category: "swallowed", Confidence: Possible}, Possible, Certain},
		{Finding{Category: "swallowed", Confidence: Possible, Crashes: true}, Possible, 0},
		{Finding{Category: "false-success", Confidence: Likely}, Likely, Certain},
		{Finding{Category: "lost-result", Confidence: Possible}, Possible, Certain},
		{Finding{Category: "skipped-done", Confidence: Possible}, Possible, Possible},
	} {
		for policy, want := range map[Policy]Confidence{NoPolicy: test.none, Crash: test.crash} {
			var got Confidence
			for _, f := range policy.adjust([]Finding{test.finding}) {
				got = f.Confidence
			}
			if got != want {
				t.Errorf("policy %d makes %v of %+v, not %v", policy, got, test.finding, want)
			}
		}
	}
}

func TestPolicyOf(t *testing.T) {
	right := Directive{Verb: "policy", Policy: "crash", Reason: "the supervisor restarts it", ForAll: true}
	for name, spoil := range map[string]func(*Directive){
		"verb":   func(d *Directive) { d.Verb = "ignore" },
		"policy": func(d *Directive) { d.Policy = "survive" },
		"reason": func(d *Directive) { d.Reason = "" },
		"place":  func(d *Directive) { d.ForAll = false },
	} {
		wrong := right
		spoil(&wrong)
		if policyOf([]Directive{wrong}) != NoPolicy {
			t.Errorf("a directive with a wrong %s sets a policy: %+v", name, wrong)
		}
		if policyOf([]Directive{wrong, right}) != Crash {
			t.Errorf("%+v does not set the policy", right)
		}
	}
}
