package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/blobs"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

// hall is a company of many with messages, and a clock that stands still.
type hall struct {
	*notice.Service
	t     *testing.T
	s     *store.Store
	m     company.Masters
	boss  domain.Actor
	now   time.Time
	told  []notice.Telling
	fails func() error // of telling
}

// newHall has n people in departments of ten, who are all on one channel, and an owner who is on none.
func newHall(t *testing.T, s *store.Store, name string, n int) *hall {
	t.Helper()
	h := &hall{t: t, s: s, m: masters(name), now: noon}
	base := h.m.Employees[0]
	h.m.Employees, h.m.Accounts = nil, nil
	person := func(code string, role domain.Role, department domain.ID) org.Employee {
		e := base
		e.ID, e.Code, e.Name, e.Login, e.Role, e.Department, e.Cards = domain.ID(name+"-"+code), code, "社員"+code, "", role, department, nil
		return e
	}
	for i := range n {
		department := domain.ID(fmt.Sprintf("%s-d%03d", name, i/10))
		if i%10 == 0 {
			h.m.Departments = append(h.m.Departments, org.Department{ID: department, Tenant: h.m.Tenant.ID, Code: string(department), Name: "部" + string(department)})
		}
		h.m.Employees = append(h.m.Employees, person(fmt.Sprintf("%05d", i), domain.Employee, department))
	}
	h.m.Employees = append(h.m.Employees, person("boss", domain.Owner, ""))
	h.save()
	h.boss = domain.Actor{Tenant: h.m.Tenant.ID, Employee: domain.ID(name + "-boss"), Role: domain.Owner, Door: domain.CLI}
	clock := func() time.Time { return h.now }
	o := s.Org()
	h.Service = &notice.Service{Store: s.Messages(), Votes: s.Messages(), Shelf: s.Messages(), Tenants: o, People: o, Sight: &org.Sight{People: o, Departments: o},
		Drafts: s.Messages(), Files: s.Messages(), Facts: s.Messages(), Blobs: blobs.Disk{Folder: t.TempDir()}, URL: "https://dakoku.test",
		Teller: h, Key: storetest.Key, Now: clock, NewID: domain.IDs(clock)}
	return h
}

func (h *hall) save() {
	h.t.Helper()
	if err := h.s.Masters().Save(h.t.Context(), h.m); err != nil {
		h.t.Fatal(err)
	}
}

// Tell implements notice.Teller.
func (h *hall) Tell(_ context.Context, all []notice.Telling) (owed [][]outbox.Item, err error) {
	for _, n := range all {
		rows, err := h.tell(n)
		if err != nil {
			return nil, err
		}
		owed = append(owed, rows)
	}
	return owed, nil
}

func (h *hall) tell(n notice.Telling) ([]outbox.Item, error) {
	if h.fails != nil {
		if err := h.fails(); err != nil {
			return nil, err
		}
	}
	h.told = append(h.told, n)
	if n.To.ID == h.boss.Employee && n.Kind == notice.Letters {
		return nil, nil
	}
	row := owed(string(h.NewID()), "c/"+string(n.To.ID), h.now)
	row.Tenant, row.Employee, row.Kind, row.Channel = n.To.Tenant, n.To.ID, outbox.Notice, h.m.Channels[0].ID
	return []outbox.Item{row}, nil
}

func (h *hall) actor(i int) domain.Actor {
	return domain.Actor{Tenant: h.m.Tenant.ID, Employee: h.m.Employees[i].ID, Role: domain.Employee, Door: domain.LINE}
}

func (h *hall) submit(m notice.Message) notice.Message {
	h.t.Helper()
	m, _, err := h.Submit(h.t.Context(), h.boss, m, false)
	if err != nil {
		h.t.Fatal(err)
	}
	return m
}

func (h *hall) proceed(m notice.Message) {
	h.t.Helper()
	if _, err := h.Proceed(h.t.Context(), m.Tenant, m.ID); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) results(m notice.Message) notice.Results {
	h.t.Helper()
	m, err := h.Store.ByID(h.t.Context(), m.Tenant, m.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := h.ResultsOf(h.t.Context(), m)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func survey(change func(*notice.Survey)) notice.Message {
	s := &notice.Survey{Options: []string{"参加", "不参加", "未定"}, Deadline: noon.Add(48 * time.Hour)}
	if change != nil {
		change(s)
	}
	return notice.Message{Title: "忘年会", Audience: notice.Audience{All: true}, Survey: s}
}

// TestMessageNumbers are each company's own, from one, also when many write at once.
func TestMessageNumbers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newHall(t, s, "a", 1), newHall(t, s, "b", 1)
		var group sync.WaitGroup
		for _, h := range []*hall{a, b} {
			for range 4 {
				group.Go(func() {
					if _, _, err := h.Submit(t.Context(), h.boss, survey(nil), false); err != nil {
						t.Error(err)
					}
				})
			}
		}
		group.Wait()
		for _, h := range []*hall{a, b} {
			list, err := s.Messages().List(t.Context(), h.m.Tenant.ID, 10)
			if err != nil || len(list) != 4 {
				t.Fatal(list, err)
			}
			for i, m := range list {
				if m.Number != 4-i || m.Survey == nil || !m.Survey.Deadline.Equal(noon.Add(48*time.Hour).Truncate(time.Microsecond)) {
					t.Errorf("%+v", m)
				}
			}
		}
		m, _ := s.Messages().ByNumber(t.Context(), a.m.Tenant.ID, 1)
		if _, err := s.Messages().ByID(t.Context(), b.m.Tenant.ID, m.ID); !domain.Is(err, domain.NotFound) {
			t.Errorf("another company's: %v", err)
		}
	})
}

// TestMessageResumed is cut off in the middle, three times and by two at once, and nobody gets it twice.
func TestMessageResumed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const people = 950
		h := newHall(t, s, "a", people)
		m := h.submit(notice.Message{Title: "題", Audience: notice.Audience{All: true}})
		for _, after := range []int{150, 450, 300} { // in the first page, the third, the next
			n := 0
			h.fails = func() error {
				if n++; n > after {
					return domain.Errorf(domain.Unavailable, "the power went")
				}
				return nil
			}
			if _, err := h.Proceed(t.Context(), m.Tenant, m.ID); !domain.Is(err, domain.Unavailable) {
				t.Fatal(err)
			}
		}
		if r := h.results(m); r.To == 0 || r.To >= people || r.Message.State != notice.Sending {
			t.Errorf("in the middle: %d, %s", r.To, r.Message.State)
		}
		h.fails = nil
		h.told = nil
		mine := *h // two processes go on at once
		mine.Service = &notice.Service{}
		*mine.Service = *h.Service
		mine.Teller = &mine
		var group sync.WaitGroup
		for _, one := range []*hall{h, &mine} {
			group.Go(func() {
				if _, err := one.Proceed(t.Context(), m.Tenant, m.ID); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		r := h.results(m)
		waits, err := s.Backlog(t.Context())
		if err != nil || waits["outbox"] != people || r.To != people+1 || r.Deliveries[notice.Queued] != people || r.Deliveries[notice.Nowhere] != 1 || r.Message.State != notice.Sent {
			t.Errorf("%v owed, %+v, %v", waits, r.Deliveries, err)
		}
		h.proceed(m) // once more is once too often
		if again, _ := s.Backlog(t.Context()); again["outbox"] != waits["outbox"] {
			t.Errorf("%v owed after it was over", again)
		}
	})
}

// TestMessageFindsPeopleWhereTheyAre when it is sent: who left gets nothing, who moved gets what his new place gets, and a
// department that was emptied gets nobody; a sender who may not write any more sends nothing.
func TestMessageFindsPeopleWhereTheyAre(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 30)
		first, third := h.m.Departments[len(h.m.Departments)-3].ID, h.m.Departments[len(h.m.Departments)-1].ID
		to := func(id domain.ID) notice.Message {
			return h.submit(notice.Message{Title: "題", Audience: notice.Audience{Departments: []domain.ID{id}}, At: noon.Add(time.Hour)})
		}
		kept, emptied := to(first), to(third)
		h.m.Employees[0].Active = false
		h.m.Employees[1].Department = h.m.Departments[len(h.m.Departments)-2].ID
		for i := 20; i < 30; i++ {
			h.m.Employees[i].Department = first
		}
		h.save()
		if wait, err := h.Proceed(t.Context(), kept.Tenant, kept.ID); err != nil || wait != time.Hour {
			t.Errorf("before its time: %s, %v", wait, err)
		}
		h.now = noon.Add(time.Hour)
		h.proceed(kept)
		h.proceed(emptied)
		if n := h.results(kept).To; n != 18 {
			t.Errorf("%d have it", n)
		}
		if r := h.results(emptied); r.To != 0 || r.Message.State != notice.Sent {
			t.Errorf("of nobody: %+v", r)
		}
		late := to(first)
		h.m.Employees[30].Role = domain.Employee
		h.save()
		h.now = noon.Add(2 * time.Hour)
		h.proceed(late)
		if r := h.results(late); r.To != 0 || r.Message.State != notice.Cancelled || r.Message.Note == "" {
			t.Errorf("of somebody who may not: %+v", r)
		}
	})
}

// TestMessageDeliveries knows at the recipient what became of his row, wherever it went, and a recall takes back the rest.
func TestMessageDeliveries(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		h := newHall(t, s, "a", 5)
		m := h.submit(notice.Message{Title: "題", Audience: notice.Audience{All: true}})
		h.proceed(m)
		box := s.Outbox()
		row := func(i int) outbox.Item {
			items, err := box.Head(t.Context(), "c/"+string(h.m.Employees[i].ID), h.now, 1)
			if err != nil || len(items) != 1 || items[0].About != m.ID {
				t.Fatal(items, err)
			}
			return items[0]
		}
		result := func(i int, state outbox.State) outbox.Result {
			return outbox.Result{ID: row(i).ID, State: state, About: m.ID}
		}
		moved := result(3, outbox.Dead)
		next := row(3)
		next.ID, next.Channel, next.Conversation = "other", "other", "other/x"
		moved.Moved = &next
		for _, r := range []outbox.Result{result(0, outbox.Sent), result(1, outbox.Kept), result(2, outbox.Dead), moved} {
			if err := box.Settle(t.Context(), []outbox.Result{r}); err != nil {
				t.Fatal(err)
			}
		}
		want := map[notice.Delivery]int{notice.Passed: 1, notice.Waits: 1, notice.Failed: 1, notice.Queued: 2, notice.Nowhere: 1}
		if got := h.results(m).Deliveries; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, want %v", got, want)
		}
		if _, err := h.Stop(t.Context(), h.boss, m.Number); err != nil {
			t.Fatal(err)
		}
		want = map[notice.Delivery]int{notice.Passed: 1, notice.Failed: 1, notice.Stopped: 3, notice.Nowhere: 1}
		if got := h.results(m); fmt.Sprint(got.Deliveries) != fmt.Sprint(want) || got.Message.State != notice.Recalled {
			t.Errorf("recalled: %v, want %v", got.Deliveries, want)
		}
		if waits, err := s.Backlog(t.Context()); err != nil || waits["outbox"] != 0 {
			t.Errorf("still owed: %v, %v", waits, err)
		}
		if list, err := h.Mine(t.Context(), h.actor(0), 10); err != nil || len(list) != 0 {
			t.Errorf("still in the list: %v, %v", list, err)
		}
	})
}
