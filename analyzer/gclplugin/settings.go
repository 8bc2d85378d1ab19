package gclplugin

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
)

// Settings are the plugin's settings: for each check its flags, by name. What
// is left out keeps the default of the flag.
type Settings struct {
	TaskIgnore  TaskIgnore  `json:"taskignore"`
	TaskJoin    TaskJoin    `json:"taskjoin"`
	TaskModel   TaskModel   `json:"taskmodel"`
	TaskRecover TaskRecover `json:"taskrecover"`
	TaskResult  TaskResult  `json:"taskresult"`
}

// What the checks have in common is not embedded: the JSON decoder would name
// the embedded type in its errors, as if it were a key.

// TaskIgnore has the settings of the check taskignore.
type TaskIgnore struct {
	// Confidence is the least that is reported: certain, likely or possible.
	Confidence string `json:"confidence"`
	// Off lists categories that are not reported.
	Off []string `json:"off"`
}

// TaskJoin has the settings of the check taskjoin.
type TaskJoin struct {
	// Confidence is the least that is reported: certain, likely or possible.
	Confidence string `json:"confidence"`
	// Off lists categories that are not reported.
	Off []string `json:"off"`
}

// TaskModel has what is said of functions and types that their source does not
// show: each is path.Func, (*path.Type).Method or, for a type, path.Type.
type TaskModel struct {
	// Spawners run a func parameter on another goroutine: all of them, or the one
	// that ":N" behind the function counts from 0.
	Spawners []string `json:"spawners"`
	// Helpers stop a panic when they are deferred.
	Helpers []string `json:"helpers"`
	// Joins wait for goroutines and return their error.
	Joins []string `json:"joins"`
	// SafeCalls cannot panic, and their results need no looking at.
	SafeCalls []string `json:"safecalls"`
	// SafeTypes are types whose values need no looking at.
	SafeTypes []string `json:"safetypes"`
	// Fixes are those that --fix applies: safe, which change nothing but the fault,
	// or all.
	Fixes string `json:"fixes"`
}

// TaskRecover has the settings of the check taskrecover.
type TaskRecover struct {
	// Confidence is the least that is reported: certain, likely or possible.
	Confidence string `json:"confidence"`
	// Off lists categories that are not reported.
	Off []string `json:"off"`
	// Tests asks for reports in _test.go files too.
	Tests bool `json:"tests"`
}

// TaskResult has the settings of the check taskresult.
type TaskResult struct {
	// Confidence is the least that is reported: certain, likely or possible.
	Confidence string `json:"confidence"`
	// Off lists categories that are not reported.
	Off []string `json:"off"`
}

func decode(conf any) (Settings, error) {
	if conf == nil { // the plugin is enabled without a settings key
		return Settings{}, nil
	}
	s, err := register.DecodeSettings[Settings](conf)
	if err != nil {
		return s, fmt.Errorf("settings of taskcheck: %w", err)
	}
	return s, nil
}

// A flagValue is one setting as the flag that it stands for.
type flagValue struct{ analyzer, flag, value string }

// flags lists every setting; an empty value is one that was left out.
func (s Settings) flags() []flagValue {
	return []flagValue{
		{"taskignore", "confidence", s.TaskIgnore.Confidence},
		{"taskignore", "off", strings.Join(s.TaskIgnore.Off, ",")},
		{"taskjoin", "confidence", s.TaskJoin.Confidence},
		{"taskjoin", "off", strings.Join(s.TaskJoin.Off, ",")},
		{"taskmodel", "fixes", s.TaskModel.Fixes},
		{"taskmodel", "spawners", strings.Join(s.TaskModel.Spawners, ",")},
		{"taskmodel", "helpers", strings.Join(s.TaskModel.Helpers, ",")},
		{"taskmodel", "joins", strings.Join(s.TaskModel.Joins, ",")},
		{"taskmodel", "safecalls", strings.Join(s.TaskModel.SafeCalls, ",")},
		{"taskmodel", "safetypes", strings.Join(s.TaskModel.SafeTypes, ",")},
		{"taskrecover", "confidence", s.TaskRecover.Confidence},
		{"taskrecover", "off", strings.Join(s.TaskRecover.Off, ",")},
		{"taskrecover", "tests", strconv.FormatBool(s.TaskRecover.Tests)},
		{"taskresult", "confidence", s.TaskResult.Confidence},
		{"taskresult", "off", strings.Join(s.TaskResult.Off, ",")},
	}
}

// apply sets the flags of the analyzers, which know what values are right.
func (s Settings) apply(analyzers []*analysis.Analyzer) error {
	byName := make(map[string]*analysis.Analyzer)
	for _, a := range analyzers {
		byName[a.Name] = a
	}
	for _, f := range s.flags() {
		if f.value == "" {
			continue
		}
		if err := byName[f.analyzer].Flags.Set(f.flag, f.value); err != nil {
			return fmt.Errorf("setting %s.%s of taskcheck: %q: %w", f.analyzer, f.flag, f.value, err)
		}
	}
	return nil
}
