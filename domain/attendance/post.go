package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Posts tells when people last wrote or reacted in a chat, never what; the store does.
type Posts interface {
	// LastPost is the last time from an instant on and before another; false: never.
	LastPost(ctx context.Context, tenant, employee domain.ID, from, to time.Time) (time.Time, bool, error)
}

// shortestShift is how long after his in a post has to be to say anything about when somebody left.
const shortestShift = time.Hour

// posted proposes the last post of the day for an out that is missing, where it is later than all that is known else. A post
// after the business day has ended is of the next one.
func (s *Service) posted(ctx context.Context, who person, f *worktime.Forgotten) error {
	if f == nil {
		return nil
	}
	known := f.In.At.Add(shortestShift)
	for _, p := range f.Proposals {
		if p.At.After(known) {
			known = p.At
		}
	}
	next := f.Date.Add(1)
	end := next.At(int(who.rules.On(next).Boundary), who.rules.Zone)
	if f.Latest.Before(end) {
		end = f.Latest
	}
	at, found, err := s.Posts.LastPost(ctx, who.Tenant, who.ID, known.Add(time.Minute), end)
	if found {
		f.Proposals = append(f.Proposals, worktime.Proposal{At: at, Evidence: worktime.LastPost})
	}
	return err
}
