package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

var noon = time.Date(2026, 11, 20, 3, 0, 0, 123456000, time.UTC)

func event(id, name, conversation string, at time.Time) inbox.Item {
	return inbox.Item{ID: domain.ID(id), Tenant: "t1", Channel: "c1", EventID: name, Conversation: conversation, At: at,
		ReceivedAt: at, Body: []byte(`{}`), State: inbox.New, NextAt: at}
}

func TestInboxKeepsAnEventOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		box := s.Inbox()
		fresh, err := box.Add(ctx, []inbox.Item{event("1", "e1", "a", noon), event("2", "e2", "a", noon.Add(-time.Second)), event("3", "e1", "a", noon)})
		if err != nil || !slices.Equal(fresh, []domain.ID{"1", "2"}) {
			t.Fatalf("fresh %v, %v", fresh, err)
		}
		fresh, err = box.Add(ctx, []inbox.Item{event("4", "e1", "a", noon), event("5", "e5", "b", noon)})
		if err != nil || !slices.Equal(fresh, []domain.ID{"5"}) {
			t.Fatalf("fresh %v, %v", fresh, err)
		}
		items, err := box.Pending(ctx, "a", noon, 10)
		if err != nil || len(items) != 2 || items[0].ID != "2" || items[1].ID != "1" {
			t.Fatalf("pending %+v, %v", items, err)
		}
		if !items[1].At.Equal(noon) || items[1].At.Location() != time.UTC || string(items[1].Body) != "{}" {
			t.Errorf("read back %+v", items[1])
		}
		left, err := box.Leftovers(ctx, noon.Add(time.Second), 10)
		if err != nil || !slices.Equal(left, []string{"a", "b"}) {
			t.Errorf("leftovers %v, %v", left, err)
		}
	})
}

func TestInboxTriesAgainLater(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Inbox()
		if _, err := box.Add(ctx, []inbox.Item{event("1", "e1", "a", noon)}); err != nil {
			t.Fatal(err)
		}
		if err := box.Retry(ctx, "1", inbox.New, "broke", noon.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		if items, err := box.Pending(ctx, "a", noon.Add(59*time.Second), 10); err != nil || len(items) != 0 {
			t.Errorf("too early: %v, %v", items, err)
		}
		items, err := box.Pending(ctx, "a", noon.Add(time.Minute), 10)
		if err != nil || len(items) != 1 || items[0].Attempts != 1 || items[0].Note != "broke" {
			t.Errorf("pending %+v, %v", items, err)
		}
		if err := box.Retry(ctx, "1", inbox.Failed, "gave up", noon); err != nil {
			t.Fatal(err)
		}
		if err := box.Retry(ctx, "1", inbox.New, "again", noon); !domain.Is(err, domain.Conflict) {
			t.Errorf("a failed item came back: %v", err)
		}
	})
}

func TestInboxRedactsAndPrunes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Inbox()
		old := noon.AddDate(0, 0, -41)
		a, b := event("", "e1", "a", old), event("", "e2", "a", noon)
		a.ID, b.ID = domain.IDs(func() time.Time { return old })(), domain.IDs(func() time.Time { return noon })()
		if _, err := box.Add(ctx, []inbox.Item{a, b}); err != nil {
			t.Fatal(err)
		}
		if err := box.Redact(ctx, "other", []string{"e2"}); err != nil {
			t.Fatal(err)
		}
		if err := box.Redact(ctx, "c1", []string{"e1"}); err != nil {
			t.Fatal(err)
		}
		items, err := box.Pending(ctx, "a", noon, 10)
		if err != nil || len(items) != 2 || len(items[0].Body) != 0 || len(items[1].Body) == 0 {
			t.Fatalf("bodies %+v, %v", items, err)
		}
		for _, want := range []int64{0, 1, 0} { // an unfinished item is never pruned
			n, err := box.Prune(ctx, noon.AddDate(0, 0, -40))
			if err != nil || n != want {
				t.Errorf("pruned %d, %v; want %d", n, err, want)
			}
			if err := s.Ledger().Finish(ctx, a.ID, inbox.Done, "", nil, nil); err != nil && want == 0 && n == 0 && !domain.Is(err, domain.Conflict) {
				t.Fatal(err)
			}
		}
	})
}

// TestInboxRedactsByMessage empties an event by the message in it: who withdraws one does not know the event's name.
func TestInboxRedactsByMessage(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Inbox()
		a, b := event("", "e1", "a", noon), event("", "e2", "a", noon)
		a.ID, b.ID = domain.IDs(func() time.Time { return noon })(), domain.IDs(func() time.Time { return noon.Add(time.Second) })()
		a.Message = "m1"
		if _, err := box.Add(ctx, []inbox.Item{a, b}); err != nil {
			t.Fatal(err)
		}
		for _, names := range [][]string{{""}, {"m1"}} {
			if err := box.Redact(ctx, "c1", names); err != nil {
				t.Fatal(err)
			}
		}
		items, err := box.Pending(ctx, "a", noon.Add(time.Minute), 10)
		if err != nil || len(items) != 2 || len(items[0].Body) != 0 || items[0].Message != "m1" || len(items[1].Body) == 0 {
			t.Fatalf("%+v, %v", items, err)
		}
	})
}

func TestInboxBadNeighbourHarmsNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Inbox()
		if _, err := box.Add(ctx, []inbox.Item{event("dup", "e0", "a", noon)}); err != nil {
			t.Fatal(err)
		}
		errs := make(chan error, 21)
		for i := range 20 {
			go func() {
				_, err := box.Add(ctx, []inbox.Item{event(fmt.Sprint("n", i), fmt.Sprint("n\x00\xff", i), "b", noon)})
				errs <- err
			}()
		}
		go func() {
			_, err := box.Add(ctx, []inbox.Item{event("dup", "another", "b", noon)}) // its id is taken
			if domain.Is(err, domain.Conflict) {
				err = nil
			} else {
				err = fmt.Errorf("a taken id was answered with %v", err)
			}
			errs <- err
		}()
		for range 21 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		if items, err := box.Pending(ctx, "b", noon, 100); err != nil || len(items) != 20 {
			t.Errorf("%d neighbours, %v", len(items), err)
		}
	})
}

func TestInboxSaysWhenNothingWasWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.Inbox().Add(ctx, []inbox.Item{event("1", "e1", "a", noon)}); !domain.Is(err, domain.Unavailable) {
			t.Errorf("a dead context was answered with %v", err)
		}
		if items, err := s.Inbox().Pending(t.Context(), "a", noon, 10); err != nil || len(items) != 0 {
			t.Errorf("%v, %v", items, err)
		}
	})
}
