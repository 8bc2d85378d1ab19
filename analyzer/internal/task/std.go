package task

import "strings"

// stdRoots are the first elements of the import paths of the standard library.
// A test holds them against the GOROOT in use.
var stdRoots = map[string]bool{
	"archive":   true,
	"arena":     true,
	"bufio":     true,
	"bytes":     true,
	"cmp":       true,
	"compress":  true,
	"container": true,
	"context":   true,
	"crypto":    true,
	"database":  true,
	"debug":     true,
	"embed":     true,
	"encoding":  true,
	"errors":    true,
	"expvar":    true,
	"flag":      true,
	"fmt":       true,
	"go":        true,
	"hash":      true,
	"html":      true,
	"image":     true,
	"index":     true,
	"internal":  true,
	"io":        true,
	"iter":      true,
	"log":       true,
	"maps":      true,
	"math":      true,
	"mime":      true,
	"net":       true,
	"os":        true,
	"path":      true,
	"plugin":    true,
	"reflect":   true,
	"regexp":    true,
	"runtime":   true,
	"simd":      true,
	"slices":    true,
	"sort":      true,
	"strconv":   true,
	"strings":   true,
	"structs":   true,
	"sync":      true,
	"syscall":   true,
	"testing":   true,
	"text":      true,
	"time":      true,
	"unicode":   true,
	"unique":    true,
	"unsafe":    true,
	"weak":      true,
}

// isStd reports whether the path is one of the standard library. The import
// path alone cannot say it: the path of a user's module may lack a dot too.
func isStd(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return stdRoots[first]
}
