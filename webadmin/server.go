package webadmin

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/dakoku/dakoku/webadmin/ui"
)

// Config is what the pages are made of.
type Config struct {
	Ready   func(context.Context) error // nil: storage, Redis and migrations are as they should be
	Metrics http.Handler
	Log     *slog.Logger
	Start   string // where / leads; empty: the page that says what this is
}

// csp lets a page load its own files and nothing else.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// New assembles the pages.
func New(c Config) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	// The default believes any X-Forwarded-For, which would let limits by address be bypassed.
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = fail(c.Log)
	e.Use(middleware.Recover(), headers)
	get := func(path string, h echo.HandlerFunc) {
		e.GET(path, h)
		e.HEAD(path, h)
	}
	get("/", start(c.Start))
	get("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	get("/readyz", ready(c))
	get("/metrics", echo.WrapHandler(c.Metrics))
	get("/static/*", echo.WrapHandler(ui.Static("/static/")))
	// Forms carry no token: the browser itself says where a request comes from.
	return http.NewCrossOriginProtection().Handler(e)
}

func headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		return next(c)
	}
}

func start(to string) echo.HandlerFunc {
	return func(c echo.Context) error {
		if to != "" {
			return c.Redirect(http.StatusFound, to)
		}
		return ui.Render(c.Response(), http.StatusOK, ui.Start{Page: ui.PageFor(c.Request())})
	}
}

// readyLimit is how long storage and Redis may take to answer. One that hangs is as good as away, and whoever asks must
// be told before he stops waiting.
const readyLimit = 3 * time.Second

func ready(c Config) echo.HandlerFunc {
	return func(e echo.Context) error {
		ctx, cancel := context.WithTimeout(e.Request().Context(), readyLimit)
		defer cancel()
		if err := c.Ready(ctx); err != nil {
			// The reason is for the log: an address or a password may be in it.
			c.Log.Warn("not ready", "error", err)
			return e.String(http.StatusServiceUnavailable, "not ready\n")
		}
		return e.String(http.StatusOK, "ready\n")
	}
}
