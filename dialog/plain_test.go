package dialog

import "testing"

// The receipt, the question and the queue of design/conversations.md on a channel with and one without buttons.
func TestPlainText(t *testing.T) {
	receipt := Reply{Lang: "ja", Title: "✓ 退勤 18:02 11/20(金) 受付 M3VA", Lines: []string{"今日 8:04(残業 0:04)"},
		Choices: []Choice{{Label: "取消", Typed: "取消"}, {Label: "訂正", Typed: "訂正"}}}
	asked := Reply{Lang: "ja", Title: "昨日 11/19(木) の退勤がありません。", Choices: []Choice{
		{Label: "18:00 定時", Typed: "1"}, {Label: "19:42 最後の投稿", Typed: "2"},
		{Label: "時刻を選ぶ", Typed: "時刻を選ぶ", Want: &Want{Kind: WantTime, Hint: "例「19:30」"}}, {Label: "あとで", Typed: "あとで"}}}
	queue := Reply{Lang: "ja", Title: "承認待ち 1件", Cards: []Card{{Title: "1031 田中 11/19 退勤 なし→19:42", Lines: []string{"根拠一致"}, Choices: []Choice{
		{Label: "承認", Typed: "承認 1031"}, {Label: "差し戻し", Typed: "差戻 1031"}}}}}
	english := Reply{Lang: "en", Title: "✓ Out 18:02 Fri 20 Nov", Fields: []Field{{"Today", "8:04"}},
		Choices: []Choice{{Label: "Undo", Typed: "undo"}, {Label: "Break", Typed: "break"}, {Label: "All of them", Typed: "list"}}}
	dated := Reply{Lang: "en", Title: "Which day?", Want: &Want{Kind: WantDate, Initial: "2026-11-19"}}
	buttons := Caps{Choices: 13, CardChoices: 4, Cards: 12, Fields: true, DatePicker: true, TimePicker: true}

	for _, test := range []struct {
		name  string
		reply Reply
		caps  Caps
		want  string
	}{
		{"receipt, buttons", receipt, buttons, "✓ 退勤 18:02 11/20(金) 受付 M3VA\n今日 8:04(残業 0:04)\n[取消] [訂正]"},
		{"receipt, typed", receipt, Caps{}, "✓ 退勤 18:02 11/20(金) 受付 M3VA\n今日 8:04(残業 0:04)\n「取消」「訂正」"},
		{"question, buttons", asked, buttons, "昨日 11/19(木) の退勤がありません。\n[18:00 定時] [19:42 最後の投稿] [時刻を選ぶ] [あとで]"},
		{"question, typed", asked, Caps{}, "昨日 11/19(木) の退勤がありません。\n1 18:00 定時\n2 19:42 最後の投稿\n「時刻を選ぶ」「あとで」\n例「19:30」"},
		{"question, two buttons", asked, Caps{Choices: 2, TimePicker: true},
			"昨日 11/19(木) の退勤がありません。\n「時刻を選ぶ」「あとで」\n例「19:30」\n[18:00 定時] [19:42 最後の投稿]"},
		{"cards, buttons", queue, buttons, "承認待ち 1件\n1031 田中 11/19 退勤 なし→19:42\n根拠一致 [承認] [差し戻し]"},
		{"cards, typed", queue, Caps{}, "承認待ち 1件\n1031 田中 11/19 退勤 なし→19:42\n根拠一致\n「承認 1031」\n「差戻 1031」 差し戻し"},
		{"English, buttons", english, buttons, "✓ Out 18:02 Fri 20 Nov\nToday: 8:04\n[Undo] [Break] [All of them]"},
		{"English, typed", english, Caps{}, "✓ Out 18:02 Fri 20 Nov\nToday: 8:04\n\"undo\" \"break\"\n\"list\" All of them"},
		{"picker", dated, buttons, "Which day?\n<date 2026-11-19>"},
		{"no picker", dated, Caps{}, "Which day?\n\"2026-11-19\""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := PlainText(Fit(test.reply, test.caps)); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}
