package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// court is a company with people who ask and people who decide: tanaka and ueno work, sato and ito manage their
// department, mori manages another one, suzuki and ono are administrators.
type court struct {
	*workflow.Service
	store    *store.Store
	punches  *attendance.Service
	closings *closing.Service
	tenant   domain.ID
	now      *atomic.Int64
	n        *atomic.Int64
}

func newCourt(t *testing.T, s *store.Store, change ...func(*company.Masters)) *court {
	c := &court{store: s, now: &atomic.Int64{}, n: &atomic.Int64{}, tenant: "a-t"}
	c.set(day(20, 10))
	c.punches, c.closings, _ = recorder(t, s, c.now)
	clock := func() time.Time { return time.UnixMicro(c.now.Load()).UTC() }
	o := s.Org()
	c.Service = &workflow.Service{Store: s.Workflow(), Days: c.punches, Tenants: o, Sight: &org.Sight{People: o, Departments: o}, Now: clock,
		NewID: domain.IDs(clock)}
	for _, name := range []string{"a", "b"} {
		m, err := s.Masters().Masters(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		people(&m, name)
		if name == "a" {
			for _, f := range change {
				f(&m)
			}
		}
		if err := s.Masters().Save(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func people(m *company.Masters, name string) {
	id := func(s string) domain.ID { return domain.ID(name + "-" + s) }
	can := []org.Right{org.View, org.Correct, org.Approve}
	m.Departments = append(m.Departments, org.Department{ID: id("far"), Tenant: m.Tenant.ID, Code: "far", Name: "経理部"})
	m.Permissions = append(m.Permissions,
		org.PermissionGroup{ID: id("near"), Tenant: m.Tenant.ID, Code: "near", Departments: []domain.ID{id("d")}, Can: can},
		org.PermissionGroup{ID: id("farm"), Tenant: m.Tenant.ID, Code: "farm", Departments: []domain.ID{id("far")}, Can: can})
	like := m.Employees[0]
	for i, p := range []struct {
		name  string
		role  domain.Role
		group string
	}{
		{"tanaka", domain.Employee, ""}, {"ueno", domain.Employee, ""}, {"sato", domain.Manager, "near"}, {"ito", domain.Manager, "near"},
		{"mori", domain.Manager, "farm"}, {"suzuki", domain.Admin, ""}, {"ono", domain.Owner, ""},
	} {
		e := like
		e.ID, e.Code, e.Name, e.Login, e.Role, e.PermissionGroup = id(p.name), fmt.Sprint(2001+i), p.name, "", p.role, ""
		if p.group != "" {
			e.PermissionGroup = id(p.group)
		}
		m.Employees = append(m.Employees, e)
	}
}

func (c *court) set(at time.Time) { c.now.Store(at.UnixMicro()) }

func (c *court) actor(name string) domain.Actor {
	return domain.Actor{Tenant: c.tenant, Employee: c.tenant[:2] + domain.ID(name), Door: domain.LINE}
}

// ref is the next event.
func (c *court) event() attendance.Ref { return ref(fmt.Sprint("w", c.n.Add(1))) }

func (c *court) punch(t *testing.T, name string, kind worktime.Kind, at time.Time) worktime.Punch {
	t.Helper()
	r, err := c.punches.Punch(t.Context(), c.actor(name), attendance.Command{Kind: kind, At: at, Ref: c.event()})
	if err != nil {
		t.Fatal(err)
	}
	return r.Punch
}

// adds is the wish to add a punch of the 19th.
func adds(kind worktime.Kind, hour int) workflow.Wish {
	return workflow.Wish{Date: "2026-11-19", Changes: []workflow.Change{{Op: workflow.Add, Kind: kind, At: day(19, hour)}}}
}

func (c *court) asks(t *testing.T, name string, w workflow.Wish) workflow.Outcome {
	t.Helper()
	out, err := c.Submit(t.Context(), c.actor(name), w, c.event())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// times are what counts of a day.
func (c *court) times(t *testing.T, name string, date calendar.Date) string {
	t.Helper()
	punches, err := c.store.Book().Punches(t.Context(), c.tenant, c.actor(name).Employee, date, date)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range punches {
		if p.State == worktime.Effective {
			all = append(all, fmt.Sprintf("%s %d", p.Kind, p.At.In(jst).Hour()))
		}
	}
	return strings.Join(all, ", ")
}

// dateOf is a day of November.
func dateOf(d int) calendar.Date { return calendar.Date(fmt.Sprintf("2026-11-%02d", d)) }

var jst = time.FixedZone("JST", 9*3600)

func why(err error) string {
	if e, ok := err.(*domain.Error); ok {
		return fmt.Sprint(e.Code, " ", e.Args["why"])
	}
	return fmt.Sprint(err)
}

func TestARequestFromAskingToItsUndo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c, ctx := newCourt(t, s), t.Context()
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		wish := adds(worktime.Out, 18)
		wish.Reasons, wish.Note = []string{"forgot"}, new(string)
		*wish.Note = " 忘れました "
		seen, err := c.Preview(ctx, c.actor("tanaka"), wish)
		if err != nil || seen.Direct || len(seen.Approvers) != 2 || seen.After.Out == nil || seen.Before.Out != nil || seen.After.Worked != 480 {
			t.Fatalf("%+v, %v", seen, err)
		}
		event := c.event()
		for range 2 {
			out, err := c.Submit(ctx, c.actor("tanaka"), wish, event)
			if err != nil || out.Number != 1001 || out.State != workflow.Pending || out.Already || !slices.Equal(out.Tell, []domain.ID{"a-sato", "a-ito"}) {
				t.Fatalf("%+v, %v", out, err)
			}
		}
		if out := c.asks(t, "tanaka", wish); !out.Already || out.Number != 1001 {
			t.Errorf("the same wish again: %+v", out)
		}
		queue, err := c.Queue(ctx, c.actor("sato"))
		if err != nil || len(queue) != 1 || queue[0].Stale || queue[0].Refused != nil || queue[0].After.Out == nil {
			t.Errorf("%+v, %v", queue, err)
		}
		approve := workflow.Decision{Number: 1001, Verb: workflow.Approve}
		event = c.event()
		for range 2 {
			out, err := c.Decide(ctx, c.actor("sato"), approve, event)
			if err != nil || out.State != workflow.Approved || out.Already || !slices.Equal(out.Tell, []domain.ID{"a-tanaka"}) || out.After.Out == nil {
				t.Fatalf("%+v, %v", out, err)
			}
		}
		if out, err := c.Decide(ctx, c.actor("sato"), approve, c.event()); err != nil || !out.Already || out.Tell != nil {
			t.Errorf("once more: %+v, %v", out, err)
		}
		if got := c.times(t, "tanaka", "2026-11-19"); got != "in 9, out 18" {
			t.Error(got)
		}
		notes, _ := s.Book().Notes(ctx, c.tenant, "a-tanaka", "2026-11-19", "2026-11-19")
		if len(notes) != 1 || notes[0].Note != "忘れました" || !slices.Equal(notes[0].Reasons, []string{"forgot"}) {
			t.Errorf("%+v", notes)
		}
		out, err := c.Undo(ctx, c.actor("ito"), 1001, c.event())
		if err != nil || out.State != workflow.Undone || c.times(t, "tanaka", "2026-11-19") != "in 9" {
			t.Errorf("%+v, %v, %s", out, err, c.times(t, "tanaka", "2026-11-19"))
		}
		notes, _ = s.Book().Notes(ctx, c.tenant, "a-tanaka", "2026-11-19", "2026-11-19")
		if len(notes) != 1 || notes[0].Note != "" || notes[0].Reasons != nil || notes[0].Version != 2 {
			t.Errorf("%+v", notes)
		}
		c.audited(t, "request approve undo")
		mine, err := c.Mine(ctx, c.actor("tanaka"), 10)
		if err != nil || len(mine) != 1 || mine[0].Revision != 3 {
			t.Errorf("%+v, %v", mine, err)
		}
		if r := verify(t, s, c.tenant); r.Count != 2 {
			t.Errorf("%+v", r)
		}
	})
}

func (c *court) audited(t *testing.T, want string) {
	t.Helper()
	var acts []string
	err := c.store.Audit().Each(t.Context(), audit.Query{Tenant: c.tenant}, func(r audit.Row) error {
		acts = append(acts, string(r.Act))
		return nil
	})
	if got := strings.Join(acts, " "); err != nil || got != want {
		t.Errorf("the audit says %q, %v; want %q", got, err, want)
	}
}

// Two managers decide on two channels at the same instant: one of them does, the other is told by whom.
func TestTwoWhoDecideAtOnceDecideOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		for i := range 6 {
			w := adds(worktime.Out, 18)
			w.Changes[0].At = w.Changes[0].At.Add(time.Duration(i) * 10 * time.Minute)
			number := c.asks(t, "tanaka", w).Number
			var all sync.WaitGroup
			errs := make([]error, 2)
			for j, name := range []string{"sato", "suzuki"} {
				verb := []workflow.Verb{workflow.Approve, workflow.Reject}[(i+j)%2]
				all.Go(func() {
					_, errs[j] = c.Decide(context.WithoutCancel(t.Context()), c.actor(name), workflow.Decision{Number: number, Verb: verb, Comment: "x"}, c.event())
				})
			}
			all.Wait()
			card, err := c.ByNumber(t.Context(), c.actor("ono"), number)
			if err != nil {
				t.Fatal(err)
			}
			winner := slices.Index(errs, nil)
			if winner < 0 || errs[1-winner] == nil {
				t.Fatalf("%v", errs)
			}
			if e := errs[1-winner].(*domain.Error); why(e) != "conflict decided" || e.Args["by"] != card.DecidedBy || card.DecidedBy != c.actor([]string{"sato", "suzuki"}[winner]).Employee {
				t.Errorf("%+v; decided by %s", e.Args, card.DecidedBy)
			}
			if card.State == workflow.Approved {
				if _, err := c.Undo(t.Context(), c.actor("ono"), number, c.event()); err != nil {
					t.Fatal(err)
				}
			}
			if got := c.times(t, "tanaka", "2026-11-19"); got != "in 9" {
				t.Error(got)
			}
		}
	})
}

// An approval and the punch that was missing arrive together: the day has one out, whoever was first.
func TestADecisionAndAPunchAtOnceMakeOnePunch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		for d := 10; d <= 16; d++ {
			date := dateOf(d)
			c.punch(t, "tanaka", worktime.In, day(d, 9))
			w := workflow.Wish{Date: date, Changes: []workflow.Change{{Op: workflow.Add, Kind: worktime.Out, At: day(d, 18)}}}
			number := c.asks(t, "tanaka", w).Number
			var all sync.WaitGroup
			var err error
			all.Go(func() {
				_, err = c.Decide(context.WithoutCancel(t.Context()), c.actor("sato"), workflow.Decision{Number: number, Verb: workflow.Approve}, c.event())
			})
			all.Go(func() { c.punch(t, "tanaka", worktime.Out, day(d, 18)) })
			all.Wait()
			if err != nil && why(err) != "conflict stale" {
				t.Error(why(err))
			}
			if got := c.times(t, "tanaka", date); got != "in 9, out 18" {
				t.Errorf("%s: %s (%v)", date, got, err)
			}
		}
	})
}

// A decision and a lock at once: what was approved is in the snapshot, or it was refused.
func TestADecisionAndALockAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		boss := c.actor("ono")
		boss.Role = domain.Owner
		order := closing.Order{Group: "a-g", Month: "2026-11", Reason: "月末"}
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		for range 6 {
			number := c.asks(t, "tanaka", adds(worktime.Out, 18)).Number
			var all sync.WaitGroup
			var err error
			all.Go(func() {
				_, err = c.Decide(context.WithoutCancel(t.Context()), c.actor("sato"), workflow.Decision{Number: number, Verb: workflow.Approve}, c.event())
			})
			all.Go(func() {
				if _, err := c.closings.Lock(context.WithoutCancel(t.Context()), boss, order); err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			m, failed := c.punches.Month(t.Context(), c.tenant, "a-tanaka", "2026-11", day(20, 10))
			if failed != nil || m.Locked == 0 {
				t.Fatal(m.Locked, failed)
			}
			switch worked := m.Totals.Worked; {
			case err == nil && worked == 480:
				if _, err := c.Undo(t.Context(), c.actor("sato"), number, c.event()); !domain.Is(err, domain.Locked) {
					t.Errorf("an undo in a locked month: %v", err)
				}
			case domain.Is(err, domain.Locked) && worked == 0:
			default:
				t.Errorf("%v, and %d minutes in the snapshot", err, worked)
			}
			if _, err := c.closings.Unlock(t.Context(), boss, order); err != nil {
				t.Fatal(err)
			}
			verb := workflow.Decision{Number: number, Verb: workflow.Reject, Comment: "締め"}
			if err != nil {
				_, err = c.Decide(t.Context(), c.actor("sato"), verb, c.event())
			} else {
				_, err = c.Undo(t.Context(), c.actor("sato"), number, c.event())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAnotherCompanysRequestsAreNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		first := c.asks(t, "tanaka", adds(worktime.Out, 18))
		twin := *c
		twin.tenant = "b-t"
		if _, err := twin.Decide(t.Context(), twin.actor("sato"), workflow.Decision{Number: first.Number, Verb: workflow.Approve}, twin.event()); !domain.Is(err, domain.NotFound) {
			t.Error(err)
		}
		if _, err := twin.ByNumber(t.Context(), twin.actor("ono"), first.Number); !domain.Is(err, domain.NotFound) {
			t.Error(err)
		}
		w := adds(worktime.Out, 18)
		w.Employee = "a-tanaka"
		if _, err := twin.Submit(t.Context(), twin.actor("ono"), w, twin.event()); !domain.Is(err, domain.NotFound) {
			t.Error(err)
		}
		if queue, err := twin.Queue(t.Context(), twin.actor("ono")); err != nil || len(queue) != 0 {
			t.Errorf("%+v, %v", queue, err)
		}
		twin.punch(t, "tanaka", worktime.In, day(19, 9))
		if own := twin.asks(t, "tanaka", adds(worktime.Out, 17)); own.Number != 1001 || first.Number != 1001 {
			t.Errorf("its own is %d", own.Number)
		}
		if _, err := c.Decide(t.Context(), c.actor("sato"), workflow.Decision{Number: 1001, Verb: workflow.Approve}, c.event()); err != nil {
			t.Fatal(err)
		}
		if a, b := c.times(t, "tanaka", "2026-11-19"), twin.times(t, "tanaka", "2026-11-19"); a != "in 9, out 18" || b != "in 9" {
			t.Errorf("%q and %q", a, b)
		}
	})
}
