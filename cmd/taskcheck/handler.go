package main

import (
	"os"

	"golang.org/x/term"

	"github.com/taskcheck/taskcheck/internal/output"
)

// handler returns what prints the findings in the form that is asked for.
func (r *run) handler(below string) output.Handler {
	switch r.format {
	case "json":
		return output.JSON{W: r.stdout}
	case "sarif":
		return output.SARIF{W: r.stdout}
	case "github":
		return output.GitHub{W: r.stdout}
	case "gitlab":
		return output.GitLab{W: r.stdout}
	}
	text := output.Text{W: r.stdout, Below: below}
	if width, height, ok := terminal(r.stdout); ok {
		text.Width = width
		text.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if !r.all {
			text.Height = height
		}
	}
	return text
}

// terminal returns the size of the terminal that w is, if it is one.
func terminal(w any) (width, height int, ok bool) {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0, 0, false
	}
	width, height, err := term.GetSize(int(file.Fd()))
	return width, height, err == nil
}
