package webadmin

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Config is what the pages are made of.
type Config struct {
	Ready     func(context.Context) error // nil: storage, Redis and migrations are as they should be
	Metrics   http.Handler
	Log       *slog.Logger
	PublicURL string       // how people reach these pages
	Proxies   []*net.IPNet // whose X-Forwarded-For is believed; none: the address that connects is the visitor's
	Shell     *shell.Shell // nil: health and metrics only
	Doors     []shell.Door
}

// csp lets a page load its own files and nothing else.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// New assembles the pages.
func New(c Config) (http.Handler, error) {
	own, err := ownForms(c.PublicURL)
	if err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = address(c.Proxies)
	e.Use(middleware.Recover(), headers(c.PublicURL), own)
	get := func(path string, h echo.HandlerFunc) {
		e.GET(path, h)
		e.HEAD(path, h)
	}
	get("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	get("/readyz", ready(c))
	get("/metrics", echo.WrapHandler(c.Metrics))
	if c.Shell != nil {
		e.HTTPErrorHandler = c.Shell.Fail
		e.Use(limit(c.Doors))
		get(ui.StaticPrefix+"*", echo.WrapHandler(ui.Static()))
		c.Shell.Mount(e, append([]shell.Door{c.Shell.Door()}, c.Doors...)...)
	}
	return e, nil
}

// ownForms refuses forms that another site sends. They carry no token: the browser itself says where a request comes from.
func ownForms(public string) (echo.MiddlewareFunc, error) {
	guard := http.NewCrossOriginProtection()
	if public != "" {
		// A proxy may call us by another name than people do.
		if err := guard.AddTrustedOrigin(strings.TrimRight(public, "/")); err != nil {
			return nil, fmt.Errorf("webadmin: the public URL: %w", err)
		}
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := guard.Check(c.Request()); err != nil {
				return domain.Errorf(domain.Forbidden, "webadmin: %w", err)
			}
			return next(c)
		}
	}, nil
}

// address tells where a visitor is. The default would believe any X-Forwarded-For, and limits by address would be bypassed.
func address(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// secureOnly has a browser come by HTTPS alone for a year once it has done so, also where somebody types the bare name.
const secureOnly = "max-age=31536000"

func headers(public string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", csp)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Referrer-Policy", "same-origin")
			if strings.HasPrefix(public, "https:") {
				h.Set("Strict-Transport-Security", secureOnly)
			}
			return next(c)
		}
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
