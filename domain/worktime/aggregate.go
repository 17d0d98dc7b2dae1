package worktime

import (
	"slices"
	"strconv"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Figures are the classes of working time of a day or a period, in whole minutes (集計項目). OT is part of Worked,
// OTOver60 part of OT, the holiday classes follow the calendar day, and every Night… overlaps its class.
type Figures struct {
	Worked            int `json:"worked"`                   // 実働: at work without breaks and, unless the company says otherwise, outings
	ScheduledWorked   int `json:"scheduled_worked"`         // 所定内: the part of Worked inside the schedule of a work day
	WithinOT          int `json:"within_ot"`                // 法定内残業: outside the schedule, inside 8 and 40 hours
	OT                int `json:"ot"`                       // 法定外残業: beyond 8 hours a day or 40 a week
	OTOver60          int `json:"ot_over60"`                // 60時間超: the part of OT beyond 60 hours of the period
	Night             int `json:"night"`                    // 深夜: from 22:00 to 29:00
	NightOT           int `json:"night_ot"`                 // 深夜残業: OT at night, OTOver60 included
	LegalHoliday      int `json:"legal_holiday"`            // 法定休日労働; never part of OT
	PrescribedHoliday int `json:"prescribed_holiday"`       // 所定休日労働; may be OT as well
	Late              int `json:"late"`                     // 遅刻: schedule before the in, without the schedule's breaks
	EarlyLeave        int `json:"early_leave"`              // 早退: schedule after the out
	Outing            int `json:"outing"`                   // 外出
	Break             int `json:"break"`                    // 休憩
	Shortage          int `json:"shortage"`                 // 不足: schedule of a day with punches in which nobody was at work
	NightScheduled    int `json:"night_scheduled"`          // what of Night is neither overtime nor on a statutory holiday
	NightWithinOT     int `json:"night_within_ot"`          // WithinOT at night
	NightOTOver60     int `json:"night_ot_over60"`          // OTOver60 at night
	NightLegalHoliday int `json:"night_legal_holiday"`      // LegalHoliday at night
	NightPrescribed   int `json:"night_prescribed_holiday"` // PrescribedHoliday at night
	Scheduled         int `json:"scheduled"`                // 所定時間: the schedule of a work day without its breaks
	Covered           int `json:"covered"`                  // 休暇: the part of Scheduled that a leave covers and nobody worked
	HourlyLeave       int `json:"hourly_leave"`             // 有給時間: paid leave that was taken by the hour
}

// Counts are the days and times of a period (回数・日数).
type Counts struct {
	DaysWorked           int `json:"days_worked"`            // 出勤日数: days with an in, an out or the rest of a shift that went on beyond the start
	DaysAbsent           int `json:"days_absent"`            // 欠勤日数: past work days without a punch
	LateCount            int `json:"late_count"`             // 遅刻回数
	EarlyLeaveCount      int `json:"early_leave_count"`      // 早退回数
	Problems             int `json:"problems"`               // days that have a Problem
	DaysWorkedPrescribed int `json:"days_worked_prescribed"` // of DaysWorked, those on 所定休日
	DaysWorkedStatutory  int `json:"days_worked_statutory"`  // of DaysWorked, those on 法定休日
	DaysScheduled        int `json:"days_scheduled"`         // 所定日数: work days, those of a suspension (休職) left out

	DaysAttended     Halves `json:"days_attended"`     // 出勤日数 as the reasons count: half a day beside a half day's leave, a whole one of a business trip
	DaysPaidLeave    Halves `json:"days_paid_leave"`   // 有給日数, without what was taken by the hour; it is what counts for the five days a year (労働基準法39条7項)
	DaysCompensatory Halves `json:"days_compensatory"` // 代休日数
	DaysSubstituted  Halves `json:"days_substituted"`  // 振休日数
	DaysSpecial      Halves `json:"days_special"`      // 特休日数
	DaysOtherLeave   Halves `json:"days_other_leave"`  // other leave, 産前産後 and the like
}

// Halves counts half days: 3 is a day and a half.
type Halves int

// String is the number of days, "1.5".
func (h Halves) String() string {
	if h%2 != 0 {
		return strconv.Itoa(int(h)/2) + ".5"
	}
	return strconv.Itoa(int(h) / 2)
}

// MarshalJSON is the number of days.
func (h Halves) MarshalJSON() ([]byte, error) { return []byte(h.String()), nil }

// InHalves tells whether a name of CountFields counts Halves.
func InHalves(field string) bool {
	return slices.Contains(CountFields[len(CountFields)-halves:], field)
}

// halves is how many of CountFields, the last ones, count half days.
const halves = 6

// Totals are the sums of a period.
type Totals struct {
	Figures
	Counts
}

// Aggregate is a closing period of one person as far as it has gone (月の集計).
type Aggregate struct {
	Period closing.Period
	Totals Totals  // rounded where the company rounds month totals
	Exact  Figures // the sums before that
	Days   []Day   // every day of the period, oldest first
	Locked int     // 月確定: the version of the lock; 0: not locked
	Digest string  // of the snapshot a locked month is read from; empty: it is calculated
}

// Fields names every figure and count, in the order they are printed. The names are those of the external contract.
var Fields = []string{
	"worked", "scheduled_worked", "within_ot", "ot", "ot_over60", "night", "night_ot", "legal_holiday", "prescribed_holiday",
	"late", "early_leave", "outing", "break", "shortage", "night_scheduled", "night_within_ot", "night_ot_over60",
	"night_legal_holiday", "night_prescribed_holiday", "scheduled", "covered", "hourly_leave",
}

// CountFields names the counts, which only totals have.
var CountFields = []string{
	"days_worked", "days_absent", "late_count", "early_leave_count", "problems", "days_worked_prescribed", "days_worked_statutory",
	"days_scheduled", "days_attended", "days_paid_leave", "days_compensatory", "days_substituted", "days_special", "days_other_leave",
}

// places are the figures in the order of Fields.
func (f *Figures) places() []*int {
	return []*int{
		&f.Worked, &f.ScheduledWorked, &f.WithinOT, &f.OT, &f.OTOver60, &f.Night, &f.NightOT, &f.LegalHoliday, &f.PrescribedHoliday,
		&f.Late, &f.EarlyLeave, &f.Outing, &f.Break, &f.Shortage, &f.NightScheduled, &f.NightWithinOT, &f.NightOTOver60,
		&f.NightLegalHoliday, &f.NightPrescribed, &f.Scheduled, &f.Covered, &f.HourlyLeave,
	}
}

// places are the counts in the order of CountFields.
func (c *Counts) places() []*int {
	return []*int{
		&c.DaysWorked, &c.DaysAbsent, &c.LateCount, &c.EarlyLeaveCount, &c.Problems, &c.DaysWorkedPrescribed, &c.DaysWorkedStatutory, &c.DaysScheduled,
		(*int)(&c.DaysAttended), (*int)(&c.DaysPaidLeave), (*int)(&c.DaysCompensatory), (*int)(&c.DaysSubstituted),
		(*int)(&c.DaysSpecial), (*int)(&c.DaysOtherLeave),
	}
}

// Value is the figure of a name in Fields, in minutes.
func (f Figures) Value(field string) (minutes int, ok bool) { return find(Fields, f.places(), field) }

// Value is the figure or count of a name in Fields or CountFields; half days where InHalves.
func (t Totals) Value(field string) (n int, ok bool) {
	if n, ok := t.Figures.Value(field); ok {
		return n, true
	}
	return find(CountFields, t.Counts.places(), field)
}

func find(names []string, places []*int, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return *places[i], true
		}
	}
	return 0, false
}

func (f *Figures) add(g Figures) {
	from := g.places()
	for i, p := range f.places() {
		*p += *from[i]
	}
}

// Value is the day's figure of a name in Fields, in minutes.
func (d Day) Value(field string) (minutes int, ok bool) { return d.Figures.Value(field) }

// Missing lists the days with a missing in or out.
func (a Aggregate) Missing() []calendar.Date {
	var list []calendar.Date
	for _, d := range a.Days {
		if d.has(MissingIn) || d.has(MissingOut) {
			list = append(list, d.Date)
		}
	}
	return list
}
