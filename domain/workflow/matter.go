package workflow

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// matter is one person's days before the people who correct and decide them.
type matter struct {
	attendance.Amender
	bench bench
	newID domain.NewID
	now   time.Time
}

// matter gathers what an act about a person's days needs. NotFound: nobody of this company.
func (s *Service) matter(ctx context.Context, tenant, employee domain.ID) (matter, error) {
	a, err := s.Days.Amender(ctx, tenant, employee)
	if err != nil {
		return matter{}, err
	}
	b, err := s.bench(ctx, tenant)
	return matter{Amender: a, bench: b, newID: s.NewID, now: s.Now()}, err
}

func (s *Service) bench(ctx context.Context, tenant domain.ID) (bench, error) {
	t, err := s.Tenants.Tenant(ctx, tenant)
	return bench{tenant: t, sight: s.Sight, today: calendar.DateOf(s.Now().In(t.Zone()))}, err
}

// on is the matter seen from what a commit holds.
func (m matter) on(g Ground) matter {
	if g.Sight != nil {
		m.bench.sight, m.bench.tenant = g.Sight, *g.Tenant
	}
	return m
}

// query asks for what an act about a request of a date rests on.
func (m matter) query(date calendar.Date, number int, ref string) Query {
	from, to := m.Window(date)
	who := m.Person()
	return Query{Tenant: who.Tenant, Employee: who.ID, From: from, To: to, Number: number, Ref: ref}
}

// amend is what a wish makes of its day.
func (m matter) amend(h attendance.History, w Wish, c attendance.Warrant) (attendance.Amended, error) {
	return m.Amend(h, attendance.Amendment{Date: w.Date, Edits: w.Changes, Reasons: w.Reasons, Note: w.Note}, c)
}

// preview shows an amended day. Evidence that the ledger and the schedule do not bear out is none.
func (m matter) preview(w Wish, am attendance.Amended) Preview {
	w.Changes = am.Edits
	if w.Evidence != nil && !m.Bears(am.Before, w.Evidence.Kind, w.Evidence.At) {
		w.Evidence = nil
	}
	return Preview{Wish: w, Person: m.Person(), Before: am.Before, After: am.After, Matches: matches(w)}
}

// card shows a request on its day as it is now. A request that waits for nobody is shown with the day it left.
func (m matter) card(r Request, h attendance.History) Card {
	day := m.Day(h, r.Date)
	c := Card{Request: r, Preview: Preview{Wish: r.wish(), Person: m.Person(), Before: day, After: day}}
	if r.State != Pending {
		c.Direct, c.Auto = r.AtOnce(), r.State == Approved && r.DecidedBy == ""
		return c
	}
	am, err := m.amend(h, r.wish(), attendance.Warrant{ID: r.ID})
	if err == nil {
		c.Preview = m.preview(r.wish(), am)
	}
	c.Stale, c.Refused = r.Day != day.Version, err
	return c
}

// nobodyElse is what the audit says of a direct correction in a company whose workflow would have somebody decide.
const nobodyElse = "nobody else may decide"

// direct tells whether the actor corrects the person's days at once. alone: only because nobody else may decide: the
// requests of a small company's only administrator would wait for ever. Forbidden as mayAsk refuses.
func (m matter) direct(ctx context.Context, actor domain.Actor) (direct, alone bool, err error) {
	who := m.Person()
	if direct, err = m.bench.mayAsk(ctx, actor, who.ID); err != nil || direct {
		return direct, false, err
	}
	levels, err := m.levels(ctx, Request{Employee: who.ID, By: actor.Employee})
	alone = err == nil && len(levels) == 0
	return alone, alone, err
}

// levels are who is asked about a request now, level by level.
func (m matter) levels(ctx context.Context, r Request) ([][]org.Employee, error) {
	return m.bench.chain(ctx, r, m.Person())
}

// ask makes the request wait for the people of its level, or of the last one there is.
func (m matter) ask(ctx context.Context, r *Request) ([]org.Employee, error) {
	r.Approver, r.Escalates = "", nil
	levels, err := m.levels(ctx, *r)
	if err != nil || len(levels) == 0 {
		return nil, err
	}
	at := min(r.Level, len(levels)-1)
	r.Approver = levels[at][0].ID
	if hours := m.bench.tenant.Approval.EscalateHours; hours > 0 && at+1 < len(levels) {
		due := m.now.Add(time.Duration(hours) * time.Hour)
		r.Escalates = &due
	}
	return levels[at], nil
}

// grant approves a request: what it asks for is written.
func (m matter) grant(r *Request, am attendance.Amended, h attendance.History, act audit.Act, t turn, comment string) (attendance.Entry, error) {
	before := *r
	if err := r.decide(Approve, t, comment); err != nil {
		return attendance.Entry{}, err
	}
	written := am.Entry.Writes(h)
	r.Changes, r.Written = am.Edits, &written
	e := am.Entry
	e.Audit = []audit.Row{m.deed(act, *r, &before, am, t)}
	return e, nil
}

// tell lists who else has to hear how a request stands: who is asked about it, or whose it is.
func (m matter) tell(ctx context.Context, r Request, actor domain.Actor) ([]domain.ID, error) {
	var all []domain.ID
	if r.State == Pending {
		levels, err := m.levels(ctx, r)
		if len(levels) > 0 {
			all = ids(levels[min(r.Level, len(levels)-1)])
		}
		return all, err
	}
	for _, e := range []domain.ID{r.By, r.Employee} {
		if e != actor.Employee && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all, nil
}

// again is the answer that an event got before.
func (m matter) again(ctx context.Context, r Request, actor domain.Actor, g Ground) (Outcome, error) {
	tell, err := m.tell(ctx, r, actor)
	return Outcome{Card: m.card(r, g.History), Tell: tell}, err
}

// deed is the audit's row of an act: the request and the day as it found them, and as it left them or asks for them.
func (m matter) deed(act audit.Act, r Request, before *Request, am attendance.Amended, t turn) audit.Row {
	row := audit.Row{
		ID: m.newID(), Tenant: r.Tenant, At: t.at, By: t.by, Door: t.door, Act: act, Employee: r.Employee, Date: r.Date,
		Number: r.Number, Why: r.Comment, Ref: t.ref, Before: seen(am.Before), After: seen(am.After),
	}
	if before != nil {
		row.Before.Request = string(before.State)
	}
	row.After.Request = string(r.State)
	return row
}

// seen is what counts of a day.
func seen(d worktime.Day) audit.State {
	var s audit.State
	for _, shift := range d.Shifts {
		for _, p := range shift.Punches() {
			s.Punches = append(s.Punches, audit.Punch{Kind: string(p.Kind), At: p.At})
		}
	}
	for _, t := range d.Reasons {
		s.Reasons = append(s.Reasons, t.String())
	}
	s.Note = d.Note
	return s
}

// sound checks what a wish says besides its punches.
func (m matter) sound(w *Wish) error {
	if w.Note != nil {
		note := strings.TrimSpace(*w.Note)
		if utf8.RuneCountInString(note) > MaxComment {
			return domain.Refuse(domain.Invalid, "why", "note_long", "most", MaxComment)
		}
		w.Note = &note
	}
	if len(w.Reasons) > worktime.MaxReasons {
		return domain.Refuse(domain.Invalid, "why", "reasons", "most", worktime.MaxReasons)
	}
	for i, r := range w.Reasons {
		taken, err := worktime.ParseTaken(m.Reasons(), r)
		if err != nil || taken.Means.Inactive || slices.Contains(w.Reasons[:i], r) {
			return domain.Refuse(domain.Invalid, "why", "reasons", "reason", r)
		}
	}
	return nil
}
