package timesheet

import (
	"fmt"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/export"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

var (
	tenant  = org.Tenant{Timezone: "Asia/Tokyo", Boundary: 300, Name: "株式会社 海"}
	tokyo   = tenant.Zone()
	october = closing.Period{Month: "2026-10", From: "2026-10-01", To: "2026-10-31"}
	printed = time.Date(2026, 11, 2, 1, 30, 0, 0, time.UTC)
)

// ledger makes punches one after the other.
type ledger struct {
	punches []worktime.Punch
	notes   []worktime.DayNote
}

// reasons are the company's.
var reasons = []worktime.ReasonCode{
	{Code: "101", Name: "有給", Means: worktime.Meaning{English: "Paid leave", Off: worktime.PaidLeave, Units: []worktime.Unit{worktime.WholeDay}}},
	{Code: "104", Name: "時間有休", Means: worktime.Meaning{English: "Hourly paid leave", Off: worktime.PaidLeave, Units: []worktime.Unit{worktime.ByHour}}},
	{Code: "121", Name: "特別休暇(有給)", Means: worktime.Meaning{English: "Special leave (paid)", Off: worktime.Special,
		Units: []worktime.Unit{worktime.WholeDay, worktime.HalfDay}}},
	{Code: "203", Name: "電車遅延", Means: worktime.Meaning{English: "Train delay"}},
	{Code: "501", Name: "打刻漏れ", Means: worktime.Meaning{English: "Missing punch"}},
}

// say notes reasons and a text of a day.
func (l *ledger) say(date calendar.Date, note string, reasons ...string) {
	l.notes = append(l.notes, worktime.DayNote{Date: date, Version: 1, Reasons: reasons, Note: note})
}

func (l *ledger) add(kind worktime.Kind, date calendar.Date, clock int, state worktime.PunchState) *worktime.Punch {
	at := date.At(clock, tokyo).UTC()
	p := worktime.Punch{ID: domain.ID(fmt.Sprint("p", len(l.punches))), Kind: kind, At: at, ReceivedAt: at, Date: date, Source: domain.LINE,
		SourceRef: fmt.Sprint("r", len(l.punches)), State: state, Seq: int64(len(l.punches) + 1)}
	l.punches = append(l.punches, p)
	return &l.punches[len(l.punches)-1]
}

func (l *ledger) day(date calendar.Date, in, out int) {
	l.add(worktime.In, date, in, worktime.Effective)
	l.add(worktime.Out, date, out, worktime.Effective)
}

// corrected replaces a punch of a day by a correction.
func (l *ledger) corrected(kind worktime.Kind, date calendar.Date, was, is int) {
	var old domain.ID
	if was > 0 {
		old = l.add(kind, date, was, worktime.Superseded).ID
	}
	p := l.add(kind, date, is, worktime.Effective)
	p.Source, p.Supersedes = domain.Correction, old
}

func rules() worktime.Rules {
	pattern := &worktime.Pattern{Name: "通常", Start: 540, End: 1080, Breaks: []worktime.Span{{From: 720, To: 780}}}
	return worktime.RulesOf(tenant, pattern)
}

// ordinary is a month with nothing special: every work day from nine to seven.
func ordinary() Sheet {
	var l ledger
	for d := october.From; d <= october.To; d = d.Add(1) {
		if rules().Kind(d) == worktime.WorkDay {
			l.day(d, 538, 1140)
		}
	}
	return sheetOf(l)
}

// everything is a month with every mark, state and problem, a night, a holiday and three outings.
func everything() Sheet {
	var l ledger
	l.corrected(worktime.In, "2026-10-01", 558, 540)
	l.add(worktime.Out, "2026-10-01", 1085, worktime.Effective)
	l.add(worktime.In, "2026-10-02", 541, worktime.Effective)
	l.corrected(worktime.Out, "2026-10-02", 0, 1110)
	l.day("2026-10-03", 600, 1530)
	l.day("2026-10-04", 480, 1320)
	l.add(worktime.In, "2026-10-05", 540, worktime.Effective)
	l.add(worktime.In, "2026-10-06", 540, worktime.Effective)
	for i, at := range []int{600, 660, 900, 930, 960, 970} {
		l.add([]worktime.Kind{worktime.Leave, worktime.Return}[i%2], "2026-10-06", at, worktime.Effective)
	}
	l.add(worktime.Out, "2026-10-06", 1200, worktime.Effective)
	l.day("2026-10-07", 540, 720)
	l.day("2026-10-07", 1020, 1500)
	l.day("2026-10-08", 540, 1439)
	l.punches[len(l.punches)-2].Source = domain.Import
	l.punches[len(l.punches)-1].Source = domain.Import
	l.day("2026-10-09", 600, 960)
	l.add(worktime.Out, "2026-10-13", 1080, worktime.Effective)
	l.add(worktime.In, "2026-10-14", 540, worktime.Void)
	held := l.add(worktime.Out, "2026-10-14", 1083, worktime.Held)
	held.Hold = worktime.Answered
	for _, d := range []calendar.Date{"2026-10-15", "2026-10-16", "2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22", "2026-10-23", "2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30", "2026-10-31"} {
		l.day(d, 425, 1435)
	}
	l.say("2026-10-01", "電車遅延の証明書あり", "203", "501")
	l.say("2026-10-02", "", "501")
	l.say("2026-10-08", "通院のため", "104 2:00", "121 pm")
	l.say("2026-10-15", strings.Repeat("客先で障害の対応をしました。", 8))
	l.say("2026-10-16", "met the customer\nin Yokohama, back by train")
	s := sheetOf(l)
	s.Requests = map[calendar.Date]Request{
		"2026-10-01": {1031, workflow.Approved, "佐藤 花子", time.Date(2026, 10, 2, 9, 2, 0, 0, time.UTC)},
		"2026-10-02": {1032, workflow.Approved, "", time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC)},
		"2026-10-05": {1033, workflow.Pending, "", time.Time{}},
		"2026-10-13": {1034, workflow.Returned, "佐藤 花子", time.Date(2026, 10, 14, 0, 0, 0, 0, time.UTC)},
	}
	s.Agreement = &worktime.Agreement{Load: worktime.Load{OT: s.Month.Exact.OT, Holiday: s.Month.Exact.LegalHoliday},
		Averages: map[int]int{2: 4000, 3: 4900}, Year: worktime.AgreementYear{From: "2026-04", OT: 25000, Beyond: 5}, Broken: []worktime.Breach{worktime.OverMonth, worktime.OverTotal, worktime.OverAverage}}
	return s
}

// locked is an ordinary month that was closed, with rounded totals.
func locked() Sheet {
	s := ordinary()
	s.Month.Locked, s.Month.Digest = 2, strings.Repeat("0123456789abcdef", 4)
	s.Month.Totals.OT = 1260
	s.Locked = &Locked{By: "山田 一郎", At: printed, Reason: "残業の申請を待って再確定"}
	return s
}

// long has names and texts longer than any place on the sheet.
func long() Sheet {
	s := locked()
	s.Company = strings.Repeat("株式会社日本長名総合研究所", 4)
	s.Pattern = "フレックスタイム制(コアタイム10時から15時・休憩60分・事業場外みなし労働)"
	person := *s.Person
	person.Employee.Name = strings.Repeat("寿限無寿限無五劫の擦り切れ", 8)
	person.Employee.Romaji = strings.Repeat("Jugemu Jugemu Goko-no-Surikire ", 6)
	person.Department.Name = "𠮷野家事業本部 髙﨑德第一営業部 か\u3099行課 😀 葛\U000E0100城"
	person.Employee.Code = "0000000001-2345678901"
	s.Person = &person
	s.Locked.Reason = strings.Repeat("長い理由です。", 60)
	return s
}

func sheetOf(l ledger) Sheet {
	month := rules().Knowing(l.notes, reasons).Aggregate(october, l.punches, printed)
	return Sheet{Company: tenant.Name, Zone: tokyo, Pattern: "通常", Month: month, Punches: l.punches, Printed: printed,
		Person: &export.Person{Employee: org.Employee{Code: "1001", Name: "田中 太郎", Romaji: "Taro Tanaka"},
			Department: org.Department{Code: "sales", Name: "営業部"}, Group: "末日締め",
			Span: export.Span{Month: october.Month, From: october.From, To: october.To}}}
}

// months are the sheets every form is shown with.
func months() map[string]Sheet {
	return map[string]Sheet{"ordinary": ordinary(), "everything": everything(), "locked": locked(), "long": long()}
}
