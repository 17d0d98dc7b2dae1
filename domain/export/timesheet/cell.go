package timesheet

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// The marks beside a time. The foot explains them.
const (
	corrected = "＊" // 訂正
	imported  = "†" // 取り込み
	reviewed  = "◇" // 確認中
)

func dayCell(_ *Sheet, d worktime.Day, lang string) cell {
	return cell{Text: locale.ShortDate(lang, d.Date.At(0, time.UTC))}
}

func weekdayCell(_ *Sheet, d worktime.Day, lang string) cell {
	return cell{Text: locale.Weekday(lang, d.Date.Weekday())}
}

// kindCell is the kind of the day. A national holiday on a day that is off by the calendar is shown as one, but nothing
// hides a statutory holiday: its work is paid by another rule.
func kindCell(s *Sheet, d worktime.Day, lang string) cell {
	switch {
	case d.Kind == worktime.Statutory:
		return cell{Text: locale.T(lang, "timesheet.kind.statutory")}
	case d.Kind == worktime.Prescribed && s.Holidays.National(d.Date):
		return cell{Text: locale.T(lang, "timesheet.kind.national")}
	case d.Kind == worktime.Prescribed:
		return cell{Text: locale.T(lang, "timesheet.kind.prescribed")}
	}
	return cell{Text: locale.T(lang, "timesheet.kind.work")}
}

// reasonsCell lists the reasons of the day (事由), each with how much of the day it takes where its name does not say it.
func reasonsCell(_ *Sheet, d worktime.Day, lang string) cell {
	var c cell
	for _, t := range d.Reasons {
		text := t.Name
		if lang == locale.English && t.Means.English != "" {
			text = t.Means.English
		}
		switch {
		case t.Unit == worktime.ByHour:
			text += " " + locale.Duration(t.Minutes)
		case (t.Unit == worktime.Morning || t.Unit == worktime.Afternoon) && slices.Contains(t.Means.Units, worktime.HalfDay):
			text += " " + locale.T(lang, "timesheet.half."+string(t.Unit))
		}
		c.Small = append(c.Small, text)
	}
	return c
}

func noteCell(_ *Sheet, d worktime.Day, _ string) cell {
	return cell{Text: strings.Join(strings.Fields(d.Note), " ")}
}

func inCell(s *Sheet, d worktime.Day, lang string) cell {
	return s.edge(d, d.In, worktime.In, lang)
}

func outCell(s *Sheet, d worktime.Day, lang string) cell {
	return s.edge(d, d.Out, worktime.Out, lang)
}

// edge is the day's first in or last out, with what was recorded before a correction below it.
func (s *Sheet) edge(d worktime.Day, p *worktime.Punch, kind worktime.Kind, lang string) cell {
	if p == nil {
		if void := s.taken(d.Date, kind); void != nil {
			return cell{Mark: corrected, Small: []string{"(" + s.clock(void.At, d.Date) + ")"}}
		}
		return cell{}
	}
	c := cell{Text: s.clock(p.At, d.Date)}
	if p.Source == domain.Import {
		c.Mark = imported
	}
	if before, changed := export.Original(s.Punches, p); changed {
		c.Mark = corrected
		c.Small = []string{locale.T(lang, "timesheet.added")}
		if before != nil {
			c.Small = []string{"(" + s.clock(before.At, d.Date) + ")"}
		}
	}
	return c
}

// clock is an instant on the wall clock of a business date.
func (s *Sheet) clock(at time.Time, date calendar.Date) string {
	return locale.Clock(int(calendar.ClockOn(at, date, s.Zone)))
}

// outingsCell lists the outings, and in brackets the time between two shifts of the day. More than two are counted: the
// figure for all of them stands below the table.
func outingsCell(s *Sheet, d worktime.Day, _ string) cell {
	var spans []string
	for i, shift := range d.Shifts {
		if i > 0 && d.Shifts[i-1].Out != nil && shift.In != nil {
			spans = append(spans, "("+s.clock(d.Shifts[i-1].Out.At, d.Date)+"–"+s.clock(shift.In.At, d.Date)+")")
		}
		for _, p := range shift.Inside {
			switch {
			case p.Kind == worktime.Leave:
				spans = append(spans, s.clock(p.At, d.Date)+"–")
			case p.Kind == worktime.Return && len(spans) > 0:
				spans[len(spans)-1] += s.clock(p.At, d.Date)
			}
		}
	}
	return cell{Small: spans}
}

// stateCell says what keeps the day from being right, or what became of the request about it (承認状態).
func stateCell(s *Sheet, d worktime.Day, lang string) cell {
	var c cell
	if s.review(d) {
		c.Mark = reviewed
	}
	if r, asked := s.Requests[d.Date]; asked {
		c.Small = append(c.Small, locale.T(lang, "timesheet.request."+string(r.State))+" "+strconv.Itoa(r.Number))
	}
	for _, p := range d.Problems {
		c.Small = append(c.Small, locale.T(lang, "timesheet.problem."+string(p)))
	}
	if d.Absent {
		c.Small = append(c.Small, locale.T(lang, "timesheet.absent"))
	}
	return c
}
