package workflow

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
)

// turn is one step of a request: who takes it, when, by which event.
type turn struct {
	by   domain.ID // empty: a rule of the company
	door domain.Door
	ref  string
	at   time.Time
}

// states are where the verbs lead.
var states = map[Verb]State{Approve: Approved, Return: Returned, Reject: Rejected}

// said checks and trims a comment. Invalid: Args["why"] is comment (the verb needs one) or comment_long.
func (d Decision) said() (string, error) {
	comment := strings.TrimSpace(d.Comment)
	switch {
	case states[d.Verb] == "":
		return "", domain.Errorf(domain.Invalid, "workflow: %q is no decision", d.Verb)
	case comment == "" && d.Verb != Approve:
		return "", domain.Refuse(domain.Invalid, "why", "comment")
	case utf8.RuneCountInString(comment) > MaxComment:
		return "", domain.Refuse(domain.Invalid, "why", "comment_long", "most", MaxComment)
	}
	return comment, nil
}

// decided is the refusal to change a request that is not in the state it would have to be in.
func (r *Request) decided() error {
	e := domain.Refuse(domain.Conflict, "why", "decided", "by", r.DecidedBy, "state", r.State, "at", r.UpdatedAt)
	if r.DecidedAt != nil {
		e.Args["at"] = *r.DecidedAt
	}
	return e
}

// step notes a change of the row.
func (r *Request) step(t turn, to State) {
	r.State, r.LastRef, r.UpdatedAt = to, t.ref, t.at
	r.Revision++
}

// close ends the waiting.
func (r *Request) close(t turn, to State, comment string) {
	r.step(t, to)
	r.DecidedBy, r.DecidedAt, r.Comment = t.by, &t.at, comment
	r.Approver, r.Escalates = "", nil
}

// decide approves, returns or rejects. Conflict: it is not pending.
func (r *Request) decide(v Verb, t turn, comment string) error {
	if r.State != Pending {
		return r.decided()
	}
	r.close(t, states[v], comment)
	return nil
}

// withdraw takes it back. Conflict: it was approved or rejected, or is not there any more.
func (r *Request) withdraw(t turn) error {
	if r.State != Pending && r.State != Returned {
		return r.decided()
	}
	r.close(t, Withdrawn, "")
	return nil
}

// undo takes an approval back. Conflict: it is not approved.
func (r *Request) undo(t turn) error {
	if r.State != Approved {
		return r.decided()
	}
	r.close(t, Undone, "")
	return nil
}

// resubmit sends a returned one again, with what is wanted now. Conflict: it was not returned.
func (r *Request) resubmit(t turn, w Wish) error {
	if r.State != Returned {
		return r.decided()
	}
	r.want(w)
	r.Door, r.Level = t.door, 0
	r.DecidedBy, r.DecidedAt, r.Comment = "", nil, ""
	r.step(t, Pending)
	return nil
}

// want takes over what is wanted.
func (r *Request) want(w Wish) {
	r.Date, r.Changes, r.Reasons, r.Note, r.Evidence = w.Date, w.Changes, w.Reasons, w.Note, w.Evidence
}

// wish is what is wanted.
func (r *Request) wish() Wish {
	return Wish{Employee: r.Employee, Date: r.Date, Changes: r.Changes, Reasons: r.Reasons, Note: r.Note, Evidence: r.Evidence}
}
