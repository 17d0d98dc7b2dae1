package worktime

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Frozen is a month as it is written down when it is locked, and the rules it was calculated by. Punches are named by their ids, because an entry of the ledger never changes, and
// figures that are zero are left out: a company locks the months of ten thousand people at once.
type Frozen struct {
	Totals map[string]int `json:"totals"`
	Exact  map[string]int `json:"exact"`
	Days   []frozenDay    `json:"days"`
	Zone   string         `json:"zone"`
	Rules  Rules          `json:"rules"`
}

type frozenDay struct {
	Date     calendar.Date  `json:"date"`
	Kind     DayKind        `json:"kind"`
	Minutes  map[string]int `json:"minutes,omitempty"`
	Shifts   []frozenShift  `json:"shifts,omitempty"`
	Open     bool           `json:"open,omitempty"`
	Absent   bool           `json:"absent,omitempty"`
	Problems []Problem      `json:"problems,omitempty"`
	Reasons  []Taken        `json:"reasons,omitempty"`
	Note     string         `json:"note,omitempty"`
	Held     []domain.ID    `json:"held,omitempty"`
}

type frozenShift struct {
	Date   calendar.Date `json:"date"`
	In     domain.ID     `json:"in,omitempty"`
	Out    domain.ID     `json:"out,omitempty"`
	Inside []domain.ID   `json:"inside,omitempty"`
}

// Freeze writes down a month that was calculated by the rules. The same month gives the same bytes.
func (r Rules) Freeze(a Aggregate) (string, error) {
	from, to := Window(a.Period)
	f := Frozen{
		Totals: a.Totals.named(), Exact: nonzero(Fields, a.Exact.places()), Zone: r.Zone.String(),
	}
	f.Rules = r.Between(from, to)
	for _, d := range a.Days {
		f.Days = append(f.Days, freezeDay(d))
	}
	raw, err := json.Marshal(f)
	return string(raw), err
}

func freezeDay(d Day) frozenDay {
	out := frozenDay{
		Date: d.Date, Kind: d.Kind, Minutes: nonzero(Fields, d.Figures.places()), Open: d.Open, Absent: d.Absent,
		Problems: d.Problems, Held: ids(d.Held), Reasons: d.Reasons, Note: d.Note,
	}
	for _, s := range d.Shifts {
		f := frozenShift{Date: s.Date, Inside: ids(s.Inside)}
		if s.In != nil {
			f.In = s.In.ID
		}
		if s.Out != nil {
			f.Out = s.Out.ID
		}
		out.Shifts = append(out.Shifts, f)
	}
	return out
}

func ids(punches []Punch) []domain.ID {
	var list []domain.ID
	for _, p := range punches {
		list = append(list, p.ID)
	}
	return list
}

// named are the totals that are not zero, by name.
func (t *Totals) named() map[string]int {
	all := nonzero(Fields, t.Figures.places())
	maps.Copy(all, nonzero(CountFields, t.Counts.places()))
	return all
}

func nonzero(names []string, places []*int) map[string]int {
	kept := map[string]int{}
	for i, name := range names {
		if *places[i] != 0 {
			kept[name] = *places[i]
		}
	}
	return kept
}

func fill(names []string, places []*int, kept map[string]int) {
	for i, name := range names {
		*places[i] = kept[name]
	}
}

// ParseFrozen reads what Freeze wrote.
func ParseFrozen(text string) (f Frozen, err error) {
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return f, err
	}
	zone, err := time.LoadLocation(f.Zone)
	if err != nil {
		return f, err
	}
	f.Rules = f.Rules.With(func(v *Rules) { v.Zone = zone })
	return f, nil
}

// Thaw is the month as it was, with its punches. What came after it was frozen counts for nothing and is shown at its
// day: it is what a correction has to decide about.
func (f Frozen) Thaw(period closing.Period, punches []Punch) Aggregate {
	a := Aggregate{Period: period}
	fill(Fields, a.Totals.Figures.places(), f.Totals)
	fill(CountFields, a.Totals.Counts.places(), f.Totals)
	fill(Fields, a.Exact.places(), f.Exact)
	after := f.After(punches)
	for _, d := range f.Days {
		day := d.thaw(punches)
		for _, p := range after {
			if p.Date == d.Date {
				day.Held = append(day.Held, p)
				day.problem(HeldPunch)
			}
		}
		a.Days = append(a.Days, day)
	}
	return a
}

// After lists the punches that came too late for the lock: kept without counting, and not known to what was frozen.
func (f Frozen) After(punches []Punch) []Punch {
	var late []Punch
	for _, p := range punches {
		known := func(d frozenDay) bool { return slices.Contains(d.Held, p.ID) }
		if p.State == Held && p.Hold == LockedMonth && !slices.ContainsFunc(f.Days, known) {
			late = append(late, p)
		}
	}
	return late
}

func (d frozenDay) thaw(punches []Punch) Day {
	day := Day{Date: d.Date, Kind: d.Kind, Open: d.Open, Absent: d.Absent, Problems: d.Problems, Reasons: d.Reasons, Note: d.Note}
	fill(Fields, day.Figures.places(), d.Minutes)
	for _, id := range d.Held {
		if p := ByID(punches, id); p != nil {
			day.Held = append(day.Held, *p)
		}
	}
	for _, s := range d.Shifts {
		shift := Shift{Date: s.Date, In: ByID(punches, s.In), Out: ByID(punches, s.Out)}
		for _, id := range s.Inside {
			if p := ByID(punches, id); p != nil {
				shift.Inside = append(shift.Inside, *p)
			}
		}
		if day.In == nil {
			day.In = shift.In
		}
		day.Shifts, day.Out = append(day.Shifts, shift), shift.Out
	}
	return day
}
