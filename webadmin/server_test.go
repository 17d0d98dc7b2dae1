package webadmin

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/labstack/echo/v4"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// nobody is a keeper who knows no one.
type nobody struct{}

func (nobody) Who(echo.Context) (shell.Who, error)   { return shell.Who{}, nil }
func (nobody) Still(echo.Context) (shell.Who, error) { return shell.Who{}, nil }

func (nobody) SetLanguage(context.Context, domain.ID, domain.ID, string) error { return nil }

// assemble makes the pages around a door.
func assemble(t *testing.T, c Config, door shell.Door) http.Handler {
	t.Helper()
	c.Log = slog.New(slog.DiscardHandler)
	if c.Metrics == nil {
		c.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "metrics here") })
	}
	c.Shell = &shell.Shell{Keeper: nobody{}, Sessions: shell.NewSessions(memstore.NewWithCleanupInterval(0), "https://example.test"), Languages: nobody{},
		Home: func(shell.Who) string { return "/me" }, NewID: domain.IDs(domain.System), Log: c.Log}
	c.Doors = append(c.Doors, door)
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestPages(t *testing.T) {
	broken := errors.New("storage is away")
	for _, c := range []struct {
		name, method, path, lang string
		ready                    error
		status                   int
		has                      string
	}{
		{name: "start leads to the sign-in", path: "/", status: 303},
		{name: "alive", path: "/healthz", ready: broken, status: 200, has: "ok"},
		{name: "alive by HEAD", method: "HEAD", path: "/healthz", status: 200},
		{name: "ready", path: "/readyz", status: 200, has: "ready"},
		{name: "not ready says no secret", path: "/readyz", ready: broken, status: 503, has: "not ready"},
		{name: "metrics", path: "/metrics", status: 200, has: "metrics here"},
		{name: "style", path: "/static/dakoku.css", status: 200, has: "--ink"},
		{name: "no such page", path: "/nowhere", lang: "ja", status: 404, has: "このページはありません"},
		{name: "no such page in English", path: "/nowhere", lang: "en-GB,en;q=0.9", status: 404, has: "There is no such page"},
		{name: "a fault says no secret", path: "/fault", lang: "en", status: 500, has: "Recorded punches are safe"},
		{name: "too long a form", method: "POST", path: "/language", status: 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := assemble(t, Config{Ready: func(context.Context) error { return c.ready }}, shell.Door{Routes: []shell.Route{
				{Method: "GET", Path: "/fault", Need: shell.Anyone, Do: func(*shell.Visit) error { return broken }}}})
			method := c.method
			if method == "" {
				method = "GET"
			}
			r := httptest.NewRequest(method, c.path, strings.NewReader(strings.Repeat("x", shell.MaxForm+1)))
			if method != "POST" {
				r = httptest.NewRequest(method, c.path, nil)
			}
			r.Header.Set("Accept-Language", c.lang)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.has) {
				t.Errorf("%d %s; want %d with %q", w.Code, w.Body, c.status, c.has)
			}
			if strings.Contains(w.Body.String(), broken.Error()) {
				t.Error("the page says what is inside")
			}
			if h := w.Header(); h.Get("Content-Security-Policy") == "" || h.Get("Strict-Transport-Security") != "" {
				t.Errorf("not as it should be without HTTPS: %v", h)
			}
		})
	}
}

// TestReadyIsLimited gives whatever is asked an end: storage that hangs is not ready.
func TestReadyIsLimited(t *testing.T) {
	limited := false
	h := assemble(t, Config{Ready: func(ctx context.Context) error {
		_, limited = ctx.Deadline()
		return nil
	}}, shell.Door{})
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/readyz", nil))
	if !limited {
		t.Error("it would wait for ever")
	}
}

func TestAnotherSiteCannotPost(t *testing.T) {
	for _, c := range []struct {
		name   string
		header map[string]string
		status int
	}{
		{"another site", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"an older browser on another site", map[string]string{"Origin": "https://evil.test"}, 403},
		{"a neighbour of the same site", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example.test"}, 403},
		{"these pages", map[string]string{"Sec-Fetch-Site": "same-origin"}, 303},
		{"these pages behind a proxy that calls us otherwise", map[string]string{"Origin": "https://example.test", "Sec-Fetch-Site": "cross-site"}, 303},
	} {
		h := assemble(t, Config{PublicURL: "https://example.test/"}, shell.Door{})
		r := httptest.NewRequest("POST", "/language", strings.NewReader("lang=en&back=/me"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range c.header {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s: answered %d, want %d", c.name, w.Code, c.status)
		}
		if h := w.Header(); h.Get("Content-Security-Policy") == "" || h.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: %v", c.name, h)
		}
	}
}

// TestAddress finds where a visitor is: a header counts only from a proxy that is named.
func TestAddress(t *testing.T) {
	_, proxy, _ := net.ParseCIDR("10.0.0.0/8")
	for _, c := range []struct {
		name, from, forwarded string
		proxies               []*net.IPNet
		want                  string
	}{
		{"no proxy", "203.0.113.5:1", "198.51.100.1", nil, "203.0.113.5"},
		{"the proxy", "10.1.2.3:1", "198.51.100.1", []*net.IPNet{proxy}, "198.51.100.1"},
		{"what the visitor himself puts before it", "10.1.2.3:1", "192.0.2.9, 198.51.100.1", []*net.IPNet{proxy}, "198.51.100.1"},
		{"past the proxy", "203.0.113.5:1", "198.51.100.1", []*net.IPNet{proxy}, "203.0.113.5"},
		{"from this machine, which is not named", "127.0.0.1:1", "198.51.100.1", []*net.IPNet{proxy}, "127.0.0.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.from
		r.Header.Set("X-Forwarded-For", c.forwarded)
		if got := address(c.proxies)(r); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
