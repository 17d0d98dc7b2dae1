package flows_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
)

// reminding is the minute that looks whom to remind, on a stage.
func (s *stage) reminding() *reminder.Service {
	all, log := s.store.Org(), s.store.Reminders()
	clock := s.deps().Now
	return &reminder.Service{Log: log, Requests: log, Wishes: log, People: all, Records: s.ledger, Queue: s.work, Sight: &org.Sight{People: all, Departments: all},
		Teller: onStage{s}, Now: clock, NewID: domain.IDs(clock), Logger: slog.New(slog.DiscardHandler)}
}

// onStage hears what people are reminded of.
type onStage struct{ *stage }

func (o onStage) Tell(ctx context.Context, n reminder.Notice) ([]outbox.Item, error) {
	reply, err := o.flows.Remind(ctx, n)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.told = append(o.told, told{n, reply})
	now := o.now.UTC()
	return []outbox.Item{{ID: n.ID, Tenant: n.Tenant, Channel: o.channels[o.place.door], Conversation: "told/" + string(n.ID), Employee: n.Person.ID,
		Kind: outbox.Notice, Body: []byte("{}"), State: outbox.Owed, CreatedAt: now, NextAt: now}}, err
}

// told is a reminder as it was said.
type told struct {
	reminder.Notice
	dialog.Reply
}

// tick lets the minute pass, and prints what those named are told on the present channel.
func (s *stage) tick(names []string) []string {
	s.told = nil
	s.ok(s.reminders.Tick(context.Background()))
	s.proceed()
	var out []string
	for _, name := range names {
		n := 0
		for _, one := range s.told {
			if one.Person.ID != s.person(name).ID {
				continue
			}
			n++
			shown := dialog.Fit(one.Reply, s.place.caps())
			lines := strings.Split(dialog.PlainText(shown), "\n")
			if len(lines) > longest {
				s.t.Errorf("too long for one message:\n%s", strings.Join(lines, "\n"))
			}
			for i, l := range lines {
				if strings.ContainsAny(l, "{}") {
					s.t.Errorf("not fit to be read: %s", l)
				}
				if i == 0 {
					l = "→ " + name + " " + string(s.place.door) + ": " + l
				} else {
					l = "  " + l
				}
				out = append(out, "  "+signed.ReplaceAllString(l, "https://dakoku.test/f/…"))
			}
			for _, m := range append([]dialog.Reply{one.Reply}, shown...) {
				s.talk(name).buttons = append(s.talk(name).buttons, m.Choices...)
			}
		}
		if n == 0 {
			out = append(out, "  → "+name+": (なし)")
		}
	}
	return out
}

// TestNobodyPutsOffAnothers reminder: a button is a request, and its id proves nothing.
func TestNobodyPutsOffAnothers(t *testing.T) {
	s := newStage(t, "umi")
	s.at("2026-11-20 08:50 line")
	s.tick(nil)
	s.at("2026-11-20 09:40 line")
	s.tick([]string{"田中"})
	theirs := s.talk("田中").buttons
	later := slices.IndexFunc(theirs, func(c dialog.Choice) bool { return c.Label == "あとで" })
	if later < 0 {
		t.Fatalf("no button to put it off: %+v", theirs)
	}
	s.talk("山田").buttons = append(s.talk("山田").buttons, theirs[later])
	if out := s.act("山田", "[あとで]"); strings.Contains(strings.Join(out, "\n"), "もう一度お知らせします") {
		t.Errorf("put off another's: %q", out)
	}
	made, err := s.store.Reminders().Made(context.Background(), s.tenant.ID, s.person("田中").ID, "2026-11-20")
	if err != nil || len(made) != 1 || made[0].Again != nil {
		t.Errorf("%+v, %v", made, err)
	}
}

var _ flows.Reminders = (*reminder.Service)(nil)
