package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestLastPost notes posts with the end of their turns, once, and tells each company its own.
func TestLastPost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, n := t.Context(), 0
		post := func(tenant domain.ID, at time.Time) {
			t.Helper()
			n++
			name := fmt.Sprintf("post%d", n)
			if _, err := s.Inbox().Add(ctx, []inbox.Item{{ID: domain.ID(name), Tenant: tenant, Channel: "c1", EventID: name, Conversation: "c1/u",
				At: at, ReceivedAt: at, NextAt: at, State: inbox.New}}); err != nil {
				t.Fatal(err)
			}
			if err := s.Ledger().Finish(ctx, domain.ID(name), inbox.Done, "", nil, inbox.NewPost(tenant, "e1", at)); err != nil {
				t.Fatal(err)
			}
			// The turn ran twice: the second one finds it finished and notes nothing.
			if err := s.Ledger().Finish(ctx, domain.ID(name), inbox.Done, "", nil, inbox.NewPost(tenant, "e1", at.Add(time.Minute))); !domain.Is(err, domain.Conflict) {
				t.Fatal(err)
			}
		}
		for _, minutes := range []int{0, 42, 30, 130} { // one of an hour comes late
			post("a", noon.Add(time.Duration(minutes)*time.Minute))
		}
		post("b", noon.Add(50*time.Minute))
		for name, c := range map[string]struct {
			tenant   domain.ID
			from, to int
			want     int // -1: none
		}{
			"the last":          {"a", -60, 200, 130},
			"half-open":         {"a", -60, 130, 42},
			"later in the hour": {"a", 42, 60, 42},
			"nothing that late": {"a", 131, 200, -1},
			"another company":   {"b", -60, 200, 50},
			"nobody's":          {"c", -60, 200, -1},
		} {
			t.Run(name, func(t *testing.T) {
				at, found, err := s.Posts().LastPost(ctx, c.tenant, "e1", noon.Add(time.Duration(c.from)*time.Minute), noon.Add(time.Duration(c.to)*time.Minute))
				if err != nil || found != (c.want >= 0) || found && !at.Equal(noon.Add(time.Duration(c.want)*time.Minute)) {
					t.Errorf("%v %v %v, want %d", at, found, err, c.want)
				}
			})
		}
	})
}
