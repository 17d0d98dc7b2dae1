package store_test

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

func TestAPageOfTheQueueLooksIntoItsRequestsOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		for _, name := range []string{"tanaka", "ueno", "ito"} {
			c.punch(t, name, worktime.In, day(19, 9))
			c.asks(t, name, adds(worktime.Out, 18))
		}
		for _, tc := range []struct {
			who        string
			page, size int
			want       []int
			total      int
		}{
			{"suzuki", 1, 2, []int{1001, 1002}, 3},
			{"suzuki", 2, 2, []int{1003}, 3},
			{"suzuki", 9, 2, []int{1003}, 3},
			{"suzuki", 0, 3, []int{1001, 1002, 1003}, 3},
			{"ito", 1, 5, []int{1001, 1002}, 2}, // never one's own
			{"mori", 1, 5, nil, 0},              // another department's
			{"tanaka", 1, 5, nil, 0},
		} {
			cards, total, err := c.QueuePage(t.Context(), c.actor(tc.who), tc.page, tc.size)
			var got []int
			for _, card := range cards {
				got = append(got, card.Number)
				if card.After.Out == nil || card.Person.ID != card.Request.Employee || card.Refused != nil {
					t.Errorf("%+v", card)
				}
			}
			if err != nil || !slices.Equal(got, tc.want) || total != tc.total {
				t.Errorf("%s, page %d of %d: %v of %d, %v", tc.who, tc.page, tc.size, got, total, err)
			}
		}
		own, err := c.ByNumber(t.Context(), c.actor("ito"), 1003)
		if may, wrong := c.MayDecide(t.Context(), c.actor("ito"), own.Request); err != nil || wrong != nil || may {
			t.Errorf("%v %v %v", may, err, wrong)
		}
		if may, err := c.MayDecide(t.Context(), c.actor("sato"), own.Request); err != nil || !may {
			t.Errorf("%v %v", may, err)
		}
		instead := adds(worktime.Out, 17)
		instead.Employee = "a-ueno"
		asked := c.asks(t, "sato", instead).Request
		for who, want := range map[string]bool{"sato": false, "ito": true, "ueno": false, "mori": false} {
			if may, err := c.MayDecide(t.Context(), c.actor(who), asked); err != nil || may != want {
				t.Errorf("%s about what sato asked for: %v %v", who, may, err)
			}
		}
		if _, total, err := c.QueuePage(t.Context(), c.actor("sato"), 1, 9); err != nil || total != 3 {
			t.Errorf("sato's own asking waits for him: %d, %v", total, err)
		}
		twin := *c
		twin.tenant = "b-t"
		if cards, total, err := twin.QueuePage(t.Context(), twin.actor("ono"), 1, 5); err != nil || cards != nil || total != 0 {
			t.Errorf("%v, %d, %v", cards, total, err)
		}
	})
}
