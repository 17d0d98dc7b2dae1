package notice

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// send gives everybody his row, page by page; what is done stays done whenever it is cut off.
func (s *Service) send(ctx context.Context, m Message) (again time.Duration, err error) {
	start := s.Now()
	tenant, err := s.Tenants.Tenant(ctx, m.Tenant)
	if err != nil {
		return 0, err
	}
	sender := domain.Actor{Tenant: m.Tenant, Employee: m.By, Door: m.Door}
	to, _, err := s.readers(ctx, sender, m.Audience)
	if domain.Is(err, domain.Forbidden) || domain.Is(err, domain.NotFound) {
		return 0, s.giveUp(ctx, m)
	}
	if err != nil {
		return 0, err
	}
	if m.Mark == "" {
		if m.Changes, err = s.changes(ctx, sender, m, to); err != nil {
			return 0, err
		}
	}
	files, err := s.Files.FilesOf(ctx, m.Tenant, m.ID)
	if err != nil {
		return 0, err
	}
	to = slices.DeleteFunc(to, func(e org.Employee) bool { return e.ID <= m.Mark })
	m.Total = max(m.Total, len(to))
	for {
		n := min(len(to), pageSize)
		p := Page{Next: m}
		for _, e := range to[:n] {
			if err := s.hand(ctx, tenant, Letter{Message: m, Files: s.attached(tenant, e.ID, files)}, e, &p); err != nil {
				return 0, err
			}
			p.Next.Mark = e.ID
		}
		to = to[n:]
		p.Next.State, p.Next.Revision = Sending, m.Revision+1
		if len(to) == 0 {
			p.Next = s.next(m, tenant.Zone())
			p.Next.State, p.Next.Mark = Sent, ""
		}
		if err := s.Store.Spread(ctx, m, p); err != nil || len(to) == 0 {
			return 0, err
		}
		if m = p.Next; s.Now().Sub(start) > turn {
			return time.Millisecond, nil
		}
	}
}

func (s *Service) hand(ctx context.Context, tenant org.Tenant, l Letter, to org.Employee, p *Page) error {
	owed, err := s.Teller.Tell(ctx, Telling{Kind: Letters, Message: l.Message, To: to, Files: l.Files})
	if err != nil {
		return err
	}
	r := Recipient{Tenant: tenant.ID, Message: l.ID, Employee: to.ID, Department: to.Department, Delivery: Nowhere}
	for i := range owed {
		owed[i].About, r.Delivery, r.Channel = l.ID, Queued, owed[i].Channel
		if l.Survey != nil {
			owed[i].Until = &l.Survey.Deadline
		}
	}
	p.Recipients, p.Owed = append(p.Recipients, r), append(p.Owed, owed...)
	return nil
}
