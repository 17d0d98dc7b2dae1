package workflow

import (
	"context"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/org"
)

// Preview shows what a wish would make of the day, and who would have to decide. It writes nothing. Invalid: the wish
// cannot be, Args["why"] is what attendance.Amender.Amend refuses with, reasons (more than two, or no such code) or
// note_long; Locked: Args["month"]; Forbidden: Args["why"] is not_yours, workflow_admins or inactive; NotFound: nobody of
// this company; Conflict: the request it Replaces is not the actor's returned one.
func (s *Service) Preview(ctx context.Context, actor domain.Actor, w Wish) (Preview, error) {
	m, err := s.wanting(ctx, actor, &w, "")
	if err != nil {
		return Preview{}, err
	}
	g, err := s.look(ctx, m.query(w.Date, w.Replaces, ""))
	if err != nil {
		return Preview{}, err
	}
	p, err := m.propose(ctx, actor, w, "", g)
	return p.Preview, err
}

// Submit makes the request, or, where Preview.Direct, writes the ledger at once. The same ref is the same request and gets
// the same answer; the same wish while it is pending is Already. Refused as Preview is.
func (s *Service) Submit(ctx context.Context, actor domain.Actor, w Wish, ref attendance.Ref) (Outcome, error) {
	event := name(ref)
	if event == "" {
		return Outcome{}, domain.Errorf(domain.Invalid, "workflow: a request needs the event it came from")
	}
	m, err := s.wanting(ctx, actor, &w, event)
	if err != nil {
		return Outcome{}, err
	}
	var out Outcome
	err = s.Store.Change(ctx, m.query(w.Date, w.Replaces, event), func(ctx context.Context, g Ground) (Commit, error) {
		m := m.on(g)
		if r := g.Request; r != nil && (w.Replaces == 0 || r.LastRef == event) { // it was asked for by this very event
			var err error
			out, err = m.again(ctx, *r, actor, g)
			return Commit{}, err
		}
		p, err := m.propose(ctx, actor, w, event, g)
		if err != nil {
			return Commit{}, err
		}
		if p.twin != nil {
			out = Outcome{Card: m.card(*p.twin, g.History), Already: true}
			return Commit{}, nil
		}
		tell, err := m.tell(ctx, *p.request, actor)
		out = Outcome{Card: Card{Request: *p.request, Preview: p.Preview}, Tell: tell}
		if err != nil {
			return Commit{}, err
		}
		return Commit{p.request, p.entry}, nil
	})
	return out, err
}

// wanting reads and checks what does not need the record: whose day it is, its reasons and note, what it continues.
func (s *Service) wanting(ctx context.Context, actor domain.Actor, w *Wish, event string) (matter, error) {
	if w.Employee == "" {
		w.Employee = actor.Employee
	}
	if w.Employee == "" {
		return matter{}, domain.Refuse(domain.Forbidden, "why", "nobody")
	}
	m, err := s.matter(ctx, actor.Tenant, w.Employee)
	if err != nil {
		return matter{}, err
	}
	if err := m.sound(w); err != nil {
		return m, err
	}
	return m, s.sequel(ctx, actor, w, event)
}

// sequelBack is among how many of somebody's latest requests a returned one is looked for.
const sequelBack = 50

// sequel has a new wish about a day take the place of the returned request of the same person about it, which would
// otherwise wait for ever to be sent again; or of what this very event has sent again before.
func (s *Service) sequel(ctx context.Context, actor domain.Actor, w *Wish, event string) error {
	if w.Replaces != 0 {
		return nil
	}
	list, err := s.Store.Of(ctx, actor.Tenant, w.Employee, sequelBack)
	for _, r := range list {
		again := event != "" && r.LastRef == event && r.Ref != event
		if r.By == actor.Employee && r.Employee == w.Employee && r.Date == w.Date && (r.State == Returned || again) {
			w.Replaces = r.Number
			break
		}
	}
	return err
}

// proposal is a wish as it would be written.
type proposal struct {
	Preview
	request *Request
	entry   attendance.Entry
	twin    *Request // the same wish, which waits already
}

// propose makes the request of a wish, decided where nobody has to decide.
func (m matter) propose(ctx context.Context, actor domain.Actor, w Wish, event string, g Ground) (p proposal, err error) {
	direct, alone, err := m.direct(ctx, actor)
	if err != nil {
		return p, err
	}
	t := turn{by: actor.Employee, door: actor.Door, ref: event, at: m.now}
	r, act, err := m.draw(w, t, g)
	if err != nil {
		return p, err
	}
	am, err := m.amend(g.History, w, attendance.Warrant{ID: r.ID, By: t.by, Door: t.door, Ref: event})
	if err != nil {
		return p, err
	}
	p = proposal{Preview: m.preview(w, am), request: r, twin: twin(g.Pending, *r, am)}
	p.Direct = direct
	r.want(p.Wish)
	r.Day = am.Before.Version
	p.Auto = !direct && act == audit.Asked && auto(m.bench.tenant.Approval.Auto, *r, m.Zone())
	switch {
	case p.Direct:
		p.entry, err = m.grant(r, am, g.History, audit.Corrected, t, "")
		if err == nil && alone {
			p.entry.Audit[0].Why = nobodyElse
		}
	case p.Auto:
		t.by = ""
		p.entry, err = m.grant(r, am, g.History, audit.Approved, t, "")
	default:
		p.Approvers, err = m.ask(ctx, r)
		row := m.deed(act, *r, g.Request, am, t)
		row.After.Asked = ids(p.Approvers)
		p.entry.Audit = []audit.Row{row}
	}
	return p, err
}

// draw is the request that a wish becomes: a new one, or the returned one that it replaces.
func (m matter) draw(w Wish, t turn, g Ground) (*Request, audit.Act, error) {
	if w.Replaces == 0 {
		r := &Request{
			ID: m.newID(), Tenant: m.Person().Tenant, Number: g.Next, Employee: w.Employee, By: t.by, Door: t.door, Ref: t.ref, CreatedAt: t.at,
		}
		r.want(w)
		r.step(t, Pending)
		return r, audit.Asked, nil
	}
	if g.Request == nil || g.Request.Employee != w.Employee {
		return nil, "", domain.Errorf(domain.NotFound, "workflow: no request %d of %s", w.Replaces, w.Employee)
	}
	if g.Request.By != t.by {
		return nil, "", domain.Refuse(domain.Forbidden, "why", "not_yours")
	}
	r := *g.Request
	return &r, audit.AskedAnew, r.resubmit(t, w)
}

// twin finds the same wish among those that wait.
func twin(pending []Request, r Request, am attendance.Amended) *Request {
	same := func(p Request) bool {
		alike := func(a, b Change) bool {
			return a.Op == b.Op && a.Kind == b.Kind && a.Punch == b.Punch && a.At.Equal(b.At)
		}
		notes := p.Note == r.Note || p.Note != nil && r.Note != nil && *p.Note == *r.Note
		return p.ID != r.ID && p.By == r.By && p.Date == r.Date && notes && slices.Equal(p.Reasons, r.Reasons) &&
			slices.EqualFunc(p.Changes, am.Edits, alike)
	}
	if i := slices.IndexFunc(pending, same); i >= 0 {
		return &pending[i]
	}
	return nil
}

func ids(people []org.Employee) []domain.ID {
	var all []domain.ID
	for _, e := range people {
		all = append(all, e.ID)
	}
	return all
}

// name is an event's name among those of its company.
func name(ref attendance.Ref) string {
	if ref.ID == "" {
		return ""
	}
	return string(ref.Source) + "/" + ref.ID
}
