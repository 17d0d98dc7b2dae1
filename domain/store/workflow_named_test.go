package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// names has the people of a company named for a person, or for a department.
func names(list ...org.Named) func(*company.Masters) {
	return func(m *company.Masters) { m.Tenant.Approval.Named = list }
}

// Whoever is named for somebody decides instead of his department's managers; what he may is looked at when he decides.
func TestTheNamedDecide(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s, names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori"}}))
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		number := c.asks(t, "tanaka", adds(worktime.Out, 18)).Number
		approves := func(who string) string {
			_, err := c.Decide(t.Context(), c.actor(who), workflow.Decision{Number: number, Verb: workflow.Approve}, c.event())
			if err != nil {
				return why(err)
			}
			return "approved"
		}
		for who, want := range map[string]int{"mori": 1, "sato": 0, "suzuki": 1} {
			if cards, err := c.Queue(t.Context(), c.actor(who)); err != nil || len(cards) != want {
				t.Errorf("%s has %d waiting, %v", who, len(cards), err)
			}
		}
		if got := approves("sato"); got != "forbidden not_approver" {
			t.Errorf("the department's manager: %s", got)
		}
		save := func(change func(*company.Masters)) {
			t.Helper()
			m, err := s.Masters().Masters(t.Context(), "a")
			if err != nil {
				t.Fatal(err)
			}
			change(&m)
			if err := s.Masters().Save(t.Context(), company.Masters{Tenant: m.Tenant, Employees: m.Employees}); err != nil {
				t.Fatal(err)
			}
		}
		role := func(r domain.Role) func(*company.Masters) {
			return func(m *company.Masters) {
				i := slices.IndexFunc(m.Employees, func(e org.Employee) bool { return e.ID == "a-mori" })
				m.Employees[i].Role = r
			}
		}
		save(role(domain.Employee))
		if got := approves("mori"); got != "forbidden not_approver" {
			t.Errorf("who leads nobody any more: %s", got)
		}
		save(role(domain.Manager))
		save(names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-ito"}}))
		if got := approves("mori"); got != "forbidden not_approver" {
			t.Errorf("who is named no more: %s", got)
		}
		if got := approves("ito"); got != "approved" {
			t.Errorf("who is named now: %s", got)
		}
		if _, err := c.ByNumber(t.Context(), domain.Actor{Tenant: "b-t", Employee: "b-mori"}, number); !domain.Is(err, domain.NotFound) {
			t.Errorf("another company's manager: %v", err)
		}
	})
}

// Who is asked, and why, by what is named.
func TestRoutesSayWhoAndWhy(t *testing.T) {
	above := func(m *company.Masters) { // the department stands below another, which is named for
		m.Departments[0].Parent = "a-far"
		names(org.Named{Department: "a-far", By: []domain.ID{"a-ono", "a-mori"}})(m)
	}
	for _, tc := range []struct {
		name   string
		whose  string
		change func(*company.Masters)
		want   string
	}{
		{"nobody named", "tanaka", names(), "sato manager a-d, ito manager a-d | suzuki admin, ono admin"},
		{"for him", "tanaka", names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori"}}), "mori named | suzuki admin, ono admin"},
		{"for another", "ueno", names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori"}}), "sato manager a-d, ito manager a-d | suzuki admin, ono admin"},
		{"for what is above, in their order", "tanaka", above, "ono named a-far, mori named a-far | suzuki admin"},
		{"for him before his department", "tanaka", names(org.Named{Department: "a-d", By: []domain.ID{"a-ito"}}, org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori"}}), "mori named | suzuki admin, ono admin"},
		{"his own request", "sato", names(org.Named{Department: "a-d", By: []domain.ID{"a-sato"}}), "suzuki admin, ono admin"},
		{"somebody who leads nobody", "tanaka", names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-ueno"}}), "suzuki admin, ono admin"},
		{"a deputy of the named", "tanaka", func(m *company.Masters) {
			names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori"}})(m)
			m.Tenant.Approval.Deputies = []org.Deputy{{For: "a-mori", To: "a-ueno"}}
		}, "mori(ueno) named | suzuki admin, ono admin"},
		{"administrators only", "tanaka", func(m *company.Masters) {
			names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori", "a-ono"}})(m)
			m.Tenant.Approval.Route = org.ByAdmins
		}, "ono named | suzuki admin"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			only(t, func(t *testing.T, s *store.Store) {
				c := newCourt(t, s, tc.change)
				of, people, err := c.Routes(t.Context(), c.tenant)
				if err != nil {
					t.Fatal(err)
				}
				i := slices.IndexFunc(people, func(e org.Employee) bool { return e.Name == tc.whose })
				if got := routed(of(people[i])); got != tc.want {
					t.Errorf("got  %s\nwant %s", got, tc.want)
				}
			})
		})
	}
}

func routed(levels [][]workflow.Asked) string {
	var all []string
	for _, level := range levels {
		var some []string
		for _, a := range level {
			said := a.Name
			for _, d := range a.Deputies {
				said += "(" + d.Name + ")"
			}
			some = append(some, strings.TrimSpace(fmt.Sprint(said, " ", a.Why, " ", a.Of)))
		}
		all = append(all, strings.Join(some, ", "))
	}
	return strings.Join(all, " | ")
}

// A request that the named leave waiting goes to the administrators.
func TestTheNamedHandOnToAdministrators(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s, names(org.Named{Employee: "a-tanaka", By: []domain.ID{"a-mori"}}), func(m *company.Masters) { m.Tenant.Approval.EscalateHours = 24 })
		out := c.asks(t, "tanaka", adds(worktime.In, 9))
		if len(out.Tell) != 1 || out.Tell[0] != "a-mori" {
			t.Errorf("asked are %v", out.Tell)
		}
		c.now.Add(25 * time.Hour.Microseconds())
		var told []domain.ID
		n, err := c.Escalate(t.Context(), time.UnixMicro(c.now.Load()), func(_ context.Context, e workflow.Escalation) error { told = e.Tell; return nil })
		if err != nil || n != 1 || !slices.Equal(told, []domain.ID{"a-suzuki", "a-ono"}) {
			t.Errorf("%d handed on to %v, %v", n, told, err)
		}
	})
}
