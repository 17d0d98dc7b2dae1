package line

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/outbox"
)

// TestRides sends what answers one event together, and what was kept before it, as far as there is room.
func TestRides(t *testing.T) {
	s := newSending(t, "tok")
	item, second := row("1", "tok", dialog.Reply{Title: "一"}), row("2", "tok", dialog.Reply{Title: "二"})
	var rides []outbox.Item
	rides = append(rides, second)
	for _, id := range []string{"k1", "k2", "k3", "k4"} {
		kept := row(id, "", dialog.Reply{Title: id})
		kept.State = outbox.Kept
		rides = append(rides, kept)
	}
	results := s.send(item, rides...)
	if len(results) != 5 || results["k4"].State != "" {
		t.Errorf("%+v", results)
	}
	at := 0
	for _, words := range []string{"k1", "k2", "k3", "一", "二"} {
		i := strings.Index(s.fake.replied[0][at:], words)
		if i < 0 {
			t.Fatalf("%q is not in its place: %s", words, s.fake.replied[0])
		}
		at += i
	}
}

// TestKeptStayOut shows that what was kept neither goes along with a repeated reply nor is owed when one is uncertain.
func TestKeptStayOut(t *testing.T) {
	s := newSending(t, "tok")
	s.fake.fail(replyPath, fault{late: true})
	item, kept := row("1", "tok", hello), row("k", "", hello)
	kept.State = outbox.Kept
	first := s.send(item, kept)
	if _, named := first["k"]; named || first["1"].State != outbox.Owed {
		t.Errorf("%+v", first)
	}
	second := s.send(again(item, first["1"]), kept)
	if _, named := second["k"]; named || second["1"].State != outbox.Sent {
		t.Errorf("%+v", second)
	}
}
