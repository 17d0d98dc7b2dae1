package line

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/dialog"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func act(name, arg string) dialog.Action { return dialog.Action{Name: name, Arg: arg} }

func choices(labels ...string) (out []dialog.Choice) {
	for i, l := range labels {
		out = append(out, dialog.Choice{Label: l, Typed: l, Action: act("do", strconv.Itoa(i))})
	}
	return out
}

// shapes are the forms of replies there are; each is sent both ways and its request compared to the byte.
var shapes = map[string]dialog.Reply{
	"text":    {Lang: "ja", Title: "わかりました。つないでいません。", Lines: []string{"番号をお確かめのうえ、もう一度送ってください。"}},
	"english": {Lang: "en", Tone: dialog.Success, Title: "✓ In 8:58 Fri 20 Nov receipt K7Q2", Choices: choices("Undo", "Break", "Out")},
	"receipt": {Lang: "ja", Tone: dialog.Success, Title: "✓ 退勤 18:02 11/20(金) 受付 M3VA",
		Lines: []string{"今日 8:04(残業 0:04)・今月 126:40(残業 4:10)"}, Choices: choices("取消", "訂正"), Private: true, State: "off"},
	"forgotten": {Lang: "ja", Tone: dialog.Success, Title: "✓ 出勤 8:57 11/20(金) 受付 P2HX",
		Lines: []string{"昨日 11/19(木) の退勤がありません。"}, Choices: []dialog.Choice{
			{Label: "18:00 定時", Typed: "1", Action: act("forgot", "2026-11-19 18:00")},
			{Label: "時刻を選ぶ", Typed: "2", Action: act("forgot.at", "2026-11-19"), Want: &dialog.Want{
				Kind: dialog.WantDateTime, Initial: "2026-11-19T18:00", Min: "2026-11-19T09:01", Max: "2026-11-20T08:57", Hint: "「18:30」のように"}},
			{Label: "あとで", Typed: "あとで", Action: act("forgot.later", "")},
		}},
	"question": {Lang: "ja", Tone: dialog.Ask, Title: "海の 小林 さんですか？", Choices: []dialog.Choice{
		{Label: "はい", Typed: "はい", Action: dialog.Action{Question: "q7", Arg: "yes"}, Strong: true},
		{Label: "いいえ", Typed: "いいえ", Action: dialog.Action{Question: "q7", Arg: "no"}},
	}},
	"want_date": {Lang: "ja", Tone: dialog.Ask, Title: "いつの打刻ですか？", Want: &dialog.Want{Kind: dialog.WantDate, Initial: "2026-11-20",
		Min: "2026-11-01", Max: "2026-11-20"}, Choices: []dialog.Choice{{Label: "やめる", Typed: "やめる", Action: dialog.Action{Question: "q9", Arg: "cancel"}}}},
	"want_time": {Lang: "en", Tone: dialog.Ask, Title: "When did you leave?", Want: &dialog.Want{Kind: dialog.WantTime, Initial: "18:00"},
		Choices: []dialog.Choice{{Label: "Cancel", Typed: "cancel", Action: dialog.Action{Question: "q9", Arg: "cancel"}}}},
	"want_hint": {Lang: "ja", Tone: dialog.Ask, Title: "何時に退勤しましたか？", Want: &dialog.Want{Kind: dialog.WantTime, Hint: "「18:30」のように返信してください。"}},
	"problem": {Lang: "ja", Tone: dialog.Problem, Title: "LINE からの打刻は許可されていません。記録していません。",
		Lines: []string{"打刻できる方法: Slack、ICカード"}},
	"fields": {Lang: "ja", Title: "今月 11/1〜11/30", Fields: []dialog.Field{{Label: "労働", Value: "126:40"}, {Label: "残業", Value: "4:10"}, {Label: "備考"}}},
	"cards": {Lang: "ja", Title: "承認待ち 3件(根拠と一致 2件)", Cards: []dialog.Card{
		{Title: "1031 田中 11/19 退勤 なし→19:42", Lines: []string{"打刻忘れ・根拠一致"}, Choices: choices("承認", "差し戻し", "却下")},
		{Title: "1033 山田 11/18 出勤 9:40→9:00", Choices: choices("承認", "差し戻し", "却下", "詳細", "あとで")},
	}, Choices: []dialog.Choice{{Label: "根拠と一致する2件をまとめて承認", Typed: "承認 1031 1032", Action: act("approve", "1031 1032"), Strong: true}}},
	"many_choices": {Lang: "ja", Title: "どれにしますか？", Choices: choices(strings.Split("い,ろ,は,に,ほ,へ,と,ち,り,ぬ,る,を,わ,か,よ", ",")...)},
	"long":         {Lang: "ja", Title: "長い話", Lines: []string{strings.Repeat("あ", 6000), strings.Repeat("🍎", 3000)}, Choices: choices("次へ")},
	"long_receipt": {Lang: "ja", Tone: dialog.Success, Title: strings.Repeat("<", 4990)},
	"overlong_data": {Lang: "ja", Title: "選んでください", Choices: []dialog.Choice{
		{Label: strings.Repeat("長", 30), Typed: strings.Repeat("長", 400), Action: act("x", strings.Repeat("y", 400))},
		{Label: "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", Typed: "家族", Action: act("family", "")},
	}},
	"links": {Lang: "ja", Title: "年末調整の書類について", Lines: []string{"12/4 までに出してください。"}, Links: []dialog.Link{
		{Label: "申告書.pdf (1.2 MB)", URL: "https://kintai.example.com/f/umi/1/2/3/4"}, {Label: "とても長い名前の一覧表その2.xlsx (3 KB)", URL: "https://kintai.example.com/f/umi/5/6/7/8"}}},
	"empty": {},
}

func TestGolden(t *testing.T) {
	for name, shape := range shapes {
		for _, way := range []string{"reply", "push"} {
			t.Run(way+"_"+name, func(t *testing.T) {
				s, token := newSending(t, "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA"), ""
				if way == "reply" {
					token = "nHuyWiB7yP5Zw52FIkcQobQuGDXCTA"
				}
				s.send(row("0192d3c4-0000-7000-8000-000000000001", token, shape))
				s.same(way + "_" + name)
			})
		}
	}
}

// TestGoldenTogether has two answers to one event and a notice that was kept in one request.
func TestGoldenTogether(t *testing.T) {
	s := newSending(t, "tok")
	notice := row("k", "", shapes["cards"])
	notice.State = "kept"
	s.send(row("1", "tok", shapes["receipt"]), row("2", "tok", shapes["question"]), notice)
	s.same("reply_together")
}

// same compares the last request with its golden file.
func (s *sending) same(name string) {
	s.t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, []byte(s.fake.calls[len(s.fake.calls)-1].body), "", " "); err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		s.t.Errorf("%s differs:\n%s", file, got.String())
	}
}
