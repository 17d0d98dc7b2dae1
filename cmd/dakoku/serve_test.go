package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/store"
)

// TestDoors checks what a process shows: a worker alone has its health and metrics, and no page and no webhook.
func TestDoors(t *testing.T) {
	a := &app{log: slog.New(slog.DiscardHandler), store: &store.Store{}, newID: domain.IDs(domain.System), clock: domain.System, notices: &notice.Service{}}
	c := &chats{hooks: bots.NewHooks(bots.HooksConfig{Clock: domain.System, Log: a.log}), installer: http.NotFoundHandler()}
	for path, want := range map[string][2]int{
		"/healthz": {200, 200}, "/metrics": {200, 200}, "/": {303, 404}, "/sign-in": {200, 404}, "/hooks/line/umi-line": {404, 404}, "/static/dakoku.css": {200, 404},
	} {
		for i, d := range []doors{{web: true, worker: true}, {worker: true}} {
			w := httptest.NewRecorder()
			server, err := a.server(d, c, newMetrics())
			if err != nil {
				t.Fatal(err)
			}
			server.Handler.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
			if w.Code != want[i] {
				t.Errorf("%s, web %v: %d, want %d", path, d.web, w.Code, want[i])
			}
		}
	}
}
