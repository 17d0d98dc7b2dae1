package workflow

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// TestTransitions tries every step in every state: where it leads, or that it is refused and nothing of the request moved.
func TestTransitions(t *testing.T) {
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	step := turn{by: "boss", door: domain.Slack, ref: "slack/e1", at: now}
	steps := map[string]func(*Request) error{
		"approve":  func(r *Request) error { return r.decide(Approve, step, "") },
		"return":   func(r *Request) error { return r.decide(Return, step, "why?") },
		"reject":   func(r *Request) error { return r.decide(Reject, step, "no") },
		"withdraw": func(r *Request) error { return r.withdraw(step) },
		"undo":     func(r *Request) error { return r.undo(step) },
		"resubmit": func(r *Request) error { return r.resubmit(step, Wish{Date: "2026-11-18"}) },
	}
	leads := map[State]map[string]State{
		Pending:  {"approve": Approved, "return": Returned, "reject": Rejected, "withdraw": Withdrawn},
		Approved: {"undo": Undone},
		Returned: {"withdraw": Withdrawn, "resubmit": Pending},
	}
	for _, from := range []State{Pending, Approved, Returned, Rejected, Withdrawn, Undone} {
		for name, do := range steps {
			t.Run(string(from)+" "+name, func(t *testing.T) {
				due := now.Add(time.Hour)
				before := Request{ID: "r", Date: "2026-11-19", State: from, Revision: 3, Approver: "boss", Escalates: &due, Level: 1, DecidedBy: "other"}
				r := before
				err := do(&r)
				to, may := leads[from][name]
				switch {
				case may && (err != nil || r.State != to || r.Revision != 4 || r.LastRef != step.ref || !r.UpdatedAt.Equal(now)):
					t.Errorf("got %+v, %v", r, err)
				case may && to != Pending && (r.DecidedBy != "boss" || r.DecidedAt == nil || r.Approver != "" || r.Escalates != nil):
					t.Errorf("it still waits for somebody: %+v", r)
				case may && to == Pending && (r.Level != 0 || r.DecidedBy != "" || r.Comment != "" || r.Date != "2026-11-18"):
					t.Errorf("the old decision stands: %+v", r)
				case !may && fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", before):
					t.Errorf("refused and changed: %+v", r)
				case !may:
					decided(t, err, from)
				}
			})
		}
	}
}

func decided(t *testing.T, err error, state State) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != domain.Conflict || e.Args["why"] != "decided" || e.Args["state"] != state || e.Args["by"] != domain.ID("other") {
		t.Errorf("refused with %v", err)
	}
}

// TestComments is what has to be said with a decision.
func TestComments(t *testing.T) {
	long := strings.Repeat("あ", MaxComment)
	for _, c := range []struct {
		verb    Verb
		comment string
		want    string
		why     string
	}{
		{Approve, "", "", ""},
		{Approve, " 了解 ", "了解", ""},
		{Return, "", "", "comment"},
		{Reject, "  \n", "", "comment"},
		{Return, long, long, ""},
		{Return, long + "い", "", "comment_long"},
	} {
		got, err := Decision{Verb: c.verb, Comment: c.comment}.said()
		var e *domain.Error
		switch {
		case c.why == "" && (err != nil || got != c.want):
			t.Errorf("%s %.10q: %.10q, %v", c.verb, c.comment, got, err)
		case c.why != "" && (!errors.As(err, &e) || e.Code != domain.Invalid || e.Args["why"] != c.why):
			t.Errorf("%s %.10q: %v", c.verb, c.comment, err)
		}
	}
	if _, err := (Decision{Verb: "bless"}).said(); !domain.Is(err, domain.Invalid) {
		t.Errorf("an unknown verb: %v", err)
	}
}
