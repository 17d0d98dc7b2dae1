package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// shut is a court whose month was locked with requests in every state in it.
type shut struct {
	*court
	before                      worktime.Aggregate
	pending, approved, returned int
}

func newShut(t *testing.T, s *store.Store, change ...func(*company.Masters)) *shut {
	c := &shut{court: newCourt(t, s)}
	for d := 16; d <= 18; d++ {
		c.punch(t, "tanaka", worktime.In, day(d, 9))
	}
	for d, number := range map[int]*int{16: &c.pending, 17: &c.approved, 18: &c.returned} {
		*number = c.asks(t, "tanaka", out(d, 18)).Number
	}
	for number, verb := range map[int]workflow.Verb{c.approved: workflow.Approve, c.returned: workflow.Return} {
		if _, err := c.Decide(t.Context(), c.actor("sato"), workflow.Decision{Number: number, Verb: verb, Comment: "遅延証明"}, c.event()); err != nil {
			t.Fatal(err)
		}
	}
	boss := c.actor("ono")
	boss.Role = domain.Owner
	if _, err := c.closings.Lock(t.Context(), boss, closing.Order{Group: "a-g", Month: "2026-11", Reason: "月末"}); err != nil {
		t.Fatal(err)
	}
	c.before = c.month(t)
	m, err := s.Masters().Masters(t.Context(), "a")
	for _, f := range change {
		f(&m)
	}
	if err == nil {
		err = s.Masters().Save(t.Context(), m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// out is the wish to add an out.
func out(d, hour int) workflow.Wish {
	return workflow.Wish{Date: dateOf(d), Changes: []workflow.Change{{Op: workflow.Add, Kind: worktime.Out, At: day(d, hour)}}}
}

func (c *court) month(t *testing.T) worktime.Aggregate {
	t.Helper()
	m, err := c.punches.Month(t.Context(), c.tenant, c.actor("tanaka").Employee, "2026-11", day(20, 10))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestALockedMonthWithstandsEveryDecision(t *testing.T) {
	moved := func(m *company.Masters) {
		m.Groups = append(m.Groups, closing.Group{ID: "other", Tenant: "a-t", Code: "20", Name: "20日", Day: 20, Label: closing.ByClosing})
		for i := range m.Employees {
			m.Employees[i].ClosingGroup = "other"
		}
	}
	free := func(m *company.Masters) { m.Tenant.Workflow = org.WorkflowOff }
	note := "追記"
	doors := []struct {
		name   string
		try    func(context.Context, *shut) error
		change []func(*company.Masters) // on a company of its own
		code   domain.Code
	}{
		{name: "Submit", try: func(ctx context.Context, c *shut) error {
			_, err := c.Submit(ctx, c.actor("tanaka"), out(16, 20), c.event())
			return err
		}, code: domain.Locked},
		{name: "Submit: a note only", try: func(ctx context.Context, c *shut) error {
			_, err := c.Submit(ctx, c.actor("tanaka"), workflow.Wish{Date: dateOf(17), Note: &note}, c.event())
			return err
		}, code: domain.Locked},
		{name: "Submit: at once", try: func(ctx context.Context, c *shut) error {
			_, err := c.Submit(ctx, c.actor("tanaka"), out(16, 20), c.event())
			return err
		}, change: []func(*company.Masters){free}, code: domain.Locked},
		{name: "Submit: sent again", try: func(ctx context.Context, c *shut) error {
			w := out(18, 19)
			w.Replaces = c.returned
			_, err := c.Submit(ctx, c.actor("tanaka"), w, c.event())
			return err
		}, code: domain.Locked},
		{name: "Submit: from an open month into it", try: func(ctx context.Context, c *shut) error {
			c.set(day(30, 24+20)) // the evening of the first of December
			w := workflow.Wish{Date: "2026-12-01", Changes: []workflow.Change{{Op: workflow.Add, Kind: worktime.Out, At: day(30, 24+3)}}}
			_, err := c.Submit(ctx, c.actor("tanaka"), w, c.event())
			if domain.Is(err, domain.Invalid) { // it is the night of the locked month
				err = domain.Refuse(domain.Locked)
			}
			return err
		}, code: domain.Locked},
		{name: "Decide", try: func(ctx context.Context, c *shut) error {
			_, err := c.Decide(ctx, c.actor("sato"), workflow.Decision{Number: c.pending, Verb: workflow.Approve}, c.event())
			return err
		}, code: domain.Locked},
		{name: "Decide: in another group now", try: func(ctx context.Context, c *shut) error {
			_, err := c.Decide(ctx, c.actor("sato"), workflow.Decision{Number: c.pending, Verb: workflow.Approve}, c.event())
			return err
		}, change: []func(*company.Masters){moved}, code: domain.Locked},
		{name: "DecideAll", try: func(ctx context.Context, c *shut) error {
			return c.DecideAll(ctx, c.actor("ono"), []workflow.Decision{{Number: c.pending, Verb: workflow.Approve}}, c.event())[0].Err
		}, code: domain.Locked},
		{name: "Withdraw", try: func(ctx context.Context, c *shut) error {
			_, err := c.Withdraw(ctx, c.actor("tanaka"), c.returned, c.event())
			return err
		}},
		{name: "Undo", try: func(ctx context.Context, c *shut) error {
			_, err := c.Undo(ctx, c.actor("sato"), c.approved, c.event())
			return err
		}, code: domain.Locked},
		{name: "Undo: in another group now", try: func(ctx context.Context, c *shut) error {
			_, err := c.Undo(ctx, c.actor("ono"), c.approved, c.event())
			return err
		}, change: []func(*company.Masters){moved}, code: domain.Locked},
		{name: "Escalate", try: func(ctx context.Context, c *shut) error {
			_, err := c.Escalate(ctx, day(30, 10).Add(90*24*time.Hour), func(context.Context, workflow.Escalation) error { return nil })
			return err
		}},
		{name: "Decide: rejected, which changes nothing of the day", try: func(ctx context.Context, c *shut) error {
			_, err := c.Decide(ctx, c.actor("sato"), workflow.Decision{Number: c.pending, Verb: workflow.Reject, Comment: "締め後"}, c.event())
			return err
		}},
	}
	try := func(t *testing.T, c *shut, i int) {
		t.Helper()
		door := doors[i]
		if err := door.try(t.Context(), c); domain.CodeOf(err) != door.code || err != nil && door.code == "" {
			t.Errorf("%s: %v", door.name, err)
		}
		after := c.month(t)
		if after.Totals != c.before.Totals || after.Digest != c.before.Digest || after.Totals.Worked != 480 {
			t.Errorf("%s: %+v; it was %+v", door.name, after.Totals, c.before.Totals)
		}
		if got := c.times(t, "tanaka", dateOf(16)) + c.times(t, "tanaka", dateOf(17)); got != "in 9in 9, out 18" {
			t.Errorf("%s: %s", door.name, got)
		}
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newShut(t, s)
		for i, door := range doors {
			if door.change == nil {
				try(t, c, i)
			}
		}
	})
	for i, door := range doors {
		if door.change != nil {
			t.Run(door.name, func(t *testing.T) {
				storetest.Each(t, func(t *testing.T, s *store.Store) { try(t, newShut(t, s, door.change...), i) })
			})
		}
	}
}
