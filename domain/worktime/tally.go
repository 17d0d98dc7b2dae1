package worktime

// The lengths that make work overtime, in minutes.
const (
	// FullDay is the working time of a day beyond which it is overtime: 8 hours (労働基準法32条2項).
	FullDay = 480

	// fullWeek is that of a week: 40 hours (労働基準法32条1項).
	fullWeek = 40 * 60

	// sixtyHours is the overtime of a month beyond which the premium rises (労働基準法37条1項ただし書).
	sixtyHours = 60 * 60
)

// tally counts the minutes of a day's work by class.
func (r *Rules) tally(w *work) Figures {
	f := Figures{Outing: length(w.outings)}
	for _, b := range w.breaks {
		f.Break += b.to - b.from
	}
	count := func(is func(piece) bool) int { return minutes(w.pieces, is) }
	f.Worked = count(func(piece) bool { return true })
	f.OT = count(func(p piece) bool { return p.ot != notBeyond })
	f.OTOver60 = count(func(p piece) bool { return p.over60 })
	f.LegalHoliday = count(func(p piece) bool { return p.kind == Statutory })
	f.PrescribedHoliday = count(func(p piece) bool { return p.kind == Prescribed })
	f.Night = count(func(p piece) bool { return p.night })
	f.NightOT = count(func(p piece) bool { return p.night && p.ot != notBeyond })
	f.NightOTOver60 = count(func(p piece) bool { return p.night && p.over60 })
	f.NightLegalHoliday = count(func(p piece) bool { return p.night && p.kind == Statutory })
	f.NightPrescribed = count(func(p piece) bool { return p.night && p.kind == Prescribed })
	pattern := r.PatternOn(w.date)
	outside := func(p piece) bool { return pattern != nil && !p.scheduled && p.kind != Statutory }
	f.WithinOT = max(0, count(outside)-f.OT)
	f.NightWithinOT = min(f.WithinOT, count(func(p piece) bool { return p.night && outside(p) && p.ot == notBeyond }))
	f.NightScheduled = f.Night - f.NightOT - f.NightLegalHoliday - f.NightWithinOT
	if w.kind == WorkDay || r.flexible(w.date) {
		f.ScheduledWorked = count(func(p piece) bool {
			return p.kind != Statutory && (p.scheduled || pattern == nil && p.ot == notBeyond)
		})
	}
	if r.supervises(w.date) {
		return f.unbounded()
	}
	return f
}
