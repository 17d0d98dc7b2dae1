package calendar

import (
	"errors"
	"time"
	"unicode/utf8"

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

// Tolerance is how far a spoken time may lie ahead of the saying: clocks differ and people round up.
const Tolerance = 5 * time.Minute

// NotYet tells whether an instant is further ahead than the tolerance allows.
func (s Said) NotYet(at time.Time) bool { return at.After(s.At.Add(Tolerance)) }

// Lean says where a date without a year or week is looked for.
type Lean int

// The leans: punches and corrections look back, leave looks forward.
const (
	Past Lean = iota
	Future
)

// Side is the end of a day's work that a time is about.
type Side int

// The sides. A bare hour of an end is of the twelve-hour clock as often as not.
const (
	AnySide Side = iota
	Start        // 出勤
	End          // 退勤
)

// Slot is a time of a person's regular day that has a name.
type Slot int

// The slots. Regular is 定時: the start or the end, whichever the time is about.
const (
	Regular    Slot = iota
	ShiftStart      // 始業時刻
	ShiftEnd        // 終業時刻
	BreakStart      // お昼
)

// About is what a date or time is said about.
type About struct {
	Day     Date // that was asked about; empty: none
	Side    Side
	Lean    Lean
	English bool           // said in English, where the month may come second in 3/4
	Slots   map[Slot]Clock // of the person's regular day, as far as they are known
}

// Span of years a spoken date may name: outside of it somebody mistyped.
const (
	firstYear = 2000
	lastYear  = 2099
)

// MaxSpokenHour is the last hour that may be written on a business date: 35:59 is 11:59 of the next day.
const MaxSpokenHour = 35

// Why says what is wrong with a date or time; it is the argument "why" of the Error.
type Why string

// The reasons. The Error is domain.Invalid with "why" and "text", the part that was not understood.
const (
	NoSuchTime   Why = "no_such_time"  // 18:75, 36:00, 午後18時
	NoSuchDate   Why = "no_such_date"  // 13/45, 2/30
	OtherWeekday Why = "other_weekday" // 11/20(木), which is a Friday
	NotATime     Why = "not_a_time"    // it names neither a date nor a time
	TwoDays      Why = "two_days"      // 昨日 with 20分前: they name different days
	NotYet       Why = "not_yet"       // later than the tolerance allows
	NoTime       Why = "no_time"       // a date without a time, where a time is needed
	Twice        Why = "said_twice"    // two dates or two times that differ
	NoSchedule   Why = "no_schedule"   // 定時 of somebody whose regular hours are not known
	Unsure       Why = "unsure"        // it has to be confirmed; see Meaning.Doubt
)

// Refusal makes the Error of a date or time that cannot be taken.
func Refusal(why Why, text string) error {
	return domain.Refuse(domain.Invalid, "why", why, "text", text)
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

// Prefix is one way to read the beginning of a text.
type Prefix[T any] struct {
	Value T
	Rest  string
}

// mayBegin are the letters other than ASCII that a spoken date or time can begin with. Most of what is said in a room
// begins with another one and is turned away by it.
var mayBegin = func() map[rune]bool {
	letters := map[rune]bool{}
	for _, r := range "〇零一二三四五六七八九十" + "今本昨明先来次令平日月火水木金土きあこ" + "正定始終早朝夕深夜翌午おさちいによごろしなはくじ" {
		letters[r] = true
	}
	return letters
}()

// turnsAway tells at once that s begins with neither a date nor a time.
func turnsAway(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size != 1 && !mayBegin[r]
}
