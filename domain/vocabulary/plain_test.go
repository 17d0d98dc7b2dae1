package vocabulary

import "testing"

func TestOnlyThePersonsOwnWordsCount(t *testing.T) {
	v := vocabulary(t, map[string][]string{"in": {"(F)", ":D"}, "out": {"(roger)"}}, bot)
	for _, c := range []struct {
		name, text string
		want       Kind
	}{
		{"address without a name", "[To:99]\n出勤", In},
		{"address and word on one line", "[To:99]出勤", In},
		{"address, name and word on one line", "[To:99]勤怠ボットさん 出勤", In},
		{"an older name of the bot", "[To:99]打刻くんさん\n出勤", In},
		{"reply to the bot", "[rp aid=99 to=1-2]勤怠ボット\n退勤", Out},
		{"bot and manager", "[To:99]勤怠ボットさん\n[To:7]佐藤さん\n出勤", In},
		{"manager on the same line as the bot", "[To:99] [To:7]佐藤さん\n出勤", In},
		{"manager only", "[To:7]佐藤 花子さん\n出勤します", In},
		{"manager, on one line", "[To:7]佐藤さん 出勤", ""},
		{"everybody", "[toall]\n退勤", Out},
		{"quotation", "[qt][qtmeta aid=7 time=1]出勤[/qt]", ""},
		{"quotation and word", "[qt][qtmeta aid=7 time=1]出勤[/qt]\n退勤", Out},
		{"nested quotation", "[qt]a[qt]出勤[/qt]b[/qt]退勤", Out},
		{"quotation that never closes", "[qt]出勤", ""},
		{"close without open", "[/qt]出勤", ""},
		{"Slack quotation", "&gt; 出勤\n退勤", Out},
		{"typed quotation", "> 出勤", ""},
		{"code", "[code]x[/code]\n出勤", ""},
		{"fence", "```\n出勤\n```", ""},
		{"Slack mention with a name", "<@U0BOT|kintai> 出勤", In},
		{"Slack mention at the end", "出勤 <@U0BOT>", In},
		{"Slack mention of others above", "<@U7> <@U8>\n出勤", In},
		{"Slack mention of another", "<@U7> 出勤", ""},
		{"mention that never closes", "<@U0BOT 出勤", ""},
		{"LINE mention", "@勤怠ボット 出勤", In},
		{"emoticon", " (F) ", In},
		{"emoticon in another case", "(f)", ""},
		{"emoticon in full width", "（F）", ""},
		{"emoticon of letters", ":D", In},
		{"emoticon of small letters", ":d", ""},
		{"emoticon after the address", "[To:99]勤怠ボットさん\n(roger)", Out},
		{"emoticon in talk", "了解です(roger)", ""},
		{"nothing", "", ""},
		{"marks only", "。。。", ""},
		{"blanks only", " \n　", ""},
		{"not UTF-8", "出勤\xff", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := v.Match(c.text, saidAt(t, evening))
			if m.Kind != c.want || (m.Intent == Punch) != (c.want != "") {
				t.Errorf("%q: %+v, want %q", c.text, m, c.want)
			}
		})
	}
}
