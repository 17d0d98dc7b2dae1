package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// TestMessageTellsWhatChanged in its recipients between writing and sending: who left, who moved away and who came, and what was
// emptied.
func TestMessageTellsWhatChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 30)
		places := h.m.Departments[len(h.m.Departments)-3:]
		to := notice.Audience{Departments: []domain.ID{places[0].ID, places[2].ID}}
		at := noon.Add(time.Hour)
		m := h.submit(notice.Message{Title: "題", Audience: to, At: at})
		same := h.submit(notice.Message{Title: "変わらない", Audience: notice.Audience{Departments: []domain.ID{places[1].ID}}, At: at})
		h.m.Employees[0].Active = false             // left
		h.m.Employees[1].Department = "nowhere"     // moved away
		h.m.Employees[29].Department = places[0].ID // moved, and is still named
		for i := 20; i < 29; i++ {
			h.m.Employees[i].Active = false // the third place is emptied
		}
		late := h.m.Employees[2]
		late.ID, late.Code = "a-late", "late" // came
		h.m.Employees = append(h.m.Employees, late)
		h.save()
		h.now = at
		h.proceed(m)
		h.proceed(same)
		c := h.results(m).Message.Changes
		if c == nil || len(c.Left) != 10 || c.Left[0] != h.m.Employees[0].ID || len(c.Moved) != 1 || c.Moved[0] != h.m.Employees[1].ID ||
			c.Added != 1 || len(c.Empty) != 1 || c.Empty[0] != places[2].ID {
			t.Errorf("%+v", c)
		}
		if got := h.results(m); got.Message.Total != 10 || got.To != 10 {
			t.Errorf("%d of %d", got.To, got.Message.Total)
		}
		if c := h.results(same).Message.Changes; c != nil {
			t.Errorf("where nothing changed: %+v", c)
		}
		if plan, err := s.Messages().Planned(t.Context(), m.Tenant, m.ID); err != nil || len(plan) != 0 {
			t.Errorf("the plan is still kept: %v, %v", plan, err)
		}
	})
}

// TestLacking finds who has not done something, of this company alone.
func TestLacking(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 5), newHall(t, s, "b", 5)
		base := org.ChatAccount{Tenant: a.m.Tenant.ID, Channel: a.m.Channels[0].ID, LinkedAt: noon}
		for i := range 3 { // two are reached, one has blocked the bot
			acc := base
			acc.ID, acc.User, acc.Employee, acc.Unreachable = domain.ID(fmt.Sprint("acc", i)), fmt.Sprint("u", i), a.m.Employees[i].ID, i == 2
			a.m.Accounts = append(a.m.Accounts, acc)
		}
		a.save()
		asked := a.submit(survey(nil))
		a.proceed(asked)
		secret := a.submit(survey(func(s *notice.Survey) { s.Anonymous = true }))
		a.proceed(secret)
		if _, err := a.Answer(t.Context(), a.actor(0), notice.Vote{Number: asked.Number, Verb: notice.Choose, Choices: []int{0}, At: noon}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Read(t.Context(), a.actor(1), asked.Number); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			h    *hall
			lack notice.Lack
			want int
			why  string
		}{
			"answered":       {a, notice.Lack{What: notice.NoAnswer, Number: asked.Number}, 4, ""},
			"read":           {a, notice.Lack{What: notice.NotRead, Number: asked.Number}, 3, ""},
			"chat":           {a, notice.Lack{What: notice.NoChat}, 3, ""},
			"chat elsewhere": {b, notice.Lack{What: notice.NoChat}, 5, ""},
			"punch":          {a, notice.Lack{What: notice.NoPunch}, 5, ""},
			"anonymous":      {a, notice.Lack{What: notice.NoAnswer, Number: secret.Number}, 0, "anonymous"},
			"another's":      {b, notice.Lack{What: notice.NoAnswer, Number: asked.Number}, 0, ""},
			"something else": {a, notice.Lack{What: "sleep"}, 0, "lacks"},
		} {
			to, err := c.h.Readers(t.Context(), c.h.boss, notice.Audience{Lacks: &c.lack})
			if len(to) != c.want || whyOf(err) != c.why || err == nil && c.want == 0 {
				t.Errorf("%s: %d, %v", name, len(to), err)
			}
		}
		late := a.submit(notice.Message{Title: "お返事を", Audience: notice.Audience{Lacks: &notice.Lack{What: notice.NoAnswer, Number: asked.Number}}, At: noon.Add(time.Hour)})
		if _, err := a.Answer(t.Context(), a.actor(3), notice.Vote{Number: asked.Number, Verb: notice.Choose, Choices: []int{1}, At: noon}); err != nil {
			t.Fatal(err)
		}
		a.now = noon.Add(time.Hour)
		a.proceed(late)
		if r := a.results(late); r.To != 3 || r.Message.Changes == nil || r.Message.Changes.Done != 1 || len(r.Message.Changes.Moved) != 0 {
			t.Errorf("%d, %+v", r.To, r.Message.Changes)
		}
	})
}

// TestSubmitFor sends once for one act, however often it is told.
func TestSubmitFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 2)
		for range 3 {
			m, to, err := h.SubmitFor(t.Context(), h.boss, notice.Message{Title: "題", Audience: notice.Audience{Mine: true}}, noon, "event 1")
			if err != nil || m.Number != 1 || len(to) != 2 {
				t.Errorf("%d to %d, %v", m.Number, len(to), err)
			}
		}
		if m, _, err := h.SubmitFor(t.Context(), h.boss, notice.Message{Title: "題", Audience: notice.Audience{Mine: true}}, noon, "event 2"); err != nil || m.Number != 2 {
			t.Errorf("another act: %d, %v", m.Number, err)
		}
	})
}
