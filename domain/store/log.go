package store

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm/logger"
)

// gormLog passes GORM's own complaints on. Statements are never logged: they carry what people wrote.
type gormLog struct{ log *slog.Logger }

func (l gormLog) LogMode(logger.LogLevel) logger.Interface { return l }

func (l gormLog) Info(ctx context.Context, format string, a ...any) {
	l.log.DebugContext(ctx, fmt.Sprintf(format, a...))
}

func (l gormLog) Warn(ctx context.Context, format string, a ...any) {
	l.log.WarnContext(ctx, fmt.Sprintf(format, a...))
}

func (l gormLog) Error(ctx context.Context, format string, a ...any) {
	l.log.ErrorContext(ctx, fmt.Sprintf(format, a...))
}

// Trace says nothing: whoever asked gets the error.
func (l gormLog) Trace(context.Context, time.Time, func() (string, int64), error) {}

// onlyWarnings drops what a library finds worth telling when nothing is wrong.
type onlyWarnings struct{ slog.Handler }

// Enabled implements slog.Handler.
func (h onlyWarnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (h onlyWarnings) WithAttrs(a []slog.Attr) slog.Handler {
	return onlyWarnings{h.Handler.WithAttrs(a)}
}

// WithGroup implements slog.Handler.
func (h onlyWarnings) WithGroup(name string) slog.Handler {
	return onlyWarnings{h.Handler.WithGroup(name)}
}
