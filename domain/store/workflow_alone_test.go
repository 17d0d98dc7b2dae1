package store_test

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// alone leaves suzuki as the only one who may decide.
func alone(m *company.Masters) {
	for i := range m.Employees {
		if e := &m.Employees[i]; e.ID != "a-suzuki" {
			e.Role, e.PermissionGroup = domain.Employee, ""
		}
	}
}

// Whoever is the only one who may decide corrects himself at once, the audit says why, and he may take it back: until
// somebody else may decide.
func TestNobodyElseMayDecide(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s, alone)
		out := c.asks(t, "suzuki", adds(worktime.Out, 18))
		if got := c.times(t, "suzuki", "2026-11-19"); out.State != workflow.Approved || got != "out 18" {
			t.Fatalf("%s, %s", out.State, got)
		}
		var rows []audit.Row
		err := s.Audit().Each(t.Context(), audit.Query{Tenant: c.tenant}, func(r audit.Row) error { rows = append(rows, r); return nil })
		if err != nil || len(rows) == 0 {
			t.Fatal(rows, err)
		}
		if r := rows[len(rows)-1]; r.Act != audit.Corrected || r.Why != "nobody else may decide" {
			t.Errorf("the audit has %+v", r)
		}
		c.ended(t, out.Number, c.Undo, "suzuki")
		if got := c.times(t, "suzuki", "2026-11-19"); got != "" {
			t.Errorf("taken back, and there is %s", got)
		}
		again := c.asks(t, "suzuki", adds(worktime.Out, 18))
		m, err := s.Masters().Masters(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(m.Employees, func(e org.Employee) bool { return e.ID == "a-ono" })
		m.Employees[i].Role = domain.Owner
		if err := s.Masters().Save(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Undo(t.Context(), c.actor("suzuki"), again.Number, c.event()); why(err) != "forbidden own" {
			t.Errorf("somebody else may decide now: %v", err)
		}
		if out := c.asks(t, "suzuki", adds(worktime.In, 9)); out.State != workflow.Pending {
			t.Errorf("somebody else may decide now: %s", out.State)
		}
	})
}
