package timesheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// view is a sheet in words, as all its forms write it.
type view struct {
	Lang, Code, Name string
	Title, Period    string
	Printed          string
	State            string // 確定(版2) or 未確定
	Head             []pair
	Columns          []heading
	Lines            []line
	Totals, Exact    []cell // Exact: what the totals were before they were rounded; nil: they are not
	Counts           []pair
	Foot             []string
	Marks            string
	Seals            []seal
}

type pair struct{ Label, Text string }

type heading struct {
	Title string
	Share string // of the table's width
}

// line is a day; Off is the kind of day that is no work day.
type line struct {
	Cells []cell
	Off   worktime.DayKind
}

// seal is a place for a seal, or who approved electronically (承認欄).
type seal struct{ Title, Name, When string }

// T is a text in the sheet's language, for the page.
func (v view) T(key string) string { return locale.T(v.Lang, key) }

// page is the number of a page of the person's.
func (v view) page(n, of int) string {
	return locale.T(v.Lang, "timesheet.page", "page", n, "pages", of)
}

// read puts a sheet into words.
func (s Sheet) read(lang string) view {
	e := s.Person.Employee
	v := view{
		Lang: locale.Lang(lang), Code: e.Code, Name: e.DisplayName(locale.Lang(lang)),
		Title:  locale.T(lang, "timesheet.title", "month", locale.Month(lang, s.Month.Period.Month.First().At(0, s.Zone))),
		Period: string(s.Month.Period.From) + " – " + string(s.Month.Period.To),
		State:  locale.T(lang, "timesheet.open"), Printed: locale.T(lang, "timesheet.printed", "at", s.moment(s.Printed)),
	}
	if s.Month.Locked > 0 {
		v.State = locale.T(lang, "timesheet.locked", "version", s.Month.Locked)
	}
	v.Head = s.head(lang, v.Name)
	for _, c := range columns {
		v.Columns = append(v.Columns, heading{locale.T(lang, c.title), fmt.Sprintf("%.2f%%", c.width/inner*100)})
		v.Totals = append(v.Totals, total(c, s.Month.Totals.Figures))
	}
	v.Totals[0] = cell{Text: locale.T(lang, "timesheet.total")}
	if s.Month.Exact != s.Month.Totals.Figures {
		for _, c := range columns {
			v.Exact = append(v.Exact, total(c, s.Month.Exact))
		}
		v.Exact[0] = cell{Text: locale.T(lang, "timesheet.exact")}
	}
	for _, d := range s.Month.Days {
		l := line{}
		if d.Kind != worktime.WorkDay {
			l.Off = d.Kind
		}
		for _, c := range columns {
			l.Cells = append(l.Cells, c.at(&s, d, lang))
		}
		v.Lines = append(v.Lines, l)
	}
	v.Counts, v.Foot, v.Seals = s.counts(lang), s.foot(lang), s.seals(lang)
	v.Marks = strings.Join([]string{corrected + " " + locale.T(lang, "timesheet.mark.corrected"),
		imported + " " + locale.T(lang, "timesheet.mark.imported"), reviewed + " " + locale.T(lang, "timesheet.mark.reviewed"),
		"( ) " + locale.T(lang, "timesheet.mark.between")}, "　")
	return v
}

func total(c column, f worktime.Figures) cell {
	if c.figure == "" {
		return cell{}
	}
	n, _ := f.Value(c.figure)
	return cell{Text: length(n), Right: true}
}

// head is whose sheet it is.
func (s *Sheet) head(lang, name string) []pair {
	t := func(key, text string) pair { return pair{locale.T(lang, key), text} }
	department := strings.TrimSpace(s.Person.Department.Code + " " + s.Person.Department.Name)
	return []pair{
		t("timesheet.head.company", s.Company),
		t("timesheet.head.department", department),
		t("timesheet.head.pattern", s.Pattern),
		t("timesheet.head.code", s.Person.Employee.Code),
		t("timesheet.head.name", name),
		t("timesheet.head.group", s.Person.Group),
	}
}

// counts are the days and the figures that have no column.
func (s Sheet) counts(lang string) []pair {
	m := &s.Month.Totals
	days, minutes := strconv.Itoa, locale.Duration
	half := func(h worktime.Halves) string { return h.String() }
	return []pair{
		{locale.T(lang, "timesheet.count.scheduled"), days(m.DaysScheduled)},
		{locale.T(lang, "timesheet.count.worked"), days(m.DaysWorked)},
		{locale.T(lang, "timesheet.count.prescribed"), days(m.DaysWorkedPrescribed)},
		{locale.T(lang, "timesheet.count.statutory"), days(m.DaysWorkedStatutory)},
		{locale.T(lang, "timesheet.count.attended"), half(m.DaysAttended)},
		{locale.T(lang, "timesheet.count.absent"), days(m.DaysAbsent)},
		{locale.T(lang, "timesheet.count.problems"), days(m.Problems)},
		{locale.T(lang, "timesheet.count.paid"), half(m.DaysPaidLeave)},
		{locale.T(lang, "timesheet.count.hourly"), minutes(m.HourlyLeave)},
		{locale.T(lang, "timesheet.count.compensatory"), half(m.DaysCompensatory)},
		{locale.T(lang, "timesheet.count.substituted"), half(m.DaysSubstituted)},
		{locale.T(lang, "timesheet.count.special"), half(m.DaysSpecial)},
		{locale.T(lang, "timesheet.count.other"), half(m.DaysOtherLeave)},
		{locale.T(lang, "timesheet.count.late"), days(m.LateCount)},
		{locale.T(lang, "timesheet.count.early"), days(m.EarlyLeaveCount)},
		{locale.T(lang, "timesheet.count.hours"), minutes(m.Scheduled)},
		{locale.T(lang, "timesheet.count.over_sixty"), minutes(m.OTOver60)},
		{locale.T(lang, "timesheet.count.night_ot"), minutes(m.NightOT)},
		{locale.T(lang, "timesheet.count.night_statutory"), minutes(m.NightLegalHoliday)},
		{locale.T(lang, "timesheet.count.shortage"), minutes(m.Shortage)},
		{locale.T(lang, "timesheet.count.outing"), minutes(m.Outing)},
	}
}

// foot is where the month stands with the overtime agreement, and its lock.
func (s *Sheet) foot(lang string) []string {
	list := []string{s.agreement(lang)}
	if text := s.decided(lang); text != "" {
		list = append(list, text)
	}
	if s.Month.Locked == 0 {
		return append(list, locale.T(lang, "timesheet.foot.open"))
	}
	if s.Locked != nil {
		list = append(list, locale.T(lang, "timesheet.foot.locked", "version", s.Month.Locked, "by", s.Locked.By,
			"at", s.moment(s.Locked.At), "reason", s.Locked.Reason))
	}
	if s.Month.Digest != "" {
		list = append(list, locale.T(lang, "timesheet.foot.digest", "digest", s.Month.Digest))
	}
	return list
}

// decided lists who approved corrections of the month, and when (承認欄).
func (s *Sheet) decided(lang string) string {
	var list []string
	for _, d := range s.Month.Days {
		if r := s.Requests[d.Date]; r.State == workflow.Approved {
			if r.By == "" {
				r.By = locale.T(lang, "timesheet.automatic")
			}
			list = append(list, locale.T(lang, "timesheet.foot.decided", "date", locale.ShortDate(lang, d.Date.At(0, time.UTC)),
				"number", r.Number, "by", r.By, "at", s.moment(r.At)))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return locale.T(lang, "timesheet.foot.approvals", "list", strings.Join(list, " / "))
}

// agreement is the line about the overtime agreement (36協定).
func (s *Sheet) agreement(lang string) string {
	a := s.Agreement
	if a == nil {
		return locale.T(lang, "timesheet.agreement.within", "ot", locale.Duration(s.Month.Exact.OT), "holiday", locale.Duration(s.Month.Exact.LegalHoliday))
	}
	average := 0
	for _, n := range a.Averages {
		average = max(average, n)
	}
	text := locale.T(lang, "timesheet.agreement.month", "ot", locale.Duration(a.OT), "holiday", locale.Duration(a.Holiday), "average", locale.Duration(average))
	if a.Year.From != "" {
		text += " " + locale.T(lang, "timesheet.agreement.year", "from", locale.Month(lang, a.Year.From.First().At(0, time.UTC)),
			"ot", locale.Duration(a.Year.OT), "months", a.Year.Beyond)
	}
	for _, b := range a.Broken {
		text += " " + locale.T(lang, "timesheet.agreement."+string(b))
	}
	return text
}

// seals are the places for seals: the person's own, the superior's, and who locked the month, once somebody has.
func (s *Sheet) seals(lang string) []seal {
	list := []seal{{Title: locale.T(lang, "timesheet.seal.own")}, {Title: locale.T(lang, "timesheet.seal.superior")},
		{Title: locale.T(lang, "timesheet.seal.locked")}}
	if s.Locked != nil {
		list[2].Name, list[2].When = s.Locked.By, s.Locked.At.In(s.Zone).Format("2006-01-02")
	}
	return list
}

// moment is an instant on the company's clock.
func (s *Sheet) moment(at time.Time) string { return at.In(s.Zone).Format("2006-01-02 15:04") }
