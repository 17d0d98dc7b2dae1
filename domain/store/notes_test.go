package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// What is said of a day is only ever added to: the newest counts, is seen by the next decision, and stays with its own
// company and person.
func TestNotesOfADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b, now := s.Book(), time.Date(2026, 11, 20, 9, 0, 0, 123456789, time.UTC)
		const day calendar.Date = "2026-11-20"
		say := func(tenant domain.ID, ref string, n worktime.DayNote) (seen []worktime.DayNote, err error) {
			_, err = b.Write(t.Context(), tenant, "e1", attendance.Ref{Source: domain.Me, ID: ref}, day.Add(-1), day.Add(1),
				func(h attendance.History) (attendance.Entry, error) {
					seen = h.Notes
					return attendance.Entry{Note: &n}, nil
				})
			return seen, err
		}
		first := worktime.DayNote{Tenant: "t1", Employee: "e1", Date: day, Version: 7, Reasons: []string{"104 2:00"}, Note: "通院\x00", By: "e9", Door: domain.Me, Ref: "1031", At: now}
		if seen, err := say("t1", "a", first); err != nil || len(seen) != 0 {
			t.Fatalf("%v %v", seen, err)
		}
		second := first
		second.Reasons, second.Note = nil, "電車"
		seen, err := say("t1", "b", second)
		if err != nil || len(seen) != 1 || seen[0].Version != 1 || seen[0].Note != "通院\uFFFD" || !slices.Equal(seen[0].Reasons, []string{"104 2:00"}) ||
			!seen[0].At.Equal(now.Truncate(time.Microsecond)) || seen[0].By != "e9" || seen[0].Ref != "1031" {
			t.Fatalf("%+v %v", seen, err)
		}
		notes, err := b.Notes(t.Context(), "t1", "e1", day, day)
		if err != nil || len(notes) != 1 || notes[0].Version != 2 || notes[0].Note != "電車" || len(notes[0].Reasons) != 0 {
			t.Fatalf("%+v %v", notes, err)
		}
		for _, other := range []struct{ tenant, employee domain.ID }{{"t2", "e1"}, {"t1", "e2"}} {
			if n, err := b.Notes(t.Context(), other.tenant, other.employee, day, day); err != nil || len(n) != 0 {
				t.Errorf("%v sees %v %v", other, n, err)
			}
		}
		if n, err := b.Notes(t.Context(), "t1", "e1", day.Add(1), day.Add(9)); err != nil || len(n) != 0 {
			t.Errorf("of other days: %v %v", n, err)
		}
		for name, wrong := range map[string]worktime.DayNote{
			"another company": {Tenant: "t2", Employee: "e1", Date: day}, "another person": {Tenant: "t1", Employee: "e2", Date: day},
			"a day nobody looked at": {Tenant: "t1", Employee: "e1", Date: day.Add(2)},
		} {
			if _, err := say("t1", name, wrong); !domain.Is(err, domain.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if notes, _ = b.Notes(t.Context(), "t2", "e1", day.Add(-9), day.Add(9)); len(notes) != 0 {
			t.Errorf("refused and written: %v", notes)
		}
	})
}
