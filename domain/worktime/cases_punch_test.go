package worktime

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// playRounding tries the steps of an example on its clocks; where a break is rounded, also a whole day.
func playRounding(t *testing.T, c figure) map[string]any {
	in := input[map[string]any](t, c)
	text := func(name string) string { s, _ := in[name].(string); return s }
	unit, _ := in["unit"].(int)
	step := func(s org.Step, clock string) string { return padded(rounded(s, int(reads(clock)))) }
	found := map[string]any{}
	for kind, to := range map[string]org.RoundTo{
		"clock_in": org.Later, "clock_out": org.Earlier, "break_start": org.Earlier, "break_end": org.Later,
	} {
		if clock := text(kind); clock != "" {
			s := org.Step{To: to, Minutes: unit}
			if rule, ok := in[map[string]string{"clock_in": "in_rule", "clock_out": "out_rule"}[kind]].(map[string]any); ok {
				s = org.Step{To: org.RoundTo(rule["direction"].(string)), Minutes: rule["unit"].(int)}
			}
			if n, ok := in["step"].(int); ok {
				s = org.Step{To: org.Nearest, Minutes: n, Threshold: in["threshold"].(int), Base: calendar.Clock(in["base_minute"].(int))}
			}
			found[kind] = step(s, clock)
		}
	}
	switch {
	case text("total_worked") != "":
		found["total_worked"] = calendar.Clock(rounded(org.Step{To: org.Earlier, Minutes: unit}, lasts(in["total_worked"]))).String()
		r := rulesWith(&Pattern{Start: reads(text("shift_start")), End: reads("18:00")}, days("2026-11-11", "workday"))
		r.Rounding.Punches = map[string]org.Step{"in": {To: org.ToStart}}
		in := Punch{Kind: In, At: calendar.Date("2026-11-11").At(int(reads(text("early_in"))), tokyo)}
		found["early_in_to_shift"] = padded(r.clock(in, "2026-11-11") - minute(calendar.Date("2026-11-11").At(0, tokyo)))
	case text("break_start") != "":
		found["break_minutes"] = roundedBreak(text("clock_in"), text("break_start"), text("break_end"), text("clock_out"), unit)
	case text("base") != "":
		for name, base := range map[string]calendar.Clock{"outs": reads(text("base")), "outs_without_base": 0} {
			var list []string
			for _, out := range in[name].([]any) {
				list = append(list, step(org.Step{To: org.Earlier, Minutes: unit, Base: base}, out.(string)))
			}
			found[name] = list
		}
	case unit == 0 && text("clock_out") != "":
		found["unit30"] = step(org.Step{To: org.Earlier, Minutes: 30}, text("clock_out"))
		found["unit15"] = step(org.Step{To: org.Earlier, Minutes: 15}, text("clock_out"))
	}
	return found
}

func padded(minutes int) string {
	return time.Date(0, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}

func roundedBreak(in, from, to, out string, unit int) int {
	r := rulesWith(nil, days("2026-11-11", "workday"))
	r.Rounding.Punches = map[string]org.Step{
		"in": {To: org.Later, Minutes: unit}, "out": {To: org.Earlier, Minutes: unit},
		"break_start": {To: org.Earlier, Minutes: unit}, "break_end": {To: org.Later, Minutes: unit},
	}
	var d diary
	d.shift("2026-11-11", reads(in), reads(out))
	d.punch(BreakStart, "2026-11-11", reads(from))
	d.punch(BreakEnd, "2026-11-11", reads(to))
	return november(r, d).Days[10].Break
}

type boundaryInput struct {
	Boundary   string
	Boundaries []string
	Second     string `yaml:"day2_boundary"`
	At         string
	In, Out    string
	Logs       []string
	InBoundary string `yaml:"in_boundary"`
	Cases      [][]string
}

func playBusinessDay(t *testing.T, c figure) map[string]any {
	in := input[boundaryInput](t, c)
	r := Rules{Zone: tokyo}
	found := map[string]any{}
	switch {
	case in.Cases != nil: // the day begins on the evening before; an out is of the shift it ends, which began in the morning
		r.Boundary = reads(in.InBoundary) - midnight
		var dates []calendar.Date
		for _, c := range in.Cases {
			d := diary{{ID: "it", Kind: Kind(c[0]), At: moment(c[1]), State: Effective}}
			if d[0].Kind == Out {
				d = append(d, Punch{ID: "in", Kind: In, At: moment(c[1]).Add(-20 * time.Hour), State: Effective})
			}
			dates = append(dates, r.Read(d).Verdicts["it"].Date)
		}
		found["business_date"] = dates
	case in.In != "": // the out follows its in
		r.Boundary = reads(in.Boundary)
		d := diary{{ID: "in", Kind: In, At: moment(in.In), State: Effective}, {ID: "out", Kind: Out, At: moment(in.Out), State: Effective}}
		found["business_date"] = r.Read(d).Verdicts["out"].Date
	case in.Second != "": // an out without an in
		r.Boundary = reads(in.Second)
		found["business_date"] = r.Date(moment(in.Out))
	case in.Logs != nil:
		var list []string
		for _, b := range in.Boundaries {
			r.Boundary = reads(b)
			names := map[int]string{0: "same_day", 1: "next_day"}
			list = append(list, names[r.Date(calendar.Date("2026-11-11").At(int(reads(in.Logs[1])), tokyo)).Sub("2026-11-11")])
		}
		found["out_belongs"] = list
	default:
		r.Boundary = reads(in.Boundary)
		date := r.Date(moment(in.At))
		found["business_date"], found["clock"] = date, calendar.ClockOn(moment(in.At), date, tokyo)
		found["display"] = "当日" + calendar.ClockOn(moment(in.At), date, tokyo).String()
	}
	return found
}

func moment(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02T15:04", s, tokyo)
	if err != nil {
		panic(err)
	}
	return t
}

// playPairing shows where the product differs from the source, which books 33:08: an out more than a day after its in
// is kept and asked about.
func playPairing(t *testing.T, c figure) map[string]any {
	in := input[struct{ Punches [][]string }](t, c)
	r := Rules{Zone: tokyo, Boundary: calendar.DefaultBoundary}
	var d diary
	for _, p := range in.Punches {
		d.punch(Kind(p[0]), r.Date(moment(p[1])), calendar.ClockOn(moment(p[1]), r.Date(moment(p[1])), tokyo))
	}
	seq := r.Read(d)
	if v := seq.Verdicts[d[1].ID]; v.Hold != TooLong {
		t.Errorf("the out is %+v", v)
	}
	between := interval{minute(d[0].At), minute(d[1].At)}
	return map[string]any{"business_date": seq.Shifts[0].Date, "worked": calendar.Clock(between.to - between.from)}
}

func playDuplicates(t *testing.T, c figure) map[string]any {
	in := input[struct {
		Ins, Outs []string
		Seq       [][]string
	}](t, c)
	for _, s := range in.Ins {
		in.Seq = append(in.Seq, []string{"in", s})
	}
	for _, s := range in.Outs {
		in.Seq = append(in.Seq, []string{"out", s})
	}
	var d diary
	for _, p := range in.Seq {
		d.punch(Kind(p[0]), "2026-11-11", reads(p[1]))
	}
	day := november(rulesWith(nil, days("2026-11-11", "workday")), d).Days[10]
	clock := func(p *Punch) string { return padded(int(calendar.ClockOn(p.At, day.Date, tokyo))) }
	return map[string]any{"in": clock(day.In), "out": clock(day.Out)}
}
