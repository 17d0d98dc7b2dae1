package worktime

import "github.com/dakoku/dakoku/domain/calendar"

// The law's chapter on hours, breaks and days off does not bound supervisors (管理監督者, 労働基準法41条2号): they have no overtime
// and no holiday work that a premium is paid for, nobody counts their being late, and the overtime agreement is not
// theirs. Night work is no matter of that article: its premium is theirs (最高裁 平21.12.18 ことぶき事件,
// 昭63.3.14 基発150号). Hours worked are recorded all the same (労働安全衛生法66条の8の3).

// bounded are the figures that nobody has whose hours have no bounds.
var bounded = []string{"within_ot", "ot", "ot_over60", "night_ot", "legal_holiday", "prescribed_holiday", "late", "early_leave", "shortage"}

// supervises tells whether a date is worked by a supervisor.
func (r *Rules) supervises(date calendar.Date) bool { return r.On(date).Supervisor }

// unbounded is a supervisor's work: hours and night, and no class of them.
func (f Figures) unbounded() Figures {
	f.WithinOT, f.LegalHoliday, f.PrescribedHoliday = 0, 0, 0
	f.NightWithinOT, f.NightLegalHoliday, f.NightPrescribed = 0, 0, 0
	f.NightScheduled = f.Night
	return f
}

// Unbounded tells whether a day was worked by a supervisor.
func (d Day) Unbounded() bool { return d.work != nil && d.work.rules.supervises(d.Date) }
