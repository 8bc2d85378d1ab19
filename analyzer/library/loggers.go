package library

// A Logger is a func or a method by which programs log failures. Fixes log by the
// one that a file uses already.
type Logger struct {
	Path string // of the package
	Recv string // the type, for a method; "" for a func
	// Names are the funcs or methods whose use shows that this logger is used.
	Names []string
	// Panic and Error log the value of a panic with the stack, and an error. In
	// them stand
	//
	//	LOG    for what the call is of: a package, or the logger
	//	TEXT   for the text of the message
	//	VALUE  for the value of the panic, or the error
	//	STACK  for the stack, a []byte
	//	PKG    for the package Path
	//	FMT    for package fmt
	//
	// Text is the text with a verb behind it.
	Panic, Error string
}

// Loggers are the loggers that are known, each in its own package's words.
var Loggers = []Logger{
	// log.go: func Printf(format string, v ...any)
	{Path: "log", Names: printNames, Panic: logPrintf, Error: `LOG.Printf("TEXT: %v", VALUE)`},
	// log.go: func (l *Logger) Printf(format string, v ...any)
	{Path: "log", Recv: "Logger", Names: printNames, Panic: logPrintf, Error: `LOG.Printf("TEXT: %v", VALUE)`},
	// log/slog/logger.go: func Error(msg string, args ...any), and the method
	{Path: "log/slog", Names: levels, Panic: slogError, Error: `LOG.Error("TEXT", "err", VALUE)`},
	{Path: "log/slog", Recv: "Logger", Names: levels, Panic: slogError, Error: `LOG.Error("TEXT", "err", VALUE)`},
	// testing.go: func (c *common) Errorf(format string, args ...any)
	{Path: "testing", Recv: "common", Names: []string{"Errorf", "Error", "Fatal", "Fatalf", "Log", "Logf"}, Panic: errorf, Error: `LOG.Errorf("TEXT: %v", VALUE)`},
	// go.uber.org/zap@v1.27/logger.go: func (log *Logger) Error(msg string, fields ...Field)
	{Path: "go.uber.org/zap", Recv: "Logger", Names: append([]string{"Check"}, levels...), Panic: `LOG.Error("TEXT", PKG.Any("panic", VALUE), PKG.Stack("stack"))`, Error: `LOG.Error("TEXT", PKG.Error(VALUE))`},
	// sugar.go: func (s *SugaredLogger) Errorw(msg string, keysAndValues ...interface{})
	{Path: "go.uber.org/zap", Recv: "SugaredLogger", Names: append(levelsF, "Debugw", "Infow", "Warnw", "Errorw"), Panic: `LOG.Errorw("TEXT", "panic", VALUE, "stack", string(STACK))`, Error: `LOG.Errorw("TEXT", "error", VALUE)`},
	// github.com/rs/zerolog@v1.33/log.go: func (l *Logger) Error() *Event, and log/log.go
	{Path: "github.com/rs/zerolog", Recv: "Logger", Names: levels, Panic: zerologError, Error: `LOG.Error().Err(VALUE).Msg("TEXT")`},
	{Path: "github.com/rs/zerolog/log", Names: levels, Panic: zerologError, Error: `LOG.Error().Err(VALUE).Msg("TEXT")`},
	// github.com/go-logr/logr@v1.4/logr.go: func (l Logger) Error(err error, msg string, keysAndValues ...any)
	{Path: "github.com/go-logr/logr", Recv: "Logger", Names: []string{"Info", "Error"}, Panic: `LOG.Error(FMT.Errorf("panic: %v", VALUE), "TEXT", "stack", string(STACK))`, Error: `LOG.Error(VALUE, "TEXT")`},
	// github.com/sirupsen/logrus@v1.9/exported.go: func Errorf(format string, args ...interface{});
	// logger.go, entry.go: the methods
	{Path: "github.com/sirupsen/logrus", Names: levelsF, Panic: errorf, Error: `LOG.WithError(VALUE).Error("TEXT")`},
	{Path: "github.com/sirupsen/logrus", Recv: "Logger", Names: levelsF, Panic: errorf, Error: `LOG.WithError(VALUE).Error("TEXT")`},
	{Path: "github.com/sirupsen/logrus", Recv: "Entry", Names: levelsF, Panic: errorf, Error: `LOG.WithError(VALUE).Error("TEXT")`},
	{Path: "github.com/sirupsen/logrus", Recv: "FieldLogger", Names: levelsF, Panic: errorf, Error: `LOG.WithError(VALUE).Error("TEXT")`},
	// k8s.io/klog/v2@v2.130/klog.go: func Errorf(format string, args ...interface{})
	{Path: "k8s.io/klog/v2", Names: append(levelsF, "InfoS", "ErrorS", "Warningf"), Panic: errorf, Error: `LOG.Errorf("TEXT: %v", VALUE)`},
	{Path: "k8s.io/klog", Names: append(levelsF, "Warningf"), Panic: errorf, Error: `LOG.Errorf("TEXT: %v", VALUE)`},
	// github.com/hashicorp/go-hclog@v1.6/logger.go: Error(msg string, args ...interface{})
	{Path: "github.com/hashicorp/go-hclog", Recv: "Logger", Names: levels, Panic: slogError, Error: `LOG.Error("TEXT", "error", VALUE)`},
}

// OwnLoggers are the loggers of a program's own: they have methods as most have
// them, which take a format and return nothing, among them the one to log failures by.
var OwnLoggers = []OwnLogger{
	{By: "Errorf", Logger: Logger{Names: []string{"Debugf", "Infof", "Warnf", "Warningf", "Errorf"}, Panic: errorf, Error: `LOG.Errorf("TEXT: %v", VALUE)`}},
	// As many libraries ask for, which a log.Logger is one of.
	{By: "Printf", Type: "Logger", Logger: Logger{Names: []string{"Printf"}, Panic: logPrintf, Error: `LOG.Printf("TEXT: %v", VALUE)`}},
}

// An OwnLogger is told by the method By, and by its name, which contains Type.
type OwnLogger struct {
	By, Type string
	Logger
}

const (
	logPrintf    = `LOG.Printf("TEXT: %v\n%s", VALUE, STACK)`
	errorf       = `LOG.Errorf("TEXT: %v\n%s", VALUE, STACK)`
	slogError    = `LOG.Error("TEXT", "panic", VALUE, "stack", string(STACK))`
	zerologError = `LOG.Error().Interface("panic", VALUE).Bytes("stack", STACK).Msg("TEXT")`
)

var (
	printNames = []string{"Print", "Printf", "Println"}
	levels     = []string{"Debug", "Info", "Warn", "Error", "DebugContext", "InfoContext", "WarnContext", "ErrorContext"}
	levelsF    = []string{"Debug", "Debugf", "Info", "Infof", "Warn", "Warnf", "Warning", "Error", "Errorf"}
)
