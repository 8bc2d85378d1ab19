package output

import (
	"fmt"
	"io"
	"strings"

	"github.com/taskcheck/taskcheck/internal/finding"
)

// GitHub prints workflow commands, which GitHub Actions shows as annotations
// beside the lines of a pull request.
type GitHub struct{ W io.Writer }

// Handle implements Handler.
func (h GitHub) Handle(r *Report) error {
	for _, f := range r.Findings {
		p := r.oneLine(f.Place)
		_, err := fmt.Fprintf(h.W, "::%s file=%s,line=%d,col=%d,endColumn=%d,title=%s::%s\n",
			annotation(f.Confidence), property.Replace(r.inRoot(p.File)), p.Line,
			r.column(p.File, p.Line, p.Column), r.column(p.File, p.Line, p.EndColumn),
			property.Replace(f.ID()+" ("+f.Confidence.String()+")"), data.Replace(r.paragraph(f)))
		if err != nil {
			return err
		}
	}
	return nil
}

// annotation returns the kind of annotation for a confidence.
func annotation(c finding.Confidence) string {
	switch c {
	case finding.Certain:
		return "error"
	case finding.Possible:
		return "notice"
	}
	return "warning"
}

// paragraph returns the message, with the related places below it.
func (r *Report) paragraph(f *finding.Finding) string {
	var b strings.Builder
	b.WriteString(f.Message)
	for _, rel := range f.Related {
		fmt.Fprintf(&b, "\n%s:%d: %s", r.inRoot(rel.File), rel.Line, rel.Message)
	}
	if url := r.Catalog.Rule(f.Check, f.Category).URL; url != "" {
		b.WriteString("\n" + url)
	}
	return b.String()
}

// What is between colons and what comes after them is escaped differently.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
