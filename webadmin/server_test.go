package webadmin

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPages(t *testing.T) {
	broken := errors.New("storage is away")
	for _, c := range []struct {
		name, method, path, lang string
		ready                    error
		start                    string
		status                   int
		has                      string
	}{
		{name: "start in Japanese", path: "/", lang: "ja", status: 200, has: "チャットで打刻"},
		{name: "start in English", path: "/", lang: "en-GB,en;q=0.9", status: 200, has: "attendance recorder"},
		{name: "start leads on", path: "/", start: "/sandbox/", status: 302},
		{name: "alive", path: "/healthz", ready: broken, status: 200, has: "ok"},
		{name: "alive by HEAD", method: "HEAD", path: "/healthz", status: 200},
		{name: "ready", path: "/readyz", status: 200, has: "ready"},
		{name: "not ready says no secret", path: "/readyz", ready: broken, status: 503, has: "not ready"},
		{name: "metrics", path: "/metrics", status: 200, has: "metrics here"},
		{name: "style", path: "/static/dakoku.css", status: 200, has: "--ink"},
		{name: "no such page", path: "/nowhere", lang: "ja", status: 404, has: "このページはありません"},
		{name: "no such page in English", path: "/nowhere", lang: "en", status: 404, has: "There is no such page"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := New(Config{Ready: func(context.Context) error { return c.ready }, Start: c.start, Log: slog.New(slog.DiscardHandler),
				Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "metrics here") })})
			method := c.method
			if method == "" {
				method = "GET"
			}
			r := httptest.NewRequest(method, c.path, nil)
			r.Header.Set("Accept-Language", c.lang)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.has) {
				t.Errorf("%d %s; want %d with %q", w.Code, w.Body, c.status, c.has)
			}
			if strings.Contains(w.Body.String(), broken.Error()) {
				t.Error("the page says what is inside")
			}
			if w.Header().Get("Content-Security-Policy") == "" && c.status != 302 {
				t.Error("no content security policy")
			}
		})
	}
}

// TestReadyIsLimited gives whatever is asked an end: storage that hangs is not ready.
func TestReadyIsLimited(t *testing.T) {
	limited := false
	h := New(Config{Log: slog.New(slog.DiscardHandler), Metrics: http.NotFoundHandler(), Ready: func(ctx context.Context) error {
		_, limited = ctx.Deadline()
		return nil
	}})
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/readyz", nil))
	if !limited {
		t.Error("it would wait for ever")
	}
}

func TestAnotherSiteCannotPost(t *testing.T) {
	h := New(Config{Log: slog.New(slog.DiscardHandler), Metrics: http.NotFoundHandler()})
	r := httptest.NewRequest("POST", "/", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("answered %d, want 403", w.Code)
	}
}
