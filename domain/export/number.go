package export

import (
	"fmt"
	"strconv"
	"strings"
)

// hour is 60 minutes; figures are whole minutes and are formatted last, after they were added up.
const hour = 60

// number writes a figure. The minutes and counts of a file are never negative: the column says so when a sum is.
func (s Style) number(k kind, n int) string {
	if k == clock {
		return wallClock(n)
	}
	if n == 0 && s.Zero == ZeroPlain {
		return "0"
	}
	if n == 0 && s.Zero == ZeroBlank {
		return ""
	}
	switch k {
	case minutes:
		return s.duration(n)
	case days:
		return fixed(n, *s.Days)
	case halves:
		return halfDays(n, *s.Days)
	}
	return strconv.Itoa(n)
}

// wallClock is a time on the business date: 25:30, and -00:30 for half an hour before it began.
func wallClock(n int) string {
	if n < 0 {
		return "-" + wallClock(-n)
	}
	if h, m := n/hour, n%hour; h < 100 {
		return string([]byte{digit(h / 10), digit(h % 10), ':', digit(m / 10), digit(m % 10)})
	}
	return strconv.Itoa(n/hour) + ":" + two(n%hour)
}

func digit(n int) byte { return '0' + byte(n) }

// two writes at least two digits.
func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func (s Style) duration(n int) string {
	switch s.Unit {
	case Clock:
		return strconv.Itoa(n/hour) + ":" + two(n%hour)
	case Dotted:
		return strconv.Itoa(n/hour) + "." + two(n%hour)
	case Decimal:
		return s.decimal(n)
	}
	return strconv.Itoa(n)
}

// decimal is minutes as hours with Digits digits.
func (s Style) decimal(n int) string {
	scale := 1
	for range *s.Digits {
		scale *= 10
	}
	n *= scale
	switch s.Rounding {
	case HalfUp:
		n += hour / 2
	case Up:
		n += hour - 1
	}
	n /= hour
	if scale == 1 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d.%0*d", n/scale, *s.Digits, n%scale)
}

// fixed is a whole number with digits zeros behind the point.
func fixed(n, digits int) string {
	if digits == 0 {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n) + "." + strings.Repeat("0", digits)
}

// halfDays writes days counted in halves: 3 is 1.5, also where whole days are written without a point.
func halfDays(n, digits int) string {
	if n%2 == 0 {
		return fixed(n/2, digits)
	}
	return strconv.Itoa(n/2) + ".5" + strings.Repeat("0", max(0, digits-1))
}

// Reading is what a time in a file would mean to a program that expects the one or the other.
type Reading struct {
	Sexagesimal int  // minutes, the part behind the point or colon being minutes
	Decimal     int  // minutes, the part behind it being a fraction of an hour
	Either      bool // it has no part behind the point: a count of minutes or of hours, which only the program knows
	Impossible  bool // it cannot be sexagesimal: sixty minutes or more
}

// Read tells how a written time would be read: 1.15 is 1 h 15 min, or 1 h 09 min to a program that takes decimals.
// False: it is not a time.
func Read(written string) (Reading, bool) {
	whole, part, cut := strings.Cut(strings.Replace(written, ":", ".", 1), ".")
	hours, err := strconv.Atoi(whole)
	if err != nil || hours < 0 {
		return Reading{}, false
	}
	if !cut {
		return Reading{Sexagesimal: hours, Decimal: hours * hour, Either: true}, true
	}
	tail, err := strconv.Atoi(part)
	if err != nil || tail < 0 || len(part) > maxDigits {
		return Reading{}, false
	}
	scale := 1
	for range len(part) {
		scale *= 10
	}
	r := Reading{Sexagesimal: hours*hour + tail, Decimal: hours*hour + (tail*hour+scale/2)/scale}
	r.Impossible = len(part) != 2 || tail >= hour
	return r, true
}
