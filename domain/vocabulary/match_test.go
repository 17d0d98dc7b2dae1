package vocabulary

import (
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain/calendar"
)

// The evening of a Tuesday and the small hours that still belong to it.
const (
	evening = "2026-11-24T19:00:00"
	night   = "2026-11-25T01:40:00"
	morning = "2026-11-25T10:15:00"
)

// what writes the parts of a match that a case names: intent kind day at, or intent and problem.
func what(m Match) string {
	parts := []string{string(m.Intent)}
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	switch m.Intent {
	case None:
		return "silent"
	case Leave, LeaveCancel:
		add(string(m.Date))
		add(string(m.Until))
		add(m.LeaveKind)
	default:
		add(string(m.Kind))
	}
	if m.Intent == Request {
		add(string(m.Day))
		add(m.At.Format("01-02T15:04"))
	}
	if m.Intent == Ask {
		add(string(m.Problem.Why))
		add(m.Problem.Text)
	}
	return strings.Join(parts, " ")
}

type spoken struct{ name, said, text, want string }

func match(t *testing.T, cases []spoken) {
	t.Helper()
	v := vocabulary(t, nil, bot)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := what(v.Match(c.text, saidAt(t, c.said))); got != c.want {
				t.Errorf("%q at %s: %s, want %s", c.text, c.said, got, c.want)
			}
		})
	}
}

func TestMatchWords(t *testing.T) {
	match(t, []spoken{
		{"a word", evening, "出社", "punch in"},
		{"every ending", evening, "退勤いたします", "punch out"},
		{"emoji and shimasu", evening, ":taikin::shimasu:", "punch out"},
		{"emoji, blank and shimasu", evening, ":taikin: :shimasu:", "punch out"},
		{"laughter and long breath", evening, "出勤します〜ｗｗ", "punch in"},
		{"capitals", evening, "OUT", "punch out"},
		{"longest word first", evening, "お昼休憩に入ります", "punch break_in"},
		{"back ends whichever is open", evening, "戻りました", "punch break_out"},
		{"outing", evening, "外出します", "punch outing_in"},
		{"re-entry", evening, "再入", "punch outing_out"},
		{"direct out", evening, "直帰します", "punch direct_out"},
		{"forgotten is not now", evening, "退勤し忘れました", "ask out no_time 退勤"},
		{"putting right is not now", evening, "退勤を訂正してください", "ask out no_time 退勤"},
		{"a date is not a punch", evening, "今日出勤します", "ask in no_time 出勤"},
		{"tomorrow is not a punch", evening, "明日出勤します", "ask in no_time 出勤"},
		{"question", evening, "出勤？", "silent"},
		{"question with marks", evening, "出勤？！", "silent"},
		{"two words", evening, "出勤 退勤", "silent"},
		{"word inside", evening, "出勤簿", "silent"},
		{"negation", evening, "退勤しないでください", "silent"},
	})
}

func TestMatchTimes(t *testing.T) {
	match(t, []spoken{
		{"until when somebody worked", evening, "昨日は23時まで働きました", "request out 2026-11-23 11-23T23:00"},
		{"until when something goes on", evening, "23時まで", "silent"},
		{"digits are not cut", evening, "退勤 118:00", "silent"},
		{"hour 35", "2026-11-25T12:00:00", "昨日の退勤 35:59", "request out 2026-11-24 11-25T11:59"},
		{"hour 36", evening, "退勤 36:00", "ask out no_such_time 36:00"},
		{"noon the next day is not before 36", evening, "一昨日の退勤 翌13:00", "request out 2026-11-22 11-23T13:00"},
		{"the day after the next is too far", evening, "退勤 翌25:00", "ask out no_such_time 翌25:00"},
		{"25 o'clock of the open day", night, "退勤 25:30", "request out 2026-11-24 11-25T01:30"},
		{"small hour said in the morning", morning, "退勤 1:30", "request out 2026-11-24 11-25T01:30"},
		{"midnight at night", night, "0時退勤", "request out 2026-11-24 11-25T00:00"},
		{"boundary is the new day", "2026-11-25T05:00:00", "5時 出勤", "request in 2026-11-25 11-25T05:00"},
		{"午前12時", morning, "午前12時退勤", "ask out unsure 午前12時"},
		{"12 am", night, "out 12am", "request out 2026-11-24 11-25T00:00"},
		{"午後18時", evening, "午後18時退勤", "ask out no_such_time 午後18時"},
		{"four digits", evening, "出勤 0905", "request in 2026-11-24 11-24T09:05"},
		{"five minutes ahead", evening, "退勤 19:05", "request out 2026-11-24 11-24T19:05"},
		{"six minutes ahead", evening, "退勤 19:06", "ask out not_yet 19:06"},
	})
}

func TestMatchDates(t *testing.T) {
	match(t, []spoken{
		{"date after the word", evening, "退勤は昨日の18:00でした", "request out 2026-11-23 11-23T18:00"},
		{"weekday in brackets", evening, "11/20(金) 9:00 出勤", "request in 2026-11-20 11-20T09:00"},
		{"wrong weekday in brackets", evening, "11/20(木) 9:00 出勤", "ask in other_weekday 11/20(木)"},
		{"month 13", evening, "13/1 9:00 出勤", "ask in no_such_date 13/1"},
		{"February 30", evening, "2月30日の退勤は18:00", "ask out no_such_date 2月30日"},
		{"last week", evening, "先週の水曜の退勤を18:00に", "request out 2026-11-18 11-18T18:00"},
		{"this week to come", evening, "今週の金曜の退勤を18:00に", "ask out not_yet 18:00"},
		{"days ago", evening, "3日前の退勤 18:00", "request out 2026-11-21 11-21T18:00"},
		{"minutes ago and another day", evening, "昨日 20分前に退勤", "ask out two_days 20分前"},
		{"two times", evening, "9:00 退勤 18:00", "ask out said_twice 18:00"},
		{"the same time twice", evening, "18:00 退勤 18時", "request out 2026-11-24 11-24T18:00"},
		{"two dates", evening, "昨日の退勤 11/20 18:00", "ask out said_twice 11/20"},
	})
}

func TestMatchLeaveAndQuestions(t *testing.T) {
	match(t, []spoken{
		{"leave with taking", evening, "明日有給休暇をいただきます", "leave 2026-11-25 有給休暇"},
		{"leave without a date", evening, "お休みします", "leave 2026-11-24"},
		{"leave looks forward", evening, "1/5は休み", "leave 2027-01-05"},
		{"leave on a weekday", evening, "金曜は休みます", "leave 2026-11-27"},
		{"leave on no date", evening, "2/30は休み", "ask no_such_date 2/30"},
		{"leave of several days", evening, "12/28〜1/4は有給", "leave 2026-12-28 2027-01-04 有給"},
		{"leave from one weekday to another", evening, "金曜から火曜まで休みます", "leave 2026-11-27 2026-12-01"},
		{"the kind first", evening, "有給 28日-30日", "leave 2026-11-28 2026-11-30 有給"},
		{"days the wrong way round", evening, "12/30〜12/28 休み", "ask no_such_date 12/30〜12/28"},
		{"an impossible last day", evening, "2/27〜2/30 休み", "ask no_such_date 2/30"},
		{"off in English", evening, "next Tuesday day off", "leave 2026-12-01"},
		{"off without a day says nothing", evening, "off", "silent"},
		{"good night is no leave of tomorrow", evening, "お休み 明日", "silent"},
		{"leave taken back", evening, "明日の休みをキャンセルします", "leave_cancel 2026-11-25"},
		{"leave in a question", evening, "明日は休み？", "silent"},
		{"who is in", evening, "誰が出勤しているのですか", "silent"},
		{"who is in, politely", evening, "誰がいますか？", "who_in"},
		{"who is off", evening, "誰が休んでいる？", "who_off"},
	})
}

func TestMatchTellsHowItWasSaid(t *testing.T) {
	v := vocabulary(t, nil, Options{Greetings: true})
	if m := v.Match("おつかれさまでした！", saidAt(t, evening)); !m.Greeting || m.Kind != Out {
		t.Errorf("a greeting: %+v", m)
	}
	if m := v.Match("店じまいします", saidAt(t, evening)); m.Intent != None {
		t.Errorf("a greeting counts only as it is: %+v", m)
	}
	if m := v.Match("退勤", saidAt(t, evening)); m.Greeting || m.Word != "退勤" {
		t.Errorf("a plain word: %+v", m)
	}
	if m := v.Match("戻りました", saidAt(t, evening)); !m.Either {
		t.Errorf("戻り ends whichever is open: %+v", m)
	}
	if m := v.Match("休憩終了", saidAt(t, evening)); m.Either {
		t.Errorf("休憩終了 ends a break: %+v", m)
	}
	if m := v.Match("外出", saidAt(t, evening)); m.Kind != BreakIn {
		t.Errorf("without outings 外出 is a break: %+v", m)
	}
	if m := v.Match("昨日の退勤", saidAt(t, evening)); m.Kind != Out || m.Day != "2026-11-23" || m.Problem.Why != calendar.NoTime {
		t.Errorf("what is known of an unfinished sentence: %+v", m)
	}
}

// Each row is a way the grammar could be wrong; the phrase must notice it.
func TestPhrasesThatNoticeMistakes(t *testing.T) {
	v := vocabulary(t, nil, bot)
	same := func(name, said, a, b string) {
		t.Helper()
		x, y := v.Match(a, saidAt(t, said)), v.Match(b, saidAt(t, said))
		if what(x) != what(y) || x.Intent == None {
			t.Errorf("%s: %q is %s, %q is %s", name, a, what(x), b, what(y))
		}
	}
	same("half", evening, "18時半に退勤", "退勤 18:30")
	same("afternoon", evening, "午後6時半に退勤", "退勤 6:30pm")
	same("half width", evening, "１８：３０　退勤", "退勤 1830")
	same("next day", evening, "昨日の退勤は翌1:30", "昨日の退勤は25:30")
	same("day before yesterday", evening, "一昨日の退勤は19:00", "おととい 19時 退勤")
	same("boundary", night, "退勤 23:10", "今日の退勤 23:10")
	same("forms of a date", evening, "2026年11月20日 9時 出勤", "11/20 09:00 出勤")
	moved := saidAt(t, night)
	moved.Boundary = 60
	if got := v.Match("今日の退勤 1:30", moved); got.Day != "2026-11-25" {
		t.Errorf("with a boundary of 1:00, 1:40 belongs to %s", got.Day)
	}
}

func TestMatchEmoji(t *testing.T) {
	v := vocabulary(t, map[string][]string{"in": {":sunrise:"}}, Options{})
	for name, want := range map[string]Kind{
		"shukkin": In, ":shukkin:": In, "taikin::skin-tone-3": Out, "sunrise": In, "back": BreakOut, "thumbsup": "", "": "", "in": "",
	} {
		if m := v.MatchEmoji(name); m.Kind != want || (m.Intent == Punch) != (want != "") {
			t.Errorf("%q: %+v, want %q", name, m, want)
		}
	}
}
