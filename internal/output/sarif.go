package output

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/taskcheck/taskcheck/internal/catalog"
	"github.com/taskcheck/taskcheck/internal/finding"
)

// SARIF prints a SARIF 2.1.0 log as GitHub code scanning reads it.
//
// Code scanning takes how precise and how severe a result is from its rule, so
// there is a rule for each category and confidence. It shows one line of a
// result, so regions have one line. It follows links in a message to related
// locations, and shows a code flow as the path that leads to the result. It
// knows a result again by primaryLocationLineHash, and which run replaces which
// by the automation id.
type SARIF struct{ W io.Writer }

// automation names the runs that replace each other.
const automation = "taskcheck/"

// sourceRoot is the base that file names are relative to.
const sourceRoot = "%SRCROOT%"

// Handle implements Handler.
func (h SARIF) Handle(r *Report) error {
	driver := sarif.NewToolComponent().WithName("taskcheck").WithInformationURI("https://github.com/taskcheck/taskcheck").WithVersion(r.Version)
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(driver)).
		WithAutomationDetails(sarif.NewRunAutomationDetails().WithID(automation)).
		WithColumnKind("utf16CodeUnits")
	rules := make(map[string]int)
	for _, rule := range r.Catalog.Rules {
		for c := finding.Certain; c >= finding.Possible; c-- {
			rules[ruleID(rule.ID(), c)] = len(driver.Rules)
			driver.AddRule(descriptor(rule, c))
		}
	}
	for _, f := range r.Findings {
		run.AddResult(r.result(f, rules))
	}
	run.AddInvocation(r.invocation())
	log := sarif.NewReport()
	log.AddRun(run)
	return log.PrettyWrite(h.W)
}

// ruleID returns the name of a rule. A finding that does not say how sure it is
// counts as likely.
func ruleID(id string, c finding.Confidence) string {
	return id + "/" + sure(c).String()
}

func sure(c finding.Confidence) finding.Confidence {
	if c == 0 {
		return finding.Likely
	}
	return c
}

// descriptor returns the rule of a category at a confidence.
func descriptor(rule catalog.Rule, c finding.Confidence) *sarif.ReportingDescriptor {
	level, severity, precision := "warning", "warning", "high"
	switch c {
	case finding.Certain:
		level, severity, precision = "error", "error", "very-high"
	case finding.Possible:
		level, severity, precision = "note", "recommendation", "medium"
	}
	text := fmt.Sprintf("%s\n\nThis report is %s.", rule.Text, c)
	properties := sarif.NewPropertyBag().WithTags([]string{"concurrency", "goroutine", "reliability"}).
		Add("precision", precision).Add("problem.severity", severity)
	d := sarif.NewRule(ruleID(rule.ID(), c)).
		WithName(strings.ReplaceAll(ruleID(rule.ID(), c), "/", "-")).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(rule.ID() + " (" + c.String() + ")")).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(rule.Title)).
		WithHelp(sarif.NewMultiformatMessageString().WithText(text).WithMarkdown(markdown(text))).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(level)).
		WithProperties(properties)
	if rule.URL != "" {
		d.WithHelpURI(rule.URL)
	}
	return d
}

// markdown returns the text of a doc comment as Markdown, of which it has only
// paragraphs and code.
func markdown(text string) string {
	var b strings.Builder
	code := false
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" && code != strings.HasPrefix(line, "\t") {
			code = !code
			b.WriteString(map[bool]string{true: "```go\n", false: "```\n\n"}[code])
		}
		b.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if code {
		b.WriteString("\n```\n")
	}
	return b.String()
}

// result returns the result of a finding.
func (r *Report) result(f *finding.Finding, rules map[string]int) *sarif.Result {
	id := ruleID(f.ID(), f.Confidence)
	message := escape.Replace(f.Message)
	res := sarif.NewRuleResult(id).WithLocations([]*sarif.Location{r.location(f.Place)})
	if i, ok := rules[id]; ok {
		res.WithRuleIndex(i)
	}
	if sure(f.Confidence) == finding.Certain {
		res.WithLevel("error")
	} else if sure(f.Confidence) == finding.Possible {
		res.WithLevel("note")
	}
	for i, rel := range f.Related {
		message += fmt.Sprintf("\n[%s](%d)", escape.Replace(rel.Message), i+1)
		res.AddRelatedLocation(r.location(rel.Place).WithID(i + 1).WithMessage(text(rel.Message)))
	}
	res.WithMessage(text(message))
	if flow := r.flow(f); flow != nil {
		res.AddCodeFlow(flow)
	}
	for _, fix := range f.Fixes {
		res.AddFixe(r.fix(fix))
	}
	prints := map[string]string{"taskcheck/v1": f.Fingerprint}
	if hashes := lineHashes(r.Sources.Text(f.Place.File)); f.Place.Line <= len(hashes) && f.Place.Line > 0 {
		prints["primaryLocationLineHash"] = hashes[f.Place.Line-1]
	}
	return res.WithPartialFingerprints(prints)
}

// escape keeps brackets in a message from being read as a link.
var escape = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)

func text(s string) *sarif.Message { return sarif.NewMessage().WithText(s) }

// flow returns the path from the place of a finding through those that belong
// to it, if there is more than one.
func (r *Report) flow(f *finding.Finding) *sarif.CodeFlow {
	thread := sarif.NewThreadFlow()
	thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(r.location(f.Place).WithMessage(text(f.Message))))
	for _, rel := range f.Related {
		if !rel.Again() {
			thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(r.location(rel.Place).WithMessage(text(rel.Message))))
		}
	}
	if len(thread.Locations) < 3 {
		return nil
	}
	return sarif.NewCodeFlow().WithThreadFlows([]*sarif.ThreadFlow{thread})
}

func (r *Report) location(p finding.Place) *sarif.Location {
	p = r.oneLine(p)
	region := sarif.NewRegion().WithStartLine(p.Line).WithEndLine(p.Line).
		WithStartColumn(r.column(p.File, p.Line, p.Column)).WithEndColumn(r.column(p.File, p.Line, p.EndColumn))
	return sarif.NewLocation().WithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(r.artifact(p.File)).WithRegion(region))
}

// artifact returns the location of a file: relative to the root of the
// repository, or absolute.
func (r *Report) artifact(file string) *sarif.ArtifactLocation {
	name := r.inRoot(file)
	if path.IsAbs(name) {
		return sarif.NewArtifactLocation().WithURI((&url.URL{Scheme: "file", Path: name}).String())
	}
	return sarif.NewArtifactLocation().WithURI((&url.URL{Path: name}).String()).WithURIBaseID(sourceRoot)
}

// fix returns a fix, the edits of each file together.
func (r *Report) fix(fix finding.Fix) *sarif.Fix {
	out := sarif.NewFix().WithDescription(text(fix.Message))
	changes := make(map[string]*sarif.ArtifactChange)
	for _, e := range fix.Edits {
		if changes[e.File] == nil {
			changes[e.File] = sarif.NewArtifactChange().WithArtifactLocation(r.artifact(e.File))
			out.AddArtifactChange(changes[e.File])
		}
		deleted := sarif.NewRegion().WithByteOffset(e.Start).WithByteLength(e.End - e.Start)
		changes[e.File].AddReplacement(sarif.NewReplacement().WithDeletedRegion(deleted).
			WithInsertedContent(sarif.NewArtifactContent().WithText(e.New)))
	}
	return out
}

// invocation says what could not be analyzed.
func (r *Report) invocation() *sarif.Invocation {
	inv := sarif.NewInvocation().WithExecutionSuccessful(len(r.Problems) == 0)
	for _, p := range r.Problems {
		inv.AddToolExecutionNotification(sarif.NewNotification().WithLevel("error").WithMessage(text(p.Message)))
	}
	return inv
}
