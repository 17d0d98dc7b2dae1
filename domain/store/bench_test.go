package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// path is what one punch in chat asks of the store, without the platform and the dialog around it.
func path(b *testing.B, s *store.Store, newID domain.NewID, n int64) {
	ctx, now := b.Context(), domain.System()
	who := domain.ID(fmt.Sprint("e", n%2000))
	conversation := "c1/" + string(who)
	item := inbox.Item{ID: newID(), Tenant: "a-t", Channel: "c1", EventID: fmt.Sprint("ev", n), Conversation: conversation, At: now, ReceivedAt: now,
		Body: make([]byte, 400), State: inbox.New, NextAt: now}
	check := func(err error) {
		if err != nil {
			b.Error(err)
		}
	}
	_, err := s.Inbox().Add(ctx, []inbox.Item{item})
	check(err)
	release, ok, err := s.Locks().Acquire(ctx, conversation, time.Minute)
	check(err)
	if !ok {
		return
	}
	items, err := s.Inbox().Pending(ctx, conversation, now, 10)
	check(err)
	_, version, err := s.Sessions().Get(ctx, conversation)
	check(err)
	_, err = s.Org().Account(ctx, "a-t", "a-c", "U1")
	check(err)
	for range 2 {
		_, err = s.Org().Employee(ctx, "a-t", "a-e1")
		check(err)
	}
	_, err = s.Org().Tenant(ctx, "a-t")
	check(err)
	_, err = s.Patterns().Pattern(ctx, "a-t", "a-w")
	check(err)
	_, err = s.Closing().Groups(ctx, "a-t")
	check(err)
	for _, it := range items {
		_, err = s.Book().Write(ctx, "a-t", who, ref(it.EventID), today, today, func(attendance.History) (attendance.Entry, error) {
			p := punchOf("a-t", who, it.EventID, it.At)
			p.ID = newID()
			return attendance.Entry{Punch: p}, nil
		})
		check(err)
		row := owed(string(newID()), conversation, now)
		check(s.Ledger().Finish(ctx, it.ID, inbox.Done, "", []outbox.Item{row}, nil))
	}
	check(s.Sessions().Put(ctx, conversation, make([]byte, 300), version, time.Hour))
	release(ctx)
	_, err = s.Inbox().Pending(ctx, conversation, now, 10)
	check(err)
	rows, err := s.Outbox().Head(ctx, conversation, domain.System(), 10)
	check(err)
	for _, r := range rows {
		check(s.Outbox().Settle(ctx, []outbox.Result{{ID: r.ID, State: outbox.Sent, Remote: "m"}}))
	}
}

// BenchmarkPath tells how many punches a second the store alone would let through at 32 conversations.
func BenchmarkPath(b *testing.B) {
	for _, engine := range storetest.Engines {
		b.Run(engine, func(b *testing.B) {
			s := storetest.Open(b, engine)
			if err := s.Masters().Save(b.Context(), masters("a")); err != nil {
				b.Fatal(err)
			}
			newID := domain.IDs(domain.System)
			var next atomic.Int64
			var all sync.WaitGroup
			b.ResetTimer()
			for range 32 {
				all.Go(func() {
					for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
						path(b, s, newID, n)
					}
				})
			}
			all.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "punches/s")
		})
	}
}

// BenchmarkOneRow is the floor: one row a commit, one after the other, by the same driver with the same settings.
func BenchmarkOneRow(b *testing.B) {
	for _, engine := range storetest.Engines {
		b.Run(engine, func(b *testing.B) {
			s := storetest.Open(b, engine)
			newID := domain.IDs(domain.System)
			for b.Loop() {
				at := domain.System()
				id := newID()
				item := inbox.Item{ID: id, Tenant: "t", Channel: "c", EventID: string(id), Conversation: "c/u", At: at, ReceivedAt: at, State: inbox.New, NextAt: at}
				if _, err := s.Inbox().Add(b.Context(), []inbox.Item{item}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
