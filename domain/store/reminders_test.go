package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func reminded(id string, tenant, employee domain.ID, step string) reminder.Entry {
	row := owed("o"+id, "c1/"+id, noon)
	row.Tenant, row.Employee, row.Kind = tenant, employee, outbox.Notice
	return reminder.Entry{Reminder: reminder.Reminder{ID: domain.ID(id), Tenant: tenant, Employee: employee, Kind: reminder.MissingIn,
		Date: "2026-11-20", Step: step, State: reminder.Told, DueAt: noon, MadeAt: noon, Times: 1}, Owed: []outbox.Item{row}}
}

// TestRemindersOnce writes a reminder once for ever, whoever decides about it again.
func TestRemindersOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, log := t.Context(), s.Reminders()
		var group sync.WaitGroup
		var mu sync.Mutex
		fresh := 0
		for n := range 8 { // eight processes look at the same minute
			group.Go(func() {
				var entries []reminder.Entry
				for i := range 50 {
					e := reminded(fmt.Sprintf("%d-%02d", n, i), "t1", domain.ID(fmt.Sprintf("e%d", i)), "")
					entries = append(entries, e)
				}
				keys, err := log.Save(ctx, "t1", noon, entries)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				fresh += len(keys)
				mu.Unlock()
			})
		}
		group.Wait()
		if waits, err := s.Backlog(ctx); err != nil || fresh != 50 || waits["outbox"] != 50 {
			t.Errorf("%d reminders, %v owed, %v", fresh, waits, err)
		}
		// Another step, another company: other reminders.
		for i, e := range []reminder.Entry{reminded("x1", "t1", "e1", "2"), reminded("x2", "t2", "e1", "")} {
			if keys, err := log.Save(ctx, e.Tenant, noon, []reminder.Entry{e}); err != nil || len(keys) != 1 {
				t.Errorf("%d: %v, %v", i, keys, err)
			}
		}
		for tenant, want := range map[domain.ID]int{"t1": 2, "t2": 1, "t3": 0} {
			if list, err := log.Made(ctx, tenant, "e1", "2026-11-20"); err != nil || len(list) != want {
				t.Errorf("%s sees %d, %v", tenant, len(list), err)
			}
		}
		if list, err := log.Made(ctx, "t1", "e1", "2026-11-21"); err != nil || len(list) != 0 {
			t.Errorf("later days: %v, %v", list, err)
		}
	})
}

// TestRemindersAgain puts one off: two who do it at once do it once, and nobody puts off what is another's.
func TestRemindersAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, log := t.Context(), s.Reminders()
		e := reminded("r1", "t1", "e1", "")
		if _, err := log.Save(ctx, "t1", noon, []reminder.Entry{e}); err != nil {
			t.Fatal(err)
		}
		later := noon.Add(time.Hour)
		for name, change := range map[string]func(*reminder.Reminder){
			"another company's": func(r *reminder.Reminder) { r.Tenant = "t2" },
			"another person's":  func(r *reminder.Reminder) { r.Employee = "e2" },
			"nobody's":          func(r *reminder.Reminder) { r.ID = "r9" },
		} {
			r := e.Reminder
			change(&r)
			if err := log.Again(ctx, r, later, nil); !domain.Is(err, domain.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := log.Again(ctx, e.Reminder, later, nil); err != nil {
			t.Fatal(err)
		}
		if err := log.Again(ctx, e.Reminder, later, nil); !domain.Is(err, domain.Conflict) {
			t.Errorf("from what it was before: %v", err)
		}
		if list, _ := log.Asked(ctx, "t1", later.Add(-time.Second)); len(list) != 0 {
			t.Errorf("too early: %v", list)
		}
		if list, _ := log.Asked(ctx, "t2", later); len(list) != 0 {
			t.Errorf("another company: %v", list)
		}
		list, err := log.Asked(ctx, "t1", later)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		again := owed("o2", "c1/r1", later)
		if err := log.Again(ctx, list[0], time.Time{}, []outbox.Item{again}); err != nil {
			t.Fatal(err)
		}
		if err := log.Again(ctx, list[0], time.Time{}, []outbox.Item{owed("o3", "c1/r1", later)}); !domain.Is(err, domain.Conflict) {
			t.Errorf("another process is as quick: %v", err)
		}
		if made, err := log.Made(ctx, "t1", "e1", "2026-11-20"); err != nil || made[0].Times != 2 || made[0].Again != nil {
			t.Errorf("%+v, %v", made, err)
		}
		wantHead(t, s, "c1/r1", later, "o2", "or1")
	})
}

// TestRemindersMark moves on and never back, unless the clock was wrong by more than anybody waits for.
func TestRemindersMark(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := twins(t, s)
		ctx, log := t.Context(), s.Reminders()
		mark := func() (id domain.ID, at time.Time) {
			list, err := log.Companies(ctx)
			if err != nil || len(list) != 2 {
				t.Fatal(list, err)
			}
			for _, c := range list {
				if c.ID == b.Tenant.ID && !c.Mark.IsZero() {
					t.Errorf("the twin's mark is %s", c.Mark)
				}
				if c.ID == a.Tenant.ID {
					at = c.Mark
				}
			}
			return a.Tenant.ID, at
		}
		id, at := mark()
		if !at.IsZero() {
			t.Errorf("a company nobody looked at: %s", at)
		}
		for _, step := range []struct{ set, want time.Time }{
			{noon, noon}, {noon.Add(time.Hour), noon.Add(time.Hour)}, {noon, noon.Add(time.Hour)},
			{noon.AddDate(1, 0, 0), noon.AddDate(1, 0, 0)}, {noon, noon},
		} {
			if _, err := log.Save(ctx, id, step.set, nil); err != nil {
				t.Fatal(err)
			}
			if _, at := mark(); !at.Equal(step.want) {
				t.Errorf("set to %s: %s, want %s", step.set, at, step.want)
			}
		}
	})
}

// TestOutboxMoves owes what takes a row's place once, and only while the row is owed.
func TestOutboxMoves(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, box := t.Context(), s.Outbox()
		if err := box.Add(ctx, []outbox.Item{owed("1", "a", noon)}); err != nil {
			t.Fatal(err)
		}
		until := noon.Add(time.Hour)
		for _, id := range []string{"2", "3"} { // the second outcome comes late
			next := owed(id, "b", noon)
			next.Until, next.Tried = &until, []domain.ID{"c1"}
			if err := box.Settle(ctx, []outbox.Result{{ID: "1", State: outbox.Dead, Note: "moved", Moved: &next}}); err != nil {
				t.Fatal(err)
			}
		}
		got := wantHead(t, s, "b", noon, "2")
		if len(got) == 1 && (got[0].Until == nil || !got[0].Until.Equal(until) || len(got[0].Tried) != 1 || got[0].Tried[0] != "c1") {
			t.Errorf("read back %+v", got[0])
		}
		wantHead(t, s, "a", noon)
	})
}
