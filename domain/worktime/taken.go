package worktime

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Taken is a reason as a day has it: what it means, and how much of the day it takes.
type Taken struct {
	Code    string  `json:"code"`
	Name    string  `json:"name,omitempty"`
	Means   Meaning `json:"means,omitzero"`
	Unit    Unit    `json:"unit,omitempty"`    // WholeDay, Morning, Afternoon or ByHour; empty: it has no length
	Minutes int     `json:"minutes,omitempty"` // of ByHour
}

// String is the reason as DayNote.Reasons keeps it: "104 2:00", "111 am", "101".
func (t Taken) String() string {
	switch t.Unit {
	case ByHour:
		return t.Code + " " + calendar.Clock(t.Minutes).String()
	case Morning, Afternoon:
		if !slices.Equal(t.Means.Units, []Unit{t.Unit}) {
			return t.Code + " " + string(t.Unit)
		}
	}
	return t.Code
}

// ParseTaken reads a reason as somebody says it or a day has it: a code of the company and, where its reason can be taken
// so, "am", "pm", "day" or hours ("104 2:00"). Invalid: there is no such code, or it cannot be taken so.
func ParseTaken(master []ReasonCode, said string) (Taken, error) {
	code, amount, _ := strings.Cut(said, " ")
	i := slices.IndexFunc(master, func(r ReasonCode) bool { return r.Code == code })
	if i < 0 {
		return Taken{}, domain.Errorf(domain.Invalid, "there is no reason %q", code)
	}
	t := Taken{Code: code, Name: master[i].Name, Means: master[i].Means}
	if !t.takes(amount) {
		return Taken{}, domain.Errorf(domain.Invalid, "the reason %s cannot be taken as %q", code, amount)
	}
	return t, nil
}

// takes notes an amount; none is the reason's usual one, where that says all.
func (t *Taken) takes(amount string) bool {
	units := t.Means.Units
	switch {
	case amount == "" && len(units) == 0:
		return true
	case amount == "":
		t.Unit = units[0]
		return t.Unit != HalfDay && t.Unit != ByHour
	case slices.Contains([]Unit{WholeDay, Morning, Afternoon}, Unit(amount)):
		t.Unit = Unit(amount)
		return slices.Contains(units, t.Unit) || t.Unit != WholeDay && slices.Contains(units, HalfDay)
	}
	c, err := calendar.ParseClock(amount)
	t.Unit, t.Minutes = ByHour, int(c)
	// 時間単位年休 is taken in whole hours (労働基準法39条4項, https://regulations-qa.com/?p=679).
	whole := t.Means.Off != PaidLeave || t.Minutes%60 == 0
	return err == nil && t.Minutes > 0 && t.Minutes <= 24*60 && whole && slices.Contains(units, ByHour)
}

// Noted is a day's newest note as the calculation reads it.
type Noted struct {
	Reasons []Taken `json:"reasons,omitempty"`
	Note    string  `json:"note,omitempty"`
}

// Knowing is the rules with what is said of the person's days. A reason the company does not have any more is told and
// changes nothing.
func (r Rules) Knowing(notes []DayNote, master []ReasonCode) Rules {
	r.Noted = map[calendar.Date]Noted{}
	for _, n := range notes {
		noted := Noted{Note: n.Note}
		for _, said := range n.Reasons {
			t, err := ParseTaken(master, said)
			if err != nil {
				t = Taken{Code: said}
			}
			noted.Reasons = append(noted.Reasons, t)
		}
		if len(noted.Reasons) > 0 || noted.Note != "" {
			r.Noted[n.Date] = noted
		}
	}
	if len(r.Noted) == 0 {
		r.Noted = nil
	}
	return r
}

// noted tells whether a reason of a date is of a sort.
func (r *Rules) noted(date calendar.Date, is func(Taken) bool) bool {
	return slices.ContainsFunc(r.Noted[date].Reasons, is)
}

// Said is what is said of the day, as DayNote keeps it.
func (d Day) Said() (reasons []string, note string) {
	for _, t := range d.Reasons {
		reasons = append(reasons, t.String())
	}
	return reasons, d.Note
}
