package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/store"
	"github.com/dakoku/dakoku/domain/store/storetest"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// only runs on the embedded engine: what is tried is a rule, not a statement.
func only(t *testing.T, run func(*testing.T, *store.Store)) { run(t, storetest.Open(t, "sqlite")) }

// Who may do what with a request in which state. Each cell is what becomes of it: a state, or why not.
func TestWhoMayDoWhatWithARequest(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		made := map[workflow.State]func(t *testing.T) int{
			workflow.Pending:  func(t *testing.T) int { return c.asks(t, "tanaka", c.another()).Number },
			workflow.Approved: func(t *testing.T) int { return c.decided(t, workflow.Approve) },
			workflow.Returned: func(t *testing.T) int { return c.decided(t, workflow.Return) },
			workflow.Rejected: func(t *testing.T) int { return c.decided(t, workflow.Reject) },
			workflow.Withdrawn: func(t *testing.T) int {
				return c.ended(t, c.asks(t, "tanaka", c.another()).Number, c.Withdraw, "tanaka")
			},
			workflow.Undone: func(t *testing.T) int { return c.ended(t, c.decided(t, workflow.Approve), c.Undo, "sato") },
		}
		const no, own, gone = "forbidden not_approver", "forbidden own", "conflict decided"
		for _, row := range []struct {
			who, verb string
			want      map[workflow.State]string
		}{
			{"tanaka", "approve", all(own)}, {"tanaka", "undo", all(own)}, {"ueno", "approve", all(no)}, {"ueno", "withdraw", all("forbidden not_yours")},
			{"mori", "approve", all(no)}, {"mori", "reject", all(no)}, {"mori", "undo", all(no)},
			{"tanaka", "withdraw", but(gone, workflow.Pending, "withdrawn", workflow.Returned, "withdrawn", workflow.Withdrawn, "already")},
			{"sato", "withdraw", all("forbidden not_yours")},
			{"sato", "approve", but(gone, workflow.Pending, "approved", workflow.Approved, "already")},
			{"sato", "return", but(gone, workflow.Pending, "returned", workflow.Returned, "already")},
			{"sato", "reject", but(gone, workflow.Pending, "rejected", workflow.Rejected, "already")},
			{"sato", "undo", but(gone, workflow.Approved, "undone", workflow.Undone, "already")},
			{"ito", "approve", but(gone, workflow.Pending, "approved")}, {"ito", "undo", but(gone, workflow.Approved, "undone")},
			{"ono", "reject", but(gone, workflow.Pending, "rejected")}, {"suzuki", "undo", but(gone, workflow.Approved, "undone")},
		} {
			for state, make := range made {
				number := make(t)
				out, err := c.does(t.Context(), row.who, row.verb, number)
				got := string(out.State)
				if err != nil {
					got = why(err)
				} else if out.Already {
					got = "already"
				}
				if got != row.want[state] {
					t.Errorf("%s %s a request that is %s: %s, want %s", row.who, row.verb, state, got, row.want[state])
				}
				if card, err := c.ByNumber(t.Context(), c.actor("ono"), number); err != nil {
					t.Fatal(err)
				} else if card.State == workflow.Approved { // the next one begins with the same day
					c.ended(t, number, c.Undo, "ono")
				}
			}
		}
		if got := c.times(t, "tanaka", "2026-11-19"); got != "in 9" {
			t.Error(got)
		}
	})
}

func all(what string) map[workflow.State]string { return but(what) }

func but(what string, pairs ...any) map[workflow.State]string {
	m := map[workflow.State]string{}
	for _, s := range []workflow.State{workflow.Pending, workflow.Approved, workflow.Returned, workflow.Rejected, workflow.Withdrawn, workflow.Undone} {
		m[s] = what
	}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(workflow.State)] = pairs[i+1].(string)
	}
	return m
}

// another is a wish nobody has sent yet.
func (c *court) another() workflow.Wish {
	w := adds(worktime.Out, 10)
	w.Changes[0].At = w.Changes[0].At.Add(time.Duration(c.n.Add(1)) * time.Minute)
	return w
}

func (c *court) decided(t *testing.T, v workflow.Verb) int {
	t.Helper()
	number := c.asks(t, "tanaka", c.another()).Number
	if _, err := c.Decide(t.Context(), c.actor("sato"), workflow.Decision{Number: number, Verb: v, Comment: "理由"}, c.event()); err != nil {
		t.Fatal(err)
	}
	return number
}

func (c *court) ended(t *testing.T, number int, end func(context.Context, domain.Actor, int, attendance.Ref) (workflow.Outcome, error), who string) int {
	t.Helper()
	if _, err := end(t.Context(), c.actor(who), number, c.event()); err != nil {
		t.Fatal(err)
	}
	return number
}

func (c *court) does(ctx context.Context, who, verb string, number int) (workflow.Outcome, error) {
	switch verb {
	case "withdraw":
		return c.Withdraw(ctx, c.actor(who), number, c.event())
	case "undo":
		return c.Undo(ctx, c.actor(who), number, c.event())
	}
	return c.Decide(ctx, c.actor(who), workflow.Decision{Number: number, Verb: workflow.Verb(verb), Comment: "理由"}, c.event())
}

// Who may ask for what under which setting, and who is asked.
func TestWhoMayAskAndWhoIsAsked(t *testing.T) {
	deputy := func(m *company.Masters) {
		m.Tenant.Approval.Deputies = []org.Deputy{{For: "a-sato", To: "a-mori", From: dateOf(1), Until: dateOf(20)}}
	}
	set := func(w org.Workflow) func(*company.Masters) { return func(m *company.Masters) { m.Tenant.Workflow = w } }
	for _, tc := range []struct {
		name, who, whose string
		change           func(*company.Masters)
		want             string // who is asked, "at once", or why not
	}{
		{"his own", "tanaka", "tanaka", set(org.WorkflowOn), "sato ito"},
		{"a manager's own", "sato", "sato", set(org.WorkflowOn), "ito"},
		{"an administrator's own", "suzuki", "suzuki", set(org.WorkflowOn), "sato ito"},
		{"a colleague's", "ueno", "tanaka", set(org.WorkflowOn), "forbidden not_yours"},
		{"a manager for his people", "sato", "tanaka", set(org.WorkflowOn), "ito"},
		{"a manager of others", "mori", "tanaka", set(org.WorkflowOn), "forbidden not_yours"},
		{"off: his own", "tanaka", "tanaka", set(org.WorkflowOff), "at once"},
		{"off: a manager for his people", "sato", "tanaka", set(org.WorkflowOff), "at once"},
		{"off: a colleague's", "ueno", "tanaka", set(org.WorkflowOff), "forbidden not_yours"},
		{"administrators: his own", "tanaka", "tanaka", set(org.WorkflowAdmins), "forbidden workflow_admins"},
		{"administrators: one for others", "suzuki", "tanaka", set(org.WorkflowAdmins), "at once"},
		{"administrators: one's own", "suzuki", "suzuki", set(org.WorkflowAdmins), "ono"},
		{"a route of administrators only", "tanaka", "tanaka", func(m *company.Masters) { m.Tenant.Approval.Route = org.ByAdmins }, "suzuki ono"},
		{"a deputy", "tanaka", "tanaka", deputy, "mori sato ito"},
		{"a deputy does not decide about what he stands in for", "sato", "sato", deputy, "ito"},
		{"nobody near", "tanaka", "tanaka", func(m *company.Masters) {
			for i := range m.Permissions {
				m.Permissions[i].Can = []org.Right{org.View}
			}
		}, "suzuki ono"},
		{"nobody else may decide", "suzuki", "suzuki", alone, "at once"},
		{"administrators: nobody else may decide", "suzuki", "suzuki", func(m *company.Masters) {
			alone(m)
			m.Tenant.Workflow = org.WorkflowAdmins
		}, "at once"},
		{"nobody else may decide for others", "suzuki", "tanaka", alone, "at once"},
		{"somebody may", "tanaka", "tanaka", alone, "suzuki"},
		{"somebody who left", "tanaka", "tanaka", func(m *company.Masters) {
			i := slices.IndexFunc(m.Employees, func(e org.Employee) bool { return e.ID == "a-tanaka" })
			m.Employees[i].Active = false
		}, "forbidden inactive"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			only(t, func(t *testing.T, s *store.Store) {
				c := newCourt(t, s, tc.change)
				w := adds(worktime.Out, 18)
				w.Employee = c.actor(tc.whose).Employee
				p, err := c.Preview(t.Context(), c.actor(tc.who), w)
				var names []string
				for _, e := range p.Approvers {
					names = append(names, e.Name)
				}
				got := strings.Join(names, " ")
				if p.Direct {
					got = "at once"
				}
				if err != nil {
					got = why(err)
				}
				if got != tc.want {
					t.Errorf("got %s, want %s", got, tc.want)
				}
			})
		})
	}
}

// Roles and groups are those of the moment of the decision.
func TestRightsAreReadAgainAtTheDecision(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		number := c.asks(t, "tanaka", adds(worktime.Out, 18)).Number
		change := func(f func(e *org.Employee)) {
			m, err := s.Masters().Masters(t.Context(), "a")
			if err != nil {
				t.Fatal(err)
			}
			for i := range m.Employees {
				f(&m.Employees[i])
			}
			if err := s.Masters().Save(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		change(func(e *org.Employee) { // tanaka and sato change places, and ueno becomes an administrator
			switch e.Name {
			case "tanaka":
				e.Role, e.PermissionGroup = domain.Manager, "a-near"
			case "sato":
				e.Role, e.PermissionGroup = domain.Employee, ""
			case "ueno":
				e.Role = domain.Admin
			}
		})
		for _, step := range []struct{ who, want string }{{"sato", "forbidden not_approver"}, {"tanaka", "forbidden own"}} {
			if _, err := c.does(t.Context(), step.who, "approve", number); why(err) != step.want {
				t.Errorf("%s: %v", step.who, why(err))
			}
		}
		if out, err := c.does(t.Context(), "ueno", "approve", number); err != nil || out.DecidedBy != "a-ueno" {
			t.Errorf("%+v, %v", out, err)
		}
	})
}

// What changed meanwhile is refused and shown anew; the newest is decided for, and nothing is there twice.
func TestAChangedDayIsShownAnew(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		number := c.asks(t, "tanaka", adds(worktime.Out, 18)).Number
		c.punch(t, "tanaka", worktime.Out, day(19, 19)) // it comes late, from a terminal
		out, err := c.does(t.Context(), "sato", "approve", number)
		if why(err) != "conflict stale" || !out.Stale || out.Before.Out == nil || len(out.Wish.Changes) != 1 || out.Wish.Changes[0].Op != workflow.Move {
			t.Fatalf("%+v, %v", out, err)
		}
		if got := c.times(t, "tanaka", "2026-11-19"); got != "in 9, out 19" {
			t.Error(got)
		}
		d := workflow.Decision{Number: number, Verb: workflow.Approve, Day: out.Before.Version}
		if _, err := c.Decide(t.Context(), c.actor("sato"), d, c.event()); err != nil || c.times(t, "tanaka", "2026-11-19") != "in 9, out 18" {
			t.Errorf("%v, %s", err, c.times(t, "tanaka", "2026-11-19"))
		}
	})
}

func TestAReturnedRequestIsSentAgainUnderItsNumber(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		number := c.decided(t, workflow.Return)
		w := adds(worktime.Out, 18)
		w.Replaces = number
		if _, err := c.Submit(t.Context(), c.actor("sato"), w, c.event()); !domain.Is(err, domain.Forbidden) && !domain.Is(err, domain.NotFound) {
			t.Error(err)
		}
		event := c.event()
		for range 2 {
			out, err := c.Submit(t.Context(), c.actor("tanaka"), w, event)
			if err != nil || out.Number != number || out.State != workflow.Pending || out.Comment != "" || out.Already || len(out.Tell) != 2 {
				t.Fatalf("%+v, %v", out, err)
			}
		}
		if _, err := c.Submit(t.Context(), c.actor("tanaka"), w, c.event()); why(err) != "conflict decided" {
			t.Error(why(err))
		}
		if out, err := c.does(t.Context(), "ito", "approve", number); err != nil || out.Changes[0].At != day(19, 18) {
			t.Errorf("%+v, %v", out, err)
		}
	})
}

func TestCommentsAndNotesHaveAnEnd(t *testing.T) {
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s)
		number := c.asks(t, "tanaka", adds(worktime.Out, 18)).Number
		long := strings.Repeat("長", workflow.MaxComment+1)
		for comment, want := range map[string]string{" ": "invalid comment", long: "invalid comment_long", "退勤": "<nil>"} {
			_, err := c.Decide(t.Context(), c.actor("sato"), workflow.Decision{Number: number, Verb: workflow.Return, Comment: comment}, c.event())
			if err == nil {
				number = c.asks(t, "tanaka", c.another()).Number
			}
			if why(err) != want {
				t.Errorf("%.3q: %s", comment, why(err))
			}
		}
		for name, w := range map[string]workflow.Wish{
			"note_long": {Date: "2026-11-19", Note: &long},
			"reasons":   {Date: "2026-11-19", Reasons: []string{"forgot", "forgot", "forgot"}},
		} {
			if _, err := c.Preview(t.Context(), c.actor("tanaka"), w); why(err) != "invalid "+name {
				t.Errorf("%s: %s", name, why(err))
			}
		}
		if _, err := c.Preview(t.Context(), c.actor("tanaka"), workflow.Wish{Date: "2026-11-19", Reasons: []string{"none"}}); why(err) != "invalid reasons" {
			t.Error(why(err))
		}
	})
}

// Nobody decides: after so many hours the next ones are asked, once, also when the telling fails or another process sweeps.
func TestAWaitingRequestIsHandedOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s, func(m *company.Masters) { m.Tenant.Approval.EscalateHours = 24 })
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		number := c.asks(t, "tanaka", adds(worktime.Out, 18)).Number
		told := map[string]string{}
		var broken error
		tell := func(_ context.Context, e workflow.Escalation) error {
			if broken == nil {
				told[e.Key] = fmt.Sprint(e.Number, " ", e.Tell, " ", e.Approver, " ", e.After.Out != nil)
			}
			return broken
		}
		sweep := func(hours int, want int) {
			t.Helper()
			c.set(day(20, 10).Add(time.Duration(hours) * time.Hour))
			if n, err := c.Escalate(t.Context(), day(20, 10).Add(time.Duration(hours)*time.Hour), tell); n != want || (err != nil) != (broken != nil) {
				t.Errorf("after %d hours: %d, %v", hours, n, err)
			}
		}
		sweep(23, 0)
		broken = errors.New("away")
		sweep(24, 0)
		broken = nil
		sweep(24, 1)
		sweep(24, 0)
		sweep(100, 0) // there is nobody further up
		if len(told) != 1 {
			t.Errorf("told %v", told)
		}
		for _, what := range told {
			if what != fmt.Sprint(number, " [a-suzuki a-ono] a-suzuki true") {
				t.Errorf("told %s", what)
			}
		}
		if out, err := c.does(t.Context(), "suzuki", "approve", number); err != nil || out.State != workflow.Approved {
			t.Errorf("%+v, %v", out, err)
		}
		c.audited(t, "request escalate approve")
	})
}

// A rule approves only what it says, and only where it is switched on.
func TestARuleApprovesWithoutAPerson(t *testing.T) {
	rule := org.AutoRule{Missing: []string{"out"}, Within: 10, Before: 11 * 60}
	only(t, func(t *testing.T, s *store.Store) {
		c := newCourt(t, s, func(m *company.Masters) { m.Tenant.Approval.Auto = &rule })
		c.punch(t, "tanaka", worktime.In, day(19, 9))
		w := adds(worktime.Out, 18)
		if out := c.asks(t, "tanaka", w); out.State != workflow.Pending {
			t.Errorf("without evidence it is %s", out.State)
		}
		w.Evidence = &workflow.Evidence{Kind: worktime.Scheduled, At: day(19, 17)} // the schedule says nothing of the sort
		w.Changes[0].At = day(19, 17)
		if out := c.asks(t, "tanaka", w); out.State != workflow.Pending {
			t.Errorf("with a false evidence it is %s", out.State)
		}
		w.Evidence.At, w.Changes[0].At = day(19, 18), day(19, 18).Add(-5*time.Minute)
		out := c.asks(t, "tanaka", w)
		if out.State != workflow.Approved || out.DecidedBy != "" || !out.Auto || out.Tell != nil || c.times(t, "tanaka", "2026-11-19") != "in 9, out 17" {
			t.Errorf("%+v", out)
		}
		approved := 0
		if err := c.Rehearse(t.Context(), c.tenant, rule, func(_ workflow.Request, approves bool) error {
			if approves {
				approved++
			}
			return nil
		}); err != nil || approved != 1 {
			t.Errorf("%d, %v", approved, err)
		}
		if out, err := c.does(t.Context(), "sato", "undo", out.Number); err != nil || out.State != workflow.Undone {
			t.Errorf("%+v, %v", out, err)
		}
	})
}
