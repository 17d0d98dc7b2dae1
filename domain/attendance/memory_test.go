package attendance

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

var tokyo = org.Tenant{Timezone: "Asia/Tokyo"}.Zone()

// memory is a book as small as the contract of Book allows.
type memory struct {
	mu        sync.Mutex
	punches   []worktime.Punch
	witnesses []Witness
	changes   []Change
	notes     []worktime.DayNote
	locks     func() []closing.Lock
}

func (m *memory) Write(_ context.Context, tenant, employee domain.ID, ref Ref, from, to calendar.Date, decide Decide) (Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := History{Punches: m.of(tenant, employee, from, to), Notes: m.said(tenant, employee, from, to), Locks: m.locks()}
	for i, p := range m.punches {
		if p.Tenant == tenant && p.Source == ref.Source && p.SourceRef == ref.ID {
			h.Known = &m.punches[i]
		}
	}
	for _, w := range m.witnesses {
		if w.Tenant == tenant && w.Source == ref.Source && w.SourceRef == ref.ID {
			h.Known = worktime.ByID(m.punches, w.Punch)
		}
	}
	if h.Known != nil {
		known := *h.Known
		h.Known = &known
	}
	if _, err := decide(h); err != nil { // a book may ask twice
		return Entry{}, err
	}
	e, err := decide(h)
	if err != nil {
		return e, err
	}
	for _, c := range e.Changes {
		p := worktime.ByID(m.punches, c.Punch)
		if p.State != c.From {
			return e, fmt.Errorf("change %s: state is %s, not %s", c.Punch, p.State, c.From)
		}
		p.State = c.To
		m.changes = append(m.changes, c)
	}
	if e.Note != nil {
		e.Note.Version = worktime.NoteOn(m.said(tenant, employee, from, to), e.Note.Date).Version + 1
		m.notes = append(m.notes, *e.Note)
	}
	if e.Witness != nil {
		m.witnesses = append(m.witnesses, *e.Witness)
	}
	for i, made := range e.New() {
		seq, prev := int64(1), ""
		for _, p := range m.punches {
			if p.Tenant == tenant {
				seq, prev = p.Seq+1, p.Hash
			}
			if p.Tenant == tenant && p.Source == made.Source && p.SourceRef == made.SourceRef {
				return e, fmt.Errorf("%s %s is there already", made.Source, made.SourceRef)
			}
		}
		Seal(&made, seq, prev)
		m.punches = append(m.punches, made)
		if e.Punch != nil && i == 0 {
			e.Punch = &made
		}
	}
	return e, nil
}

func (m *memory) of(tenant, employee domain.ID, from, to calendar.Date) []worktime.Punch {
	var list []worktime.Punch
	for _, p := range m.punches {
		if p.Tenant == tenant && p.Employee == employee && from <= p.Date && p.Date <= to {
			list = append(list, p)
		}
	}
	return worktime.ByTime(list)
}

func (m *memory) Punches(_ context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.Punch, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.of(tenant, employee, from, to), nil
}

func (m *memory) Notes(_ context.Context, tenant, employee domain.ID, from, to calendar.Date) ([]worktime.DayNote, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.said(tenant, employee, from, to), nil
}

func (m *memory) said(tenant, employee domain.ID, from, to calendar.Date) []worktime.DayNote {
	newest := map[calendar.Date]worktime.DayNote{}
	for _, n := range m.notes {
		if n.Tenant == tenant && n.Employee == employee && from <= n.Date && n.Date <= to {
			newest[n.Date] = n
		}
	}
	return slices.SortedFunc(maps.Values(newest), func(a, b worktime.DayNote) int { return a.Date.Sub(b.Date) })
}

func (m *memory) find(is func(worktime.Punch) bool) (worktime.Punch, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := slices.IndexFunc(m.punches, is); i >= 0 {
		return m.punches[i], nil
	}
	return worktime.Punch{}, domain.Errorf(domain.NotFound, "no such punch")
}

func (m *memory) PunchByID(_ context.Context, tenant, id domain.ID) (worktime.Punch, error) {
	return m.find(func(p worktime.Punch) bool { return p.Tenant == tenant && p.ID == id })
}

func (m *memory) PunchByMessage(_ context.Context, tenant domain.ID, source domain.Door, message string) (worktime.Punch, error) {
	return m.find(func(p worktime.Punch) bool {
		return p.Tenant == tenant && p.Source == source && message != "" && p.Message == message
	})
}

func (m *memory) Chain(_ context.Context, tenant, employee domain.ID, from, to calendar.Date, each func(worktime.Punch) error) error {
	for _, p := range m.punches {
		in := p.Tenant == tenant && (employee == "" || p.Employee == employee) && (from == "" || from <= p.Date) && (to == "" || p.Date <= to)
		if !in {
			continue
		}
		if err := each(p); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) Standing(_ context.Context, tenant domain.ID, since calendar.Date, after time.Time) (map[domain.ID]Latest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	latest := map[domain.ID]Latest{}
	for _, p := range worktime.ByTime(slices.Clone(m.punches)) {
		if p.Tenant == tenant && p.Date >= since && p.State == worktime.Effective && !p.At.Before(after) {
			latest[p.Employee] = Latest{p.Kind, p.At, p.Seq}
		}
	}
	return latest, nil
}

// company is one company with its people, its locks and a clock that stands where the test put it.
type company struct {
	*Service
	posts   []time.Time
	t       *testing.T
	book    *memory
	tenant  org.Tenant
	people  []org.Employee
	pattern worktime.Pattern
	group   closing.Group // of everybody; without a day it is the month
	locked  map[calendar.Month]bool
	sees    []org.Employee
	sights  error
	now     time.Time
	refs    int
}

func newCompany(t *testing.T) *company {
	c := &company{t: t, book: &memory{}, locked: map[calendar.Month]bool{}, now: at("11/20 9:00")}
	c.tenant = org.Tenant{ID: "umi", Timezone: "Asia/Tokyo", Boundary: calendar.DefaultBoundary}
	c.pattern = worktime.Pattern{ID: "std", Start: 9 * 60, End: 18 * 60, Breaks: []worktime.Span{{From: 12 * 60, To: 13 * 60}}}
	c.people = []org.Employee{
		{ID: "tanaka", Tenant: "umi", Code: "1001", WorkPattern: "std", ClosingGroup: "end", Active: true},
		{ID: "takahashi", Tenant: "umi", Code: "1002"},
		{ID: "yamada", Tenant: "umi", Code: "1003", Active: true, Methods: []domain.Door{domain.Slack, domain.Web}},
	}
	clock := func() time.Time { return c.now }
	c.book.locks = func() []closing.Lock {
		var rows []closing.Lock
		for month, locked := range c.locked {
			rows = append(rows, closing.Lock{Group: "end", Month: month, Locked: locked})
		}
		return rows
	}
	c.Service = &Service{
		Book: c.book, Patterns: c, Reasons: c, Tenants: c, People: c, Closing: c, Snapshots: c, Sight: c, Posts: c, Now: clock, NewID: domain.IDs(clock),
	}
	return c
}

// LastPost implements Posts.
func (c *company) LastPost(_ context.Context, _, _ domain.ID, from, to time.Time) (last time.Time, found bool, err error) {
	for _, at := range c.posts {
		if !at.Before(from) && at.Before(to) && at.After(last) {
			last, found = at, true
		}
	}
	return last, found, nil
}

func (c *company) Tenant(context.Context, domain.ID) (org.Tenant, error) { return c.tenant, nil }

func (c *company) Employee(_ context.Context, tenant, id domain.ID) (org.Employee, error) {
	for _, e := range c.people {
		if e.Tenant == tenant && e.ID == id {
			return e, nil
		}
	}
	return org.Employee{}, domain.Errorf(domain.NotFound, "no employee %s", id)
}

func (c *company) Site(context.Context, domain.ID, domain.ID) (org.Site, error) {
	return org.Site{Methods: []domain.Door{domain.Web}}, nil
}

func (c *company) Pattern(context.Context, domain.ID, domain.ID) (worktime.Pattern, error) {
	return c.pattern, nil
}

func (c *company) Reasons(context.Context, domain.ID) ([]worktime.ReasonCode, error) {
	return nil, nil
}

func (c *company) Visible(context.Context, domain.Actor) ([]org.Employee, error) {
	return c.sees, c.sights
}

func (c *company) GroupOf(_ context.Context, e org.Employee) (closing.Group, error) {
	if c.group.Day > 0 {
		return c.group, nil
	}
	return closing.Group{ID: e.ClosingGroup, Tenant: e.Tenant, Day: 31, Label: closing.ByClosing}, nil
}

func (c *company) LockedDays(ctx context.Context, g closing.Group, e domain.ID, from, to calendar.Date) (closing.LockedDays, error) {
	return (&closing.Service{Store: locker{c}}).LockedDays(ctx, g, e, from, to)
}

func (c *company) State(ctx context.Context, g closing.Group, m calendar.Month, e domain.ID) (closing.Lock, error) {
	return (&closing.Service{Store: locker{c}}).State(ctx, g, m, e)
}

func (c *company) Groups(context.Context, domain.ID) ([]closing.Group, error) { return nil, nil }

func (c *company) Locks(_ context.Context, _, _ domain.ID, m calendar.Month) ([]closing.Lock, error) {
	return []closing.Lock{{Group: "end", Month: m, Locked: c.locked[m]}}, nil
}

func (c *company) AddLock(context.Context, closing.Lock, []domain.ID, calendar.Date, calendar.Date, Freeze) error {
	return nil
}

// Frozen finds none: these tests are of months nobody has locked by a Freezer.
func (c *company) Frozen(context.Context, domain.ID, domain.ID, calendar.Month) (Snapshot, error) {
	return Snapshot{}, domain.Errorf(domain.NotFound, "no snapshot")
}

func (c *company) EachFrozen(context.Context, domain.ID, func(Snapshot) error) error { return nil }

func tanaka() domain.Actor {
	return domain.Actor{Tenant: "umi", Employee: "tanaka", Role: domain.Employee, Door: domain.LINE}
}

// at reads "11/20 8:58" or "11/20 8:58:30" in 2026, in Tokyo.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006 1/2 15:04:05", "2026 "+s, tokyo)
	if err != nil {
		t, err = time.ParseInLocation("2006 1/2 15:04", "2026 "+s, tokyo)
	}
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// on reads a date of 2026.
func on(s string) calendar.Date { return calendar.DateOf(at(s + " 12:00").In(tokyo)) }

// says makes tanaka punch at a time, heard then and there.
func (c *company) says(kind worktime.Kind, when string) Result {
	c.t.Helper()
	c.now = at(when)
	return c.late(kind, when)
}

// late makes tanaka's punch arrive at whatever time it is now.
func (c *company) late(kind worktime.Kind, when string) Result {
	c.t.Helper()
	c.refs++
	r, err := c.Punch(c.t.Context(), tanaka(), Command{Kind: kind, At: at(when), Ref: Ref{domain.LINE, fmt.Sprint("e", c.refs)}})
	if err != nil {
		c.t.Fatalf("%s %s: %v", when, kind, err)
	}
	return r
}

// locker is a company's locks as closing.Store; AddLock of a company is that of Snapshots.
type locker struct{ *company }

func (locker) AddLock(context.Context, closing.Lock) error { return nil }
