package workflow

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
)

// Decide approves, returns or rejects a request. The request, the ledger, the day's note and the audit are one commit. The
// same event again gets the same answer; the same decision of the same person by another event is Already. Conflict:
// Args["why"] is stale (the day is another one than that of Decision.Day; the Outcome carries the fresh Card), revised (the
// request is another one than that of Decision.Revision; so does it) or decided
// (Args by, at, state, and the Outcome carries the Card); Forbidden: Args["why"] is own, not_approver or inactive;
// Invalid: Args["why"] is comment (one is needed), comment_long, or what Preview refuses with; Locked; NotFound.
func (s *Service) Decide(ctx context.Context, actor domain.Actor, d Decision, ref attendance.Ref) (Outcome, error) {
	return s.act(ctx, actor, d.Number, ref, func(ctx context.Context, m matter, r *Request, t turn, g Ground) (attendance.Entry, error) {
		if err := m.bench.mayDecide(ctx, actor, *r); err != nil {
			return attendance.Entry{}, err
		}
		if r.State == states[d.Verb] && r.DecidedBy == t.by && t.by != "" {
			return attendance.Entry{}, errAlready
		}
		if r.State != Pending {
			return attendance.Entry{}, r.decided()
		}
		if d.Revision != 0 && d.Revision != r.Revision {
			return attendance.Entry{}, domain.Refuse(domain.Conflict, "why", "revised")
		}
		comment, err := d.said()
		if err != nil {
			return attendance.Entry{}, err
		}
		if d.Verb == Approve {
			return m.approve(r, d, comment, t, g)
		}
		before := *r
		if err := r.decide(d.Verb, t, comment); err != nil {
			return attendance.Entry{}, err
		}
		return m.leave(deeds[d.Verb], *r, before, t, g), nil
	})
}

// deeds are what the audit calls the verbs.
var deeds = map[Verb]audit.Act{Approve: audit.Approved, Return: audit.Returned, Reject: audit.Rejected}

// approve writes what the request asks for, if the day is the one that was seen.
func (m matter) approve(r *Request, d Decision, comment string, t turn, g Ground) (attendance.Entry, error) {
	am, err := m.amend(g.History, r.wish(), attendance.Warrant{ID: r.ID, By: t.by, Door: t.door, Ref: t.ref})
	if domain.Is(err, domain.Locked) {
		return attendance.Entry{}, err
	}
	meant := d.Day
	if meant == "" {
		meant = r.Day
	}
	if m.Day(g.History, r.Date).Version != meant {
		return attendance.Entry{}, domain.Refuse(domain.Conflict, "why", "stale")
	}
	if err != nil {
		return attendance.Entry{}, err
	}
	return m.grant(r, am, g.History, audit.Approved, t, comment)
}

// leave is the entry of an act that changes nothing of the day.
func (m matter) leave(act audit.Act, r, before Request, t turn, g Ground) attendance.Entry {
	day := m.Day(g.History, r.Date)
	return attendance.Entry{Audit: []audit.Row{m.deed(act, r, &before, attendance.Amended{Before: day, After: day}, t)}}
}

// DecideAll decides several requests, each in a commit of its own: one that is refused harms no other.
func (s *Service) DecideAll(ctx context.Context, actor domain.Actor, all []Decision, ref attendance.Ref) []Ruling {
	rulings := make([]Ruling, len(all))
	for i, d := range all {
		out, err := s.Decide(ctx, actor, d, ref)
		rulings[i] = Ruling{d, out, err}
	}
	return rulings
}

// Ruling is what became of one of several decisions.
type Ruling struct {
	Decision Decision
	Outcome  Outcome
	Err      error
}

// Withdraw takes a pending or returned request back. Forbidden: Args["why"] not_yours: somebody else asked; Conflict:
// Args["why"] decided.
func (s *Service) Withdraw(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (Outcome, error) {
	return s.act(ctx, actor, number, ref, func(ctx context.Context, m matter, r *Request, t turn, g Ground) (attendance.Entry, error) {
		before := *r
		switch _, err := m.bench.person(ctx, actor); {
		case err != nil:
			return attendance.Entry{}, err
		case r.By != t.by:
			return attendance.Entry{}, domain.Refuse(domain.Forbidden, "why", "not_yours")
		case r.State == Withdrawn:
			return attendance.Entry{}, errAlready
		}
		if err := r.withdraw(t); err != nil {
			return attendance.Entry{}, err
		}
		return m.leave(audit.Withdrawn, *r, before, t, g), nil
	})
}

// Undo takes an approval, or a direct correction, back: what it had written stops counting and what it had replaced counts
// again. Nothing is deleted. Locked: the month is; Conflict: Args["why"] is decided (it is not an approved one) or stale
// (a later correction or punch rests on it); Forbidden as Decide.
func (s *Service) Undo(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref) (Outcome, error) {
	return s.act(ctx, actor, number, ref, func(ctx context.Context, m matter, r *Request, t turn, g Ground) (attendance.Entry, error) {
		if err := m.mayUndo(ctx, actor, *r); err != nil {
			return attendance.Entry{}, err
		}
		if r.State == Undone && r.DecidedBy == t.by {
			return attendance.Entry{}, errAlready
		}
		before := *r
		if err := r.undo(t); err != nil {
			return attendance.Entry{}, err
		}
		am, err := m.Revert(g.History, r.Date, *r.Written, attendance.Warrant{ID: r.ID, By: t.by, Door: t.door, Ref: t.ref})
		if err != nil {
			return attendance.Entry{}, err
		}
		am.Entry.Audit = []audit.Row{m.deed(audit.Undone, *r, &before, am, t)}
		return am.Entry, nil
	})
}

// mayUndo lets those who may decide take an approval back, and whoever may correct at once what was corrected so.
func (m matter) mayUndo(ctx context.Context, actor domain.Actor, r Request) error {
	if direct, _, err := m.direct(ctx, actor); err == nil && direct {
		return nil
	}
	return m.bench.mayDecide(ctx, actor, r)
}

// errAlready is said by an act that the same person has done before by another event.
var errAlready = domain.Errorf(domain.Conflict, "workflow: done already")

// act changes one request and what hangs on it in one commit. step is given a copy and may change it.
func (s *Service) act(ctx context.Context, actor domain.Actor, number int, ref attendance.Ref,
	step func(context.Context, matter, *Request, turn, Ground) (attendance.Entry, error)) (Outcome, error) {
	event := name(ref)
	if event == "" {
		return Outcome{}, domain.Errorf(domain.Invalid, "workflow: a decision needs the event it came from")
	}
	asked, err := s.Store.ByNumber(ctx, actor.Tenant, number)
	if err != nil {
		return Outcome{}, err
	}
	m, err := s.matter(ctx, actor.Tenant, asked.Employee)
	if err != nil {
		return Outcome{}, err
	}
	var out Outcome
	err = s.Store.Change(ctx, m.query(asked.Date, number, event), func(ctx context.Context, g Ground) (Commit, error) {
		m, out = m.on(g), Outcome{} // it may be asked twice
		if g.Request == nil || g.Request.Date != asked.Date {
			return Commit{}, domain.Errorf(domain.Conflict, "workflow: request %d is about another day now", number)
		}
		r := *g.Request
		t := turn{by: actor.Employee, door: actor.Door, ref: event, at: m.now}
		if r.LastRef == event {
			var err error
			out, err = m.again(ctx, r, actor, g)
			return Commit{}, err
		}
		entry, err := step(ctx, m, &r, t, g)
		if err == errAlready {
			out = Outcome{Card: m.card(*g.Request, g.History), Already: true}
			return Commit{}, nil
		}
		if err != nil {
			out.Card = m.card(*g.Request, g.History)
			return Commit{}, err
		}
		tell, err := m.tell(ctx, r, actor)
		out = Outcome{Card: m.card(r, entry.On(g.History)), Tell: tell}
		return Commit{&r, entry}, err
	})
	if domain.Is(err, domain.Forbidden) || domain.Is(err, domain.NotFound) {
		return Outcome{}, err // it is none of his business
	}
	return out, err
}
