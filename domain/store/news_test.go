package store_test

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestNews changes with every write to whoever is asked about, and with nobody else's.
func TestNews(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		of := []domain.ID{"e1", "e2", "t1"}
		last := map[domain.ID]string{}
		changed := func() (ids []domain.ID) {
			t.Helper()
			now, err := s.News(t.Context(), "t1", of)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range of {
				if now[id] != last[id] {
					ids = append(ids, id)
				}
			}
			last = now
			return ids
		}
		if got := changed(); len(got) != 1 || got[0] != "t1" {
			t.Errorf("nothing is known but of the company: %v", got)
		}
		for i, want := range []domain.ID{"e1", "e2", "e1"} {
			mustPunch(t, s.Book(), "t1", want, "a"+string(rune('0'+i)), noon.Add(time.Duration(i)*time.Minute))
			if got := changed(); len(got) != 2 || got[0] != want || got[1] != "t1" {
				t.Errorf("%s punched: %v changed", want, got)
			}
		}
		mustPunch(t, s.Book(), "t1", "e3", "b", noon)
		if got := changed(); len(got) != 1 || got[0] != "t1" {
			t.Errorf("another one punched: %v changed", got)
		}
		mustPunch(t, s.Book(), "t2", "e1", "c", noon)
		if got := changed(); got != nil {
			t.Errorf("another company's punched: %v changed", got)
		}
	})
}
