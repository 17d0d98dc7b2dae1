package calendar

import "time"

// When is a business date and, if Timed, an instant on it.
type When struct {
	Day   Date
	At    time.Time
	Timed bool
}

// Basis is what the day of a meaning rests on.
type Basis string

// The bases.
const (
	Named     Basis = "named"      // it was said
	Asked     Basis = "asked"      // it was asked about
	OpenDay   Basis = "open_day"   // no day was said: the one that was open then
	LastNight Basis = "last_night" // no day was said and the hour is a small one: the night before
	Counted   Basis = "counted"    // 20分前: the day of that instant
)

// Doubt says why a meaning has to be confirmed before anything is recorded.
type Doubt string

// The doubts.
const (
	Rough         Doubt = "rough"          // 18時頃, 18時過ぎ, 朝3時
	Vague         Doubt = "vague"          // さっき
	Scheduled     Doubt = "scheduled"      // 定時
	Twelve        Doubt = "twelve"         // 午前12時: noon or midnight
	MinutesBefore Doubt = "minutes_before" // 9時10分前: 8:50, or shortly before 9:10
	HalfDay       Doubt = "half_day"       // 6時に退勤: 18:00 or 6:00
	LateNight     Doubt = "late_night"     // 昨日の深夜1時: the night after yesterday or the one before
	SameWeekday   Doubt = "same_weekday"   // 水曜, said on a Wednesday
	EarlierMonth  Doubt = "earlier_month"  // 28日, said on the 25th
	NextWeek      Doubt = "next_week"      // next Friday, said on a Wednesday
	DayOrder      Doubt = "day_order"      // 3/4 in English
	LongAgo       Doubt = "long_ago"       // further back than anybody corrects
)

// Meaning is what a date or time means. With a Doubt it must be confirmed; Other is then the second reading, if there
// is one.
type Meaning struct {
	When        // of a range, its end
	From  When  // the beginning of a range; Timed only then
	Basis Basis // why this Day
	Doubt Doubt // empty: one meaning
	Other When
	Text  string // the words the doubt is about
}

// Place says what a spoken date, a spoken time or both mean. The instant may lie in the future: see Said.NotYet.
// The Error is a Refusal with NoSuchDate, OtherWeekday, TwoDays, NoSuchTime or NoSchedule.
func (s Said) Place(d *SpokenDate, t *SpokenTime, a About) (Meaning, error) {
	m := Meaning{When: When{Day: a.Day}, Basis: Asked}
	var otherDay Date
	if d != nil {
		day, err := d.Resolve(s.Today(), a.Lean)
		if err != nil {
			return Meaning{}, err
		}
		if a.Day != "" && day != a.Day {
			return Meaning{}, Refusal(TwoDays, d.Text)
		}
		if t != nil {
			day = s.lookBack(*d, day, a)
		}
		m.Day, m.Basis = day, Named
		if a.Day == "" {
			m.Doubt, otherDay = d.doubt(s.Today(), day, a.Lean, a.English)
			m.Text, m.Other.Day = d.Text, otherDay
		}
	}
	if t == nil {
		return m, nil
	}
	m, err := s.timed(m, d, *t, a)
	if err == nil && m.Doubt == SameWeekday && s.NotYet(m.At) {
		m.When, m.Other, m.Doubt = m.Other, When{}, ""
	}
	return m, err
}

// lookBack takes a punch on 3/4, said in January, for one of last year: nobody punches in two months.
func (s Said) lookBack(d SpokenDate, day Date, a About) Date {
	if d.form == byMonthDay && a.Lean == Past && day.Sub(s.Today()) > farBack {
		if last := exactDate(day.Year()-1, d.month, d.day); last != "" {
			return last
		}
	}
	return day
}

// timed puts the time on the day of m.
func (s Said) timed(m Meaning, d *SpokenDate, t SpokenTime, a About) (Meaning, error) {
	otherDay := m.Other.Day
	t, err := t.slot(a)
	if err != nil {
		return Meaning{}, err
	}
	w, basis, err := s.instant(m.Day, t)
	if err != nil {
		return Meaning{}, err
	}
	m.When = w
	if basis != "" {
		m.Basis = basis
	}
	if otherDay != "" {
		m.Other, _, _ = s.instant(otherDay, t)
	}
	if t.doubt != "" {
		m.Doubt, m.Text = t.doubt, t.Text
	}
	named := d != nil || a.Day != ""
	switch {
	case t.bare && a.Side == End:
		m = s.halves(m, t, named)
	case t.doubt == Twelve || t.doubt == MinutesBefore:
		second := t
		second.minutes = t.other
		m.Other, _, _ = s.instant(m.Day, second)
		if s.NotYet(m.At) && !s.NotYet(m.Other.At) {
			m.When, m.Other = m.Other, m.When
		} else if s.NotYet(m.At) && t.doubt == Twelve && !named { // neither has come: it was the midnight before
			m.When, m.Basis, _ = s.instant("", SpokenTime{minutes: min(t.minutes, t.other) - noon})
			m.Other = When{}
		}
	case t.form == smallHour && d != nil && d.form == relative && d.offset == -1:
		m.Doubt, m.Text = LateNight, t.Text
		m.Other, _, _ = s.instant(m.Day.Add(-1), t)
	}
	return m, nil
}

// halves reads a bare hour by the twelve-hour clock too. Somebody who leaves at "6" has left at 18:00, unless that is
// still to come; a small hour said in the night itself, or that can only be last night's, is clear.
func (s Said) halves(m Meaning, t SpokenTime, named bool) Meaning {
	small := t.minutes < int(s.Boundary)
	if small && !named && DateOf(s.At.In(s.Zone)) != s.Today() {
		return m
	}
	literal := m.When
	if small && named {
		literal.At = m.Day.At(t.minutes+day, s.Zone)
	}
	late := When{Day: m.Day, Timed: true}
	if !named {
		late.Day = s.Today()
	}
	late.At = late.Day.At(t.minutes+noon, s.Zone)
	switch {
	case !s.NotYet(late.At):
		m.When, m.Doubt, m.Text = late, HalfDay, t.Text
		if m.Other = literal; s.NotYet(literal.At) {
			m.Other = When{}
		}
		if m.Basis == LastNight {
			m.Basis = OpenDay
		}
	case small && !named:
	default:
		if m.When = literal; m.Doubt == "" {
			m.Doubt, m.Text = HalfDay, t.Text
		}
	}
	return m
}

// slot puts a clock in the place of a name for a time of the person's regular day.
func (t SpokenTime) slot(a About) (SpokenTime, error) {
	if t.form != slotted {
		return t, nil
	}
	slot := Slot(t.minutes)
	if slot == Regular {
		slot = ShiftStart
		if a.Side == End {
			slot = ShiftEnd
		}
	}
	clock, ok := a.Slots[slot]
	if !ok {
		return t, Refusal(NoSchedule, t.Text)
	}
	t.form, t.minutes = onClock, int(clock)
	return t, nil
}

// instant puts a clock on a day. When none was named, the time belongs to the business day that was open when it was
// said; the Basis is then of that.
func (s Said) instant(on Date, t SpokenTime) (When, Basis, error) {
	if t.bad {
		return When{}, "", Refusal(NoSuchTime, t.Text)
	}
	local := s.At.In(s.Zone)
	switch t.form {
	case before, thisMorning:
		at := s.At.Add(-time.Duration(t.minutes) * time.Minute).Truncate(time.Minute)
		if t.form == thisMorning {
			at = DateOf(local).At(t.minutes, s.Zone)
		}
		actual := BusinessDate(at, s.Zone, s.Boundary)
		if on != "" && on != actual {
			return When{}, "", Refusal(TwoDays, t.Text)
		}
		return When{actual, at, true}, Counted, nil
	case smallHour:
		if on != "" {
			t.minutes += day
		}
	}
	if on != "" {
		return When{on, on.At(t.minutes, s.Zone), true}, "", nil
	}
	// A small hour belongs to the day that is open in it: 「退勤 1:30」 is last night's 25:30, whether it is said
	// at 1:40 or the next morning.
	if Clock(t.minutes) >= s.Boundary {
		today := s.Today()
		return When{today, today.At(t.minutes, s.Zone), true}, OpenDay, nil
	}
	night := When{DateOf(local).Add(-1), DateOf(local).At(t.minutes, s.Zone), true}
	if night.Day != s.Today() {
		return night, LastNight, nil
	}
	return night, OpenDay, nil
}
