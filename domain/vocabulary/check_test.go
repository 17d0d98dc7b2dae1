package vocabulary

import (
	"errors"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

func TestCheck(t *testing.T) {
	commands := []string{"取消", "Help", "今月"}
	for _, c := range []struct {
		name, kind, word string
		want             Fault
	}{
		{"fine", "in", "おはー", ""},
		{"a greeting of the same kind", "out", "おつー", ""},
		{"an emoticon", "in", "(F)", ""},
		{"an emoticon with a digit", "in", "8-)", ""},
		{"an emoji with a digit", "in", ":100:", ""},
		{"a sticker", "in", "sticker:446/1988", ""},
		{"a built-in word again", "in", "出勤", ""},
		{"the ledger's name of a kind", "break_start", "ひと休み", ""},
		{"no kind", "lunch", "めし", NoKind},
		{"empty", "in", "", Empty},
		{"marks only", "in", "。。", Empty},
		{"laughter only", "in", "ｗｗ", Empty},
		{"one letter", "out", "乙", OneLetter},
		{"one letter and marks", "out", "お！", OneLetter},
		{"one emoji", "out", "🍺", OneLetter},
		{"too long", "in", strings.Repeat("お", MaxWord+1), TooLong},
		{"a digit", "in", "おは1", HasDigit},
		{"a digit in full width", "in", "おは１", HasDigit},
		{"two lines", "in", "おは\nよう", HasNewline},
		{"ends in w", "in", "now", EndsInW},
		{"another kind", "in", "退勤", OtherKind},
		{"another kind in full width", "out", "ｉｎ", OtherKind},
		{"a greeting of another kind", "in", "おつー", OtherKind},
		{"a daytime greeting", "out", "お疲れ様です！", Daytime},
		{"a command", "out", "取消", IsCommand},
		{"a command in capitals", "out", "HELP", IsCommand},
		{"a date", "in", "昨日", IsSentence},
		{"a time", "in", "正午", IsSentence},
		{"leave", "out", "休み", IsSentence},
		{"a question", "in", "誰がいる", IsSentence},
		{"a sentence", "in", "昨日の退勤", IsSentence},
	} {
		t.Run(c.name, func(t *testing.T) {
			refused := Check(map[string][]string{c.kind: {c.word}}, commands)
			var got Fault
			if len(refused) > 0 {
				var e *domain.Error
				if !errors.As(refused[0], &e) || e.Code != domain.Invalid {
					t.Fatalf("not a domain error: %v", refused[0])
				}
				got = e.Args["fault"].(Fault)
				if name := c.word; c.want != NoKind && !strings.Contains(e.Text, name) {
					t.Errorf("%q does not name the word", e.Text)
				}
			}
			if got != c.want || len(refused) > 1 {
				t.Errorf("%s %q: %v, want %q", c.kind, c.word, refused, c.want)
			}
		})
	}
}

func TestCheckSeesTheOtherWords(t *testing.T) {
	refused := Check(map[string][]string{"in": {"いえーい", "おはー"}, "out": {"いえ-い", "イエーイ", "いえーい！"}}, nil)
	if len(refused) != 1 || !strings.Contains(refused[0].Error(), "いえーい！") {
		t.Errorf("got %v", refused)
	}
	if got := len(Check(map[string][]string{"in": {"乙", "1a", "おはー"}, "out": {"休み"}}, nil)); got != 3 {
		t.Errorf("%d problems of three are said", got)
	}
}

// An update may bring words and rules that a company's stored words do not agree with.
func TestAWordThatWasStoredAndIsRefusedNowIsLeftOut(t *testing.T) {
	v := New(map[string][]string{"in": {"おはー", "退勤", "乙"}, "nap": {"ぐー"}}, Options{})
	for text, want := range map[string]Kind{"おはー": In, "退勤": Out, "乙": "", "ぐー": "", "出勤": In} {
		if m := v.Match(text, saidAt(t, evening)); m.Kind != want {
			t.Errorf("%q: %+v, want %q", text, m, want)
		}
	}
}

func TestWordsOfACompany(t *testing.T) {
	v := vocabulary(t, map[string][]string{"in": {"おはー", "(F)", ":sunrise:"}, "out": {"おつー", "(roger)", ":beers:"}}, Options{})
	for text, want := range map[string]Kind{
		"おはー！": In, "(F)": In, ":sunrise:": In, ":Sunrise::skin-tone-2:": In, "おつー〜": Out, "(roger)": Out, ":beers:": Out,
		":beer:": "", "おは": "", "(F) 出勤": "",
	} {
		if m := v.Match(text, saidAt(t, evening)); m.Kind != want {
			t.Errorf("%q: %+v, want %q", text, m, want)
		}
	}
	if m := v.Match("おはー 9:05", saidAt(t, evening)); m.Intent != Request {
		t.Errorf("a company's word takes a time: %+v", m)
	}
	words := v.Words(In)
	if words[0] != "出勤" || !strings.HasSuffix(strings.Join(words, " "), "おはー (F) :sunrise:") {
		t.Errorf("words of in: %v", words)
	}
	if got := v.Words(OutingIn); len(got) != 0 {
		t.Errorf("without outings there are no words of one: %v", got)
	}
}
