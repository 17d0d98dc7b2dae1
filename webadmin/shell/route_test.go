package shell

import (
	"net/http"
	"testing"
)

func TestSections(t *testing.T) {
	get := func(path, nav string) Route { return Route{Method: http.MethodGet, Path: path, Nav: nav} }
	own := Door{Routes: []Route{get("/portal", "today"), get("/portal/month", "month"), get("/portal/day", "")}}
	letters := Door{Routes: []Route{get("/portal/messages", "messages"), get("/messages", ""), get("/messages/draft/:id", "")}}
	chats := Door{Routes: []Route{get("/administration", ""), get("/admin/channels/:kind/:key", "")}}
	s := &Shell{doors: []Door{own, letters, chats, {Routes: []Route{get("/admin", "admin")}}}}
	for _, c := range []struct {
		name string
		door Door
		at   int
		want string
	}{
		{"an entry itself", own, 1, "/portal/month"},
		{"below an entry", own, 2, "/portal"},
		{"nearest of two", letters, 0, "/portal/messages"},
		{"below none: its door's", letters, 2, "/portal/messages"},
		{"an entry of another door", chats, 1, "/admin"},
		{"a word that only begins alike", chats, 0, ""},
	} {
		if got := s.section(c.door, c.door.Routes[c.at]); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
