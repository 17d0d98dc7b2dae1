// Package telling says what happened to a punch, a day or a wish that was refused, in the same sentences in chat and on
// pages. It knows no channel and no page: a door lays out the lines it is given.
package telling

import (
	"errors"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Teller writes figures and sentences for one person of one company.
type Teller struct {
	Lang string
	Zone *time.Location
}

// T is a text in the person's language.
func (t Teller) T(key string, pairs ...any) string { return locale.T(t.Lang, key, pairs...) }

// Date is "11/20(金)".
func (t Teller) Date(d calendar.Date) string { return locale.Date(t.Lang, d.At(0, time.UTC)) }

// Short is a date without its weekday: "11/20".
func (t Teller) Short(d calendar.Date) string { return locale.ShortDate(t.Lang, d.At(0, time.UTC)) }

// Clock is an instant on a business date: "8:58", "25:30".
func (t Teller) Clock(at time.Time, on calendar.Date) string {
	return locale.Clock(int(calendar.ClockOn(at, on, t.Zone)))
}

// When is an instant on the wall: "11/20(金) 9:01".
func (t Teller) When(at time.Time) string {
	at = at.In(t.Zone)
	return locale.Date(t.Lang, at) + " " + locale.Clock(at.Hour()*60+at.Minute())
}

// Kind is what a punch says, with its mark.
func (t Teller) Kind(p worktime.Punch) string {
	name := t.T("name." + string(p.Kind))
	if p.Mark == worktime.NoMark {
		return name
	}
	return t.T("name.marked", "kind", name, "mark", t.T("name."+string(p.Mark)+"_"+string(p.Kind)))
}

// Status is the state with its shape: "● 出勤中".
func (t Teller) Status(s worktime.Standing) string {
	if s.Status == worktime.Off && s.Since == nil {
		return t.T("name.status.none")
	}
	return t.T("name.status." + string(s.Status))
}

// Punch fills a text about a punch: its {kind}, {time}, {date}, {receipt} and the {word} that says it again.
func (t Teller) Punch(key string, p worktime.Punch, word string) string {
	return t.T(key, "kind", t.Kind(p), "time", t.Clock(p.At, p.Date), "date", t.Date(p.Date), "receipt", p.Receipt, "word", word)
}

// Hours is "今日 8:04", with its overtime where there is some.
func (t Teller) Hours(key string, f worktime.Figures) string {
	if f.OT > 0 {
		return t.T(key+"_ot", "worked", locale.Duration(f.Worked), "ot", locale.Duration(f.OT))
	}
	return t.T(key, "worked", locale.Duration(f.Worked))
}

// Month is "2026年11月".
func (t Teller) Month(m calendar.Month) string {
	return locale.Month(t.Lang, m.First().At(0, time.UTC))
}

// Door is a punch method's name.
func (t Teller) Door(d domain.Door) string { return t.T("name.door." + string(d)) }

// Refused says a refusal of the domain: what happened, and what to do. ok is false for what is no refusal: that is a
// fault, and trying again may help.
func (t Teller) Refused(err error, door domain.Door) (title string, lines []string, ok bool) {
	switch domain.CodeOf(err) {
	case domain.NotAllowed:
		return t.T("refuse.not_allowed", "door", t.Door(door)), []string{t.T("refuse.allowed", "doors", t.doors(err))}, true
	case domain.Locked:
		month := t.T("refuse.that_month")
		if m, _ := arg(err, "month").(calendar.Month); m != "" {
			month = t.Month(m)
		}
		return t.T("refuse.locked", "month", month), []string{t.T("refuse.tell_admin")}, true
	case domain.Forbidden:
		title = t.T("refuse.forbidden")
		if left, ok := arg(err, "date").(calendar.Date); ok && arg(err, "why") == "left" {
			title = t.T("refuse.left", "date", t.Date(left))
		}
		return title, []string{t.T("refuse.tell_admin")}, true
	case domain.NotFound:
		return t.T("refuse.not_found"), []string{t.T("refuse.look")}, true
	case domain.Conflict, domain.Expired, domain.TooMany:
		return t.T("refuse.conflict"), []string{t.T("refuse.look")}, true
	}
	return "", nil, false
}

// doors are the punch methods a NotAllowed error says are allowed.
func (t Teller) doors(err error) string {
	var names []string
	allowed, _ := arg(err, "allowed").([]domain.Door)
	for _, d := range allowed {
		names = append(names, t.Door(d))
	}
	if len(names) == 0 {
		return t.T("refuse.no_door")
	}
	return locale.List(t.Lang, names)
}

func arg(err error, name string) any {
	var e *domain.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Args[name]
}
