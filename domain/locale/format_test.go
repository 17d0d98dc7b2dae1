package locale

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFormats(t *testing.T) {
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ name, got, want string }{
		{"a morning", Clock(8*60 + 58), "8:58"},
		{"beyond midnight", Clock(25*60 + 30), "25:30"},
		{"midnight", Clock(0), "0:00"},
		{"a day's hours", Duration(484), "8:04"},
		{"a month's hours", Duration(126*60 + 40), "126:40"},
		{"less than nothing", Duration(-30), "-0:30"},
		{"a date", Date(Japanese, day), "11/20(金)"},
		{"a date in English", Date(English, day), "Fri 20 Nov"},
		{"a date of another year", FullDate(Japanese, day), "2026/11/20(金)"},
		{"a date of another year in English", FullDate(English, day), "Fri 20 Nov 2026"},
		{"a short date", ShortDate(Japanese, day), "11/20"},
		{"a short date in English", ShortDate(English, day), "20 Nov"},
		{"a weekday", Weekday(Japanese, time.Friday), "金"},
		{"a weekday in English", Weekday(English, time.Friday), "Fri"},
		{"a month", Month(Japanese, day), "2026年11月"},
		{"a month in English", Month(English, day), "November 2026"},
		{"a list", List(Japanese, []string{"LINE", "Slack"}), "LINE・Slack"},
		{"a list in English", List(English, []string{"LINE", "Slack"}), "LINE, Slack"},
		{"words", Quoted(Japanese, []string{"出勤", "退勤"}), "「出勤」「退勤」"},
		{"words in English", Quoted(English, []string{"in", "out"}), `"in", "out"`},
		{"a label", Title(Japanese, "出勤"), "出勤"},
		{"a label in English", Title(English, "in"), "In"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestCommandsAreUnambiguous(t *testing.T) {
	owner := map[string]string{}
	for name, words := range Commands() {
		if len(words) < 2 {
			t.Errorf("%s needs a Japanese and an English word", name)
		}
		for _, w := range words {
			if other, taken := owner[w]; taken {
				t.Errorf("%s is both %s and %s", w, name, other)
			}
			owner[w] = name
		}
	}
	if Command(Japanese, "out") != "退勤" || Command(English, "out") != "out" {
		t.Error("a command's first words are the Japanese and the English one")
	}
	if len(Reserved()) != len(owner) {
		t.Errorf("%d words are reserved of %d", len(Reserved()), len(owner))
	}
}

// The words every channel is to know one day; a company that had given one to a punch would punch by it that day.
func TestCommandsToComeAreReserved(t *testing.T) {
	for _, word := range strings.Fields("出勤 退勤 休憩 戻り 外出 再入 取消 今日 今月 訂正 申請一覧 承認待ち メッセージ アンケート 連携解除 言語 ヘルプ") {
		if !slices.Contains(Reserved(), word) {
			t.Errorf("%s may be taken by a company", word)
		}
	}
}
