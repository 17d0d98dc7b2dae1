package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// titles are what a list shows, in its order.
func titles[T any](list []T, title func(T) string) string {
	out := ""
	for _, x := range list {
		out += title(x) + " "
	}
	return out
}

// TestSentAmongMany finds a sender's messages by page, words, state and kind, with how far each has come, and nothing of
// another company.
func TestSentAmongMany(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h, other := newHall(t, s, "a", 12), newHall(t, s, "b", 3)
		for i, title := range []string{"100%割引", "100円", "忘年会"} {
			m := survey(nil)
			if m.Title = title; i == 1 {
				m.Survey = nil
			}
			h.proceed(h.submit(m))
			other.proceed(other.submit(m))
		}
		if err := h.vote(0, 1, noon); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Read(t.Context(), h.actor(1), 1); err != nil {
			t.Fatal(err)
		}
		mine := domain.Actor{Tenant: h.m.Tenant.ID, Employee: h.boss.Employee}
		for name, c := range map[string]struct {
			q    notice.Sought
			want string
			all  int
		}{
			"first page":    {notice.Sought{Size: 2}, "忘年会 100円 ", 3},
			"second page":   {notice.Sought{Size: 2, Page: 2}, "100%割引 ", 3},
			"beyond":        {notice.Sought{Size: 2, Page: 9}, "", 3},
			"words":         {notice.Sought{Size: 9, Words: "100%"}, "100%割引 ", 1},
			"surveys":       {notice.Sought{Size: 9, Surveys: true}, "忘年会 100%割引 ", 2},
			"state":         {notice.Sought{Size: 9, States: []notice.State{notice.Scheduled}}, "", 0},
			"somebody else": {notice.Sought{Size: 9, By: "nobody"}, "", 0},
		} {
			got, all, err := h.Sent(t.Context(), mine, c.q)
			if said := titles(got, func(x notice.Standing) string { return x.Title }); err != nil || said != c.want || all != c.all {
				t.Errorf("%s: %q of %d, %v", name, said, all, err)
			}
		}
		got, _, err := h.Sent(t.Context(), mine, notice.Sought{Size: 1, Page: 3})
		if err != nil || len(got) != 1 || got[0].To != 13 || got[0].Opened != 2 || got[0].Answered != 1 || got[0].Unreached != 1 || got[0].Passed != 0 {
			t.Errorf("%+v, %v", got, err)
		}
		if _, _, err := h.Sent(t.Context(), h.actor(3), notice.Sought{Size: 9}); !domain.Is(err, domain.Forbidden) {
			t.Errorf("who may send to nobody: %v", err)
		}
	})
}

// TestBox shows what was not opened first, by page and words, and nothing that was recalled or sent to somebody else.
func TestBox(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h, other := newHall(t, s, "a", 2), newHall(t, s, "b", 2)
		var all []notice.Message
		for i := range 5 {
			all = append(all, h.submit(notice.Message{Title: fmt.Sprint("m", i+1), Audience: notice.Audience{All: true}}))
			h.proceed(all[i])
			h.now = h.now.Add(time.Minute)
		}
		other.proceed(other.submit(notice.Message{Title: "other", Audience: notice.Audience{All: true}}))
		if _, err := h.Stop(t.Context(), h.boss, 2); err != nil {
			t.Fatal(err)
		}
		for _, number := range []int{5, 3} {
			if _, err := h.Read(t.Context(), h.actor(0), number); err != nil {
				t.Fatal(err)
			}
		}
		see := func(q notice.Sought, want string, of, new int) {
			t.Helper()
			list, total, unread, err := h.Box(t.Context(), h.actor(0), q)
			if said := titles(list, func(l notice.Letter) string { return l.Title }); err != nil || said != want || total != of || unread != new {
				t.Errorf("%+v: %q of %d, %d unread, %v", q, said, total, unread, err)
			}
		}
		see(notice.Sought{Size: 9}, "m4 m1 m5 m3 ", 4, 2)
		see(notice.Sought{Size: 3, Page: 2}, "m3 ", 4, 2)
		see(notice.Sought{Size: 9, Words: "M5"}, "m5 ", 1, 2)
		see(notice.Sought{Size: 9, Surveys: true}, "", 0, 2)
		stranger := other.actor(0)
		for who, read := range map[string]struct {
			domain.Actor
			number int
		}{"recalled": {h.actor(0), 2}, "another company's": {stranger, 4}, "there is none": {h.actor(0), 99}} {
			if _, err := h.Read(t.Context(), read.Actor, read.number); !domain.Is(err, domain.NotFound) {
				t.Errorf("%s: %v", who, err)
			}
		}
	})
}

// TestNudge reminds those who have not answered, once a press, in the place of the reminder that would come by itself; it
// rings for the message, and not after the deadline.
func TestNudge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 4)
		m := h.submit(survey(nil))
		if _, err := h.Nudge(t.Context(), h.boss, 1, m.Revision); why(err) != "conflict early" {
			t.Errorf("nobody has it yet: %v", err)
		}
		h.proceed(m)
		word := func() string {
			now, err := s.News(t.Context(), h.m.Tenant.ID, []domain.ID{m.ID, "e1"})
			if err != nil {
				t.Fatal(err)
			}
			return now[m.ID]
		}
		for i, change := range []func() error{
			func() error { _, err := h.Read(t.Context(), h.actor(1), 1); return err },
			func() error { return h.vote(0, 1, noon) },
			func() error { return h.vote(0, 2, noon.Add(time.Second)) },
		} {
			if before := word(); change() != nil || word() == before || before == "" {
				t.Errorf("change %d is not heard", i)
			}
		}
		m, late, err := h.Waiting(t.Context(), h.boss, 1)
		if err != nil || len(late) != 4 || m.Step != notice.Remind { // three, and the boss himself
			t.Fatal(late, m.Step, err)
		}
		h.told = nil
		n, err := h.Nudge(t.Context(), h.boss, 1, m.Revision)
		if err != nil || n != 4 || len(h.told) != 4 || h.told[0].Kind != notice.Reminder {
			t.Errorf("%d reminded, %v told, %v", n, h.told, err)
		}
		if _, err := h.Nudge(t.Context(), h.boss, 1, m.Revision); why(err) != "conflict moved" {
			t.Errorf("the same press again: %v", err)
		}
		after, err := h.Store.ByID(t.Context(), m.Tenant, m.ID)
		if err != nil || after.Step != notice.Close {
			t.Errorf("it is reminded of once more by itself: %+v, %v", after, err)
		}
		if _, err := h.Nudge(t.Context(), h.boss, 1, after.Revision); err != nil {
			t.Error(err)
		}
		if _, err := h.Nudge(t.Context(), h.actor(0), 1, after.Revision); !domain.Is(err, domain.Forbidden) {
			t.Errorf("who may send to nobody: %v", err)
		}
		h.now = m.Survey.Deadline
		if _, _, err := h.Waiting(t.Context(), h.boss, 1); why(err) != "conflict closed" {
			t.Errorf("after the deadline: %v", err)
		}
	})
}
