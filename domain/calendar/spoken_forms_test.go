package calendar

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// However a day is named, it is the same day. English months are written in English only.
func TestFormsOfADayAgree(t *testing.T) {
	said := saidAt(t, "2027-01-10 10:15")
	for back := range 34 {
		day := said.Today().Add(-back)
		y, m, d := day.Year(), int(day.Month()), day.Day()
		english := day.Month().String()
		for _, form := range []string{
			string(day), fmt.Sprintf("%d/%d/%d", y, m, d), fmt.Sprintf("%d年%d月%d日", y, m, d), fmt.Sprintf("%d/%d", m, d),
			fmt.Sprintf("%d月%d日(%s)", m, d, string([]rune(weekdayLetters)[day.Weekday()])), kanji(m) + "月" + kanji(d) + "日",
			fmt.Sprintf("令和%d年%d月%d日", y-2018, m, d), fmt.Sprintf("R%d.%d.%d", y-2018, m, d), fmt.Sprintf("ｒ%d/%d/%d", y-2018, m, d),
			fmt.Sprintf("%d日前", back), kanji(back) + "日前", fmt.Sprintf("%s %d", english, d), fmt.Sprintf("%d %s", d, english[:3]),
			fmt.Sprintf("on %s %dth", english[:3], d),
		} {
			got, err := said.Read(form, About{})
			if err != nil || got.Day != day || got.Doubt != "" || got.Basis != Named {
				t.Errorf("%s: %+v %v, want %s", form, got, err, day)
			}
		}
	}
}

// Words for a day, said on Wednesday 2026-11-25.
func TestWordsForADay(t *testing.T) {
	for _, c := range []struct {
		text  string
		lean  Lean
		want  Date
		doubt Doubt
		other Date
	}{
		{"先々週の月曜", Past, "2026-11-09", "", ""},
		{"先週金曜日", Past, "2026-11-20", "", ""},
		{"来週の水曜", Future, "2026-12-02", "", ""},
		{"この前の水曜", Past, "2026-11-18", "", ""},
		{"次の水曜", Future, "2026-12-02", "", ""},
		{"水曜", Past, "2026-11-25", SameWeekday, "2026-11-18"},
		{"木曜", Past, "2026-11-19", "", ""},
		{"2日後", Future, "2026-11-27", "", ""},
		{"二十四日", Past, "2026-11-24", "", ""},
		{"25日", Past, "2026-11-25", "", ""},
		{"25日", Future, "2026-11-25", "", ""},
		{"26日", Past, "2026-10-26", EarlierMonth, ""},
		{"31日", Past, "2026-10-31", EarlierMonth, ""},
		{"31日", Future, "2026-12-31", "", ""},
		{"先月末", Past, "2026-10-31", "", ""},
		{"今月末", Future, "2026-11-30", "", ""},
		{"来月の5日", Future, "2026-12-05", "", ""},
		{"10月20日", Past, "2026-10-20", LongAgo, ""},
		{"last Wednesday", Past, "2026-11-18", "", ""},
		{"Tue", Past, "2026-11-24", "", ""},
		{"this friday", Future, "2026-11-27", "", ""},
		{"next Tuesday", Future, "2026-12-01", "", ""},
		{"next Friday", Future, "2026-12-04", NextWeek, "2026-11-27"},
		{"next Wednesday", Future, "2026-12-02", "", ""},
		{"10/11", Past, "2026-10-11", DayOrder, "2026-11-10"},
	} {
		m, err := saidAt(t, wednesday).Read(c.text, About{Lean: c.lean, English: c.text[0] < 0x80})
		if err != nil || m.Day != c.want || m.Doubt != c.doubt || m.Other.Day != c.other {
			t.Errorf("%q: %+v %v, want %s %s %s", c.text, m, err, c.want, c.doubt, c.other)
		}
	}
	for text, want := range map[string]Why{
		"31日目": NotATime, "32日": NoSuchDate, "先月31日": "", "来月31日": "", "今月31日": NoSuchDate, "令和8年2月29日": NoSuchDate,
		"2日間": NotATime, "13月1日": NoSuchDate, "Feb 30": NoSuchDate, "平成8年1月1日": NoSuchDate, "11月": NotATime, "maybe": NotATime,
	} {
		if _, err := saidAt(t, wednesday).Read(text, About{}); (err == nil) != (want == "") {
			t.Errorf("%q: %v, want %s", text, err, want)
		} else if why, _ := WhyOf(err); why != want {
			t.Errorf("%q: %s, want %s", text, why, want)
		}
	}
}

// Times of the day as ends of 2026-11-24, said the next morning: the clock, the doubt and the other reading.
func TestWordsForATime(t *testing.T) {
	said := saidAt(t, "2026-11-25 12:15")
	hours := map[Slot]Clock{ShiftStart: 9 * 60, ShiftEnd: 18 * 60}
	for _, c := range []struct{ text, want string }{
		{"18時ちょうど", "18:00"}, {"ちょうど18時", "18:00"}, {"18時10分過ぎ", "18:10"}, {"18時過ぎ", "18:00 rough"},
		{"18時ごろ", "18:00 rough"}, {"だいたい18時", "not_a_time"}, {"18時の10分前", "17:50"}, {"18時5分前", "17:55"},
		{"18時10分前", "17:50 minutes_before 18:10"}, {"0時5分前", "23:55"}, {"ごごろくじはん", "not_a_time"},
		{"ろくじはん", "18:30 half_day 6:30"}, {"午後ろくじはん", "18:30"}, {"夕方五時半", "17:30"}, {"夜11時", "23:00"}, {"夜10時半", "22:30"},
		{"深夜1時", "25:00"}, {"夜中の2時半", "26:30"}, {"夜1時", "25:00 rough"}, {"夜12時", "24:00 rough"}, {"朝8時", "8:00"},
		{"朝3時", "3:00 rough"}, {"夕方10時", "10:00 rough"}, {"翌朝5時", "29:00"}, {"1:30", "13:30 half_day 25:30"}, {"06:30", "6:30"},
		{"0630", "6:30"}, {"9時5", "21:05 half_day 9:05"}, {"24時", "24:00"}, {"午後12時", "24:00 twelve 12:00"}, {"午前12時", "12:00 twelve 24:00"},
		{"12 pm", "12:00"}, {"noon", "12:00"}, {"midnight", "24:00"}, {"half past six pm", "18:30"}, {"quarter to seven", "18:45 half_day 6:45"},
		{"twenty-five past 17", "17:25"}, {"six o'clock", "not_a_time"}, {"6 o'clock", "18:00 half_day 6:00"}, {"around 18", "18:00 rough"},
		{"at nine", "21:00 half_day 9:00"}, {"2am next day", "26:00"}, {"8時55分→19時", "19:00"}, {"定時", "18:00 scheduled"},
		{"終業時刻", "18:00 scheduled"}, {"お昼", "no_schedule"}, {"9-18", "9:00-18:00"}, {"9時から18時半まで", "9:00-18:30"},
		{"9-6", "9:00-18:00 half_day"}, {"22-6", "22:00-30:00"}, {"from 9 until 17:30", "9:00-17:30"}, {"13時から2時間半", "13:00-15:30"},
		{"30-0", "no_such_time"}, {"9-18:75", "no_such_time"}, {"一八時", "18:00"}, {"二十三時五十九分", "23:59"}, {"三十六時", "no_such_time"},
		{"十八時間", "not_a_time"}, {"18時75分", "no_such_time"}, {"さっき", "two_days"}, {"今朝4時", "28:00"}, {"今朝6時", "two_days"},
	} {
		m, err := said.Read(c.text, About{Day: "2026-11-24", Side: End, Slots: hours})
		why, _ := WhyOf(err)
		got := string(why)
		if err == nil {
			got = ""
			if m.From.Timed {
				got = ClockOn(m.From.At, m.Day, tokyo).String() + "-"
			}
			got += ClockOn(m.At, m.Day, tokyo).String()
			if m.Doubt != "" {
				got += " " + string(m.Doubt)
			}
			if m.Other.Timed {
				got += " " + ClockOn(m.Other.At, m.Day, tokyo).String()
			}
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

// Without a day, the meaning says what its day rests on.
func TestWhatADayRestsOn(t *testing.T) {
	for _, c := range []struct {
		said, text string
		day        Date
		basis      Basis
	}{
		{wednesday, "昨日 9:00", "2026-11-24", Named}, {wednesday, "9:00", "2026-11-25", OpenDay}, {wednesday, "1:30", "2026-11-24", LastNight},
		{"2026-11-26 01:40", "1:30", "2026-11-25", OpenDay}, {wednesday, "30分前", "2026-11-25", Counted},
		{wednesday, "6時間前", "2026-11-24", Counted}, {wednesday, "22時から翌6時まで", "2026-11-24", LastNight},
		{wednesday, "half an hour ago", "2026-11-25", Counted}, {wednesday, "an hour and a half ago", "2026-11-25", Counted},
	} {
		m, err := saidAt(t, c.said).Read(c.text, About{})
		if err != nil || m.Day != c.day || m.Basis != c.basis {
			t.Errorf("%q at %s: %+v %v, want %s %s", c.text, c.said, m, err, c.day, c.basis)
		}
	}
	if m, err := saidAt(t, wednesday).Read("1:30", About{Day: "2026-11-24"}); err != nil || m.Basis != Asked {
		t.Errorf("a day that was asked about: %+v %v", m, err)
	}
}

// What has not come yet is no reading where another one is possible.
func TestReadingsThatHaveNotCome(t *testing.T) {
	for _, c := range []struct {
		said, text string
		want       When
		basis      Basis
		doubt      Doubt
		other      bool
	}{
		{wednesday, "水曜 18:00", When{"2026-11-18", at(t, "2026-11-18 18:00"), true}, Named, "", false},
		{wednesday, "水曜 10:00", When{"2026-11-25", at(t, "2026-11-25 10:00"), true}, Named, SameWeekday, true},
		{"2026-11-25 14:00", "1:30", When{"2026-11-25", at(t, "2026-11-25 13:30"), true}, OpenDay, HalfDay, true},
		{wednesday, "1:30", When{"2026-11-24", at(t, "2026-11-25 01:30"), true}, LastNight, "", false},
		{wednesday, "6時", When{"2026-11-25", at(t, "2026-11-25 06:00"), true}, OpenDay, HalfDay, false},
		{"2026-11-25 00:30", "11/24 1:30", When{"2026-11-24", at(t, "2026-11-24 13:30"), true}, Named, HalfDay, false},
		{"2026-11-26 01:40", "6時", When{"2026-11-25", at(t, "2026-11-25 18:00"), true}, OpenDay, HalfDay, true},
	} {
		m, err := saidAt(t, c.said).Read(c.text, About{Side: End})
		if err != nil || m.When != c.want || m.Basis != c.basis || m.Doubt != c.doubt || m.Other.Timed != c.other {
			t.Errorf("%q at %s: %+v %v, want %+v", c.text, c.said, m, err, c)
		}
	}
}

func at(t *testing.T, local string) time.Time { return saidAt(t, local).At }

// Every word of the tables gets past the letters that are looked at first.
func TestNothingSpokenIsTurnedAway(t *testing.T) {
	words := []string{"正午", "定時", "始業時刻", "終業時刻", "お昼", "さっき", "先ほど", "今朝", "早朝", "朝", "夕方", "深夜", "夜", "翌", "午前", "ちょうど"}
	for _, r := range relativeDays {
		words = append(words, r.word)
	}
	for _, k := range kanaHours {
		words = append(words, k.word)
	}
	if i := slices.IndexFunc(words, turnsAway); i >= 0 {
		t.Errorf("%s is turned away", words[i])
	}
	if !turnsAway("出勤") || turnsAway("9時") {
		t.Error("a punch word is looked at, or a digit is not")
	}
}
