package team

import (
	"errors"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
)

// verdict is what somebody reads of his decision.
func (d desk) verdict(c workflow.Card) string {
	if !locale.Has("decide.done." + string(c.State)) { // an old form is sent again, and more has happened since
		return d.closed(c.Request)
	}
	return d.t.T("decide.done."+string(c.State), "number", c.Number, "name", named(d.t, c.Person), "date", d.t.Short(c.Request.Date),
		"recorded", d.t.Recorded(c.Request.Date, c.Request.Changes))
}

// undecided says why a decision was not taken; ok is false for what is no refusal.
func (d desk) undecided(number int, got workflow.Outcome, err error) (said string, ok bool) {
	t := d.t
	switch domain.CodeOf(err) {
	case domain.NotFound:
		return t.T("decide.no_request", "number", number), true
	case domain.Forbidden:
		reason := why(err)
		if reason != "own" && reason != "inactive" {
			reason = "not_approver"
		}
		return t.T("decide." + reason), true
	case domain.Locked:
		title, _, _ := t.Refused(err, domain.Console)
		return title, true
	case domain.Conflict:
		switch reason := why(err); {
		case reason == "stale", reason == "revised":
			return t.T("decide."+reason, "number", number), true
		case got.Number != 0:
			return d.closed(got.Request), true
		}
		return t.T("refuse.conflict"), true
	case domain.Invalid:
		switch why(err) {
		case "comment":
			return t.T("team.comment_needed"), true
		case "comment_long":
			return t.T("decide.comment_long", "count", workflow.MaxComment), true
		}
		return t.Impossible(err, got.Request.Date), true
	}
	return "", false
}

// closed says of a request that waits no more who decided it, when and how.
func (d desk) closed(r workflow.Request) string {
	key := "decide.closed_by." + string(r.State)
	if r.DecidedBy == "" || r.DecidedAt == nil || !locale.Has(key) {
		return d.t.T("decide.closed", "number", r.Number, "state", d.t.T("request.state."+string(r.State)))
	}
	day := calendar.DateOf(r.DecidedAt.In(d.t.Zone))
	return d.t.T(key, "number", r.Number, "name", d.name(r.DecidedBy), "date", d.t.Date(day), "time", d.t.Clock(*r.DecidedAt, day))
}

// moment is an instant by the company's clock: "11/20(金) 9:01".
func moment(t telling.Teller, at time.Time) string {
	day := calendar.DateOf(at.In(t.Zone))
	return t.Date(day) + " " + t.Clock(at, day)
}

// why is the reason of a refusal; empty where it gives none.
func why(err error) string {
	var e *domain.Error
	if !errors.As(err, &e) {
		return ""
	}
	text, _ := e.Args["why"].(string)
	return text
}
