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
		if err := s.hand(ctx, tenant, m, files, to[:n], &p); err != nil {
			return 0, err
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

// hand fills a page with some people's rows and what they are owed.
func (s *Service) hand(ctx context.Context, tenant org.Tenant, m Message, files []File, to []org.Employee, p *Page) error {
	tellings := make([]Telling, len(to))
	for i, e := range to {
		tellings[i] = Telling{Kind: Letters, Message: m, To: e, Files: s.attached(tenant, e.ID, files)}
	}
	rows, err := s.Teller.Tell(ctx, tellings)
	if err != nil {
		return err
	}
	for i, e := range to {
		r, owed := Recipient{Tenant: tenant.ID, Message: m.ID, Employee: e.ID, Department: e.Department, Delivery: Nowhere}, rows[i]
		for j := range owed {
			owed[j].About, r.Delivery, r.Channel = m.ID, Queued, owed[j].Channel
			if m.Survey != nil {
				owed[j].Until = &m.Survey.Deadline
			}
		}
		p.Recipients, p.Owed, p.Next.Mark = append(p.Recipients, r), append(p.Owed, owed...), e.ID
	}
	return nil
}
