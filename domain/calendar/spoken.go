package calendar

import (
	"errors"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// Said is when something was said and what a day means there; what people say is relative to it.
type Said struct {
	At       time.Time
	Zone     *time.Location
	Boundary Clock
}

// Today is the business date (勤務日) of the saying: at 01:40 it is still the day before.
func (s Said) Today() Date { return BusinessDate(s.At, s.Zone, s.Boundary) }

// Lean says where a date without a year or week is looked for.
type Lean int

// The leans: punches and corrections look back, leave looks forward.
const (
	Past Lean = iota
	Future
)

// Span of years a spoken date may name: outside of it somebody mistyped.
const (
	firstYear = 2000
	lastYear  = 2099
)

// MaxSpokenHour is the last hour that may be written on a business date: 35:59 is 11:59 of the next day.
const MaxSpokenHour = 35

// Why says what is wrong with a date or time that was recognised as one; it is the argument "why" of the Error.
type Why string

// The reasons. The Error is domain.Invalid with "why" and "text", the part that was not understood.
const (
	NoSuchTime   Why = "no_such_time"  // 18:75, 36:00, 午後18時
	NoSuchDate   Why = "no_such_date"  // 13/45, 2/30
	OtherWeekday Why = "other_weekday" // 11/20(木), which is a Friday
	NotADate     Why = "not_a_date"    // an answer that names no date
	NotATime     Why = "not_a_time"    // an answer that names no time
	TwoDays      Why = "two_days"      // 昨日 with 20分前: they name different days
	NotYet       Why = "not_yet"       // later than the tolerance allows
	NoTime       Why = "no_time"       // a date without a time, where a time is needed
	Twice        Why = "said_twice"    // two dates or two times that differ
)

// Refusal makes the Error of a date or time that cannot be taken.
func Refusal(why Why, text string) error {
	return domain.Refuse(domain.Invalid, "why", why, "text", text)
}

// Prefix is one way to read the beginning of a text.
type Prefix[T any] struct {
	Value T
	Rest  string
}

// Instant puts a spoken time on a business date and says which instant that is. day is empty when none was
// named; the time then belongs to the business day that was open when it was said.
func (s Said) Instant(day Date, t SpokenTime) (Date, time.Time, error) {
	if t.ago {
		at := s.At.Add(-time.Duration(t.minutes) * time.Minute).Truncate(time.Minute)
		on := BusinessDate(at, s.Zone, s.Boundary)
		if day != "" && day != on {
			return day, time.Time{}, Refusal(TwoDays, t.Text)
		}
		return on, at, nil
	}
	clock, err := t.Clock()
	if err != nil {
		return day, time.Time{}, err
	}
	if day != "" {
		return day, day.At(int(clock), s.Zone), nil
	}
	// A small hour belongs to the day that is open in it: 「退勤 1:30」 is last night's 25:30, whether it is said
	// at 1:40 or the next morning.
	today := DateOf(s.At.In(s.Zone))
	if clock >= s.Boundary {
		today = s.Today()
		return today, today.At(int(clock), s.Zone), nil
	}
	return today.Add(-1), today.At(int(clock), s.Zone), nil
}

// WhyOf reads a Refusal back.
func WhyOf(err error) (Why, string) {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return "", ""
	}
	why, _ := refusal.Args["why"].(Why)
	text, _ := refusal.Args["text"].(string)
	return why, text
}
