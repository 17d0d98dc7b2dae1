package worktime

import (
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// rolledTotals is what is kept of the month. Figures that are zero are left out, which readTotals and readDay have as
// they are.
type rolledTotals struct {
	Totals map[string]int  `json:"totals"`
	Exact  map[string]int  `json:"exact"`
	Absent []calendar.Date `json:"absent,omitempty"` // days without a punch; of an open month those to come as well
}

type readTotals struct {
	Totals Totals          `json:"totals"`
	Exact  Figures         `json:"exact"`
	Absent []calendar.Date `json:"absent"`
}

// rolledDay is what is kept of a day.
type rolledDay struct {
	Date     calendar.Date  `json:"d"`
	Kind     DayKind        `json:"k"`
	Minutes  map[string]int `json:"m,omitempty"`
	Shifts   []rolledShift  `json:"s,omitempty"`
	Open     bool           `json:"o,omitempty"`
	Problems []Problem      `json:"p,omitempty"`
	Reasons  []Taken        `json:"r,omitempty"`
	Note     string         `json:"n,omitempty"`
	Held     []rolledPunch  `json:"h,omitempty"`
}

type readDay struct {
	rolledDay
	Minutes Figures `json:"m"`
}

// rolledShift is a shift of its day; instants are seconds of Unix time, 0 is none.
type rolledShift struct {
	In     int64         `json:"i,omitempty"`
	Out    int64         `json:"o,omitempty"`
	Inside []rolledPunch `json:"x,omitempty"`
}

// rolledPunch is what a day shows of a punch.
type rolledPunch struct {
	Kind Kind  `json:"k"`
	At   int64 `json:"t"`
	Hold Hold  `json:"h,omitempty"`
}

func rolledAt(p *Punch) int64 {
	if p == nil {
		return 0
	}
	return p.At.Unix()
}

func rolledPunches(punches []Punch) []rolledPunch {
	var list []rolledPunch
	for _, p := range punches {
		list = append(list, rolledPunch{p.Kind, p.At.Unix(), p.Hold})
	}
	return list
}

func (d readDay) read() Day {
	day := Day{Date: d.Date, Kind: d.Kind, Figures: d.Minutes, Open: d.Open, Problems: d.Problems, Reasons: d.Reasons, Note: d.Note, Held: thin(d.Held)}
	for i := range day.Held {
		day.Held[i].Date, day.Held[i].State = d.Date, Held
	}
	for _, s := range d.Shifts {
		shift := Shift{Date: d.Date, In: thinAt(In, s.In), Out: thinAt(Out, s.Out), Inside: thin(s.Inside)}
		if day.In == nil {
			day.In = shift.In
		}
		day.Shifts, day.Out = append(day.Shifts, shift), shift.Out
	}
	return day
}

func thinAt(kind Kind, at int64) *Punch {
	if at == 0 {
		return nil
	}
	return &thin([]rolledPunch{{Kind: kind, At: at}})[0]
}

func thin(list []rolledPunch) []Punch {
	var punches []Punch
	for _, p := range list {
		punches = append(punches, Punch{Kind: p.Kind, At: time.Unix(p.At, 0).UTC(), Hold: p.Hold, State: Effective})
	}
	return punches
}
