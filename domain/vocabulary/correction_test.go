package vocabulary

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

func TestSentencesThatPutARecordRight(t *testing.T) {
	v := vocabulary(t, nil, bot)
	regular := map[calendar.Slot]calendar.Clock{calendar.ShiftStart: 540, calendar.ShiftEnd: 1080, calendar.BreakStart: 720}
	for _, c := range []struct {
		text, want string // intent kind day from? old→at
	}{
		{"退勤を18:02から18:30に", "request out 2026-11-24 18:02→18:30"},
		{"昨日の退勤を18:02から18:30に訂正してください", "request out 2026-11-23 18:02→18:30"},
		{"出勤 8時55分→9時に訂正", "request in 2026-11-24 8:55→9:00"},
		{"昨日の退勤 18:02→18:30", "request out 2026-11-23 18:02→18:30"},
		{"昨日は9時ではなく9時半に出勤", "request in 2026-11-23 9:00→9:30"},
		{"昨日の退勤18:00を18:30に", "request out 2026-11-23 18:00→18:30"},
		{"change out from 18:02 to 18:30", "request out 2026-11-24 18:02→18:30"},
		{"change yesterday's out to 18:30", "request out 2026-11-23 →18:30"},
		{"fix my clock-out yesterday to 18:30", "request out 2026-11-23 →18:30"},
		{"I left at 6:30 pm yesterday", "request out 2026-11-23 →18:30"},
		{"昨日9-18", "range in 2026-11-23 9:00-18:00 bare"},
		{"11/20 9:00-18:00", "range in 2026-11-20 9:00-18:00 bare"},
		{"昨日は9時から18時まで", "range in 2026-11-23 9:00-18:00 bare"},
		{"昨日は9時から18時まで働きました", "range in 2026-11-23 9:00-18:00"},
		{"worked 9 to 6 yesterday", "range in 2026-11-23 9:00-18:00"},
		{"昨日は定時", "range in 2026-11-23 9:00-18:00 bare"},
		{"22時から翌6時まで勤務", "range in 2026-11-23 22:00-30:00"},
		{"中抜け 14時から15時", "range outing_in 2026-11-24 14:00-15:00"},
		{"昨日の休憩は12時から13時", "range break_in 2026-11-23 12:00-13:00"},
		{"昨日14:00〜15:00外出", "range outing_in 2026-11-23 14:00-15:00"},
		{"昨日の退勤を定時に", "request out 2026-11-23 →18:00"},
		{"定時で退勤しました", "request out 2026-11-24 →18:00"},
		{"昨日の退勤を消して", "remove out 2026-11-23 →"},
		{"退勤取り消し", "remove out 2026-11-24 →"},
		{"昨日の12:30の休憩を削除してください", "remove break_in 2026-11-23 12:30→"},
		{"delete yesterday's out", "remove out 2026-11-23 →"},
		{"9-18", ""}, {"会議は9時から18時まで", ""}, {"9時から18時まで", ""}, {"I left", ""}, {"出勤簿を削除", ""}, {"消して", ""},
		{"退勤を18:02から", ""}, {"change", ""}, {"→", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			m := v.MatchFor(c.text, saidAt(t, evening), regular)
			if got := correction(m); got != c.want {
				t.Errorf("%s, want %s: %+v", got, c.want, m)
			}
		})
	}
}

// correction writes a match shortly; a doubt that has to be confirmed is one like any other, because every correction is.
func correction(m Match) string {
	at := func(when time.Time) string {
		if when.IsZero() {
			return ""
		}
		return calendar.ClockOn(when, m.Day, tokyo).String()
	}
	switch {
	case m.Intent == None:
		return ""
	case m.Intent == Ask && m.Problem.Why == calendar.Unsure:
		m.Intent = Request
	}
	s := string(m.Intent) + " " + string(m.Kind) + " " + string(m.Day) + " "
	if m.Intent == Range {
		s += at(m.From) + "-" + at(m.At)
	} else {
		s += at(m.Old) + "→" + at(m.At)
	}
	if m.Bare {
		s += " bare"
	}
	return s
}

func TestAPhraseOfTheCompanyIsTakenOffEitherEnd(t *testing.T) {
	for _, c := range []struct{ text, rest string }{
		{"電車遅延で9時20分出勤", "9時20分出勤"}, {"電車遅延のため、9時20分出勤", "9時20分出勤"}, {"昨日の退勤を18時半に、電車遅延です", "昨日の退勤を18時半に"},
		{"9:20出勤 電車遅延", "9:20出勤"}, {"電車遅延", ""}, {"電車遅延証明", ""}, {"9:20出勤", ""},
	} {
		rest, ok := Without(c.text, "電車遅延")
		if ok != (c.rest != "") || ok && rest != c.rest {
			t.Errorf("%q: %q, %t", c.text, rest, ok)
		}
	}
}

// TestSeveral reads sentences that would correct several days at once, and leaves alone what only looks like them.
func TestSeveral(t *testing.T) {
	v := vocabulary(t, nil, bot)
	for text, want := range map[string]calendar.Date{
		"月〜水 9-18": "2026-11-23", "11/18と11/19の退勤18:00": "2026-11-18", "11/16〜11/18 9時〜18時": "2026-11-16",
		"月曜から水曜まで9時から18時": "2026-11-23", "昨日と一昨日の退勤を18時に": "2026-11-23", "Mon-Wed 9-18": "2026-11-23",
		"月・火 9時から18時": "2026-11-23",
		"昨日の退勤18時":    "", "11/18と11/19": "", "月〜水 打ち合わせ": "", "11/18と11/19は会議9時": "", "9-18": "", "": "",
	} {
		if m, ok := v.Several(text, saidAt(t, evening)); ok != (want != "") || m.Day != want {
			t.Errorf("%s: %v %q, want %q", text, ok, m.Day, want)
		}
	}
}
