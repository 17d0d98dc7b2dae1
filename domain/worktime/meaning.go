package worktime

// Meaning is what a reason does to a day and how it is counted. The zero Meaning only explains.
type Meaning struct {
	English  string    `json:"english,omitempty"`  // its name for people who read English
	Short    string    `json:"short,omitempty"`    // two characters for the printed sheet
	Off      TimeOff   `json:"off,omitempty"`      // what kind of leave it is; empty: none
	Units    []Unit    `json:"units,omitempty"`    // how it can be taken, the usual way first; empty: it has no length
	Paid     bool      `json:"paid,omitempty"`     // 有給: the company's own rule, kept for payroll
	Attended bool      `json:"attended,omitempty"` // its day, or half of one, counts as attended (出勤) without a punch
	Excuses  []Problem `json:"excuses,omitempty"`  // Tardy or Gone: the schedule that is missed so is covered
	Fills    []Kind    `json:"fills,omitempty"`    // In or Out: a missing one is that of the schedule (直行・直帰)
	Day      DayKind   `json:"day,omitempty"`      // what it makes of the day (振替); empty: nothing
	Early    bool      `json:"early,omitempty"`    // 早出: an in before the schedule counts although the company counts from the start
	NoBreak  bool      `json:"no_break,omitempty"` // 休憩取れず: no break is taken off that was not punched
	Inactive bool      `json:"inactive,omitempty"` // not offered any more; days that have it keep it
}

// TimeOff is a kind of leave (休暇の種類).
type TimeOff string

// The kinds of leave.
const (
	NoTimeOff    TimeOff = ""
	PaidLeave    TimeOff = "paid"         // 年次有給休暇
	Compensatory TimeOff = "compensatory" // 代休: the premium of the holiday that was worked stays
	Substituted  TimeOff = "substituted"  // 振替休日
	Special      TimeOff = "special"      // 特別休暇
	OtherLeave   TimeOff = "other"        // 産前産後, 育児, 介護, 生理 …
	Absence      TimeOff = "absence"      // 欠勤: said to be one; it covers nothing
	Suspension   TimeOff = "suspension"   // 休職: the day is no scheduled one
)

// Unit is how much of a day a reason takes (取得単位).
type Unit string

// The units. A reason that can be taken by HalfDay is taken as Morning or Afternoon.
const (
	WholeDay  Unit = "day"
	Morning   Unit = "am"
	Afternoon Unit = "pm"
	HalfDay   Unit = "half"
	ByHour    Unit = "hour"
)

// What can be excused.
const (
	Tardy Problem = "late"
	Gone  Problem = "early_leave"
)

// Sound tells whether a reason's leave and the units it is taken in go together: there are both, or neither.
func (m Meaning) Sound() bool { return (m.Off == NoTimeOff) == (len(m.Units) == 0) }
