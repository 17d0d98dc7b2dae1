package worktime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/worktime"
)

// The worked examples come out the same when somebody punches them, one by one, in a company that has those rules.
func TestWorkedExamplesThroughTheStore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := 0
		worktime.PlayExamples(t, func(r worktime.Rules, period closing.Period, punches []worktime.Punch, now time.Time) worktime.Aggregate {
			n++
			service, tenant, employee := punched(t, s, fmt.Sprint("c", n), r, punches, now)
			a, err := service.Month(t.Context(), tenant, employee, period.Month, now)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}, func(r worktime.Rules, period closing.Period, punches []worktime.Punch, now time.Time) []worktime.Finding {
			n++
			service, tenant, employee := punched(t, s, fmt.Sprint("c", n), r, punches, now)
			list, err := service.Lint(t.Context(), tenant, employee, period.Month, now)
			if err != nil {
				t.Fatal(err)
			}
			return list
		})
	})
}

// punched makes a company with the rules and one person, says his punches at their times and notes what is said of his days.
func punched(t *testing.T, s *store.Store, code string, r worktime.Rules, punches []worktime.Punch, now time.Time) (*attendance.Service, domain.ID, domain.ID) {
	tenant, employee := domain.ID(code), domain.ID(code+"-e")
	m := company.Masters{
		Tenant: org.Tenant{ID: tenant, Code: code, Name: code, Timezone: r.Zone.String(), Boundary: r.Boundary, Workflow: org.WorkflowOn, Rules: org.Rules{
			WeekStart: strings.ToLower(r.WeekStart.String()), Rounding: r.Rounding, AutoBreak: r.AutoBreak, OutingCounted: r.OutingCounted, Calendar: r.Calendar, Interval: r.Interval,
		}},
		Employees: []org.Employee{{ID: employee, Tenant: tenant, Code: "1", Name: "田中", Role: domain.Employee, Active: true}},
	}
	if r.Pattern != nil {
		pattern := *r.Pattern
		pattern.ID, pattern.Tenant, pattern.Code, pattern.Name = domain.ID(code+"-w"), tenant, "std", "通常"
		m.Patterns, m.Employees[0].WorkPattern = []worktime.Pattern{pattern}, pattern.ID
	}
	for _, n := range r.Noted {
		for _, taken := range n.Reasons {
			m.Reasons = append(m.Reasons, worktime.ReasonCode{ID: domain.ID(code + taken.Code), Tenant: tenant, Code: taken.Code, Name: taken.Name, Means: taken.Means})
		}
	}
	if err := s.Masters().Save(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	clock := now
	tick := func() time.Time { return clock }
	o := s.Org()
	service := &attendance.Service{
		Book: s.Book(), Patterns: s.Patterns(), Reasons: s.Reasons(), Tenants: o, People: o, Closing: &closing.Service{Store: s.Closing(), People: o, Now: tick, NewID: domain.IDs(tick)},
		Snapshots: s.Snapshots(), Sight: &org.Sight{People: o, Departments: o}, Posts: s.Posts(), Now: tick, NewID: domain.IDs(tick),
	}
	me := domain.Actor{Tenant: tenant, Employee: employee, Role: domain.Employee, Door: domain.LINE}
	for i, p := range slices.SortedFunc(slices.Values(punches), func(a, b worktime.Punch) int { return a.At.Compare(b.At) }) {
		clock = p.At
		ref := attendance.Ref{Source: domain.LINE, ID: fmt.Sprint(i)}
		if _, err := service.Punch(t.Context(), me, attendance.Command{Kind: p.Kind, At: p.At, Ref: ref}); err != nil {
			t.Fatal(err)
		}
	}
	for date, n := range r.Noted {
		note := worktime.DayNote{Tenant: tenant, Employee: employee, Date: date, By: employee, Door: domain.Me, At: now}
		for _, taken := range n.Reasons {
			note.Reasons = append(note.Reasons, taken.String())
		}
		_, err := s.Book().Write(t.Context(), tenant, employee, attendance.Ref{Source: domain.Me, ID: "note " + string(date)}, date, date,
			func(attendance.History) (attendance.Entry, error) { return attendance.Entry{Note: &note}, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	return service, tenant, employee
}
