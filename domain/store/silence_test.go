package store_test

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestSilence notes one person's wish twice: it is his alone, also where another company has a person of the same id, and
// the first time counts.
func TestSilence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		box, ctx := s.Reminders(), t.Context()
		set := func(tenant, who domain.ID, on bool, hours int) {
			t.Helper()
			if err := box.SetSilent(ctx, reminder.Silence{Tenant: tenant, Employee: who, Since: noon.Add(time.Duration(hours) * time.Hour)}, on); err != nil {
				t.Fatal(err)
			}
		}
		want := func(tenant domain.ID, who []domain.ID, n int) {
			t.Helper()
			list, err := box.Silent(ctx, tenant, who...)
			if err != nil || len(list) != n {
				t.Errorf("%s %v: %+v, %v", tenant, who, list, err)
			}
			for _, one := range list {
				if one.Tenant != tenant || !one.Since.Equal(noon) {
					t.Errorf("%+v", one)
				}
			}
		}
		set("t1", "e1", true, 0)
		set("t1", "e1", true, 1)
		want("t1", nil, 1)
		want("t1", []domain.ID{"e1"}, 1)
		want("t1", []domain.ID{"e2"}, 0)
		want("t2", nil, 0)
		set("t2", "e1", false, 0)
		want("t1", nil, 1)
		set("t2", "e1", true, 0)
		set("t1", "e1", false, 0)
		set("t1", "e1", false, 0)
		want("t1", nil, 0)
		want("t2", []domain.ID{"e1"}, 1)
	})
}
