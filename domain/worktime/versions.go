package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// With is the rules with every version changed; what the versions share must be replaced by change, not written to.
func (r Rules) With(change func(version *Rules)) Rules {
	r.Later = slices.Clone(r.Later)
	change(&r)
	for i := range r.Later {
		change(&r.Later[i])
	}
	return r
}

// Between is the rules as far as the days from..to can ask for them, to be written down: a version that none of them sees
// is left out, and the zone goes by its name.
func (r Rules) Between(from, to calendar.Date) Rules {
	first := *r.On(from)
	first.Noted = nil
	for date, n := range r.Noted {
		if from <= date && date <= to {
			if first.Noted == nil {
				first.Noted = map[calendar.Date]Noted{}
			}
			first.Noted[date] = n
		}
	}
	var later []Rules
	for _, v := range r.Later {
		if from < v.From && v.From <= to {
			later = append(later, v)
		}
	}
	first.Later = later
	return first.With(func(v *Rules) {
		v.Zone = nil
		v.Calendar.Days = slices.DeleteFunc(slices.Clone(v.Calendar.Days), func(d org.CalendarDay) bool {
			return d.Date < from || to < d.Date // those of years ago say nothing about this month
		})
		if len(v.Calendar.Days) == 0 {
			v.Calendar.Days = nil
		}
		v.Holidays = v.Holidays.Between(from, to)
	})
}
