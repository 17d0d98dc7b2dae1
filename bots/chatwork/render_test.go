package chatwork

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/outbox"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// shapes are the replies there are, as they go to a room and to a direct chat.
var shapes = []struct {
	name  string
	to    outbox.Address
	reply dialog.Reply
}{
	{"receipt_room", inRoom, receipt},
	{"receipt_direct", inDirect, receipt},
	{"receipt_english", inDirect, dialog.Reply{Lang: "en", Tone: dialog.Success, Title: "✓ Out 18:02 Fri 20 Nov, receipt M3VA",
		Lines: []string{"Today 8:04 (overtime 0:04)"}, Choices: []dialog.Choice{{Label: "Undo", Typed: "undo"}, {Label: "Correct", Typed: "correct"}}}},
	{"receipt_bare", inRoom, dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 休憩 12:00"}},
	{"question", inRoom, dialog.Reply{Lang: "ja", Tone: dialog.Ask, Title: "昨日 11/19(木) の退勤がありません。", Choices: []dialog.Choice{
		{Label: "18:00 定時", Typed: "1"}, {Label: "19:42 最後の投稿", Typed: "2"},
		{Label: "時刻を選ぶ", Typed: "時刻を選ぶ", Want: &dialog.Want{Kind: dialog.WantTime, Hint: "例「19:30」"}}, {Label: "あとで", Typed: "あとで"}}}},
	{"date", inDirect, dialog.Reply{Lang: "ja", Tone: dialog.Ask, Title: "いつの打刻を直しますか？", Want: &dialog.Want{Kind: dialog.WantDate, Hint: "例「昨日」「11/18」"}}},
	{"problem", inRoom, dialog.Reply{Lang: "ja", Tone: dialog.Problem, Title: "2026年10月は確定しています。", Lines: []string{"鈴木さんに相談してください。"}}},
	{"fields", inDirect, dialog.Reply{Lang: "ja", Title: "11月", Fields: []dialog.Field{{Label: "労働", Value: "126:40"}, {Label: "残業", Value: "4:10"}}}},
	{"cards", inDirect, dialog.Reply{Lang: "ja", Title: "承認待ち 2件", Cards: []dialog.Card{
		{Title: "1031 田中 11/19 退勤 なし→19:42", Lines: []string{"打刻忘れ・根拠一致"}, Choices: []dialog.Choice{
			{Label: "承認", Typed: "承認 1031"}, {Label: "差戻", Typed: "差戻 1031"}, {Label: "却下", Typed: "却下 1031"}}},
		{Title: "1032 田中 11/19 退勤 18:02→18:30", Choices: []dialog.Choice{
			{Label: "承認", Typed: "承認 1032"}, {Label: "差戻", Typed: "差戻 1032"}, {Label: "却下", Typed: "却下 1032"}}}}}},
	{"notice_room", outbox.Address{User: sato, Place: room}, dialog.Reply{Lang: "ja", Title: "打刻訂正 1031 が承認されました。"}},
	{"user_text", inRoom, dialog.Reply{Lang: "ja", Title: "「[toall] 全員集合」を事由にしました。", Lines: []string{"[To:1][info]x[/info][rp aid=1 to=2-3]"}}},
}

var (
	inRoom   = outbox.Address{User: tanaka, Place: room, Message: "1900000000000000001"}
	inDirect = outbox.Address{User: tanaka, Place: tanakaRoom, Message: "1900000000000000001", Direct: true}
	receipt  = dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 退勤 18:02 11/20(金) 受付 M3VA",
		Lines: []string{"今日 8:04(残業 0:04)・今月 126:40(残業 4:10)"}, Choices: []dialog.Choice{{Label: "取消", Typed: "取消"}, {Label: "訂正", Typed: "訂正"}}}
)

func TestRender(t *testing.T) {
	caps := (&Platform{}).Caps()
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			posts := render(shape.to, shape.reply, caps)
			if len(posts) != 1 {
				t.Fatalf("%d posts", len(posts))
			}
			golden(t, shape.name, posts[0].body)
		})
	}
}

func TestRenderJoined(t *testing.T) {
	var parts []part
	for i, who := range []string{tanaka, sato, suzuki} {
		to := outbox.Address{User: who, Place: room, Message: "190000000000000000" + string(rune('1'+i))}
		lines := render(to, dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "✓ 出勤 9:0" + string(rune('0'+i)) + " 11/20(金)", Choices: receipt.Choices},
			(&Platform{}).Caps())[0].lines
		parts = append(parts, part{row: outbox.Item{ID: domain.ID(who), Address: to}, lines: lines})
	}
	posts, of := shared(parts)
	if len(posts) != 1 || len(of[0]) != 3 {
		t.Fatalf("%d posts", len(posts))
	}
	golden(t, "joined", posts[0])
	parts[1].lines = append(parts[1].lines[:1:1], "昨日 11/19(木) の退勤がありません。", "「あとで」")
	posts, _ = shared(parts)
	golden(t, "joined_different", posts[0])
}

func TestLongTextBecomesSeveralPosts(t *testing.T) {
	r := dialog.Reply{Lang: "ja", Tone: dialog.Success, Title: "一覧"}
	for range 700 {
		r.Lines = append(r.Lines, strings.Repeat("あ", 30))
	}
	posts := render(inRoom, r, (&Platform{}).Caps())
	total := 0
	for i, p := range posts {
		if n := utf8.RuneCountInString(p.body); n > postMax {
			t.Errorf("a post of %d characters", n)
		}
		if strings.Contains(p.body, "[rp ") != (i == 0) {
			t.Errorf("post %d is addressed wrongly", i)
		}
		total += strings.Count(p.body, strings.Repeat("あ", 30))
	}
	if len(posts) != 3 || total != 700 {
		t.Errorf("%d posts with %d lines", len(posts), total)
	}
}

func TestJoinedPostsKeepTheirLength(t *testing.T) {
	var parts []part
	for range 400 {
		parts = append(parts, part{row: outbox.Item{Address: inRoom}, lines: []string{strings.Repeat("あ", 50), "「取消」"}})
	}
	posts, of := shared(parts)
	n := 0
	for i, body := range posts {
		if utf8.RuneCountInString(body) > postMax {
			t.Errorf("a post of %d characters", utf8.RuneCountInString(body))
		}
		n += len(of[i])
	}
	if n != 400 || len(posts) > 5 {
		t.Errorf("%d parts in %d posts", n, len(posts))
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name + ".txt"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got+"\n" != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
