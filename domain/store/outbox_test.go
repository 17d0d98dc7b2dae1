package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func owed(id, conversation string, at time.Time) outbox.Item {
	return outbox.Item{ID: domain.ID(id), Tenant: "t1", Channel: "c1", Conversation: conversation, Employee: "e1", Kind: outbox.Reply,
		Priority: outbox.Normal, Address: outbox.Address{User: "U1", Token: "tok", TokenAt: at.UnixMilli()},
		Body: []byte(`{"title":"出勤"}`), State: outbox.Owed, CreatedAt: at, NextAt: at}
}

func ids(items []outbox.Item) (all []string) {
	for _, i := range items {
		all = append(all, string(i.ID))
	}
	return all
}

func wantHead(t *testing.T, s *store.Store, conversation string, now time.Time, want ...string) []outbox.Item {
	t.Helper()
	items, err := s.Outbox().Head(t.Context(), conversation, now, 10)
	if err != nil || !slices.Equal(ids(items), want) {
		t.Errorf("head of %s: %v, %v; want %v", conversation, ids(items), err, want)
	}
	return items
}

func wantLeft(t *testing.T, s *store.Store, before time.Time, want ...string) {
	t.Helper()
	answers, others, err := s.Outbox().Leftovers(t.Context(), before, 10)
	if names := append(answers, others...); err != nil || !slices.Equal(names, want) {
		t.Errorf("leftovers %v, %v; want %v", names, err, want)
	}
}

func TestLeftAnswersComeFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		news, answer := owed("1", "a", noon), owed("2", "b", noon.Add(time.Second))
		news.Kind = outbox.Notice
		if err := s.Outbox().Add(t.Context(), []outbox.Item{news, answer}); err != nil {
			t.Fatal(err)
		}
		wantLeft(t, s, noon.Add(time.Minute), "b", "a")
		if answers, others, err := s.Outbox().Leftovers(t.Context(), noon.Add(time.Minute), 1); err != nil || len(answers) != 1 || others != nil {
			t.Errorf("one of them: %v and %v, %v", answers, others, err)
		}
	})
}

func TestOutboxKeepsOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Outbox()
		rows := []outbox.Item{owed("2", "a", noon), owed("1", "a", noon), owed("3", "b", noon)}
		if err := box.Add(ctx, rows); err != nil {
			t.Fatal(err)
		}
		if err := box.Add(ctx, rows); err != nil { // said again: nothing changes
			t.Fatal(err)
		}
		head := wantHead(t, s, "a", noon, "1", "2")
		if head[0].Address != rows[1].Address || string(head[0].Body) != `{"title":"出勤"}` || !head[0].CreatedAt.Equal(noon) || head[0].SentAt != nil {
			t.Errorf("read back %+v", head[0])
		}
		wantLeft(t, s, noon.Add(time.Second), "a", "b")
		// The oldest row waits, and everything of its conversation behind it.
		if err := box.Settle(ctx, []outbox.Result{{ID: "1", State: outbox.Owed, Note: "503", Next: domain.System().Add(time.Hour)}}); err != nil {
			t.Fatal(err)
		}
		wantHead(t, s, "a", domain.System())
		wantLeft(t, s, domain.System(), "b")
		later := wantHead(t, s, "a", domain.System().Add(2*time.Hour), "1", "2")
		if later[0].Attempts != 1 || later[0].Note != "503" {
			t.Errorf("after a failure: %+v", later[0])
		}
		if err := box.Settle(ctx, []outbox.Result{{ID: "1", State: outbox.Sent, Remote: "m1"}, {ID: "3", State: outbox.Dead, Note: "blocked"}}); err != nil {
			t.Fatal(err)
		}
		wantHead(t, s, "a", domain.System(), "2")
		wantHead(t, s, "b", domain.System())
		if kept := storetest.Bytes(t, s, "SELECT body FROM outbox WHERE id = '1'"); len(kept) != 1 || len(kept[0]) != 0 {
			t.Errorf("what was told is kept: %q", kept)
		}
		// An outcome that comes late reopens nothing.
		if err := box.Settle(ctx, []outbox.Result{{ID: "1", State: outbox.Owed}}); err != nil {
			t.Fatal(err)
		}
		wantHead(t, s, "a", domain.System(), "2")
	})
}

func TestOutboxRides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Outbox()
		urgent := owed("2", "a", noon)
		urgent.Priority = outbox.Urgent
		other := owed("3", "a", noon)
		other.Employee = "e2"
		if err := box.Add(ctx, []outbox.Item{owed("1", "a", noon), urgent, other}); err != nil {
			t.Fatal(err)
		}
		kept := []outbox.Result{{ID: "1", State: outbox.Kept}, {ID: "2", State: outbox.Kept}, {ID: "3", State: outbox.Kept}}
		if err := box.Settle(ctx, kept); err != nil {
			t.Fatal(err)
		}
		wantHead(t, s, "a", domain.System())
		items, err := box.Riding(ctx, "c1", "e1", 10)
		if err != nil || !slices.Equal(ids(items), []string{"2", "1"}) {
			t.Errorf("riding %v, %v", ids(items), err)
		}
		if err := box.Settle(ctx, []outbox.Result{{ID: "2", State: outbox.Sent}}); err != nil {
			t.Fatal(err)
		}
		if items, err := box.Riding(ctx, "c1", "e1", 10); err != nil || !slices.Equal(ids(items), []string{"1"}) {
			t.Errorf("riding %v, %v", ids(items), err)
		}
	})
}

func TestOutboxKnowsAnOpenQuestion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ask, menu, answer := owed("1", "a", noon), owed("2", "a", noon), owed("3", "a", noon.Add(time.Minute))
		ask.Asks, menu.Kind = true, outbox.Refresh
		for _, step := range []struct {
			name  string
			add   []outbox.Item
			since time.Time
			want  bool
		}{
			{"nothing said", nil, noon, false},
			{"a question, then the menu followed", []outbox.Item{ask, menu}, noon, true},
			{"too long ago", nil, noon.Add(time.Second), false},
			{"something else was said", []outbox.Item{answer}, noon, false},
		} {
			if err := s.Outbox().Add(t.Context(), step.add); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Outbox().Asked(t.Context(), "a", step.since); err != nil || got != step.want {
				t.Errorf("%s: %v, %v", step.name, got, err)
			}
		}
	})
}

func TestOutboxPrunesWhatIsOver(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		old := noon.AddDate(0, 0, -41)
		newID := domain.IDs(func() time.Time { return old })
		sent, open := owed(string(newID()), "a", old), owed(string(newID()), "a", old)
		if err := s.Outbox().Add(t.Context(), []outbox.Item{sent, open}); err != nil {
			t.Fatal(err)
		}
		if err := s.Outbox().Settle(t.Context(), []outbox.Result{{ID: sent.ID, State: outbox.Sent}}); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Outbox().Prune(t.Context(), noon.AddDate(0, 0, -40)); err != nil || n != 1 {
			t.Errorf("pruned %d, %v", n, err)
		}
		wantHead(t, s, "a", domain.System(), string(open.ID))
	})
}

func TestFinishOwesOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		if _, err := s.Inbox().Add(ctx, []inbox.Item{event("1", "e1", "a", noon), event("2", "e2", "a", noon)}); err != nil {
			t.Fatal(err)
		}
		errs := make(chan error, 8)
		for i := range 8 { // two processes, a lost lease: whoever comes second owes nothing
			go func() {
				errs <- s.Ledger().Finish(ctx, "1", inbox.Done, "", []outbox.Item{owed(string(rune('a'+i)), "a", noon)}, nil)
			}()
		}
		won := 0
		for range 8 {
			switch err := <-errs; {
			case err == nil:
				won++
			case !domain.Is(err, domain.Conflict):
				t.Error(err)
			}
		}
		items, err := s.Outbox().Head(ctx, "a", noon, 10)
		if won != 1 || err != nil || len(items) != 1 {
			t.Errorf("%d finished it, %d rows owed, %v", won, len(items), err)
		}
		left, err := s.Inbox().Pending(ctx, "a", noon, 10)
		if err != nil || len(left) != 1 || left[0].ID != "2" {
			t.Errorf("pending %+v, %v", left, err)
		}
	})
}
