package workflow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
)

// Escalation is a request that nobody decided in time: somebody else is asked now (繰り上げ).
type Escalation struct {
	Outcome
	Key string // the same for the same escalation: whoever is told twice by it is told once
}

// sweepSize is how many requests one sweep hands on at most; the next one goes on where it ended.
const sweepSize = 200

// Escalate hands on the requests of every company that have waited too long. tell is called before the request is marked
// and may be called again for the same Key, after a crash or by another process; it must then do nothing. An error of tell
// leaves the request to the next sweep. It returns how many were handed on.
func (s *Service) Escalate(ctx context.Context, now time.Time, tell func(context.Context, Escalation) error) (int, error) {
	overdue, err := s.Store.Overdue(ctx, now, sweepSize)
	if err != nil {
		return 0, err
	}
	n := 0
	var failed []error
	for _, r := range overdue {
		switch did, err := s.handOn(ctx, r, tell); {
		case err != nil:
			failed = append(failed, fmt.Errorf("request %d: %w", r.Number, err))
		case did:
			n++
		}
	}
	return n, errors.Join(failed...)
}

// handOn asks the next ones about a request, unless somebody was quicker.
func (s *Service) handOn(ctx context.Context, seen Request, tell func(context.Context, Escalation) error) (did bool, err error) {
	m, err := s.matter(ctx, seen.Tenant, seen.Employee)
	if err != nil {
		return false, err
	}
	next := seen
	next.Level++
	t := turn{at: m.now, ref: fmt.Sprintf("escalate/%s/%d/%d", seen.ID, seen.Revision, next.Level)}
	levels, err := m.levels(ctx, next)
	if err != nil {
		return false, err
	}
	more := next.Level < len(levels) && m.bench.tenant.Approval.EscalateHours > 0
	if more {
		next.Approver = levels[next.Level][0].ID
		if did, err = s.announce(ctx, m, seen, next, t, tell); err != nil {
			return false, err
		}
	}
	return did, s.Store.Change(ctx, m.query(seen.Date, seen.Number, t.ref), func(ctx context.Context, g Ground) (Commit, error) {
		if !still(g.Request, seen) {
			return Commit{}, nil
		}
		r, before := *g.Request, *g.Request
		r.UpdatedAt = t.at // no revision: what is asked for, and what was answered, stays as it was
		if !more {
			r.Escalates = nil
			return Commit{Request: &r}, nil
		}
		r.Level++
		asked, err := m.on(g).ask(ctx, &r)
		entry := m.leave(audit.HandedOn, r, before, t, g)
		entry.Audit[0].After.Asked = ids(asked)
		return Commit{&r, entry}, err
	})
}

// still tells whether a request waits as it did when it was seen.
func still(r *Request, seen Request) bool {
	return r != nil && r.State == Pending && r.Revision == seen.Revision && r.Level == seen.Level
}

// announce tells those who are asked next.
func (s *Service) announce(ctx context.Context, m matter, seen, next Request, t turn, tell func(context.Context, Escalation) error) (bool, error) {
	g, err := s.look(ctx, m.query(next.Date, next.Number, ""))
	if err != nil || !still(g.Request, seen) {
		return false, err
	}
	to, err := m.tell(ctx, next, domain.Actor{})
	if err != nil {
		return false, err
	}
	return true, tell(ctx, Escalation{Outcome{Card: m.card(next, g.History), Tell: to}, t.ref})
}

var _ Days = (*attendance.Service)(nil)
