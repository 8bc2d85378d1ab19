// Package recovery has the helper of the demo, as many services have one.
package recovery

import (
	"context"
	"log/slog"
	"runtime/debug"
)

// Log stops a panic and logs it. It has to be deferred.
func Log(ctx context.Context) {
	if r := recover(); r != nil {
		slog.ErrorContext(ctx, "panic", "value", r, "stack", string(debug.Stack()))
	}
}
