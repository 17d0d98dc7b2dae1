package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// The limits of an overtime agreement (36協定, 労働基準法36条4項–6項), in minutes. Statutory overtime counts for all of them,
// work on statutory holidays for limitTotal and limitAverage.
const (
	limitMonth   = 45 * 60  // 限度時間 of a month; beyond it at most six months a year, under a special clause
	limitYear    = 360 * 60 // 限度時間 of the agreement's year
	limitSpecial = 720 * 60 // of its year under a special clause (特別条項)
	mostBeyond   = 6        // months of its year that may be beyond limitMonth
	limitTotal   = 100 * 60 // of a month, which must stay below it
	limitAverage = 80 * 60  // of the average of every two to six months on end
	alertFrom    = 30 * 60  // of a month from which it is told (the product's own choice)
	alertYear    = 90 * 60  // left of limitYear below which it is told (the product's own choice)
)

// MostMonths is how many months an average of the agreement reaches back (労働基準法36条6項3号).
const MostMonths = 6

// Load is what a month counts for the agreement, in minutes.
type Load struct {
	OT      int // 法定外残業, work on prescribed holidays included
	Holiday int // 法定休日労働
}

// Heavy tells whether a month is told by itself.
func (l Load) Heavy() bool { return l.Total() >= alertFrom }

// Total is what counts for the limits of overtime and holidays together.
func (l Load) Total() int { return l.OT + l.Holiday }

// Breach names a limit that is broken.
type Breach string

// The limits.
const (
	OverMonth   Breach = "month45"   // more than 45 hours of overtime
	OverYear    Breach = "year360"   // more than 360 hours of overtime in the agreement's year
	OverSpecial Breach = "year720"   // more than 720 hours
	OverTimes   Breach = "months6"   // more than six months of the year beyond 45 hours
	OverTotal   Breach = "month100"  // 100 hours or more with holidays
	OverAverage Breach = "average80" // an average above 80 hours
)

// Agreement is where a month stands with the overtime agreement (36協定).
type Agreement struct {
	Load
	Period   closing.Period // 36協定の1か月, where it is not the closing period
	Averages map[int]int    // of the last 2 to 6 months, in minutes rounded down; fewer where there are fewer
	Ordinary int            // minutes of overtime left to 45 hours; negative: beyond
	Room     int            // minutes of overtime and holiday work left before 100 hours or an average is broken; negative: broken
	Year     AgreementYear
	Broken   []Breach
	Fresh    []Breach // those of Broken that this month broke: a year's limit stays broken for the rest of its year
}

// AgreementYear is how much of the agreement's year (36協定の1年) is used, up to the month and with it.
type AgreementYear struct {
	From     calendar.Month
	OT       int // 法定外残業 in minutes
	Ordinary int // minutes left to 360 hours; negative: beyond
	Special  int // minutes left to 720 hours; negative: beyond
	Beyond   int // months of more than 45 hours; six are allowed
}

// Agree checks a month against the months before it, oldest first; the month itself is the last. The last ofYear of them
// are of the agreement's year; 0 leaves the year out.
func Agree(months []Load, ofYear int) Agreement {
	this := months[len(months)-1]
	a := Agreement{Load: this, Averages: map[int]int{}, Ordinary: limitMonth - this.OT, Room: limitTotal - 1 - this.Total()}
	if a.Ordinary < 0 {
		a.Broken = append(a.Broken, OverMonth)
	}
	if a.Room < 0 {
		a.Broken = append(a.Broken, OverTotal)
	}
	over := false
	sum := this.Total()
	for n := 2; n <= MostMonths && n <= len(months); n++ {
		sum += months[len(months)-n].Total()
		a.Averages[n] = sum / n
		a.Room = min(a.Room, limitAverage*n-sum)
		over = over || sum > limitAverage*n
	}
	if over {
		a.Broken = append(a.Broken, OverAverage)
	}
	a.Fresh = a.Broken
	if ofYear > 0 {
		months = months[len(months)-min(ofYear, len(months)):]
		a.Year = yearOf(months)
		stood := yearOf(months[:len(months)-1]).broken()
		for _, b := range a.Year.broken() {
			a.Broken = append(slices.Clone(a.Broken), b)
			if !slices.Contains(stood, b) {
				a.Fresh = append(slices.Clone(a.Fresh), b)
			}
		}
	}
	return a
}

// yearOf counts the months of the agreement's year.
func yearOf(months []Load) (y AgreementYear) {
	for _, m := range months {
		y.OT += m.OT
		y.Beyond += one(m.OT > limitMonth)
	}
	y.Ordinary, y.Special = limitYear-y.OT, limitSpecial-y.OT
	return y
}

func (y AgreementYear) broken() (list []Breach) {
	if y.Ordinary < 0 {
		list = append(list, OverYear)
	}
	if y.Special < 0 {
		list = append(list, OverSpecial)
	}
	if y.Beyond > mostBeyond {
		list = append(list, OverTimes)
	}
	return list
}

// Near tells whether the limit of the agreement's year is near or gone.
func (y AgreementYear) Near() bool { return y.Ordinary < alertYear }

// Heavy tells whether a month is told by itself in a list of many people, for whom Agreement would read a year each.
func (a Aggregate) Heavy() bool { return a.Load().Heavy() }

// Load is what a month counts, to the minute: rounding is for pay.
func (a Aggregate) Load() Load { return Load{OT: a.Exact.OT, Holiday: a.Exact.LegalHoliday} }
