package store_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// doors are the methods that change a record, of everything that does; readers are those that do not. A method in neither
// list fails: whoever adds a door says here that a locked month withstands it.
var (
	doors = map[reflect.Type][]string{
		reflect.TypeFor[*attendance.Service]():  {"Import", "Punch", "Void"},
		reflect.TypeFor[attendance.Book]():      {"Write"},
		reflect.TypeFor[attendance.Snapshots](): {"AddLock"},
		reflect.TypeFor[*closing.Service]():     {"Lock", "Unlock"},
		reflect.TypeFor[closing.Store]():        {"AddLock"},
		reflect.TypeFor[company.Store]():        {"Save"},
		reflect.TypeFor[*workflow.Service]():    {"Submit", "Decide", "DecideAll", "Withdraw", "Undo", "Escalate"},
		reflect.TypeFor[workflow.Store]():       {"Change"},
	}
	readers = []string{"Agreement", "Amender", "ByMessage", "ByNumber", "Day", "Each", "Forgotten", "Mine", "Of", "Overdue", "Pending", "Preview", "Routes",
		"Amenders", "MayDecide", "Queue", "QueuePage", "Read", "Rehearse", "Waiting", "Chain", "EachFrozen", "Foresee", "Frozen", "Group", "GroupByCode", "GroupOf", "Groups", "Lint", "LintEach", "Locked", "LockedDays",
		"Locks", "Masters", "Month", "Newest", "Notes", "PunchByID", "PunchByMessage", "Punches", "Recount", "Standing", "State", "Today", "Verify", "Watch",
		"WhoIsIn", "Why"}
)

func TestEveryDoorIsNamed(t *testing.T) {
	for door, writers := range doors {
		for m := range door.Methods() {
			if !slices.Contains(writers, m.Name) && !slices.Contains(readers, m.Name) {
				t.Errorf("%s.%s: is it a door? Then try it on a locked month below", door, m.Name)
			}
		}
	}
}

// closed is an office with a week of punches in a month that was locked, and the figures of then.
type closed struct {
	office
	store  *store.Store
	now    *atomic.Int64
	me     domain.Actor
	last   domain.ID // my last punch of the month
	n      int
	before worktime.Aggregate
}

func day(d, hour int) time.Time { return time.Date(2026, 11, d, hour-9, 0, 0, 0, time.UTC) }

func newClosed(t *testing.T, s *store.Store) *closed {
	c := &closed{store: s, now: &atomic.Int64{}}
	c.now.Store(day(1, 0).UnixMicro())
	c.office = newOffice(t, s, c.now)
	c.me = domain.Actor{Tenant: c.tenant, Employee: c.people[0], Role: domain.Employee, Door: domain.LINE}
	for d := 9; d <= 13; d++ {
		c.punch(t, worktime.In, day(d, 9))
		if d != 10 { // a forgotten out
			c.last = c.punch(t, worktime.Out, day(d, 18+d%5)).Punch.ID
		}
	}
	c.lock(t, "")
	c.before = c.month(t)
	return c
}

func (c *closed) punch(t *testing.T, kind worktime.Kind, at time.Time) attendance.Result {
	t.Helper()
	c.n++
	if c.now.Load() < at.UnixMicro() {
		c.now.Store(at.UnixMicro())
	}
	r, err := c.Punch(t.Context(), c.me, attendance.Command{Kind: kind, At: at, Ref: ref(fmt.Sprint("c", c.n))})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (c *closed) month(t *testing.T) worktime.Aggregate {
	t.Helper()
	m, err := c.Month(t.Context(), c.tenant, c.me.Employee, "2026-11", time.UnixMicro(c.now.Load()))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// change saves a company as a seed of a changed file does.
func (c *closed) change(t *testing.T, change func(*company.Masters)) {
	t.Helper()
	m, err := c.store.Masters().Masters(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	change(&m)
	if err := c.store.Masters().Save(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

func (c *closed) moved(t *testing.T) {
	c.change(t, func(m *company.Masters) {
		m.Groups = append(m.Groups, closing.Group{ID: "other", Tenant: c.tenant, Code: "20", Name: "20日", Day: 20, Label: closing.ByClosing})
		m.Employees[1].ClosingGroup = "other"
	})
}

func TestALockedMonthWithstandsEveryDoor(t *testing.T) {
	held := func(t *testing.T, r attendance.Result) {
		t.Helper()
		if r.Punch.State != worktime.Held || r.Punch.Hold != worktime.LockedMonth {
			t.Errorf("it is %s, %q", r.Punch.State, r.Punch.Hold)
		}
	}
	// What leaves the masters alone is tried on one office, one door after the other; what changes them on a new one each.
	onOne := map[string]func(*testing.T, *closed){
		"Punch: a late in":                  func(t *testing.T, c *closed) { held(t, c.punch(t, worktime.In, day(14, 8))) },
		"Punch: a later out":                func(t *testing.T, c *closed) { held(t, c.punch(t, worktime.Out, day(13, 23))) },
		"Punch: a break in the middle":      func(t *testing.T, c *closed) { held(t, c.punch(t, worktime.BreakStart, day(12, 10))) },
		"Punch: the out that was forgotten": func(t *testing.T, c *closed) { held(t, c.punch(t, worktime.Out, day(10, 20))) },
		"Void: the last punch": func(t *testing.T, c *closed) {
			if _, err := c.Void(t.Context(), c.me, c.last, ref("undo")); !domain.Is(err, domain.Locked) {
				t.Error(err)
			}
		},
		"Import: a whole day": func(t *testing.T, c *closed) {
			for i, kind := range []worktime.Kind{worktime.In, worktime.Out} {
				cmd := attendance.Command{Kind: kind, At: day(8, 5+15*i), Ref: attendance.Ref{ID: fmt.Sprint("file/", i)}}
				got, err := c.Import(t.Context(), c.boss, c.me.Employee, cmd)
				if err != nil || got.Punch.Hold != worktime.LockedMonth {
					t.Errorf("%+v, %v", got, err)
				}
			}
		},
		"Lock: once more": func(t *testing.T, c *closed) { c.lock(t, ""); c.lock(t, c.me.Employee) },
		"AddLock: past the service": func(t *testing.T, c *closed) {
			lock := closing.Lock{ID: "x", Tenant: c.tenant, Group: c.group, Month: "2026-11", Version: 2, Locked: true, At: noon}
			if err := c.closings.Store.AddLock(t.Context(), lock); err != nil {
				t.Error(err)
			}
		},
		"Unlock: by an employee": func(t *testing.T, c *closed) {
			if _, err := c.closings.Unlock(t.Context(), c.me, c.order("")); !domain.Is(err, domain.Forbidden) {
				t.Error(err)
			}
		},
		"Write: the twin's": func(t *testing.T, c *closed) {
			_, err := c.store.Book().Write(t.Context(), "b-t", "b-e1", ref("twin"), "2026-11-01", "2026-11-30",
				func(attendance.History) (attendance.Entry, error) {
					return attendance.Entry{Punch: punchOf("b-t", "b-e1", "twin", noon)}, nil
				})
			if err != nil {
				t.Error(err)
			}
		},
	}
	onNew := map[string]func(*testing.T, *closed){
		"Punch: every other door": func(t *testing.T, c *closed) {
			c.change(t, func(m *company.Masters) { m.Employees[1].Methods, m.Sites[0].Methods = nil, nil })
			for _, c.me.Door = range []domain.Door{domain.Chatwork, domain.Slack, domain.Me, domain.Web, domain.Card, domain.Beacon} {
				held(t, c.punch(t, worktime.Out, day(13, 23)))
				c.n++
			}
		},
		"Void: the last punch, in another group now": func(t *testing.T, c *closed) {
			c.moved(t)
			if _, err := c.Void(t.Context(), c.me, c.last, ref("undo")); !domain.Is(err, domain.Locked) {
				t.Error(err)
			}
		},
		"Save: another pattern": func(t *testing.T, c *closed) {
			c.change(t, func(m *company.Masters) {
				m.Patterns[0].Start, m.Patterns[0].Breaks, m.Patterns[0].Boundary = 600, nil, nil
			})
			held(t, c.punch(t, worktime.Out, day(13, 23)))
		},
		"Save: other rules": func(t *testing.T, c *closed) {
			c.change(t, func(m *company.Masters) {
				m.Tenant.Boundary, m.Tenant.Timezone = 540, "America/New_York"
				m.Tenant.Rules = org.Rules{WeekStart: "monday", Calendar: org.CalendarRules{Statutory: []string{"wednesday"}},
					Rounding: org.Rounding{Month: map[string]org.Step{"worked": {To: org.Earlier, Minutes: 60}}}}
			})
			held(t, c.punch(t, worktime.In, day(13, 21)))
		},
		"Save: versions from a date in the month": func(t *testing.T, c *closed) {
			c.change(t, func(m *company.Masters) {
				first := worktime.PatternVersion{Pattern: m.Patterns[0]}
				later := worktime.PatternVersion{From: "2026-11-11", Pattern: m.Patterns[0]}
				later.Start, later.Boundary = 600, nil
				m.Patterns[0].Versions = []worktime.PatternVersion{first, later}
				m.Tenant.Versions = []org.RuleVersion{{Boundary: m.Tenant.Boundary, Rules: m.Tenant.Rules},
					{From: "2026-11-12", Boundary: 540, Rules: org.Rules{Calendar: org.CalendarRules{Statutory: []string{"thursday"}}}}}
				m.Employees[1].Versions = []org.Assignment{{ClosingGroup: m.Groups[0].ID, WorkPattern: m.Patterns[0].ID}, {From: "2026-11-10"}}
				m.Employees[1].Left = "2026-11-12"
			})
			c.now.Store(day(13, 0).UnixMicro())
		},
		"Save: another closing day": func(t *testing.T, c *closed) {
			c.change(t, func(m *company.Masters) { m.Groups[0].Day = 10 })
			held(t, c.punch(t, worktime.Out, day(13, 23)))
		},
		"Save: another closing group": func(t *testing.T, c *closed) {
			c.moved(t)
			held(t, c.punch(t, worktime.Out, day(13, 23)))
		},
		"Save: somebody who left": func(t *testing.T, c *closed) {
			c.change(t, func(m *company.Masters) { m.Employees[1].Active = false })
		},
		"Lock: another group's, in which he is now": func(t *testing.T, c *closed) {
			c.moved(t)
			c.group = "other"
			c.lock(t, "")
		},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newClosed(t, s)
		for name, try := range onOne {
			t.Run(name, func(t *testing.T) {
				try(t, c)
				c.same(t)
			})
		}
	})
	for name, try := range onNew {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				c := newClosed(t, s)
				try(t, c)
				c.same(t)
			})
		})
	}
}

// same demands the figures of the lock, as a month, as days and as bytes, and that nothing of the ledger moved under them.
func (c *closed) same(t *testing.T) {
	t.Helper()
	after := c.month(t)
	if after.Totals != c.before.Totals || after.Locked != 1 || after.Period != c.before.Period || len(after.Days) != 30 {
		t.Errorf("the month: %+v, version %d; it was %+v", after.Totals, after.Locked, c.before.Totals)
	}
	for i, d := range after.Days {
		if d.Figures != c.before.Days[i].Figures || len(d.Shifts) != len(c.before.Days[i].Shifts) {
			t.Errorf("%s: %+v; it was %+v", d.Date, d.Figures, c.before.Days[i].Figures)
		}
	}
	n, err := c.Recount(context.WithoutCancel(t.Context()), c.tenant, func(d attendance.Doubt) error {
		if d.Cause != attendance.NewRules {
			t.Errorf("%s: %+v", d.Cause, d.Differences)
		}
		return nil
	})
	if err != nil || n != len(c.people) {
		t.Errorf("%d months recounted, %v", n, err)
	}
}

// A month somebody changed past the program is told, and by what.
func TestARecountTellsWhatWasChangedPastTheProgram(t *testing.T) {
	for name, tc := range map[string]struct {
		statement string
		cause     attendance.Cause
	}{
		"the figures":     {`UPDATE month_snapshot SET figures = replace(figures, '"worked":', '"worked":1') WHERE employee_id = 'a-e1'`, attendance.BadDigest},
		"the version":     {`UPDATE month_snapshot SET version = 7 WHERE employee_id = 'a-e1'`, attendance.BadDigest},
		"a punch's state": {`UPDATE punch SET state = 'void' WHERE kind = 'out' AND business_date = '2026-11-12'`, attendance.BadLedger},
		"today's pattern": {`UPDATE work_pattern SET end_min = 1020 WHERE tenant_id = 'a-t'`, attendance.NewRules},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				c := newClosed(t, s)
				storetest.Bytes(t, s, tc.statement)
				var causes []attendance.Cause
				_, err := c.Recount(t.Context(), c.tenant, func(d attendance.Doubt) error {
					if d.Employee == c.me.Employee {
						causes = append(causes, d.Cause)
					}
					return nil
				})
				if err != nil || !slices.Equal(causes, []attendance.Cause{tc.cause}) {
					t.Errorf("%v, %v", causes, err)
				}
				if m := c.month(t); tc.cause != attendance.BadDigest && m.Totals != c.before.Totals {
					t.Errorf("the month followed: %+v", m.Totals)
				}
			})
		})
	}
}
