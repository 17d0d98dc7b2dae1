package calendar

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

var tokyo = time.FixedZone("JST", 9*60*60)

func saidAt(t *testing.T, local string) Said {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", local, tokyo)
	if err != nil {
		t.Fatal(err)
	}
	return Said{At: at, Zone: tokyo, Boundary: DefaultBoundary}
}

// 2026-11-25 is a Wednesday.
const wednesday = "2026-11-25 10:15"

func TestReadNamesADate(t *testing.T) {
	for _, c := range []struct {
		answer string
		lean   Lean
		want   Date
		why    Why
	}{
		{"昨日", Past, "2026-11-24", ""},
		{"おとといです", Past, "2026-11-23", ""},
		{"一昨日", Past, "2026-11-23", ""},
		{"明後日", Future, "2026-11-27", ""},
		{"１１／１８", Past, "2026-11-18", ""},
		{"11月18日(水)", Past, "2026-11-18", ""},
		{"11/18 (水)", Past, "2026-11-18", ""},
		{"11/18(木)", Past, "", OtherWeekday},
		{"2026-11-18", Past, "2026-11-18", ""},
		{"2026/1/5", Past, "2026-01-05", ""},
		{"2026年1月5日", Past, "2026-01-05", ""},
		{"12/28", Past, "2026-12-28", ""},
		{"6/30", Past, "2026-06-30", ""},
		{"1/5", Past, "2027-01-05", ""},
		{"1/5", Future, "2027-01-05", ""},
		{"11/20", Future, "2027-11-20", ""},
		{"11/25", Future, "2026-11-25", ""},
		{"金曜", Past, "2026-11-20", ""},
		{"水曜日", Past, "2026-11-25", ""},
		{"水曜日", Future, "2026-12-02", ""},
		{"日曜", Future, "2026-11-29", ""},
		{"今週の日曜", Past, "2026-11-29", ""},
		{"先週の月曜日", Past, "2026-11-16", ""},
		{"10日前", Past, "2026-11-15", ""},
		{"Yesterday", Past, "2026-11-24", ""},
		{"today.", Past, "2026-11-25", ""},
		{"2/29", Past, "", NoSuchDate},
		{"13/1", Past, "", NoSuchDate},
		{"0/0", Past, "", NoSuchDate},
		{"1999-12-31", Past, "", NoSuchDate},
		{"2026-04-31", Past, "", NoSuchDate},
		{"9:00", Past, "", NotATime},
		{"昨日の18:00", Past, "", NotATime},
		{"あの日", Past, "", NotATime},
		{"11/181", Past, "", NotATime},
		{"", Past, "", NotATime},
	} {
		m, err := saidAt(t, wednesday).Read(c.answer, About{Lean: c.lean})
		got := m.Day
		if m.Timed {
			got, err = "", Refusal(NotATime, c.answer)
		}
		if why, _ := WhyOf(err); got != c.want || why != c.why {
			t.Errorf("%q: %s %v, want %s %s", c.answer, got, err, c.want, c.why)
		}
	}
}

// The year is the one that brings the date nearest, over New Year and on leap days.
func TestReadNearTheEndOfTheYear(t *testing.T) {
	for _, c := range []struct {
		said, answer string
		want         Date
	}{
		{"2027-01-05 10:00", "12/28", "2026-12-28"},
		{"2026-12-28 10:00", "1/4", "2027-01-04"},
		{"2027-01-01 01:40", "昨日", "2026-12-30"},
		{"2027-01-01 01:40", "今日", "2026-12-31"},
		{"2028-03-01 10:00", "2/29", "2028-02-29"},
		{"2027-12-01 10:00", "2/29", "2028-02-29"},
	} {
		if got, err := saidAt(t, c.said).Read(c.answer, About{}); got.Day != c.want {
			t.Errorf("%q at %s: %s %v, want %s", c.answer, c.said, got.Day, err, c.want)
		}
	}
}

func TestReadNamesATime(t *testing.T) {
	for _, c := range []struct {
		said, answer string
		day          Date
		want         string
		why          Why
	}{
		{wednesday, "19:42", "2026-11-24", "2026-11-24 19:42", ""},
		{wednesday, "１９時４２分でした", "2026-11-24", "2026-11-24 19:42", ""},
		{wednesday, "1942", "2026-11-24", "2026-11-24 19:42", ""},
		{wednesday, "25:30", "2026-11-24", "2026-11-25 01:30", ""},
		{wednesday, "翌1:30", "2026-11-24", "2026-11-25 01:30", ""},
		{wednesday, "翌日の1時半", "2026-11-24", "2026-11-25 01:30", ""},
		{wednesday, "午後6時半", "2026-11-24", "2026-11-24 18:30", ""},
		{wednesday, "午後0時", "2026-11-24", "2026-11-24 12:00", ""},
		{wednesday, "6:30 pm", "2026-11-24", "2026-11-24 18:30", ""},
		{wednesday, "pm 6:30", "2026-11-24", "2026-11-24 18:30", ""},
		{wednesday, "6pm", "2026-11-24", "2026-11-24 18:00", ""},
		{wednesday, "12am", "2026-11-24", "2026-11-24 00:00", ""},
		{wednesday, "正午", "2026-11-24", "2026-11-24 12:00", ""},
		{wednesday, "9:05", "", "2026-11-25 09:05", ""},
		{wednesday, "20分前", "", "2026-11-25 09:55", ""},
		{wednesday, "20分前", "2026-11-24", "", TwoDays},
		{wednesday, "昨日の18:00", "2026-11-24", "2026-11-24 18:00", ""},
		{wednesday, "昨日の18:00", "2026-11-20", "", TwoDays},
		{wednesday, "13/1 18:00", "2026-11-20", "", NoSuchDate},
		{wednesday, "10:20", "", "2026-11-25 10:20", ""},
		{wednesday, "10:21", "", "", NotYet},
		{wednesday, "18:75", "2026-11-24", "", NoSuchTime},
		{wednesday, "36:00", "2026-11-24", "", NoSuchTime},
		{wednesday, "午後18時", "2026-11-24", "", NoSuchTime},
		{wednesday, "9:5", "2026-11-24", "", NotATime},
		{wednesday, "18", "2026-11-24", "", NotATime},
		{wednesday, "昨日", "2026-11-24", "", ""},
		{wednesday, "夕方", "2026-11-24", "", NotATime},
		{"2026-11-26 01:40", "1:30", "", "2026-11-26 01:30", ""},
		{"2026-11-26 01:40", "23:10", "", "2026-11-25 23:10", ""},
	} {
		got, err := saidAt(t, c.said).Read(c.answer, About{Day: c.day})
		at := ""
		if got.Timed {
			at = got.At.Format("2006-01-02 15:04")
		}
		if why, _ := WhyOf(err); at != c.want || why != c.why {
			t.Errorf("%q on %s: %s %v, want %s %s", c.answer, c.day, at, err, c.want, c.why)
		}
	}
}

func TestReadNamesBoth(t *testing.T) {
	said := saidAt(t, "2026-11-26 01:40")
	for _, c := range []struct {
		answer string
		day    Date
		at     string
	}{
		{"昨日 18:30", "2026-11-24", "11-24 18:30"},
		{"11/20、9時に", "2026-11-20", "11-20 09:00"},
		{"yesterday 6:30 pm", "2026-11-24", "11-24 18:30"},
		{"1:30", "2026-11-25", "11-26 01:30"},
		{"おととい", "2026-11-23", ""},
	} {
		got, err := said.Read(c.answer, About{})
		at := ""
		if got.Timed {
			at = got.At.Format("01-02 15:04")
		}
		if err != nil || got.Day != c.day || at != c.at {
			t.Errorf("%q: %+v %v, want %s %s", c.answer, got, err, c.day, c.at)
		}
	}
	if _, err := said.Read("なるべく早く", About{}); err == nil {
		t.Error("an answer that names nothing was understood")
	}
}

// The refusal names the part that was not understood.
func TestRefusalNamesThePart(t *testing.T) {
	_, err := saidAt(t, wednesday).Read("昨日の18:75です", About{})
	if why, text := WhyOf(err); why != NoSuchTime || text != "18:75" {
		t.Errorf("%s %q", why, text)
	}
}

// However a time is written, it is the same time.
func TestFormsOfATimeAgree(t *testing.T) {
	said := saidAt(t, "2026-11-26 12:00")
	for minute := range 24 * 60 {
		h, m := minute/60, minute%60
		want := Date("2026-11-25").At(minute, tokyo)
		for _, form := range []string{
			Clock(minute).String(), pad(h) + pad(m), itoa(h) + "時" + itoa(m) + "分", kanji(h) + "時" + kanji(m) + "分", "昨日の" + itoa(h) + "時" + pad(m) + "分",
		} {
			got, err := said.Read(form, About{Day: "2026-11-25"})
			if err != nil || !got.At.Equal(want) {
				t.Fatalf("%s: %v %v, want %v", form, got.At, err, want)
			}
		}
	}
}

func pad(n int) string  { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
func itoa(n int) string { return strconv.Itoa(n) }

func kanji(n int) string {
	digits := []rune("〇一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n%10]), "〇")
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "〇")
}
