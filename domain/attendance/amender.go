package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Amender reads and corrects the days of one person as the rules have it now. It is pure: it reads what it is given and
// says what to write.
type Amender struct {
	who     person
	reasons []worktime.ReasonCode
	now     time.Time
	newID   domain.NewID
}

// Amender gathers what a correction of a person's days needs. NotFound: nobody of this company.
func (s *Service) Amender(ctx context.Context, tenant, employee domain.ID) (Amender, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return Amender{}, err
	}
	master, err := s.Reasons.Reasons(ctx, tenant)
	return Amender{who: who, reasons: master, now: s.Now(), newID: s.NewID}, err
}

// Amenders gathers the same for several people of a company, by their ids.
func (s *Service) Amenders(ctx context.Context, tenant domain.ID, people []org.Employee) (map[domain.ID]Amender, error) {
	t, err := s.Tenants.Tenant(ctx, tenant)
	if err != nil {
		return nil, err
	}
	groups, err := s.Closing.Groups(ctx, tenant)
	if err != nil {
		return nil, err
	}
	master, err := s.Reasons.Reasons(ctx, tenant)
	if err != nil {
		return nil, err
	}
	h := &hall{tenant: t, groups: groups, patterns: map[domain.ID]worktime.Pattern{}}
	all := make(map[domain.ID]Amender, len(people))
	for _, e := range people {
		who, err := h.person(ctx, s.Patterns, e)
		if err != nil {
			return nil, err
		}
		all[e.ID] = Amender{who: who, reasons: master, now: s.Now(), newID: s.NewID}
	}
	return all, nil
}

// Person is whose days they are.
func (a Amender) Person() org.Employee { return a.who.Employee }

// Reasons are those of the company.
func (a Amender) Reasons() []worktime.ReasonCode { return a.reasons }

// Zone is where the person's clock is.
func (a Amender) Zone() *time.Location { return a.who.rules.Zone }

// Today is the business date of now.
func (a Amender) Today() calendar.Date { return a.who.rules.Date(a.now) }

// Window is the days of history that a correction of a date must be given.
func (a Amender) Window(date calendar.Date) (from, to calendar.Date) { return window(date) }

// Day reads a day, with its Version.
func (a Amender) Day(h History, date calendar.Date) worktime.Day {
	return a.day(h.Punches, h.Notes, date, a.who.rules.Read(h.Punches))
}

func (a Amender) day(punches []worktime.Punch, notes []worktime.DayNote, date calendar.Date, seq worktime.Sequence) worktime.Day {
	d := a.who.rules.Knowing(notes, a.reasons).DayOf(date, seq, punches, a.now)
	d.Version = version(date, seq, punches, worktime.NoteOn(notes, date))
	return d
}

// version names what a day rests on: its punches, whichever way they count, and what is said of it. Whoever decides
// about a day decides about a version of it.
func version(date calendar.Date, seq worktime.Sequence, punches []worktime.Punch, note worktime.DayNote) string {
	lines := []string{fmt.Sprint(note.Version)}
	for _, p := range punches {
		v, read := seq.Verdicts[p.ID]
		if p.Date == date || read && v.Date == date {
			lines = append(lines, string(p.ID)+" "+string(p.State))
		}
	}
	slices.Sort(lines[1:])
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:8])
}

// Bears tells whether what the ledger and the schedule know supports a time that is said to be their evidence. Evidence
// of another kind was seen by the door that brings it.
func (a Amender) Bears(day worktime.Day, kind worktime.Evidence, at time.Time) bool {
	switch kind {
	case worktime.Scheduled:
		p := a.who.rules.PatternOn(day.Date)
		same := func(c calendar.Clock) bool { return day.Date.At(int(c), a.Zone()).Equal(at) }
		return p != nil && (same(p.Start) || same(p.End))
	case worktime.LastPunch:
		return slices.ContainsFunc(day.Shifts, func(s worktime.Shift) bool {
			return slices.ContainsFunc(s.Punches(), func(p worktime.Punch) bool { return p.At.Equal(at) })
		})
	}
	return true
}
