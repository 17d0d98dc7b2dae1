package calendar

// SpokenDays is a day as somebody named it, or the first and the last of several: 12/28〜12/30.
type SpokenDays struct {
	from SpokenDate
	to   *SpokenDate // nil: one day
	text string      // the words they were read from
}

// longestSpan is the most days from the first to the last of several: 12/30〜12/28 is mistyped, not a year long.
const longestSpan = 183

// SpokenSpans lists the ways to read one day or several at the beginning of s, longest first. s is normalised: half
// width, lower case.
func SpokenSpans(s string) []Prefix[SpokenDays] {
	var several, one []Prefix[SpokenDays]
	for _, from := range SpokenDates(s) {
		one = append(one, Prefix[SpokenDays]{SpokenDays{from: from.Value, text: from.Value.Text}, from.Rest})
		rest, ok := cutOne(trimBlank(from.Rest), rangeMarks...)
		if !ok {
			continue
		}
		for _, to := range SpokenDates(trimBlank(rest)) {
			rest, _ := cutOne(to.Rest, "まで")
			days := SpokenDays{from: from.Value, to: &to.Value, text: s[:len(s)-len(rest)]}
			several = append(several, Prefix[SpokenDays]{days, rest})
		}
	}
	return append(several, one...)
}

// Resolve says which days are meant, seen from today. The last one follows the first: 金曜〜火曜 ends in the week after.
// The Error is a Refusal with NoSuchDate or OtherWeekday.
func (d SpokenDays) Resolve(today Date, lean Lean) (from, to Date, err error) {
	if from, err = d.from.Resolve(today, lean); err != nil || d.to == nil {
		return from, from, err
	}
	seen := today
	if d.to.form == onWeekday || d.to.form == byDay || d.to.form == byMonthDay {
		seen, lean = from, Future
	}
	if to, err = d.to.Resolve(seen, lean); err != nil {
		return "", "", err
	}
	if to < from || to.Sub(from) > longestSpan {
		return "", "", Refusal(NoSuchDate, d.text)
	}
	return from, to, nil
}
