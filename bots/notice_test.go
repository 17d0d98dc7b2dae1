package bots

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

// homesOf is a directory in which everybody is at home in the same places.
type homesOf struct {
	Directory
	homes []Home
	err   error
}

func (d homesOf) Addresses(context.Context, domain.ID, domain.ID) ([]Home, error) {
	return d.homes, d.err
}

// TestElsewhere is where a notice goes that its channel could not tell.
func TestElsewhere(t *testing.T) {
	now := time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)
	later, earlier := now.Add(time.Hour), now.Add(-time.Hour)
	at := func(id domain.ID, kind domain.Door) Home {
		return Home{Channel: Channel{ID: id, Tenant: "t", Kind: kind}, User: "u"}
	}
	line, slack, other := at("c1", domain.LINE), at("c2", domain.Slack), at("c3", domain.Slack)
	notice := outbox.Item{ID: "1", Tenant: "t", Channel: "c1", Employee: "e", Kind: outbox.Notice, Priority: outbox.Idle, Body: []byte(`{}`)}
	with := func(change func(*outbox.Item)) outbox.Item { i := notice; change(&i); return i }
	dead, kept := outbox.Result{ID: "1", State: outbox.Dead, Note: "404"}, outbox.Result{ID: "1", State: outbox.Kept, Note: "quota"}
	for _, c := range []struct {
		name  string
		item  outbox.Item
		r     outbox.Result
		homes []Home
		err   error
		state outbox.State
		to    domain.ID
		note  string
	}{
		{"refused: to the next channel", notice, dead, []Home{line, slack}, nil, outbox.Dead, "c2", "moved to slack: 404"},
		{"the quota is used up: the next channel costs nothing", notice, kept, []Home{line, slack}, nil, outbox.Dead, "c2", "moved to slack: quota"},
		{"no other: it waits for a reply", notice, kept, []Home{line}, nil, outbox.Kept, "", "quota"},
		{"no other, and of use only now", with(func(i *outbox.Item) { i.Until = &later }), kept, []Home{line}, nil, outbox.Dead, "", "undeliverable: quota"},
		{"no other will take it", notice, dead, []Home{line}, nil, outbox.Dead, "", "undeliverable: 404"},
		{"nowhere at home any more", notice, dead, nil, nil, outbox.Dead, "", "undeliverable: 404"},
		{"the second failed too: to the third", with(func(i *outbox.Item) { i.Channel, i.Tried = "c2", []domain.ID{"c1"} }), dead, []Home{line, slack, other}, nil, outbox.Dead, "c3", "moved to slack: 404"},
		{"all have failed: no circle", with(func(i *outbox.Item) { i.Channel, i.Tried = "c2", []domain.ID{"c1"} }), dead, []Home{line, slack}, nil, outbox.Dead, "", "undeliverable: 404"},
		{"it may have arrived", with(func(i *outbox.Item) { i.Note = Uncertain }), dead, []Home{line, slack}, nil, outbox.Dead, "", "404"},
		{"an answer belongs where it was asked", with(func(i *outbox.Item) { i.Kind = outbox.Reply }), dead, []Home{line, slack}, nil, outbox.Dead, "", "404"},
		{"of no use any more", with(func(i *outbox.Item) { i.Until = &earlier }), dead, []Home{line, slack}, nil, outbox.Dead, "", "404"},
		{"the directory is away: it is not lost", notice, dead, nil, errors.New("away"), outbox.Owed, "", "looking for another channel: 404"},
		{"sent", notice, outbox.Result{ID: "1", State: outbox.Sent}, []Home{line, slack}, nil, outbox.Sent, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := NewDelivery(DeliveryConfig{Directory: homesOf{homes: c.homes, err: c.err}, Platforms: []Platform{newPlatform(domain.LINE), newPlatform(domain.Slack)},
				Clock: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler)})
			got := d.elsewhere(context.Background(), line.Channel, c.item, c.r)
			if got.State != c.state || got.Note != c.note {
				t.Errorf("got %s %q", got.State, got.Note)
			}
			switch {
			case (got.Moved == nil) != (c.to == ""):
				t.Errorf("moved: %+v", got.Moved)
			case got.Moved != nil && (got.Moved.Channel != c.to || got.Moved.Priority != outbox.Idle || got.Moved.ID == "1" || got.Moved.State != outbox.Owed):
				t.Errorf("moved to %+v", got.Moved)
			}
		})
	}
}

// TestUnreached is seen and never sent.
func TestUnreached(t *testing.T) {
	row := Unreached("t", "e", dialog.Reply{Title: "x"}, "1", time.Now())
	if row.State != outbox.Dead || row.Note != "undeliverable: no channel reaches the person" || row.Tenant != "t" || row.Employee != "e" {
		t.Errorf("%+v", row)
	}
}
