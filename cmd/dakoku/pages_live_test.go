package main

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/dakoku/dakoku/webadmin/auth"
)

// stream opens a page's events in somebody's browser and gives what they say, line by line, until they end.
func (b *browser) stream(server *httptest.Server, path string) <-chan string {
	b.p.t.Helper()
	r, err := http.NewRequestWithContext(b.p.t.Context(), "GET", server.URL+path, nil)
	if err != nil {
		b.p.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.AddCookie(&http.Cookie{Name: "dakoku", Value: b.session()})
	got, err := server.Client().Do(r)
	if err != nil {
		b.p.t.Fatal(err)
	}
	if got.StatusCode != 200 || got.Header.Get("Content-Type") != "text/event-stream" {
		b.p.t.Fatalf("%s: %s, %s", path, got.Status, got.Header.Get("Content-Type"))
	}
	lines := make(chan string, 64)
	go func() {
		defer close(lines)
		defer func() { _ = got.Body.Close() }()
		for all := bufio.NewScanner(got.Body); all.Scan(); {
			if text := all.Text(); text != "" && text != ":" && text != ": " {
				lines <- text
			}
		}
	}()
	return lines
}

// TestPagesFollow tells the pages that follow the record of a punch, each of whom it concerns; a stream ends with its
// session, and every stream with the server.
func TestPagesFollow(t *testing.T) {
	p := newPages(t, "sqlite")
	server := httptest.NewServer(p.handler)
	t.Cleanup(server.Close)
	boss, own, other := p.as("sato"), p.as("tanaka"), p.as("yamada")
	p.as("tanaka").send("GET", "/team/events", nil, "Accept", "text/event-stream").wants(t, 403)
	board, today, others := boss.stream(server, "/team/events"), own.stream(server, "/portal/events"), other.stream(server, "/portal/events")
	wants := func(who string, lines <-chan string, want ...string) {
		t.Helper()
		for _, w := range want {
			if got := <-lines; got != w {
				t.Fatalf("%s hears %q, want %q", who, got, w)
			}
		}
	}
	wants("the board", board, "retry: 3000")
	wants("his page", today, "retry: 3000")
	wants("another's page", others, "retry: 3000")
	p.punch("tanaka", "in", p.now.Add(time.Minute))
	wants("the board", board, "data: changed")
	wants("his page", today, "data: changed")
	own.send("POST", "/sign-out", nil).wants(t, 303)
	p.punch("tanaka", "out", p.now.Add(time.Hour))
	wants("the board", board, "data: changed")
	if got, open := <-today; open {
		t.Errorf("who signed out hears %q", got)
	}
	p.app.bell.Close()
	if got, open := <-board; open {
		t.Errorf("the server is shut, the board hears %q", got)
	}
	if got, open := <-others; open {
		t.Errorf("a page hears %q of another's punch", got)
	}
}

// TestFollowingIsNoUse signs out who has left, although his page goes on asking by itself.
func TestFollowingIsNoUse(t *testing.T) {
	p := newPages(t, "sqlite")
	start, b := p.now, p.as("sato")
	p.now = start.Add(auth.IdleLimit - time.Minute)
	b.send("GET", "/team", nil, "Sec-Fetch-Dest", "empty").wants(t, 200)
	p.now = start.Add(auth.IdleLimit + time.Minute)
	b.send("GET", "/team", nil, "Sec-Fetch-Dest", "empty").wants(t, 303)
	start, b = p.now, p.as("sato")
	p.now = start.Add(auth.IdleLimit - time.Minute)
	b.send("GET", "/team", nil, "Sec-Fetch-Dest", "document").wants(t, 200)
	p.now = start.Add(auth.IdleLimit + time.Minute)
	b.get("/team").wants(t, 200)
}
