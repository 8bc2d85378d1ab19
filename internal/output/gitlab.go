package output

import (
	"io"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// GitLab prints a Code Quality report, which GitLab shows in merge requests.
type GitLab struct{ W io.Writer }

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// Handle implements Handler.
func (h GitLab) Handle(r *Report) error {
	issues := []gitlabIssue{} // not null
	for _, f := range r.Findings {
		issues = append(issues, gitlabIssue{
			Description: f.Message,
			CheckName:   f.ID(),
			Fingerprint: f.Fingerprint,
			Severity:    severity(f.Confidence),
			Location:    gitlabLocation{r.inRoot(f.Place.File), gitlabLines{f.Place.Line, f.Place.Line}},
		})
	}
	return encode(h.W, issues)
}

func severity(c finding.Confidence) string {
	switch c {
	case finding.Certain:
		return "critical"
	case finding.Possible:
		return "minor"
	}
	return "major"
}
