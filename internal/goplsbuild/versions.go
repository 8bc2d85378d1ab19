package goplsbuild

import (
	"fmt"
	"go/version"
	"strings"
)

// releases lists the releases of gopls that the checks were built into, newest
// first, each with the go line of its go.mod. A release that is not listed may
// not compile: gopls is tied to one version of x/tools/internal, and gets the
// newer one that our go.mod asks for.
var releases = []struct{ gopls, goLine string }{
	{"v0.23.0", "go1.26.0"},
}

// newestGopls returns the newest release of gopls that the installed Go, such
// as "go1.26.8", can build.
func newestGopls(installed string) (string, error) {
	// A Go built from source calls itself "devel go1.27-abc": its number is
	// that of the release it will be.
	_, number, _ := strings.Cut(installed, "go")
	goVersion, _, _ := strings.Cut("go"+number, "-")
	for _, r := range releases {
		if version.Compare(goVersion, r.goLine) >= 0 {
			return r.gopls, nil
		}
	}
	oldest := releases[len(releases)-1]
	return "", fmt.Errorf("gopls %s needs %s or newer, and the go command on the path is %s: install a newer Go, or set GOTOOLCHAIN=%s",
		oldest.gopls, oldest.goLine, installed, oldest.goLine)
}
