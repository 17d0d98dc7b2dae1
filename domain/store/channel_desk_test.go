package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestPulseAndSenders notes what came, for one company and not for its twin.
func TestPulseAndSenders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, other, ch := a.Tenant.ID, b.Tenant.ID, a.Channels[0].ID
		at := time.Date(2026, 11, 20, 0, 1, 0, 0, time.UTC)
		for _, err := range []error{o.NotePulse(ctx, mine, ch, at, 0), o.NotePulse(ctx, mine, ch, at.Add(time.Minute), 2),
			o.NotePulse(ctx, mine, ch, at.Add(2*time.Minute), 3), o.NotePulse(ctx, other, ch, at.Add(time.Hour), 9)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		p, err := o.PulseOf(ctx, mine, ch)
		if err != nil || p.HeardAt == nil || !p.HeardAt.Equal(at) || p.RefusedAt == nil || !p.RefusedAt.Equal(at.Add(2*time.Minute)) || p.Refused != 5 {
			t.Errorf("pulse %+v, %v", p, err)
		}
		if err := o.NotePulse(ctx, mine, ch, at.Add(time.Hour), 0); err != nil {
			t.Fatal(err)
		}
		if p, _ = o.PulseOf(ctx, mine, ch); p.Refused != 0 {
			t.Error("a signed webhook does not end what was refused")
		}
		if p, err := o.PulseOf(ctx, other, ch); err != nil || p.HeardAt != nil {
			t.Errorf("the twin reads %+v, %v", p, err)
		}
		for i, user := range []string{"U7", "U8", "U7", "U1"} { // U1 is linked in the fixture
			if err := o.NoteSender(ctx, mine, ch, user, at.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		list, total, err := o.Senders(ctx, mine, 1, 10)
		if err != nil || total != 2 || len(list) != 2 || list[0].User != "U7" || !list[0].FirstAt.Equal(at) {
			t.Errorf("senders %d %+v, %v", total, list, err)
		}
		if _, total, _ := o.Senders(ctx, other, 1, 10); total != 0 {
			t.Error("the twin sees senders")
		}
		if list, total, _ := o.Senders(ctx, mine, 2, 1); total != 2 || len(list) != 1 || list[0].User != "U8" {
			t.Errorf("second page: %d %+v", total, list)
		}
	})
}

// TestAssignAndPart ties accounts to people and back, each with its deed; the twin's are not touched.
func TestAssignAndPart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := t.Context(), s.Org()
		a, b := twins(t, s)
		mine, ch, e := a.Tenant.ID, a.Channels[0].ID, a.Employees[1].ID
		by := domain.Actor{Tenant: mine, Employee: a.Employees[0].ID, Door: domain.Web}
		account := org.ChatAccount{Tenant: mine, Channel: ch, User: "U7", Employee: e, LinkedAt: time.Now()}
		lost := func(tenant domain.ID) []org.Employee {
			people, _, err := o.Page(ctx, org.Search{Tenant: tenant, On: "2026-11-20", Standing: org.Working, Reach: org.Lost}, 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			return people
		}
		if list := lost(mine); len(list) != 1 || list[0].ID != e {
			t.Fatalf("lost %+v", list)
		}
		if err := o.Assign(ctx, account, by); err != nil {
			t.Fatal(err)
		}
		if len(lost(mine)) != 0 || len(lost(b.Tenant.ID)) != 1 {
			t.Error("who was assigned an account is not reached, or the twin is")
		}
		for what, wrong := range map[string]org.ChatAccount{
			"another's employee": {Tenant: mine, Channel: ch, User: "U8", Employee: b.Employees[0].ID},
			"another's channel":  {Tenant: mine, Channel: b.Channels[0].ID, User: "U8", Employee: e},
		} {
			wantNotFound(t, what, o.Assign(ctx, wrong, by))
		}
		other := account
		if other.Employee = a.Employees[0].ID; !domain.Is(o.Assign(ctx, other, by), domain.Conflict) {
			t.Error("an account was taken from whose it is")
		}
		wantNotFound(t, "the twin's end of a link", o.Part(ctx, b.Tenant.ID, ch, "U7", by))
		if err := o.SetReachable(ctx, mine, ch, "U7", false); err != nil {
			t.Fatal(err)
		}
		if list := lost(mine); len(list) != 1 || list[0].ID != e {
			t.Errorf("who blocked the bot is reached: %+v", list)
		}
		if err := o.Part(ctx, mine, ch, "U7", by); err != nil {
			t.Fatal(err)
		}
		wantNotFound(t, "a link that is gone", o.Part(ctx, mine, ch, "U7", by))
		var acts []audit.Act
		_ = s.Audit().Each(ctx, audit.Query{Tenant: mine}, func(r audit.Row) error {
			if r.By == by.Employee && r.Employee == e {
				acts = append(acts, r.Act)
			}
			return nil
		})
		if len(acts) != 2 || acts[0] != audit.Linked || acts[1] != audit.Parted {
			t.Errorf("deeds %v", acts)
		}
	})
}

// TestFailedEventsRunAgainOnce gives a failed event back, once, to its own company only.
func TestFailedEventsRunAgainOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a, b := twins(t, s)
		mine, ch := a.Tenant.ID, a.Channels[0].ID
		by := domain.Actor{Tenant: mine, Employee: a.Employees[0].ID, Door: domain.Web}
		now := time.Now().UTC().Truncate(time.Microsecond)
		item := inbox.Item{ID: domain.IDs(domain.System)(), Tenant: mine, Channel: ch, EventID: "e1", Conversation: string(ch) + "/U1", At: now, ReceivedAt: now,
			Body: []byte("{}"), State: inbox.New, NextAt: now}
		if _, err := s.Inbox().Add(ctx, []inbox.Item{item}); err != nil {
			t.Fatal(err)
		}
		if err := s.Inbox().Retry(ctx, item.ID, inbox.Failed, "panic: oh", now); err != nil {
			t.Fatal(err)
		}
		list, total, err := s.InboxDesk().Failed(ctx, mine, ch, 1, 10)
		if err != nil || total != 1 || list[0].Note != "panic: oh" {
			t.Fatalf("failed %d %+v, %v", total, list, err)
		}
		if _, total, _ := s.InboxDesk().Failed(ctx, b.Tenant.ID, "", 1, 10); total != 0 {
			t.Error("the twin sees it")
		}
		seen := 0
		each := func(inbox.Item) error { seen++; return nil }
		if err := errors.Join(s.InboxDesk().Past(ctx, mine, ch, now.Add(-time.Hour), 10, each),
			s.InboxDesk().Past(ctx, b.Tenant.ID, ch, now.Add(-time.Hour), 10, each), s.InboxDesk().Past(ctx, mine, ch, now.Add(time.Hour), 10, each)); err != nil || seen != 1 {
			t.Errorf("past: %d, %v", seen, err)
		}
		_, err = s.InboxDesk().Rerun(ctx, b.Tenant.ID, item.ID, by)
		wantNotFound(t, "the twin's rerun", err)
		if _, err := s.InboxDesk().Rerun(ctx, mine, item.ID, by); err != nil {
			t.Fatal(err)
		}
		if _, err := s.InboxDesk().Rerun(ctx, mine, item.ID, by); !domain.Is(err, domain.Conflict) {
			t.Errorf("a second time: %v", err)
		}
		if again, err := s.Inbox().Pending(ctx, item.Conversation, time.Now().Add(time.Minute), 10); err != nil || len(again) != 1 || again[0].Attempts != 0 {
			t.Errorf("pending %+v, %v", again, err)
		}
	})
}

// TestTroublesAreGathered counts why rows were not sent.
func TestTroublesAreGathered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a, b := twins(t, s)
		mine, ch := a.Tenant.ID, a.Channels[0].ID
		ids, now := domain.IDs(domain.System), time.Now()
		row := func(state outbox.State, note string, attempts int) outbox.Item {
			return outbox.Item{ID: ids(), Tenant: mine, Channel: ch, Conversation: string(ch) + "/U1", Kind: outbox.Notice, Body: []byte("{}"), State: state,
				Note: note, Attempts: attempts, CreatedAt: now, NextAt: now}
		}
		rows := []outbox.Item{row(outbox.Dead, "push Unauthorized: no [abc-1]", 3), row(outbox.Dead, "push Unauthorized: no [abc-2]", 3),
			row(outbox.Owed, "push Too Many Requests", 1), row(outbox.Owed, "", 0), row(outbox.Sent, "push OK", 1)}
		if err := s.Outbox().Add(ctx, rows); err != nil {
			t.Fatal(err)
		}
		got, err := s.OutboxDesk().Troubles(ctx, mine, ch, now.Add(-time.Hour))
		if err != nil || len(got) != 2 || got[0].Count != 2 || got[0].Note != "push Unauthorized: no" || got[1].State != outbox.Owed {
			t.Errorf("%+v, %v", got, err)
		}
		if got, _ := s.OutboxDesk().Troubles(ctx, b.Tenant.ID, ch, now.Add(-time.Hour)); len(got) != 0 {
			t.Errorf("the twin sees %+v", got)
		}
		if got, _ := s.OutboxDesk().Troubles(ctx, mine, ch, now.Add(time.Hour)); len(got) != 0 {
			t.Errorf("of later: %+v", got)
		}
	})
}
