package chatwork

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for _, test := range []struct {
		name, body, text string
		mention          bool
	}{
		{"plain", " 出勤 ", "出勤", false},
		{"emoticon as typed", "(F)", "(F)", false},
		{"emoticon with a bracket", "]:)", "]:)", false},
		{"bot addressed, name and さん", "[To:3999999]勤怠ボットさん\n出勤", "出勤", true},
		{"bot addressed, same line", "[To:3999999]勤怠ボットさん 出勤", "出勤", true},
		{"bot addressed, no name", "[To:3999999] 出勤", "出勤", true},
		{"bot addressed, a new name", "[To:3999999]打刻係さん\r\n出勤", "出勤", true},
		{"bot addressed, a name without さん", "[To:3999999] sue445\n出勤", "出勤", true},
		{"bot addressed and nothing said", "[To:3999999]勤怠ボットさん", "", true},
		{"reply to the bot", "[rp aid=3999999 to=93207172-1007287785163345920] sue445\ntest", "test", true},
		{"somebody else addressed", "[To:3000002]佐藤 花子さん\n出勤", "出勤", false},
		{"somebody else and the bot", "[To:3000002]佐藤さん [To:3999999]勤怠ボットさん\n退勤", "退勤", true},
		{"reply to somebody else", "[rp aid=3000002 to=400000001-5]佐藤さん\n退勤", "退勤", false},
		{"the text before an address", "退勤\n[To:3000002]佐藤さん", "退勤", false},
		{"everybody", "[toall]\n出勤", "出勤", false},
		{"quotation", "[qt][qtmeta aid=3000002 time=1795165200]出勤[/qt]", "", false},
		{"quotation of the bot's address", "[qt][qtmeta aid=3000002 time=1]\n[To:3999999] 出勤[/qt]\nどう？", "どう？", false},
		{"quotation in a quotation", "[qt]a[qt]出勤[/qt]出勤[/qt]退勤", "退勤", false},
		{"quotation not closed", "[qt]出勤", "[qt]出勤", false},
		{"closed twice", "出勤[/qt]", "出勤[/qt]", false},
		{"preformatted", "[code]出勤[/code]", "[code]出勤[/code]", false},
		{"preformatted beside a word", "出勤\n[code]x[/code]", "出勤\n[code]x[/code]", false},
		{"box", "[info]出勤[/info]", "[info]出勤[/info]", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, mention := clean(test.body, bot, "勤怠ボット")
			if text != test.text || mention != test.mention {
				t.Errorf("got %q, %v", text, mention)
			}
		})
	}
}

func TestCleanWithoutKnowingTheBot(t *testing.T) {
	if text, mention := clean("[To:]出勤 [To:1]", "", ""); mention || text == "" {
		t.Errorf("got %q, %v", text, mention)
	}
}

func TestNeutralTextHasNoTag(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"[toall]", "[To:1]", "[", "[/info]", "x"})).Draw(t, "text"), "")
		got := neutral(s)
		if strings.Contains(got, "[") || len([]rune(got)) != len([]rune(s)) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
