package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/taskcheck/taskcheck/internal/output"
)

// firstRun returns what there is to say, on a terminal, of what was learnt of the
// code, once for each folder of a repository. It notes that in the user's folder
// for caches.
func (r *run) firstRun() string {
	if _, _, ok := terminal(r.stderr); !ok || len(r.out.learnt) == 0 {
		return ""
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	mark := filepath.Join(cache, "taskcheck", fmt.Sprintf("seen-%x", sha256.Sum256([]byte(output.Root(dir))))[:21])
	if _, err := os.Stat(mark); err == nil {
		return ""
	}
	if os.MkdirAll(filepath.Dir(mark), 0o777) != nil || os.WriteFile(mark, nil, 0o666) != nil {
		return "" // rather never than every time
	}
	return r.brief()
}
